"""What was signed is what comes back; what was touched, or cannot be read, does not count."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.model.canonical import canonical, digest
from pipeline.model.ledger import Quarantine, SignOff, Withdrawal
from pipeline.model.projection import InterviewProjection, PersonCard, PersonProjection
from tests.archive.building import BY, IV, refused, shelf_at

KEY = "2023-001-jia"
AT = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)


def test_what_was_signed_is_what_comes_back(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    kept = shelf.read().interviews[KEY]
    projection = InterviewProjection(purpose="web_text", id=kept.id, title="雪夜过江")
    entry = SignOff(stage="一校", purpose="web_text", by="乙", at=AT, digest=digest(projection))
    shelf.keep_projection(KEY, "web_text", canonical(projection))
    shelf.keep_projection(KEY, "web_text", canonical(projection))
    shelf.sign(KEY, entry)
    shelf.withdraw(f"interviews/{KEY}", Withdrawal(withdrawn=True, by="乙", at=AT, reason="家属来信"))
    after = shelf.read().interviews[KEY]
    assert after.approved == (projection,)
    assert after.ledger.signoffs == (entry,)
    assert after.ledger.withdrawals[0].reason == "家属来信"
    assert after.ledger.broken == ()
    assert shelf.read().problems == ()
    assert shelf.verify_chain() == ()


def test_a_person_is_signed_like_an_interview(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    public = shelf.read().people["jia"].id
    projection = PersonProjection(purpose="wall", id=public, person=PersonCard(id=public, name="甲"))
    shelf.keep_projection("jia", "wall", canonical(projection))
    shelf.sign("people/jia", SignOff(stage="一校", purpose="wall", by="乙", at=AT, digest=digest(projection)))
    kept = shelf.read().people["jia"]
    assert kept.approved == (projection,)
    assert kept.ledger.signoffs[0].digest == digest(projection)


def test_records_are_named_without_doubt(tmp_path: Path) -> None:
    twin = {"people/2023-001-jia/person.yml": "name: 丙\n"}
    shelf = shelf_at(tmp_path, twin)
    with refused("record-ambiguous"):
        shelf.folder_of(KEY)
    with refused("record-unknown"):
        shelf.folder_of("../archive")
    assert shelf.folder_of("jia") == "people/jia"


def test_an_approved_projection_that_was_touched_does_not_count(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    public = shelf.read().interviews[KEY].id
    path = shelf.keep_projection(KEY, "web_text", canonical(InterviewProjection(purpose="web_text", id=public, title="雪")))
    path.write_bytes(path.read_bytes().replace("雪".encode(), "霜".encode()))
    assert shelf.read().interviews[KEY].approved == ()
    assert ("approved-broken", f"{IV}/approved/{path.name}") in [(one.code, one.file) for one in shelf.read().problems]


def test_an_approved_projection_of_another_record_does_not_count(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    shelf.keep_projection(KEY, "web_text", canonical(InterviewProjection(purpose="web_text", id="00000000", title="雪")))
    assert shelf.read().interviews[KEY].approved == ()
    assert ("approved-stranger", IV) in [(one.code, one.file) for one in shelf.read().problems]


@pytest.mark.parametrize("line", ["{", "[]", '{"withdrawn": "perhaps", "by": "乙"}', '{"stage": "一校"}', '"x"'])
def test_a_line_that_cannot_be_read_stays_and_shuts(line: str, tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {f"{IV}/signoffs.ndjson": line})
    assert shelf.read().interviews[KEY].ledger.broken == (1,)
    shelf.sign(KEY, SignOff(stage="一校", purpose="web_text", by="乙", at=AT, digest="0" * 64))
    ledger = shelf.read().interviews[KEY].ledger
    assert ledger.broken == (1,)
    assert len(ledger.signoffs) == 1


@pytest.mark.parametrize("record", [f"interviews/{KEY}", "people/jia"])
def test_a_withdrawal_outlives_the_ledger_it_was_written_in(record: str, tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    shelf.withdraw(record, Withdrawal(withdrawn=True, by="乙", at=AT))
    ledger = shelf.layout.root / record / "signoffs.ndjson"
    ledger.unlink()
    read = shelf.read()
    kept = read.interviews[KEY] if record.startswith("interviews") else read.people["jia"]
    assert kept.ledger.broken
    assert [(one.code, one.file) for one in read.problems] == [("withdrawal-gone", f"{record}/signoffs.ndjson")]
    shelf.withdraw(record, Withdrawal(withdrawn=True, by="乙", at=AT))
    assert shelf.read().problems == ()


def test_a_quarantine_outlives_the_line_it_was_written_in(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    record = f"interviews/{KEY}"
    shelf.quarantine(record, Quarantine(quarantine=True, by="乙", at=AT))
    ledger = shelf.layout.root / record / "signoffs.ndjson"
    line = ledger.read_bytes()
    ledger.write_bytes(b"")
    read = shelf.read()
    assert read.interviews[KEY].ledger.broken
    assert [(one.code, one.file) for one in read.problems] == [("quarantine-gone", f"{record}/signoffs.ndjson")]
    ledger.write_bytes(line)
    assert shelf.read().problems == ()
    assert shelf.read().interviews[KEY].quarantined


def test_one_person_shuts_and_two_different_ones_lift(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    lifts = [("乙", True), ("乙", True), ("丙", False)]
    shelf.quarantine(f"interviews/{KEY}", Quarantine(quarantine=True, by="甲", at=AT))
    for by, still in lifts:
        shelf.quarantine(f"interviews/{KEY}", Quarantine(quarantine=False, by=by, at=AT))
        assert shelf.read().interviews[KEY].quarantined is still
    assert shelf.read().interviews[KEY].ledger.lifted == AT
    shelf.quarantine(f"interviews/{KEY}", Quarantine(quarantine=True, by="乙", at=AT))
    shelf.quarantine(f"interviews/{KEY}", Quarantine(quarantine=False, by="丙", at=AT))
    assert shelf.read().interviews[KEY].quarantined
    assert shelf.read().interviews[KEY].ledger.lifted is None


def test_the_archive_knows_when_its_last_line_was_written(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    assert shelf.read().last_event is None
    shelf.quarantine(f"interviews/{KEY}", Quarantine(quarantine=True, by="甲", at=AT))
    with (shelf.layout.root / "events.ndjson").open("ab") as handle:
        handle.write(b'{"at": "yesterday"}\n[1]\nstump')
    assert shelf.read().last_event == AT


def test_a_history_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {"events.ndjson": b'\xff"deaccession"\n[1, "deaccession"]\n{"deaccession": 1, "files": 2}\n'})
    assert shelf.read().problems == ()


def test_a_sign_off_written_by_hand_does_not_count_whoever_takes_it_in(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    entry = SignOff(stage="一校", purpose="web_text", by="乙", at=AT, digest="0" * 64)
    shelf.adopt(BY)
    ledger = shelf.layout.root / IV / "signoffs.ndjson"
    ledger.write_bytes(canonical(entry) + b"\n")
    for _ in range(2):
        read = shelf.read()
        assert read.interviews[KEY].ledger.signoffs == ()
        assert read.interviews[KEY].ledger.unproven == (entry,)
        assert [(one.code, one.file) for one in read.problems] == [("signoff-unproven", f"{IV}/signoffs.ndjson")]
        shelf.adopt(BY)
    shelf.sign(KEY, entry)
    read = shelf.read()
    assert read.interviews[KEY].ledger.signoffs == (entry, entry)  # the first was cut off before the history knew
    assert read.problems == ()


@pytest.mark.parametrize("change", [{"stage": "终审"}, {"by": "丙"}, {"digest": "1" * 64}, {"purpose": "print"}])
def test_a_sign_off_that_was_altered_does_not_count(change: dict[str, str], tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    entry = SignOff(stage="一校", purpose="web_text", by="乙", at=AT, digest="0" * 64)
    shelf.sign(KEY, entry)
    ledger = shelf.layout.root / IV / "signoffs.ndjson"
    ledger.write_bytes(canonical(entry.model_copy(update=change)) + b"\n")
    assert shelf.read().interviews[KEY].ledger.signoffs == ()


def test_a_lifting_written_by_hand_lifts_nothing(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    shelf.quarantine(KEY, Quarantine(quarantine=True, by="乙", at=AT))
    ledger = shelf.layout.root / IV / "signoffs.ndjson"
    lifts = [Quarantine(quarantine=False, by=by, at=AT) for by in ("乙", "丙")]
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + b"".join(canonical(one) + b"\n" for one in lifts))
    assert shelf.read().interviews[KEY].quarantined
    ledger.write_bytes(whole)
    for one in lifts:
        shelf.quarantine(KEY, one)
    assert not shelf.read().interviews[KEY].quarantined


@pytest.mark.parametrize("other", ["孟 怀谷", "孟怀谷 ", "孟懷谷", "孟\u200b怀谷", "孟·怀谷"])
def test_one_person_under_two_names_is_one_on_the_staff(other: str, tmp_path: Path) -> None:
    staff = f'- {{name: 孟怀谷, stages: [一校]}}\n- {{name: "{other}", stages: [终审]}}\n- {{name: 乙, stages: [一校]}}\n'
    read = shelf_at(tmp_path, {"staff.yml": staff}).read()
    assert set(read.staff) == {"孟怀谷", "乙"}
    assert "staff-alike" in {one.code for one in read.problems}


def test_characters_that_turn_the_direction_are_read_by_nobody(tmp_path: Path) -> None:
    turned = {
        "people/jia/person.yml": 'name: 甲\nbio: "军\u202e人\\u202d好\\u2067"\n',
        f"{IV}/story.md": "## 雪\n\n下\u2066着\u2069雪。\n",
    }
    read = shelf_at(tmp_path, turned).read()
    assert read.people["jia"].record.bio == "军人好"
    story = read.interviews[KEY].story
    assert story
    assert story.sections[0][1][0] == "下着雪。"
    assert {one.code for one in read.problems} >= {"invisible-character"}
