"""Interviews become the passages of a talk: those that people chose, else whole sentences of one turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from pipeline.language.inline import marks, plain
from pipeline.language.sentences import split
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.kit import PublicKit, PublicPart
from pipeline.model.projection import Held, ItemCard, LeftOut, PersonCard, PublicChapter, PublicTurn, Words
from pipeline.publish.talks.ages import MANNERS, Manner
from pipeline.publish.trust import TRUST
from pipeline.publish.volume.characters import bare

Span = tuple[int, int]
_LONGEST_SOUND_MS = 240_000
_SHORT = 12  # characters: what is shorter says too little to stand alone


@dataclass(frozen=True)
class Line:
    """One sentence that is out; times in milliseconds on the interview's clock, None where nobody knows them."""

    words: str
    turn: int
    speaker: str
    asks: bool
    person: str  # public id; empty: no narrator
    chapter: str
    start_ms: int | None
    end_ms: int | None
    broken: bool = False  # something is left out just before it
    item: str = ""  # public id of what is shown just before or after it in its turn
    notes: tuple[str, ...] = ()  # marks of the notes that are called in it


@dataclass(frozen=True)
class Passage:
    """What is shown and heard at one go; `whole` is all that was said around it, for the lecturer's notes."""

    story: PublicInterview
    title: str
    lines: tuple[Line, ...]
    whole: tuple[Line, ...]
    person: PersonCard | None  # None: no narrator speaks in it
    item: ItemCard | None = None  # None: nothing is shown in it
    span: Span | None = None  # None: nothing of it can be heard

    @property
    def words(self) -> str:
        """All its words."""
        return "".join(line.words for line in self.lines)

    @property
    def caution(self) -> str:
        """What stands beside words that a machine heard and nobody read; empty for all others."""
        return caution(self.story)

    @property
    def at_ms(self) -> int | None:
        """When it begins; None where nobody knows."""
        return next((line.start_ms for line in self.lines if line.start_ms is not None), None)


def caution(story: PublicInterview) -> str:
    """That a machine alone wrote the words of an interview, in brackets; empty where somebody proofread them."""
    return f"（{TRUST['machine'].name}）" if story.trust == "machine" else ""


def passages(edition: Edition, kit: PublicKit) -> list[Passage]:
    """All that people chose, then proposals up to the number for the age, taken in turns from the interviews and kept in order.

    A proposal is a narrator's own words, whole sentences of one turn with nothing left out or silenced among them; those that
    speak of a topic of the kit come first.
    """
    manner, stories = MANNERS[kit.age], {one.projection.id: one for one in edition.interviews}
    silenced = {cut.file: cut.silenced for cut in edition.sounds}
    rows: list[tuple[int, list[Passage]]] = []
    chosen: list[Passage] = []
    for part in kit.parts:
        story = stories.get(part.interview)
        if story is None:
            continue
        if part.spans:
            chosen += (one for span in part.spans if (one := _chosen(story, part, span)) is not None)
        else:
            quiet = silenced.get(story.sound.file, ()) if story.sound else ()
            rows.append((len(rows), _proposed(story, kit, manner, quiet)))
    return [*chosen, *_in_turns(rows, max(0, manner.passages - len(chosen)))]


def _in_turns(rows: Sequence[tuple[int, list[Passage]]], most: int) -> list[Passage]:
    """The best of each interview, then the second best of each, until there are enough; told in the order of the interviews."""
    found = [
        (number, one) for turn in zip_longest(*([(n, p) for p in ps] for n, ps in rows)) for number, one in filter(None, turn)
    ]
    kept = sorted(found[:most], key=lambda one: (one[0], one[1].lines[0].turn))
    return [one for _, one in kept]


def lines_of(story: PublicInterview) -> list[Line]:
    """Every sentence of an interview that is out, in order; of a writer's story its paragraphs where there are no turns."""
    talk = story.projection
    turns = [(chapter, turn) for chapter in talk.chapters for turn in chapter.turns]
    timed = story.timing.turns if story.timing and len(story.timing.turns) == len(turns) else ()
    found: list[Line] = []
    for number, (chapter, turn) in enumerate(turns):
        blocks = timed[number].blocks if timed else ()
        found += _of_turn(chapter, turn, number, blocks)
    if not found:
        sections = ((section, paragraph) for section in talk.story for paragraph in section.paragraphs)
        for number, (section, paragraph) in enumerate(sections):
            found += (
                Line(words, number, "", False, "", section.title, None, None)  # noqa: FBT003
                for part in split(paragraph)
                if (words := bare(plain(part)).strip())
            )
    return found


def _of_turn(chapter: PublicChapter, turn: PublicTurn, number: int, times: Sequence[Sequence[object]]) -> Iterator[Line]:
    held = next((block.item for block in turn.blocks if isinstance(block, Held)), "")
    broken = False
    for at, block in enumerate(turn.blocks):
        if not isinstance(block, Words):
            broken = broken or isinstance(block, LeftOut)
            continue
        parts = split(block.text)
        known = times[at] if at < len(times) and len(times[at]) == len(parts) else ()
        for place, part in enumerate(parts):
            words = bare(plain(part)).strip()
            start, end = _when(known[place]) if known else (turn.start_ms if at == place == 0 else None, None)
            if words:
                asks = turn.role == "interviewer"
                called = tuple(mark for _, mark in marks(part))
                yield Line(words, number, turn.speaker, asks, turn.person, chapter.title, start, end, broken, held, called)
                broken = False


def _when(time: object) -> tuple[int | None, int | None]:
    return getattr(time, "start_ms", None), getattr(time, "end_ms", None)


def _chosen(story: PublicInterview, part: PublicPart, span: Span) -> Passage | None:
    """What is said within the span, whoever says it; a sentence whose time nobody knows goes with the one before it."""
    lines = lines_of(story)
    inside: list[Line] = []
    within = False
    for line, later in zip(lines, [*lines[1:], None], strict=True):
        if line.start_ms is not None:
            end = line.end_ms or (later and later.start_ms) or line.start_ms
            within = span[0] <= (line.start_ms + end) / 2 <= span[1]
        inside += [line] if within else []
    return _passage(story, inside, span, lines) if inside and part.interview == story.projection.id else None


def _proposed(story: PublicInterview, kit: PublicKit, manner: Manner, silenced: Sequence[Span]) -> list[Passage]:
    """The best first: of each chapter one, those of a topic before others, the fuller before the shorter."""
    lines = lines_of(story)
    found: list[tuple[tuple[int, int, int], Passage]] = []
    for _, turn in groupby(lines, key=lambda line: line.turn):
        for run in _runs([line for line in turn if line.person or not line.speaker]):
            kept = _within(run, manner.characters)
            if sum(len(line.words) for line in kept) >= _SHORT and not _touches(kept, silenced):
                one = _passage(story, kept, None, lines)
                found.append(((0 if _speaks_of(one, kit.topics) else 1, -len(one.words), kept[0].turn), one))
    found.sort(key=lambda row: row[0])
    first: dict[str, Passage] = {}
    for _, one in found:
        first.setdefault(one.lines[0].chapter, one)
    best = list(first.values())
    return best + [one for _, one in found if one not in best]


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Sentences with nothing left out between them."""
    run: list[Line] = []
    for line in lines:
        if line.broken and run:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _within(run: Sequence[Line], characters: int) -> list[Line]:
    """As many whole sentences from the first as there is room for; at least one."""
    kept, count = list(run[:1]), len(run[0].words)
    for line in run[1:]:
        count += len(line.words)
        if count > characters:
            break
        kept.append(line)
    return kept


def _touches(lines: Sequence[Line], silenced: Sequence[Span]) -> bool:
    times = [(line.start_ms, line.end_ms) for line in lines]
    return any(s is not None and e is not None and first < e and last > s for s, e in times for first, last in silenced)


def _speaks_of(passage: Passage, topics: Sequence[str]) -> bool:
    said = (passage.title, passage.lines[0].chapter, passage.words, *_keywords(passage))
    return any(topic in words for topic in topics for words in said)


def _keywords(passage: Passage) -> tuple[str, ...]:
    at = passage.at_ms
    points = [one for one in passage.story.projection.index if at is not None and one.at_ms <= at]
    return (points[-1].title, points[-1].synopsis, *points[-1].keywords, *points[-1].places) if points else ()


def _passage(story: PublicInterview, lines: Sequence[Line], span: Span | None, every: Sequence[Line]) -> Passage:
    turns = {line.turn for line in lines}
    people = {card.id: card for card in story.projection.narrators}
    items = {card.id: card for card in story.projection.items}
    speaker = next((people[line.person] for line in lines if line.person in people), None)
    held = next((items[line.item] for line in lines if line.item in items), None)
    title = next((line.chapter for line in lines if line.chapter.strip()), "") or story.projection.title
    whole = tuple(line for line in every if line.turn in turns or (line.turn + 1 in turns and line.asks))
    return Passage(story, bare(title), tuple(lines), whole, speaker, held, _heard(story, lines, span))


def _heard(story: PublicInterview, lines: Sequence[Line], span: Span | None) -> Span | None:
    """From the first to the last of its sentences, where the sound is out and their times are known."""
    if story.sound is None:
        return None
    start, end = lines[0].start_ms, lines[-1].end_ms
    if span is not None:
        start, end = (start if start is not None else span[0]), (end if end is not None else span[1])
    if start is None or end is None:
        return None
    end = min(end, story.sound.duration_ms)
    return (start, end) if 0 < end - start <= _LONGEST_SOUND_MS else None
