"""Turns two rows of letters, one written and one heard, into the pairs that are the same in both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

NONE = -1
_SMALL = 2_000_000  # compared letter by letter: at most this many pairs, a few milliseconds
_GRAMS = (10, 6, 4)


def match(written: str, heard: str) -> list[int]:
    """For each written letter the index of the heard letter it is, or NONE; indices rise.

    Long rows are cut at stretches of letters that occur once in each, so that the work stays near linear; stretches in
    which nothing of the kind is found and which are too long to compare stay unmatched.
    """
    pairs = [NONE] * len(written)
    for start, end, first, last in _stretches(written, heard):
        for block in Levenshtein.opcodes(written[start:end], heard[first:last]):
            if block.tag == "equal":
                for step in range(block.src_end - block.src_start):
                    pairs[start + block.src_start + step] = first + block.dest_start + step
    return _without_strays(pairs)


def unique_pairs(written: str, heard: str, size: int) -> list[tuple[int, int]]:
    """Where stretches of `size` letters stand that occur exactly once in each row, in order of the written one."""
    ours, theirs = _once(written, size), _once(heard, size)
    return [(at, theirs[gram]) for gram, at in ours.items() if gram in theirs]


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second members rise (patience sorting)."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        pile = bisect_left(tails, value)
        before.append(tops[pile - 1] if pile else NONE)
        tails[pile : pile + 1] = [value]
        tops[pile : pile + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = tops[-1] if tops else NONE
    while index != NONE:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _once(row: str, size: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(len(row) - size + 1):
        gram = row[at : at + size]
        found[gram] = NONE if gram in found else at
    return {gram: at for gram, at in found.items() if at != NONE}


def _stretches(written: str, heard: str) -> list[tuple[int, int, int, int]]:
    """Pieces (start, end, first, last) of both rows that are small enough to compare."""
    pieces = [(0, len(written), 0, len(heard))]
    for size in _GRAMS:
        pieces = [part for piece in pieces for part in _cut(written, heard, piece, size)]
    return [piece for piece in pieces if _area(piece) <= _SMALL]


def _area(piece: tuple[int, int, int, int]) -> int:
    start, end, first, last = piece
    return (end - start) * (last - first)


def _cut(written: str, heard: str, piece: tuple[int, int, int, int], size: int) -> list[tuple[int, int, int, int]]:
    if _area(piece) <= _SMALL:
        return [piece]
    start, end, first, last = piece
    anchors = rising(unique_pairs(written[start:end], heard[first:last], size))
    cuts = [(start, first)]
    for at, place in anchors:
        if at + start - cuts[-1][0] >= 400 and place + first > cuts[-1][1]:
            cuts.append((at + start, place + first))
    return [(a, b, x, y) for (a, x), (b, y) in pairwise([*cuts, (end, last)])]


def _without_strays(pairs: list[int]) -> list[int]:
    """Pairs without single letters that agree by chance: a letter alone needs company two letters away at most."""
    kept = list(pairs)
    matched = [at for at, place in enumerate(pairs) if place != NONE]
    for index, at in enumerate(matched):
        near = (matched[index - 1 : index] if index else []) + matched[index + 1 : index + 2]
        if not any(abs(at - other) <= 3 and abs(pairs[at] - pairs[other]) <= 3 for other in near):
            kept[at] = NONE
    return kept
