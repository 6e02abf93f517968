"""Turns counts of wrong letters in passages into 95 % confidence intervals, and two counts of the same passages into one.

Passages are drawn with replacement, and the rate of each draw is taken: the bootstrap of error rates of Bisani & Ney,
“Bootstrap estimates for confidence intervals in ASR performance evaluation” (ICASSP 2004), with passages of several sentences
as the units because neighbouring sentences fail together (Liu & Peng, “Statistical testing on ASR performance via blockwise
bootstrap”, Interspeech 2020). Two drafts are compared on the same draws. The seed is fixed, and only raw bits of PCG64 are
used, whose stream numpy promises to keep (NEP 19): the same counts give the same interval everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 20260101
DRAWS = 1000
FEWEST = 5  # passages: with fewer nobody can say how much they differ
_TAIL = DRAWS // 40


@dataclass(frozen=True)
class Interval:
    """Where the true figure lies 19 times out of 20; a rate or a difference of rates, as a share (0.01 is 1 %)."""

    low: float
    high: float


def interval(counts: Sequence[tuple[int, int]]) -> Interval | None:
    """The interval of an error rate from (errors, letters) of each passage; None for fewer than five passages with letters.

    Where nothing was wrong at all, the upper end is three in as many letters as there are (the rule of three: Hanley &
    Lippman-Hand, JAMA 249, 1983).
    """
    errors, letters = sum(wrong for wrong, _ in counts), sum(length for _, length in counts)
    if not letters or sum(length > 0 for _, length in counts) < FEWEST:
        return None
    if not errors:
        return Interval(0.0, min(1.0, 3 / letters))
    drawn = _drawn(np.array(counts, np.int64))
    return _middle(drawn[:, 0] / np.maximum(drawn[:, 1], 1))


def difference(counts: Sequence[tuple[int, int, int]]) -> Interval | None:
    """The interval of how much the rate rose from (errors before, errors now, letters) of each passage."""
    if sum(length > 0 for _, _, length in counts) < FEWEST:
        return None
    drawn = _drawn(np.array(counts, np.int64))
    return _middle((drawn[:, 1] - drawn[:, 0]) / np.maximum(drawn[:, 2], 1))


def _drawn(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The column sums of each draw of as many rows as there are, shape (DRAWS, columns)."""
    bits = np.random.PCG64(SEED)
    rows = np.uint64(len(counts))
    return np.array([counts[bits.random_raw(len(counts)) % rows].sum(axis=0) for _ in range(DRAWS)])


def _middle(rates: NDArray[np.float64]) -> Interval:
    ordered = np.sort(rates)
    return Interval(float(ordered[_TAIL]), float(ordered[-1 - _TAIL]))
