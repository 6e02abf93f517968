"""A public interview becomes its page: head, player, text by chapters, story, notes, photographs, items."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.language.inline import plain
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.entry import PublicEntry
from pipeline.model.nouns import Named
from pipeline.model.projection import InterviewProjection, LeftOut, PersonCard, PublicPoint
from pipeline.publish.site.address import Here
from pipeline.publish.site.atlas import atlas
from pipeline.publish.site.citation import Source, citation
from pipeline.publish.site.dates import span_words
from pipeline.publish.site.mentions import Mentions, Names, spoken_by_place
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import Heading, SitePage, Slot
from pipeline.publish.site.telling import names, shortened
from pipeline.publish.site.transcript import ShownChapter, chapters, clock
from pipeline.publish.site.ways import REGISTERS
from pipeline.publish.site.words import Notes, inline, seconds
from pipeline.publish.trust import TRUST

_LONGEST = 60  # characters of a definition on a small card


@dataclass(frozen=True)
class _Point:
    """A line of the outline: a chapter with what the index says about it."""

    anchor: str
    title: str
    clock: str
    synopses: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Around:
    """What the page of an interview takes from the rest: how to cite it, who may be named in it, of what it speaks."""

    source: Source
    people: Mapping[str, PersonCard]
    names: Names
    entries: Mapping[str, tuple[PublicEntry, ...]]  # public id of an interview → what it speaks of
    mapped: frozenset[str] = frozenset()  # public ids of the places that stand on the map

    @classmethod
    def of(cls, edition: Edition) -> Around:
        """The surroundings of every interview of an edition."""
        talks = [entry.projection for entry in edition.interviews]
        others = {one.name for talk in talks for one in (*talk.interviewers, *talk.crew)}
        people = {person.id: person for person in edition.people}
        mapped = frozenset(one.id for one in edition.entries if one.position and atlas([one], edition.base_map))
        return cls(Source.of(edition), people, Names(edition.people, sorted(others)), spoken_there(edition.entries), mapped)

    def mentions(self, interview: str, here: Here) -> Mentions:
        """What the page `here` of an interview may lead to from its words."""
        spoken = self.entries.get(interview, ())
        pages = {**{key: here.person(key) for key in self.people}, **{one.id: here.entry(one.id) for one in spoken}}
        return Mentions(self.names, pages, spoken_by_place(interview, spoken))


def spoken_there(entries: Iterable[PublicEntry]) -> Mapping[str, tuple[PublicEntry, ...]]:
    """The entries of the registers of which each interview speaks, by its public id and in their own order."""
    found: defaultdict[str, tuple[PublicEntry, ...]] = defaultdict(tuple)
    for entry in entries:
        for interview in dict.fromkeys(passage.interview for passage in entry.passages):
            found[interview] += (entry,)
    return found


def interview_page(entry: PublicInterview, here: Here, setter: Setter, around: Around) -> SitePage:
    """The page of one interview."""
    talk = entry.projection
    notes = Notes("fn", dict(talk.notes))
    story_notes = Notes("sfn", dict(talk.story_notes))
    mentions = around.mentions(talk.id, here)
    read = chapters(entry, notes, mentions)
    fragments: dict[str, str] = {}
    body: list[Heading | Slot] = [Slot("head"), Slot("player")]
    both = bool(read) and bool(talk.story)
    body += _text(read, fragments, setter, {"here": here, "sound": entry.sound}, both=both)
    body += _note_slot(notes, "text-notes", fragments, setter)
    body += [Slot("text-end")]
    body += _story(talk, (story_notes, mentions), fragments, setter, both=both)
    body += [*_note_slot(story_notes, "story-notes", fragments, setter), Slot("story-end"), Slot("after")]
    fragments |= {"text-start": _part("text"), "text-end": "</section>"} if read else {}
    fragments |= {"story-start": _part("story"), "story-end": "</section>"} if talk.story else {}
    if entries := _contents(body):
        fragments["toc"] = setter.set("toc", entries=entries)
    fragments["head"] = setter.set("interview_head", **_head(entry, read, here), both=both)
    fragments["player"] = setter.set(
        "player", here=here, sound=entry.sound, talk=talk, trust=TRUST[entry.trust], words=bool(read or talk.story)
    )
    fragments["after"] = setter.set("interview_after", **_after(entry, here, around, mentions))
    return SitePage(
        path=f"interviews/{talk.id}.md",
        title=talk.title,
        kind="interview",
        body=tuple(body),
        fragments=fragments,
        under="interviews/index.md",
        description=f"{names(entry)}口述：{talk.title}（{TRUST[entry.trust].name}）",
    )


def _contents(body: Iterable[Heading | Slot]) -> list[tuple[Heading, list[Heading]]]:
    """The headings of the page, each with those one level below it."""
    found: list[tuple[Heading, list[Heading]]] = []
    for part in body:
        if isinstance(part, Heading) and (part.level == 2 or not found):
            found.append((part, []))
        elif isinstance(part, Heading):
            found[-1][1].append(part)
    return found


def _part(name: str) -> str:
    label = {"text": "口述实录", "story": "作家整理稿"}[name]
    return f'<section class="oh-part oh-part--{name}" data-part="{name}" aria-label="{label}">'


def _text(
    read: tuple[ShownChapter, ...], fragments: dict[str, str], setter: Setter, values: dict[str, object], *, both: bool
) -> list[Heading | Slot]:
    body: list[Heading | Slot] = [Slot("text-start")]
    if both:
        body.append(Heading(2, "口述实录", "text"))
    for count, chapter in enumerate(read, start=1):
        if chapter.title:
            body.append(Heading(3 if both else 2, chapter.title, chapter.anchor))
        body.append(Slot(f"ch{count}"))
        start = "" if chapter.start_ms is None else seconds(chapter.start_ms)
        fragments[f"ch{count}"] = setter.set("turns", chapter=chapter, start=start, **values)
    return body


def _story(
    talk: InterviewProjection, marks: tuple[Notes, Mentions], fragments: dict[str, str], setter: Setter, *, both: bool
) -> list[Heading | Slot]:
    notes, mentions = marks
    body: list[Heading | Slot] = [Slot("story-start")]
    if both:
        body.append(Heading(2, "作家整理稿", "story"))
    for count, section in enumerate(talk.story, start=1):
        if section.title:
            body.append(Heading(3 if both else 2, section.title, f"story-{count}"))
        body.append(Slot(f"story-{count}"))
        mentions.begin()
        told = enumerate(section.paragraphs)
        paragraphs = [inline(text, notes, mentions.setting(text, ("story", count - 1, at))) for at, text in told]
        fragments[f"story-{count}"] = setter.set("story", paragraphs=paragraphs)
    return body


def _note_slot(notes: Notes, key: str, fragments: dict[str, str], setter: Setter) -> list[Heading | Slot]:
    listed = notes.listed()
    if not listed:
        return []
    fragments[key] = setter.set("notes", notes=listed, prefix=notes.prefix)
    return [Slot(key)]


def _head(entry: PublicInterview, read: tuple[ShownChapter, ...], here: Here) -> dict[str, object]:
    talk = entry.projection
    return {
        "here": here,
        "talk": talk,
        "crew": _crew([*talk.interviewers, *talk.crew]),
        "label": TRUST[entry.trust],
        "points": _outline(read, talk.index),
        "sound": entry.sound,
        "timed": entry.timing is not None and entry.sound is not None,
        "photos": _photos(talk, here),
    }


def _after(entry: PublicInterview, here: Here, around: Around, mentions: Mentions) -> dict[str, object]:
    talk = entry.projection
    cited = citation(entry, around.source)
    return {
        "here": here,
        "talk": talk,
        "photos": _photos(talk, here),
        "named": [around.people[key] for key in mentions.found if key in around.people],
        "entries": _by_register(around.entries.get(talk.id, ())),
        "mapped": around.mapped,
        "left_out": _left_out(talk),
        "citation": cited,
        "wholes": [(form.name, form.key, form.whole(cited.link)) for form in cited.forms],
    }


def _by_register(entries: Sequence[PublicEntry]) -> list[tuple[str, list[tuple[PublicEntry, str]]]]:
    """Each register by its title, with its entries and what a small card says of each."""
    every = [(register.title, [(one, _told(one)) for one in entries if one.register == register.key]) for register in REGISTERS]
    return [(title, those) for title, those in every if those]


def _told(entry: PublicEntry) -> str:
    """Kind, years and the beginning of the definition."""
    facts = (entry.kind, span_words(entry.valid_from, entry.valid_to))
    about = shortened(plain(entry.definition.partition("\n\n")[0]), _LONGEST)
    return "　".join(filter(None, ("，".join(filter(None, facts)), about)))


def _left_out(talk: InterviewProjection) -> list[tuple[str, int]]:
    """The public sentence of everything withheld from the text, with how often it stands there, in the order of the text."""
    turns = (turn for chapter in talk.chapters for turn in chapter.turns)
    return list(Counter(block.label for turn in turns for block in turn.blocks if isinstance(block, LeftOut)).items())


def _photos(talk: InterviewProjection, here: Here) -> list[object]:
    return [picture for picture in talk.photos if here.picture(picture, 960)]


def _crew(people: Iterable[Named]) -> list[tuple[str, str]]:
    """Names by role, in the order in which roles first occur."""
    roles: dict[str, list[str]] = {}
    for person in people:
        roles.setdefault(person.role or "参与", []).append(f"{person.name}（{person.of}）" if person.of else person.name)
    return [(role, "、".join(names)) for role, names in roles.items()]


def _outline(read: tuple[ShownChapter, ...], index: tuple[PublicPoint, ...]) -> list[_Point]:
    """The titled chapters, each with the index points that fall into it; empty when there is nothing to choose from."""
    titled = [chapter for chapter in read if chapter.title]
    starts = [chapter.start_ms if chapter.start_ms is not None else -1 for chapter in titled]
    points: list[_Point] = []
    for count, chapter in enumerate(titled):
        end = next((start for start in starts[count + 1 :] if start >= 0), None)
        begin = 0 if count == 0 else starts[count]
        mine = [point for point in index if 0 <= begin <= point.at_ms and (end is None or point.at_ms < end)]
        points.append(_point(chapter, mine))
    return points if len(points) > 1 or any(point.synopses for point in points) else []


def _point(chapter: ShownChapter, mine: list[PublicPoint]) -> _Point:
    texts = [_synopsis(chapter.title, point) for point in mine]
    terms = dict.fromkeys(term for point in mine for term in (*point.places, *point.keywords))
    at = "" if chapter.start_ms is None else clock(chapter.start_ms)
    return _Point(chapter.anchor, chapter.title, at, tuple(text for text in texts if text), tuple(terms))


def _synopsis(title: str, point: PublicPoint) -> str:
    if point.title == title:
        return point.synopsis
    return f"{point.title}：{point.synopsis}" if point.synopsis else point.title
