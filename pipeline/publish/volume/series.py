"""Volumes of one route become a set: each learns from the finished pages of the others which names and narrators stand there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipeline.errors import NotSound
from pipeline.language import names
from pipeline.language.strokes import stroke_head, stroke_key
from pipeline.publish.volume.compose import keys_in
from pipeline.publish.volume.naming import Entry
from pipeline.publish.volume.setting import Found, Setting

ROUNDS = 4  # of setting and looking again: a page number that grows by a figure can move a line, hardly twice
KEY = "数字前为册号，后为页码："
Bound = dict[str, Any]  # the template's set.json
Each = Callable[[Callable[[Setting], Found], Sequence[Setting]], Iterable[Found]]


def agree(settings: Sequence[Setting], each: Each = map) -> dict[str, Found]:
    """Bind the settings of one set until no page moves any more; returns where everything stands, by volume.

    `each` sets them, one after the other or side by side.

    A set of one volume needs no looking unless it wants an index of the set. Raises NotSound when pages never settle, and as the
    typesetter does.
    """
    numbers = numbered(settings)
    before: dict[str, Found] = {}
    for _ in range(ROUNDS):
        found = dict(zip((one.volume.id for one in settings), each(Setting.found, settings), strict=True))
        if found == before:
            return found
        before = found
        bound = {one.volume.id: _bound(one, settings, found, numbers) for one in settings}
        if all(one.bound == bound[one.volume.id] for one in settings):
            return found
        for one in settings:
            one.bind(bound[one.volume.id])
    raise NotSound("book-set-unsettled", volume="、".join(one.volume.plan.title for one in settings))


def numbered(settings: Sequence[Setting]) -> dict[str, int]:
    """The number of each volume in its set: as its plan says; else, in the order of the ids, the next that is free."""
    said = {one.volume.id: one.volume.plan.order for one in settings if one.volume.plan.order}
    free = iter(number for number in range(1, len(settings) + len(said) + 1) if number not in said.values())
    return {one.volume.id: said.get(one.volume.id) or next(free) for one in settings}


def _bound(own: Setting, settings: Sequence[Setting], found: Mapping[str, Found], numbers: Mapping[str, int]) -> Bound:
    others = [one for one in settings if one is not own]
    bound: Bound = {"see": _see(own, others, found)} if others else {}
    if own.volume.plan.set_index:
        bound["total"] = _total(own, settings, found, numbers)
    return bound


def _see(own: Setting, others: Sequence[Setting], found: Mapping[str, Found]) -> dict[str, list[dict[str, Any]]]:
    """Chapter → chapters of other volumes in which its narrators tell or are spoken of, with their pages."""
    see: dict[str, list[dict[str, Any]]] = {}
    for interview in own.chosen:
        people = {card.id: card.name for card in interview.projection.narrators}
        rows = [
            {"volume": _called(other), "title": chapter["title"], "page": found[other.volume.id].chapters[chapter["label"]]}
            for other in others
            for chapter in other.book["chapters"]
            if chapter["label"] != f"chapter-{interview.projection.id}"  # the same interview may stand in both
            and (people.keys() & set(chapter["people"]) or _named(other, people) & set(keys_in(chapter["parts"])))
        ]
        if rows:
            see[f"chapter-{interview.projection.id}"] = rows
    return see


def _named(other: Setting, people: Mapping[str, str]) -> set[str]:
    """The index keys under which another volume surely means these people: names that nobody else in the set bears."""
    cards = {card.id: card.name for card in (*other.others, *other.edition.people)}
    return {name for one, name in people.items() if [card for card, called in cards.items() if called == name] == [one]}


def _called(one: Setting) -> str:
    number = one.volume.plan.number.strip()
    return number or f"《{one.volume.plan.title}》"


def _total(own: Setting, settings: Sequence[Setting], found: Mapping[str, Found], numbers: Mapping[str, int]) -> dict[str, Any]:
    lines: dict[str, Entry] = {}
    places: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in settings:
        for entry in one.book["known"]:
            lines.setdefault(entry["person"], entry)
            pages = found[one.volume.id].pages.get(entry["person"], [])
            if one is not own and pages:
                places[entry["person"]].append({"volume": numbers[one.volume.id], "pages": runs(pages)})
    pinyin = {card.name: card.pinyin for one in settings for card in one.edition.people}
    ordered = sorted((_headed(entry, own, pinyin) for entry in lines.values()), key=lambda entry: _place(entry, own, pinyin))
    return {
        "volume": numbers[own.volume.id],
        "key": KEY
        + "；".join(
            f"{numbers[one.volume.id]} {_titled(one)}" for one in sorted(settings, key=lambda one: numbers[one.volume.id])
        )
        + "。",
        "entries": [{**entry, "others": places[entry["person"]]} for entry in ordered],
    }


def _headed(entry: Entry, own: Setting, pinyin: Mapping[str, str]) -> Entry:
    """A line of another volume's index under the head that this one sets above it."""
    name = entry["person"]
    head = stroke_head(name) if own.volume.plan.names_by == "strokes" else names.initial(name, pinyin.get(name, ""))
    return {**entry, "initial": head}


def _place(entry: Entry, own: Setting, pinyin: Mapping[str, str]) -> tuple[Any, ...]:
    name = entry["person"]
    return stroke_key(name) if own.volume.plan.names_by == "strokes" else names.sort_key(name, pinyin.get(name, ""))


def _titled(one: Setting) -> str:
    return f"《{one.volume.plan.title}》{one.volume.plan.number.strip()}"


def runs(pages: Sequence[int]) -> str:
    """Pages in order as an index prints them: three or more in a row as `5–7`."""
    out: list[str] = []
    at = 0
    while at < len(pages):
        end = at
        while end + 1 < len(pages) and pages[end + 1] == pages[end] + 1:
            end += 1
        out += [f"{pages[at]}–{pages[end]}"] if end - at >= 2 else [str(page) for page in pages[at : end + 1]]
        at = end + 1
    return ", ".join(out)
