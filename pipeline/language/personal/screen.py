"""The bytes of a text or subtitle file → where in it something may be personal or secret; it keeps nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.errors import Unreadable
from pipeline.language.encodings import decode
from pipeline.language.personal.detect import detect
from pipeline.language.personal.find import Find
from pipeline.language.personal.pieces import blanked

_LARGEST = 64 * 1024 * 1024
_TAG = re.compile(r"<[^<>]{0,80}>|\[?\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?\]?")
_NUMBER = re.compile(r"\s*\d{1,6}\s*\Z")


@dataclass(frozen=True)
class Sighting:
    """A find with its line and column, both from 1."""

    line: int
    column: int
    find: Find


def look_over(data: bytes, name: str) -> tuple[Sighting, ...]:
    """Every find, in order. Cue times, cue numbers, tags and blank lines are passed over, so that a number may go from one cue
    into the next. Raises Unreadable (`screen-too-large`, `encoding-unknown`)."""
    if len(data) > _LARGEST:
        raise Unreadable("screen-too-large", file=name, limit=_LARGEST // 1024 // 1024)
    text = decode(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    kept = list(_spoken(text.split("\n")))
    starts = [0, *accumulate(len(words) + 1 for _, words in kept)]
    return tuple(_sighting(kept, starts, find) for find in detect("\n".join(words for _, words in kept)))


def _sighting(kept: list[tuple[int, str]], starts: list[int], find: Find) -> Sighting:
    at = bisect_right(starts, find.start) - 1
    return Sighting(kept[at][0], find.start - starts[at] + 1, find)


def _spoken(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines that hold words, with their numbers; what is no word in them is blank."""
    for number, line in enumerate(lines, 1):
        timed = number < len(lines) and "-->" in lines[number]
        if "-->" in line or not line.strip() or (timed and _NUMBER.match(line)):
            continue
        yield number, _TAG.sub(lambda found: " " * len(found[0]), blanked(line))
