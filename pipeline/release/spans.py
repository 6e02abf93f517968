"""Turns withheld times into cuts of the text: which characters of which block of which turn are out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.language.sentences import split
from pipeline.model.consent import Withhold
from pipeline.model.projection import Held, PublicTurn, Words
from pipeline.model.timing import SentenceTime, Timing, TurnTime
from pipeline.release.reasons import Reasons, reason

PAD_MS = 150  # a recogniser's word times are off by that much; see trust.md §5.2

Span = tuple[int, int]  # milliseconds on the interview's clock, both ends included


@dataclass(frozen=True)
class Cut:
    """Characters [start, end) of a block that are out, and the public sentence in their place."""

    turn: int
    block: int
    start: int
    end: int
    label: str


@dataclass(frozen=True)
class _Spoken:
    """One sentence of a turn: its block, its characters, its time."""

    block: int
    start: int
    end: int
    time: SentenceTime


def padded(record: Withhold) -> Span | None:
    """A record's span padded on both sides; None when it is not withheld by time."""
    if record.from_ms is None or record.to_ms is None:
        return None
    return max(0, record.from_ms - PAD_MS), record.to_ms + PAD_MS


def touches(start_ms: int, end_ms: int, span: Span) -> bool:
    """Whether an interval and a span have so much as a millisecond in common."""
    return start_ms <= span[1] and end_ms >= span[0]


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap, nest or meet made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def time_cuts(turns: Sequence[PublicTurn], timing: Timing | None, records: Iterable[Withhold]) -> tuple[Cut, ...] | Reasons:
    """What the records withheld by time cut from the turns; the reasons where times are missing or do not fit the words."""
    spans = [(record, span) for record in records if (span := padded(record)) is not None]
    if not spans:
        return ()
    if timing is None:
        return tuple(reason("withhold-no-times", id=record.id) for record, _ in spans)
    if not fits(turns, timing):
        return tuple(reason("withhold-times-differ", id=record.id) for record, _ in spans)
    cuts: list[Cut] = []
    for record, span in spans:
        for number, (turn, time) in enumerate(zip(turns, timing.turns, strict=True)):
            cuts += _turn_cuts(number, turn, time, (record, span))
    return tuple(cuts)


def fits(turns: Sequence[PublicTurn], timing: Timing) -> bool:
    """Whether the times have a turn for every turn, an entry for every block and a time for every sentence."""
    if len(timing.turns) != len(turns):
        return False
    return all(
        [len(times) for times in time.blocks] == [len(_sentences(block)) for block in turn.blocks]
        for turn, time in zip(turns, timing.turns, strict=True)
    )


def _sentences(block: object) -> tuple[str, ...]:
    return split(block.text) if isinstance(block, Words) else ()


def _turn_cuts(number: int, turn: PublicTurn, time: TurnTime, withheld: tuple[Withhold, Span]) -> Iterator[Cut]:
    record, span = withheld
    spoken = tuple(_spoken(turn, time))
    starts = [one.time.start_ms for one in spoken]
    ends = [one.time.end_ms for one in spoken]
    if not touches(min([time.start_ms, *starts]), max([time.end_ms, *ends]), span):
        return
    if all(one.time.sure for one in spoken) and spoken:
        out = [one for one in spoken if touches(one.time.start_ms, one.time.end_ms, span)]
    else:  # a time that is only interpolated may be anywhere in the turn
        out = list(spoken)
        yield from (Cut(number, at, 0, 0, record.label) for at, block in enumerate(turn.blocks) if isinstance(block, Held))
    yield from (Cut(number, one.block, one.start, one.end, record.label) for one in out)
    yield from (Cut(number, at, 0, 0, record.label) for at in _held_beside(turn, spoken, out))


def _spoken(turn: PublicTurn, time: TurnTime) -> Iterator[_Spoken]:
    for number, (block, times) in enumerate(zip(turn.blocks, time.blocks, strict=True)):
        at = 0
        for sentence, spoken in zip(_sentences(block), times, strict=True):
            yield _Spoken(number, at, at + len(sentence), spoken)
            at += len(sentence)


def _held_beside(turn: PublicTurn, spoken: Sequence[_Spoken], out: Sequence[_Spoken]) -> Iterator[int]:
    """Items shown next to a withheld sentence: they were in the hand while it was said."""
    for number, block in enumerate(turn.blocks):
        if isinstance(block, Held):
            before = [one for one in spoken if one.block < number][-1:]
            after = [one for one in spoken if one.block > number][:1]
            if any(one in out for one in (*before, *after)):
                yield number
