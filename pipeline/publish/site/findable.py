"""What can be found in an Edition: its people, items, volumes and interviews, and every word that is spoken or written in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.language.inline import plain
from pipeline.language.names import syllables
from pipeline.language.sentences import plain_sentences, split
from pipeline.model.edition import Edition, PublicInterview, PublicVolume
from pipeline.model.entry import PublicEntry
from pipeline.model.kinds import KINDS
from pipeline.model.projection import InterviewProjection, ItemCard, LeftOut, PersonCard, PublicTurn, Words
from pipeline.model.routes import may_be_public
from pipeline.model.timing import SentenceTime
from pipeline.publish.site.dates import date_words
from pipeline.publish.site.labels import FOUND
from pipeline.publish.site.telling import names
from pipeline.publish.site.words import seconds

ORDER = tuple(FOUND)  # kinds in the order in which a reader is shown them


class Passage(NamedTuple):
    """A stretch of words and where in its page it stands; `joined`: it goes on where the one before it ends.

    `anchor` is `t=12.5` where it is spoken, an id of the page elsewhere, empty for the top. `shown` is False for what is only
    looked for, such as the letters of a name.
    """

    text: str
    anchor: str = ""
    joined: bool = False
    shown: bool = True


@dataclass(frozen=True)
class Findable:
    """One page, or the text of one: its kind, heading, a line about it, address, public sound (empty: none), and words."""

    kind: str
    title: str
    line: str
    href: str
    passages: tuple[Passage, ...]
    sound: str = ""
    number: int = -1  # of the interview that it belongs to; -1: none


def findables(edition: Edition) -> Iterator[Findable]:
    """All that can be found, by kind in ORDER."""
    yield from before_texts(edition)
    yield from (text(entry, number) for number, entry in enumerate(edition.interviews))


def before_texts(edition: Edition) -> Iterator[Findable]:
    """All but the texts themselves."""
    yield from (_person(person) for person in edition.people)
    yield from (_talk(entry, number) for number, entry in enumerate(edition.interviews))
    yield from _issues(edition)
    yield from (_entry(entry) for register in ORDER for entry in edition.entries if entry.register == register)
    yield from (_item(item) for item in edition.items)
    yield from (_volume(volume) for volume in edition.volumes if may_be_public(volume.plan.route))


def _passages(words: Iterable[str], anchor: str = "") -> tuple[Passage, ...]:
    return tuple(Passage(word, anchor) for word in words if word.strip())


def _person(person: PersonCard) -> Findable:
    read = [letters for letters, *_ in syllables(person.name, person.pinyin)]
    keys = (Passage("".join(read), shown=False), Passage("".join(each[:1] for each in read), shown=False))
    facts = (*person.service, *person.honours, person.native_place)
    told = (part for paragraph in person.bio.split("\n\n") for part in split(" ".join(paragraph.split())))
    line = "，".join(
        each for each in (person.birth and f"{person.birth}生", person.native_place and f"{person.native_place}人") if each
    )
    words = (*_passages((person.name, *person.aliases)), *keys, *_passages(facts), *_joined(told, ""))
    return Findable("people", person.name, line, f"people/{person.id}.html", words)


def _joined(parts: Iterable[str], anchor: str) -> tuple[Passage, ...]:
    return tuple(Passage(part, anchor, joined=count > 0) for count, part in enumerate(parts))


def _talk(entry: PublicInterview, number: int) -> Findable:
    talk = entry.projection
    titles = (*(chapter.title for chapter in talk.chapters), *(section.title for section in talk.story))
    words = [*_passages((talk.title, *(person.name for person in talk.narrators), *titles))]
    for point in talk.index:
        words += _passages((point.title, point.synopsis, *point.keywords, *point.places), f"t={seconds(point.at_ms)}")
    return Findable("interviews", talk.title, names(entry), _address(talk), tuple(words), number=number)


def _issues(edition: Edition) -> Iterator[Findable]:
    """The issues of the column, with every word in them: an interview need not be on the site to be in the column."""
    numbers = {entry.projection.id: number for number, entry in enumerate(edition.interviews)}
    for issue in edition.column.issues if edition.column else ():
        talk, day = issue.story.projection, date_words(issue.date.isoformat())
        titles = (issue.title, names(issue.story), *(chapter.title for chapter in talk.chapters))
        said = [one._replace(anchor="") for one in _spoken(issue.story)]
        line, href = f"{names(issue.story)}，{day}", f"column/{issue.id}.html"
        words = (*_passages(titles), *said)
        yield Findable("column", issue.title, line, href, words, number=numbers.get(talk.id, -1))


def _address(talk: InterviewProjection) -> str:
    return f"interviews/{talk.id}.html"


def _entry(entry: PublicEntry) -> Findable:
    words = (entry.name, *entry.aliases, entry.kind, entry.definition)
    return Findable(entry.register, entry.name, entry.kind, f"{entry.register}/{entry.id}.html", _passages(words))


def _item(item: ItemCard) -> Findable:
    facts = (item.title, item.honour, item.date, item.issuer, item.caption, item.inscription, KINDS.get(item.kind, item.kind))
    words = (*facts, *(word for picture in item.pictures for word in (picture.caption, picture.alt)))
    return Findable("items", item.title, KINDS.get(item.kind, item.kind), f"items/{item.id}.html", _passages(words))


def _volume(volume: PublicVolume) -> Findable:
    plan = volume.plan
    return Findable("volumes", plan.title, plan.subtitle, "volumes.html", _passages((plan.title, plan.subtitle, plan.series)))


def text(entry: PublicInterview, number: int) -> Findable:
    """The text of an interview, which is the `number`th of the edition."""
    talk = entry.projection
    written = [(f"story-{count}", section.paragraphs) for count, section in enumerate(talk.story, start=1)]
    words = [*_spoken(entry)]
    words += [part for anchor, paragraphs in written for part in _joined(_sentences(paragraphs), anchor)]
    words += [part for _mark, note in (*talk.notes, *talk.story_notes) for part in _passages((plain(note),))]
    words += _passages((word for picture in talk.photos for word in (picture.caption, picture.alt)), "photos")
    sound = entry.sound.file if entry.sound else ""
    return Findable("text", talk.title, names(entry), _address(talk), tuple(words), sound, number)


def _sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from plain_sentences(paragraph)


def _spoken(entry: PublicInterview) -> Iterator[Passage]:
    """The sentences in order; nothing joins what stands on both sides of a place where something is left out."""
    number = 0
    turns = sum(len(chapter.turns) for chapter in entry.projection.chapters)
    timed = entry.timing.turns if entry.timing and len(entry.timing.turns) == turns else ()
    for count, chapter in enumerate(entry.projection.chapters, start=1):
        joined = False
        for turn in chapter.turns:
            known = timed[number].blocks if timed else ()
            number += 1
            for index, block in enumerate(turn.blocks):
                if isinstance(block, Words):
                    times = known[index] if index < len(known) else ()
                    yield from _sentences_of(turn, block, times, (f"ch{count}" if chapter.title else "", joined))
                    joined = joined or bool(block.text)
                elif isinstance(block, LeftOut):
                    joined = False


def _sentences_of(turn: PublicTurn, block: Words, times: Sequence[SentenceTime], place: tuple[str, bool]) -> Iterator[Passage]:
    """The sentences of a paragraph: `place` is the anchor of its chapter, and whether the first goes on where another ends."""
    chapter, joined = place
    parts = plain_sentences(block.text)
    if len(times) == len(parts):
        anchors = [f"t={seconds(time.start_ms)}" for time in times]
    else:
        anchors = [chapter if turn.start_ms is None else f"t={seconds(turn.start_ms)}"] * len(parts)
    return map(Passage, parts, anchors, (joined, *[True] * (len(parts) - 1)))
