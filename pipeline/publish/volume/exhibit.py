"""The walls of an Edition become exhibit labels and panels from A3 to A0, in the faces of the volumes."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import NotSound
from pipeline.model.edition import Edition, PublicCode, PublicWall
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.publish.codes import symbol
from pipeline.publish.volume.chapter import life_dates
from pipeline.publish.volume.characters import bare, plain
from pipeline.publish.volume.looks import looks
from pipeline.publish.volume.pictures import Pictures, cuts_by_picture
from pipeline.publish.volume.typeset import Typesetter, find_fonts
from pipeline.writing.atomic import worded, write_bytes

SIZES = {"A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}  # mm (GB/T 148, ISO 216)
_HIGH = 1.5  # of a card with three lines, as a share of its width
_MOST_LINES = 3
Values = dict[str, Any]


def publish(edition: Edition, media: Path, out: Path) -> tuple[Path, ...]:
    """Write `WALL-labels.pdf` for the items and `WALL-A3.pdf` … `WALL-A0.pdf` for the people of each wall; returns them in order.

    A code on a label leads to the item's page on the website; where the archive names no address there is none. The same edition
    gives the same bytes. Raises MissingTool without the fonts, NotSound for a character no font has, Unreadable for a picture,
    CannotWrite.
    """
    made: list[Path] = []
    for wall in edition.walls:
        for name, template, values in _sheets(edition, wall):
            with worded(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="koushu-wall-") as folder:
                placed = Pictures(media, Path(folder), cuts_by_picture(edition))
                book = {**values, "people": [_person(card, placed) for card in wall.people]} if "columns" in values else values
                pdf = _set(Path(folder), template, book, (edition.date, wall.title))
            made.append(out / f"{wall.id}-{name}.pdf")
            write_bytes(made[-1], pdf)
    return tuple(made)


def columns(people: int, width: float, height: float) -> int:
    """How many cards stand side by side so that all fit on a panel of this size: as few as possible."""
    unit = width / 100
    room = height - 26 * unit
    for found in range(2, people + 2):
        cell = (width - 12 * unit - (found - 1) * 3 * unit) / found
        if -(-people // found) * (cell * _HIGH + 3 * unit) <= room:
            return found
    return max(people, 2)


def _sheets(edition: Edition, wall: PublicWall) -> Iterator[tuple[str, str, Values]]:
    shared: Values = {
        "title": plain(wall.title),
        "author": bare(edition.institution),
        "looks": looks("170x240"),
        "foot": _foot(edition),
        "notice": _foot(edition),
    }
    if wall.items:
        names = {card.id: card.name for card in wall.people}
        yield "labels", "label.typ", {**shared, "labels": [_label(edition, item, names) for item in wall.items]}
    for name, (width, height) in SIZES.items() if wall.people else ():
        count = columns(len(wall.people), width, height)
        yield name, "panel.typ", {**shared, "width": width, "height": height, "columns": count}


def _foot(edition: Edition) -> str:
    return "　".join(filter(None, (plain(edition.institution), plain(edition.sample_notice) if edition.sample else "")))


def _label(edition: Edition, item: ItemCard, names: dict[str, str]) -> Values:
    keeper = names.get(item.owner, "")
    lines = ["　".join(filter(None, (item.date, item.issuer))), f"{keeper}保存" if keeper else ""]
    return {
        "title": plain(item.title),
        "lines": [plain(line) for line in lines if line.strip()],
        "caption": plain(item.caption),
        "symbol": symbol(edition.site_url, PublicCode(item.id, "")),
    }


def _person(card: PersonCard, pictures: Pictures) -> Values:
    return {
        "name": plain(card.name),
        "dates": life_dates(card),
        "lines": [plain(line) for line in (*card.honours, *card.service)][:_MOST_LINES],
        "portrait": pictures.place(card.portrait, f"{plain(card.name)}像") if card.portrait else None,
    }


def _set(folder: Path, template: str, book: Values, setting: tuple[dt.date, str]) -> bytes:
    date, title = setting
    (folder / "book.json").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    try:
        return Typesetter(folder, find_fonts(), date, template).archival()
    except NotSound as error:
        message = error.values.get("message") or error.values.get("characters", "")
        raise NotSound("panel-not-set", wall=title, message=message) from error
