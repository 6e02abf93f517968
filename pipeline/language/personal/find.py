"""What a detector says about a stretch of words: what it may be, where it stands, why, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.model.personal import Category

Certainty = Literal["sure", "likely", "possible"]
Why = Literal["kept-private", "checksum", "shape", "context", "grammar", "word", "register"]

STOPS = "。！？!?；;\n"
_CLAUSE_END = re.compile(f"[{STOPS}]")


__all__ = ["NOBODY", "Category", "Find", "Known", "any_of", "around", "listed", "thinned"]


@dataclass(frozen=True, order=True)
class Find:
    """Characters [start, end) of the source may be `category`; `words` are those characters."""

    start: int
    end: int
    category: Category
    words: str
    why: Why
    certainty: Certainty = "likely"

    def covers(self, other: Find) -> bool:
        """Is the other one the same kind of thing inside this one?"""
        return self.category == other.category and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Known:
    """What the archive knows: values it keeps private, people's names, units that may be named openly and those that may not.

    Nothing here clears anything but an open unit, for which a person wrote so in the register.
    """

    private: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    open_units: tuple[str, ...] = ()
    closed_units: tuple[str, ...] = ()


NOBODY = Known()


def around(text: str, start: int, end: int, reach: int = 40) -> tuple[int, int]:
    """The bounds of the sentence round [start, end), cut off after `reach` characters to each side."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    ends = [low + one.end() for one in _CLAUSE_END.finditer(text[low:start])]
    after = _CLAUSE_END.search(text, end, high)
    return (ends[-1] if ends else low), (after.start() if after else high)


def listed(*rows: str) -> tuple[str, ...]:
    """The words of some rows, which stand between spaces: a list of words as it is easiest to read and to add to."""
    return tuple(word for row in rows for word in row.split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, that a search skips through quickly: one branch a first letter."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda one: (-len(one), one)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = (re.escape(first) + (f"(?:{'|'.join(rest)})" if rest != [""] else "") for first, rest in by_first.items())
    return f"(?:{'|'.join(branches)})"


def thinned(found: Iterable[Find]) -> tuple[Find, ...]:
    """The finds in order of place, without those that stand inside another of the same category."""
    kept: list[Find] = []
    last: dict[Category, Find] = {}
    for one in sorted(set(found), key=lambda each: (each.start, -each.end, each.category)):
        before = last.get(one.category)
        if before is None or not before.covers(one):
            kept.append(one)
            last[one.category] = one
    return tuple(kept)
