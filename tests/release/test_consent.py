from __future__ import annotations

import datetime as dt

import pytest

from pipeline.model.archive import KeptInterview, KeptPerson
from pipeline.model.consent import PURPOSES, Signer
from pipeline.release.consent import Level, may, may_go_elsewhere
from tests.release.sample import TODAY, answers, archive, embargo, form, interview, person, withdrawn

DAY = dt.timedelta(days=1)


def codes(*levels: Level, purpose: str = "web_text", series: dict | None = None, today: dt.date = TODAY) -> list[str]:
    return [one.code for one in may(levels, series or {}, purpose, today)]  # type: ignore[arg-type]


def one(**changes) -> Level:
    return Level("interviews/one", form(**changes))


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("answer", ["yes", "no", "ask", None])
def test_only_the_word_yes_allows_a_purpose(purpose, answer):
    purposes = {} if answer is None else {purpose: answer}
    assert (codes(one(purposes=purposes), purpose=purpose) == []) is (answer == "yes")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_yes_for_every_other_purpose_does_not_allow_this_one(purpose):
    others = {name: "yes" for name in PURPOSES if name != purpose}
    assert codes(one(purposes=others), purpose=purpose) == ["consent-not-yes"]


@pytest.mark.parametrize(
    ("change", "days", "out"),
    [
        ("until", -1, ["consent-expired"]),
        ("until", 0, []),
        ("until", 1, []),
        ("embargo", -1, []),
        ("embargo", 0, []),
        ("embargo", 1, ["consent-embargo"]),
        ("signed", -1, []),
        ("signed", 0, []),
        ("signed", 1, ["consent-future"]),
    ],
)
@pytest.mark.parametrize("today", [TODAY, dt.date(2028, 2, 29), dt.date(2027, 1, 1)])
def test_every_date_of_a_form_counts_to_the_day(change, days, out, today):
    day = today + days * DAY
    level = one(**{"until": None, change: embargo(day) if change == "embargo" else day})
    assert codes(level, today=today) == out


def test_a_form_without_date_or_signer_is_unsigned():
    assert codes(one(signed=None)) == ["consent-undated"]
    assert codes(one(by=None)) == ["consent-unsigned"]
    assert codes(one(by=Signer(name=" ", role="narrator"))) == ["consent-unsigned"]


def test_no_form_at_all_is_no():
    assert codes() == ["consent-none"]
    assert codes(Level("a", None), Level("b", None)) == ["consent-none"]


def test_every_form_that_exists_must_allow():
    assert codes(one(), Level("people/jia", None)) == []
    assert codes(one(), Level("people/jia", form(purposes=answers(web_text="ask")))) == ["consent-not-yes"]
    assert codes(Level("people/jia", form(until=TODAY - DAY)), one()) == ["consent-expired"]


@pytest.mark.parametrize(
    ("rule", "out"), [("as_is", []), ("close", ["consent-after-death"]), ("ask_family", ["consent-after-death"])]
)
def test_after_a_death_only_as_is_stays_open(rule, out):
    assert codes(Level("a", form(after_death=rule), died=TODAY)) == out
    assert codes(Level("a", form(after_death=rule), died=None)) == []


def test_the_series_limits_and_never_grants():
    assert codes(one(), series={"web_text": "no"}) == ["consent-series"]
    assert codes(one(), series={"web_text": "ask"}) == ["consent-series"]
    assert codes(one(), series={"print": "no"}) == []
    assert codes(one(purposes={}), series={"web_text": "yes"}) == ["consent-not-yes"]
    assert codes(Level("a", None), series={"web_text": "yes"}) == ["consent-none"]


def goes_elsewhere(*kept: KeptPerson | KeptInterview, today: dt.date = TODAY, **series: str) -> bool:
    whole = archive(*kept, config={"consent": series})
    return may_go_elsewhere(whole, whole.interviews["one"], today)


def test_a_recording_goes_elsewhere_only_where_every_level_says_so_today():
    assert goes_elsewhere(person(), interview())
    assert goes_elsewhere(person(consent=None), interview(), recognise_elsewhere="yes")
    refused = form(purposes=answers(recognise_elsewhere="ask"))
    assert not goes_elsewhere(person(), interview(), recognise_elsewhere="no")
    assert not goes_elsewhere(person(), interview(consent=refused))
    assert not goes_elsewhere(person(), interview(consent=None))
    assert not goes_elsewhere(person(consent=refused), interview())
    assert not goes_elsewhere(person(), interview(consent=form(until=TODAY - DAY)))
    assert not goes_elsewhere(person(), interview(), today=dt.date(2020, 1, 1))


def test_a_recording_of_somebody_who_withdrew_or_is_unknown_stays_here():
    assert not goes_elsewhere(withdrawn(person()), interview())
    assert not goes_elsewhere(person(), withdrawn(interview()))
    assert not goes_elsewhere(person(), interview(broken=True))
    assert not goes_elsewhere(person(), interview(narrators=("jia", "nobody")))
    assert not goes_elsewhere(person(), interview(narrators=()))
