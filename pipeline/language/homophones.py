"""Finds where a text writes otherwise what sounds like a name: 纪献林 where 季羡林 was said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count, product
from operator import add
from typing import Literal

from pipeline.language.names import read_words, syllables
from pipeline.language.sounds import Sound, as_sound, folded, is_han, sounds
from pipeline.language.words import is_particle, is_surname, is_word
from pipeline.model.register import Name

Strength = Literal["exact", "tone", "near"]
Relation = Literal["same", "exact", "tone", "near"]

_DOTS = re.compile("[·•・]")
_UNHEARD = "\n\r\t \u3000*·•・"  # a name may be cut by a line end, a space, a mark of emphasis
_SILENT = dict.fromkeys(map(ord, _UNHEARD))
_CUT = re.compile(f"[{_UNHEARD}]")
_GENERIC = "省市县区镇乡村州部队厂团营连排班所院校会站局路"  # 教育部 is no mishearing in 教育不
_SHORTEST, _LONGEST = 2, 20  # characters of a name
_SURENESS: dict[Strength, int] = {"exact": 0, "tone": 1, "near": 2}


@dataclass(frozen=True)
class Proposal:
    """`text[start:end]` says `written` and sounds like `name`, whose characters are `form`: every syllable as it is read, or
    one with another tone, or one that is easily misheard. Only a person can say which is right."""

    start: int
    end: int
    written: str
    form: str
    name: Name
    strength: Strength


class Ear:
    """Listens for names in any number of texts; making one costs about a tenth of a second for a thousand names."""

    def __init__(self, names: Sequence[Name]) -> None:
        sought = [one for one in map(_sought, dict.fromkeys(names)) if one]
        starts: dict[tuple[str, str], list[_Sought]] = defaultdict(list)
        for one in sought:
            starts[one.folds[0], one.folds[1]].append(one)
        self._forms = frozenset(one.form for one in sought)
        self._lengths = frozenset(map(len, self._forms))
        self._classes = _Classes()
        self._pairs = _Pairs(dict(starts), self._classes)

    def hear(self, text: str) -> tuple[Proposal, ...]:
        """The places of a text that sound like one of the names and are written otherwise, in order; total.

        Line ends, spaces and `*` inside a name do not count. Nothing is proposed where another name stands as it should, for
        ordinary words that only happen to sound like a name, or where a surer proposal stands. Work is linear in the text.
        """
        said = text.translate(_SILENT) if self._forms else ""
        place = _places(text) if said else int
        return tuple(
            Proposal(place(one.start), place(one.end - 1) + 1, said[one.start : one.end], one.form, one.name, one.strength)
            for one in _best(list(self._heard(said)))
        )

    def _heard(self, said: str) -> Iterator[_Found]:
        heard = said.translate(self._classes)
        for at in compress(count(), map(self._pairs.__getitem__, map(add, heard, heard[1:]))):
            third = self._classes.folds.get(heard[at + 2 : at + 3], ())
            for sought in self._pairs[heard[at : at + 2]]:
                if len(sought.folds) > 2 and sought.folds[2] not in third:
                    continue
                found = _found(said, at, sought)
                if found and not self._stands(said, found):
                    yield found

    def _stands(self, said: str, found: _Found) -> bool:
        """Does another name stand here as it should, with one of the characters that would have to change?"""
        changed = set(_changed(said, found))
        return any(
            said[at : at + length] in self._forms and not changed.isdisjoint(range(at, at + length))
            for length in self._lengths
            for at in range(max(0, found.start - length + 1), found.end)
        )


def homophones(text: str, names: Sequence[Name]) -> tuple[Proposal, ...]:
    """What an ear for these names hears in one text (see `Ear.hear`)."""
    return Ear(names).hear(text)


@dataclass(frozen=True, eq=False)
class _Sought:
    """A name to be listened for: its characters, each one's sound and the sound's fold."""

    name: Name
    form: str
    sounds: tuple[Sound, ...]
    folds: tuple[str, ...]

    @property
    def is_person(self) -> bool:
        return self.name.kind in ("people", "crew")


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    form: str
    name: Name
    strength: Strength


class _Classes(dict[int, str]):
    """Code point → one private character for all characters with the same folds, for str.translate."""

    def __init__(self) -> None:
        self.folds: dict[str, tuple[str, ...]] = {"-": ()}
        self._known: dict[tuple[str, ...], str] = {(): "-"}

    def __missing__(self, point: int) -> str:
        folds = tuple(sorted({folded(letters) for letters, _ in sounds(chr(point))}))
        self[point] = self._known.setdefault(folds, chr(0xE000 + len(self._known)))
        self.folds[self[point]] = folds
        return self[point]


class _Pairs(dict[str, tuple[_Sought, ...]]):
    """Two classes → the names that may begin so."""

    def __init__(self, starts: dict[tuple[str, str], list[_Sought]], classes: _Classes) -> None:
        self._starts, self._classes = starts, classes

    def __missing__(self, pair: str) -> tuple[_Sought, ...]:
        first, second = (self._classes.folds[one] for one in pair)
        self[pair] = tuple(sought for key in product(first, second) for sought in self._starts.get(key, ()))
        return self[pair]


def _places(text: str) -> Callable[[int], int]:
    """Where in the text its nth heard character stands."""
    before = [found.start() - number for number, found in enumerate(_CUT.finditer(text))]
    return lambda at: at + bisect_right(before, at)


def _sought(name: Name) -> _Sought | None:
    """None for what cannot be listened for: one character, or what is not written in Chinese characters alone."""
    form = _DOTS.sub("", name.spoken)
    if not _SHORTEST <= len(form) <= _LONGEST or not all(map(is_han, form)):
        return None
    read = syllables(form, name.pinyin) if name.kind in ("people", "crew") else read_words(form)
    if len(read) != len(form):  # the written pinyin is of something else
        read = syllables(form)
    heard = tuple(as_sound((letters, umlaut, tone)) for letters, umlaut, tone, _ in read)
    return _Sought(name, form, heard, tuple(folded(letters) for letters, _ in heard))


def _found(said: str, at: int, sought: _Sought) -> _Found | None:
    written = said[at : at + len(sought.form)]
    if len(written) < len(sought.form) or written == sought.form:
        return None
    relations = _relations(written, sought)
    if not relations or not _stands(relations, person=sought.is_person):
        return None
    strength: Strength = "near" if "near" in relations else "tone" if "tone" in relations else "exact"
    found = _Found(at, at + len(written), sought.form, sought.name, strength)
    likely = _likely_person(said, found) if sought.is_person else _likely_thing(said, found)
    return found if likely else None


def _relations(written: str, sought: _Sought) -> list[Relation]:
    """How each character sounds beside the name's; empty where one sounds unlike it, or too many sound only nearly like it:
    of two syllables none may, of three one, of six two."""
    relations: list[Relation] = []
    doubts = len(written) // 3
    for character, meant, sound, fold in zip(written, sought.form, sought.sounds, sought.folds, strict=True):
        relation = "same" if character == meant else _relation(character, sound, fold)
        doubts -= relation not in ("same", "exact")
        if not relation or doubts < 0:
            return []
        relations.append(relation)
    return relations


@lru_cache(maxsize=65536)
def _relation(character: str, sound: Sound, fold: str) -> Relation | None:
    readings = sounds(character)
    if sound in readings:
        return "exact"
    if any(letters == sound[0] for letters, _ in readings):
        return "tone"
    return "near" if any(folded(letters) == fold for letters, _ in readings) else None


def _stands(relations: Sequence[Relation], *, person: bool) -> bool:
    """Of what is no person's name half the characters must stand unless all syllables are equal, and of two always one."""
    equal = "tone" not in relations and "near" not in relations
    return person or (equal and len(relations) > 2) or relations.count("same") * 2 >= len(relations)


def _likely_person(said: str, found: _Found) -> bool:
    """A surname stands first, or three syllables and more are equal; and this is no ordinary word."""
    written = said[found.start : found.end]
    borne = written[0] == found.form[0] or is_surname(written[0]) or is_surname(written[:2])
    if len(written) > 2 and found.strength == "exact" and borne:
        return not is_word(written)
    if is_word(written) or _has_particle(said, found):
        return False
    return (
        borne and not _linked(said, found, (found.start, found.end - 1))
        if len(written) == 2
        else borne or found.strength == "exact"
    )


def _likely_thing(said: str, found: _Found) -> bool:
    """What would have to change belongs to no ordinary word here, and is not only the 市 or 部 at the end."""
    written = said[found.start : found.end]
    changed = _changed(said, found)
    if is_word(written) or _has_particle(said, found):
        return False
    if changed == [found.end - 1] and found.form[-1] in _GENERIC:
        return False
    return not _linked(said, found, (found.start, found.end - 1) if len(written) == 2 else changed)


def _changed(said: str, found: _Found) -> list[int]:
    """Where other characters stand than in the name."""
    return [place for place in range(found.start, found.end) if said[place] != found.form[place - found.start]]


def _has_particle(said: str, found: _Found) -> bool:
    return any(is_particle(said[place]) for place in _changed(said, found))


def _linked(said: str, found: _Found, places: Sequence[int]) -> bool:
    """Does one of these characters make an ordinary word with its neighbour outside?"""
    start, end = found.start, found.end
    before = start in places and start > 0 and is_word(said[start - 1 : start + 1])
    return before or (end - 1 in places and end < len(said) and is_word(said[end - 1 : end + 1]))


def _best(found: Sequence[_Found]) -> list[_Found]:
    """Of proposals that overlap the surest, of these the longest; all names that sound the same at one place stay."""
    kept: list[_Found] = []
    taken: dict[int, tuple[int, int, Strength]] = {}
    for one in sorted(found, key=lambda one: (_SURENESS[one.strength], one.start - one.end, one.start)):
        place = (one.start, one.end, one.strength)
        if all(taken.get(at, place) == place for at in range(one.start, one.end)):
            kept.append(one)
            taken |= dict.fromkeys(range(one.start, one.end), place)
    return sorted(kept, key=lambda one: one.start)
