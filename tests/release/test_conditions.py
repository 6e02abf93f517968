"""What is signed is signed under conditions: a form or a withheld passage that changes since opens nothing by itself."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.model.archive import Archive, KeptPhoto
from pipeline.model.nouns import Photo
from pipeline.model.projection import InterviewProjection, PersonCard, PersonProjection
from pipeline.release.conditions import bound, leave
from pipeline.release.decide import decide_site
from tests.release.sample import (
    TODAY,
    Clock,
    answers,
    archive,
    by_field,
    by_time,
    by_words,
    embargo,
    everything,
    form,
    interview,
    item,
    person,
    picture,
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


NO_PRINT = form(purposes=answers(print="no"))
OTHERS = person("wu", name="戊", aliases=[])
GROUP = KeptPhoto(Photo(caption="合影", alt="两人", depicts=("甲", "戊")), picture("H1"))
TOLD = InterviewProjection(purpose="web_text", id="IONE", title="雪夜过江")
HUNG = PersonProjection(purpose="wall", id="PJIA", person=PersonCard(id="PJIA", name="甲"))


def whole_of(*changed: object) -> Archive:
    """Two narrators with an interview each, a medal of the second's, and both in one photograph of the first's."""
    kept = (person(), OTHERS, interview(photos=(GROUP,)), interview("two", narrators=("wu",)), item(owner="wu"))
    whole = archive(*kept)
    for one in changed:
        whole = put(whole, one)  # type: ignore[arg-type]
    return whole


def of_interview(whole: Archive) -> str:
    return bound(whole, whole.interviews["one"], whole.items.values(), TOLD).conditions


def of_person(whole: Archive) -> str:
    return bound(whole, whole.people["jia"], (), HUNG).conditions


@pytest.mark.parametrize(
    "changed",
    [
        interview(photos=(GROUP,), consent=NO_PRINT),
        interview(photos=(GROUP,), withhold=(by_time(0, 900),)),
        interview(photos=(GROUP,), withhold=(by_words(RIVER),)),
        interview(photos=(KeptPhoto(GROUP.record.model_copy(update={"consent": form()}), GROUP.picture),)),
        person(consent=NO_PRINT),
        person(withhold=(by_field("bio"),)),
        item(owner="wu", consent=form()),
        record(OTHERS, consent=NO_PRINT),
        interview("two", narrators=("wu",), withhold=(by_words(RIVER),)),
    ],
)
def test_the_seal_of_an_interview_breaks_with_whatever_it_shows_was_allowed_under(changed):
    assert of_interview(whole_of(changed)) != of_interview(whole_of())


def test_the_form_of_whoever_else_is_in_a_photograph_or_owns_an_item_is_sealed_by_itself():
    refused = record(OTHERS, consent=NO_PRINT)
    for only in ({"photos": (GROUP,)}, {"photos": ()}):
        before, after = (put(whole_of(*more), interview(**only)) for more in ((), (refused,)))
        items = () if only["photos"] else before.items.values()
        seals = [bound(one, one.interviews["one"], items, TOLD).conditions for one in (before, after)]
        assert seals[0] != seals[1]
    alone = [put(whole_of(*more), interview(photos=())) for more in ((), (refused,))]
    assert len({bound(one, one.interviews["one"], (), TOLD).conditions for one in alone}) == 1


@pytest.mark.parametrize(
    ("changed", "breaks"),
    [
        (person(consent=NO_PRINT), True),
        (person(withhold=(by_field("bio"),)), True),
        (interview(consent=NO_PRINT), True),
        (interview(withhold=(by_words(RIVER),)), True),
        (interview(withhold=(by_time(0, 900),)), False),
        (interview("two", narrators=("wu",), consent=NO_PRINT), False),
        (interview("two", narrators=("wu",), withhold=(by_words(RIVER),)), False),
        (record(OTHERS, consent=NO_PRINT), False),
    ],
)
def test_the_seal_of_somebody_on_the_wall_breaks_with_their_own_forms_and_words_alone(changed, breaks):
    assert (of_person(whole_of(changed)) != of_person(whole_of())) is breaks


def test_where_no_form_lies_there_is_no_seal():
    whole = archive(person(consent=None), interview(consent=None))
    sealed = bound(whole, whole.people["jia"], (), HUNG)
    assert (sealed.conditions, sealed.leave) == ("", "")


def test_leave_for_the_wall_follows_what_another_form_refuses_and_not_when_it_was_signed():
    def given(**changes) -> str:
        whole = whole_of(interview(consent=form(**changes)))
        return leave(whole, whole.people["jia"], "wall")

    later = dt.date(2024, 1, 1)
    assert given() == given(signed=later) == given(purposes={})
    assert (
        len({given(), given(purposes=answers(wall="no")), given(purposes=answers(wall="ask")), given(after_death="close")}) == 4
    )
    assert given(purposes=answers(wall="no")) == given(purposes=answers(wall="no"), signed=later)
    assert given(after_death="close") == given(after_death="close", signed=later)
