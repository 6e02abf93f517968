"""Pages get what machines read in their heads: a description, Open Graph with a card, linked data, feeds and manifests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipeline.media.drawing import SIZE
from pipeline.model.edition import Edition
from pipeline.publish.column.feeds import FEED, PODCAST
from pipeline.publish.column.parts import moment
from pipeline.publish.site import telling
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.cards import HOME, card_of
from pipeline.publish.site.linked import Data, Linked, data_block
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import SitePage

SLOT = "machines"  # the theme's head has a placeholder of this name
_QUIET = {"tombstone", "forward"}  # of what is gone nothing is told
_IIIF = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
# Two words: the theme's script takes every `rel="alternate"` for the site in another language and asks for that one's sitemap.
_FEED = "alternate feed"
_TYPES = {"person": "profile", "interview": "article", "issue": "article"}


@dataclass(frozen=True)
class Announced:
    """Which derived files there are, so that a head names no other: cards by file name, manifests by public id."""

    cards: Collection[str] = ()
    manifests: Collection[str] = ()

    def of(self, public_id: str) -> list[str]:
        """Those that the head of a page may name."""
        cards = [card for card in (card_of(public_id), HOME) if card in self.cards]
        return [*cards, *([public_id] if public_id in self.manifests else [])]


class Heads:
    """The heads of one edition's pages."""

    def __init__(self, edition: Edition, setter: Setter, announced: Announced) -> None:
        self._edition = edition
        self._setter = setter
        self._announced = announced
        self._web = Web.of(edition)
        self._linked = Linked(edition)
        self._people = {person.id: person for person in edition.people}
        self._items = {item.id: item for item in edition.items}
        self._interviews = {entry.projection.id: entry for entry in edition.interviews}

    def over(self, pages: Iterable[SitePage]) -> Iterator[SitePage]:
        """The same pages, each with its description and its head; a list has to come before what stands under it."""
        titles: dict[str, str] = {}
        for page in pages:
            titles[page.path] = page.title
            if page.lies:
                yield page
                continue
            if page.kind in _QUIET:
                yield replace(page, fragments={**page.fragments, SLOT: ""})
                continue
            described = replace(page, description=self._described(page))
            yield replace(described, fragments={**page.fragments, SLOT: self._head(described, titles)})

    def elsewhere(self) -> dict[str, str]:
        """The head of pages that are written by hand."""
        about = SitePage("", self._edition.title, "prose", (), description=telling.of_archive(self._edition))
        return {SLOT: self._set(about, "", [])}

    def _head(self, page: SitePage, titles: dict[str, str]) -> str:
        path = str(PurePosixPath(page.path).with_suffix(".html"))
        under = (titles[page.under], str(PurePosixPath(page.under).with_suffix(".html"))) if page.under in titles else None
        return self._set(page, path, [*self._data(page), *self._linked.trail(page.title, path, under)])

    def _set(self, page: SitePage, path: str, graph: list[Data]) -> str:
        web, edition = self._web, self._edition
        card = self._card(page)
        og = {
            "type": _TYPES.get(page.kind, "website"),
            "locale": "zh_CN",
            "site_name": edition.title,
            "title": page.title,
            "description": page.description,
            "url": web.root if path == "index.html" else web.at(path) if path else "",
            "image": card and web.media(card),
            "image:type": card and "image/jpeg",
            "image:width": card and str(SIZE[0]),
            "image:height": card and str(SIZE[1]),
            "image:alt": card and f"{page.title}｜{edition.title}",
        }
        values = {
            "og": {name: value for name, value in og.items() if value},
            "data": data_block(graph),
            "links": self._links(page),
        }
        return self._setter.set("machines", card="summary_large_image" if card else "summary", **values)

    def _links(self, page: SitePage) -> list[tuple[str, str, str, str]]:
        """Feeds and the page's manifest: relation, media type, title, address."""
        web, name = self._web, PurePosixPath(page.path).stem
        if not web.is_known:
            return []
        links = [
            (_FEED, "application/atom+xml", f"{self._edition.title}：新近公开的访谈", web.at("feed.xml")),
            (_FEED, "application/rss+xml", f"{self._edition.title}：录音", web.at("podcast.xml")),
        ]
        if page.kind in ("column", "issue") and self._edition.column:
            told = self._edition.column.title
            links += [(_FEED, "application/atom+xml", told, web.at(FEED))]
            links += [(_FEED, "application/rss+xml", f"{told}：录音", web.at(PODCAST))]
        return [
            *links,
            *([("describedby", _IIIF, "IIIF", web.at(f"iiif/{name}.json"))] if name in self._announced.manifests else []),
        ]

    def _card(self, page: SitePage) -> str:
        own = card_of(PurePosixPath(page.path).stem)
        return next((one for one in (own, HOME) if one in self._announced.cards), "")

    def _described(self, page: SitePage) -> str:
        name = PurePosixPath(page.path).stem
        if page.kind == "person" and name in self._people:
            return telling.of_person(self._people[name])
        if page.kind == "interview" and name in self._interviews:
            return telling.of_interview(self._interviews[name])
        if page.kind == "item" and name in self._items:
            item = self._items[name]
            return telling.of_item(item, self._people[item.owner].name if item.owner in self._people else "")
        if page.kind == "home":
            return telling.of_archive(self._edition)
        return page.description or telling.shortened(f"{page.title}。{self._edition.title}，{self._edition.institution}。")

    def _data(self, page: SitePage) -> Iterable[Data]:
        name = PurePosixPath(page.path).stem
        if page.kind == "person" and name in self._people:
            return self._linked.person(self._people[name])
        if page.kind == "interview" and name in self._interviews:
            return self._linked.interview(self._interviews[name])
        if page.kind == "item" and name in self._items:
            return self._linked.item(self._items[name])
        if page.kind == "issue" and (column := self._edition.column):
            issue = next(one for one in column.issues if one.id == name)
            return self._linked.issue(issue, moment(issue.date, column.hour).isoformat())
        return self._linked.archive() if page.kind == "home" else ()
