from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.nouns import IndexPoint
from pipeline.model.projection import InterviewProjection, PublicPoint
from pipeline.model.text import Shown, Story
from pipeline.release.decide import decide_site
from pipeline.release.explain import verdicts
from pipeline.release.project import project_interview
from pipeline.release.silence import quote_digest
from pipeline.release.view import View
from tests.release.sample import (
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
    put,
    record,
    released,
    text,
    words,
)


def projected(kept, times=None, whole=None) -> InterviewProjection:
    whole = whole or archive(person(), item(), kept)
    made = project_interview(View(whole, TODAY, times or Clock()), kept, "web_text")
    assert isinstance(made, InterviewProjection), made
    return made


def spoken(*paragraphs: str, **changes):
    return interview(text=text(("甲", 0, list(paragraphs))), shows=(), **changes)


SIX = "第零句。第一句。第二句。第三句。第四句。第五句。"  # one second each


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([(2_300, 2_700)], "第零句。第一句。|⟦略⟧|第三句。第四句。第五句。"),
        ([(2_151, 2_849)], "第零句。第一句。|⟦略⟧|第三句。第四句。第五句。"),
        ([(2_150, 2_700)], "第零句。|⟦略⟧|第三句。第四句。第五句。"),
        ([(2_300, 2_850)], "第零句。第一句。|⟦略⟧|第四句。第五句。"),
        ([(2_300, 3_700), (3_300, 4_700)], "第零句。第一句。|⟦略⟧|第五句。"),
        ([(1_300, 4_700), (2_300, 2_700)], "第零句。|⟦略⟧|第五句。"),
        ([(2_300, 2_700), (3_300, 3_700)], "第零句。第一句。|⟦略⟧|第四句。第五句。"),
        ([(2_300, 2_700), (4_300, 4_700)], "第零句。第一句。|⟦略⟧|第三句。|⟦略⟧|第五句。"),
        ([(0, 100)], "⟦略⟧|第一句。第二句。第三句。第四句。第五句。"),
        ([(5_900, 99_000)], "第零句。第一句。第二句。第三句。第四句。|⟦略⟧"),
        ([(0, 99_000)], "⟦略⟧"),
        ([(7_000, 8_000)], SIX),
    ],
)
def test_every_sentence_that_touches_a_padded_span_is_out(spans, left):
    held = tuple(by_time(start, end, id=f"w{start}", label="略") for start, end in spans)
    assert words(projected(spoken(SIX, withhold=held))) == left
    assert words(projected(spoken(SIX, withhold=held[::-1]))) == left


def test_a_span_reaches_across_paragraphs_and_turns():
    kept = interview(
        text=text(("乙", 0, ["问一。问二。"]), ("甲", 2000, ["答一。答二。", "答三。"]), ("乙", 5000, ["问三。"])),
        withhold=(by_time(1_500, 4_500, label="略"),),
        shows=(),
    )
    assert words(projected(kept)) == "问一。|⟦略⟧\n⟦略⟧\n问三。"


def test_where_a_time_is_only_interpolated_the_whole_turn_is_out():
    kept = interview(
        text=text(("乙", 0, ["问一。问二。"]), ("甲", 2000, ["答一。答二。", Shown("medal"), "答三。"])),
        withhold=(by_time(2_300, 2_400, label="略"),),
    )
    assert words(projected(kept, Clock(unsure=["答三"]))) == "问一。问二。\n⟦略⟧"
    assert words(projected(kept)) == "问一。问二。\n⟦略⟧|答二。|⟨MMEDAL⟩|答三。"


def test_a_turn_far_from_the_span_stays_though_its_times_are_interpolated():
    kept = interview(
        text=text(("乙", 0, ["问一。"]), ("甲", 9000, ["答一。"])), withhold=(by_time(100, 200, label="略"),), shows=()
    )
    assert words(projected(kept, Clock(unsure=["答一"]))) == "⟦略⟧\n答一。"


def test_withheld_by_time_without_any_times_the_interview_is_out():
    whole = archive(person(), interview(withhold=(by_time(0, 100),)))
    made = project_interview(View(whole, TODAY, Clock(silent=True)), whole.interviews["one"], "web_text")
    assert [one.code for one in made] == ["withhold-no-times"]


def test_times_that_do_not_fit_the_text_close_the_interview():
    class Short(Clock):
        def timing(self, interview, text):
            found = super().timing(interview, text)
            return type(found)(found.turns[:-1])

    whole = archive(person(), interview(withhold=(by_time(0, 100),)))
    made = project_interview(View(whole, TODAY, Short()), whole.interviews["one"], "web_text")
    assert [one.code for one in made] == ["withhold-times-differ"]


def test_items_shown_in_a_withheld_span_are_not_shown():
    kept = interview(withhold=(by_time(3_300, 3_700),))
    made = projected(kept)
    assert made.shows == ()
    assert "⟨" not in words(made)
    assert projected(interview(withhold=(by_time(9_000, 9_100),))).shows != ()


def test_index_points_and_chapter_titles_inside_a_span_are_out():
    index = (IndexPoint(at_ms=500, title="甲"), IndexPoint(at_ms=9_000, title="乙"))
    made = projected(interview(index=index, withhold=(by_time(0, 600),)))
    assert made.index == (PublicPoint(at_ms=9_000, title="乙"),)
    assert made.chapters[0].title == ""


def test_a_sentence_withheld_by_time_does_not_stand_in_the_story_either():
    kept = spoken(
        "那个人的真名叫赵无名啊。后来呢。",
        withhold=(by_time(300, 600, label="略"),),
        story=Story((("", ("他说：那个人的真名叫赵无名啊！走了。",)),)),
    )
    assert "赵无名" not in everything(projected(kept))
    assert projected(kept).story[0].paragraphs == ("他说：（略）！走了。",)


@pytest.mark.parametrize(
    ("paragraphs", "left"),
    [
        (["他叫王二小。走了。"], "他叫|⟦略⟧|。走了。"),
        (["他叫**王二**小。走了。"], "他叫|⟦略⟧|。走了。"),
        (["他叫王二", "小。走了。"], "他叫|⟦略⟧|。走了。"),
        (["王二小。"], "⟦略⟧"),
        (["王二小走了，王二小又来了。"], "⟦略⟧|走了，|⟦略⟧|又来了。"),
        (["他叫王。二。小。走了。"], "他叫|⟦略⟧|。走了。"),
    ],
)
def test_withheld_words_are_out_wherever_they_stand(paragraphs, left):
    made = projected(spoken(*paragraphs, withhold=(by_words("王二小", label="略"),)))
    assert words(made) == left
    assert "王二小" not in everything(made)


def test_withheld_words_are_out_of_every_other_public_place():
    name = "王二小"
    whole = archive(
        person(bio=f"与{name}同村。", aliases=[name, "老甲"]),
        item(caption=f"{name}赠", inscription=f"赠{name}"),
        interview(
            title=f"{name}与我",
            text=text(
                ("甲", 0, [f"他叫{name}[^1]。我们同村[^2]。"]),
                title=f"认识{name}",
                notes=[("1", "人名。"), ("2", f"{name}家在村东。")],
            ),
            story=Story(((f"{name}二三事", (f"那天{name}来了。[^s]",)),), (("s", f"即{name}。"),)),
            index=(IndexPoint(at_ms=0, title=f"见{name}", synopsis=f"{name}其人", keywords=(name, "同村")),),
            crew=(),
            withhold=(by_words(name, label="略"),),
        ),
    )
    made = projected(whole.interviews["one"], whole=whole)
    assert name not in everything(made)
    assert made.title == "与我"
    assert made.index[0].keywords == ("同村",)
    assert made.notes == (("2", "（略）家在村东。"),)
    assert made.story[0].paragraphs == ("那天（略）来了。[^s]",)
    assert made.narrators[0].aliases == ("老甲",)
    assert made.items[0].caption == "赠"


def test_words_one_interview_withholds_are_out_of_its_narrators_card_in_another():
    whole = archive(
        person(bio="与王二小同村。"),
        interview("one", text=text(("甲", 0, ["他叫王二小。"])), withhold=(by_words("王二小"),)),
        interview("two", id="ITWO"),
    )
    assert "王二小" not in everything(projected(whole.interviews["two"], whole=whole))


def test_a_footnote_whose_only_mark_was_withheld_is_dropped():
    made = projected(interview(withhold=(by_words("天下着大雪"),)))
    assert made.notes == ()
    assert projected(interview()).notes == (("1", "那年冬天来得早。"),)


def test_a_footnote_that_is_wholly_withheld_leaves_no_mark():
    made = projected(interview(withhold=(by_words("那年冬天来得早"),)))
    assert made.notes == ()
    assert "[^1]" not in words(made)


def test_withheld_words_of_an_interview_without_words_are_not_found():
    silent = interview(text=None, story=None, shows=(), withhold=(by_words("王二小"),))
    found = {reason.code for one in verdicts(archive(person(), silent), TODAY, Clock()) for reason in one.reasons}
    assert "withhold-not-found" in found


def test_the_sign_of_withheld_words_is_that_of_their_letters_and_of_mere_marks_that_of_the_marks():
    spoken_once = text(("甲", 0, ["那年，冬天——来得早……"]))
    assert quote_digest("那年，冬天", spoken_once) == quote_digest("那年冬天", spoken_once)
    assert quote_digest("——", None) != quote_digest("……", None)


@pytest.mark.parametrize("changed", ["他叫王三小。", "他叫王小二。"])
def test_withheld_words_that_are_no_longer_found_close_the_interview(changed):
    whole = released(person(), spoken("他叫王二小。", withhold=(by_words("王二小"),)))
    assert decide_site(whole, TODAY, Clock()).interviews
    moved = put(whole, dataclasses.replace(whole.interviews["one"], text=spoken(changed).text))
    assert decide_site(moved, TODAY, Clock()).interviews == ()
    found = {reason.code for one in verdicts(moved, TODAY, Clock()) for reason in one.reasons if one.purpose == "web_text"}
    assert "withhold-not-found" in found


def test_words_spoken_nowhere_but_in_a_footnote_keep_the_sound_in():
    kept = interview(withhold=(by_words("那年冬天来得早"),))
    edition = decide_site(released(person(), item(), kept), TODAY, Clock())
    assert edition.interviews[0].sound is None


@pytest.mark.parametrize(
    ("field", "gone"),
    [
        ("title", "雪夜过江"),
        ("sessions.place", "内江，|，内江"),
        ("sessions.date", "2023年"),
        ("sessions", "2023年"),
        ("crew", "摄像"),
        ("interviewers", "'乙'"),
        ("dialect", "四川话"),
        ("index", "如何入伍"),
        ("photos", "采访时"),
        ("items", "立功奖章"),
        ("notes", "那年冬天来得早"),
    ],
)
def test_a_withheld_field_of_an_interview_is_out(field, gone):
    assert any(one in everything(projected(interview())) for one in gone.split("|"))
    made = everything(projected(interview(withhold=(by_field(field),))))
    assert not any(one in made for one in gone.split("|"))


def test_a_withheld_story_and_withheld_shows_are_out():
    story = Story((("", ("作家写道。",)),))
    assert projected(interview(story=story, withhold=(by_field("story"),))).story == ()
    assert projected(interview(withhold=(by_field("shows"),))).shows == ()


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("birth", "birth"),
        ("native_place", "native_place"),
        ("service", "service"),
        ("honours", "honours"),
        ("bio", "bio"),
        ("sex", "sex"),
        ("aliases", "aliases"),
        ("portrait", "portrait"),
        ("death", "death"),
    ],
)
def test_a_withheld_field_of_a_person_is_out(field, name):
    open_card = projected(interview(), whole=archive(person(death="2020"), item(), interview())).narrators[0]
    assert getattr(open_card, name)
    kept = interview()
    closed = archive(person(death="2020", withhold=(by_field(field),)), item(), kept)
    assert not getattr(projected(kept, whole=closed).narrators[0], name)


@pytest.mark.parametrize("held", [by_field("telephone"), by_field("birth")])
def test_an_unknown_field_of_an_interview_closes_it(held):
    whole = released(person(), interview())
    kept = record(whole.interviews["one"], withhold=(held,))
    assert decide_site(archive(person(), kept), TODAY, Clock()).interviews == ()


@pytest.mark.parametrize("held", [by_field("telephone"), by_time(0, 100), by_words("甲")])
def test_what_a_person_cannot_withhold_closes_the_person(held):
    whole = archive(person(withhold=(held,)), interview())
    made = project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], "web_text")
    assert [one.code for one in made] == ["withhold-field-unknown"]


def test_a_story_without_a_text_is_closed_while_something_is_withheld_by_time():
    story = Story((("", ("那天晚上发生了一件事。",)),))
    kept = interview(text=None, story=story, shows=(), withhold=(by_time(0, 1_000),))
    made = project_interview(View(archive(person(), kept), TODAY, Clock()), kept, "web_text")
    assert [one.code for one in made] == ["withhold-no-times"]
