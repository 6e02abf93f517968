"""Vectors of voices become people: the nearest two are joined until there are as many as spoke."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ENOUGH_MS = 5_000  # of a voice; a shorter one has an uncertain vector, founds nobody and joins whoever is nearest


def join(vectors: Sequence[NDArray[np.float64]], lengths_ms: Sequence[int], count: int, alike: float) -> list[int]:
    """A person's number for each vector (of length one), by average linkage of cosine distances.

    `count` people, or where it is 0 as many as are further apart than `alike`. Voices heard for less than five seconds are
    placed last, unless there is no other.
    """
    if not vectors:
        return []
    founders = [number for number, length in enumerate(lengths_ms) if length >= ENOUGH_MS] or list(range(len(vectors)))
    groups = [[number] for number in founders]
    table = np.array(vectors)
    distances = 1 - table @ table.T
    while len(groups) > max(count, 1):
        near, first, second = min(
            (float(np.mean(distances[np.ix_(one, other)])), at, at + 1 + after)
            for at, one in enumerate(groups)
            for after, other in enumerate(groups[at + 1 :])
        )
        if not count and near > alike:
            break
        groups[first] += groups.pop(second)
    return [min(range(len(groups)), key=lambda at: float(np.mean(row[groups[at]]))) for row in distances]
