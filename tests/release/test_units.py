"""A unit's name is told for the time it is told of, and nothing that names a closed one goes out."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.model.nouns import Service, Term, VolumePlan
from pipeline.model.text import Chapter, Paragraph, Text, Turn
from pipeline.model.units import names_in_text, telling
from pipeline.release.decide import decide_site, decide_volume
from pipeline.release.judge import judge_person, judge_text
from pipeline.release.project import project_interview, project_person
from pipeline.release.reasons import Reason
from pipeline.release.view import View
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
    put,
    signed,
)

OPEN_IN_KOREA = {"from": "1950-10", "to": "1953-07-27", "disclosure": "open"}


def term(**changes) -> Term:
    return Term.model_validate({"id": "company", "name": "第九团", "aliases": ["九团"]} | changes)


def units(**changes) -> dict:
    return {**REGISTERS, "units": {"company": term(**changes)}}


def told(one: Term, start: str, end: str) -> tuple[str, str]:
    how = telling(one, dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    return how.disclosure, how.told


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1951-01-01", "1952-01-01", ("open", "第九团")),
        ("1950-10-31", "1953-07-27", ("open", "第九团")),
        ("1950-10-30", "1953-07-27", ("unknown", "")),  # the period surely holds only from the end of October
        ("1951-01-01", "1953-07-28", ("unknown", "")),
        ("1960-01-01", "1961-01-01", ("unknown", "")),
    ],
)
def test_a_period_counts_for_the_days_it_surely_covers(start, end, expected):
    assert told(term(periods=[OPEN_IN_KOREA]), start, end) == expected


def test_the_strictest_wins_where_periods_overlap_or_follow_each_other():
    cover = {"from": "1953-07-28", "to": "1985-12-31", "disclosure": "cover_only", "public_name": "某部队"}
    late = {"from": "1980", "to": "1990", "disclosure": "generalise", "public_name": "某团"}
    whole = term(disclosure="open", periods=[OPEN_IN_KOREA, cover, late])
    assert told(whole, "1951-01-01", "1953-07-27") == ("open", "第九团")
    assert told(whole, "1951-01-01", "1955-01-01") == ("cover_only", "某部队")
    assert told(whole, "1970-01-01", "1982-01-01") == ("generalise", "某团")
    assert told(whole, "1992-01-01", "1995-01-01") == ("open", "第九团")
    assert telling(whole).disclosure == "generalise"
    assert told(term(disclosure="open", periods=[{"disclosure": "cover_only"}]), "1951-01-01", "1952-01-01") == ("cover_only", "")


def test_a_name_to_tell_it_by_opens_no_unit_that_nobody_decided_on():
    assert told(term(disclosure="unknown", public_name="某团"), "1951-01-01", "1952-01-01") == ("unknown", "")
    assert telling(term(disclosure="unknown", public_name="某团")).told == ""


def test_a_time_that_lacks_one_of_its_public_names_is_told_by_none():
    named = {"from": "1950-01-01", "to": "1955-12-31", "disclosure": "generalise", "public_name": "某团"}
    nameless = {"from": "1956-01-01", "to": "1960-12-31", "disclosure": "generalise"}
    whole = term(periods=[named, nameless])
    assert told(whole, "1951-01-01", "1952-01-01") == ("generalise", "某团")
    assert told(whole, "1951-01-01", "1958-01-01") == ("generalise", "")


def test_an_unknown_end_touches_every_later_period():
    late = {"from": "1985", "disclosure": "unknown"}
    whole = term(disclosure="open", periods=[late])
    assert telling(whole, dt.date(1950, 1, 1), None).disclosure == "unknown"
    assert telling(whole, dt.date(1950, 1, 1), dt.date(1953, 1, 1)).disclosure == "open"


def test_the_time_in_one_unit_opens_no_other():
    registers = {"units": {"company": term(periods=[OPEN_IN_KOREA]), "other": Term(id="other", name="第八团", disclosure="open")}}
    there = Service.model_validate({"unit": "company", "from": "1951", "to": "1952"})
    elsewhere = Service.model_validate({"unit": "other", "from": "1951", "to": "1952"})
    assert names_in_text(registers, [there])["第九团"] == ""
    assert names_in_text(registers, [elsewhere])["第九团"] == "units/company"


def served(**stretch):
    return person(service=[{"unit": "company", "role": "战士"} | stretch])


def line(whole):
    found = project_person(View(whole, TODAY, Clock()), whole.people["jia"], "wall")
    return found[0].code if isinstance(found, tuple) else found.person.service[0]


def test_a_service_line_is_told_for_its_own_time():
    register = units(disclosure="generalise", public_name="某团", periods=[OPEN_IN_KOREA])
    assert line(archive(served(**{"from": "1951", "to": "1952"}), registers=register)) == "1951年—1952年　第九团　战士"
    assert line(archive(served(**{"from": "1951", "to": "1954"}), registers=register)) == "1951年—1954年　某团　战士"
    assert line(archive(served(**{"from": "1951"}), registers=register)) == "1951年　某团　战士"
    assert line(archive(served(), registers=units(periods=[OPEN_IN_KOREA]))) == "unit-undecided"


def says(words: str, *, notes: str = "") -> Text:
    turns = (Turn("乙", 0, (Paragraph("您好。"),)), Turn("甲", 3000, (Paragraph(words), Paragraph("后来回了家。"))))
    return Text((Chapter("入伍", 0, turns),), (("1", notes),) if notes else ())


def codes(whole, purpose="web_text"):
    found = project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], purpose)
    return [one.code for one in found] if isinstance(found, tuple) and all(isinstance(one, Reason) for one in found) else []


PLAIN_UNIT = {"disclosure": "cover_only", "public_name": "某部队"}


@pytest.mark.parametrize(
    "words", ["我在第九团。", "我在**九**团。", "我在“九团”。", "我在九[^1]团。", "我在九 团。", "我在9团，又去九团"]
)
@pytest.mark.parametrize("state", [PLAIN_UNIT, {"disclosure": "unknown"}])
def test_the_name_of_a_closed_unit_in_the_text_closes_the_interview(words, state):
    whole = archive(person(service=()), interview(text=says(words, notes="注")), registers=units(**state))
    assert codes(whole) == ["closed-name"]
    assert codes(archive(person(service=()), interview(text=says("我在某部队。")), registers=units(**PLAIN_UNIT))) == []


def places(**changes) -> dict:
    return {
        **REGISTERS,
        "places": {"valley": term(id="valley", name="青石沟", aliases=["石沟"], public_name="某山沟", **changes)},
    }


@pytest.mark.parametrize("state", ["cover_only", "generalise"])
def test_the_name_of_a_place_told_in_other_words_closes_the_interview(state):
    for words in ("我们住在青石沟。", "我们住在石 沟。"):
        whole = archive(person(service=()), interview(text=says(words)), registers=places(disclosure=state))
        assert codes(whole) == ["closed-name"]
        for other in ("open", "unknown"):  # of most places nobody needs to decide
            assert codes(dataclasses.replace(whole, registers=places(disclosure=other))) == []
    assert codes(archive(person(service=()), interview(text=says("我们住在某山沟。")), registers=places(disclosure=state))) == []


def test_a_name_withheld_by_words_or_by_time_closes_nothing():
    register = units(**PLAIN_UNIT)
    for hidden in (by_words("我在第九团"), by_time(3000, 3500)):
        whole = archive(
            person(service=()), interview(text=says("我在第九团。"), withhold=(hidden,), index=(), shows=()), registers=register
        )
        assert codes(whole) == [], hidden


@pytest.mark.parametrize(
    "kept",
    [
        (person(service=(), bio="曾在九团。"), interview()),
        (person(service=()), interview(title="九团的冬天")),
        (person(service=()), interview(text=says("好[^1]。", notes="九团驻地。"))),
        (person(service=()), interview(), item(issuer="九团政治处")),
        (person(service=()), interview(), item(caption="九团发")),
    ],
)
def test_titles_lives_notes_and_captions_count_too(kept):
    assert codes(archive(*kept, registers=units(**PLAIN_UNIT))) == ["closed-name"]


def test_the_wall_is_closed_by_a_life_that_names_a_closed_unit():
    whole = signed(archive(person(service=(), bio="曾在九团。"), registers=units(disclosure="open")), "jia", "wall")
    assert judge_person(View(whole, TODAY, Clock()), whole.people["jia"]).chosen
    closed = dataclasses.replace(whole, registers=units(**PLAIN_UNIT))
    found = judge_person(View(closed, TODAY, Clock()), closed.people["jia"])
    assert (found.chosen, [one.code for one in found.reasons][-1]) == (None, "closed-name")


def test_a_text_may_name_a_unit_for_the_time_its_narrator_served_there():
    register = units(disclosure="unknown", periods=[OPEN_IN_KOREA])
    in_time = served(**{"from": "1951", "to": "1952"})
    assert codes(archive(in_time, interview(text=says("我在九团。")), registers=register)) == []
    assert codes(archive(person(service=()), interview(text=says("我在九团。")), registers=register)) == ["closed-name"]


def test_an_older_approved_text_that_names_the_unit_does_not_come_back():
    before = archive(person(service=()), interview(text=says("我在九团。")), registers=units(disclosure="open"))
    before = signed(before, "one", "web_text")
    assert "九团" in everything(decide_site(before, TODAY, Clock()))
    closed = dataclasses.replace(before, registers=units(**PLAIN_UNIT))
    assert decide_site(closed, TODAY, Clock()).interviews == ()
    mended = put(closed, dataclasses.replace(closed.interviews["one"], text=says("我在某部队。")))
    assert judge_text(View(mended, TODAY, Clock()), mended.interviews["one"], "web_text").chosen is None
    again = signed(mended, "one", "web_text")
    edition = decide_site(again, TODAY, Clock())
    assert edition.interviews
    assert "九团" not in everything(edition)


def test_front_matter_loses_the_paragraph_that_names_a_closed_unit():
    plan = VolumePlan(title="九团往事", route="isbn", interviews=("one",), preface="第一段。\n\n写到第九团。\n\n第三段。")
    whole = signed(archive(person(service=()), interview(), volumes={"v": plan}, registers=units(**PLAIN_UNIT)), "one", "print")
    made = decide_volume(whole, "v", TODAY, Clock()).volumes[0].plan
    assert (made.title, made.preface) == ("往事", "第一段。\n\n\n\n第三段。")


def test_a_form_shared_by_two_units_is_closed_where_either_is_and_one_character_is_none():
    forms = names_in_text({"units": {"a": term(id="a", disclosure="open"), "b": term(id="b", name="团", aliases=["九团"])}}, ())
    assert forms == {"第九团": "", "九团": "units/b"}


CLOSED_VALLEY = Term(id="valley", name="青石沟", disclosure="generalise", public_name="某山沟")


@pytest.mark.parametrize(
    ("other", "words", "closed"),
    [
        (Term(id="b", name="青石沟村"), "住在青石沟村。", True),  # of that village nobody decided anything
        (Term(id="b", name="青石沟村", public_name="青石沟口"), "住在青石沟口。", True),
        (Term(id="b", name="大青", disclosure="open"), "住在大青石沟。", True),  # reaches into it, and covers it not
        (Term(id="b", name="青石沟", disclosure="open"), "住在青石沟。", True),
        (Term(id="b", name="青石沟村", disclosure="open"), "住在青石沟村。", False),
        (Term(id="b", name="丙村", disclosure="cover_only", public_name="青石沟村"), "住在青石沟村。", False),
        (Term.model_validate({"id": "b", "name": "青石沟村", "disclosure": "open", "periods": [{}]}), "住在青石沟村。", True),
    ],
)
def test_only_a_longer_name_of_which_people_decided_covers_a_closed_one(other, words, closed):
    register = {**REGISTERS, "places": {"a": CLOSED_VALLEY, "b": other}}
    whole = archive(person(service=(), native_place=""), interview(text=says(words), sessions=(), index=()), registers=register)
    assert codes(whole) == (["closed-name"] if closed else [])


def test_a_unit_that_is_closed_is_covered_by_no_place_of_which_nobody_decided():
    factory = term(name="二二一厂", aliases=[], **PLAIN_UNIT)
    register = {**REGISTERS, "units": {"company": factory}, "places": {"yard": Term(id="yard", name="二二一厂区")}}
    assert codes(archive(person(service=()), interview(text=says("住在二二一厂区。")), registers=register)) == ["closed-name"]


@pytest.mark.parametrize("own", ["open", "unknown"])
def test_a_place_told_in_other_words_for_some_time_is_so_in_every_text(own):
    period = {"from": "1960", "to": "1970", "disclosure": "cover_only", "public_name": "某山沟"}
    valley = Term.model_validate({"id": "valley", "name": "青石沟", "disclosure": own, "periods": [period]})
    register = {**REGISTERS, "places": {"valley": valley}}
    assert codes(archive(person(service=()), interview(text=says("六五年住在青石沟。")), registers=register)) == ["closed-name"]
    native = archive(person(service=(), native_place="valley"), interview(index=(), sessions=()), item(), registers=register)
    found = project_person(View(native, TODAY, Clock()), native.people["jia"], "wall")
    assert found.person.native_place == ("某山沟" if own == "open" else "")


def test_what_closes_a_text_is_named_with_the_file_it_stands_in():
    for name, words in (("units", "我在九团。"), ("places", "我在石沟。")):
        register = (units if name == "units" else places)(disclosure="cover_only")
        found = project_interview(
            View(archive(person(service=()), interview(text=says(words)), registers=register), TODAY, Clock()),
            interview(text=says(words)),
            "web_text",
        )
        assert f"registers/{name}.yml" in found[0].say("zh")


@pytest.mark.parametrize("more", ["青石溝", "青石·沟", "青、石沟"])
def test_an_older_line_loses_a_name_however_it_was_written(more):
    served = person(service=[{"role": "战士", "place": more, "from": "1951"}], native_place=more)
    before = signed(archive(served, interview(), item()), "jia", "wall")
    now = put(before, person_record(before, service=[{"role": "战士", "place": "valley", "from": "1951"}]))
    closed = dataclasses.replace(now, registers={**REGISTERS, "places": {**REGISTERS["places"], "valley": CLOSED_VALLEY}})
    chosen = judge_person(View(closed, TODAY, Clock()), closed.people["jia"]).chosen
    assert chosen.source == "approved"
    assert (chosen.projection.person.service, chosen.projection.person.native_place) == ((), "内江")


def person_record(whole, **changes):
    kept = person(**changes)
    was = whole.people["jia"]
    return dataclasses.replace(kept, ledger=was.ledger, approved=was.approved)


def test_an_older_line_loses_even_a_name_of_one_character():
    before = signed(archive(person(native_place="沟"), interview(), item()), "jia", "wall")
    ditch = CLOSED_VALLEY.model_copy(update={"name": "沟"})
    closed = dataclasses.replace(
        put(before, person_record(before)), registers={**REGISTERS, "places": {**REGISTERS["places"], "ditch": ditch}}
    )
    chosen = judge_person(View(closed, TODAY, Clock()), closed.people["jia"]).chosen
    assert chosen.projection.person.native_place == "内江"


@pytest.mark.parametrize("field", ["place", "role", "rank"])
def test_words_of_service_that_are_withheld_close_nothing(field):
    register = places(disclosure="generalise")
    stretch = [{"unit": "company", "role": "战士", field: "青石沟"}]
    assert codes(archive(person(service=stretch), interview(), registers=register)) == ["closed-name"]
    assert codes(archive(person(service=stretch, withhold=(by_field("service"),)), interview(), registers=register)) == []


@pytest.mark.parametrize("field", ["language", "dialect"])
def test_a_closed_name_in_how_people_speak_closes_the_interview(field):
    whole = archive(person(service=()), interview(**{field: "青石沟话"}), registers=places(disclosure="generalise"))
    assert codes(whole) == ["closed-name"]
