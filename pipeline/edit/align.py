"""Turns a text of record and the drafts of its recordings into the times at which its sentences are spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.edit.heard import Heard, hear
from pipeline.edit.matching import NONE
from pipeline.edit.windows import Finder, Found
from pipeline.model.draft import Draft
from pipeline.model.text import Text
from pipeline.model.timing import Place, SentenceTime, Timing, TurnTime

_ENOUGH = 0.4  # of a sentence's letters
_ENOUGH_TO_CUT = 0.6  # of a quoted passage's letters
_STRAY = 4.0  # letters, a Latin one counting 0.4: what is less and far from the rest of its sentence is chance
_FAR_LETTERS = 10
_FAR = 3_000
_BREATH = 800
_ROUGH_SEGMENT = 3_000
_ROUGH_EDGE = 1_000


@dataclass(frozen=True)
class _Sentence:
    """One sentence's letters and, where they align, when they are spoken."""

    letters: int
    time: SentenceTime | None  # None: it does not align


def find_times(text: Text, drafts: Sequence[tuple[Draft, int]]) -> Timing:
    """When each sentence is spoken; drafts come with their recording's offset in milliseconds on the interview's clock.

    Times do not go backwards inside a turn and stay in the turn's interval, which reaches from its written time to the next
    one in time (or the end of the recordings), and further where its words are surely found further away. `sure` is False
    where fewer than 40 % of the letters align, so that the time lies evenly between the neighbours', and where an end of
    the sentence falls inside a long segment without word times, so that it is only as good as even speech.
    """
    finder = Finder(text, hear(drafts))
    return Timing(tuple(time for number in range(len(finder.runs)) for time in _run_times(finder.find(number), finder)))


def find_quote(text: Text, drafts: Sequence[tuple[Draft, int]], place: Place) -> tuple[int, int] | None:
    """When the words at `place` are spoken, as widely as word or segment times allow; None where they do not align surely:
    60 % of the letters, the first and last within two letters of the ends, nothing else of length between them."""
    heard = hear(drafts)
    finder = Finder(text, heard)
    begin, offsets = finder.written.blocks[place.turn][place.block], finder.written.offsets[place.turn][place.block]
    wanted = [begin + index for index, offset in enumerate(offsets) if place.start <= offset < place.end]
    found = finder.find(next(number for number, run in enumerate(finder.runs) if run.first <= place.turn < run.last))
    span = (wanted[0] - found.begin, wanted[-1] + 1 - found.begin) if wanted else (0, 0)
    matched = [at for at in range(*span) if found.pairs[at] != NONE]
    if not matched or len(matched) < _ENOUGH_TO_CUT * len(wanted) or matched[0] - span[0] > 2 or span[1] - 1 - matched[-1] > 2:
        return None
    first, last = _edges(found.pairs, heard, span, (matched[0], matched[-1]))
    if heard.ends[last] - heard.starts[first] > 10_000 + 1_000 * len(wanted):
        return None
    return heard.earliest[first], heard.latest[last]


def _run_times(found: Found, finder: Finder) -> list[TurnTime]:
    rows = [
        [[_sentence(found, finder.heard, span) for span in block] for block in finder.written.sentences[turn]]
        for turn in range(found.run.first, found.run.last)
    ]
    flat = [[sentence.time for block in row for sentence in block if sentence.time] for row in rows]
    every = [time for times in flat for time in times]
    low = min([found.run.start_ms, *(time.start_ms for time in every[:1])])
    high = max([found.run.end_ms, low, *(time.end_ms for time in every)])
    ends = [high] * len(rows)  # of each turn: where the next one that aligns begins
    for number in range(len(rows) - 1, 0, -1):
        ends[number - 1] = flat[number][0].start_ms if flat[number] else ends[number]
    turns = []
    for row, times, after in zip(rows, flat, ends, strict=True):
        start = min([low, *(time.start_ms for time in times[:1])])
        turns.append(_turn_time(row, start, max([start, after, *(time.end_ms for time in times)])))
        low = max([low, *(time.end_ms for time in times)])
    return turns


def _turn_time(row: list[list[_Sentence]], start: int, end: int) -> TurnTime:
    times = iter(_in_order(_filled([sentence for block in row for sentence in block], start, end), start))
    return TurnTime(start, end, tuple(tuple(next(times) for _ in block) for block in row))


def _sentence(found: Found, heard: Heard, span: tuple[int, int]) -> _Sentence:
    first, last = span[0] - found.begin, span[1] - found.begin
    kept = _together(found.pairs, heard, range(first, last))
    if not kept or len(kept) < _ENOUGH * (last - first):
        return _Sentence(last - first, None)
    start, end = _edges(found.pairs, heard, (first, last), (kept[0], kept[-1]))
    sure = _firm(heard, start, heard.starts[start]) and _firm(heard, end, heard.ends[end])
    return _Sentence(last - first, SentenceTime(heard.starts[start], max(heard.starts[start], heard.ends[end]), sure))


def _together(pairs: Sequence[int], heard: Heard, span: range) -> list[int]:
    """The matched letters of a sentence without those that lie far from the rest and are too few to mean anything."""
    clusters: list[list[int]] = []
    before = NONE
    for at in span:
        if pairs[at] == NONE:
            continue
        if before == NONE or (
            pairs[at] - pairs[before] - (at - before) > _FAR_LETTERS
            and heard.starts[pairs[at]] - heard.ends[pairs[before]] > _FAR
        ):
            clusters.append([])
        clusters[-1].append(at)
        before = at
    weights = [sum(0.4 if heard.letters[pairs[at]].isascii() else 1.0 for at in cluster) for cluster in clusters]
    most = max(weights, default=0.0)
    return [
        at for cluster, weight in zip(clusters, weights, strict=True) if weight in (most,) or weight >= _STRAY for at in cluster
    ]


def _edges(pairs: Sequence[int], heard: Heard, span: tuple[int, int], kept: tuple[int, int]) -> tuple[int, int]:
    """The heard letters at which a stretch begins and ends: from its outermost matches outwards, letter by letter, as far
    as it has letters of its own, up to the neighbours' matches or a breath."""
    start, end = pairs[kept[0]], pairs[kept[1]]
    floor = next((pairs[at] + 1 for at in range(kept[0] - 1, -1, -1) if pairs[at] != NONE), 0)
    ceiling = next((pairs[at] for at in range(kept[1] + 1, len(pairs)) if pairs[at] != NONE), len(heard.letters))
    for _ in range(kept[0] - span[0]):
        if start <= floor or heard.starts[start] - heard.ends[start - 1] > _BREATH:
            break
        start -= 1
    for _ in range(span[1] - 1 - kept[1]):
        if end + 1 >= ceiling or heard.starts[end + 1] - heard.ends[end] > _BREATH:
            break
        end += 1
    return start, end


def _firm(heard: Heard, at: int, time: int) -> bool:
    """Whether the time of a letter's edge is known and not spread over a long segment."""
    early, late = heard.earliest[at], heard.latest[at]
    return late - early <= _ROUGH_SEGMENT or min(time - early, late - time) <= _ROUGH_EDGE


def _filled(sentences: Sequence[_Sentence], start: int, end: int) -> list[SentenceTime]:
    """Times for all: a stretch that does not align shares the time between its neighbours by its letters."""
    times: list[SentenceTime] = []
    waiting: list[int] = []
    for sentence in [*sentences, _Sentence(0, SentenceTime(end, end, sure=False))]:
        if sentence.time is None:
            waiting.append(sentence.letters + 1)
            continue
        low = times[-1].end_ms if times else start
        room = max(0, sentence.time.start_ms - low)
        said = 0
        for letters in waiting:
            begin, said = low + room * said // sum(waiting), said + letters
            times.append(SentenceTime(begin, low + room * said // sum(waiting), sure=False))
        waiting = []
        times.append(sentence.time)
    return times[:-1]


def _in_order(times: Sequence[SentenceTime], start: int) -> list[SentenceTime]:
    """The times with starts that never fall, and none reaching into the next."""
    starts = []
    for time in times:
        start = max(start, time.start_ms)
        starts.append(start)
    following = [*starts[1:], None][: len(starts)]
    return [
        SentenceTime(begin, max(begin, time.end_ms if after is None else min(time.end_ms, after)), time.sure)
        for begin, after, time in zip(starts, following, times, strict=True)
    ]
