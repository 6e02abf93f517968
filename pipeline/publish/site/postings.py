"""Where every pair of neighbouring characters stands in a text, sorted and packed; whole texts at a time, by numpy.

A *term* is two characters side by side, or one character and nothing. Its *positions* are counted in folded characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

GAP = "\n"  # between what does not belong together; no folded text holds one
_BITS = 17  # for a character's rank; the rest of 64 bits is its position
_AT = 64 - 2 * _BITS
_CODES = 0x110000
_AT_ONCE = 1 << 20  # positions: more at once would only want more memory

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Row:
    """A text by the ranks of its characters: of each position, GAP being 0; code points and counts by rank."""

    ranks: Numbers
    letters: Numbers
    counts: Numbers


@dataclass(frozen=True)
class Wanted:
    """Single characters are kept where they stand before a position, and everywhere where they occur at most `rare` times.

    With `shards`, true for each record of terms that is asked for, terms of the others are left out.
    """

    singles_before: int
    rare: int
    shards: Numbers | None = None


@dataclass(frozen=True)
class Postings:
    """Terms as pairs of code points (the second 0 for a single character), and for each its positions, ascending."""

    terms: Numbers  # (n, 2)
    ends: Numbers  # (n,): where each term's positions end in `at`
    at: Numbers


def ranked(codes: Numbers) -> Row:
    """A text of code points by ranks. Raises ValueError beyond 2^30 characters."""
    if len(codes) >= 1 << _AT:
        raise ValueError("a search index holds at most 2^30 characters")
    counts = np.zeros(_CODES, dtype=np.int64)
    for start in range(0, len(codes), _AT_ONCE):
        some = np.bincount(codes[start : start + _AT_ONCE])
        counts[: len(some)] += some
    counts[ord(GAP)] = 0
    letters = np.flatnonzero(counts)
    ranks = np.zeros(_CODES, dtype=np.uint16 if len(letters) < 1 << 16 else np.uint32)
    ranks[letters] = np.arange(1, len(letters) + 1)
    return Row(ranks[codes], np.append(0, letters).astype(np.uint32), np.append(0, counts[letters]))


def postings(row: Row, wanted: Wanted) -> Iterator[Postings]:
    """The postings of a text in order, so many terms at a time as have about a million positions."""
    for span in _spans(row.counts[1:]):
        yield _block(row, span, wanted)


def _spans(counts: Numbers) -> Iterator[tuple[int, int]]:
    """Ranks [first, last) of first characters that have about so many positions together that their keys are sorted at once."""
    reached = np.cumsum(counts)
    first = 0
    while first < len(counts):
        done = int(reached[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(reached, done + _AT_ONCE, side="right")))
        yield first + 1, last + 1
        first = last


def _block(row: Row, span: tuple[int, int], wanted: Wanted) -> Postings:
    """All terms whose first character is in a span of ranks."""
    at = np.flatnonzero((row.ranks >= span[0]) & (row.ranks < span[1]))
    ones = row.ranks[at]
    after = row.ranks[np.minimum(at + 1, len(row.ranks) - 1)]
    after[at + 1 == len(row.ranks)] = 0
    paired, alone = after > 0, (row.counts <= wanted.rare)[ones] | (at < wanted.singles_before)
    if wanted.shards is not None:
        count, first = len(wanted.shards), row.letters[ones]
        paired &= wanted.shards[shard_of(first, row.letters[after], count)]
        alone &= wanted.shards[shard_of(first, np.zeros(1, dtype=np.uint32), count)]
    keys = np.concatenate([_keys(ones[paired], after[paired], at[paired]), _keys(ones[alone], 0, at[alone])])
    keys.sort()
    of = keys >> np.uint64(_AT)
    ends = np.append(np.flatnonzero(of[1:] != of[:-1]) + 1, len(of)) if len(of) else np.zeros(0, dtype=np.int64)
    firsts = of[np.concatenate([[0], ends[:-1]])] if len(of) else of
    terms = np.stack([firsts >> np.uint64(_BITS), firsts & np.uint64((1 << _BITS) - 1)], axis=1)
    return Postings(row.letters[terms], ends, (keys & np.uint64((1 << _AT) - 1)).astype(np.uint32))


def _keys(ones: Numbers, after: Numbers | int, at: Numbers) -> Numbers:
    keys = ones.astype(np.uint64)
    keys <<= np.uint64(_BITS)
    keys |= np.asarray(after, dtype=np.uint64)
    keys <<= np.uint64(_AT)
    keys |= at.astype(np.uint64)
    return keys


def pack(values: Numbers, ends: Numbers) -> tuple[bytes, Numbers]:
    """Ascending values in groups as deltas in 7-bit groups, lowest first, and where each group's bytes end.

    The first value of a group is whole. The bytes are those of LEB128 (DWARF 5 §7.6).
    """
    deltas: Numbers = values.astype(np.int64 if values.dtype.itemsize > 4 else np.uint32)
    deltas[1:] -= values[:-1].astype(deltas.dtype)
    starts = ends[:-1]
    deltas[starts] = values[starts]
    lengths = np.ones(len(deltas), dtype=np.uint8)
    for bits in (7, 14, 21, 28):
        lengths += deltas >= 1 << bits
    stops = np.cumsum(lengths, dtype=np.int64)
    packed = np.zeros(int(stops[-1]) if len(stops) else 0, dtype=np.uint8)
    begins = stops - lengths
    for index in range(int(lengths.max(initial=1))):
        if index:
            has = lengths > index
            deltas, begins, lengths = deltas[has] >> 7, begins[has] + 1, lengths[has]
        packed[begins] = (deltas & 0x7F).astype(np.uint8) | ((lengths > index + 1).view(np.uint8) << 7)
    return packed.tobytes(), stops[ends - 1]


def gathered(content: Numbers, starts: Numbers, sizes: Numbers) -> bytes:
    """Stretches of bytes, one after the other in the order in which they are given."""
    before = np.cumsum(sizes) - sizes
    at = np.repeat(starts - before, sizes)
    at += np.arange(len(at))
    return bytes(content[at])


def shard_of(first: Numbers, second: Numbers, count: int) -> Numbers:
    """In which of `count` (a power of two) records terms are, by code points; the reader's script reckons the same."""
    mixed = (first.astype(np.uint32) * np.uint32(0x9E3779B1)) ^ (second.astype(np.uint32) * np.uint32(0x85EBCA6B))
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(12)
    return mixed & np.uint32(count - 1)
