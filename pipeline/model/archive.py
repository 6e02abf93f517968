"""The whole archive as one frozen value, as `archive.shelf` read it; the only thing the release door decides on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.column import Column
from pipeline.model.decision import Decisions
from pipeline.model.film import FilmPlan
from pipeline.model.kit import KitPlan
from pipeline.model.ledger import Ledger
from pipeline.model.nouns import ArchiveConfig, Interview, Item, Person, Photo, Staff, Term, VolumePlan
from pipeline.model.printing import PrintedLedger
from pipeline.model.problem import Problem
from pipeline.model.projection import InterviewProjection, PersonProjection
from pipeline.model.talk import Talk
from pipeline.model.text import InTurns, Story, Text
from pipeline.model.wall import Wall


@dataclass(frozen=True)
class Witness:
    """The history of an archive up to a line, in two words that paper or another disk can keep.

    `root` is the SHA-256 of line number `length` of events.ndjson. Each line holds the digest of the one before and those of the
    files it speaks of, so that nothing up to there can be taken away or made anew without another root.
    """

    length: int
    root: str


@dataclass(frozen=True)
class KeptPicture:
    """A picture in the archive: its path from the archive's root, its digest (empty: not yet taken in), its public id."""

    file: str
    digest: str
    id: str


@dataclass(frozen=True)
class KeptSound:
    """An original recording: path from the archive's root, digest (empty: not yet taken in), length (0: not yet probed).

    `guarded`: a broken bit in it would be noticed, because its form checks itself or a FLAC of the same samples lies beside it.
    """

    file: str
    digest: str
    duration_ms: int
    guarded: bool = True


@dataclass(frozen=True)
class KeptPerson:
    """A person as kept."""

    key: str
    id: str
    record: Person
    portrait: KeptPicture | None = None  # None: no portrait in the archive
    ledger: Ledger = Ledger()
    approved: tuple[PersonProjection, ...] = ()


@dataclass(frozen=True)
class KeptItem:
    """An item as kept; pictures are front, then back."""

    key: str
    id: str
    record: Item
    pictures: tuple[KeptPicture, ...] = ()


@dataclass(frozen=True)
class KeptPhoto:
    """A photograph taken at an interview or a talk."""

    record: Photo
    picture: KeptPicture


@dataclass(frozen=True)
class KeptInterview:
    """An interview as kept: record, originals, names of drafts, people's text, and what was signed.

    A part that could not be read is absent here and named in `Archive.problems`; `broken` then says that the door stays shut.
    """

    key: str
    id: str
    record: Interview
    sounds: tuple[KeptSound, ...] = ()
    drafts: tuple[str, ...] = ()  # file names beside interview.yml
    text: Text | None = None  # None: not laid out yet
    edited: Text | None = None  # the same in an editor's words; None: nobody edited it
    story: Story | None = None  # None: no writer's story
    photos: tuple[KeptPhoto, ...] = ()
    ledger: Ledger = Ledger()
    approved: tuple[InterviewProjection, ...] = ()
    decisions: Decisions = Decisions()
    broken: bool = False
    unread: bool = False  # its record could not be read; of that, only the narrators are here, none where they are not legible
    telling: InTurns = "text"  # "edited": `text` and `edited` have changed places, and `ledger` speaks of the edited text

    @property
    def texts(self) -> tuple[tuple[InTurns, Text], ...]:
        """Its texts in turns that are there, by the name of their file: the text of record first."""
        both: tuple[tuple[InTurns, Text | None], ...] = (("text", self.text), ("edited", self.edited))
        turned = both if self.telling == "text" else (("text", self.edited), ("edited", self.text))
        return tuple((name, text) for name, text in turned if text is not None)

    @property
    def quarantined(self) -> bool:
        """Is it suspected to hold a secret? The word in interview.yml suffices, and so does a line in the ledger."""
        return self.record.quarantine or self.ledger.quarantined


@dataclass(frozen=True)
class Archive:
    """Everything read, and every problem met while reading."""

    config: ArchiveConfig
    staff: Mapping[str, Staff] = field(default_factory=dict)
    people: Mapping[str, KeptPerson] = field(default_factory=dict)
    interviews: Mapping[str, KeptInterview] = field(default_factory=dict)
    items: Mapping[str, KeptItem] = field(default_factory=dict)
    registers: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)  # register name → id → term
    term_ids: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (register, id) → public id
    base_map: KeptPicture | None = None  # map.jpg; None: there is none
    volumes: Mapping[str, VolumePlan] = field(default_factory=dict)
    films: Mapping[str, FilmPlan] = field(default_factory=dict)
    walls: tuple[Wall, ...] = ()
    talks: tuple[Talk, ...] = ()
    talk_photos: Mapping[str, tuple[KeptPhoto, ...]] = field(default_factory=dict)  # by the id of the talk
    kits: tuple[KitPlan, ...] = ()
    column: Column = Column()
    printed: PrintedLedger = PrintedLedger()
    redirects: tuple[tuple[str, str], ...] = ()  # public ids given up, each with the one that stands for it now
    codes: Mapping[tuple[str, int | None], str] = field(
        default_factory=dict
    )  # (interview, its moment or None: all) → printed code
    witness: Witness | None = None  # of the last line that changed what the archive holds; None: no such line yet
    last_event: dt.datetime | None = None  # when the newest line of the history was written; None: no line yet
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()  # paths of the records and registers that could not be read, or not wholly

    def unread_below(self, folder: str) -> bool:
        """Is there such a record in this folder?"""
        return any(path.startswith(f"{folder}/") for path in self.unread)

    def written_names(self) -> tuple[str, ...]:
        """Every name and alias of people and register entries, as this archive writes it."""
        people = {name for kept in self.people.values() for name in (kept.record.name, *kept.record.aliases)}
        terms = {
            name for register in self.registers.values() for term in register.values() for name in (term.name, *term.aliases)
        }
        return tuple(sorted((people | terms) - {""}))
