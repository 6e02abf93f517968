"""The ways in: a page for every public entry of the registers, the timeline, the map and the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.edition import Edition
from pipeline.model.entry import EntryRegister, PublicEntry
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.atlas import atlas
from pipeline.publish.site.dates import span_words
from pipeline.publish.site.excerpts import Talk, talks
from pipeline.publish.site.figures import figures
from pipeline.publish.site.reckoned import Reckoned
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import SitePage, Slot
from pipeline.publish.site.timeline import timeline


@dataclass(frozen=True)
class Register:
    """What the public reads about one register: its name, what an entry is called, and what is said where it is empty."""

    key: EntryRegister
    title: str
    lead: str


REGISTERS = (
    Register("places", "地名", "口述中说到的地方，以及人物的籍贯和服役地点。"),
    Register("units", "单位", "可以公开名称的单位，以及在那里服役、工作过的人。"),
    Register("events", "事件", "口述中说到的战役、工程和社会变革。"),
    Register("honours", "荣誉", "勋章、奖章和称号，以及得到它们的人。"),
)


class Ways:
    """The pages of one edition that lead to its interviews by names, years, places and numbers."""

    def __init__(self, edition: Edition, setter: Setter, reckoned: Reckoned) -> None:
        known = Directory.of(edition)
        self._reckoned = reckoned
        self._edition = edition
        self._setter = setter
        self._top = Here("", known)
        self._below = Here("../", known)
        self._interviews = {entry.projection.id: entry for entry in edition.interviews}
        self._people = {person.id: person for person in edition.people}
        self._items = {item.id: item for item in edition.items}
        self._spoken = {one.person: one.passages for one in edition.spoken_of}

    def all(self) -> Iterator[SitePage]:
        """Every page, in a fixed order."""
        counts = [(register, len(self._entries(register.key))) for register in REGISTERS]
        drawn = any(entry.position for entry in self._entries("places"))
        yield self._page("ways.md", "线索", "ways", registers=counts, drawn=drawn)
        for register in REGISTERS:
            yield from self._register(register)
        yield self._page("timeline.md", "年表", "timeline", timeline=timeline(self._edition, self._top))
        yield self._map()
        counted = figures(self._edition, self._reckoned.characters)
        day = self._edition.date.isoformat() if self._edition.people else ""  # an empty edition has no newest decision
        yield self._page("statistics.md", "统计", "statistics", figures=counted, date=day)

    def spoken_of(self, person: str) -> tuple[Talk, ...]:
        """What others say of a person, for the person's page."""
        return talks(self._spoken.get(person, ()), self._interviews, self._below)

    def _entries(self, register: EntryRegister) -> list[PublicEntry]:
        return [entry for entry in self._edition.entries if entry.register == register]

    def _map(self) -> SitePage:
        places, base = self._entries("places"), self._edition.base_map
        drawn = atlas(places, base)
        marked = {mark.entry.id for mark in drawn.marks} if drawn else set()
        rest = [entry for entry in places if entry.id not in marked]
        return self._page("map.md", "地图", "map", atlas=drawn, rest=rest, base=base)

    def _register(self, register: Register) -> Iterator[SitePage]:
        entries = self._entries(register.key)
        yield self._page(f"{register.key}/index.md", register.title, "register", register=register, entries=entries)
        yield from (self._entry(register, entry) for entry in entries)

    def _entry(self, register: Register, entry: PublicEntry) -> SitePage:
        return self._page(
            f"{register.key}/{entry.id}.md",
            entry.name,
            "entry",
            register=register,
            entry=entry,
            years=span_words(entry.valid_from, entry.valid_to),
            above=next((one for one in self._edition.entries if one.id == entry.parent), None),
            below=[one for one in self._edition.entries if one.parent == entry.id],
            talks=talks(entry.passages, self._interviews, self._below),
            on_map=atlas([entry], self._edition.base_map) is not None,
            people=_known(self._people, entry.people),
            items=_known(self._items, entry.items),
        )

    def _page(self, path: str, title: str, template: str, **values: object) -> SitePage:
        here = self._below if "/" in path else self._top
        html = self._setter.set(template, here=here, **values)
        return SitePage(path, title, template, (Slot("body"),), {"body": html}, "" if path == "ways.md" else "ways.md")


def _known(cards: Mapping[str, object], ids: Sequence[str]) -> list[object]:
    return [cards[one] for one in ids if one in cards]
