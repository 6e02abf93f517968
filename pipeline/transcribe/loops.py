"""Where a machine went round in circles: the same words over and over, inside a segment, across segments, or in turns."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from pipeline.transcribe.letters import Letters, Span, weight

_LONGEST = 60  # letters of a circle
_COMPRESSED = 2.4  # Whisper's own threshold (openai/whisper transcribe.py), on UTF-8
_FEWEST = 60  # letters that compressing says something about
_IN_TURNS = 4  # segments of a circle
_OFTEN, _SHARE = 8, 0.15  # a line that fills this much of a draft is no line that people say


def loops(letters: Letters) -> list[Span]:
    """Stretches of letters that a machine said again and again; 嗯嗯嗯 and 是的是的 are how people speak."""
    return [*_circles(letters.row), *_packed(letters), *(letters.spans[number] for number in _segments(letters))]


def _circles(row: str) -> Iterator[Span]:
    """Stretches that repeat with one period. Work is linear in the letters."""
    codes = np.fromiter(map(ord, row), np.uint32, len(row))
    for period in range(1, min(_LONGEST, len(row) // 2) + 1):
        same = np.concatenate(([0], (codes[period:] == codes[:-period]).astype(np.int8), [0]))
        edges = np.flatnonzero(np.diff(same))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if end - start + period >= period * _tolerated(row[start : start + period]):
                yield start, end + period


def _tolerated(words: str) -> int:
    """How many times in a row these words are too many for a person."""
    heavy = weight(words)
    if heavy <= 1:
        return 8
    return 5 if heavy <= 2 else 4 if heavy < 10 else 3 if heavy < 20 else 2


def _packed(letters: Letters) -> Iterator[Span]:
    """Segments that compress as only loops do, or are half made of four-letter groups they already had."""
    for start, end in letters.spans:
        words = letters.row[start:end]
        data = words.encode("utf-8", "surrogatepass")
        fours = {words[place : place + 4] for place in range(len(words) - 3)}
        if end - start >= _FEWEST and (len(data) > _COMPRESSED * len(zlib.compress(data)) or 2 * len(fours) < end - start - 3):
            yield start, end


def _segments(letters: Letters) -> set[int]:
    """Numbers of segments that say what others near them say: A A A, A B A B A B, or one line all over the draft."""
    numbers = [number for number, (start, end) in enumerate(letters.spans) if end > start]
    said = [letters.said(number) for number in numbers]
    found = {at for size in range(1, _IN_TURNS + 1) for at in _in_turns(said, size)}
    counts = Counter(said)
    lines = {
        words
        for words, count in counts.items()
        if count >= max(_OFTEN, _SHARE * len(said)) and weight(words) > 2 < len(set(words))
    }
    return {numbers[at] for at in range(len(said)) if at in found or said[at] in lines}


def _in_turns(said: Sequence[str], size: int) -> Iterator[int]:
    """Places in rows in which groups of `size` segments come again."""
    places = range(len(said) - size)
    for same, row in groupby(places, key=lambda at: said[at] == said[at + size]):
        run = list(row)
        heavy = sum(weight(words) for words in said[run[0] : run[0] + size]) / size
        enough = 6 if heavy <= 2 else 2 if size == 1 and heavy >= 10 else 3
        if same and len(run) + size >= size * enough:
            yield from range(run[0], run[-1] + size + 1)
