"""An archive on disk in which every field that people can write in holds words of its own: private unless named as public here.

The fields come from the model, so that a new one is planted and searched for before anybody thinks of it.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from pipeline.model.record import SaidDate

LETTERS = "东西南北春夏秋冬江河湖海山川田土金木水火风云雨雪花草鸟鱼牛羊"  # in every font, and in no word of ours together
OMIT = object()
# The fields whose words the public may read where everything is signed, by the path of names that leads there.
PUBLIC = frozenset((
    "Person.name", "Person.aliases", "Person.birth.said", "Person.death.said", "Person.native_place",
    "Person.service.start.said", "Person.service.end.said", "Person.service.role", "Person.service.rank",
    "Person.service.place", "Person.honours", "Person.bio", "Person.portrait_alt", "Item.title", "Item.honour",
    "Item.date.said", "Item.issuer", "Item.caption", "Item.alt", "Item.inscription", "Photo.caption", "Photo.alt",
    "Photo.date.said", "Photo.credit", "Interview.title", "Interview.interviewers.name", "Interview.interviewers.role",
    "Interview.interviewers.of", "Interview.crew.name", "Interview.crew.role", "Interview.crew.of",
    "Interview.sessions.date.said", "Interview.sessions.place", "Interview.index.title", "Interview.index.synopsis",
    "Interview.index.keywords", "Unit.public_name", "Unit.periods.public_name",
    "Place.name", "Place.aliases", "Place.kind", "Place.valid_from", "Place.valid_to", "Place.definition", "Place.sources",
    "Wall.title", "ColumnRule.title", "ArchiveConfig.title",
    "ArchiveConfig.institution", "ArchiveConfig.series", "ArchiveConfig.contact", "ArchiveConfig.about",
    "ArchiveConfig.sample_notice", "ArchiveConfig.takedown", "VolumePlan.imprint.cip", "VolumePlan.imprint.price",
    "VolumePlan.dedication", "VolumePlan.committee", "VolumePlan.foreword", "VolumePlan.foreword_title", "VolumePlan.conventions",
    "VolumePlan.conventions_title", "VolumePlan.proofs", "VolumePlan.cover.back",
    "VolumePlan.title", "VolumePlan.subtitle", "VolumePlan.series", "VolumePlan.number",
    "VolumePlan.preface", "VolumePlan.preface_title", "VolumePlan.afterword", "VolumePlan.afterword_title",
    "VolumePlan.imprint.publisher", "VolumePlan.imprint.isbn", "VolumePlan.imprint.permit",
    "VolumePlan.imprint.printer", "VolumePlan.imprint.print_date",
    "VolumePlan.imprint.print_run", "VolumePlan.imprint.editors.name", "VolumePlan.imprint.editors.role",
    "VolumePlan.imprint.editors.of",
))  # fmt: skip
# Public words that no outlet has a place for today, or only one: where they are not found, nothing is wrong with the search.
SOMEWHERE = frozenset((
    "VolumePlan.series", "VolumePlan.imprint.editors.of", "Person.aliases", "ArchiveConfig.contact", "Item.date.said",
    "Photo.date.said", "Interview.interviewers.of", "Interview.crew.of", "Interview.crew.role", "Interview.interviewers.role",
))  # fmt: skip


@dataclass
class Words:
    """Words that occur once in the world, and what each of them is."""

    private: dict[str, str] = field(default_factory=dict)
    public: dict[str, str] = field(default_factory=dict)

    def word(self, where: str, *, public: bool = False) -> str:
        """Letters nobody else has, remembered under `where` they are planted."""
        number = len(self.private) + len(self.public)
        digits = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(2)]
        made = ("明" if public else "密") + "".join(digits[::-1]) + "之" + "".join(digits) + ("示" if public else "匿")
        (self.public if public else self.private)[made] = where
        return made


@dataclass(frozen=True)
class Planting:
    """How records are filled: with which words, which fields are given by hand, and whether anything may be public."""

    words: Words
    given: Mapping[str, object]
    open: bool = True

    def record(self, kind: type[BaseModel], where: str = "") -> dict[str, Any]:
        """A record of this kind as YAML holds it, every text in it a word of its own."""
        place = where or kind.__name__
        row: dict[str, Any] = {}
        for name, found in kind.model_fields.items():
            path = f"{place}.{name}"
            value = self.given[path] if path in self.given else self._value(found.annotation, path, tuple(found.metadata))
            if value is not OMIT:
                row[found.alias or name] = value
        return row

    def _value(self, kind: Any, path: str, limits: tuple[object, ...] = ()) -> object:
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin is typing.Annotated:
            return self._value(inner[0], path, tuple(inner[1:]))
        if origin in (typing.Union, types.UnionType):
            return self._value(next(one for one in inner if one is not type(None)), path)
        if origin is tuple:
            value = self._value(inner[0], path)
            return OMIT if value is OMIT else [value]
        if origin is dict and inner == (str, str):
            return {self.words.word(path): self.words.word(path)}
        if kind is str:
            assert not limits, f"{path} is a key or has a form: give it by hand"
            return self.words.word(path, public=self.open and path in PUBLIC)
        return self._other(kind, origin, path)

    def _other(self, kind: Any, origin: object, path: str) -> object:
        if kind is SaidDate:
            said = self.words.word(f"{path}.said", public=self.open and f"{path}.said" in PUBLIC)
            return {"said": said, "earliest": "1950-01-01", "latest": "1953-12-31", "confirmed_by": self.words.word(path)}
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.record(kind, path)
        if kind in (bool, int, dt.date, dt.datetime):
            return OMIT
        assert origin is typing.Literal or origin is dict, f"{path}: {kind} is new here; say how it is planted"
        raise AssertionError(f"{path} is one of a few words, or of tables: give it by hand")


def found_in(readings: Iterator[tuple[Any, str]], words: Mapping[str, str]) -> dict[str, set[str]]:
    """Which of the words stand in which files."""
    hits: dict[str, set[str]] = {}
    for path, reading in readings:
        bare = reading.replace("\u200b", "").replace("\u2060", "")
        for word in words:
            if word in bare:
                hits.setdefault(word, set()).add(str(path))
    return hits
