"""Words become a size of type in which they fit their place, reckoned without any font: Han characters are square."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LINE = 1.45  # from line to line, of the size
BETWEEN = 0.4  # between paragraphs, of the size
_NARROW = 0.62  # width of a Latin character at most, of the size, on the average of a word
_SPARE = 0.96  # of the width: a mark that may not begin a line takes a character down with it


def width(words: str) -> float:
    """In ems."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else _NARROW for one in words)


def lines(paragraph: str, ems: float) -> int:
    """How many lines of this many ems a paragraph needs at most."""
    room = max(1.0, ems * _SPARE - 1)
    return max(1, -(-int(width(paragraph) * 100) // int(room * 100)))


def height(paragraphs: Sequence[str], size: float, room: float) -> float:
    """In points, of paragraphs of this size in a column of `room` points."""
    return sum(lines(one, room / size) for one in paragraphs) * size * LINE + max(0, len(paragraphs) - 1) * size * BETWEEN


def fitting(paragraphs: Sequence[str], room: tuple[float, float], sizes: Sequence[float]) -> float:
    """The first of `sizes` in which the paragraphs fit a box of width and height in points; the last where none does."""
    return next((size for size in sizes if height(paragraphs, size, room[0]) <= room[1]), sizes[-1])
