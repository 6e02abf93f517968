"""Ten seconds of sound after another become masks of speech; loudness alone decides, against the half minute around.

So a hissing tape and a silent studio are both cut at their pauses.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.media.silence import Sound
from pipeline.transcribe.listening import RATE

FRAME = RATE // 50  # samples in 20 ms
AROUND = 3  # strides on either side that the judgement looks at
QUIETEST = 0.00035  # root mean square below which nothing is speech (−69 dBFS)

Levels = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Stride:
    """Consecutive sound: int16 samples at 16 kHz, and the root mean square of each 20 ms of it in 0…1."""

    samples: Sound
    levels: Levels


class Finder(Protocol):
    """Something that tells speech from the rest."""

    @property
    def name(self) -> str:
        """Stands for it and its version in every draft: other pieces give other words."""

    def voiced(self, strides: Iterable[Stride]) -> Iterator[Mask]:
        """For each stride, in order, which of its frames of 20 ms are speech; it may look at later strides first."""


class Loudness:
    """Speech is what is louder than the room."""

    name = "pauses-1"

    def voiced(self, strides: Iterable[Stride]) -> Iterator[Mask]:
        """See `Finder.voiced`: each stride is judged with 30 s on either side."""
        around: deque[Levels] = deque(maxlen=2 * AROUND + 1)
        ahead = 0
        for stride in strides:
            around.append(stride.levels)
            ahead += 1
            if ahead > AROUND:
                ahead -= 1
                yield around[-1 - AROUND] > _threshold(np.concatenate(around))
        for behind in range(ahead, 0, -1):
            yield around[-behind] > _threshold(np.concatenate(around))


def _threshold(levels: Levels) -> float:
    """A third of the way (3–12 dB) from the room's noise, the 10th percentile, towards the loud, the 95th."""
    decibels = 20 * np.log10(np.maximum(levels, 1e-6))
    floor, high = np.percentile(decibels, [10, 95])
    above = min(max(0.35 * (high - floor), 3.0), 12.0)
    return float(max(10 ** ((floor + above) / 20), QUIETEST))
