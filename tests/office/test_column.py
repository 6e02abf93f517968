"""The column's weeks: spread, never twice before all have run, pins and anniversaries kept, only what may be shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.columns import Wanted, confirm, plan
from pipeline.errors import KoushuError, Unreadable, WrongUse
from pipeline.model.archive import Archive, KeptInterview, KeptPerson
from pipeline.model.column import Column, ColumnEntry, ColumnRule, Pin
from pipeline.model.nouns import ArchiveConfig, Interview, Person, Service
from pipeline.model.record import SaidDate
from pipeline.model.settings import Settings
from pipeline.office.planning import propose
from pipeline.reviewing import withdraw

TODAY = dt.date(2026, 5, 20)  # a Wednesday
RULE = ColumnRule(weekday="五", begins=dt.date(2026, 1, 2))
FRIDAYS = [dt.date(2026, 5, 22) + dt.timedelta(days=7 * week) for week in range(60)]
LIN, HE, LEI = "2023-001-lin", "2023-003-he", "2023-007-lei"


def person(key: str, unit: str = "", birth: str = "", **more: Any) -> KeptPerson:
    day = SaidDate.model_validate(birth) if birth else None
    return KeptPerson(key, key.upper(), Person(name=key, birth=day, service=(Service(unit=unit),) if unit else (), **more))


def library(people: list[KeptPerson], rule: ColumnRule = RULE, *entries: ColumnEntry) -> Archive:
    interviews = {one.key: KeptInterview(one.key, one.key.upper(), Interview(title="谈", narrators=(one.key,))) for one in people}
    return Archive(
        ArchiveConfig(title="库", institution="局"),
        people={one.key: one for one in people},
        interviews=interviews,
        column=Column(rule, entries),
    )


def entry(date: dt.date, interview: str, number: int = 0) -> ColumnEntry:
    return ColumnEntry(date=date, interview=interview, by="乙", at=dt.datetime(2026, 1, 1, number, tzinfo=dt.UTC))


def planned(archive: Archive, weeks: int, eligible: list[str] | None = None) -> list[str]:
    slots, _ = propose(archive, eligible if eligible is not None else list(archive.interviews), TODAY, weeks)
    return [slot.interview for slot in slots]


def test_weeks_fall_on_the_weekday_from_today_and_the_beginning_and_pass_over_days_of_rest() -> None:
    rule = RULE.model_copy(update={"rests": (FRIDAYS[1],)})
    slots, _ = propose(library([person("a")], rule), ["a"], TODAY, 3)
    assert [slot.date for slot in slots] == [FRIDAYS[0], FRIDAYS[2], FRIDAYS[3]]
    later = RULE.model_copy(update={"begins": dt.date(2026, 6, 1)})
    assert propose(library([person("a")], later), ["a"], TODAY, 1)[0][0].date == dt.date(2026, 6, 5)
    assert propose(library([person("a")]), ["a"], FRIDAYS[0], 1)[0][0].date == FRIDAYS[0]


def test_nobody_comes_twice_before_all_have_come() -> None:
    keys = [f"p{number:02}" for number in range(10)]
    found = planned(library([person(key) for key in keys]), 30)
    for round_of in (found[:10], found[10:20], found[20:]):
        assert sorted(round_of) == keys


def test_what_ran_before_counts() -> None:
    people = [person(key) for key in "abc"]
    before = [entry(dt.date(2026, 5, 1), "a"), entry(dt.date(2026, 5, 8), "b")]
    assert planned(library(people, RULE, *before), 4)[0] == "c"


def test_services_places_and_years_alternate() -> None:
    people = [person(f"army{n}", "army", f"193{n}") for n in range(4)] + [person(f"navy{n}", "navy", f"192{n}") for n in range(4)]
    units = [name[:4] for name in planned(library(people), 8)]
    assert all(one != other for one, other in pairwise(units))
    assert Counter(units) == {"army": 4, "navy": 4}


def test_pins_stand_and_the_others_go_round_them() -> None:
    rule = RULE.model_copy(update={"pins": (Pin(date=FRIDAYS[2], interview="c", title="题"),)})
    archive = library([person(key) for key in "abc"], rule)
    slots, problems = propose(archive, ["a", "b", "c"], TODAY, 3)
    assert ([slot.interview for slot in slots], problems) == (["a", "b", "c"], ())
    assert (slots[2].why, slots[2].title) == ("编辑指定", "题")


@pytest.mark.parametrize(
    ("pin", "code"),
    [(Pin(date=FRIDAYS[1], interview="gone"), "pin-closed"), (Pin(date=FRIDAYS[1] + dt.timedelta(1), interview="a"), "pin-day")],
)
def test_a_pin_that_cannot_be_kept_is_named_and_its_day_filled(pin: Pin, code: str) -> None:
    archive = library([person(key) for key in "ab"], RULE.model_copy(update={"pins": (pin,)}))
    slots, problems = propose(archive, ["a", "b"], TODAY, 3)
    assert [problem.code for problem in problems] == [code]
    assert all(slot.interview for slot in slots)


def test_a_spare_that_is_nobody_is_named() -> None:
    archive = library([person("a")], RULE.model_copy(update={"spares": ("a", "gone")}))
    assert [(one.code, one.values["interview"]) for one in propose(archive, ["a"], TODAY, 1)[1]] == [("spare-unknown", "gone")]


def test_a_narrators_own_day_is_kept_within_three_days_but_not_beyond() -> None:
    people = [person("a"), person("b"), person("z", birth="1930-06-08"), person("y", birth="1930-06-09")]
    slots, _ = propose(library(people), list("abzy"), TODAY, 4)
    assert {slot.date: slot.why for slot in slots}[dt.date(2026, 6, 5)] == "z生日"
    rule = RULE.model_copy(update={"own_dates": False})
    assert all("生日" not in slot.why for slot in propose(library(people, rule), list("abzy"), TODAY, 4)[0])
    only = library([person("a"), person("z", birth="1930-06-02")])
    assert all("生日" not in slot.why for slot in propose(only, list("az"), dt.date(2026, 6, 1), 1)[0]) is False
    assert all("生日" not in slot.why for slot in propose(only, list("az"), dt.date(2026, 6, 6), 1)[0])


def test_a_day_known_only_to_the_month_is_nobodys_anniversary() -> None:
    slots, _ = propose(library([person("a"), person("z", birth="1930-06")]), list("az"), TODAY, 4)
    assert all("生日" not in slot.why for slot in slots)


def test_somebody_with_an_honour_comes_about_the_first_of_august() -> None:
    people = [*(person(f"a{number}") for number in range(12)), person("z", honours=("三等功",))]
    slots, _ = propose(library(people), [one.key for one in people], TODAY, 12)
    assert {slot.date: (slot.interview, slot.why) for slot in slots}[dt.date(2026, 7, 31)] == ("z", "建军节前后")


def test_only_what_may_be_shown_is_proposed_and_a_confirmed_story_that_closed_gives_its_place_away() -> None:
    archive = library([person(key) for key in "abc"], RULE, entry(FRIDAYS[0], "a"), entry(FRIDAYS[1], "b"))
    slots, _ = propose(archive, ["b", "c"], TODAY, 2)
    assert [(slot.interview, slot.confirmed) for slot in slots] == [("c", False), ("b", True)]
    assert planned(archive, 2, []) == ["", ""]


def test_the_last_word_for_a_day_counts_and_a_skipped_day_stays_empty() -> None:
    lines = [entry(FRIDAYS[0], "a", 1), entry(FRIDAYS[0], "b", 2), entry(FRIDAYS[1], "", 3)]
    slots, _ = propose(library([person(key) for key in "abc"], RULE, *lines), list("abc"), TODAY, 2)
    assert [(slot.interview, slot.confirmed) for slot in slots] == [("b", True), ("", True)]


def test_a_plan_changes_only_where_it_must_and_is_the_same_each_time() -> None:
    people = [person(f"p{number:02}", f"unit-{number % 5}") for number in range(20)]
    archive = library(people)
    assert planned(archive, 20) == planned(dataclasses.replace(archive, people=dict(reversed(archive.people.items()))), 20)


# On an archive, by its people


@pytest.fixture(scope="module")
def signed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample archive, three of whose interviews are signed for the column, and nothing confirmed yet."""
    folder = tmp_path_factory.mktemp("column")
    shutil.copytree(
        project / "archive", folder / "archive", symlinks=True, ignore=shutil.ignore_patterns("engine", "column.ndjson")
    )
    (folder / "archive/column.yml").write_text("weekday: 五\nbegins: 2026-01-02\n", encoding="utf-8")
    return Settings(folder / "archive", folder / "build", project, dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1), "zh")


@pytest.fixture
def desk(signed: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(signed.archive, tmp_path / "archive", symlinks=True)
    return dataclasses.replace(signed, archive=tmp_path / "archive", out=tmp_path / "build")


def test_people_confirm_what_is_proposed_and_only_what_may_be_shown(desk: Settings) -> None:
    slots, _ = plan(desk, 2)
    assert {slot.interview for slot in slots} < {LIN, HE, LEI}
    done = confirm(desk, Wanted(slots[0].date, "罗书简"))
    assert done.interview == slots[0].interview
    assert plan(desk, 1)[0][0].confirmed
    for wanted, code in (
        (Wanted(slots[1].date, "罗书简", interview="2023-002-qin"), "column-closed"),
        (Wanted(slots[1].date, "罗书简", interview="nobody"), "column-closed"),
        (Wanted(slots[1].date + dt.timedelta(1), "罗书简"), "column-day"),
        (Wanted(slots[1].date, "路人"), ""),
        (Wanted(slots[1].date, "罗书简", interview=LIN, start_ms=9000, end_ms=8000), "column-passage"),
    ):
        with pytest.raises(KoushuError) as raised:
            confirm(desk, wanted)
        assert code in raised.value.code
    assert len((desk.archive / "column.ndjson").read_bytes().splitlines()) == 1


def test_a_withdrawn_story_leaves_the_plan_and_the_next_takes_its_place(desk: Settings) -> None:
    day = plan(desk, 1)[0][0].date
    confirm(desk, Wanted(day, "罗书简", interview=LIN))
    withdraw(desk, LIN, "罗书简", "")
    later = dataclasses.replace(desk, now=desk.now + dt.timedelta(minutes=2))
    assert {slot.interview for slot in plan(later, 2)[0]} == {HE, LEI}


def test_the_day_of_a_withdrawn_story_is_the_spares_before_anybodys_else(desk: Settings) -> None:
    day = plan(desk, 1)[0][0].date
    for spare in (LEI, HE):
        (desk.archive / "column.yml").write_text(f"weekday: 五\nbegins: 2026-01-02\nspares: [{spare}]\n", encoding="utf-8")
        confirm(desk, Wanted(day, "罗书简", interview=LIN))
    withdraw(desk, LIN, "罗书简", "")
    later = dataclasses.replace(desk, now=desk.now + dt.timedelta(minutes=2))
    assert [(slot.interview, slot.why) for slot in plan(later, 1)[0]] == [(HE, "候补")]


def test_a_past_day_is_filled_where_nothing_can_be_read_and_nowhere_else(desk: Settings) -> None:
    past = desk.today - dt.timedelta(days=(desk.today.weekday() - 4) % 7 or 7)
    assert confirm(desk, Wanted(past, "罗书简", interview=LIN)).why == "编辑指定"
    for wanted, code in (
        (Wanted(past, "罗书简", interview=HE), "column-day"),
        (Wanted(past - dt.timedelta(days=1), "罗书简", interview=HE), "column-day"),
        (Wanted(past - dt.timedelta(days=7), "罗书简"), "column-closed"),
    ):
        with pytest.raises(WrongUse) as raised:
            confirm(desk, wanted)
        assert raised.value.code == code
    withdraw(desk, LIN, "罗书简", "")
    later = dataclasses.replace(desk, now=desk.now + dt.timedelta(minutes=2))
    assert confirm(later, Wanted(past, "罗书简", interview=HE)).interview == HE


def test_a_line_that_cannot_be_read_stops_the_column(desk: Settings) -> None:
    (desk.archive / "column.ndjson").write_text("{}\n", encoding="utf-8")
    with pytest.raises(Unreadable):
        plan(desk, 1)


def test_an_archive_without_a_column_says_how_to_begin_one(desk: Settings) -> None:
    (desk.archive / "column.yml").unlink()
    with pytest.raises(WrongUse) as raised:
        plan(desk, 1)
    assert raised.value.code == "column-none"
