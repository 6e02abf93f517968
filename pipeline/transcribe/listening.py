"""What an engine is given, and what it answers: a piece of sound and hints become segments timed from the piece's start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
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
    side: str = ""  # of a recording whose channels are heard apart

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
    """What helps an engine: language and dialect, a sentence in the style to expect, and names, the likeliest first.

    `channels` are the sides of a recording whose microphones were separate, `voices` how many people speak (0: not known).
    `elsewhere`: the person allowed that machines outside the archive's own network hear the recording.
    """

    language: str = "zh"
    prompt: str = ""
    dialect: str = ""
    names: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    voices: int = 0
    elsewhere: bool = False


@dataclass(frozen=True)
class ModelPlace:
    """Which model, and where to look: `model` as archive.yml says, `root` for relative paths, `work` for what is unpacked.

    `digest_of` gives a file's SHA-256; it may remember it by path, size and time. `threads` is how many cores the engine may
    use, 0 for all; `service` is the address of a recognition server, `punctuation` a model that sets punctuation.
    """

    model: str
    root: Path
    work: Path
    digest_of: Callable[[Path], str]
    threads: int = 0
    service: str = ""
    punctuation: str = ""


class Engine(Protocol):
    """A recogniser. Nothing heavy happens before the first `listen`."""

    @property
    def at_once(self) -> int:
        """How many pieces it likes to be given together: one, unless its device works in batches."""

    def describe(self, hints: Hints) -> Listener:
        """Who is listening, with every option: told from files and package metadata, without loading anything.

        Raises MissingTool, NotAModel.
        """

    def listen(self, pieces: Sequence[Piece], hints: Hints) -> Sequence[tuple[Segment, ...]]:
        """What is said in each piece, in the pieces' order, times in milliseconds from the piece's own start.

        Raises MissingTool, NotAModel, and KoushuError for what stops only this recording.
        """
