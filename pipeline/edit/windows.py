"""Turns a text into runs of turns between written times, and finds each run's letters among those that were heard.

A run is compared with what was heard between its written time and the next one, fifteen seconds to either side, with a
little of its neighbours for company, so that a short answer finds its own place. Letters that stand together only once
pull the window to where the words really are, should a written time be wrong or a passage have been moved.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.edit.heard import Heard, bare
from pipeline.edit.matching import NONE, match, rising, unique_pairs
from pipeline.language.sentences import split
from pipeline.model.text import Paragraph, Text

_MARGIN = 15_000
_COMPANY = 60  # letters: about fifteen seconds of speech
_GRAM = 8
_CONVINCING = 3  # unique stretches in rising order


@dataclass(frozen=True)
class Written:
    """The letters of a text: of turn `t` [turns[t], turns[t + 1]), of its block `b` `offsets[t][b]` in the paragraph,
    beginning at `blocks[t][b]`; and per block the letter spans of its sentences."""

    letters: str
    turns: tuple[int, ...]
    blocks: tuple[tuple[int, ...], ...]
    offsets: tuple[tuple[tuple[int, ...], ...], ...]
    sentences: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]


@dataclass(frozen=True)
class Run:
    """Turns [first, last) from one written time to the next, in milliseconds."""

    first: int
    last: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Found:
    """A run with the heard letter, or NONE, for each of its written letters, which begin at `begin`."""

    run: Run
    begin: int
    pairs: list[int]


def write_out(text: Text) -> Written:
    """The letters of a text with their places."""
    letters: list[str] = []
    count = 0
    turns, blocks, offsets, sentences = [0], [], [], []
    for turn in text.turns():
        begins, places, spans = [], [], []
        for block in turn.blocks:
            row, where = bare(block.text) if isinstance(block, Paragraph) else ("", ())
            begins.append(count)
            places.append(where)
            spans.append(tuple(_spans(block.text, where, count)) if isinstance(block, Paragraph) else ())
            letters.append(row)
            count += len(row)
        turns.append(count)
        blocks.append(tuple(begins))
        offsets.append(tuple(places))
        sentences.append(tuple(spans))
    return Written("".join(letters), tuple(turns), tuple(blocks), tuple(offsets), tuple(sentences))


def _spans(paragraph: str, where: Sequence[int], begin: int) -> Iterator[tuple[int, int]]:
    end = 0
    for sentence in split(paragraph):
        start, end = end, end + len(sentence)
        yield begin + bisect_left(where, start), begin + bisect_left(where, end)


def runs(text: Text, end_ms: int) -> list[Run]:
    """The runs of a text; a written time beyond the end of the recordings counts as none."""
    times: list[int | None] = []
    for chapter in text.chapters:
        for number, turn in enumerate(chapter.turns):
            start = chapter.start_ms if turn.start_ms is None and number == 0 else turn.start_ms
            times.append(start if start is not None and (start < end_ms or not end_ms) else None)
    known = sorted({start for start in times if start is not None})
    heads = [number for number, start in enumerate(times) if start is not None or number == 0]
    found = []
    for first, last in pairwise([*heads, len(times)]):
        start = times[first]
        if start is None:  # nothing written before the first time
            following = times[last] if last < len(times) else None
            found.append(Run(first, last, 0, end_ms if following is None else following))
        else:
            after = bisect_right(known, start)
            found.append(Run(first, last, start, known[after] if after < len(known) else max(start, end_ms)))
    return found


class Finder:
    """Finds the letters of a text's runs among the heard ones."""

    def __init__(self, text: Text, heard: Heard) -> None:
        self.written = write_out(text)
        self.heard = heard
        self.runs = runs(text, heard.end_ms)
        self._anchors = unique_pairs(self.written.letters, heard.letters, _GRAM)

    def find(self, number: int) -> Found:
        """The run of this number with its letters found, a little of its neighbours being compared with it."""
        parts, letters = self.runs, self.written.letters
        begin, end = self.written.turns[parts[number].first], self.written.turns[parts[number].last]
        run, low, high = _window(self.heard, parts[number], (begin, end), self._anchors)
        before = number > 0 and parts[number - 1].start_ms <= run.start_ms
        after = number + 1 < len(parts) and parts[number + 1].start_ms >= run.start_ms
        first = max(0, begin - _COMPANY) if before else begin
        last = min(len(letters), end + _COMPANY) if after else end
        pairs = match(letters[first:last], self.heard.letters[low:high])[begin - first : end - first]
        return Found(run, begin, [NONE if place == NONE else place + low for place in pairs])


def _window(heard: Heard, run: Run, span: tuple[int, int], anchors: Sequence[tuple[int, int]]) -> tuple[Run, int, int]:
    """The heard letters [low, high) to look in; where the anchors lie elsewhere, the run with the times of that place."""
    begin, end = span
    low = bisect_left(heard.starts, run.start_ms - _MARGIN)
    high = bisect_right(heard.starts, run.end_ms + _MARGIN)
    mine = anchors[bisect_left(anchors, (begin, 0)) : bisect_left(anchors, (end - _GRAM + 1, 0))]
    chain = rising(mine)
    if len(chain) < _CONVINCING:
        return run, low, high
    first = max(0, chain[0][1] - (chain[0][0] - begin))
    last = min(len(heard.letters), chain[-1][1] + (end - chain[-1][0]))
    near, far = min(low, first - _COMPANY), max(high, last + _COMPANY)
    if far - near <= 3 * (end - begin) + (high - low) + 4 * _COMPANY:
        return run, max(0, near), min(far, len(heard.letters))
    if 2 * sum(low <= place < high for _, place in chain) >= len(chain):
        return run, low, high
    moved = Run(run.first, run.last, heard.starts[first], max(heard.starts[first], heard.ends[last - 1]))
    return moved, max(0, first - _COMPANY), min(last + _COMPANY, len(heard.letters))
