"""What the public may know of an entry of a register, and where public words speak of it or of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model.nouns import Position
from pipeline.model.projection import Picture

EntryRegister = Literal["places", "units", "events", "honours"]  # those whose entries have pages; terms have none
Part = Literal["text", "story", "index"]


@dataclass(frozen=True)
class Passage:
    """One sentence of a public interview, or a point of its index, that speaks of somebody or something.

    `turn` counts the turns of the text, the sections of the story or the points of the index; `block` the paragraphs in it and
    `sentence` the sentences of that (`language.sentences.split`), all from 0.
    """

    interview: str  # public id
    part: Part
    turn: int
    block: int
    sentence: int
    words: str  # plain: no marks of emphasis, no calls of notes
    speaker: str = ""  # as the public text names whoever speaks; empty in the story and the index
    start_ms: int | None = None  # on the interview's clock; None: not known
    marks: tuple[tuple[int, int], ...] = ()  # characters [start, end) of `words` that are the name; none in the index


@dataclass(frozen=True)
class FactMark:
    """Where a line of a card names an entry: characters [start, end) of a stretch of service, an honour, an origin, an issuer.

    The same words name the same entry on every card, so a line stands once however many cards bear it.
    """

    line: str
    start: int
    end: int


@dataclass(frozen=True)
class PublicEntry:
    """An entry of a register as the public sees it, and all that is public and speaks of it, by public ids."""

    id: str
    register: EntryRegister
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    valid_from: str = ""  # as the register has it: 1950-10-19, 1950, or words
    valid_to: str = ""
    definition: str = ""
    sources: tuple[str, ...] = ()
    parent: str = ""  # the public id of the entry above it; empty: none that is public
    position: Position | None = None  # to a hundredth of a degree; None: not known, or no place
    passages: tuple[Passage, ...] = ()
    people: tuple[str, ...] = ()  # whose cards name it
    items: tuple[str, ...] = ()
    facts: tuple[FactMark, ...] = ()  # the lines of these cards that name it


@dataclass(frozen=True)
class PublicMap:
    """An approved base map: its picture, the part of the Earth it shows in degrees, and its 审图号."""

    picture: Picture
    south: float
    west: float
    north: float
    east: float
    approval: str


@dataclass(frozen=True)
class SpokenOf:
    """A person whom others speak of: their public id and the passages, none of their own interviews."""

    person: str
    passages: tuple[Passage, ...]
