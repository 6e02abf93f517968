"""Finds registered names in running text, also where marks, spaces or note calls stand between their letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.language.names import find_names

_NOTE = re.compile(r"\[\^[^\]\[\s\\]{1,40}\]")
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
    folded = {_folded(form)[0]: form for form in sorted(forms, key=lambda form: (not forms[form], form), reverse=True)}
    for start, end, form in find_names(letters, {letters: form for letters, form in folded.items() if letters}):
        yield Mention(places[start], places[end - 1] + 1, form, forms[form])


def _folded(text: str) -> tuple[str, list[int]]:
    """The letters that count, and the offset of each."""
    hidden = {at for found in _NOTE.finditer(text) for at in range(*found.span())}
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if at in hidden or character in _SKIPPED or unicodedata.category(character)[0] in "ZC":
            continue
        level = unicodedata.normalize("NFKC", character).casefold()
        letters.append(level)
        places += [at] * len(level)
    return "".join(letters), places
