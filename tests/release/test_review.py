from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib

import pytest

from pipeline.errors import WrongUse
from pipeline.model.ledger import STAGES, Ledger
from pipeline.model.nouns import Staff
from pipeline.model.problem import sentence
from pipeline.release.decide import decide_site
from pipeline.release.review import Signing, review, sign_off
from tests.release.sample import (
    GATE,
    SIGNERS,
    STAFF,
    TODAY,
    Clock,
    archive,
    embargo,
    form,
    interview,
    item,
    person,
    put,
    released,
    signed,
    text,
    when,
    withdrawn,
    words,
)

AT = when(2026, 5, 20, 9, 0)


def test_what_is_signed_by_review_opens_the_door():
    whole = archive()
    for number, stage in enumerate(GATE):
        shown = review(whole, "one", "web_text", TODAY, Clock())
        assert shown.missing == GATE[number:]
        line = sign_off(whole, shown, Signing((stage,), SIGNERS[stage]), AT)
        kept = whole.interviews["one"]
        whole = put(whole, dataclasses.replace(kept, ledger=Ledger((*kept.ledger.signoffs, *line))))
    edition = decide_site(whole, TODAY, Clock())
    assert "那年我十七岁" in words(edition.interviews[0])


def test_the_digest_is_that_of_the_canonical_bytes():
    shown = review(archive(), "one", "web_text", TODAY, Clock())
    assert hashlib.sha256(shown.canonical).hexdigest() == shown.digest
    assert shown.outlet == "site"


def test_changes_since_the_last_approved_words_are_readable_lines():
    whole = released()
    assert review(whole, "one", "web_text", TODAY, Clock()).changes == ()
    kept = dataclasses.replace(whole.interviews["one"], text=text(("甲", 1000, ["一九五一年冬天。"])))
    told = review(put(whole, kept), "one", "web_text", TODAY, Clock()).changes
    assert "+一九五一年冬天。" in told
    assert any(line.startswith("-一九五〇年冬天。") for line in told)


def test_an_embargoed_interview_may_be_signed_beforehand():
    whole = archive(person(), interview(consent=form(embargo=embargo(dt.date(2030, 1, 1)))))
    assert review(whole, "one", "web_text", TODAY, Clock()).projection is not None


def test_a_person_is_reviewed_for_the_wall():
    assert review(archive(), "jia", "wall", TODAY, Clock()).missing == GATE


@pytest.mark.parametrize(
    ("stage", "by", "code"),
    [
        ("终审", "戊", "staff-unknown"),
        ("复审", "乙", "stage-not-in-gate"),
        ("终审", "丁", "stage-not-allowed"),
        ("签发", "乙", "stage-not-in-gate"),
    ],
)
def test_a_signature_that_is_not_theirs_is_refused(stage, by, code):
    whole = archive()
    with pytest.raises(WrongUse, match=code):
        sign_off(whole, review(whole, "one", "web_text", TODAY, Clock()), Signing((stage,), by), AT)


def test_the_family_may_sign_where_the_narrator_should():
    whole = archive()
    assert (
        sign_off(whole, review(whole, "one", "web_text", TODAY, Clock()), Signing(("家属确认",), "乙"), AT)[0].stage == "家属确认"
    )


@pytest.mark.parametrize(
    "kept",
    [
        interview(text=None),
        interview(broken=True),
        interview(id=""),
        interview(ledger=Ledger(broken=(1,))),
        withdrawn(interview()),
    ],
)
def test_what_cannot_be_shown_cannot_be_signed(kept):
    whole = archive(person(), kept)
    shown = review(whole, "one", "web_text", TODAY, Clock())
    assert shown.projection is None
    assert shown.reasons
    with pytest.raises(WrongUse, match="nothing-to-sign"):
        sign_off(whole, shown, Signing(("终审",), "乙"), AT)


@pytest.mark.parametrize(
    ("key", "purpose", "code"),
    [
        ("two", "web_text", "interview-unknown"),
        ("one", "wall", "person-unknown"),
        ("one", "commercial", "purpose-without-outlet"),
    ],
)
def test_a_review_of_nothing_is_wrong_use(key, purpose, code):
    with pytest.raises(WrongUse, match=code) as stopped:
        review(archive(), key, purpose, TODAY, Clock())
    assert sentence(stopped.value.code, stopped.value.values, "zh") != stopped.value.code


def test_several_stages_are_signed_at_once_and_weighed_against_each_other():
    whole = archive()
    shown = review(whole, "one", "web_text", TODAY, Clock())
    lines = sign_off(whole, shown, Signing(("一校", "口述者确认"), "乙", "", shown.digest[:8]), AT)
    assert [(one.stage, one.by, one.digest, one.purpose, one.at) for one in lines] == [
        (stage, "乙", shown.digest, "web_text", AT) for stage in ("一校", "口述者确认")
    ]
    with pytest.raises(WrongUse, match="same-person"):
        sign_off(whole, shown, Signing(("一校", "终审"), "乙"), AT)
    kept = put(whole, dataclasses.replace(whole.interviews["one"], ledger=Ledger(lines)))
    again = review(kept, "one", "web_text", TODAY, Clock())
    assert again.counted == lines
    with pytest.raises(WrongUse, match="same-person"):
        sign_off(kept, again, Signing(("保密审查",), "乙"), AT)


def test_what_was_not_read_is_not_signed():
    whole = archive()
    shown = review(whole, "one", "web_text", TODAY, Clock())
    with pytest.raises(WrongUse, match="digest-moved"):
        sign_off(whole, shown, Signing(("终审",), "丙", "", "0" * 64), AT)


def test_a_filing_needs_and_keeps_its_number():
    whole = archive(config={"gates": {"volume": ("一校", "准印证")}})
    shown = review(whole, "one", "print_internal", TODAY, Clock())
    with pytest.raises(WrongUse, match="number-missing"):
        sign_off(whole, shown, Signing(("准印证",), "丙"), AT)
    lines = sign_off(whole, shown, Signing(("一校", "准印证"), "丙", " 7号 "), AT)
    assert [one.number for one in lines] == ["", "7号"]


def test_an_empty_staff_and_one_that_left_are_told_apart():
    whole = archive(staff={})
    shown = review(whole, "one", "web_text", TODAY, Clock())
    with pytest.raises(WrongUse, match="staff-empty"):
        sign_off(whole, shown, Signing(("终审",), "丙"), AT)
    gone = archive(staff={**STAFF, "丙": Staff(name="丙", stages=STAGES, left=dt.date(2026, 5, 19))})
    with pytest.raises(WrongUse, match="staff-unknown") as stopped:
        sign_off(gone, shown, Signing(("终审",), "丙"), AT)
    assert "丙" not in str(stopped.value.values["staff"])
    today = archive(staff={**STAFF, "丙": Staff(name="丙", stages=STAGES, left=dt.date(2026, 5, 20))})
    assert sign_off(today, shown, Signing(("终审",), "丙"), AT)


def test_what_a_form_signed_later_asks_for_is_noted():
    assert review(released(), "one", "web_text", TODAY, Clock()).notes == ()
    later = released(person(), interview(consent=form(signed=dt.date(2026, 2, 1))), item())
    notes = review(later, "one", "web_text", TODAY, Clock()).notes
    assert [one.code for one in notes] == ["not-reaffirmed"]
    assert [one.code for one in review(put(archive(), interview(consent=form())), "one", "web_text", TODAY, Clock()).notes] == []


def test_changes_are_told_against_the_one_approved_last():
    whole = released()
    first = whole.interviews["one"].approved[0]
    kept = dataclasses.replace(whole.interviews["one"], text=text(("甲", 1000, ["一九五一年冬天。"])))
    assert review(put(whole, kept), "one", "web_text", TODAY, Clock()).before == first
    assert review(archive(), "one", "web_text", TODAY, Clock()).before is None
    second = signed(put(whole, kept), at=when(2026, 2, 1))
    third = dataclasses.replace(second.interviews["one"], text=text(("甲", 1000, ["一九五二年冬天。"])))
    before = review(put(second, third), "one", "web_text", TODAY, Clock()).before
    assert before is not None
    assert "一九五一年" in words(before)


@pytest.mark.parametrize(
    ("kept", "codes"),
    [
        (person(id=""), ["no-id"]),
        (person(ledger=Ledger(broken=(2,))), ["ledger-broken"]),
        (withdrawn(person()), ["withdrawn"]),
    ],
)
def test_a_person_who_is_closed_cannot_be_reviewed(kept, codes):
    assert [one.code for one in review(archive(kept), "jia", "wall", TODAY, Clock()).reasons] == codes
