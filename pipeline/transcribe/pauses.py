"""A stream of 16 kHz sound becomes pieces of speech cut at its pauses, in flat memory.

What counts as speech a finder decides, in frames of 20 ms: loudness alone where no model is installed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.media.silence import Sound
from pipeline.transcribe.listening import RATE, Piece
from pipeline.transcribe.loudness import FRAME, Finder, Levels, Loudness, Stride

STRIDE = 500  # frames judged at once: ten seconds
SHORT_PAUSE = 15  # frames: a shorter gap is inside a word or between two
LONG_PAUSE = 75  # frames: a longer one ends a piece, twice as long where the piece has not ten seconds yet
BLIP = 3  # frames: a shorter sound is a click
PAD = 10  # frames kept on either side of speech
LEAST, MOST = 500, 1400  # frames: pieces of 10–28 s where pauses allow, never above 28.4 s with their pads

Run = tuple[int, int]  # frames, the end not included


@dataclass
class Tally:
    """What the cutter met: milliseconds of sound, of pieces handed out, and how many of their cuts fell inside speech."""

    heard_ms: int = 0
    kept_ms: int = 0
    pieces: int = 0
    cuts_in_speech: int = 0

    @property
    def skipped_ms(self) -> int:
        """Milliseconds that no engine is given."""
        return self.heard_ms - self.kept_ms

    def told(self) -> dict[str, int]:
        """Its figures by name, for the draft."""
        return {**vars(self), "skipped_ms": self.skipped_ms}


def cut(blocks: Iterable[Sound], tally: Tally, finder: Finder | None = None) -> Iterator[Piece]:
    """Pieces in order, never overlapping, none longer than 30 s; each begins and ends in a pause wherever there is one.

    `blocks` are int16 of shape (frames, 1) at 16 kHz. `tally` is filled as the pieces are taken. Without a
    `finder` loudness decides.
    """
    tape = _Tape(tally)
    waiting: list[Run] = []
    for runs, known in _runs(tape, (finder or Loudness()).voiced(tape.strides(blocks))):
        for run in runs:
            if waiting and run[0] - waiting[-1][1] >= _patience(waiting):
                yield _piece(tape, waiting, run[0])
                waiting = []
            waiting.append(run)
            while waiting[-1][1] - waiting[0][0] > MOST:
                at = _best_pause(waiting)
                yield _piece(tape, waiting[:at], waiting[at][0])
                waiting = waiting[at:]
        if waiting and known - waiting[-1][1] >= _patience(waiting):
            yield _piece(tape, waiting, known)
            waiting = []
        if not waiting:
            tape.drop(known - PAD)
    if waiting:
        yield _piece(tape, waiting, tape.end)


def _patience(waiting: list[Run]) -> int:
    """How long a pause may be inside the piece that is being gathered; a short piece is worth waiting for."""
    return LONG_PAUSE if waiting[-1][1] - waiting[0][0] >= LEAST else 2 * LONG_PAUSE


def _best_pause(waiting: list[Run]) -> int:
    """Before which run to cut: the longest pause that leaves 10–28 s, else the longest that leaves less; the latest of equals."""
    fitting = [at for at in range(1, len(waiting)) if waiting[at - 1][1] - waiting[0][0] <= MOST]
    good = [at for at in fitting if waiting[at - 1][1] - waiting[0][0] >= LEAST] or fitting
    return max(good, key=lambda at: (waiting[at][0] - waiting[at - 1][1], at))


def _piece(tape: _Tape, group: list[Run], following: int) -> Piece:
    """The group with its pads; two neighbours share a short pause at its middle."""
    start = max(tape.taken, group[0][0] - PAD)
    end = min(tape.end, group[-1][1] + min(PAD, (following - group[-1][1]) // 2))
    tape.tally.cuts_in_speech += following == group[-1][1] and following < tape.end
    voiced = tuple(((first - start) * 20, (last - start) * 20) for first, last in group)
    return Piece(start * 20, tape.take(start, end), voiced)


def _runs(tape: _Tape, masks: Iterable[NDArray[np.bool_]]) -> Iterator[tuple[list[Run], int]]:
    """For each judged stride the runs of speech that ended in it, and the frame up to which all later runs lie ahead."""
    frame = 0
    began = last = -1  # of the run that is open; −1: none is
    voiced = 0
    for mask in masks:
        ended: list[Run] = []
        for loud in mask:
            if loud:
                began, voiced = (began, voiced + 1) if began >= 0 else (frame, 1)
                last = frame
                if frame - began >= MOST:
                    middle = tape.quietest(began + LEAST, frame)
                    ended.append((began, middle))
                    began = middle
            elif began >= 0 and frame - last > SHORT_PAUSE:
                if voiced >= BLIP:
                    ended.append((began, last + 1))
                began = -1
            frame += 1
        yield ended, began if began >= 0 else frame
    if began >= 0 and voiced >= BLIP:
        yield [(began, last + 1)], frame


class _Tape:
    """The samples and levels that may still be needed, addressed by frame number."""

    def __init__(self, tally: Tally) -> None:
        self._samples: Sound = np.zeros(0, np.int16)
        self._levels: Levels = np.zeros(0)
        self._first = 0
        self.tally = tally
        self.end = 0
        self.taken = 0

    def strides(self, blocks: Iterable[Sound]) -> Iterator[Stride]:
        """The samples and levels of ten seconds after ten seconds, however the blocks are cut."""
        rest: list[Sound] = []
        size = 0
        for block in blocks:
            rest.append(block.reshape(-1))
            size += len(block)
            while size >= STRIDE * FRAME:
                joined = np.concatenate(rest)
                yield self._lay(joined[: STRIDE * FRAME])
                rest = [joined[STRIDE * FRAME :]]
                size = len(rest[0])
        if size:
            yield self._lay(np.concatenate(rest))

    def _lay(self, samples: Sound) -> Stride:
        self.tally.heard_ms += len(samples) * 1000 // RATE
        padded = np.pad(samples, (0, -len(samples) % FRAME))
        framed = padded.reshape(-1, FRAME).astype(np.float64) / 32768
        levels: Levels = np.sqrt(np.mean(framed**2, axis=1))
        self._samples = np.concatenate([self._samples, samples])
        self._levels = np.concatenate([self._levels, levels])
        self.end += len(levels)
        return Stride(samples, levels)

    def quietest(self, first: int, last: int) -> int:
        """The frame in [first, last) around which 50 ms are quietest."""
        levels = self._levels[first - self._first : last - self._first]
        three = np.convolve(levels, np.ones(3), mode="valid")
        return first + 1 + int(np.argmin(three))

    def take(self, first: int, last: int) -> NDArray[np.float32]:
        """The samples of frames [first, last); everything before `last` is let go."""
        begin = (first - self._first) * FRAME
        samples = self._samples[begin : (last - self._first) * FRAME].astype(np.float32) / np.float32(32768)
        self.tally.pieces += 1
        self.tally.kept_ms += len(samples) * 1000 // RATE
        self.taken = last
        self.drop(last)
        return samples

    def drop(self, frame: int) -> None:
        """Let go of everything before this frame."""
        gone = frame - self._first
        if gone > 0:
            self._samples = self._samples[gone * FRAME :].copy()
            self._levels = self._levels[gone:].copy()
            self._first = frame
