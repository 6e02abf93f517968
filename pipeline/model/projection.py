"""The exact public projection that people sign: what one purpose lets out of one interview or person, and nothing else.

It holds no derived sentence time, no flag and no date of today, so re-running a machine never changes its digest.
All ids in it are public ids; file names inside the archive do not occur.
"""

from __future__ import annotations

from typing import Literal

from pipeline.model.consent import Purpose, Region
from pipeline.model.nouns import Named
from pipeline.model.record import Record


class Picture(Record):
    """A picture by its public id and the digest of the original it is made from."""

    id: str
    digest: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    date: str = ""
    covered: tuple[Region, ...] = ()  # painted over before the public gets it


class ItemCard(Record):
    """A medal, certificate or letter as the public sees it; `pictures` are front, then back."""

    id: str
    owner: str
    kind: str
    title: str
    honour: str = ""
    date: str = ""
    issuer: str = ""
    caption: str = ""
    inscription: str = ""
    pictures: tuple[Picture, ...] = ()
    sample: bool = False


class PersonCard(Record):
    """A person as the public sees them; dates are words, service is one line a stretch."""

    id: str
    name: str
    pinyin: str = ""
    aliases: tuple[str, ...] = ()
    sex: str = ""
    birth: str = ""
    death: str = ""
    native_place: str = ""
    service: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    bio: str = ""
    portrait: Picture | None = None  # None: no portrait, or no leave to show it
    sample: bool = False


class Words(Record):
    """A stretch of public words: one paragraph, or what is left of one."""

    block: Literal["words"] = "words"
    text: str


class LeftOut(Record):
    """Here something is withheld; `label` is the public sentence."""

    block: Literal["left_out"] = "left_out"
    label: str


class Held(Record):
    """Here an item is shown; `item` is its public id."""

    block: Literal["item"] = "item"
    item: str


Block = Words | LeftOut | Held


class PublicTurn(Record):
    """One turn; `person` is the public id of a narrator, empty for an interviewer."""

    speaker: str
    role: Literal["narrator", "interviewer", "other"]
    person: str = ""
    start_ms: int | None = None  # None: no time was written
    blocks: tuple[Block, ...] = ()


class PublicPoint(Record):
    """An index point with public terms."""

    at_ms: int
    title: str
    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class PublicChapter(Record):
    """A chapter of the public text."""

    title: str
    start_ms: int | None = None  # None: no time was written
    turns: tuple[PublicTurn, ...] = ()


class StorySection(Record):
    """A section of the writer's story."""

    title: str
    paragraphs: tuple[str, ...]


class Shown(Record):
    """An item at its moment on the interview's clock."""

    at_ms: int
    item: str


class Silenced(Record):
    """One withheld record as the sound's projection names it: by its span, or by the digest of its words and places."""

    id: str
    from_ms: int | None = None  # None: withheld by words
    to_ms: int | None = None  # None: withheld by words
    quote_digest: str = ""


class SoundSource(Record):
    """The originals a public sound is cut from, in order, and what is silenced in them."""

    recordings: tuple[str, ...]
    silenced: tuple[Silenced, ...] = ()


class InterviewProjection(Record):
    """One interview for one purpose. Text purposes fill the text; `web_audio` fills `sound` alone."""

    form: Literal["interview"] = "interview"
    purpose: Purpose
    id: str
    title: str
    narrators: tuple[PersonCard, ...] = ()
    interviewers: tuple[Named, ...] = ()
    crew: tuple[Named, ...] = ()
    sessions: tuple[str, ...] = ()
    language: str = ""
    dialect: str = ""
    index: tuple[PublicPoint, ...] = ()
    shows: tuple[Shown, ...] = ()
    chapters: tuple[PublicChapter, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    story: tuple[StorySection, ...] = ()
    story_notes: tuple[tuple[str, str], ...] = ()
    items: tuple[ItemCard, ...] = ()
    photos: tuple[Picture, ...] = ()
    sound: SoundSource | None = None  # None: not the sound's projection
    sample: bool = False
    conditions: str = ""  # seal of the forms and withheld passages of all it shows, as they were when it was made
    leave: str = ""  # seal of what the deciding forms say about the purpose


class PersonProjection(Record):
    """One person for one purpose (the honour wall)."""

    form: Literal["person"] = "person"
    purpose: Purpose
    id: str
    person: PersonCard
    items: tuple[ItemCard, ...] = ()
    conditions: str = ""  # as in InterviewProjection
    leave: str = ""


Projection = InterviewProjection | PersonProjection
