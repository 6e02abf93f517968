"""A recogniser that hears what a rule says, for tests of everything around a recogniser; each call leaves a line in a file."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.draft import Listener, Segment, Word
from pipeline.transcribe.listening import Hints, Piece


@dataclass
class ScriptedEngine:
    """Says one segment a piece; `dies_at` kills the process with SIGKILL in the middle of that call, counted from 1."""

    calls: Path
    dies_at: int = 0
    digest: str = "d" * 64
    at_once: int = 1

    def describe(self, hints: Hints) -> Listener:
        return Listener("scripted", "1", "script", self.digest, {"language": hints.language, "prompt": hints.prompt})

    def listen(self, pieces: Sequence[Piece], hints: Hints) -> Sequence[tuple[Segment, ...]]:  # noqa: ARG002 - the Protocol's
        return [self._heard(piece) for piece in pieces]

    def _heard(self, piece: Piece) -> tuple[Segment, ...]:
        with self.calls.open("a") as file:
            file.write(f"{piece.start_ms}\n")
            file.flush()
        if self.dies_at and len(self.calls.read_text().splitlines()) == self.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        text = f"第{piece.start_ms}毫秒起"
        words = (Word(100, 900, text[:3], 0.5), Word(900, piece.length_ms + 5000, text[3:], 0.25))
        return (Segment(100, piece.length_ms + 5000, text, words, figures={"avg_logprob": -0.1234}),)


@dataclass
class ParrotEngine(ScriptedEngine):
    """Says these sentences in turn, one a piece; what it is told beforehand stands in its options as `option`."""

    says: tuple[str, ...] = ()
    option: str = "initial_prompt"

    def describe(self, hints: Hints) -> Listener:
        return Listener("scripted", "1", "script", self.digest, {"language": hints.language, self.option: hints.prompt})

    def _heard(self, piece: Piece) -> tuple[Segment, ...]:
        (heard,) = super()._heard(piece)
        number = len(self.calls.read_text().splitlines()) - 1
        return (replace(heard, text=self.says[number % len(self.says)], words=()),)
