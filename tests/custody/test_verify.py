"""What a check finds when somebody meant it, when a run was cut off, and what it leaves for the next one."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.archive.events import append_event, verify_events
from pipeline.archive.shelf import Hand, Shelf
from pipeline.cli.main import answer
from pipeline.custody.fixity_runs import Result, Wish, compose_result, proven
from pipeline.custody.witness import as_written
from pipeline.errors import KoushuError, Unreadable, WrongUse
from pipeline.flow import take_in_placed
from pipeline.keeping import accept, history
from pipeline.model.event import Event
from pipeline.model.fixity import Inventory
from pipeline.model.ledger import SignOff
from tests.archive.building import refused
from tests.custody.conftest import NOW, Kept, named

SOUND = "interviews/2023-001-lin/recording-1.flac"
TEXT = "interviews/2023-001-lin/text.md"
LEDGER = "interviews/2023-001-lin/signoffs.ndjson"
MANIFEST, EVENTS = "manifest-sha256.txt", "events.ndjson"
BY = Hand("koushu", NOW)
SIGNED = SignOff(stage="终审", purpose="web_text", by="孟怀谷", at=NOW, digest="0" * 64)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def spoil(path: Path) -> tuple[str, str]:
    """Change one byte; the digests before and after."""
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
    return sha(data), sha(path.read_bytes())


def in_file(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def remake_history(path: Path, old: str, new: str) -> None:
    """As somebody would who knows how the lines are bound: another digest, and every later line bound anew."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").replace(old, new).splitlines()]
    before, out = "", b""
    for line in lines:
        text = json.dumps({**line, "prev": before}, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        before, out = sha(text), out + text + b"\n"
    path.write_bytes(out)


def todays(kept: Kept) -> str:
    witness = kept.shelf().read().witness
    assert witness
    return as_written(witness)


def test_an_original_and_a_manifest_that_were_changed_together_are_named(kept: Kept) -> None:
    old, new = spoil(kept.path(SOUND))
    in_file(kept.path(MANIFEST), old, new)
    assert named(kept.verify()) == {(SOUND, "fixity-remade"), (MANIFEST, "manifest-differs")}


def test_a_manifest_made_anew_for_a_sound_original_is_named_with_its_line(kept: Kept) -> None:
    lines = kept.path(MANIFEST).read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(number for number, line in enumerate(lines) if SOUND in line)
    kept.path(MANIFEST).write_text("".join([*lines[:number], f"{'0' * 64}  {SOUND}\n", *lines[number + 1 :]]), encoding="utf-8")
    report = kept.verify()
    assert [(one.file, one.line, one.code) for one in report.damaged] == [(MANIFEST, number + 1, "manifest-differs")]
    kept.path(MANIFEST).write_text("".join([*lines[:number], *lines[number + 1 :]]), encoding="utf-8")
    assert named(kept.verify()) == {(MANIFEST, "manifest-lacks")}


def test_everything_made_anew_together_is_named_only_with_a_witness(kept: Kept) -> None:
    witness = todays(kept)
    old, new = spoil(kept.path(SOUND))
    in_file(kept.path(MANIFEST), old, new)
    remake_history(kept.path(EVENTS), old, new)
    assert not kept.verify().problems  # and it is said that this cannot be excluded, see below
    report = kept.verify(witness)
    assert named(report) == {(EVENTS, "witness-other")}
    assert report.vouched == 0


def test_an_older_copy_of_the_whole_archive_is_named_only_with_a_witness(kept: Kept, tmp_path: Path) -> None:
    older = Kept(tmp_path / "older", tmp_path / "older-build")
    shutil.copytree(kept.archive, older.archive)
    kept.shelf().sign("interviews/2023-001-lin", SIGNED)
    witness = todays(kept)
    assert kept.verify(witness).vouched == int(witness.partition(":")[0])
    assert named(older.verify(witness)) == {(EVENTS, "witness-short")}
    assert not older.verify().problems  # and it is said that this cannot be excluded, see below
    for _ in range(3):
        older.verify()
    assert named(older.verify(witness)) == {(EVENTS, "witness-other")}  # work went on in it


def test_a_history_cut_short_is_named_with_a_witness_and_by_what_this_machine_remembers(kept: Kept) -> None:
    witness = todays(kept)
    kept.verify()
    lines = kept.path(EVENTS).read_bytes().splitlines(keepends=True)
    kept.path(EVENTS).write_bytes(b"".join(lines[:-2]))
    report = kept.verify()
    assert [str(one.values["source"]) for one in report.damaged] == ["build/work/witness.json"]
    shutil.rmtree(kept.out)
    assert {"witness-short", "witness-other"} & {code for file, code in named(kept.verify(witness)) if file == EVENTS}


def test_a_check_beside_another_takes_the_other_ones_line_for_no_loss(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.verify()
    seen = Shelf.inventory

    def while_another_ends(shelf: Shelf) -> Inventory:
        found = seen(shelf)
        monkeypatch.setattr(Shelf, "inventory", seen)
        kept.verify()
        return found

    monkeypatch.setattr(Shelf, "inventory", while_another_ends)
    assert not kept.verify().damaged


def test_a_witness_is_read_from_paper_a_file_or_the_folder_of_a_copy(kept: Kept, tmp_path: Path) -> None:
    witness = todays(kept)
    length, root = witness.split(":")
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy/witness.json").write_text(json.dumps({"length": int(length), "root": root}), encoding="utf-8")
    (tmp_path / "note.txt").write_text(f" {length}：{root[:32].upper()} {root[32:]}\n", encoding="utf-8")
    for written in (witness, str(tmp_path / "copy"), str(tmp_path / "copy/witness.json"), str(tmp_path / "note.txt")):
        assert kept.verify(written).vouched == int(length)
    for wrong in ("", "12", f"0:{root}", str(tmp_path), f"{length}:{root[:-1]}"):
        with refused("witness-unreadable", Unreadable):
            kept.verify(wrong)


def test_an_edit_is_a_notice_that_the_next_taking_in_settles(kept: Kept) -> None:
    first = kept.path(TEXT).read_bytes()
    kept.path(TEXT).write_bytes(first + "\n**甲** 又说了一句。\n".encode())
    report = kept.verify()
    assert named(report) == {(TEXT, "fixity-edited")}
    assert not report.damaged
    kept.seen()
    assert not kept.verify().problems
    kept.path(TEXT).write_bytes(first)
    assert named(kept.verify()) == {(TEXT, "fixity-reverted")}
    before = kept.path(EVENTS).read_bytes()
    kept.seen()
    kept.seen()
    assert kept.path(EVENTS).read_bytes().count(b"\n") == before.count(b"\n") + 1


def test_nothing_is_read_again_to_learn_that_nobody_edited_anything(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.seen()
    before = kept.path(EVENTS).read_bytes()
    monkeypatch.setattr("pipeline.archive.inventory.file_digest", lambda path: pytest.fail(f"{path} is read again"))
    begun = time.process_time()
    kept.seen()
    assert time.process_time() - begun < 1
    assert kept.path(EVENTS).read_bytes() == before


def test_a_run_killed_between_manifest_and_event_does_not_look_like_tampering(kept: Kept) -> None:
    new = "interviews/2023-001-lin/recording-3.flac"
    shutil.copy(kept.path(SOUND), kept.path(new))
    kept.path(new).write_bytes(b"another sound" * 99)
    with kept.path(MANIFEST).open("a", encoding="utf-8") as handle:
        handle.write(f"{sha(kept.path(new).read_bytes())}  {new}\n")
    report = kept.verify()
    assert named(report) == {(new, "fixity-unrecorded")}
    assert not report.damaged
    assert new in kept.seen()
    assert not kept.verify().problems


def test_a_sign_off_whose_event_was_never_written_is_named_and_entered_by_the_next_run(kept: Kept) -> None:
    with kept.path(LEDGER).open("a", encoding="utf-8") as handle:
        handle.write(SIGNED.model_dump_json() + "\n")
    before = kept.path(LEDGER).read_bytes().count(b"\n")
    report = kept.verify()
    assert [(one.file, one.line, one.code) for one in report.problems] == [(LEDGER, before, "fixity-grown")]
    assert not report.damaged
    assert LEDGER in kept.seen()
    assert not kept.verify().problems


def test_a_draft_whose_event_was_never_written_is_entered_by_the_next_run(kept: Kept) -> None:
    draft = "interviews/2023-001-lin/recording-1.whisper-0123abcd.json"
    kept.path(draft).write_text("{}", encoding="utf-8")
    kept.seen()
    assert named(kept.verify()) == {(draft, "fixity-unrecorded")}
    take_in_placed(kept.settings())
    assert not kept.verify().problems
    kept.path(draft).unlink()
    assert named(kept.verify()) == {(draft, "fixity-missing")}


def test_a_changed_line_of_a_ledger_stays_named_when_more_is_signed(kept: Kept) -> None:
    in_file(kept.path(LEDGER), "叶青禾", "别的人")
    kept.shelf().sign("interviews/2023-001-lin", SIGNED)
    kept.seen()
    report = kept.verify()
    assert [(one.file, one.line, one.code) for one in report.damaged] == [(LEDGER, 1, "fixity-ledger")]


def test_a_ledger_put_back_to_an_older_state_is_damage(kept: Kept) -> None:
    lines = kept.path(LEDGER).read_bytes().splitlines(keepends=True)
    kept.path(LEDGER).write_bytes(b"".join(lines[:2]))
    assert named(kept.verify()) == {(LEDGER, "fixity-older")}


def test_somebody_on_the_staff_can_accept_a_change_but_never_one_of_an_original(kept: Kept) -> None:
    story = "interviews/2023-001-lin/photos/01.yml"
    kept.path(story).unlink()
    in_file(kept.path(LEDGER), "叶青禾", "别的人")
    spoil(kept.path(SOUND))
    with refused("accept-who"):
        accept(kept.settings(), [story], "路人", "")
    for file, code in ((SOUND, "accept-original"), (TEXT, "accept-unneeded"), ("nothing.yml", "accept-unneeded")):
        with refused(code):
            accept(kept.settings(), [story, file], "叶青禾", "")
    assert len(kept.verify().damaged) == 3
    accept(kept.settings(), [story, LEDGER], "叶青禾", "照片说明重写")
    assert named(kept.verify()) == {(SOUND, "fixity-changed")}
    assert "照片说明重写" in kept.path(EVENTS).read_text(encoding="utf-8")


def test_a_file_nobody_knows_is_named_and_one_that_was_only_moved_is_recognised(kept: Kept) -> None:
    kept.path("notes.txt").write_text("?", encoding="utf-8")
    shutil.move(kept.path(SOUND), kept.path("items/recording.bak"))
    report = kept.verify()
    assert named(report) == {
        ("notes.txt", "fixity-stranger"),
        ("items/recording.bak", "fixity-moved"),
        (SOUND, "fixity-missing"),
    }
    assert "koushu restore 副本 --only " + SOUND in next(one.say("zh") for one in report.damaged)


def test_a_clock_that_went_back_and_a_line_from_the_future_are_named(kept: Kept) -> None:
    path = kept.path(EVENTS)
    for at in (NOW + dt.timedelta(days=9), NOW - dt.timedelta(days=99), NOW):
        append_event(path, Event("validation", (), "t", at))
    report = kept.verify()
    last = path.read_bytes().count(b"\n") - 1  # the check added one
    assert [(one.line, one.code) for one in report.problems] == [(last - 2 + n, "event-clock") for n in range(3)]
    assert not report.damaged


def test_a_history_that_is_gone_is_named_unless_the_archive_was_only_begun(kept: Kept) -> None:
    kept.path(EVENTS).unlink()
    report = kept.verify()
    assert (EVENTS, "fixity-missing") in named(report)
    assert (EVENTS, "fixity-unrecorded-check") in named(report)
    assert not kept.path(EVENTS).exists()  # it is to come back, not to be begun anew
    for file in [*kept.archive.rglob("*.ndjson"), *kept.archive.rglob("approved/*.json")]:
        file.unlink()
    shutil.rmtree(kept.path("sealed/technical"), ignore_errors=True)
    shutil.rmtree(kept.out)
    report = kept.verify()
    assert (EVENTS, "events-none") in named(report)
    assert not report.damaged


def test_the_result_of_a_check_is_in_the_history(kept: Kept) -> None:
    total = kept.verify().checked
    spoil(kept.path(SOUND))
    kept.verify()
    sound, damaged = history(kept.settings())[-2:]
    assert (sound.event.type, sound.event.outcome, sound.event.files) == ("fixity check", "success", ())
    assert sound.event.detail.startswith(f"all {total} files, 0 damaged")
    assert (damaged.event.outcome, damaged.event.files) == ("failure", (SOUND,))
    assert not list(verify_events(kept.path(EVENTS), EVENTS))
    assert SOUND not in proven(history(kept.settings()))


def test_within_reads_only_what_was_not_proven_lately_and_the_oldest_first(kept: Kept) -> None:
    later = NOW + dt.timedelta(days=40)
    total = kept.verify().checked
    assert kept.verify(wish=Wish(30), now=NOW + dt.timedelta(days=29)).checked == 0
    drill = kept.verify(wish=Wish(sample="10"), now=later)
    assert drill.checked == 10
    assert kept.verify(wish=Wish(30), now=later).checked == total - 10
    assert kept.verify(wish=Wish(30), now=later).checked == 0
    spoil(kept.path(SOUND))
    assert not kept.verify(wish=Wish(30), now=later).damaged  # not read
    assert (SOUND, "fixity-changed") in named(kept.verify(now=later))
    assert kept.verify(wish=Wish(30), now=later).checked == 1  # what was found damaged is not proven


@pytest.mark.parametrize(("size", "drawn"), [("1", 1), ("3%", 5), ("100%", 99999), ("99999", 99999)])
def test_a_sample_is_drawn_at_random(kept: Kept, size: str, drawn: int) -> None:
    total = kept.verify().total
    assert kept.verify(wish=Wish(sample=size)).checked == min(drawn, total)


@pytest.mark.parametrize("size", ["0", "x", "-1", "101%", "3.5%", "1e3"])
def test_a_sample_of_no_size_is_refused(kept: Kept, size: str) -> None:
    with refused("sample-size", WrongUse):
        kept.verify(wish=Wish(sample=size))


def test_an_archive_that_cannot_be_written_is_verified_all_the_same(kept: Kept) -> None:
    spoil(kept.path(SOUND))
    with kept.shelf().lock():  # somebody else is writing, for longer than one waits
        found = subprocess.run(
            [sys.executable, "-m", "pipeline", "verify", "--archive", str(kept.archive), "--out", str(kept.out)],
            capture_output=True, text=True, encoding="utf-8", env={**os.environ, "LANG": "zh_CN.UTF-8"}, timeout=600,
        )  # fmt: skip
    assert found.returncode == 1, found.stderr
    assert f"{SOUND}:0:0 fixity-changed" in found.stderr
    assert "fixity-unrecorded-check" in found.stderr


def test_a_check_that_was_killed_goes_on_where_it_was(kept: Kept) -> None:
    big = kept.path("engine/big.bin")
    with big.open("wb") as handle:
        handle.truncate(1_500_000_000)
    kept.seen()
    argv = [sys.executable, "-m", "pipeline", "verify", "--archive", str(kept.archive), "--out", str(kept.out)]
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    results = kept.out / "work/fixity.ndjson"
    while child.poll() is None and not (results.is_file() and results.read_bytes().count(b"\n") >= 20):
        time.sleep(0.005)
    child.send_signal(signal.SIGKILL)
    child.wait()
    kept_lines = results.read_bytes().count(b"\n")
    assert kept_lines >= 20
    with results.open("ab") as handle:
        handle.write(b'{"path": "torn')
    spoil(kept.path(SOUND))
    now = dt.datetime.now(dt.UTC)
    report = kept.verify(now=now)
    ledgers = sum(path.endswith(".ndjson") or path == "ids.csv" for path in map(str, kept.archive.rglob("*")))
    assert kept_lines - ledgers - 1 <= report.resumed <= kept_lines
    assert report.begun <= now
    assert named(report) == {(SOUND, "fixity-changed")}
    assert not results.exists()
    assert kept.verify(now=now).resumed == 0


def test_what_was_changed_since_is_read_again_though_its_size_and_time_are_as_before(kept: Kept) -> None:
    path, results = kept.path(SOUND), kept.out / "work/fixity.ndjson"
    known = path.stat()
    line = Result(SOUND, known.st_size, known.st_mtime_ns, sha(path.read_bytes()), NOW.isoformat(), NOW.isoformat(),
                  known.st_ctime_ns, known.st_ino)  # fmt: skip
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(compose_result(line) + "\n", encoding="utf-8")
    assert kept.verify().resumed == 1
    results.write_text(compose_result(line) + "\n", encoding="utf-8")
    spoil(path)
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    report = kept.verify()
    assert report.resumed == 0
    assert named(report) == {(SOUND, "fixity-changed")}


def test_the_command_says_what_it_can_and_cannot_exclude(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--archive", str(kept.archive), "--out", str(kept.out)]
    witness = todays(kept)
    assert answer(["verify", *places]) == 0
    out = capsys.readouterr().out
    assert witness in out
    assert "不能排除" in out or "cannot be excluded" in out
    assert answer(["verify", "--against", witness, *places]) == 0
    out = capsys.readouterr().out
    assert "不能排除" not in out
    assert "cannot be excluded" not in out
    spoil(kept.path(SOUND))
    assert answer(["verify", "--json", *places]) == 1
    row = json.loads(capsys.readouterr().out)
    assert [(one["file"], one["code"]) for one in row["problems"]] == [(SOUND, "fixity-changed")]
    assert answer(["verify", "--sample", "3", "--within", "3", *places]) == 2


def test_no_archive_is_no_sound_archive(tmp_path: Path) -> None:
    with refused("no-archive", KoushuError):
        Kept(tmp_path / "nothing", tmp_path / "build").verify()
