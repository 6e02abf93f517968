"""What an archive says in its own name, which nobody signs: nothing in it that the records withhold, however it got there."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from pipeline.model.archive import Archive, KeptPhoto
from pipeline.model.binding import Cover
from pipeline.model.nouns import Imprint, Named, Photo, Term, VolumePlan
from pipeline.model.wall import Wall
from pipeline.release.decide import decide
from tests.release.sample import (
    REGISTERS,
    TODAY,
    Clock,
    archive,
    by_field,
    by_time,
    by_words,
    everything,
    interview,
    item,
    person,
    picture,
    put,
    record,
    signed,
    text,
    withdrawn,
)

OUTLETS = ("site", "volume", "ebook", "labels", "wall")
SNOW = "天下着大雪"


def bound(*kept: Any, **changes: Any) -> Archive:
    """An archive with one volume, in which everything is signed for every outlet; `plan` says more of the volume."""
    plan = {"title": "卷一", "route": "isbn", "interviews": ("one",)} | changes.pop("plan", {})
    whole = archive(*(kept or (person(), interview(), item())), volumes={"v": VolumePlan.model_validate(plan)}, **changes)
    for purpose in ("web_text", "web_audio", "print"):
        whole = signed(whole, "one", purpose)
    return signed(whole, "jia", "wall")


def said(whole: Archive, times: Clock | None = None) -> str:
    """Every Edition of every outlet as one string."""
    return "".join(everything(one) for outlet in OUTLETS for one in decide(whole, outlet, TODAY, times or Clock()))


def plan_of(whole: Archive) -> VolumePlan:
    return decide(whole, "volume", TODAY, Clock())[0].volumes[0].plan


def test_a_sentence_withheld_by_time_is_in_no_preface_on_no_cover_and_on_no_card() -> None:
    plan = {"preface": f"他说：{SNOW}。", "subtitle": SNOW, "cover": Cover(back=f"{SNOW}！")}
    registers = {**REGISTERS, "places": {"neijiang": Term(id="neijiang", name="内江", disclosure="open", definition=SNOW)}}
    told = (person(bio=f"{SNOW}。"), interview(), item(caption=SNOW))
    open_ = bound(*told, plan=plan, registers=registers, term_ids={("places", "neijiang"): "LNEI"})
    assert said(open_).count(SNOW) > 12
    shut = bound(
        told[0],
        record(told[1], withhold=(by_time(3200, 3800),)),
        told[2],
        plan=plan,
        registers=registers,
        term_ids={("places", "neijiang"): "LNEI"},
    )
    assert "我们连夜过江" in said(shut)
    assert SNOW not in said(shut)


def test_where_nobody_knows_when_words_are_spoken_none_of_the_text_is_in_a_preface() -> None:
    whole = bound(plan={"preface": "我们连夜过江。就到了。"})
    shut = put(whole, record(whole.interviews["one"], withhold=(by_time(3200, 3800),)))
    assert "连夜" in said(shut)
    assert "连夜" not in said(shut, Clock(silent=True))
    without = put(shut, dataclasses.replace(shut.interviews["one"], text=None))
    assert "连夜" in said(without, Clock(silent=True))


@pytest.mark.parametrize("quote", [f"{SNOW}。[^1]", f"{SNOW}[^1]", SNOW])
def test_words_withheld_with_the_call_of_a_note_are_found_where_no_note_is_called(quote: str) -> None:
    talk = interview(withhold=(by_words(quote),), title=f"{SNOW}那夜")
    whole = bound(person(bio=f"{SNOW}。"), talk, item(caption=SNOW), plan={"preface": f"{SNOW}。"})
    assert SNOW not in said(whole)
    assert "我们连夜过江" in said(whole)


@pytest.mark.parametrize("name", sorted(one for one, field in Imprint.model_fields.items() if field.annotation is str))
def test_no_line_of_an_imprint_names_who_withdrew(name: str) -> None:
    gone = withdrawn(person("yi", name="陈国栋", aliases=()))
    assert "陈国栋" not in everything(plan_of(put(bound(plan={"imprint": {name: "陈国栋 1"}}), gone)))


def test_an_editor_without_a_name_and_a_committee_without_a_word_leave_nothing_behind() -> None:
    gone = withdrawn(person("yi", name="陈国栋", aliases=()))
    editors = (Named(name="陈国栋", role="主编", of="某所"), Named(name="李编辑", role="主编"))
    plan = {"imprint": Imprint(editors=editors), "committee": ("陈国栋", "主任：李某"), "proofs": ("一校　陈国栋", "陈国栋")}
    shown = plan_of(put(bound(plan=plan), gone))
    assert [one.name for one in shown.imprint.editors] == ["李编辑"]
    assert (shown.committee, shown.proofs) == (("主任：李某",), ("一校",))


def test_while_anything_is_unread_no_list_of_people_is_printed() -> None:
    plan = {"imprint": Imprint(editors=(Named(name="李编辑"),)), "committee": ("主任：李某",), "proofs": ("一校　李某",)}
    whole = bound(plan=plan)
    assert plan_of(whole).committee == ("主任：李某",)
    shown = plan_of(dataclasses.replace(whole, unread=frozenset({"people/yi/person.yml"})))
    assert (shown.committee, shown.proofs, shown.imprint.editors, shown.title) == ((), (), (), "卷一")


def test_the_moments_of_a_plan_leave_the_archive_by_no_key() -> None:
    whole = bound(plan={"voices": ({"interview": "secret-chen", "at": "00:00:04"},)})
    assert plan_of(whole).voices == ()
    assert "secret-chen" not in said(whole)


def test_an_alias_that_is_withheld_is_in_no_essay_and_one_of_one_character_closes_none() -> None:
    plan = {"preface": "人称山豹子。", "afterword": "一只豹。", "title": "山豹子传"}
    whole = bound(person(aliases=("山豹子", "豹")), interview(), item(), plan=plan)
    assert "山豹子" in said(whole)
    hidden = record(whole.people["jia"], withhold=(by_field("aliases"),))
    shown = plan_of(put(whole, hidden))
    assert (shown.preface, shown.afterword, shown.title) == ("", "一只豹。", "传")
    other = put(whole, record(whole.people["jia"], withhold=(by_field("birth"),)))
    assert plan_of(other).preface == "人称山豹子。"


def test_a_name_that_arises_in_a_title_where_words_went_is_gone_too() -> None:
    units = {**REGISTERS["units"], "secret": Term(id="secret", name="九〇一旅")}
    talk = interview(withhold=(by_words(SNOW),))
    wall = Wall(id="wall-1", title=f"九〇一{SNOW}旅", people=("jia",))
    whole = bound(
        person(), talk, item(), registers={**REGISTERS, "units": units}, walls=(wall,), plan={"title": f"九〇一{SNOW}旅卷"}
    )
    assert plan_of(whole).title == "卷"
    assert "九〇一旅" not in said(whole)


@pytest.mark.parametrize("written", ["⻢长⺠", "马⻓民", "⻢⻓⺠", "⾺長民"])
def test_signs_of_radicals_hide_no_name_and_no_withheld_words(written: str) -> None:
    gone = withdrawn(person("yi", name="马长民", aliases=()))
    units = {**REGISTERS["units"], "secret": Term(id="secret", name="马长民部队")}
    assert written in said(bound(plan={"title": f"{written}卷", "preface": f"谢{written}。"}))
    assert written not in said(put(bound(plan={"title": f"{written}卷", "preface": f"谢{written}。"}), gone))
    registers = {**REGISTERS, "units": units}
    assert written not in said(bound(plan={"preface": f"{written}部队"}, registers=registers))
    talk = interview(
        withhold=(by_words("江边的马长民"),), text=text(("甲", 0, [f"江边的{written}走了。江边的马长民来了。"])), shows=()
    )
    assert f"江边的{written}" not in said(bound(person(bio=f"江边的{written}。"), talk, item()))


@pytest.mark.parametrize("field", ["crew", "interviewers"])
def test_whoever_took_part_and_is_withheld_is_named_beside_no_photograph(field: str) -> None:
    photos = tuple(
        KeptPhoto(Photo(caption="采访时", alt="两人", credit=credit), picture(f"H{number}"))
        for number, credit in enumerate(("摄影：林 拍摄", "林拍攝", "某报社"))
    )
    names = {"crew": (Named(name="丙某"),), "interviewers": (Named(name="乙某"),)} | {field: (Named(name="林拍摄"),)}
    shown, hidden = (
        decide(bound(person(), interview(photos=photos, withhold=records, **names), item()), "volume", TODAY, Clock())[0]
        for records in ((), (by_field(field),))
    )
    assert [one.credit for one in shown.interviews[0].projection.photos] == ["摄影：林 拍摄", "林拍攝", "某报社"]
    assert [one.credit for one in hidden.interviews[0].projection.photos] == ["", "", "某报社"]
    other = decide(bound(person(), interview(photos=photos, withhold=(by_field("dialect"),), **names)), "volume", TODAY, Clock())[
        0
    ]
    assert [one.credit for one in other.interviews[0].projection.photos] == ["摄影：林 拍摄", "林拍攝", "某报社"]
