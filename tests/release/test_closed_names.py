"""A unit that nobody decided on stands nowhere, however it is written: texts, records, and what the archive says of itself."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.language.designations import mentions
from pipeline.model.archive import KeptPhoto
from pipeline.model.nouns import Named, Photo, Term, VolumePlan
from pipeline.model.text import Story
from pipeline.model.wall import Wall
from pipeline.release.decide import decide_site, decide_volume
from pipeline.release.project import project_person
from pipeline.release.view import View
from tests.release.sample import (
    REGISTERS,
    TODAY,
    Clock,
    archive,
    by_words,
    everything,
    interview,
    item,
    person,
    picture,
    put,
    record,
    released,
    signed,
    text,
    withdrawn,
)

SECRET = {
    **REGISTERS,
    "units": {**REGISTERS["units"], "secret": Term(id="secret", name="九〇一旅", aliases=("獅子团",), disclosure="unknown")},
}

STAYS = Named(name="丁", role="采访")


def site(whole):
    return decide_site(whole, TODAY, Clock())


@pytest.mark.parametrize(
    "written",
    ["九〇一旅", "九零一旅", "901旅", "９０１旅", "玖〇壹旅", "九○一旅", "九洞幺旅", "勾洞幺旅", "九 〇 一 旅", "九“〇一”旅"],
)
def test_a_number_is_found_however_it_is_written(written):
    assert [one.key for one in mentions(f"我到了{written}报到。", {"九〇一旅": "secret"})] == ["secret"]


@pytest.mark.parametrize(
    "written",
    [
        "青<b>石</b>沟",
        "青<b title='石>'>石沟",
        "青[石](http://x.example/a(b)c)沟",
        "青&#8203;石沟",
        "青{.red}石沟",
        "青（qīng）石沟",
        "青(Qing)石(shi)沟",
        "青[^a]石<!-- x -->沟",
        "青(qing1)石（ㄕˊ）沟",
        "青石①沟",
        "青²石[3]沟（4）",
        "青石〔待核〕沟",
        "青（音）石沟",
    ],
)
def test_something_like_markup_between_letters_hides_no_name(written):
    assert [one.form for one in mentions(f"去{written}了", {"青石沟": "secret"})] == ["青石沟"]
    valley = Term.model_validate({"id": "valley", "name": "青石沟", "public_name": "某山沟", "disclosure": "generalise"})
    register = {**REGISTERS, "places": {**REGISTERS["places"], "valley": valley}}
    was = released(person(bio=f"去{written}了"), interview(text=text(("甲", 0, [f"去{written}了。"])), shows=()), item())
    assert "沟" in everything(site(was))
    assert "沟" not in everything(site(dataclasses.replace(was, registers=register)))


def test_words_in_brackets_and_apart_are_no_name():
    for words in ("青（石）山沟", "青<b>山</b>石沟", "青（他说qing）石沟", "青（一）石沟"):
        assert not list(mentions(words, {"青石沟": "secret"}))


@pytest.mark.parametrize("written", ["狮子团", "獅子团", "獅子團"])
def test_a_name_is_found_in_traditional_characters(written):
    assert [one.key for one in mentions(written, {"獅子团": "secret"})] == ["secret"]
    assert [one.key for one in mentions(written, {"狮子團": "secret"})] == ["secret"]


def test_a_number_of_five_figures_is_found_as_it_is_read_out():
    for written in ("12345部队", "一二三四五部队", "幺二三四五部队"):
        assert [one.form for one in mentions(f"到{written}去。", {"12345部队": "secret"})] == ["12345部队"]


def test_marks_beside_letters_hide_no_name_and_marks_alone_are_none():
    assert [one.form for one in mentions("到（P3）去。", {"P3": "secret"})] == ["P3"]
    assert not list(mentions("到——去……", {"——": "secret"}))


def test_a_longer_open_name_that_begins_inside_a_closed_one_covers_it_not():
    forms = {"山甲团": "secret", "甲团长城队": ""}
    assert [one.form for one in mentions("到山甲团长城队去。", forms)] == ["山甲团"]


def test_numbers_of_two_figures_are_words():
    assert not list(mentions("一二十个人，二一添作五。", {"12旅": "secret"}))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("第三十八军", ("第38军", "38军", "第㊳军", "第三八军", "第叁拾捌军", "三十、三十八军")),
        ("38军", ("三十八军", "第三十八军", "３８军")),
        ("第九团", ("第9团", "第⑨团", "第玖团")),
        ("第9团", ("第九团", "第 九 团")),
        ("第112师", ("第一百一十二师", "第一百十二师", "第一一二师", "一百一十二师")),
        ("第一百一十二师", ("第112师", "112师")),
        ("第12军", ("第拾贰军", "第十二军", "十二军")),
        ("第150团", ("第一百五十团", "第一百五团")),
        ("第105团", ("第一百零五团", "第一百〇五团")),
        ("第200师", ("第两百师", "第二百师")),
        ("第23师", ("第廿三师",)),
        ("8341部队", ("8,341部队", "8341（部队）", "八千三百四十一部队", "洞八三四一部队", "8341-部队")),
        ("青石沟", ("青石、沟", "青-石-沟", "青石（沟", "青石沟\u0301", "青石🏔沟", "青[^1]石沟")),
        ("P-3部队", ("p3部队", "Ｐ３部队")),
    ],
)
def test_a_name_is_found_with_its_number_and_its_marks_written_in_any_way(name, written):
    for one in written:
        assert [found.form for found in mentions(f"到{one}去。", {name: "secret"})] == [name], one


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("六军", "我在陆军。"),
        ("2军", "两军对垒。"),
        ("第一师", "跟着一师傅学。"),
        ("8341部队", "18341部队"),
        ("9团", "39团"),
        ("Ann", "JoAnn, Anna"),
        ("〇团", "我们团"),
        ("第〇五团", "第五团"),
        ("三十八", "38岁"),
    ],
)
def test_other_words_and_numbers_are_none(name, words):
    assert not list(mentions(words, {name: "secret"}))


def test_of_names_at_one_place_the_longest_is_found_and_each_that_only_reaches_into_another():
    forms = {"第九团": "a", "九团": "b", "团部": "c"}
    assert [(one.start, one.end, one.key) for one in mentions("第九团部", forms)] == [(0, 3, "a"), (2, 4, "c")]
    assert not list(mentions("第九团部", {"九团": "b", "第九团部": ""}))


def test_a_name_that_goes_on_in_the_next_paragraph_of_the_story_keeps_the_interview_shut():
    told = Story((("雪", ("后来到了九〇", "一旅当兵。")),))
    whole = archive(person(), interview(story=told), item(), registers=SECRET)
    assert "当兵" not in everything(site(_signed_as_if(whole)))


def test_a_name_that_goes_on_in_the_next_paragraph_keeps_the_interview_shut():
    split = text(("甲", 0, ["我后来到了九〇", "一旅当兵。"]))
    whole = archive(person(), interview(text=split, shows=()), item(), registers=SECRET)
    found = everything(site(_signed_as_if(whole)))
    assert "当兵" not in found


def _signed_as_if(whole):
    """Signed while the unit was open, which nobody has decided now."""
    units = {key: one.model_copy(update={"disclosure": "open"}) for key, one in SECRET["units"].items()}
    was = released(
        *whole.people.values(), *whole.interviews.values(), *whole.items.values(), registers={**SECRET, "units": units}
    )
    assert "当兵" in everything(site(was))
    return dataclasses.replace(was, registers=SECRET)


DAYS = {"earliest": "1950-01-01", "latest": "1950-12-31"}


@pytest.mark.parametrize("field", ["role", "rank", "place", "from", "to"])
def test_a_name_in_the_free_words_of_a_stretch_of_service_keeps_the_person_shut(field):
    words = "到九零一旅当文书"
    served = [
        {"unit": "company", "from": "1950", "to": "1950-07", field: {"said": words, **DAYS} if field in ("from", "to") else words}
    ]
    units = {key: one.model_copy(update={"disclosure": "open"}) for key, one in SECRET["units"].items()}
    was = released(person(service=served), interview(), item(), registers={**SECRET, "units": units})
    assert "文书" in everything(site(was))
    assert "文书" not in everything(site(dataclasses.replace(was, registers=SECRET)))


@pytest.mark.parametrize("field", ["title", "institution", "series", "contact", "takedown", "sample_notice"])
def test_a_name_in_what_the_archive_says_of_itself_is_left_out(field):
    whole = released(config={field: "原九零一旅军休所"}, registers=SECRET)
    assert "九零一旅" not in everything(site(whole))
    assert "军休所" in everything(site(whole))


def test_a_name_in_a_walls_title_is_left_out():
    wall = Wall(id="wall-1", title="九零一旅荣誉墙", people=("jia",), items=("medal",))
    whole = released(registers=SECRET, walls=(wall,))
    assert [one.title for one in site(whole).walls] == ["荣誉墙"]


def test_a_name_in_a_volumes_series_is_left_out():
    plan = VolumePlan(title="书", route="archive_copy_only", interviews=("one",), series="九零一旅丛书", number="九零一旅之一")
    whole = released(registers=SECRET, volumes={"text-1": plan})
    volume = decide_volume(whole, "text-1", TODAY, Clock())
    assert "九零一旅" not in everything(volume)


def test_a_name_in_an_imprint_is_left_out():
    imprint = {"publisher": "九零一旅干休所", "recipients": "九零一旅老兵", "printer": "九零一旅印刷厂"}
    editors = [{"name": "九零一旅某人", "role": "九零一旅编", "of": "九零一旅"}, {"name": "乙"}]
    plan = VolumePlan.model_validate({"title": "书", "route": "archive_copy_only", "imprint": {**imprint, "editors": editors}})
    made = decide_volume(released(registers=SECRET, volumes={"text-1": plan}), "text-1", TODAY, Clock()).volumes[0].plan.imprint
    assert (made.publisher, made.recipients, made.printer) == ("干休所", "老兵", "印刷厂")
    assert [(one.name, one.role, one.of) for one in made.editors] == [("某人", "编", ""), ("乙", "", "")]


@pytest.mark.parametrize("state", [{"disclosure": "cover_only"}, {"disclosure": "generalise"}])
def test_a_place_told_in_other_words_is_left_out_of_what_the_archive_says_of_itself(state):
    valley = Term.model_validate({"id": "valley", "name": "青石沟", "public_name": "某山沟", **state})
    register = {**REGISTERS, "places": {**REGISTERS["places"], "valley": valley}}
    whole = released(config={"title": "青石沟军休所", "about": "第一段。\n\n我们在青石沟。"}, registers=register)
    found = everything(site(whole))
    assert "青石" not in found
    assert "第一段" in found


@pytest.mark.parametrize(
    "about", ["我们在九零\n\n一旅。", "我们在九零\n\n原九零一旅的。\n\n一旅。", "我们在九零天下着大雪一旅。"]
)
def test_no_name_arises_in_an_essay_where_something_went(about):
    whole = released(registers=SECRET, config={"about": about})
    withheld = put(whole, record(whole.interviews["one"], withhold=(by_words("天下着大雪"),)))
    assert site(withheld).about == ""


@pytest.mark.parametrize("written", ["程一舟", "程一舟（市文联）", "程 一舟"])
def test_who_withdrew_as_a_person_is_named_no_more_as_one_who_asked_or_filmed(written):
    asked = text((written, 0, ["您哪一年入伍？"]), ("丁", 500, ["是哪一年？"]), ("甲", 1000, ["一九五〇年。"]))
    crew = (Named(name="丙", role="摄像"), Named(name=written, role="文字整理"))
    other = person("other", name="程一舟", pinyin="cheng yizhou", aliases=())
    photos = (KeptPhoto(Photo(caption="合影", alt="合影", credit=f"{written}摄"), picture("H1")),)
    whole = interview(text=asked, interviewers=(Named(name=written, role="采访"), STAYS), crew=crew, shows=(), photos=photos)
    was = released(person(), whole, item(), other)
    assert "程" in everything(site(was))
    now = site(put(was, withdrawn(was.people["other"])))
    assert now.interviews[0].projection.crew == (Named(name="丙", role="摄像"),)
    assert now.interviews[0].projection.interviewers == (STAYS,)
    assert [one.caption for one in now.interviews[0].projection.photos] == ["合影"]
    assert [turn.speaker for turn in now.interviews[0].projection.chapters[0].turns] == ["采访人", "丁", "甲"]
    assert "程" not in everything(now)


@pytest.mark.parametrize("register", ["events", "honours"])
def test_an_event_or_honour_told_in_other_words_stands_nowhere_under_its_own_name(register):
    term = Term.model_validate(
        {"id": "north", "name": "北线行动", "aliases": ["北线"], "disclosure": "generalise", "public_name": "某次北线任务"}
    )
    open_ = term.model_copy(update={"disclosure": "open"})
    for told in ({"bio": "到过北线。"}, {"honours": ("north", "三等功")} if register == "honours" else {"bio": "北线行动时"}):
        was, now = (
            archive(
                person(**told),
                interview(),
                item(),
                registers={**REGISTERS, register: {**REGISTERS.get(register, {}), "north": one}},
            )
            for one in (open_, term)
        )
        shown = everything(site(signed(was, "jia", "wall")))
        assert "北线" in shown
        made = project_person(View(now, TODAY, Clock()), now.people["jia"], "wall")
        if "honours" in told:
            assert made.person.honours == ("某次北线任务", "三等功")
            bare = dataclasses.replace(
                now, registers={**now.registers, register: {"north": term.model_copy(update={"public_name": ""})}}
            )
            assert project_person(View(bare, TODAY, Clock()), bare.people["jia"], "wall").person.honours == ("三等功",)
        else:
            assert [(one.code, one.values["file"]) for one in made] == [("closed-name", f"registers/{register}.yml")]


def test_an_open_honour_opens_no_closed_unit_in_its_name():
    medal = Term(id="medal", name="九〇一旅纪念章", disclosure="open")
    whole = archive(person(bio="得了九〇一旅纪念章。"), registers={**SECRET, "honours": {**SECRET["honours"], "medal": medal}})
    made = project_person(View(whole, TODAY, Clock()), whole.people["jia"], "wall")
    assert [one.code for one in made] == ["closed-name"]
