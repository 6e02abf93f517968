"""One volume on the press: composed once, set as often as copies of it are wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import KoushuError
from pipeline.model.edition import Edition, PublicInterview, PublicVolume
from pipeline.model.projection import PersonCard
from pipeline.model.routes import refusals
from pipeline.publish.volume.compose import Book, compose
from pipeline.publish.volume.pictures import Pictures, cuts_by_picture
from pipeline.publish.volume.standins import StandIns
from pipeline.publish.volume.typeset import Typesetter, find_fonts
from pipeline.writing.atomic import worded

T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """What a set volume says of itself: pages by index key and first pages by chapter label, both as printed; pages in all."""

    pages: dict[str, list[int]]
    chapters: dict[str, int]
    total: int

    @property
    def sides(self) -> int:
        """Pages with the blank ones that the binder's sheets of four need."""
        return (self.total + 3) // 4 * 4


@dataclass
class Setting:
    """One volume of an edition in a folder of its own. Every method raises as the typesetter does, naming volume and chapter."""

    edition: Edition
    volume: PublicVolume
    media: Path  # the folder of public pictures
    folder: Path
    others: tuple[PersonCard, ...] = ()  # people of the other volumes of the set
    bound: dict[str, Any] = field(default_factory=dict)  # what the set says, as the template takes it

    @cached_property
    def chosen(self) -> list[PublicInterview]:
        """The interviews that are out, in the order of the plan; none where the route forbids the volume."""
        return chosen_of(self.edition, self.volume)

    @cached_property
    def pictures(self) -> StandIns:
        """The pictures beside the book."""
        return StandIns(self.media, self.folder, cuts_by_picture(self.edition))

    @cached_property
    def book(self) -> Book:
        """The whole text; its pictures lie beside it."""
        return self._named(lambda: compose(self.edition, self.volume, self.chosen, self.pictures, self.others), {})

    @cached_property
    def _press(self) -> Typesetter:
        self._write("set.json", self.bound)
        self._write("book.json", self.book)
        return Typesetter(self.folder, find_fonts(), self.edition.date)

    def bind(self, bound: dict[str, Any]) -> None:
        """Tell the volume what the set says: names and chapters of the others."""
        self.bound = bound
        self._write("set.json", bound)

    def found(self) -> Found:
        """Where names and chapters stand as the volume is bound now."""
        (one,) = self.say("found")
        return Found(one["pages"], one["chapters"], one["total"])

    def say(self, label: str) -> list[Any]:
        """What the template left under a label."""
        return self._named(lambda: self._press.query(label), self.book)

    def archival(self, copy: str = "archive") -> bytes:
        """The PDF/A and PDF/UA of a copy."""
        return self._named(lambda: self.pictures.exchanged(self._press.archival(copy)), self.book)

    def pressed(self) -> bytes:
        """The pages of the archive's copy without tags and standard, as Typst makes them, with stand-ins for the pictures."""
        return self._named(lambda: self._press.pressed("archive"), self.book)

    def cover(self, data: dict[str, Any]) -> bytes:
        """The cover sheet from its own data."""
        self._write("cover.json", data)
        press = Typesetter(self.folder, find_fonts(), self.edition.date, "cover.typ")
        return self._named(press.pressed, self.book)

    def _write(self, name: str, value: object) -> None:
        with worded(self.folder / name):
            (self.folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")

    def _named(self, work: Callable[[], T], book: Book) -> T:
        try:
            return work()
        except KoushuError as trouble:
            raise _placed(trouble, self.volume, book, self.pictures) from trouble


def chosen_of(edition: Edition, volume: PublicVolume) -> list[PublicInterview]:
    """The interviews of a volume that are out; the door refused a forbidden route already, and the press would not print it."""
    if volume.refused or refusals(volume.plan, edition.date):
        return []
    out = {interview.projection.id: interview for interview in edition.interviews}
    return [out[interview] for interview in volume.interviews if interview in out]


def _placed(trouble: KoushuError, volume: PublicVolume, book: Book, pictures: Pictures) -> KoushuError:
    """The same trouble, saying in which volume it is, in which chapters, or in which public picture."""
    values = {**trouble.values, "volume": volume.plan.title}
    if "file" in values:
        values["file"] = pictures.original(str(values["file"]))
    if "missing" in values and book:
        values["where"] = "、".join(_where(book, str(values["missing"])))
    return type(trouble)(trouble.code, **values)


def _where(book: Book, characters: str) -> Iterable[str]:
    chapters = [f"「{it['title']}」" for it in book["chapters"] if _holds(it, characters)]
    return chapters or [f"「{book['title']}」"]


def _holds(value: Any, characters: str) -> bool:  # noqa: ANN401 - any depth of the template's JSON
    text = json.dumps(value, ensure_ascii=False)
    return any(character in text for character in characters)
