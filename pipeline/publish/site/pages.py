"""An Edition becomes the pages of the website."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.edition import Edition
from pipeline.model.projection import Held, ItemCard, PersonCard
from pipeline.model.routes import may_be_public
from pipeline.publish.site import halls
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.books import Books
from pipeline.publish.site.codes import code_pages
from pipeline.publish.site.columns import column_pages
from pipeline.publish.site.facts import Facts
from pipeline.publish.site.interview import Around, interview_page
from pipeline.publish.site.labels import FACETS, FOUND, SIDES
from pipeline.publish.site.laying import Laying
from pipeline.publish.site.reckoned import Reckoned
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import SitePage, Slot
from pipeline.publish.site.telling import talks_of
from pipeline.publish.site.transcript import clock
from pipeline.publish.site.voices import voices
from pipeline.publish.site.ways import Ways
from pipeline.publish.site.words import seconds


class SitePages:
    """All pages of one edition; a person, interview or item has its page under its public id."""

    def __init__(self, edition: Edition, setter: Setter, kept: Laying | None = None, reckoned: Reckoned | None = None) -> None:
        """Pages that `kept` knows to lie already as they would be made are given by their words alone."""
        reckoned = reckoned or Reckoned()
        known = Directory.of(edition)
        self._edition = edition
        self._setter = setter
        self._said = voices(edition, reckoned.chosen)
        self._faces = halls.faces(edition, voices(halls.in_halls(edition), reckoned.chosen))
        self._stamp = halls.stamp(edition, self._faces)
        self._top = Here("", known)
        self._below = Here("../", known)
        self._ways = Ways(edition, setter, reckoned)
        self._kept = kept
        self._talks = talks_of(edition)
        self._facts = Facts(edition, self._below)
        self._books = Books.of(edition)
        self._own: defaultdict[str, list[ItemCard]] = defaultdict(list)
        for item in edition.items:
            self._own[item.owner].append(item)

    def all(self) -> Iterator[SitePage]:
        """Every page, in a fixed order."""
        yield self._home()
        yield from self._people()
        yield from self._interviews()
        yield from column_pages(self._edition, self._below, self._setter)
        yield from self._items()
        yield from self._walls()
        yield self._volumes()
        yield self._page("search.md", "查找", "search", kinds=FOUND, facets=FACETS)
        yield from self._ways.all()
        yield from self._tombstones()
        yield from self._forwards()
        yield from code_pages(self._edition, self._setter)

    def shared(self) -> dict[str, str]:
        """The fragments that hand-written pages may call for."""
        return {name: self._setter.set(name, edition=self._edition) for name in ("about", "contact", "deadline")}

    def _page(self, path: str, title: str, template: str, **values: object) -> SitePage:
        here = self._below if "/" in path else self._top
        html = self._setter.set(template, here=here, **values)
        under = f"{path.partition('/')[0]}/index.md" if "/" in path and not path.endswith("/index.md") else ""
        return SitePage(path, title, template, (Slot("body"),), {"body": html}, under)

    def _home(self) -> SitePage:
        return self._page("index.md", self._edition.title, "home", **halls.home(self._edition, self._said))

    def _people(self) -> Iterator[SitePage]:
        yield self._page("people/index.md", "人物", "people", **halls.people(self._edition.people))
        for person in self._edition.people:
            yield self._person(person)

    def _person(self, person: PersonCard) -> SitePage:
        talks, items = self._talks.get(person.id, []), self._own[person.id]
        path, spoken = f"people/{person.id}.md", self._ways.spoken_of(person.id)
        more = {"spoken": spoken, "books": self._books[person.id], "marks": self._facts.of(person)}
        page = SitePage(path, person.name, "person", (), {}, "people/index.md")
        lying = self._kept.person(page, person, (talks, items, more)) if self._kept else None
        return lying or self._page(path, person.name, "person", person=person, interviews=talks, items=items, **more)

    def _interviews(self) -> Iterator[SitePage]:
        yield self._page("interviews/index.md", "访谈", "interviews", interviews=self._edition.interviews)
        around = Around.of(self._edition)
        for entry in self._edition.interviews:
            talk = entry.projection
            page = SitePage(f"interviews/{talk.id}.md", talk.title, "interview", (), {}, "interviews/index.md")
            lying = self._kept.interview(page, entry) if self._kept else None
            yield lying or interview_page(entry, self._below, self._setter, around)

    def _items(self) -> Iterator[SitePage]:
        yield self._page("items/index.md", "实物", "items", kinds=halls.items_by_kind(self._edition.items))
        told = self._where_told()
        for item in self._edition.items:
            yield self._item(item, told.get(item.id, []))

    def _item(self, item: ItemCard, told: list[tuple[str, str, str]]) -> SitePage:
        owner = next((person for person in self._edition.people if person.id == item.owner), None)
        sides = [SIDES[count] if count < len(SIDES) else f"图 {count + 1}" for count in range(len(item.pictures))]
        values = {"owner": owner, "sides": sides, "told": told, "also": halls.sharing(self._edition.people, item)}
        return self._page(f"items/{item.id}.md", item.title, "item", item=item, marks=self._facts.of(item), **values)

    def _where_told(self) -> dict[str, list[tuple[str, str, str]]]:
        """Where each item is shown: title of the interview, address of each moment, its time in words."""
        rows: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for entry in self._edition.interviews if self._edition.items else ():
            talk, page = entry.projection, self._below.interview(entry.projection.id)
            for shown in sorted(talk.shows, key=lambda one: one.at_ms):
                rows[shown.item].append((talk.title, f"{page}#t={seconds(shown.at_ms)}", clock(shown.at_ms)))
            blocks = (block for chapter in talk.chapters for turn in chapter.turns for block in turn.blocks)
            held = dict.fromkeys(block.item for block in blocks if isinstance(block, Held))
            for item in held.keys() - {shown.item for shown in talk.shows}:
                rows[item].append((talk.title, page, ""))
        return rows

    def _walls(self) -> Iterator[SitePage]:
        walls, everyone = self._edition.walls, halls.on_walls(self._edition.walls)
        marks = Facts(self._edition, self._top).of(*everyone)
        groups = {"honours": halls.by_honour(everyone), "service": halls.by_service(everyone), "marks": marks}
        yield self._page("walls.md", "荣誉墙", "walls", walls=walls, **groups)
        values = {"faces": self._faces, "stamp": self._stamp, "edition": self._edition, "back": "walls.html"}
        page = self._page("kiosk.md", "荣誉墙展厅", "kiosk", **values)
        yield replace(page, under="walls.md")

    def beside(self) -> dict[str, bytes]:
        """Files of ours that stand beside the pages."""
        return {halls.STAMP: halls.stamp_file(self._stamp)}

    def _volumes(self) -> SitePage:
        known = {entry.projection.id: entry for entry in self._edition.interviews}
        volumes = [one for one in self._edition.volumes if may_be_public(one.plan.route)]
        contents = [[known[each] for each in volume.interviews if each in known] for volume in volumes]
        return self._page("volumes.md", "图书", "volumes", volumes=volumes, chapters=contents, books=self._books)

    def _tombstones(self) -> Iterator[SitePage]:
        """An id does not say of what kind it was, unless it was a register's, so its page stands wherever a link may lead."""
        for stone in self._edition.tombstones:
            folders = [folder for folder, known in self._folders() if stone.id not in known]
            for folder in [stone.register] if stone.register else folders:
                yield self._page(f"{folder}/{stone.id}.md", "已撤回", "tombstone", id=stone.id, edition=self._edition)

    def _forwards(self) -> Iterator[SitePage]:
        """Whoever comes with an id that was given up is sent on, also to a tombstone."""
        stones = {stone.id for stone in self._edition.tombstones if stone.register is None}
        for forward in self._edition.forwards:
            for folder, known in self._folders():
                if forward.id not in known and forward.to in known | stones:
                    page = self._page(f"{folder}/{forward.id}.md", "编号已更换", "forward", to=forward.to)
                    yield replace(page, target=f"{forward.to}.html")

    def _folders(self) -> tuple[tuple[str, frozenset[str]], ...]:
        known = self._top.known
        return ("people", known.people), ("interviews", known.interviews), ("items", known.items)
