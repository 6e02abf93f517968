"""The segments of a draft as one row of bare letters, so that what crosses the end of a segment is still one thing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.language.script import simplified
from pipeline.model.draft import Flag, Segment

Span = tuple[int, int]


@dataclass(frozen=True)
class Letters:
    """Letters and digits of all segments in a row, widths, case and script folded; where each stands, and what each segment has.

    `places[n]` is (segment, offset in its text) of letter n; `spans[s]` is the stretch of letters that segment s holds.
    """

    row: str
    places: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]

    def said(self, segment: int) -> str:
        """The letters of one segment."""
        start, end = self.spans[segment]
        return self.row[start:end]

    def breaks(self, letter: int) -> bool:
        """Does something stand between this letter and the one before: a space, a mark, the end of a segment?"""
        if not 0 < letter < len(self.row):
            return True
        (segment, offset), (before, last) = self.places[letter], self.places[letter - 1]
        return segment != before or offset > last + 1

    def flags(self, code: str, spans: Iterable[Span]) -> dict[int, list[Flag]]:
        """Stretches of letters → flags by segment, with their places, or on the whole segment where they cover all it says."""
        found: dict[int, list[Flag]] = {}
        for start, end in united(spans):
            while start < end:
                segment = self.places[start][0]
                first, last = self.spans[segment]
                stop = min(end, last)
                whole = (start, stop) == (first, last)
                flag = Flag(code) if whole else Flag(code, self.places[start][1], self.places[stop - 1][1] + 1)
                found.setdefault(segment, []).append(flag)
                start = stop  # noqa: PLW2901 (a stretch goes on in the next segment)
        return found


def letters_of(segments: Sequence[Segment]) -> Letters:
    """The letters of segments; traditional characters count as simplified ones."""
    row: list[str] = []
    places: list[tuple[int, int]] = []
    spans: list[Span] = []
    for number, segment in enumerate(segments):
        before = len(row)
        for offset, character in enumerate(segment.text):
            kept = [letter for letter in unicodedata.normalize("NFKC", character).casefold() if letter.isalnum()]
            row += kept
            places += [(number, offset)] * len(kept)
        spans.append((before, len(row)))
    joined = "".join(row)
    folded = simplified(joined)
    return Letters(folded if len(folded) == len(joined) else joined, tuple(places), tuple(spans))


def united(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def weight(words: str) -> float:
    """About how many syllables: a Han character or digit is one, three letters of another script are one."""
    other = sum(character.isascii() and character.isalpha() for character in words)
    return sum(character.isalnum() for character in words) - other + other / 3
