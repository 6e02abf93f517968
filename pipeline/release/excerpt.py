"""Cuts a public interview to a passage: whole sentences, and of everything beside them what belongs to these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.language.inline import escape, marks, plain
from pipeline.language.sentences import plain_sentences, split
from pipeline.model.edition import PublicInterview
from pipeline.model.projection import Block, Held, InterviewProjection, PublicChapter, PublicTurn, Words
from pipeline.model.timing import SentenceTime, Timing, TurnTime

Span = tuple[int, int]  # milliseconds on the interview's clock
_Times = tuple[SentenceTime, ...]


@dataclass(frozen=True)
class _Turn:
    """A turn as far as it lies in the passage, with its times; None: nobody knows any."""

    turn: PublicTurn
    times: TurnTime | None


def excerpt(story: PublicInterview, span: Span) -> PublicInterview | None:
    """The story as it is told within `span`; None where nothing of it is.

    A sentence is in it when its middle is; without sentence times a whole turn, when it begins there. A writer's story has no
    times, so nothing of it stays; photographs stay. It only ever takes away.
    """
    talk = story.projection
    turns = [turn for chapter in talk.chapters for turn in chapter.turns]
    timed = story.timing.turns if story.timing and len(story.timing.turns) == len(turns) else ()
    rows: list[TurnTime] = []
    chapters: list[PublicChapter] = []
    number, last = 0, 0
    for chapter in talk.chapters:
        kept: list[PublicTurn] = []
        for turn in chapter.turns:
            last = turn.start_ms if turn.start_ms is not None else last
            found = _within(turn, timed[number], span) if timed else _begun(turn, last, span)
            number += 1
            if found is not None:
                kept.append(found.turn)
                rows += [found.times] if found.times else []
        if kept:
            chapters.append(chapter.model_copy(update={"turns": tuple(kept), "start_ms": kept[0].start_ms}))
    if not chapters:
        return None
    return replace(story, projection=_beside(talk, chapters, span), timing=Timing(tuple(rows)) if timed else None)


def span_of(story: PublicInterview) -> Span | None:
    """From the first to the last sentence of a story; None where no times are known."""
    turns = story.timing.turns if story.timing else ()
    times = [one for turn in turns for block in turn.blocks for one in block]
    return (min(one.start_ms for one in times), max(one.end_ms for one in times)) if times else None


def _begun(turn: PublicTurn, start_ms: int, span: Span) -> _Turn | None:
    return _Turn(turn, None) if span[0] <= start_ms < span[1] else None


def _within(turn: PublicTurn, times: TurnTime, span: Span) -> _Turn | None:
    """The turn's sentences in the span; what stands between paragraphs stays with the words around it."""
    known = [*times.blocks, *[()] * (len(turn.blocks) - len(times.blocks))]
    rows = [_cut(block, known[at], span) for at, block in enumerate(turn.blocks)]
    if not any(isinstance(block, Words) for block in turn.blocks):
        return _Turn(turn, times) if span[0] <= times.start_ms < span[1] else None
    spoken = {at: row[0] for at, row in enumerate(rows) if row is not None}
    if not spoken:
        return None
    last = max(spoken)
    reach = _next(turn.blocks, last) if spoken[last] == turn.blocks[last] else last  # told only in part: what follows is not
    for at, block in enumerate(turn.blocks):
        if not isinstance(block, Words) and min(spoken) <= at <= reach:
            rows[at] = (block, ())
    kept = [row for row in rows if row is not None]
    said = [one for _, row in kept for one in row]
    start, end = (said[0].start_ms, said[-1].end_ms) if said else (times.start_ms, times.end_ms)
    cut = turn.model_copy(update={"blocks": tuple(block for block, _ in kept), "start_ms": start})
    return _Turn(cut, TurnTime(start, end, tuple(row for _, row in kept)))


def _next(blocks: Sequence[Block], last: int) -> int:
    """How far after the last paragraph that stays something may stand: to the next paragraph."""
    return next((at - 1 for at in range(last + 1, len(blocks)) if isinstance(blocks[at], Words)), len(blocks) - 1)


def _cut(block: Block, times: _Times, span: Span) -> tuple[Block, _Times] | None:
    """The sentences of a paragraph that are spoken in the span; None where there are none, or it is no paragraph."""
    if not isinstance(block, Words):
        return None
    parts, words = split(block.text), plain_sentences(block.text)
    if len(parts) != len(times):
        return None
    chosen = [at for at, one in enumerate(times) if span[0] <= (one.start_ms + one.end_ms) / 2 <= span[1]]
    if not chosen:
        return None
    if len(chosen) == len(parts):
        return block, times
    text, said = "".join(parts[at] for at in chosen), "".join(words[at] for at in chosen)
    kept = tuple(times[at] for at in chosen)
    if plain(text) != said:  # an emphasis that reaches over the edge would leave a star
        text = escape(said)
    return Words(text=text.strip()), kept if len(split(text.strip())) == len(kept) else ()


def _beside(talk: InterviewProjection, chapters: Iterable[PublicChapter], span: Span) -> InterviewProjection:
    blocks = [block for chapter in chapters for turn in chapter.turns for block in turn.blocks]
    shows = tuple(one for one in talk.shows if span[0] <= one.at_ms <= span[1])
    shown = {one.item for one in shows} | {block.item for block in blocks if isinstance(block, Held)}
    called = set(_called(blocks))
    return talk.model_copy(
        update={
            "chapters": tuple(chapters),
            "index": tuple(one for one in talk.index if span[0] <= one.at_ms <= span[1]),
            "shows": shows,
            "items": tuple(one for one in talk.items if one.id in shown),
            "notes": tuple((mark, words) for mark, words in talk.notes if mark in called),
            "story": (),
            "story_notes": (),
        }
    )


def _called(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Words):
            yield from (mark for _, mark in marks(block.text))
