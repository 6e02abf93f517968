"""An interview's projection and its timing become chapters of turns as the page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.model.edition import PublicInterview
from pipeline.model.projection import Block, Held, ItemCard, LeftOut, PublicTurn, Words
from pipeline.model.timing import TurnTime
from pipeline.publish.site.mentions import Mentions
from pipeline.publish.site.words import Ids, Notes, Sentence, seconds, sentences

_STRETCH = 1500  # characters of HTML
_TURN = 100  # what the line above a turn is worth in them
_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")


@dataclass(frozen=True)
class ShownBlock:
    """A paragraph, a withheld place, or an item at its moment, whichever `kind` says."""

    kind: str
    sentences: tuple[Sentence, ...] = ()
    label: str = ""
    item: ItemCard | None = None  # None: not an item, or one that is not out
    seconds: str = ""

    @property
    def said(self) -> Markup:
        """The sentences of a paragraph, one after the other; their words were escaped when they were set."""
        return Markup("".join([sentence.span for sentence in self.sentences]))  # noqa: S704


@dataclass(frozen=True)
class ShownTurn:
    """One turn; `anchor` is empty where no time is known or an earlier turn has the same."""

    speaker: str
    role: str
    anchor: str
    seconds: str
    clock: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True)
class ShownChapter:
    """One chapter; `anchor` is the id of its heading, or of its first turn where it has no title.

    One of several chapters that nobody gave a title is named by its number, 第三章.
    """

    anchor: str
    title: str
    start_ms: int | None  # None: no time is known
    turns: tuple[ShownTurn, ...]

    def stretches(self) -> Iterator[tuple[ShownTurn, ...]]:
        """The turns in stretches of about the same height, which a browser lays out only when they come into view."""
        stretch: list[ShownTurn] = []
        length = 0
        for turn in self.turns:
            stretch.append(turn)
            length += _TURN + sum([len(sentence.html) for block in turn.blocks for sentence in block.sentences])
            if length >= _STRETCH:
                yield tuple(stretch)
                stretch, length = [], 0
        if stretch:
            yield tuple(stretch)


def clock(milliseconds: int) -> str:
    """`12:33` or `1:02:03`."""
    whole = milliseconds // 1000
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def ordinal(number: int) -> str:
    """A number from 1 as headings write it: 三, 十, 二十一; from 100 on in digits."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + _DIGITS[ones]


def chapters(entry: PublicInterview, notes: Notes, mentions: Mentions | None = None) -> tuple[ShownChapter, ...]:
    """The chapters in order, every turn and sentence with its id and time; an item stands where the text or the index has it.

    Without `mentions`, names in the text lead nowhere.
    """
    reading = _Reading.of(entry, notes, mentions or Mentions())
    several = len(entry.projection.chapters) > 1
    shown: list[ShownChapter] = []
    number = 0
    for count, chapter in enumerate(entry.projection.chapters, start=1):
        turns: list[ShownTurn] = []
        for turn in chapter.turns:
            turns.append(reading.turn(turn, number))
            number += 1
        start = chapter.start_ms if chapter.start_ms is not None else _first_start(reading, number - len(turns), chapter.turns)
        title = chapter.title or (f"第{ordinal(count)}章" if several and turns else "")
        anchor = f"ch{count}" if title else next((turn.anchor for turn in turns if turn.anchor), f"ch{count}")
        shown.append(ShownChapter(anchor, title, start, tuple(turns)))
    return tuple(shown)


def _first_start(reading: _Reading, number: int, turns: tuple[PublicTurn, ...]) -> int | None:
    return reading.start(turns[0], number) if turns else None


@dataclass
class _Reading:
    """What is carried from turn to turn while a text is set."""

    times: tuple[TurnTime, ...]
    items: Mapping[str, ItemCard]
    moments: dict[str, int]  # item → when it is shown
    loose: list[tuple[int, str]]  # items that the index shows and the text does not hold, by time
    notes: Notes
    mentions: Mentions
    ids: Ids = field(default_factory=Ids)
    last_ms: int | None = None

    @classmethod
    def of(cls, entry: PublicInterview, notes: Notes, mentions: Mentions) -> _Reading:
        talk = entry.projection
        turns = [turn for chapter in talk.chapters for turn in chapter.turns]
        held = {block.item for turn in turns for block in turn.blocks if isinstance(block, Held)}
        times = entry.timing.turns if entry.timing and len(entry.timing.turns) == len(turns) else ()
        return cls(
            times=times,
            items={item.id: item for item in talk.items},
            moments={shown.item: shown.at_ms for shown in talk.shows},
            loose=sorted((shown.at_ms, shown.item) for shown in talk.shows if shown.item not in held),
            notes=notes,
            mentions=mentions,
        )

    def start(self, turn: PublicTurn, number: int) -> int | None:
        return turn.start_ms if turn.start_ms is not None else self.times[number].start_ms if self.times else None

    def turn(self, turn: PublicTurn, number: int) -> ShownTurn:
        self.mentions.begin()
        start = self.start(turn, number)
        at = "" if start is None else seconds(start)
        wanted = f"t={at}" if at else ""
        anchor = self.ids.give(wanted) if wanted and wanted not in self.ids.taken else ""
        blocks = [self.block(block, number, index) for index, block in enumerate(turn.blocks)]
        blocks += self.due(number)
        return ShownTurn(turn.speaker, turn.role, anchor, at, "" if start is None else clock(start), tuple(blocks))

    def block(self, block: Block, number: int, index: int) -> ShownBlock:
        if isinstance(block, LeftOut):
            return ShownBlock("left_out", label=block.label)
        if isinstance(block, Words):
            known = self.times[number].blocks if self.times else ()
            times = known[index] if index < len(known) else ()
            if times:
                self.last_ms = times[-1].end_ms
            return ShownBlock(
                "words",
                sentences(block.text, times, self.notes, self.ids, self.mentions.setting(block.text, ("text", number, index))),
            )
        return self.item(block.item, self.moments.get(block.item, self.last_ms))

    def item(self, key: str, at_ms: int | None) -> ShownBlock:
        return ShownBlock("item", item=self.items.get(key), seconds="" if at_ms is None else seconds(at_ms))

    def due(self, number: int) -> list[ShownBlock]:
        """Items of the index whose moment lies before this turn ends."""
        last = number + 1 == len(self.times)
        end = self.times[number].end_ms if self.times else None
        if not self.loose:
            return []
        due = [pair for pair in self.loose if end is not None and (last or pair[0] < end)]
        self.loose = [pair for pair in self.loose if pair not in due]
        return [self.item(key, at_ms) for at_ms, key in due]
