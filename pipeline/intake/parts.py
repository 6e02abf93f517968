"""Names that a camera or recorder gave → the order of the parts of one sitting, and what seems to be missing between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.problem import Problem

MOST_MISSING = 20  # beyond that, the numbers are times or dates
_GOPRO = re.compile(r"(?P<stem>G[HXLP])(?P<chapter>\d{2})(?P<number>\d{4})")  # GX010042 is the first chapter of 0042
_GOPRO_FIRST = re.compile(r"GOPR(?P<number>\d{4})")  # older cameras: GOPR0042, then GP010042
_TRACK = re.compile(r"(?P<name>.*\d)[_-](?:LR|MS|Tr\w*|MIC\w*|LINE\w*|[LR])", re.IGNORECASE)  # ZOOM0001_LR, ZOOM0001_Tr1
_LAST_NUMBER = re.compile(r"(?P<stem>.*?)(?P<number>\d+)\D*")


@dataclass(frozen=True)
class Part:
    """A file's place in a series: files of one `series` belong together, by number, then by chapter."""

    series: str
    number: int
    chapter: int
    chaptered: bool = False  # one number in several chapters is one take, not several tracks


def part_of(name: str) -> Part | None:
    """The place that a file name without its ending states; None for a name without a number."""
    if found := _GOPRO.fullmatch(name):
        return Part("gopro", int(found["number"]), int(found["chapter"]), chaptered=True)
    if found := _GOPRO_FIRST.fullmatch(name):
        return Part("gopro", int(found["number"]), 0, chaptered=True)
    track = _TRACK.fullmatch(name)
    numbered = _LAST_NUMBER.fullmatch(track["name"] if track else name)
    return Part(numbered["stem"].casefold(), int(numbered["number"][-18:]), 0) if numbered else None


def in_order(names: Sequence[str]) -> tuple[int, ...]:
    """The order of files, as indices: by their numbers where all are of one series, else as they were given."""
    parts = _series(names)
    order = range(len(names))
    return tuple(sorted(order, key=lambda one: (parts[one].number, parts[one].chapter)) if parts else order)


def doubts(names: Sequence[str], place: str) -> tuple[Problem, ...]:
    """What somebody should look at between names in order: numbers that are missing, tracks that run side by side."""
    parts = _series(names)
    found: list[Problem] = []
    for (before, one), (after, other) in pairwise(zip(names, parts, strict=False)):
        step = other.number - one.number or (other.chapter - one.chapter if one.chaptered else 0)
        if step == 0:
            found.append(Problem(place, 0, 0, "parts-parallel", {"one": before, "other": after}))
        elif 1 < step <= MOST_MISSING + 1:
            found.append(Problem(place, 0, 0, "parts-gap", {"before": before, "after": after, "missing": step - 1}))
    return tuple(found)


def _series(names: Sequence[str]) -> tuple[Part, ...]:
    """The parts, where all names are of one series; else nothing."""
    parts = tuple(part for name in names if (part := part_of(name.rpartition(".")[0] or name)))
    return parts if len(parts) == len(names) and len({part.series for part in parts}) == 1 else ()
