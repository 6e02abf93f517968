"""The Edition: all that one outlet may show on one day. Outlets see this and the media folder, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pipeline.model.archive import Witness
from pipeline.model.binding import Telling
from pipeline.model.book import PublicBook
from pipeline.model.consent import Region
from pipeline.model.entry import EntryRegister, PublicEntry, PublicMap, SpokenOf
from pipeline.model.film import FilmCut, PublicFilm
from pipeline.model.kit import PublicKit
from pipeline.model.nouns import VolumePlan
from pipeline.model.problem import Problem
from pipeline.model.projection import InterviewProjection, ItemCard, PersonCard
from pipeline.model.text import InTurns
from pipeline.model.timing import Timing
from pipeline.model.wall import LabelSize, PanelSize

Trust = Literal["machine", "proofread", "confirmed"]
Outlet = Literal["site", "volume", "ebook", "labels", "column", "film", "wall", "talks"]
Gate = Literal["site", "volume", "wall", "column", "film", "talks"]  # what archive.yml lists stages for


@dataclass(frozen=True)
class PublicSound:
    """A public sound file by its name in the media folder; duration in milliseconds on the interview's clock."""

    file: str
    duration_ms: int


@dataclass(frozen=True)
class PublicInterview:
    """An interview that is out: the approved projection, when each sentence of it is spoken, and how far to trust it.

    `timing` has one TurnTime per turn of the projection's chapters, in order, and one entry per block.
    """

    projection: InterviewProjection
    timing: Timing | None  # None: no draft to align with; turn starts are all there is
    sound: PublicSound | None  # None: the sound is not out
    trust: Trust
    approved_on: dt.date
    telling: InTurns = "text"  # "edited": the chapters are the edited text


@dataclass(frozen=True)
class PublicWall:
    """An honour wall: cards in order, and the items shown with them; the sizes in which its panels and labels are wanted."""

    id: str
    title: str
    people: tuple[PersonCard, ...]
    items: tuple[ItemCard, ...]
    panel: PanelSize = "A1"
    label: LabelSize = "95x65"


@dataclass(frozen=True)
class PublicVolume:
    """A volume: its plan without archive keys, and the public ids of its interviews in order."""

    id: str
    plan: VolumePlan  # `interviews` emptied
    interviews: tuple[str, ...]
    filings: tuple[tuple[str, str], ...] = ()  # stage and number of what an authority gave for what is in it
    told_as: tuple[tuple[str, Telling], ...] = ()  # public id of an interview → how it is told, where not as the plan prefers
    refused: tuple[Problem, ...] = ()  # why nothing of it is out whatever was signed: its route forbids it


@dataclass(frozen=True)
class Tombstone:
    """What remains of something withdrawn: its public id, and no name."""

    id: str
    register: EntryRegister | None = None  # in which its page stood; None: it was no entry of a register


@dataclass(frozen=True)
class Forward:
    """A public id that was given up for another: whoever comes with the old one is sent on."""

    id: str
    to: str


@dataclass(frozen=True)
class PublicIssue:
    """One issue of the column that has come: its day, and a story cut to the passage that people chose.

    `id` is the day and the public id of the interview. Times in `story` are on the interview's clock, as is its sound.
    """

    id: str
    date: dt.date
    title: str
    story: PublicInterview
    span: tuple[int, int] | None = None  # of the passage, in milliseconds; None: the whole story
    clip: tuple[int, int] | None = None  # what people chose to be heard in a minute or so; None: the outlet proposes


@dataclass(frozen=True)
class PublicColumn:
    """The column as far as it has come; `gone` are the pages of issues whose story was withdrawn."""

    title: str
    weekday: int  # Monday is 0
    hour: str
    begins: dt.date
    outlets: tuple[str, ...] = ()
    rests: tuple[dt.date, ...] = ()
    issues: tuple[PublicIssue, ...] = ()  # the oldest first
    gone: tuple[Tombstone, ...] = ()
    problems: tuple[Problem, ...] = ()  # why something that was confirmed is not among the issues


@dataclass(frozen=True)
class PublicCode:
    """A code that stands in a printed volume, and the interview and moment (milliseconds on its clock) to which it leads."""

    code: str
    interview: str  # public id
    at_ms: int | None = None  # None: from the beginning


@dataclass(frozen=True)
class SoundCut:
    """How one public sound is made: originals by digest with their length, and the spans to silence, on the interview's clock."""

    file: str
    recordings: tuple[tuple[str, int], ...]
    silenced: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PictureCut:
    """How one public picture is made: the original by digest, the longest edge in pixels, and what is painted over in it."""

    file: str
    digest: str
    edge: int
    covered: tuple[Region, ...] = ()  # in pixels of the upright original


@dataclass(frozen=True)
class Edition:
    """One outlet's share of the archive; `date` is that of the newest decision in it, never the clock's."""

    outlet: Outlet
    date: dt.date
    title: str
    institution: str
    series: str
    about: str
    contact: str
    site_url: str
    sample: bool
    sample_notice: str
    people: tuple[PersonCard, ...]
    interviews: tuple[PublicInterview, ...]
    items: tuple[ItemCard, ...]
    walls: tuple[PublicWall, ...]
    volumes: tuple[PublicVolume, ...]
    tombstones: tuple[Tombstone, ...]
    sounds: tuple[SoundCut, ...]
    pictures: tuple[PictureCut, ...]
    forwards: tuple[Forward, ...] = ()
    codes: tuple[PublicCode, ...] = ()  # of printed volumes; those to a volume's own interviews, or all that the site honours
    takedown: str = ""  # how soon a request is answered; empty: the page's own words
    entries: tuple[PublicEntry, ...] = ()  # of the registers, in the order of the registers
    spoken_of: tuple[SpokenOf, ...] = ()  # people whom others speak of, in the order of `people`
    base_map: PublicMap | None = None  # None: none is approved, so places stand on a plain field
    subject: str = ""  # public id of the narrator whose own book it is; empty: it is not one narrator's
    films: tuple[PublicFilm, ...] = ()
    film_cuts: tuple[FilmCut, ...] = ()
    kits: tuple[PublicKit, ...] = ()
    witness: Witness | None = None  # the archive's history as it stood when this was decided; None: no line of it
    column: PublicColumn | None = None  # None: the archive has no column, or what was confirmed cannot be read
    books: tuple[PublicBook, ...] = ()  # that the website gives away; put in when they have been made
    for_halls: tuple[str, ...] = ()  # public ids of the interviews whose words may be heard and read on the screen of a hall
