"""The column's share of the door: what people confirmed, from its day on, and nothing that may not be shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from pipeline.model.archive import Archive
from pipeline.model.column import Clip, Column, ColumnEntry, ColumnRule
from pipeline.model.edition import Edition, PublicColumn, PublicIssue
from pipeline.model.ledger import Withdrawal
from pipeline.model.projection import LeftOut, Words
from pipeline.release.column import empty_day
from pipeline.release.decide import decide, decide_site
from tests.release.sample import (
    GATE,
    TODAY,
    WITHDRAWN,
    Clock,
    answers,
    archive,
    by_words,
    everything,
    form,
    interview,
    item,
    person,
    put,
    record,
    signed,
    text,
)

FRIDAY = dt.date(2026, 5, 15)  # the last before TODAY
NEXT = FRIDAY + dt.timedelta(days=7)
RULE = ColumnRule(weekday="五", begins=dt.date(2026, 5, 1), rests=(dt.date(2026, 5, 1), dt.date(2026, 5, 8)))


def entry(interview: str = "one", date: dt.date = FRIDAY, number: int = 0, **more: Any) -> ColumnEntry:
    return ColumnEntry(date=date, interview=interview, by="乙", at=dt.datetime(2026, 1, 1, number, tzinfo=dt.UTC), **more)


def library(*entries: ColumnEntry, rule: ColumnRule = RULE, whole: Archive | None = None) -> Archive:
    """Two interviews, signed for the site and the column with their sound, and what was confirmed."""
    made = whole or archive(
        person(), interview(), interview("two", title="二"), item(), config={"gates": {"site": GATE, "column": GATE}}
    )
    for key in made.interviews:
        for purpose in ("web_text", "web_audio", "column"):
            made = signed(made, key, purpose)  # type: ignore[arg-type]
    return dataclasses.replace(made, column=Column(rule, entries))


def column(whole: Archive, today: dt.date = TODAY) -> PublicColumn:
    found = decide_site(whole, today, Clock()).column
    assert found is not None
    return found


def ids(whole: Archive, today: dt.date = TODAY) -> list[str]:
    return [issue.id for issue in column(whole, today).issues]


def words(issue: PublicIssue) -> str:
    turns = [turn for chapter in issue.story.projection.chapters for turn in chapter.turns]
    return "".join(block.text for turn in turns for block in turn.blocks if isinstance(block, Words))


def withdraw(whole: Archive, key: str = "one") -> Archive:
    kept = whole.interviews[key]
    gone = dataclasses.replace(kept.ledger, withdrawals=(Withdrawal(withdrawn=True, by="乙", at=WITHDRAWN),))
    return put(whole, dataclasses.replace(kept, ledger=gone))


def test_a_story_shows_from_its_day_on_and_not_a_day_before():
    whole = library(entry(date=NEXT))
    assert ids(whole, NEXT - dt.timedelta(days=1)) == []
    assert ids(whole, NEXT) == [f"{NEXT}-IONE"]
    assert ids(whole, NEXT + dt.timedelta(days=400)) == [f"{NEXT}-IONE"]


def test_before_its_day_no_word_of_it_is_in_the_column_edition():
    whole = library(entry(date=NEXT, title="独此一题"))
    (edition,) = decide(whole, "column", TODAY, Clock())
    assert (edition.people, edition.interviews, edition.sounds, edition.pictures) == ((), (), (), ())
    assert "独此一题" not in everything(edition)


@pytest.mark.parametrize("answer", ["no", "ask"])
def test_a_story_whose_form_does_not_say_yes_to_the_column_is_not_in_it(answer: str):
    shut = interview(consent=form(purposes=answers(column=answer)))
    whole = library(entry(), whole=archive(person(), shut, item(), config={"gates": {"site": GATE, "column": GATE}}))
    assert column(whole).issues == ()
    assert [problem.code for problem in column(whole).problems] == ["column-gap"]
    assert [one.projection.id for one in decide_site(whole, TODAY, Clock()).interviews] == ["IONE"]


def test_without_sign_offs_for_the_column_nothing_is_in_it():
    made = archive(person(), interview(), item(), config={"gates": {"site": GATE, "column": GATE}})
    whole = dataclasses.replace(signed(made, "one", "web_text"), column=Column(RULE, (entry(),)))
    assert column(whole).issues == ()


def test_the_sound_comes_only_where_it_is_out_on_the_site():
    whole = library(entry())
    (edition,) = decide(whole, "column", TODAY, Clock())
    assert [cut.file for cut in edition.sounds] == ["IONE.m4a"]  # the form that everything plays
    silent = interview(consent=form(purposes=answers(web_audio="no")))
    quiet = library(entry(), whole=archive(person(), silent, item(), config={"gates": {"site": GATE, "column": GATE}}))
    (edition,) = decide(quiet, "column", TODAY, Clock())
    assert edition.sounds == ()
    assert edition.column is not None
    assert edition.column.issues[0].story.sound is None


def test_a_withdrawn_story_leaves_a_stone_and_the_next_spare_takes_its_day():
    rule = RULE.model_copy(update={"spares": ("one", "two")})
    whole = library(entry(), rule=rule)
    assert ids(whole) == [f"{FRIDAY}-IONE"]
    after = column(withdraw(whole))
    assert [issue.id for issue in after.issues] == [f"{FRIDAY}-ITWO"]
    assert [stone.id for stone in after.gone] == [f"{FRIDAY}-IONE"]
    assert after.problems == ()
    assert "雪夜过江" not in everything(decide(withdraw(whole), "column", TODAY, Clock())[0])


def test_a_story_withdrawn_before_its_day_leaves_no_stone():
    whole = library(entry(), entry("two", NEXT))
    assert column(withdraw(whole, "two")).gone == ()
    assert [stone.id for stone in column(withdraw(whole, "two"), NEXT).gone] == [f"{NEXT}-ITWO"]


def test_a_withdrawn_person_whose_folder_is_called_as_an_interview_is_leaves_no_stone_in_the_column():
    whole = library(entry())
    signatures = whole.interviews["one"].ledger.signoffs
    gone = dataclasses.replace(
        person().ledger, signoffs=signatures, withdrawals=(Withdrawal(withdrawn=True, by="乙", at=WITHDRAWN),)
    )
    found = column(put(whole, person("one", name="吴德山", ledger=gone)))
    assert ([issue.id for issue in found.issues], found.gone) == ([f"{FRIDAY}-IONE"], ())


def test_a_withdrawn_story_without_a_spare_leaves_an_empty_day_that_is_told():
    after = column(withdraw(library(entry())))
    assert after.issues == ()
    assert [(one.code, one.is_notice) for one in after.problems] == [("column-gap", True)]


def test_a_line_or_a_spare_that_names_no_interview_shows_nothing_and_stops_no_other():
    rule = RULE.model_copy(update={"spares": ("nobody",), "rests": ()})
    found = column(library(entry("nowhere"), entry("two", FRIDAY - dt.timedelta(days=7)), rule=rule))
    assert [issue.id for issue in found.issues] == [f"{FRIDAY - dt.timedelta(days=7)}-ITWO"]
    assert [one.code for one in found.problems] == ["column-gap"]


def test_a_spare_never_comes_twice_nor_beside_its_own_day():
    rule = RULE.model_copy(update={"spares": ("two",)})
    whole = library(entry(), entry("two", NEXT), rule=rule)
    assert ids(withdraw(whole), NEXT) == [f"{NEXT}-ITWO"]


def test_a_later_line_for_a_day_stands_and_a_skipped_day_is_no_trouble():
    assert ids(library(entry(), entry("two", number=1))) == [f"{FRIDAY}-ITWO"]
    skipped = column(library(entry(), entry("", number=1)))
    assert (skipped.issues, skipped.problems) == ((), ())


def test_an_empty_week_is_known_and_days_of_rest_skipped_days_and_days_before_the_beginning_are_none():
    assert empty_day(Column(RULE), TODAY) == FRIDAY
    assert empty_day(Column(RULE), FRIDAY) == FRIDAY
    assert empty_day(Column(RULE, (entry("", FRIDAY),)), TODAY) is None
    assert empty_day(Column(RULE.model_copy(update={"rests": (FRIDAY,)})), TODAY) is None
    assert empty_day(Column(RULE.model_copy(update={"begins": NEXT})), TODAY) is None
    assert empty_day(Column(), TODAY) is None


def test_a_line_that_cannot_be_read_closes_the_whole_column():
    whole = library(entry())
    shut = dataclasses.replace(whole, column=dataclasses.replace(whole.column, broken=(3,)))
    assert decide_site(shut, TODAY, Clock()).column is None


def test_an_archive_without_a_column_has_none():
    (edition,) = decide(archive(), "column", TODAY, Clock())
    assert edition.column is None


def test_a_passage_is_whole_sentences_and_only_what_belongs_to_them():
    (issue,) = column(library(entry(start_ms=1900, end_ms=4200))).issues
    assert words(issue) == "那年我十七岁。天下着大雪。[^1]"
    talk = issue.story.projection
    assert (issue.span, talk.index, talk.story) == ((2000, 4000), (), ())
    assert [mark for mark, _ in talk.notes] == ["1"]
    assert [one.id for one in talk.items] == ["MMEDAL"]
    (early,) = column(library(entry(start_ms=0, end_ms=1400))).issues
    assert (words(early), early.story.projection.notes, early.story.projection.items) == ("您是哪一年入伍的？", (), ())


def test_a_passage_may_begin_with_the_story_or_go_to_its_end():
    (early,) = column(library(entry(end_ms=1400))).issues
    assert words(early) == "您是哪一年入伍的？"
    (whole,) = column(library(entry())).issues
    (late,) = column(library(entry(start_ms=1400))).issues
    assert words(late)
    assert words(whole) == words(early) + words(late)


def test_an_issue_without_a_title_of_its_own_bears_the_interviews():
    whole = library(entry())
    assert column(whole).issues[0].title == whole.interviews["one"].record.title


def test_a_passage_without_sentence_times_is_whole_turns():
    made = library(entry(start_ms=5000, end_ms=6000))
    found = decide_site(made, TODAY, Clock(silent=True)).column
    assert found is not None
    assert [words(issue) for issue in found.issues] == ["后来呢？"]


def test_a_passage_past_the_end_is_told_and_the_other_issues_stand():
    whole = library(entry(date=FRIDAY - dt.timedelta(days=7)), entry("two", start_ms=600_000, end_ms=700_000))
    found = column(whole)
    assert [issue.id for issue in found.issues] == [f"{FRIDAY - dt.timedelta(days=7)}-IONE"]
    assert [(one.code, one.is_notice) for one in found.problems] == [("column-past", False)]


def test_an_emphasis_that_reaches_over_the_edge_leaves_no_star():
    told = interview(text=text(("甲", 0, ["一*句。二句*。三句。"])))
    whole = library(
        entry(start_ms=0, end_ms=1000), whole=archive(person(), told, item(), config={"gates": {"site": GATE, "column": GATE}})
    )
    (issue,) = column(whole).issues
    assert words(issue) == "一句。"


def test_what_is_withheld_stays_out_of_a_passage_and_out_of_a_title():
    hidden = interview(withhold=(by_words("那年我十七岁。"),))
    made = archive(person(), hidden, item(), config={"gates": {"site": GATE, "column": GATE}})
    whole = library(entry(start_ms=0, end_ms=20_000, title="那年我十七岁"), whole=made)
    (issue,) = column(whole).issues
    assert "十七岁" not in words(issue)
    assert any(isinstance(block, LeftOut) for turn in issue.story.projection.chapters[0].turns for block in turn.blocks)
    titled = library(entry(title="那年我十七岁。"), whole=made)
    assert "十七岁" not in column(titled).issues[0].title


def test_a_title_is_without_those_who_withdrew():
    other = person(
        "gone",
        name="吴德山",
        ledger=dataclasses.replace(person().ledger, withdrawals=(Withdrawal(withdrawn=True, by="乙", at=WITHDRAWN),)),
    )
    made = archive(person(), other, interview(), item(), config={"gates": {"site": GATE, "column": GATE}})
    (issue,) = column(library(entry(title="我和吴德山"), whole=made)).issues
    assert issue.title == "我和"


def test_what_people_chose_for_the_clip_is_kept_within_the_story():
    rule = RULE.model_copy(update={"clips": (Clip(date=FRIDAY, start_ms=500, end_ms=2500),)})
    (issue,) = column(library(entry(start_ms=1000, end_ms=9000), rule=rule)).issues
    assert issue.clip == (1000, 2500)
    another = RULE.model_copy(update={"clips": (Clip(date=NEXT, start_ms=500, end_ms=2500),)})
    assert column(library(entry(start_ms=1000, end_ms=9000), rule=another)).issues[0].clip is None
    past = RULE.model_copy(update={"clips": (Clip(date=FRIDAY, start_ms=50_000, end_ms=90_000),)})
    assert column(library(entry(), rule=past)).issues[0].clip is None


def test_without_sentence_times_a_passage_is_heard_as_it_was_written_as_far_as_there_is_sound():
    def heard(made: Archive) -> list[tuple[int, int] | None]:
        found = decide_site(made, TODAY, Clock(silent=True)).column
        assert found is not None
        return [issue.span for issue in found.issues]

    assert heard(library(entry(start_ms=5000, end_ms=6000))) == [(5000, 6000)]
    assert heard(library(entry(start_ms=5000, end_ms=90_000))) == [(5000, 60_000)]
    assert heard(library(entry())) == [None]
    silent = interview(consent=form(purposes=answers(web_audio="no")))
    quiet = archive(person(), silent, item(), config={"gates": {"site": GATE, "column": GATE}})
    rule = RULE.model_copy(update={"clips": (Clip(date=FRIDAY, start_ms=5500, end_ms=70_000),)})
    mute = library(entry(start_ms=5000, end_ms=90_000), rule=rule, whole=quiet)
    assert heard(mute) == [(5000, 90_000)]
    assert column(mute).issues[0].clip is None


def test_without_sentence_times_the_clip_is_kept_within_the_passage_or_the_sound():
    def clip(**span: int) -> tuple[int, int] | None:
        rule = RULE.model_copy(update={"clips": (Clip(date=FRIDAY, start_ms=500, end_ms=70_000),)})
        found = decide_site(library(entry(**span), rule=rule), TODAY, Clock(silent=True)).column
        assert found is not None
        return found.issues[0].clip

    assert clip(start_ms=5000, end_ms=6000) == (5000, 6000)
    assert clip() == (500, 60_000)


def test_the_editions_date_is_that_of_the_newest_issue_never_of_today():
    whole = library(entry())
    (edition,) = decide(whole, "column", TODAY + dt.timedelta(days=90), Clock())
    assert edition.date == FRIDAY
    assert decide(whole, "column", TODAY, Clock()) == (edition,)


def test_the_column_edition_holds_nothing_of_the_rest_of_the_site():
    whole = library(entry())
    (edition,) = decide(whole, "column", TODAY, Clock())
    assert isinstance(edition, Edition)
    assert (edition.walls, edition.volumes, edition.interviews, edition.entries, edition.tombstones) == ((), (), (), (), ())
    assert "ITWO" not in everything(edition)
    assert {cut.file for cut in edition.pictures} == {"FJIA.jpg", "K1.jpg", "H1.jpg"}


def test_a_portrait_that_may_not_be_shown_is_not_in_the_column():
    shut = record(interview(), consent=form(purposes=answers(portrait="no")))
    made = archive(person(), shut, item(), config={"gates": {"site": GATE, "column": GATE}})
    (edition,) = decide(library(entry(), whole=made), "column", TODAY, Clock())
    assert "FJIA.jpg" not in {cut.file for cut in edition.pictures}
