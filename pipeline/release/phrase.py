"""Finds exact words wherever they stand: as they are, and as plain words whatever marks, spaces, line ends or
something like markup lie between, in traditional characters, and with numbers in other figures."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.language.designations import counted
from pipeline.language.script import ordinary, simplified
from pipeline.language.tags import NOTE, hidden


@dataclass(frozen=True)
class Stretch:
    """Characters [start, end) of source number `source`."""

    source: int
    start: int
    end: int


@dataclass(frozen=True)
class Folded:
    """Sources as one row of plain letters and digits, each with its source and offset there."""

    letters: str
    places: tuple[tuple[int, int], ...]

    @functools.cached_property
    def counted(self) -> str:
        """The same row with every letter that is a figure as 0–9."""
        return counted(self.letters)


def plain(text: str) -> str:
    """Letters and digits alone, narrow, small and simplified; what remains of a text when nothing but words counts."""
    return "".join(_letters(text))


def _may_hold(text: str, phrase: str) -> bool:
    """Whether the text has every letter of the phrase; a cheap no, before anything is searched for."""
    letters = plain(text)
    return phrase in text or any(
        set(sought) <= set(letters) or set(counted(sought)) <= set(counted(letters)) for sought in _sought(phrase)
    )


def _sought(phrase: str) -> tuple[str, ...]:
    """The letters of a phrase, and those without its calls of notes: elsewhere the same words call no note."""
    return tuple(dict.fromkeys(letters for letters in (plain(phrase), plain(NOTE.sub("", phrase))) if letters))


def _letters(text: str) -> Iterator[str]:
    for character in text:
        yield _level(character)


@functools.lru_cache(maxsize=1 << 15)
def _level(character: str) -> str:
    level = simplified(ordinary(unicodedata.normalize("NFKD", character))).casefold()
    return "".join(one for one in level if unicodedata.category(one)[0] in "LN")


class Finder:
    """Sources read once, in which words can be found many times."""

    def __init__(self, sources: Sequence[str]) -> None:
        self._sources = tuple(sources)
        passed_over = [hidden(text) for text in self._sources]
        whole = _fold(self._sources, [()] * len(self._sources))
        self._folded = (whole, _fold(self._sources, passed_over)) if any(passed_over) else (whole,)

    def find(self, words: str) -> tuple[tuple[Stretch, ...], ...]:
        """Every occurrence of `words`, each as the stretches of the sources it covers, overlapping ones included."""
        found: set[tuple[Stretch, ...]] = {
            (Stretch(number, at, at + len(words)),) for number, text in enumerate(self._sources) for at in _all(words, text)
        }
        for sought, folded in product(_sought(words), self._folded):
            starts = {*_all(sought, folded.letters), *_all(counted(sought), folded.counted)}
            found |= {_stretches(folded.places[at : at + len(sought)]) for at in starts}
        return tuple(sorted(found, key=lambda occurrence: [(one.source, one.start, one.end) for one in occurrence]))


def _fold(sources: Sequence[str], passed_over: Sequence[Collection[int]]) -> Folded:
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for number, text in enumerate(sources):
        for at, character in enumerate(text):
            level = "" if at in passed_over[number] else _level(character)
            letters.append(level)
            places += [(number, at)] * len(level)
    return Folded("".join(letters), tuple(places))


def _all(sought: str, text: str) -> Iterator[int]:
    at = text.find(sought) if sought else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def _stretches(places: Sequence[tuple[int, int]]) -> tuple[Stretch, ...]:
    sources = dict.fromkeys(source for source, _ in places)
    offsets = {source: [at for number, at in places if number == source] for source in sources}
    return tuple(Stretch(source, min(at), max(at) + 1) for source, at in offsets.items())


def without_words(text: str, phrases: Iterable[str]) -> str:
    """`text` with every occurrence of every phrase gone, and gone again where the ends would close over a new one."""
    sought = [phrase for phrase in phrases if phrase and _may_hold(text, phrase)]
    whole = text
    if not sought:
        return text
    while text:
        finder = Finder([text])
        cuts = {at for phrase in sought for run in finder.find(phrase) for one in run for at in range(one.start, one.end)}
        if not cuts:
            break
        text = "".join(character for at, character in enumerate(text) if at not in cuts).strip()
    return text if text == whole or plain(text) else ""
