"""A piece of speech becomes shorter ones, for models that bear less than thirty seconds or tell no times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pipeline.transcribe.listening import RATE, Piece

_FRAME = RATE // 50  # samples in 20 ms
_EDGE_MS = 2_000  # no part is cut shorter than this


def parts(piece: Piece, longest_ms: int) -> Iterator[Piece]:
    """The piece in order, in as few halvings as it takes to have none longer than `longest_ms`; 0 leaves it whole.

    Each cut is in the middle of the longest stretch that nobody speaks in, or where it is quietest.
    """
    if not longest_ms or piece.length_ms <= longest_ms:
        yield piece
        return
    at = _best_cut(piece)
    yield from parts(_slice(piece, 0, at), longest_ms)
    yield from parts(_slice(piece, at, piece.length_ms), longest_ms)


def _best_cut(piece: Piece) -> int:
    """Milliseconds from the piece's start, neither near its start nor near its end."""
    first, last = _EDGE_MS, piece.length_ms - _EDGE_MS
    ends = [end for _, end in piece.voiced[:-1]]
    starts = [start for start, _ in piece.voiced[1:]]
    gaps = [(start - end, (start + end) // 2) for end, start in zip(ends, starts, strict=True)]
    inside = [gap for gap in gaps if first <= gap[1] <= last]
    return max(inside)[1] if inside else _quietest(piece, first, last)


def _quietest(piece: Piece, first: int, last: int) -> int:
    """Where the loudness of 100 ms is least between two places, all in milliseconds."""
    begin, end = first * RATE // 1000 // _FRAME, last * RATE // 1000 // _FRAME
    frames = piece.samples[begin * _FRAME : end * _FRAME].reshape(-1, _FRAME)
    power = np.convolve(np.mean(frames.astype(np.float64) ** 2, axis=1), np.ones(5), "same")
    return int(begin + np.argmin(power[2:-2]) + 2) * 20


def _slice(piece: Piece, begin: int, end: int) -> Piece:
    """The part from `begin` to `end`, in milliseconds from the piece's start."""
    return replace(
        piece,
        start_ms=piece.start_ms + begin,
        samples=piece.samples[begin * RATE // 1000 : end * RATE // 1000],
        voiced=tuple((max(s, begin) - begin, min(e, end) - begin) for s, e in piece.voiced if e > begin and s < end),
    )
