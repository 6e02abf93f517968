"""Finds registered names in running text, also where marks, spaces or note calls stand between their letters, in traditional
characters, and with numbers in any of the ways in which they are written and spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.language.names import find_names
from pipeline.language.script import simplified

_NOTE = re.compile(r"\[\^[^\]\[\s\\]{1,40}\]")
_WRITTEN = {
    "0": "〇零○洞",
    "1": "一幺壹",
    "2": "二贰两",
    "3": "三叁",
    "4": "四肆",
    "5": "五伍",
    "6": "六陆",
    "7": "七柒拐",
    "8": "八捌",
}
_WRITTEN |= {"9": "九玖勾"}
_DIGITS = str.maketrans({letter: digit for digit, letters in _WRITTEN.items() for letter in letters})
_NUMBER = re.compile(rf"[0-9{''.join(_WRITTEN.values())}]{{3,}}")  # of fewer, a word may be made that is no number
_SKIPPED = frozenset("*_\\“”‘’「」『』\"'·•・")


@dataclass(frozen=True)
class Mention:
    """A registered form in a text: characters [start, end) of it, the form as registered, and what it leads to."""

    start: int
    end: int
    form: str
    key: str


def mentions(text: str, forms: Mapping[str, str]) -> Iterator[Mention]:
    """Where the forms (→ key) stand in a text, the longest at each place, in order; widths and case count for nothing."""
    letters, places = _folded(text)
    folded = {_letters(form): form for form in sorted(forms, key=lambda form: (not forms[form], form), reverse=True)}
    for start, end, form in find_names(letters, {letters: form for letters, form in folded.items() if letters}):
        yield Mention(places[start], places[end - 1] + 1, form, forms[form])


@lru_cache(maxsize=65536)
def _letters(form: str) -> str:
    """A registered form as it is looked for; the same ones are, in text after text."""
    return _folded(form)[0]


def _folded(text: str) -> tuple[str, list[int]]:
    """The letters that count, and the offset of each."""
    hidden = {at for found in _NOTE.finditer(text) for at in range(*found.span())}
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        level = "" if at in hidden else _level(character)
        letters.append(level)
        places += [at] * len(level)
    return _NUMBER.sub(lambda found: found[0].translate(_DIGITS), "".join(letters)), places


@cache
def _level(character: str) -> str:
    """A character as it counts: narrow, small, simplified; empty where it does not."""
    if character in _SKIPPED or unicodedata.category(character)[0] in "ZC":
        return ""
    return simplified(unicodedata.normalize("NFKC", character).casefold())
