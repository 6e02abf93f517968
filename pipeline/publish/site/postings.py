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
class Postings:
    """Terms as pairs of code points (the second 0 for a single character), and for each its positions, ascending."""

    terms: Numbers  # (n, 2)
    ends: Numbers  # (n,): where each term's positions end in `at`
    at: Numbers

    def positions(self, number: int) -> Numbers:
        """The positions of one term."""
        return self.at[(self.ends[number - 1] if number else 0) : self.ends[number]]


def postings(stream: str | Numbers, *, singles_before: int, rare: int) -> Postings:
    """The postings of a stream of folded text, or of its code points. Single characters are kept where they stand before
    position `singles_before`, and everywhere where they occur at most `rare` times. Raises ValueError beyond 2^30 characters."""
    codes = np.frombuffer(stream.encode("utf-32-le"), dtype=np.uint32) if isinstance(stream, str) else stream
    if len(codes) >= 1 << _AT:
        raise ValueError("a search index holds at most 2^30 characters")
    counts = np.bincount(codes, minlength=_CODES)
    counts[ord(GAP)] = 0
    letters = np.flatnonzero(counts)
    ranks = np.zeros(_CODES, dtype=np.uint32)
    ranks[letters] = np.arange(1, len(letters) + 1, dtype=np.uint32)
    ranked = ranks[codes]
    few = np.concatenate([[False], counts[letters] <= rare])
    spelt = np.concatenate([[0], letters]).astype(np.uint32)
    blocks = [_block(ranked, span, few, singles_before) for span in _spans(counts[letters])]
    offsets = np.cumsum([0, *(len(at) for _, _, at in blocks)])
    nothing = np.zeros(0, dtype=np.uint32)
    return Postings(
        spelt[np.concatenate([np.zeros((0, 2), dtype=np.uint32), *(terms for terms, _, _ in blocks)])],
        np.concatenate(
            [nothing.astype(np.int64), *(ends + offset for (_, ends, _), offset in zip(blocks, offsets, strict=False))]
        ),
        np.concatenate([nothing, *(at for _, _, at in blocks)]),
    )


def _spans(counts: Numbers) -> Iterator[tuple[int, int]]:
    """Ranks [first, last) of first characters that have about so many positions together that their keys are sorted at once."""
    reached = np.cumsum(counts)
    first = 0
    while first < len(counts):
        done = int(reached[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(reached, done + _AT_ONCE, side="right")))
        yield first + 1, last + 1
        first = last


def _block(ranked: Numbers, span: tuple[int, int], few: Numbers, singles_before: int) -> tuple[Numbers, Numbers, Numbers]:
    """The terms (by rank), ends and positions of all terms whose first character is in a span of ranks."""
    at = np.flatnonzero((ranked >= span[0]) & (ranked < span[1]))
    ones, after = ranked[at].astype(np.uint64), ranked[np.minimum(at + 1, len(ranked) - 1)]
    after[at + 1 == len(ranked)] = 0
    ones <<= np.uint64(_BITS)
    paired = after > 0
    alone = few[ranked[at]] | (at < singles_before)
    keys = np.concatenate([_keys((ones | after)[paired], at[paired]), _keys(ones[alone], at[alone])])
    keys.sort()
    of = keys >> np.uint64(_AT)
    ends = np.append(np.flatnonzero(of[1:] != of[:-1]) + 1, len(of)) if len(of) else np.zeros(0, dtype=np.int64)
    firsts = of[np.concatenate([[0], ends[:-1]])] if len(of) else of
    terms = np.stack([firsts >> np.uint64(_BITS), firsts & np.uint64((1 << _BITS) - 1)], axis=1).astype(np.uint32)
    return terms, ends, (keys & np.uint64((1 << _AT) - 1)).astype(np.uint32)


def _keys(terms: Numbers, at: Numbers) -> Numbers:
    return (terms << np.uint64(_AT)) | at.astype(np.uint64)


def pack(values: Numbers, ends: Numbers) -> tuple[bytes, Numbers]:
    """Ascending values in groups as deltas in 7-bit groups, lowest first, and where each group's bytes end.

    The first value of a group is whole. The bytes are those of LEB128 (DWARF 5 §7.6).
    """
    packed: list[bytes] = []
    stops: list[Numbers] = [np.zeros(0, dtype=np.int64)]
    begin = done = 0
    while begin < len(ends):
        start = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, start + _AT_ONCE, side="right")))
        content, own = _packed(values[start : int(ends[end - 1])], ends[begin:end] - start)
        packed.append(content)
        stops.append(own + done)
        begin, done = end, done + len(content)
    return b"".join(packed), np.concatenate(stops)


def _packed(values: Numbers, ends: Numbers) -> tuple[bytes, Numbers]:
    deltas = values.astype(np.int64)
    deltas[1:] -= values[:-1].astype(np.int64)
    starts = ends[:-1]
    deltas[starts] = values[starts]
    lengths = np.ones(len(deltas), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        lengths += deltas >= 1 << bits
    stops = np.cumsum(lengths)
    packed = np.zeros(int(stops[-1]) if len(stops) else 0, dtype=np.uint8)
    begins = stops - lengths
    for index in range(int(lengths.max(initial=1))):
        has = np.flatnonzero(lengths > index) if index else slice(None)
        more = lengths[has] > index + 1
        packed[begins[has] + index] = ((deltas[has] >> 7 * index) & 0x7F) | np.where(more, 0x80, 0)
    return packed.tobytes(), stops[ends - 1]


def gathered(content: Numbers, starts: Numbers, sizes: Numbers) -> bytes:
    """Stretches of bytes, one after the other in the order in which they are given."""
    before = np.cumsum(sizes) - sizes
    at = np.repeat(starts - before, sizes)
    at += np.arange(len(at))
    return bytes(content[at])


def shard_of(terms: Numbers, count: int) -> Numbers:
    """In which of `count` (a power of two) files each term is; the reader's script reckons the same."""
    mixed = (terms[:, 0].astype(np.uint32) * np.uint32(0x9E3779B1)) ^ (terms[:, 1].astype(np.uint32) * np.uint32(0x85EBCA6B))
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(12)
    return mixed & np.uint32(count - 1)


def by_shard(terms: Numbers, count: int) -> Iterator[tuple[int, Numbers]]:
    """The numbers of the terms in each file that has any, in order."""
    shards = shard_of(terms, count)
    order = np.argsort(shards, kind="stable")
    cuts = np.flatnonzero(np.diff(shards[order])) + 1
    for group in np.split(order, cuts) if len(order) else ():
        yield int(shards[group[0]]), group
