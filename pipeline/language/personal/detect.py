"""One text → everything in it that a person should look at before the public does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language.personal.digits import rows
from pipeline.language.personal.figures import number_finds
from pipeline.language.personal.find import NOBODY, Find, Known, any_of, thinned
from pipeline.language.personal.military import military_finds
from pipeline.language.personal.people import people_finds
from pipeline.language.personal.places import place_finds
from pipeline.language.personal.units import cover_is_open, unit_finds

_LEAST_DIGITS = 5  # of a private number that is looked for digit by digit


def detect(text: str, known: Known = NOBODY) -> tuple[Find, ...]:
    """Every find in order of place; a number may go over line ends. Work is linear in the length of the text."""
    return thinned(_all(text, known))


def _all(text: str, known: Known) -> Iterator[Find]:
    for find in number_finds(text):
        whole = text[find.start : find.end + 2]
        if find.category != "cover_number" or not cover_is_open(whole, known):
            yield find
    yield from unit_finds(text, known)
    yield from place_finds(text)
    yield from military_finds(text)
    yield from people_finds(text, known)
    yield from _private(text, known)


def _private(text: str, known: Known) -> Iterator[Find]:
    """Words and numbers that the archive keeps private, however the numbers are spoken."""
    words, numbers = _kept(known.private)
    if words:
        for found in words.finditer(text):
            yield Find(*found.span(), "private", found[0], "kept-private", "sure")
    if numbers:
        for row in rows(text, _LEAST_DIGITS):
            if any(number in row.digits for number in numbers):
                yield Find(row.start, row.end, "private", text[row.start : row.end], "kept-private", "sure")


@lru_cache(maxsize=8)
def _kept(private: tuple[str, ...]) -> tuple[re.Pattern[str] | None, tuple[str, ...]]:
    told = [value.strip() for value in private if len(value.strip()) >= 3]
    numbers = tuple(row.digits for value in told for row in rows(value, _LEAST_DIGITS))
    return (re.compile(any_of(told)) if told else None), numbers
