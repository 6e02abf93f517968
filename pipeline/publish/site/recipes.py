"""What pages are made of becomes a digest for each, so that one can be told from another without making it."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from operator import attrgetter
from pathlib import Path

from pydantic import BaseModel

from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.entry import PublicEntry
from pipeline.model.projection import ItemCard, PersonCard, Picture
from pipeline.publish.site.address import Directory
from pipeline.publish.site.interview import spoken_there
from pipeline.publish.site.workroom import stamp_of

_PROGRAM = Path(__file__).resolve().parents[2]
_TIMES = attrgetter("start_ms", "end_ms", "sure")
_PARTS = ("publish", "language", "media", "model")


class Recipes:
    """Digests of what the pages of one edition are made of: words, files, the program and the theme; never the day."""

    def __init__(self, edition: Edition, media: Mapping[str, Path], theme: Path) -> None:
        """`media` gives the public files by name."""
        self._media = media
        self._known = Directory.of(edition)
        talks = [entry.projection for entry in edition.interviews]
        others = sorted({one.name for talk in talks for one in (*talk.interviewers, *talk.crew)})
        portraits = self._pictures(person.portrait for person in edition.people)
        self._common = _digest(
            _program(), _theme(theme), edition.title, edition.institution, edition.series, edition.sample, edition.sample_notice,
            edition.site_url, edition.contact, others, portraits, edition.base_map, *map(_written, edition.people),
        )  # fmt: skip
        there = spoken_there(edition.entries).items()
        self._spoken_of = {key: [_spoken(one, key) for one in found] for key, found in there}
        self._told = {entry.projection.id: told(entry) for entry in edition.interviews}

    def interview(self, entry: PublicInterview, cards: Iterable[str]) -> str:
        """The recipe of an interview's page; `cards` are the drawn cards and manifests that its head may name."""
        talk = entry.projection
        pictures = [*talk.photos, *_faces(entry), *(picture for item in talk.items for picture in item.pictures)]
        known = [item.id in self._known.items for item in talk.items]
        stem = entry.sound.file.rpartition(".")[0] if entry.sound else ""
        sounds = [self._stamp(f"{stem}.{form}") for form in ("m4a", "opus")] if stem else []
        spoken_of = self._spoken_of.get(talk.id, ())
        return _digest(self._common, self._told[talk.id], known, self._pictures(pictures), sounds, sorted(cards), spoken_of)

    def files(self, entry: PublicInterview) -> str:
        """The recipe of the files that can be taken away."""
        return _digest(self._common, self._told[entry.projection.id])

    def texts(self) -> dict[str, str]:
        """The recipe of each interview's text in the search index by public id, and that of the program by ""."""
        return {"": _program(), **{key: _digest(_program(), digest) for key, digest in self._told.items()}}

    def person(self, person: PersonCard, talks: Sequence[PublicInterview], items: Sequence[ItemCard], more: object) -> str:
        """The recipe of a person's page; `more` is all else that it shows."""
        shown = [face for entry in talks for face in _faces(entry)] + [picture for item in items for picture in item.pictures]
        told_there = [self._told[entry.projection.id] for entry in talks]
        return _digest(self._common, _written(person), told_there, self._pictures(shown), repr(more), *map(_written, items))

    def _pictures(self, pictures: Iterable[Picture | None]) -> list[object]:
        cuts = [cut for picture in pictures if picture for cut in self._known.cuts(picture)]
        return [(repr(cut), self._stamp(cut.file)) for cut in cuts]

    def _stamp(self, file: str) -> list[int]:
        return stamp_of(self._media[file]) if file in self._media else []


def told(entry: PublicInterview) -> str:
    """The digest of an interview as it is out: every word, every time, its sound's name, its label."""
    numbers = array("q")
    for turn in entry.timing.turns if entry.timing else ():
        numbers.extend((-1, turn.start_ms, turn.end_ms))
        for block in turn.blocks:
            numbers.append(-2)
            numbers.extend(chain.from_iterable(map(_TIMES, block)))
    more = (entry.timing is None, entry.sound, entry.trust, entry.approved_on)
    return _digest(_written(entry.projection), numbers.tobytes(), repr(more))


def _spoken(entry: PublicEntry, interview: str) -> object:
    """What the page of an interview shows of an entry of a register, and where it leads there."""
    marks = [(one.part, one.turn, one.block, one.words, one.marks) for one in entry.passages if one.interview == interview]
    return repr(replace(entry, passages=(), people=(), items=(), parent="", facts=())), marks


def _faces(entry: PublicInterview) -> list[Picture | None]:
    return [person.portrait for person in entry.projection.narrators]


def _written(record: BaseModel) -> str:
    return record.model_dump_json()


def _digest(*parts: object) -> str:
    """One digest of parts, each set off from the next by its length."""
    whole = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else (part if isinstance(part, str) else repr(part)).encode()
        whole.update(len(content).to_bytes(8, "big"))
        whole.update(content)
    return whole.hexdigest()[:32]


@cache
def _program() -> str:
    """What sets the pages: every module that takes part in it."""
    return _digest(*(path.read_bytes() for part in _PARTS for path in sorted((_PROGRAM / part).rglob("*.py"))))


def _theme(theme: Path) -> str:
    return _digest(*(path.read_bytes() for path in sorted((theme / "fragments").glob("*.html"))))
