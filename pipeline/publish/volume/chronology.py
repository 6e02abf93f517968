"""Events of the register, items and lives become the chronology of a volume (大事记): years, and what happened in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.entry import PublicEntry
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.publish.volume.characters import plain
from pipeline.publish.volume.naming import Names, entry_key
from pipeline.publish.volume.wording import Wording

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
Dated = tuple[int, int, str, dict[str, Any]]  # year, order within it (month and day, then lives and items), words, line


def chronology(edition: Edition, chosen: Sequence[PublicInterview], names: Names) -> list[dict[str, Any]]:
    """Years in order, each with its lines: words, the index keys and the chapters whose pages are to be named.

    A year is read only where four figures say it. Events come from the register, lives and items from the cards of those who
    speak in the volume.
    """
    chapters = _chapters(chosen)
    dated = [*_events(edition.entries)]
    cards = {card.id: card for one in chosen for card in one.projection.narrators}
    for card in cards.values():
        dated += _life(card, chapters.get(card.id, []))
    items = {item.id: item for one in chosen for item in one.projection.items}
    for item in items.values():
        dated += _item(item, cards.get(item.owner), chapters.get(item.owner, []))
    wording = Wording({}, names)
    years: dict[int, list[dict[str, Any]]] = {}
    for year, _, words, line in sorted(dated, key=lambda one: one[:3]):
        years.setdefault(year, []).append({"pieces": _unmarked(wording, words), **line})
    return [{"year": f"{year}年", "lines": lines} for year, lines in sorted(years.items())]


def _unmarked(wording: Wording, words: str) -> list[dict[str, Any]]:
    """Words that send no index here: the chronology is itself a way to pages."""
    return [{**piece, "people": []} for piece in wording.verbatim(words)]


def _chapters(chosen: Iterable[PublicInterview]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in chosen:
        for card in one.projection.narrators:
            found.setdefault(card.id, []).append(f"chapter-{one.projection.id}")
    return found


def _events(entries: Iterable[PublicEntry]) -> Iterator[Dated]:
    for entry in entries:
        year = _YEAR.search(entry.valid_from) if entry.register == "events" else None
        if year:
            span = _span(entry.valid_from, entry.valid_to)
            words = f"{plain(entry.name)}（{span}）" if span else plain(entry.name)
            yield int(year[1]), _order(entry.valid_from), words, {"keys": [entry_key(entry.id)], "chapters": []}


def _life(card: PersonCard, chapters: list[str]) -> Iterator[Dated]:
    name = plain(card.name)
    born = f"{name}出生于{plain(card.native_place)}。" if card.native_place else f"{name}出生。"
    for said, words in ((card.birth, born), (card.death, f"{name}去世。")):
        if year := _YEAR.search(said):
            yield int(year[1]), 2000, words, {"keys": [], "chapters": chapters}
    for line in card.service:
        if year := _YEAR.search(line):
            yield int(year[1]), 2001, f"{name}：{plain(line)}", {"keys": [], "chapters": chapters}


def _item(item: ItemCard, owner: PersonCard | None, chapters: list[str]) -> Iterator[Dated]:
    if year := _YEAR.search(item.date):
        behind = f"（{plain(item.issuer)}）" if item.issuer.strip() else ""
        head = f"{plain(owner.name)}：" if owner else ""
        yield int(year[1]), 2002, f"{head}{plain(item.title)}{behind}", {"keys": [], "chapters": chapters}


def _span(start: str, end: str) -> str:
    """`10月19日—1953年7月27日`; what is no date of figures stays as the register has it."""
    first, last = _said(start), _said(end)
    if first and last:
        same = start[:4] == end[:4]
        return f"{first}—{last if same else f'{end[:4]}年{last}'}"
    if not end.strip():
        return first
    if last:
        return f"至{end[:4]}年{last}"
    year = _YEAR.search(end)
    until = f"至{year[1]}年" if year else plain(end)
    return f"{first}起，{until}" if first else until


def _said(date: str) -> str:
    found = _DAY.match(date)
    if not found:
        return ""
    return f"{int(found[2])}月" + (f"{int(found[3])}日" if found[3] else "")


def _order(date: str) -> int:
    found = _DAY.match(date)
    return int(found[2]) * 32 + int(found[3] or 0) if found else 0
