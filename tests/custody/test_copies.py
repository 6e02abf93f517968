"""A copy holds everything that was ever given, takes over no damage, and deletes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import settings as unhurried
from hypothesis import strategies as some

from pipeline import copying
from pipeline.custody.copies import Copy, spoken
from pipeline.errors import CannotWrite, Unreadable
from pipeline.writing.store import Store
from tests.archive.building import BY, IV, refused
from tests.custody.copying_here import RECORDING, TEXT, Ground, by_hand, codes, flip, in_copy, listed, settings_at, tree

OTHER_DISK = Path("/dev/shm")  # noqa: S108 - where there is one, it is another file system than the tests' own
KEY = IV.rpartition("/")[2]


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path / "a")


@pytest.fixture(params=["folder", "memory", "other disk"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "other disk" and not (OTHER_DISK.is_dir() and OTHER_DISK.stat().st_dev != tmp_path.stat().st_dev):
        pytest.skip("no second file system here")
    places: dict[str, str | Path] = {
        "folder": tmp_path / "第 二 份",
        "memory": f"memory://{uuid4().hex}/copy",
        "other disk": OTHER_DISK / uuid4().hex,
    }
    yield str(places[request.param])
    if request.param == "other disk":
        shutil.rmtree(places[request.param], ignore_errors=True)


def test_a_copy_holds_every_file_and_stays_like_the_archive(ground: Ground, place: str) -> None:
    ground.write(f"{IV}/.koushu-0011223344556677.part", b"left by a killed program")
    first = copying.copy(ground.settings, place)
    assert (first.problems, first.is_refused, first.is_noted) == ((), False, True)
    (ground.root / f"{IV}/.koushu-0011223344556677.part").unlink(missing_ok=True)
    assert in_copy(place) == ground.tree()
    assert {"sealed/授权书.pdf", ".gitignore", "events.ndjson", RECORDING} <= set(in_copy(place))
    ground.write(TEXT, "## 雪 [00:00:00]\n\n**甲** [00:00:03] 改过了。\n")
    ground.write("people/yi/person.yml", "name: 乙\n")
    second = copying.copy(ground.settings, place)
    assert (second.tally.added, second.tally.changed) == (["people/yi/person.yml"], [TEXT])
    assert in_copy(place) == ground.tree()
    former = [path for path in listed(place) if path.startswith("former/")]
    assert former == [f"former/2026-05-06-1/{TEXT}"]
    assert copying.former_versions(place, TEXT) == (f"former/2026-05-06-1/{TEXT}",)
    assert "那天晚上下着大雪" in Store(place).read(former[0]).decode()


def test_hands_alone_can_check_a_copy_and_its_witness_is_the_archives(ground: Ground, tmp_path: Path) -> None:
    copying.copy(ground.settings, str(tmp_path / "b"))
    by_hand(tmp_path / "b")
    witness = ground.shelf.read().witness
    assert witness
    kept = json.loads((tmp_path / "b/witness.json").read_bytes())
    assert kept == {"length": witness.length, "root": witness.root}
    line = (tmp_path / "b/archive/events.ndjson").read_bytes().split(b"\n")[kept["length"] - 1]
    assert hashlib.sha256(line).hexdigest() == kept["root"]
    assert "sealed" in (tmp_path / "b/README.txt").read_text(encoding="utf-8")


def test_what_people_take_away_is_kept_and_a_log_that_grew_needs_no_former(ground: Ground, tmp_path: Path) -> None:
    place = tmp_path / "b"
    copying.copy(ground.settings, str(place))
    ground.shelf.event("modification", (TEXT,), BY)
    (ground.root / "walls.yml").unlink()
    found = copying.copy(ground.settings, str(place))
    assert found.tally.gone == ["walls.yml"]
    assert [path for path in listed(place) if path.startswith("former/")] == ["former/2026-05-06-1/walls.yml"]
    assert in_copy(place) == ground.tree()


@pytest.mark.parametrize("harm", ["one bit", "gone", "renamed", "unreadable"])
def test_one_harmed_original_stops_the_copy_untouched(ground: Ground, tmp_path: Path, harm: str) -> None:
    place, path = tmp_path / "b", ground.root / RECORDING
    copying.copy(ground.settings, str(place))
    ground.write(TEXT, "改过的文字，本来该复制\n")
    before, history = tree(place), ground.events()
    if harm == "one bit":
        flip(path, 2)
    elif harm == "gone":
        path.unlink()
    elif harm == "renamed":
        path.rename(path.with_suffix(".wav.locked"))
    else:
        path.unlink()
        path.mkdir()
    found = copying.copy(ground.settings, str(place))
    expected = "copy-original-changed" if harm == "one bit" else "copy-original-gone"
    assert found.is_refused
    assert [(one.code, one.file) for one in found.problems] == [(expected, RECORDING), ("copy-refused", "")]
    assert tree(place) == before
    assert ground.events() == history, "a suspect archive is not written to"


def test_malware_that_makes_the_manifest_and_the_history_anew_is_found_too(ground: Ground, tmp_path: Path) -> None:
    place = tmp_path / "b"
    copying.copy(ground.settings, str(place))
    before = tree(place)
    flip(ground.root / RECORDING)
    for name in ("manifest-sha256.txt", "events.ndjson"):
        (ground.root / name).unlink()
    shutil.rmtree(ground.root / "sealed/technical")  # what would betray that there was a manifest
    ground.shelf.adopt(BY)
    for _ in range(9):  # no shorter than the old one
        ground.shelf.event("ingestion", (RECORDING,), BY, "made anew")
    found = copying.copy(ground.settings, str(place))
    assert found.is_refused
    assert {"copy-original-changed", "copy-history-other"} <= set(codes(found.problems))
    assert tree(place) == before


@pytest.mark.parametrize(("gone", "stopped"), [(3, False), (4, True)])
def test_more_peoples_files_than_a_person_takes_away_stop_it(ground: Ground, tmp_path: Path, gone: int, stopped: bool) -> None:  # noqa: FBT001
    place = tmp_path / "b"
    copying.copy(ground.settings, str(place))
    before = tree(place)
    harmed = ["walls.yml", "registers/units.yml", "registers/places.yml", "items/medal/item.yml"][:gone]
    for number, path in enumerate(harmed):
        if number % 2:
            ground.write(path, os.urandom(64) + b"\xff")  # encrypted in its place
        else:
            (ground.root / path).unlink()
    found = copying.copy(ground.settings, str(place))
    assert found.is_refused is stopped
    if stopped:
        assert {one.file for one in found.problems if one.code in ("copy-file-gone", "copy-file-spoilt")} == set(harmed)
        assert tree(place) == before
    else:
        kept = set(listed(place).values())
        assert {hashlib.sha256(before[f"archive/{path}"]).hexdigest() for path in harmed} <= kept
        assert codes(found.problems) == ["copy-file-no-text"]


def test_an_older_archive_put_back_is_refused(ground: Ground, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(ground.root, older)
    ground.shelf.event("modification", (TEXT,), BY)
    copying.copy(ground.settings, str(tmp_path / "b"))
    before = tree(tmp_path / "b")
    shutil.rmtree(ground.root)
    shutil.copytree(older, ground.root)
    found = copying.copy(ground.settings, str(tmp_path / "b"))
    assert codes(found.problems) == ["copy-history-short", "copy-refused"]
    assert tree(tmp_path / "b") == before


def test_a_copy_of_another_archive_is_refused(ground: Ground, tmp_path: Path) -> None:
    copying.copy(ground.settings, str(tmp_path / "b"))
    other = Ground(tmp_path / "c")
    (other.root / "events.ndjson").unlink()
    for _ in range(9):
        other.shelf.event("modification", (TEXT,), BY, "another life")
    found = copying.copy(other.settings, str(tmp_path / "b"))
    assert "copy-history-other" in codes(found.problems)


def test_an_interview_in_quarantine_is_in_no_copy_and_all_else_is(ground: Ground, tmp_path: Path) -> None:
    place = tmp_path / "b"
    record = (ground.root / f"{IV}/interview.yml").read_text(encoding="utf-8")
    ground.write(f"{IV}/interview.yml", f"{record}quarantine: yes\n")
    found = copying.copy(ground.settings, str(place))
    assert [(one.code, one.file) for one in found.problems] == [("copy-left-out", f"{IV}/interview.yml")]
    theirs = [path for path in ground.tree() if KEY in path]
    assert any(path.startswith("sealed/") for path in theirs)
    assert in_copy(place) == {path: data for path, data in ground.tree().items() if path not in theirs}
    assert copying.challenge(ground.settings, str(place)).problems == ()
    restored, left = copying.restore(str(place), tmp_path / "c")
    assert (restored.problems, RECORDING in left) == ((), True)
    ground.write(f"{IV}/interview.yml", record)
    assert copying.copy(ground.settings, str(place)).problems == ()
    assert in_copy(place) == ground.tree()


def test_what_a_copy_holds_of_a_newly_quarantined_interview_is_named_until_hands_take_it(ground: Ground, tmp_path: Path) -> None:
    place = tmp_path / "b"
    copying.copy(ground.settings, str(place))
    record = (ground.root / f"{IV}/interview.yml").read_text(encoding="utf-8")
    ground.write(TEXT, "第二稿\n")
    copying.copy(ground.settings, str(place))
    ground.write(f"{IV}/interview.yml", f"{record}quarantine: yes\n")
    ground.write("people/yi/person.yml", "name: 乙\n")
    found = copying.copy(ground.settings, str(place))
    assert codes(found.problems) == ["copy-left-out", "copy-still-holds"]
    named = found.problems[1].say("zh")
    assert f"archive/{IV}" in named
    assert f"former/2026-05-06-1/{IV}" in named
    assert f"archive/sealed/technical/{IV}" in named
    assert b"quarantine" not in (place / f"archive/{IV}/interview.yml").read_bytes()
    assert (place / "archive/people/yi/person.yml").exists()
    for folder in (f"archive/{IV}", f"former/2026-05-06-1/{IV}", f"archive/sealed/technical/{IV}"):
        shutil.rmtree(place / folder)
    assert codes(copying.copy(ground.settings, str(place)).problems) == ["copy-left-out"]
    by_hand(place)


@pytest.mark.parametrize("record", ["title: [\n", "titel: 错字\nquarantin: yes\n", None])
def test_an_interview_whose_record_cannot_be_read_may_be_in_quarantine(
    ground: Ground, tmp_path: Path, record: str | None
) -> None:
    copying.copy(ground.settings, str(tmp_path / "b"))
    if record is None:
        (ground.root / f"{IV}/interview.yml").unlink()
    else:
        ground.write(f"{IV}/interview.yml", record)
    ground.write(TEXT, "可能涉密的新稿\n")
    ground.write("people/yi/person.yml", "name: 乙\n")
    found = copying.copy(ground.settings, str(tmp_path / "b"))
    assert codes(found.problems) == ["copy-left-unread"]
    assert "大雪" in (tmp_path / f"b/archive/{TEXT}").read_text(encoding="utf-8")
    assert (tmp_path / "b/archive/people/yi/person.yml").exists()


def test_an_original_that_rotted_before_it_was_copied_is_named_and_not_passed_on(ground: Ground, tmp_path: Path) -> None:
    flip(ground.root / RECORDING)
    found = copying.copy(ground.settings, str(tmp_path / "b"))
    assert [(one.code, one.file) for one in found.problems] == [("copy-not-as-recorded", RECORDING)]
    assert not (tmp_path / f"b/archive/{RECORDING}").exists()
    by_hand(tmp_path / "b")


def test_a_file_lost_or_cut_short_in_the_copy_is_brought_again(ground: Ground, tmp_path: Path) -> None:
    place = tmp_path / "b"
    copying.copy(ground.settings, str(place))
    (place / f"archive/{RECORDING}").write_bytes(b"so")
    (place / f"archive/{IV}/photos/01.jpg").unlink()
    assert codes(copying.copy(ground.settings, str(place)).problems) == ["copy-held-damaged", "copy-held-damaged"]
    assert in_copy(place) == ground.tree()
    assert (place / f"former/2026-05-06-1/{RECORDING}").read_bytes() == b"so"
    by_hand(place)


def test_places_that_are_no_places_for_a_copy(ground: Ground, tmp_path: Path) -> None:
    for inside in (ground.root / "copy", ground.folder, ground.folder / "build/copy"):
        with refused("copy-inside"):
            copying.copy(ground.settings, str(inside))
    (tmp_path / "full").mkdir()
    (tmp_path / "full/holiday.jpg").write_bytes(b"")
    with refused("copy-place-taken"):
        copying.copy(ground.settings, str(tmp_path / "full"))
    with refused("copy-none"):
        copying.challenge(ground.settings, str(tmp_path / "nothing"))
    with refused("copy-none"):
        copying.restore(str(tmp_path / "nothing"), tmp_path / "c")


@pytest.mark.parametrize(("file", "code"), [("inventory-sha256.txt", "copy-list-broken"), ("witness.json", "witness-unreadable")])
def test_a_copy_with_spoilt_lists_is_left_as_it_is(ground: Ground, tmp_path: Path, file: str, code: str) -> None:
    copying.copy(ground.settings, str(tmp_path / "b"))
    (tmp_path / "b" / file).write_bytes(b"\xff\xfe nonsense")
    before = tree(tmp_path / "b")
    with refused(code, Unreadable):
        copying.copy(ground.settings, str(tmp_path / "b"))
    assert tree(tmp_path / "b") == before


def test_names_that_many_disks_cannot_hold_side_by_side(ground: Ground, tmp_path: Path) -> None:
    ground.write("sealed/Scan.pdf", b"1")
    ground.write("sealed/scan.pdf", b"2")
    found = copying.copy(ground.settings, str(tmp_path / "b"))
    assert [(one.code, one.file) for one in found.problems] == [("copy-names-collide", "sealed/scan.pdf")]


def test_a_place_is_spoken_of_without_its_password() -> None:
    assert spoken("s3://key:secret@bucket/copy") == "s3://bucket/copy"
    assert spoken("/media/disk@home") == "/media/disk@home"


class Small(Store):
    """A disk with too little room."""

    def free(self) -> int | None:
        return 1000


def test_room_is_looked_at_before_anything_is_written(ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "Store", Small)
    with refused("copy-no-room", CannotWrite):
        copying.copy(ground.settings, str(tmp_path / "b"))
    assert not (tmp_path / "b").exists()


NAMES = ("people/yi/person.yml", "registers/terms.yml", TEXT, "sealed/note.txt", f"{IV}/story.md")
ACTS = some.lists(
    some.tuples(
        some.sampled_from(NAMES),
        some.one_of(some.none(), some.sampled_from(["一\n", "二\n", "一\n二\n", "三\n"])),
        some.booleans(),
    ),
    max_size=12,
)


@given(ACTS)
@unhurried(max_examples=40)
def test_no_version_that_was_ever_copied_is_lost(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str | None, bool]]
) -> None:
    ground = Ground(tmp_path_factory.mktemp("walk"))
    place, ever = ground.folder.parent / f"{ground.folder.name}-b", set()
    for path, content, now in [*acts, ("sealed/end.txt", "终\n", True)]:
        if content is None:
            (ground.root / path).unlink(missing_ok=True)
        else:
            ground.write(path, content)
        if now:
            found = copying.copy(ground.settings, str(place))
            assert not found.is_refused
            assert in_copy(place) == ground.tree()
            ever |= {data for name, data in ground.tree().items() if name in NAMES}
    kept = set(tree(place).values())
    assert all(any(whole.startswith(one) for whole in kept) for one in ever)
    by_hand(place)


def test_the_copy_reads_like_the_archive_to_git(ground: Ground, tmp_path: Path) -> None:
    copying.copy(ground.settings, str(tmp_path / "b"))
    (ground.root / ".koushu.lock").unlink()
    argv = ["git", "diff", "--no-index", "--stat", str(ground.root), str(tmp_path / "b/archive")]
    assert subprocess.run(argv, capture_output=True, check=False).stdout == b""
    assert Copy(Store(tmp_path / "b"), copying._SUMS).witness == ground.shelf.read().witness
    assert settings_at(ground.folder) == ground.settings


@pytest.mark.parametrize("harm", ["cut", "emptied", "gone", "another digest"])
def test_a_manifest_that_lost_a_line_stops_the_copy_once_and_again(ground: Ground, tmp_path: Path, harm: str) -> None:
    place, manifest = tmp_path / "b", ground.root / "manifest-sha256.txt"
    copying.copy(ground.settings, str(place))
    before = tree(place)
    lines = manifest.read_bytes().splitlines(keepends=True)
    changed = {"cut": lines[1:], "emptied": [], "another digest": [b"0" * 64 + lines[0][64:], *lines[1:]]}
    manifest.unlink() if harm == "gone" else manifest.write_bytes(b"".join(changed[harm]))
    for _ in range(2):
        found = copying.copy(ground.settings, str(place))
        assert found.is_refused
        assert "copy-manifest-less" in codes(found.problems)
        assert tree(place) == before
    for file in ("items/medal/front.jpg", RECORDING):
        ground.write(file, os.urandom(64))
    assert codes(copying.copy(ground.settings, str(place)).problems).count("copy-original-changed") == 2


def test_an_original_that_only_a_former_manifest_names_is_one_still(ground: Ground, tmp_path: Path) -> None:
    """As in a copy that an older version of the program brought up to date with a manifest cut short."""
    place = tmp_path / "b"
    ground.write(
        "manifest-sha256.txt", (ground.root / "manifest-sha256.txt").read_bytes() + f"{'0' * 64}  engine/tiny.pt\n".encode()
    )
    ground.write("engine/tiny.pt", b"model")
    copying.copy(ground.settings, str(place))
    held = place / "archive/manifest-sha256.txt"
    former = place / "former/2026-05-06-9/manifest-sha256.txt"
    former.parent.mkdir(parents=True)
    shutil.copy(held, former)
    old = hashlib.sha256(held.read_bytes()).hexdigest()
    held.write_bytes(b"".join(held.read_bytes().splitlines(keepends=True)[:-1]))
    new = hashlib.sha256(held.read_bytes()).hexdigest()
    inventory = place / "inventory-sha256.txt"
    text = inventory.read_text(encoding="utf-8").replace(old, new)
    inventory.write_text(f"{text}{old}  former/2026-05-06-9/manifest-sha256.txt\n", encoding="utf-8")
    shutil.copy(held, ground.root / "manifest-sha256.txt")
    assert "copy-manifest-less" in codes(copying.copy(ground.settings, str(place)).problems)


@pytest.mark.parametrize(("count", "stopped"), [(3, False), (4, True)])
def test_more_scans_than_a_person_exchanges_stop_it_and_fewer_are_kept(
    ground: Ground,
    tmp_path: Path,
    count: int,
    stopped: bool,  # noqa: FBT001
) -> None:
    place = tmp_path / "b"
    for number in range(4):
        ground.write(f"sealed/form-{number}.pdf", f"%PDF {number}")
    ground.shelf.adopt(BY)
    copying.copy(ground.settings, str(place))
    before = tree(place)
    for number in range(count):
        ground.write(f"sealed/form-{number}.pdf", os.urandom(32))
    found = copying.copy(ground.settings, str(place))
    assert found.is_refused is stopped
    if stopped:
        assert tree(place) == before
    else:
        assert {before[f"archive/sealed/form-{number}.pdf"] for number in range(count)} <= set(tree(place).values())


def test_every_scan_of_a_quarantined_interview_stays_at_home(ground: Ground, tmp_path: Path) -> None:
    record = (ground.root / f"{IV}/interview.yml").read_text(encoding="utf-8")
    form = "consent:\n  form: 雪夜.pdf\n  signed: 2023-04-12\n  by: {name: 甲, as: narrator}\n  purposes: {web_text: yes}\n"
    for name in (f"consent-{KEY}-1.pdf", "雪夜.pdf", f"{KEY}.json", f"letters/{KEY}/1.pdf", "other.pdf"):
        ground.write(f"sealed/{name}", name)
    ground.write(f"{IV}/interview.yml", f"{record}{form}")
    copying.copy(ground.settings, str(tmp_path / "open"))
    assert f"sealed/consent-{KEY}-1.pdf" in in_copy(tmp_path / "open")
    ground.write(f"{IV}/interview.yml", f"{record}{form}quarantine: yes\n")
    copying.copy(ground.settings, str(tmp_path / "shut"))
    held = {path for path in in_copy(tmp_path / "shut") if path.startswith("sealed/") and "technical" not in path}
    assert held == {"sealed/授权书.pdf", "sealed/other.pdf"}
    still = copying.copy(ground.settings, str(tmp_path / "open")).problems[1].say("zh")
    assert f"sealed/consent-{KEY}-1.pdf" in still
    assert "sealed/雪夜.pdf" in still


def test_no_spelling_of_a_place_inside_the_archive_is_taken(ground: Ground, tmp_path: Path) -> None:
    inside = ground.root / "inner"
    for place in (f"local://{inside}", f"LOCAL://{inside}", f"file://{inside}", f"file://localhost{inside}"):
        with refused("copy-inside"):
            copying.copy(ground.settings, place)
    for place in (f"simplecache::file://{inside}", "simplecache::s3://bucket/archive"):
        with refused("copy-chained"):
            copying.copy(ground.settings, place)
    copying.copy(ground.settings, f"file://{tmp_path}/b#2?x")
    assert (tmp_path / "b#2?x/inventory-sha256.txt").is_file()
    assert not (tmp_path / "b").exists()
