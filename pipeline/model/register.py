"""The names that an archive knows: its people with their aliases, and the entries of its registers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.nouns import Person

Kind = Literal["people", "crew", "places", "units", "events", "honours", "terms"]
REGISTERS: tuple[Kind, ...] = ("places", "units", "events", "honours", "terms")

_ASIDE = re.compile(r"[（(][^（）()]*[）)]|[“”‘’「」『』《》〈〉\"'\s]")


@dataclass(frozen=True)
class Name:
    """One form of a name: the register it stands in, its key there, and how it is read where somebody wrote that down."""

    form: str
    kind: Kind
    key: str = ""  # empty: it stands in no register (an interviewer, a place in plain words)
    pinyin: str = ""

    @property
    def spoken(self) -> str:
        """As people say it: 内江市 for 内江市（县级）, without quotation marks."""
        return _ASIDE.sub("", self.form)


def names_of(archive: Archive) -> tuple[Name, ...]:
    """Every name and alias of people and registers, in the order of their files."""
    people = (name for key, person in archive.people.items() for name in _person(key, person.record))
    terms = (name for kind in REGISTERS for key in archive.registers.get(kind, ()) for name in _term(archive, kind, key))
    return tuple(dict.fromkeys(chain(people, terms)))


def names_for(archive: Archive, interview: KeptInterview, most: int = 100, *, others: bool = True) -> tuple[Name, ...]:
    """The names to expect in an interview, the likeliest first, each spoken form once: who takes part, what its index names,
    where the narrators served and what they were awarded, what is shown; then, if `others`, all that the archive knows.

    No form, whatever it is the name of, that holds a form of a unit that may not be named openly, and nobody who withdrew: a
    recogniser may write a name that nobody said.
    """
    own = chain(_taking_part(archive, interview), _told(archive, interview))
    likely = chain(own, names_of(archive)) if others else own
    closed = _closed_forms(archive)
    gone = {key for key, person in archive.people.items() if person.ledger.withdrawals or person.ledger.broken}
    spoken: dict[str, Name] = {}
    for name in likely:
        if not (name.kind == "people" and name.key in gone) and _may_be_told(name, closed):
            spoken.setdefault(name.spoken, name)
    return tuple(spoken.values())[:most]


def _taking_part(archive: Archive, interview: KeptInterview) -> Iterator[Name]:
    for key in interview.record.narrators:
        if key in archive.people:
            yield from _person(key, archive.people[key].record)
    for one in (*interview.record.interviewers, *interview.record.crew):
        yield Name(one.name, "crew")


def _told(archive: Archive, interview: KeptInterview) -> Iterator[Name]:
    """What the record of the interview, of its narrators and of the items shown speaks of."""
    for point in interview.record.index:
        yield from _named(archive, "places", point.places)
        for word in point.keywords:
            yield from _meant(archive, word)
    yield from _named(archive, "places", (session.place for session in interview.record.sessions))
    for key in interview.record.narrators:
        if key in archive.people:
            yield from _lived(archive, archive.people[key].record)
    for show in interview.record.shows:
        if show.item in archive.items:
            item = archive.items[show.item].record
            yield from _named(archive, "honours", (item.honour,))
            yield from _named(archive, "units", (item.issuer,))


def _lived(archive: Archive, person: Person) -> Iterator[Name]:
    yield from _named(archive, "units", (stretch.unit for stretch in person.service))
    yield from _named(archive, "places", (*(stretch.place for stretch in person.service), person.native_place))
    yield from _named(archive, "honours", person.honours)


def _meant(archive: Archive, word: str) -> Iterator[Name]:
    """The register entries that a keyword is the id or a form of; 童年 and 读书 are no names."""
    for kind in REGISTERS:
        for key, term in archive.registers.get(kind, {}).items():
            if word in (key, term.name, *term.aliases):
                yield from _term(archive, kind, key)


def _named(archive: Archive, kind: Kind, words: Iterable[str]) -> Iterator[Name]:
    """The entries of a register that are meant by their ids; what is no id is the name itself."""
    for word in words:
        if word in archive.registers.get(kind, ()):
            yield from _term(archive, kind, word)
        elif word:
            yield Name(word, kind)


def _term(archive: Archive, kind: Kind, key: str) -> Iterator[Name]:
    term = archive.registers[kind][key]
    yield from (Name(form, kind, key) for form in (term.name, *term.aliases))


def _person(key: str, person: Person) -> Iterator[Name]:
    yield Name(person.name, "people", key, person.pinyin)
    yield from (Name(alias, "people", key) for alias in person.aliases)


def _closed_forms(archive: Archive) -> frozenset[str]:
    """Every spoken form of the units that may not be named openly."""
    units = archive.registers.get("units", {})
    closed = (key for key, term in units.items() if term.disclosure != "open")
    return frozenset(name.spoken for key in closed for name in _term(archive, "units", key) if name.spoken)


def _may_be_told(name: Name, closed: frozenset[str]) -> bool:
    """Nothing that names a closed unit, and not 某连: nobody says so."""
    return name.spoken != "" and not name.spoken.startswith("某") and not any(form in name.spoken for form in closed)
