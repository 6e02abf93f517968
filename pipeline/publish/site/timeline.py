"""Lives, service, items and events become rows by year; what names no year stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.model.edition import Edition
from pipeline.model.entry import PublicEntry
from pipeline.model.projection import PersonCard
from pipeline.publish.site.address import Here
from pipeline.publish.site.dates import first_year, span_words


@dataclass(frozen=True)
class Moment:
    """One line: in which year (None: no year is certain), of which kind, who or what, in which words."""

    year: int | None
    kind: str  # 出生, 经历, 逝世, 实物, 事件
    name: str
    href: str
    words: str


@dataclass(frozen=True)
class Decade:
    """The years of one decade, each with its lines."""

    start: int
    years: tuple[tuple[int, tuple[Moment, ...]], ...]


@dataclass(frozen=True)
class Timeline:
    """All decades in order, and the lines without a year."""

    decades: tuple[Decade, ...]
    apart: tuple[Moment, ...]


_ORDER = ("事件", "出生", "经历", "实物", "逝世")


def timeline(edition: Edition, here: Here) -> Timeline:
    """The lines of an edition: by year, then events before lives, then in the order of the edition."""
    moments = [*_events(edition, here), *_lives(edition, here), *_items(edition, here)]
    dated = sorted((one for one in moments if one.year), key=lambda one: (one.year or 0, _ORDER.index(one.kind)))
    years = [(year, tuple(group)) for year, group in groupby(dated, key=lambda one: one.year or 0)]
    decades = (Decade(start, tuple(group)) for start, group in groupby(years, key=lambda pair: pair[0] // 10 * 10))
    return Timeline(tuple(decades), tuple(one for one in moments if not one.year))


def _events(edition: Edition, here: Here) -> Iterator[Moment]:
    for entry in edition.entries:
        if entry.register == "events":
            yield _event(entry, here)


def _event(entry: PublicEntry, here: Here) -> Moment:
    words = span_words(entry.valid_from, entry.valid_to)
    return Moment(first_year(entry.valid_from), "事件", entry.name, here.entry(entry.id), words)


def _lives(edition: Edition, here: Here) -> Iterator[Moment]:
    for person in edition.people:
        yield from _life(person, here.person(person.id))


def _life(person: PersonCard, href: str) -> Iterator[Moment]:
    if person.birth:
        yield Moment(first_year(person.birth), "出生", person.name, href, person.birth)
    yield from (Moment(first_year(line), "经历", person.name, href, line) for line in person.service)
    if person.death:
        yield Moment(first_year(person.death), "逝世", person.name, href, person.death)


def _items(edition: Edition, here: Here) -> Iterator[Moment]:
    """Honours and things with a date of their own; one without tells a timeline nothing."""
    owners = {person.id: person.name for person in edition.people}
    for item in edition.items:
        if item.date:
            words = "，".join(word for word in (owners.get(item.owner, ""), item.date) if word)
            yield Moment(first_year(item.date), "实物", item.title, here.item(item.id), words)
