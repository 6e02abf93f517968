"""Finds the people whom a written name means, however it is written and whatever stands beside it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipeline.language.script import name_key
from pipeline.language.tags import without_tags
from pipeline.model.archive import KeptPerson

SHORTEST = 2  # characters from which a name is looked for inside another one


class Namesakes:
    """The names of people, read once, in which a name can be looked up many times."""

    def __init__(self, people: Mapping[str, KeptPerson]) -> None:
        self._borne: dict[str, set[str]] = defaultdict(set)
        self._inside: dict[str, set[str]] = defaultdict(set)
        for key, person in people.items():
            names = (person.record.name, *person.record.aliases)
            _add(self._borne, (key, *names), key)
            _add(
                self._inside, (_toneless(name) for name in (*names, person.record.pinyin) if len(name_key(name)) >= SHORTEST), key
            )
        self._lengths = sorted({len(name) for name in self._inside})

    def bearing(self, name: str) -> set[str]:
        """The keys of those whose key, name or alias this is."""
        return self._borne.get(name_key(name), set())

    def within(self, entry: str) -> set[str]:
        """The same; where it is nobody's, those whose name, alias or pinyin stands in it: 吴德山同志, 左一：吴德山."""
        rows = {name_key(_toneless(written)) for written in (entry, without_tags(entry))}
        parts = (row[at : at + length] for row in rows for length in self._lengths for at in range(len(row) - length + 1))
        return self.bearing(entry) or {key for part in parts for key in self._inside.get(part, ())}


def namesakes(people: Mapping[str, KeptPerson]) -> Namesakes:
    """The names of these people; those asked for last are remembered."""
    return _read(_Same(people))


def _toneless(name: str) -> str:
    """The name without the marks of tones, as pinyin is mostly written."""
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def _add(index: dict[str, set[str]], names: Iterable[str], key: str) -> None:
    for name in names:
        if name:
            index[name_key(name)].add(key)


class _Same:
    """People who are the same where they are the very same mapping; comparing thousands would take longer than reading them."""

    def __init__(self, people: Mapping[str, KeptPerson]) -> None:
        self.people = people

    def __hash__(self) -> int:
        return id(self.people)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.people is other.people


@lru_cache(maxsize=2)
def _read(same: _Same) -> Namesakes:
    return Namesakes(same.people)
