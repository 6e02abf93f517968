"""A story becomes the minute of it that is worth hearing alone: complete passages, sixty to ninety seconds where it can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.language.inline import plain
from pipeline.language.sentences import split
from pipeline.model.edition import PublicIssue
from pipeline.model.projection import LeftOut, PublicTurn, Words
from pipeline.model.timing import TurnTime

SHORTEST_MS, LONGEST_MS = 60_000, 90_000
_BEST_MS = 75_000
_PAUSE_MS = 3_000  # a longer one may hold anything, so no clip runs over it
Span = tuple[int, int]


@dataclass(frozen=True)
class Said:
    """One sentence with its times in milliseconds on the interview's clock, and its place among the others."""

    words: str
    speaker: str
    start_ms: int
    end_ms: int
    narrator: bool
    first: bool  # of its turn
    last: bool
    broken: bool  # something is left out just before it


def clip_of(issue: PublicIssue, silenced: Sequence[Span] = ()) -> Span | None:
    """What of an issue is heard in a minute or so: what people chose, else a proposal; None where nothing can be heard.

    A proposal is whole sentences with nothing left out or silenced among them: the best begins with a narrator's turn, ends
    where a turn ends, and lasts sixty to ninety seconds; where the story is shorter, as long as it is.
    """
    if issue.story.sound is None:
        return None
    if issue.clip is not None:
        return issue.clip
    rows = said(issue)
    found = [(_worth(rows[first : last + 1]), first, last) for first, last in _runs(rows, silenced)]
    if not found:
        return None
    _, first, last = max(found, key=lambda one: (one[0], -one[1], -one[2]))
    return rows[first].start_ms, rows[last].end_ms


def said(issue: PublicIssue) -> list[Said]:
    """The sentences whose times are known, in order; without sentence times whole turns, from each one's start to the next's."""
    story = issue.story
    turns = [turn for chapter in story.projection.chapters for turn in chapter.turns]
    timed = story.timing.turns if story.timing and len(story.timing.turns) == len(turns) else ()
    rows: list[Said] = []
    broken = False
    for number, turn in enumerate(turns):
        start = len(rows)
        spoken = _sentences(turn, timed[number]) if timed else _whole(turns, number, issue)
        for words, at, end in spoken:
            if words is None:
                broken = True
                continue
            rows.append(Said(words, turn.speaker, at, end, turn.role != "interviewer", len(rows) == start, False, broken))  # noqa: FBT003
            broken = False
        if len(rows) > start:
            rows[-1] = replace(rows[-1], last=True)
    return rows


def _sentences(turn: PublicTurn, times: TurnTime) -> Iterator[tuple[str | None, int, int]]:
    """(words, start, end) of each sentence of a turn; no words where something is left out."""
    for block, known in zip(turn.blocks, times.blocks, strict=False):
        if isinstance(block, LeftOut):
            yield None, 0, 0
        for part, time in zip(split(block.text) if isinstance(block, Words) else (), known, strict=False):
            yield plain(part).strip(), time.start_ms, time.end_ms


def _whole(turns: Sequence[PublicTurn], number: int, issue: PublicIssue) -> Iterator[tuple[str | None, int, int]]:
    """A whole turn as one sentence, where its beginning and its end are known; what follows something left out is parted."""
    turn = turns[number]
    if any(isinstance(block, LeftOut) for block in turn.blocks):
        yield None, 0, 0
    later = [one.start_ms for one in turns[number + 1 :]]
    heard = issue.story.sound.duration_ms if issue.story.sound else None
    end = later[0] if later else issue.span[1] if issue.span else heard
    words = "".join(plain(block.text) for block in turn.blocks if isinstance(block, Words))
    if turn.start_ms is not None and end is not None and words:
        yield words, turn.start_ms, end


def _runs(rows: Sequence[Said], silenced: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """(first, last) sentence of every stretch that could be a clip."""
    for first, begin in enumerate(rows):
        for last in range(first, len(rows)):
            end = rows[last]
            if end.end_ms - begin.start_ms > LONGEST_MS or (last > first and _parted(rows[last - 1], end)):
                break
            if any(start < end.end_ms and stop > begin.start_ms for start, stop in silenced):
                break
            yield first, last


def _parted(before: Said, after: Said) -> bool:
    return after.broken or not 0 <= after.start_ms - before.end_ms + 1 <= _PAUSE_MS


def _worth(run: Sequence[Said]) -> tuple[int, ...]:
    length = run[-1].end_ms - run[0].start_ms
    long_enough = length >= SHORTEST_MS
    whole = run[0].first + run[-1].last
    return (
        long_enough,
        whole if long_enough else length // 5_000,
        run[0].narrator and run[0].first,
        -abs(length - _BEST_MS) // 1000,
    )
