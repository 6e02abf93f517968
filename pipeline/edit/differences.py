"""Turns two readings of one recording into the places where they differ, with their times on the recording's clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.edit.compare import row, spoken
from pipeline.model.draft import Draft, Flag, Segment

_AROUND = 8  # units shown on each side
_TOGETHER = 1  # letters that agree between two differences which are shown as one
_UNIT = re.compile(r"[0-9０-９][0-9０-９.,，．]*[%％]?|[A-Za-z']+|.", re.DOTALL)
_LETTER = re.compile(r"\w")

Span = tuple[int, int, int, int]  # letters [first, last) of one row and [begin, end) of the other


@dataclass(frozen=True)
class Unit:
    """A character, a Latin word or a number in digits, with its time (milliseconds on the recording's clock), the engine's
    own probability of the word it belongs to, and the codes of the flags on it; a text's units have none of these."""

    text: str
    start_ms: int | None = None  # None: nobody knows
    end_ms: int | None = None
    probability: float | None = None  # None: the engine gives none
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Side:
    """What one reading has at a place: its units, and the words as written just before and after."""

    units: tuple[Unit, ...]
    before: str
    after: str

    @property
    def text(self) -> str:
        """The words as written, without marks and spaces at either end; empty where this reading has nothing."""
        words = "".join(unit.text for unit in self.units)
        found = [match.start() for match in _LETTER.finditer(words)]
        return " ".join(words[found[0] : found[-1] + 1].split()) if found else ""


@dataclass(frozen=True)
class Difference:
    """A place where two readings differ; milliseconds on the recording's clock, from whichever reading has times."""

    start_ms: int
    end_ms: int
    one: Side
    other: Side


def text_units(passages: Sequence[str]) -> tuple[Unit, ...]:
    """A text's words (inline Markdown), without what nobody spoke."""
    return tuple(Unit(found[0]) for passage in passages for found in _UNIT.finditer(spoken(passage)))


def draft_units(draft: Draft) -> tuple[Unit, ...]:
    """A draft's words in order of time; where a segment has no words, its time is spread evenly over it."""
    return tuple(unit for segment in sorted(draft.segments, key=lambda each: each.start_ms) for unit in _units(segment))


def _units(segment: Segment) -> Iterator[Unit]:
    words = [(word.text, word.start_ms, word.end_ms, word.probability) for word in segment.words]
    if _bare("".join(text for text, *_ in words)) != _bare(segment.text):
        words = [(segment.text, segment.start_ms, segment.end_ms, segment.confidence)]
    at = 0
    for text, start, end, probability in words:
        for found in _UNIT.finditer(text):
            low, high = (start + (end - start) * place // len(text) for place in found.span())
            length = len(_bare(found[0]))
            yield Unit(found[0], low, high, probability, _codes(segment, at, at + length))
            at += length


def _codes(segment: Segment, start: int, end: int) -> frozenset[str]:
    """The flags on the characters [start, end) of a segment's text, spaces not counted."""
    return frozenset(flag.code for flag in segment.flags if _touches(flag, segment.text, start, end))


def _touches(flag: Flag, text: str, start: int, end: int) -> bool:
    if flag.start is None or flag.end is None:
        return True
    return len(_bare(text[: flag.start])) < end and start < len(_bare(text[: flag.end]))


def _bare(text: str) -> str:
    return "".join(text.split())


def differences(one: Sequence[Unit], other: Sequence[Unit]) -> tuple[Difference, ...]:
    """Every place where the letters differ once both are in one form (see `edit.compare`), in the order of `one`.

    A number differs as a whole; differences with at most one letter between them are one. A place without a time of its own
    has that of its neighbours, 0 where nothing has any.
    """
    ours, theirs = row([unit.text for unit in one]), row([unit.text for unit in other])
    found = []
    for first, last, begin, end in _joined(_whole(ours.owners, theirs.owners, ours.letters, theirs.letters)):
        places = _place(ours.owners, first, last, len(one)), _place(theirs.owners, begin, end, len(other))
        sides = _side(one, places[0]), _side(other, places[1])
        found.append(Difference(*_when((one, other), places), *sides))
    return tuple(found)


def _whole(ours: Sequence[int], theirs: Sequence[int], letters: str, others: str) -> Iterator[Span]:
    """Letter spans that differ, each reaching to the ends of the units and numbers that it touches."""
    for block in Levenshtein.opcodes(letters, others):
        if block.tag == "equal":
            continue
        first, last, begin, end = block.src_start, block.src_end, block.dest_start, block.dest_end
        while first and begin and (_inside(ours, first) or _inside(theirs, begin)):
            first, begin = first - 1, begin - 1
        while last < len(ours) and end < len(theirs) and (_inside(ours, last) or _inside(theirs, end)):
            last, end = last + 1, end + 1
        yield first, last, begin, end


def _inside(owners: Sequence[int], at: int) -> bool:
    """Do the letters before and after a boundary belong together?"""
    return 0 < at < len(owners) and owners[at - 1] == owners[at]


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    waiting: Span | None = None
    for first, last, begin, end in spans:
        if waiting and first - waiting[1] <= _TOGETHER and begin - waiting[3] <= _TOGETHER:
            waiting = min(first, waiting[0]), max(last, waiting[1]), min(begin, waiting[2]), max(end, waiting[3])
            continue
        if waiting:
            yield waiting
        waiting = first, last, begin, end
    if waiting:
        yield waiting


def _place(owners: Sequence[int], first: int, last: int, count: int) -> tuple[int, int]:
    """The units [low, high) that letters [first, last) come from; for no letter, the gap between two units."""
    high = owners[last] if last < len(owners) else count
    return (owners[first] if first < last else high), high


def _side(units: Sequence[Unit], place: tuple[int, int]) -> Side:
    low, high = place
    before = "".join(unit.text for unit in units[max(0, low - _AROUND) : low])
    return Side(tuple(units[low:high]), before, "".join(unit.text for unit in units[high : high + _AROUND]))


def _when(readings: Sequence[Sequence[Unit]], places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """When a place is heard: in the first reading that has times there, else between its neighbours in one that has any."""
    for units, (low, high) in zip(readings, places, strict=True):
        timed = [(unit.start_ms, unit.end_ms) for unit in units[low:high] if unit.start_ms is not None]
        if timed:
            return timed[0][0], max(end or 0 for _, end in timed)
    for units, (low, high) in zip(readings, places, strict=True):
        before = [unit.end_ms for unit in units[max(0, low - 1) : low] if unit.end_ms is not None]
        after = [unit.start_ms for unit in units[high : high + 1] if unit.start_ms is not None]
        if before or after:
            return (before or after)[0], (after or before)[0]
    return 0, 0
