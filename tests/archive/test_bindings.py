"""An original's first digest binds, its name is never another's, and an archive that lost a register is never begun anew."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from pipeline.archive import arrivals
from pipeline.archive.events import append_event
from pipeline.archive.manifest import read_manifest
from pipeline.archive.shelf import Shelf
from pipeline.custody.fixity_runs import Wish
from pipeline.errors import NotSound
from pipeline.keeping import verify
from pipeline.model.event import Event
from pipeline.model.intake import Brought
from pipeline.model.settings import Settings
from tests.archive.building import BY, IV, refused, shelf_at

KEY = "2023-001-jia"
SOUND = f"{IV}/recording-1.wav"
MANIFEST, EVENTS = "manifest-sha256.txt", "events.ndjson"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An archive whose history knows every file."""
    made = shelf_at(tmp_path, {MANIFEST: ""})
    made.adopt(BY)
    return made


def brought(folder: Path, name: str, data: bytes) -> Brought:
    path = folder / name
    path.write_bytes(data)
    return Brought(path, "picture" if name.endswith(".jpg") else "recording", hashlib.sha256(data).hexdigest(), ())


def named(shelf: Shelf) -> set[tuple[str, str]]:
    root = shelf.layout.root
    now = BY.at + dt.timedelta(hours=1)
    report = verify(Settings(root, root.parent / "out", root.parent, now, "zh"), Wish())
    return {(one.file, one.code) for one in report.damaged}


def digest_in_manifest(shelf: Shelf, path: str) -> str:
    return read_manifest(shelf.layout.path(MANIFEST).read_text(encoding="utf-8"), MANIFEST)[0][path]


def test_the_name_of_a_lost_recording_is_given_to_no_other(shelf: Shelf, tmp_path: Path) -> None:
    shelf.layout.path(SOUND).unlink()
    for path in shelf.layout.path(IV).glob("recording-1.*.json"):
        path.unlink()
    lost = digest_in_manifest(shelf, SOUND)
    assert arrivals.add_recording(shelf, KEY, brought(tmp_path, "new.wav", b"another"), BY) == f"{IV}/recording-2.wav"
    assert digest_in_manifest(shelf, SOUND) == lost
    assert (SOUND, "fixity-missing") in named(shelf)


@pytest.mark.parametrize("register", [MANIFEST, EVENTS, "interview.yml"])
def test_any_register_alone_keeps_a_name_from_being_given_again(register: str, shelf: Shelf, tmp_path: Path) -> None:
    shelf.layout.path(SOUND).unlink()
    registers = {name: shelf.layout.path(name) for name in (MANIFEST, EVENTS)}
    registers["interview.yml"] = shelf.layout.path(f"{IV}/interview.yml")
    for name, path in registers.items():
        if name != register:
            path.write_text(path.read_text(encoding="utf-8").replace("recording-1", "recording-x"), encoding="utf-8")
    assert arrivals.next_recordings(shelf, KEY, 2) == ("recording-2", "recording-3")


def test_what_was_lost_and_is_brought_again_has_its_own_name(shelf: Shelf, tmp_path: Path) -> None:
    record = shelf.layout.path(f"{IV}/photos/01.yml").read_bytes()
    listed = shelf.layout.path(f"{IV}/interview.yml").read_bytes()
    shelf.layout.path(SOUND).unlink()
    shelf.layout.path(f"{IV}/photos/01.jpg").unlink()
    assert arrivals.add_recording(shelf, KEY, brought(tmp_path, "again.wav", b"sound"), BY) == SOUND
    assert arrivals.add_photo(shelf, KEY, brought(tmp_path, "again.jpg", b"photo"), BY) == f"{IV}/photos/01.jpg"
    assert shelf.layout.path(f"{IV}/photos/01.yml").read_bytes() == record
    assert shelf.layout.path(f"{IV}/interview.yml").read_bytes() == listed
    assert named(shelf) == set()


def test_a_name_that_was_another_original_s_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    shelf.layout.path(SOUND).unlink()
    other = brought(tmp_path, "other.wav", b"other")
    with refused("original-bound", NotSound):
        shelf.add_original(other.path, SOUND, BY, other.digest)
    shelf.layout.path(MANIFEST).write_text("", encoding="utf-8")
    assert not shelf.layout.path(SOUND).exists()


def test_a_damaged_original_without_its_line_gets_the_digest_it_came_with(shelf: Shelf) -> None:
    true = digest_in_manifest(shelf, SOUND)
    path = shelf.layout.path(MANIFEST)
    path.write_text("".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if SOUND not in line), "utf-8")
    shelf.layout.path(SOUND).write_bytes(b"spoilt")
    assert shelf.adopt(BY) == ()
    assert digest_in_manifest(shelf, SOUND) == true
    assert named(shelf) == {(SOUND, "fixity-changed")}


@pytest.mark.parametrize(
    "kind", ["message digest calculation", "modification", "metadata modification", "normalization", "recovery"]
)
def test_no_later_line_makes_another_content_right(kind: str, shelf: Shelf) -> None:
    data = b"put in its place"
    new = hashlib.sha256(data).hexdigest()
    path = shelf.layout.path(MANIFEST)
    path.write_text(path.read_text("utf-8").replace(digest_in_manifest(shelf, SOUND), new), "utf-8")
    shelf.layout.path(SOUND).write_bytes(data)
    append_event(shelf.layout.path(EVENTS), Event(kind, (SOUND,), "甲", BY.at, "", (new,)))  # type: ignore[arg-type]
    assert named(shelf) == {(SOUND, "fixity-remade"), (MANIFEST, "manifest-differs")}


def test_no_later_line_makes_an_original_rightly_gone(shelf: Shelf) -> None:
    shelf.layout.path(SOUND).unlink()
    append_event(shelf.layout.path(EVENTS), Event("deletion", (SOUND,), "甲", BY.at))
    assert named(shelf) == {(SOUND, "fixity-missing")}


def test_a_preservation_file_that_is_made_anew_is_known_by_its_newest_making(shelf: Shelf) -> None:
    inside = f"{IV}/preservation/recording-1.flac"

    def make(_original: Path, target: Path) -> str:
        target.write_bytes(b"the same sound, made again")
        return "md5"

    shelf.layout.path(inside).unlink()
    assert shelf.add_preservation(SOUND, BY, make) == inside
    assert named(shelf) == set()
    shelf.layout.path(inside).write_bytes(b"spoilt")
    assert named(shelf) == {(inside, "fixity-changed")}


@pytest.mark.parametrize("emptied", [(MANIFEST,), (EVENTS,), (MANIFEST, EVENTS)])
@pytest.mark.parametrize("how", ["empty", "gone"])
@pytest.mark.parametrize("past", [f"{IV}/signoffs.ndjson", f"{IV}/approved/print-00000000.json", ""])
def test_an_archive_that_lost_its_registers_is_not_begun_anew(
    shelf: Shelf, emptied: tuple[str, ...], how: str, past: str
) -> None:
    if past:
        shelf.layout.path(past).parent.mkdir(exist_ok=True)
        shelf.layout.path(past).write_text("{}\n", encoding="utf-8")
    for name in emptied:
        shelf.layout.path(name).unlink()
        if how == "empty":
            shelf.layout.path(name).write_bytes(b"\n")
    assert {(name, "fixity-missing") for name in emptied} <= named(shelf)
    before = {name: shelf.layout.path(name).read_bytes() for name in emptied if how == "empty"}
    with refused("manifest-gone" if MANIFEST in emptied else "events-gone", NotSound):
        shelf.adopt(BY)
    assert {name: shelf.layout.path(name).read_bytes() for name in before} == before
