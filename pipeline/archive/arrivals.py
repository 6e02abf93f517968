"""What somebody brought → its place in an interview's folder: originals, pictures, the consent form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.archive import layout as names
from pipeline.archive.layout import Layout
from pipeline.archive.shelf import Hand, Shelf
from pipeline.model.intake import ConsentForm
from pipeline.writing.atomic import copy_verified, write_text

_PHOTO = """\
# 照片说明。alt 是给看不见图的人听的描述；notes 是内部备注，不公开。
caption: ''
alt: ''
notes: ''
"""


def is_new(shelf: Shelf, interview: str) -> bool:
    """Is there no interview of this key yet?"""
    return not shelf.layout.path(shelf.layout.interview(interview)).is_file()


def add_recording(shelf: Shelf, interview: str, source: Path, by: Hand) -> str:
    """Take in one more recording as `recording-N`, and name it in interview.yml. Returns its path. Raises as `add_original`."""
    number = _next(shelf.layout, interview, "recording-")
    name = f"recording-{number}{source.suffix.lower()}"
    inside = shelf.layout.beside(interview, name)
    shelf.add_original(source, inside, by)
    shelf.append_recording(interview, name)
    return inside


def add_photo(shelf: Shelf, interview: str, source: Path, by: Hand) -> str:
    """Take in one more photograph with a record for a curator to fill in. Returns its path. Raises as `add_original`."""
    number = f"{_next(shelf.layout, interview, 'photos/'):02}"
    inside = shelf.layout.photo(interview, f"{number}.jpg")
    shelf.add_original(source, inside, by)
    write_text(shelf.layout.path(shelf.layout.photo(interview, f"{number}.yml")), _PHOTO)
    return inside


def record_consent(shelf: Shelf, interview: str, form: ConsentForm, by: Hand) -> str:
    """Keep the scan under `sealed/` and write the form into interview.yml, in place of an older one. Raises as `edit_yaml`."""
    scan = _keep_scan(shelf.layout, interview, form.scan) if form.scan else ""
    written: dict[str, Any] = {"form": scan} if scan else {}
    written |= {"signed": str(form.signed), "by": {"name": form.signer, "as": form.role}}
    written |= {"purposes": dict.fromkeys(form.allow, "yes")}
    written |= {"until": str(form.until)} if form.until else {}
    inside = shelf.layout.interview(interview)
    shelf.amend(inside, lambda record: record.update(consent=written))
    shelf.event("metadata modification", (inside,), by, f"consent {form.signed} {scan}".rstrip())
    return inside


def _keep_scan(layout: Layout, interview: str, source: Path) -> str:
    number = 1
    while layout.path(f"{names.SEALED}/consent-{interview}-{number}{source.suffix.lower()}").exists():
        number += 1
    name = f"consent-{interview}-{number}{source.suffix.lower()}"
    copy_verified(source, layout.path(f"{names.SEALED}/{name}"))
    return name


def _next(layout: Layout, interview: str, prefix: str) -> int:
    """The number after the highest that any file `prefix`N… in the interview's folder has."""
    top = layout.path(layout.beside(interview, "interview.yml")).parent
    folder, stem = (top / "photos", "") if prefix == "photos/" else (top, prefix)
    taken = [path.name.removeprefix(stem).partition(".")[0] for path in folder.glob(f"{stem}*")]
    return max((int(number) for number in taken if number.isdecimal()), default=0) + 1
