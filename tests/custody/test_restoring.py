"""The way back: the whole archive byte for byte, or one damaged file; never over what people wrote since."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from pipeline import copying
from pipeline.archive.shelf import Shelf
from pipeline.errors import Unreadable
from pipeline.model.ledger import SignOff
from pipeline.writing.store import Store
from tests.archive.building import BY, IV, refused
from tests.custody.copying_here import RECORDING, TEXT, Ground, codes, flip, tree

KEY, MANIFEST = "2023-001-jia", "manifest-sha256.txt"


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    ground = Ground(tmp_path / "a")
    copying.copy(ground.settings, str(tmp_path / "b"))
    return ground


@pytest.mark.parametrize("far", [False, True])
def test_the_archive_comes_back_byte_for_byte(ground: Ground, tmp_path: Path, far: bool) -> None:  # noqa: FBT001
    place = f"memory://{uuid4().hex}" if far else str(tmp_path / "b")
    copying.copy(ground.settings, place)
    found, left = copying.restore(place, tmp_path / "c")
    assert (found.problems, left) == ((), ())
    assert tree(tmp_path / "c") == ground.tree()
    (ground.root / ".koushu.lock").unlink()
    argv = ["git", "diff", "--no-index", "--stat", str(ground.root), str(tmp_path / "c")]
    assert subprocess.run(argv, capture_output=True, check=False).stdout == b""
    again = Shelf(tmp_path / "c", tmp_path / "work")
    assert again.verify_chain() == ()
    assert again.read().witness == ground.shelf.read().witness


def test_an_empty_sealed_folder_comes_back_too(tmp_path: Path) -> None:
    ground = Ground(tmp_path / "a")
    for path in sorted((ground.root / "sealed").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    copying.copy(ground.settings, str(tmp_path / "b"))
    copying.restore(str(tmp_path / "b"), tmp_path / "c")
    assert list((tmp_path / "c/sealed").iterdir()) == []


def test_hands_alone_can_restore(ground: Ground, tmp_path: Path) -> None:
    subprocess.run(["cp", "-r", str(tmp_path / "b/archive"), str(tmp_path / "c")], check=True)
    assert tree(tmp_path / "c") == ground.tree()
    subprocess.run(["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=tmp_path / "c", check=True)


def test_a_restore_that_was_cut_off_goes_on(ground: Ground, tmp_path: Path) -> None:
    copying.restore(str(tmp_path / "b"), tmp_path / "c")
    (tmp_path / "c/archive.yml").unlink()
    (tmp_path / "c" / TEXT).write_bytes(b"half")
    (tmp_path / "c" / IV / ".koushu-0011223344556677.part").write_bytes(b"half")
    with refused("no-archive"):
        Shelf(tmp_path / "c", tmp_path / "work").read()
    copying.restore(str(tmp_path / "b"), tmp_path / "c")
    assert tree(tmp_path / "c") == ground.tree()


def test_nothing_that_lies_there_is_overwritten(ground: Ground, tmp_path: Path) -> None:
    with refused("folder-not-empty"):
        copying.restore(str(tmp_path / "b"), ground.root)
    (tmp_path / "c").mkdir()
    (tmp_path / "c/mine.txt").write_bytes(b"mine")
    with refused("folder-not-empty"):
        copying.restore(str(tmp_path / "b"), tmp_path / "c")
    assert tree(tmp_path / "c") == {"mine.txt": b"mine"}


def test_what_is_damaged_in_the_copy_is_named_and_all_else_comes(ground: Ground, tmp_path: Path) -> None:
    flip(tmp_path / "b/archive" / RECORDING)
    (tmp_path / "b/archive" / TEXT).unlink()
    found, _ = copying.restore(str(tmp_path / "b"), tmp_path / "c")
    assert [(one.code, one.file) for one in found.problems] == [("restore-damaged", RECORDING), ("restore-damaged", TEXT)]
    assert tree(tmp_path / "c") == {path: data for path, data in ground.tree().items() if path not in (RECORDING, TEXT)}


@pytest.mark.parametrize("harm", ["bit", "cut", "gone"])
def test_a_damaged_original_is_restored_and_the_damaged_one_kept(ground: Ground, tmp_path: Path, harm: str) -> None:
    path, sound = ground.root / RECORDING, (ground.root / RECORDING).read_bytes()
    if harm == "bit":
        flip(path)
    elif harm == "cut":
        path.write_bytes(b"s")
    else:
        path.unlink()
    damaged = path.read_bytes() if path.exists() else None
    aside = copying.restore_one(ground.settings, str(tmp_path / "b"), RECORDING)
    assert path.read_bytes() == sound
    assert (aside.read_bytes() if aside else None) == damaged
    if aside:
        assert aside == ground.root / "sealed/damaged/2026-05-06-1" / RECORDING
    assert '"type":"recovery"' in ground.events().splitlines()[-1]
    assert ground.shelf.verify_chain() == ()
    assert codes(copying.copy(ground.settings, str(tmp_path / "b")).problems) == []


def test_a_text_that_is_no_text_any_more_is_restored_but_an_edited_one_is_let_be(ground: Ground, tmp_path: Path) -> None:
    before = (ground.root / TEXT).read_bytes()
    with refused("restore-sound"):
        copying.restore_one(ground.settings, str(tmp_path / "b"), TEXT)
    ground.write(TEXT, "人改过的\n")
    with refused("restore-edited"):
        copying.restore_one(ground.settings, str(tmp_path / "b"), TEXT)
    ground.write(TEXT, b"\xff\xfe\x00garbage")
    copying.restore_one(ground.settings, str(tmp_path / "b"), TEXT)
    assert (ground.root / TEXT).read_bytes() == before


def test_only_what_the_copy_holds_unharmed_comes_back(ground: Ground, tmp_path: Path) -> None:
    flip(ground.root / RECORDING)
    flip(tmp_path / "b/archive" / RECORDING)
    with refused("restore-damaged", Unreadable):
        copying.restore_one(ground.settings, str(tmp_path / "b"), RECORDING)
    for name in ("nothing.wav", "../outside", "/etc/passwd"):
        with refused("restore-unknown"):
            copying.restore_one(ground.settings, str(tmp_path / "b"), name)


def test_an_original_that_the_history_knows_otherwise_is_not_taken_from_a_copy(ground: Ground, tmp_path: Path) -> None:
    held, inventory = tmp_path / "b/archive" / RECORDING, tmp_path / "b/inventory-sha256.txt"
    old = hashlib.sha256(held.read_bytes()).hexdigest()
    held.write_bytes(b"another recording")
    new = hashlib.sha256(held.read_bytes()).hexdigest()
    inventory.write_text(inventory.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    flip(ground.root / RECORDING)
    with refused("restore-other"):
        copying.restore_one(ground.settings, str(tmp_path / "b"), RECORDING)


def test_a_manifest_that_was_changed_too_does_not_keep_the_original_from_coming_back(ground: Ground, tmp_path: Path) -> None:
    manifest = ground.root / MANIFEST
    whole, sound = manifest.read_bytes(), (ground.root / RECORDING).read_bytes()
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.write_text("".join(("0" * 64 + line[64:]) if RECORDING in line else line for line in lines), encoding="utf-8")
    flip(ground.root / RECORDING)
    for file in (RECORDING, MANIFEST):
        copying.restore_one(ground.settings, str(tmp_path / "b"), file)
    assert (manifest.read_bytes(), (ground.root / RECORDING).read_bytes()) == (whole, sound)


@pytest.mark.parametrize(
    "file", [MANIFEST, "events.ndjson", f"{IV}/signoffs.ndjson", f"{IV}/text-changes.json", "sealed/授权书.pdf"]
)
def test_what_a_check_calls_damaged_comes_back_and_what_it_does_not_stays(file: str, tmp_path: Path) -> None:
    ground = Ground(tmp_path / "a")
    ground.write(f"{IV}/text-changes.json", "[]\n")
    ground.shelf.sign(IV, SignOff(stage="一校", purpose="web_text", by="乙", at=BY.at, digest="0" * 64))
    ground.shelf.adopt(BY)
    copying.copy(ground.settings, str(tmp_path / "b"))
    with refused("restore-edited"):
        copying.restore_one(ground.settings, str(tmp_path / "b"), file)
    path = ground.root / file
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"0", b"1", 1) if b"0" in whole else whole + b"x")
    copying.restore_one(ground.settings, str(tmp_path / "b"), file)
    assert path.read_bytes().startswith(whole)  # the history has one line more


@pytest.mark.parametrize("strange", ["link", "folder link", "pipe"])
def test_a_place_with_anything_else_in_it_is_not_empty(ground: Ground, tmp_path: Path, strange: str) -> None:
    outside, target = tmp_path / "victim", tmp_path / "c"
    (outside / KEY).mkdir(parents=True)
    (outside / KEY / "text.md").write_text("别人的", encoding="utf-8")
    target.mkdir()
    if strange == "pipe":
        os.mkfifo(target / "walls.yml")
    else:
        (target / "interviews").symlink_to(outside if strange == "folder link" else outside / KEY / "text.md")
    with refused("folder-not-empty"):
        copying.restore(str(tmp_path / "b"), target)
    assert (outside / KEY / "text.md").read_text(encoding="utf-8") == "别人的"


def test_an_archive_is_not_restored_into_the_copy_it_comes_from(ground: Ground, tmp_path: Path) -> None:
    with refused("copy-inside"):
        copying.restore(str(tmp_path / "b"), tmp_path / "b/back")
    assert not (tmp_path / "b/back").exists()


def test_the_file_that_makes_it_an_archive_can_come_back(ground: Ground, tmp_path: Path) -> None:
    before = (ground.root / "archive.yml").read_bytes()
    (ground.root / "archive.yml").unlink()
    assert copying.restore_one(ground.settings, str(tmp_path / "b"), "archive.yml") is None
    assert (ground.root / "archive.yml").read_bytes() == before


def test_a_restored_archive_goes_on_being_copied(ground: Ground, tmp_path: Path) -> None:
    copying.restore(str(tmp_path / "b"), ground.folder / "new/archive")
    found = copying.copy(replace(ground.settings, archive=ground.folder / "new/archive"), str(tmp_path / "b"))
    assert (found.problems, found.is_refused) == ((), False)
    assert Store(tmp_path / "b").has("witness.json")
