"""The walls of an Edition become exhibit labels and panels from A3 to A0, in the faces of the volumes."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import NotSound
from pipeline.model.edition import Edition, PublicCode, PublicWall
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.model.wall import LabelSize, PanelSize
from pipeline.publish.codes import symbol
from pipeline.publish.volume.chapter import life_dates
from pipeline.publish.volume.characters import bare, plain
from pipeline.publish.volume.finish import trimmed
from pipeline.publish.volume.looks import BLEED, looks
from pipeline.publish.volume.pictures import Pictures, cuts_by_picture
from pipeline.publish.volume.typeset import Typesetter, find_fonts
from pipeline.writing.atomic import worded, write_bytes

SIZES: dict[PanelSize, tuple[int, int]] = {  # mm (GB/T 148, ISO 216)
    "A3": (297, 420),
    "A2": (420, 594),
    "A1": (594, 841),
    "A0": (841, 1189),
}
_HIGH = 1.5  # of a card with three lines, as a share of its width
_NARROWEST = 42.0  # mm of a card on a panel that hangs: its name is then set in 11 points
_MOST_LINES = 3
Values = dict[str, Any]


@dataclass(frozen=True)
class LabelSheet:
    """How labels of one size lie on a sheet of A4: their measures, the sheet's, and how many there are (millimetres)."""

    width: int
    height: int
    sheet: tuple[int, int]
    across: int
    down: int

    @property
    def count(self) -> int:
        """Labels on one sheet."""
        return self.across * self.down


LABELS: dict[LabelSize, LabelSheet] = {
    "90x54": LabelSheet(90, 54, (210, 297), 2, 5),
    "95x65": LabelSheet(95, 65, (210, 297), 2, 4),
    "140x95": LabelSheet(140, 95, (297, 210), 2, 2),
}


def publish(edition: Edition, media: Path, out: Path) -> tuple[Path, ...]:
    """Write `WALL-labels.pdf` for the items and `WALL-A3.pdf` … `WALL-A0.pdf` for the people of each wall; returns them in order.

    A code on a label leads to the item's page on the website; where the archive names no address there is none. The same edition
    gives the same bytes. Raises MissingTool without the fonts, NotSound for a character no font has, Unreadable for a picture,
    CannotWrite.
    """
    made: list[Path] = []
    for wall in edition.walls:
        for name, sheet in _sheets(edition, wall):
            made.append(out / f"{wall.id}-{name}.pdf")
            write_bytes(made[-1], _set(edition, wall, media, sheet))
    return tuple(made)


def label_sheets(edition: Edition, wall: PublicWall, media: Path) -> bytes:
    """The labels of one wall in its own size, on sheets of A4 with marks to cut along. Raises as `publish`."""
    return _set(edition, wall, media, _labels(edition, wall, wall.label))


def panel_sheets(edition: Edition, wall: PublicWall, media: Path, copy: str = "archive") -> bytes:
    """The panels of one wall in its own size, on as many sheets as keep every name readable; the copy `print` has a bleed, its
    trimmed page marked. Raises as `publish`."""
    return _set(edition, wall, media, _panels(edition, wall, wall.panel, shares(len(wall.people), wall.panel)), copy)


def columns(people: int, width: float, height: float) -> int:
    """How many cards stand side by side so that all fit on a panel of this size: as few as possible."""
    for found in range(2, people + 2):
        if -(-people // found) <= _rows(found, width, height):
            return found
    return max(people, 2)


def shares(people: int, size: PanelSize) -> list[int]:
    """How many people each panel of this size shows, so that no card is narrower than can be read: as equal as can be."""
    width, height = SIZES[size]
    most = max(found * _rows(found, width, height) for found in range(2, 60) if _cell(found, width) >= _NARROWEST)
    panels = max(1, -(-people // most))
    return [people // panels + (number < people % panels) for number in range(panels)]


def _cell(across: int, width: float) -> float:
    unit = width / 100
    return (width - 12 * unit - (across - 1) * 3 * unit) / across


def _rows(across: int, width: float, height: float) -> int:
    unit = width / 100
    return int((height - 26 * unit) / (_cell(across, width) * _HIGH + 3 * unit))


@dataclass(frozen=True)
class _Sheet:
    """A template with what it takes."""

    template: str
    values: Values


def _sheets(edition: Edition, wall: PublicWall) -> Iterator[tuple[str, _Sheet]]:
    if wall.items:
        yield "labels", _labels(edition, wall, "95x65")
    for name in SIZES if wall.people else ():
        yield name, _panels(edition, wall, name, [len(wall.people)])


def _shared(edition: Edition, wall: PublicWall) -> Values:
    return {
        "title": plain(wall.title),
        "author": bare(edition.institution),
        "looks": looks("170x240"),
        "foot": _foot(edition),
        "notice": _foot(edition),
    }


def _labels(edition: Edition, wall: PublicWall, size: LabelSize) -> _Sheet:
    names = {card.id: card.name for card in wall.people}
    sheet = LABELS[size]
    measures = {"width": sheet.width, "height": sheet.height, "sheet": sheet.sheet, "across": sheet.across, "down": sheet.down}
    labels = [_label(edition, item, names) for item in wall.items]
    return _Sheet("label.typ", {**_shared(edition, wall), **measures, "labels": labels})


def _panels(edition: Edition, wall: PublicWall, size: PanelSize, counts: list[int]) -> _Sheet:
    width, height = SIZES[size]
    ends = [sum(counts[: number + 1]) for number in range(len(counts))]
    panels = [wall.people[end - count : end] for end, count in zip(ends, counts, strict=True)]
    measures = {"width": width, "height": height, "columns": columns(max(counts), width, height), "bleed": BLEED}
    return _Sheet("panel.typ", {**_shared(edition, wall), **measures, "panels": panels})


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


def _set(edition: Edition, wall: PublicWall, media: Path, sheet: _Sheet, copy: str = "archive") -> bytes:
    with worded(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="koushu-wall-") as name:
        folder = Path(name)
        placed = Pictures(media, folder, cuts_by_picture(edition))
        panels = [[_person(card, placed) for card in panel] for panel in sheet.values.get("panels", ())]
        book = json.dumps({**sheet.values, "panels": panels}, ensure_ascii=False)
        (folder / "book.json").write_text(book, encoding="utf-8")
        try:
            return _printed(folder, sheet.template, edition.date, copy)
        except NotSound as error:
            message = error.values.get("message") or error.values.get("characters", "")
            raise NotSound("panel-not-set", wall=wall.title, message=message) from error


def _printed(folder: Path, template: str, date: dt.date, copy: str) -> bytes:
    typesetter = Typesetter(folder, find_fonts(), date, template)
    return typesetter.archival() if copy == "archive" else trimmed(typesetter.pressed(copy))
