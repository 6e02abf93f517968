"""Codes of printed volumes at the door: never to what may not be heard, and honoured for ever."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import Archive
from pipeline.model.edition import PublicCode
from pipeline.model.nouns import Voice, VolumePlan
from pipeline.release.codes import honoured_codes
from pipeline.release.decide import decide
from pipeline.release.view import View
from tests.release.sample import (
    TODAY,
    Clock,
    answers,
    archive,
    by_time,
    form,
    interview,
    person,
    put,
    record,
    signed,
    withdrawn,
)

WHOLE, LATER, SECRET = "7F3K1234", "7F3K5678", "7F3K9012"
MOMENTS = (("one", "00:00:05"), ("one", "00:01:00"), ("gone", "00:00:01"))  # without a code, past the end, no more there
CODES = {("one", None): WHOLE, ("one", 4000): LATER, ("one", 20_500): SECRET}


def bound(**consent: str) -> Archive:
    """An interview, signed for everything, whose twenty-first second is withheld, in a volume with three codes to it."""
    marks = tuple(Voice.model_validate({"interview": "one", "at": at}) for at in ("00:00:04", "00:00:20.500"))
    plan = VolumePlan(title="卷一", route="isbn", interviews=("one",), voices=marks)
    talk = interview("one", withhold=(by_time(20_000, 21_000),), consent=form(purposes=answers(**consent)))
    whole = archive(person(), talk, volumes={"text-1": plan}, codes=CODES, config={"site_url": "https://koushu.example/"})
    for purpose in ("web_text", "web_audio", "print"):
        whole = signed(whole, "one", purpose)
    return whole


def printed(whole: Archive) -> list[str]:
    return [one.code for one in decide(whole, "volume", TODAY, Clock())[0].codes]


def honoured(whole: Archive) -> tuple[PublicCode, ...]:
    return decide(whole, "site", TODAY, Clock())[0].codes


def test_a_volume_bears_codes_to_what_may_be_heard_and_none_into_silence() -> None:
    assert printed(bound()) == [WHOLE, LATER]


@pytest.mark.parametrize("purpose", ["web_audio", "web_text", "print"])
def test_no_code_is_printed_where_one_leave_is_missing(purpose: str) -> None:
    assert printed(bound(**{purpose: "no"})) == []


def test_where_no_sound_was_judged_a_code_leads_to_the_page_alone() -> None:
    view = View(bound(), TODAY, Clock())
    assert [(one.code, one.at_ms) for one in honoured_codes(view, {"one": None}, ())] == [
        (WHOLE, None),
        (LATER, None),
        (SECRET, None),
    ]


def test_what_has_no_code_yet_or_is_no_interview_is_not_printed() -> None:
    whole = bound()
    assert printed(dataclasses.replace(whole, codes={("one", 4000): LATER})) == [LATER]
    stranger = Voice.model_validate({"interview": "none", "at": "00:00:04"})
    plan = whole.volumes["text-1"]
    marked = plan.model_copy(update={"interviews": (*plan.interviews, "none"), "voices": (*plan.voices, stranger)})
    codes = {**CODES, ("none", None): "7F3K0001", ("none", 4000): "7F3K0002"}
    odd = dataclasses.replace(whole, volumes={"text-1": marked}, codes=codes)
    assert printed(odd) == [WHOLE, LATER]
    assert [one.code for one in honoured(odd)] == [WHOLE, LATER, SECRET]


def test_a_code_past_the_end_of_the_sound_leads_to_the_page_alone() -> None:
    whole = dataclasses.replace(bound(), codes={("one", 59_999): LATER, ("one", 60_000): SECRET})
    assert honoured(whole) == (PublicCode(LATER, "IONE", 59_999), PublicCode(SECRET, "IONE"))


def test_without_an_address_nothing_is_printed() -> None:
    whole = bound()
    nowhere = dataclasses.replace(whole, config=whole.config.model_copy(update={"site_url": ""}))
    assert printed(nowhere) == []


def test_the_site_sends_each_code_to_its_moment_and_from_silence_to_the_page_alone() -> None:
    assert honoured(bound()) == (
        PublicCode(WHOLE, "IONE"),
        PublicCode(LATER, "IONE", 4000),
        PublicCode(SECRET, "IONE"),
    )


def test_a_code_outlives_its_place_in_the_volume_and_the_leave_for_the_sound() -> None:
    whole = bound()
    replanned = dataclasses.replace(whole, volumes={})
    assert [one.code for one in honoured(replanned)] == [WHOLE, LATER, SECRET]
    silent = put(whole, record(whole.interviews["one"], consent=form(purposes=answers(web_audio="no"))))
    assert {(one.interview, one.at_ms) for one in honoured(silent)} == {("IONE", None)}


def test_the_codes_of_a_withdrawn_interview_lead_to_its_stone_and_of_a_closed_one_nowhere() -> None:
    whole = bound()
    gone = put(whole, withdrawn(whole.interviews["one"]))
    assert {(one.interview, one.at_ms) for one in honoured(gone)} == {("IONE", None)}
    assert printed(gone) == []
    closed = put(whole, record(whole.interviews["one"], consent=form(purposes=answers(web_text="no"))))
    assert honoured(closed) == ()


def test_a_moment_without_a_code_one_past_the_end_and_an_interview_that_is_no_more_bear_none() -> None:
    whole = bound()
    plan = whole.volumes["text-1"]
    marks = (*plan.voices, *(Voice.model_validate({"interview": key, "at": at}) for key, at in MOMENTS))
    codes = {**CODES, ("gone", None): "7F3K3456", ("gone", 1000): "7F3K7890", ("one", 60_000): "7F3K2468"}
    more = plan.model_copy(update={"voices": marks, "interviews": ("one", "gone")})
    whole = dataclasses.replace(whole, volumes={"text-1": more}, codes=codes)
    assert printed(whole) == [WHOLE, LATER]
    assert {one.code: (one.interview, one.at_ms) for one in honoured(whole)} == {
        WHOLE: ("IONE", None),
        LATER: ("IONE", 4000),
        SECRET: ("IONE", None),
        "7F3K2468": ("IONE", None),
    }
