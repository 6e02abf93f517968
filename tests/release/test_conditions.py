"""What is signed is signed under conditions: a form or a withheld passage that changes since opens nothing by itself."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.release.decide import decide_site
from tests.release.sample import (
    TODAY,
    Clock,
    answers,
    by_words,
    embargo,
    everything,
    form,
    interview,
    item,
    person,
    put,
    record,
    released,
    signed,
    when,
)

RIVER = "我们连夜过江"
DAY = dt.timedelta(days=1)


def site(whole, today=TODAY):
    return decide_site(whole, today, Clock())


def test_a_passage_withheld_since_the_signatures_stays_out_when_its_last_day_is_past():
    whole = released()
    assert RIVER in everything(site(whole))
    whole = put(whole, record(whole.interviews["one"], withhold=(by_words(RIVER, until=TODAY),)))
    for day in (TODAY, TODAY + DAY, TODAY + 400 * DAY):
        assert site(whole, day).interviews
        assert RIVER not in everything(site(whole, day))


def test_an_embargo_of_an_item_since_the_signatures_does_not_end_by_itself():
    whole = released()
    whole = put(whole, record(whole.items["medal"], consent=form(embargo=embargo(TODAY + DAY))))
    assert not site(whole).items
    assert site(whole, TODAY + 2 * DAY).interviews
    assert not site(whole, TODAY + 2 * DAY).items


@pytest.mark.parametrize(
    "before",
    [
        form(embargo=embargo(TODAY + DAY)),
        form(purposes=answers(web_text="no")),
        form(until=TODAY - DAY),
        form(after_death="close"),
    ],
)
def test_one_hand_that_changes_the_form_of_signed_words_opens_nothing(before):
    whole = released(person(death="2024-01-01"), interview(consent=before), item())
    assert not site(whole).interviews
    whole = put(whole, record(whole.interviews["one"], consent=form()))
    assert not site(whole).interviews
    assert site(signed(whole, at=when(2026, 4, 1))).interviews


def test_a_withheld_passage_that_is_taken_back_after_the_signatures_opens_nothing():
    whole = released()
    whole = put(whole, record(whole.interviews["one"], withhold=(by_words(RIVER),)))
    whole = signed(whole, at=when(2026, 4, 1))
    assert RIVER not in everything(site(whole))
    whole = put(whole, record(whole.interviews["one"], withhold=()))
    assert RIVER not in everything(site(whole))
    assert RIVER in everything(site(signed(whole, at=when(2026, 5, 1))))


def test_the_public_gets_no_seal():
    projection = site(released()).interviews[0].projection
    assert (projection.conditions, projection.leave) == ("", "")
