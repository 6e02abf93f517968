"""The history → which digest every file came with, and which names were ever given: whatever a later line says, an original never
changes, and a name that was once an original's is no other's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.archive import layout as names
from pipeline.archive.events import is_looking, read_events
from pipeline.archive.layout import Layout
from pipeline.model.event import LOOKING, EventLine, EventType
from pipeline.model.fixity import Version

_COMMENT = re.compile(rb"(^|\s)#.*$", re.MULTILINE)
_ONE_ACT = 1  # so many sealed records may a first taking in leave that was cut off before the history's first line


def versions(lines: Iterable[EventLine]) -> dict[str, tuple[Version, ...]]:
    """Path → every digest that the history gives it, oldest first; the same one twice in a row counts once.

    Of an original the first alone counts, whatever was written later: no act may change it or take it away. A preservation FLAC
    is made by the program, so the newest making counts.
    """
    found: defaultdict[str, list[Version]] = defaultdict(list)
    for line in lines:
        event = line.event
        if event.type in LOOKING or event.outcome != "success":
            continue
        digests = ("",) * len(event.files) if event.type == "deletion" else event.digests
        for path, digest in zip(event.files, digests, strict=False):
            known = found[path]
            if _counts(path, event.type, digest, known) and (not known or known[-1].digest != digest):
                anew = event.type == "metadata modification"
                known.append(Version(digest, line.number, event.at, f"{names.EVENTS}:{line.number}", anew))
    return {path: tuple(some) for path, some in found.items() if some}


def _counts(path: str, kind: EventType, digest: str, known: list[Version]) -> bool:
    if names.role_of(path) != "original":
        return bool(digest) or kind == "deletion"
    return bool(digest) and (not known or (kind == "normalization" and names.is_preservation(path)))


def bound(layout: Layout) -> dict[str, str]:
    """Path of every original that the history knows → the SHA-256 that binds it."""
    known = versions(read_events(layout.path(names.EVENTS)))
    return {path: some[-1].digest for path, some in known.items() if names.role_of(path) == "original"}


def numbers(layout: Layout, interview: str, prefix: str) -> set[int]:
    """Every number that a name `prefix`N of this interview ever had, in the registers or in its record, there or lost."""
    folder = layout.beside(interview, "")
    given = re.compile(re.escape(f"{folder}{prefix}").encode() + rb"([0-9]{1,9})\.")
    found = {int(number) for file in (names.MANIFEST, names.EVENTS) for number in given.findall(_bytes(layout, file))}
    listed = re.compile(rb"\b" + re.escape(prefix.encode()) + rb"([0-9]{1,9})\.")
    record = _COMMENT.sub(b"", _bytes(layout, layout.interview(interview)))
    return found | {int(number) for number in listed.findall(record)}


def lost_place(layout: Layout, interview: str, digest: str) -> str:
    """Where in this interview an original of this SHA-256 lay that is there no more; empty where there was none."""
    folder = layout.beside(interview, "")
    if digest.encode() not in _bytes(layout, names.EVENTS):
        return ""
    there = (path for path, one in sorted(bound(layout).items()) if one == digest and path.startswith(folder))
    return next((path for path in there if not layout.path(path).exists()), "")


def has_past(paths: Iterable[str]) -> bool:
    """Is there among these files one that only an archive with a history can have?"""
    some = tuple(paths)
    signed = any(path != names.IDS and names.role_of(path) == "ledger" for path in some)
    return signed or any("/approved/" in path for path in some) or had_originals(some)


def had_originals(paths: Iterable[str]) -> bool:
    """Is there among these files what only an archive with a manifest can have? One of transcripts alone has none."""
    return sum(path.startswith(f"{names.SEALED}/technical/") for path in paths) > _ONE_ACT


def is_blank(layout: Layout, name: str) -> bool:
    """Is this register not there, or nothing in it?"""
    return not _bytes(layout, name).strip()


def lacks_history(layout: Layout) -> bool:
    """Are there no events, or only such as tell of looking?"""
    path = layout.path(names.EVENTS)
    if not path.is_file():
        return True
    with path.open("rb") as lines:
        return not any(line.strip() and not is_looking(line) for line in lines)


def _bytes(layout: Layout, name: str) -> bytes:
    path = layout.path(name)
    return path.read_bytes() if path.is_file() else b""
