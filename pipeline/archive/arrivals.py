"""What somebody brought → its place in an interview's folder: originals, pictures, the consent form."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from pipeline.archive import layout as names
from pipeline.archive.bindings import lost_place, numbers
from pipeline.archive.layout import Layout
from pipeline.archive.shelf import Hand, Shelf
from pipeline.model.intake import Brought, ConsentForm
from pipeline.writing.atomic import copy_verified, file_digest, write_text

_PHOTO = """\
# 照片说明。alt 是给看不见图的人听的描述；notes 是内部备注，不公开。
caption: ''
alt: ''
notes: ''
"""


def is_new(shelf: Shelf, interview: str) -> bool:
    """Is there no interview of this key yet?"""
    return not shelf.layout.path(shelf.layout.interview(interview)).is_file()


def same(shelf: Shelf, interview: str, source: Brought) -> str:
    """The path of the interview's recording or picture that has the same bytes as `source`, empty where there is none."""
    size = source.path.stat().st_size
    top = shelf.layout.path(shelf.layout.interview(interview)).parent
    found = [
        path for path in sorted([*top.glob("*"), *top.glob("photos/*.jpg")]) if names.is_sound(path.name) or path.suffix == ".jpg"
    ]
    sized = [path for path in found if path.is_file() and path.stat().st_size == size]
    twin = next((path for path in sized if file_digest(path) == source.digest), None)
    return twin.relative_to(shelf.layout.root).as_posix() if twin else ""


def whole(shelf: Shelf, interview: str, source: Brought, listed: Collection[str]) -> str:
    """As `same`, but empty too for what a killed run left without its record: `listed` are the recordings in interview.yml."""
    inside = same(shelf, interview, source)
    described = inside.endswith(".jpg") and shelf.layout.path(inside).with_suffix(".yml").is_file()
    return inside if described or inside in listed else ""


def next_recordings(shelf: Shelf, interview: str, count: int) -> tuple[str, ...]:
    """The stems that the next `count` recordings of the interview will have."""
    first = _next(shelf.layout, interview, "recording-")
    return tuple(f"recording-{number}" for number in range(first, first + count))


def add_recording(shelf: Shelf, interview: str, source: Brought, by: Hand) -> str:
    """Take in one more recording as `recording-N`, and name it in interview.yml. Returns its path. Raises as `add_original`.

    One that a killed run copied and did not name yet is named now, and not copied again; one that was lost comes back to the
    name it had.
    """
    if left := same(shelf, interview, source):
        shelf.append_recording(interview, left.rpartition("/")[2])
        return left
    fresh = f"recording-{_next(shelf.layout, interview, 'recording-')}{source.path.suffix.lower()}"
    inside = lost_place(shelf.layout, interview, source.digest) or shelf.layout.beside(interview, fresh)
    shelf.add_original(source.path, inside, by, source.digest)
    shelf.append_recording(interview, inside.rpartition("/")[2])
    return inside


def add_photo(shelf: Shelf, interview: str, source: Brought, by: Hand) -> str:
    """Take in one more photograph with a record for a curator to fill in. Returns its path. Raises as `add_original`."""
    inside = same(shelf, interview, source)
    if not inside:
        fresh = shelf.layout.photo(interview, f"{_next(shelf.layout, interview, 'photos/'):02}.jpg")
        inside = lost_place(shelf.layout, interview, source.digest) or fresh
        shelf.add_original(source.path, inside, by, source.digest)
    record = shelf.layout.path(inside).with_suffix(".yml")
    if not record.exists():  # what somebody wrote of a picture that was lost is still theirs
        write_text(record, _PHOTO)
    return inside


def record_consent(shelf: Shelf, interview: str, form: ConsentForm, by: Hand) -> str:
    """Keep the scan under `sealed/` and write the form into interview.yml, in place of an older one. Raises as `edit_yaml`.

    What an older form says of an embargo, of the time after death, and its note stay: only a person may strike them out.
    """
    scan = _keep_scan(shelf.layout, interview, form.scan) if form.scan else ""
    written: dict[str, Any] = {"form": scan} if scan else {}
    written |= {"signed": str(form.signed), "by": {"name": form.signer, "as": form.role}}
    written |= {"purposes": dict.fromkeys(form.allow, "yes")}
    written |= {"until": str(form.until)} if form.until else {}
    inside = shelf.layout.interview(interview)

    def change(record: dict[str, Any]) -> None:
        old = record.get("consent") or {}
        record["consent"] = {**written, **{key: old[key] for key in ("embargo", "after_death", "note") if key in old}}

    shelf.amend(inside, change)
    shelf.event("metadata modification", (inside,), by, f"consent {form.signed} {scan}".rstrip())
    return inside


def _keep_scan(layout: Layout, interview: str, source: Path) -> str:
    number = 1
    while (kept := layout.path(f"{names.SEALED}/consent-{interview}-{number}{source.suffix.lower()}")).exists():
        if file_digest(kept) == file_digest(source):
            return kept.name
        number += 1
    name = f"consent-{interview}-{number}{source.suffix.lower()}"
    copy_verified(source, layout.path(f"{names.SEALED}/{name}"))
    layout.path(f"{names.SEALED}/{name}").chmod(0o600)  # for its owner alone
    return name


def _next(layout: Layout, interview: str, prefix: str) -> int:
    """The number after the highest that any file `prefix`N… of the interview has, or ever had."""
    top = layout.path(layout.beside(interview, "interview.yml")).parent
    folder, stem = (top / "photos", "") if prefix == "photos/" else (top, prefix)
    taken = [path.name.removeprefix(stem).partition(".")[0] for path in folder.glob(f"{stem}*")]
    return max((*(int(number) for number in taken if number.isdecimal()), *numbers(layout, interview, prefix)), default=0) + 1
