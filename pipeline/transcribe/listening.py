"""What an engine is given, and what it answers: a piece of sound and hints become segments timed from the piece's start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.model.draft import Listener, Segment

RATE = 16_000  # samples per second of everything an engine hears


@dataclass(frozen=True, eq=False)
class Piece:
    """A stretch of speech between two pauses: mono, 16 kHz, float32 in −1…1, thirty seconds at most.

    `voiced` are the stretches of it, in milliseconds from its start, that are louder than the room.
    """

    start_ms: int
    samples: NDArray[np.float32]
    voiced: tuple[tuple[int, int], ...] = ()

    @property
    def length_ms(self) -> int:
        """Its length in milliseconds."""
        return len(self.samples) * 1000 // RATE

    @property
    def end_ms(self) -> int:
        """Its end on the recording's clock, in milliseconds."""
        return self.start_ms + self.length_ms


@dataclass(frozen=True)
class Hints:
    """What helps an engine: the language spoken, and a sentence in the style and with the names to expect."""

    language: str = "zh"
    prompt: str = ""


class Engine(Protocol):
    """A recogniser. Nothing heavy happens before the first `listen`."""

    def describe(self, hints: Hints) -> Listener:
        """Who is listening, with every option: told from files and package metadata, without loading anything.

        Raises MissingTool, NotAModel.
        """

    def listen(self, piece: Piece, hints: Hints) -> tuple[Segment, ...]:
        """What is said in the piece, times in milliseconds from its start. Raises MissingTool, NotAModel."""
