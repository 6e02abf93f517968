from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.errors import WrongUse
from pipeline.model.ledger import Ledger, Quarantine
from pipeline.model.nouns import Staff, VolumePlan
from pipeline.release import fields
from pipeline.release.consent import may_go_elsewhere
from pipeline.release.decide import decide_site, decide_volume
from pipeline.release.explain import verdicts
from pipeline.release.quarantine import lift, shut, unrecorded
from pipeline.release.review import Signing, review, sign_off
from pipeline.release.view import stop_if_clock_is_behind
from tests.release.sample import (
    PLAIN,
    STAFF,
    TODAY,
    Clock,
    archive,
    by_words,
    everything,
    interview,
    item,
    person,
    put,
    record,
    released,
    signed,
    text,
    when,
)

AT = when(2026, 3, 1)


def line(by, *, closes=False, at=AT):
    return Quarantine(quarantine=closes, by=by, at=at)


def entered(whole, *lines):
    kept = whole.interviews["one"]
    return put(whole, dataclasses.replace(kept, ledger=dataclasses.replace(kept.ledger, quarantines=lines)))


def site(whole):
    return decide_site(whole, TODAY, Clock())


SHUT = [
    lambda whole: put(whole, record(whole.interviews["one"], quarantine=True)),
    lambda whole: entered(whole, line("甲", closes=True)),
    lambda whole: entered(whole, line("甲", closes=True), line("乙")),
    lambda whole: entered(whole, line("甲", closes=True), line("乙"), line("乙")),
    lambda whole: entered(whole, line("甲", closes=True), line("乙"), line("丙"), line("丁", closes=True)),
]


@pytest.mark.parametrize("way", SHUT)
def test_a_quarantined_interview_goes_nowhere(way):
    whole = way(released())
    edition = site(whole)
    assert edition.interviews == ()
    assert edition.sounds == ()
    assert "IONE" not in everything(edition)
    assert "MMEDAL" not in everything(edition)
    reasons = {one.purpose: {found.code for found in one.reasons} for one in verdicts(whole, TODAY, Clock()) if one.key == "one"}
    assert all("quarantined" in codes for codes in reasons.values())
    assert not may_go_elsewhere(whole, whole.interviews["one"], TODAY)
    shown = review(whole, "one", "web_text", TODAY, Clock())
    assert shown.projection is None
    with pytest.raises(WrongUse, match="nothing-to-sign"):
        sign_off(whole, shown, Signing(("终审",), "乙"), AT)


def test_a_quarantined_interview_is_in_no_volume():
    plan = VolumePlan(title="书", route="isbn", interviews=("one",))
    whole = signed(archive(volumes={"text-1": plan}), purpose="print")
    assert decide_volume(whole, "text-1", TODAY, Clock()).interviews
    assert not decide_volume(SHUT[0](whole), "text-1", TODAY, Clock()).interviews


NOTHING = text(("甲", 0, ["好。"]))


@pytest.mark.parametrize("shown", [{"shows": ()}, {"text": NOTHING}, {"shows": (), "text": NOTHING, "edited": PLAIN}])
def test_an_item_of_a_quarantined_interview_is_seen_nowhere_else(shown):
    secret = interview("two", id="ITWO", quarantine=True, **shown)
    whole = archive(person(), item(), interview(), secret)
    for key, purpose in (("one", "web_text"), ("jia", "wall")):
        whole = signed(whole, key, purpose)
    assert site(whole).interviews
    assert site(whole).items == ()
    plain = put(whole, record(secret, quarantine=False))
    assert site(signed(signed(plain), "jia", "wall")).items


def test_after_two_people_lifted_it_everything_is_signed_anew():
    whole = entered(released(), line("甲", closes=True), line("乙"), line("丙"))
    assert not whole.interviews["one"].quarantined
    assert site(whole).interviews == ()
    text_reasons = next(one.reasons for one in verdicts(whole, TODAY, Clock()) if one.purpose == "web_text")
    assert "signed-before-lifting" in {one.code for one in text_reasons}
    assert site(signed(whole, at=when(2026, 3, 2))).interviews


def test_what_is_signed_in_the_very_moment_of_lifting_does_not_count():
    whole = entered(archive(), line("甲", closes=True), line("乙"), line("丙", at=when(2026, 3, 1, 9, 3)))
    assert site(signed(whole, at=when(2026, 3, 1, 9, 0))).interviews == ()
    assert site(signed(whole, at=when(2026, 3, 1, 9, 4))).interviews


def test_one_person_shuts():
    made = shut(interview(), "甲", AT, "番号")
    assert (made.quarantine, made.by, made.reason, made.at) == (True, "甲", "番号", AT)
    with pytest.raises(WrongUse, match="quarantine-nobody"):
        shut(interview(), " ", AT, "")


@pytest.mark.parametrize(
    ("lines", "by", "code"),
    [
        ((), "乙", "not-in-quarantine"),
        ((line("甲", closes=True), line("乙"), line("丙")), "乙", "not-in-quarantine"),
        ((line("甲", closes=True),), "戊", "staff-unknown"),
        ((line("甲", closes=True), line("乙")), "乙", "lifted-already"),
        ((line("甲", closes=True), line("乙")), "乙二", "lifted-already"),
    ],
)
def test_who_may_not_lift_is_told_why(lines, by, code):
    whole = entered(archive(staff={**STAFF, "乙二": Staff(name="乙", stages=())}), *lines)
    with pytest.raises(WrongUse, match=code):
        lift(whole, whole.interviews["one"], by, AT)


def test_two_different_people_lift():
    whole = entered(archive(), line("甲", closes=True))
    for by in "乙丙":
        kept = whole.interviews["one"]
        assert kept.quarantined
        whole = entered(whole, *kept.ledger.quarantines, lift(whole, kept, by, AT))
    assert not whole.interviews["one"].quarantined


def test_a_word_that_no_line_records_is_found():
    whole = archive(person(), interview("one", quarantine=True), interview("two"), interview("six", quarantine=True))
    whole = entered(whole, line("甲", closes=True))
    assert [one.key for one in unrecorded(whole)] == ["six"]


def test_withheld_for_good_is_withheld_for_good():
    whole = archive(person(), interview(withhold=(by_words("后来呢？"), by_words("天下着大雪。", until=dt.date(2020, 1, 1)))))
    assert [one.quote for one in fields.held(whole.interviews["one"].record.withhold, TODAY)] == ["后来呢？"]


def test_an_item_that_a_quarantined_interview_does_not_show_stays_out():
    secret = interview("two", id="ITWO", quarantine=True, shows=(), text=text(("甲", 0, ["好。"])))
    assert site(signed(archive(person(), item(), interview(), secret), "jia", "wall")).items
    assert site(signed(archive(person(), item(), interview(), replace_text(secret, None)), "jia", "wall")).items


def replace_text(kept, words):
    return dataclasses.replace(kept, text=words)


def test_a_clock_that_went_back_stops():
    whole = dataclasses.replace(archive(), last_event=when(2026, 5, 20, 9))
    stop_if_clock_is_behind(archive(), when(1990, 1, 1))
    stop_if_clock_is_behind(whole, when(2026, 5, 20, 9))
    stop_if_clock_is_behind(whole, when(2026, 5, 20, 9).replace(tzinfo=None))
    china = dt.timezone(dt.timedelta(hours=8))
    morning = dataclasses.replace(whole, last_event=when(2026, 5, 20, 9).replace(tzinfo=china))
    stop_if_clock_is_behind(morning, when(2026, 5, 20, 1, 0))
    with pytest.raises(WrongUse, match="clock-behind"):
        stop_if_clock_is_behind(morning, when(2026, 5, 20, 0, 59))
    for early in (when(2026, 5, 20, 8, 59), when(2026, 5, 20, 8, 59).replace(tzinfo=None)):
        with pytest.raises(WrongUse, match="clock-behind"):
            stop_if_clock_is_behind(whole, early)


@pytest.mark.parametrize(("days", "held"), [(-1, False), (0, True), (1, True)])
def test_a_withheld_record_is_in_force_up_to_its_last_day(days, held):
    until = TODAY + dt.timedelta(days=days)
    whole = archive(
        person(withhold=({"id": "p", "field": "bio", "until": until},)),
        item(withhold=({"id": "i", "picture": "front.jpg", "region": [0, 0, 1, 1], "until": until},)),
        interview(withhold=(by_words("天下着大雪。", until=until), by_words("后来呢？"))),
    )
    kept = (whole.interviews["one"], whole.people["jia"], whole.items["medal"])
    assert [len(fields.held(one.record.withhold, TODAY)) for one in kept] == [1 + held, held, held]
    assert ("天下着大雪" in everything(site(signed(whole)))) is not held


def test_words_whose_time_is_over_are_public_only_when_signed_again():
    last = interview(withhold=(by_words("天下着大雪。", until=TODAY),))
    whole = signed(archive(person(), last))
    after = TODAY + dt.timedelta(days=1)
    edition = decide_site(whole, after, Clock())
    assert edition.interviews
    assert "天下着大雪" not in everything(edition)
    shown = review(whole, "one", "web_text", after, Clock())
    assert "天下着大雪" in shown.canonical.decode()
    assert shown.missing


def test_a_ledger_without_quarantine_was_never_lifted():
    assert Ledger().lifted is None
    assert Ledger(quarantines=(line("乙"), line("丙"))).lifted is None
    assert not Ledger(quarantines=(line("乙"),)).quarantined
