"""A recording whose microphones were separate becomes one stream of sound a side, in which only that side's voice is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.media.silence import Sound
from pipeline.media.sound import decode
from pipeline.transcribe.listening import RATE

SIDES = ("left", "right")
_STEP = RATE // 10  # samples over which the sides are weighed
_BLEED = 0.3  # a side this much weaker than the other (−10 dB) may hear the other's voice through the room
_SAME = 0.35  # and does where its sound is this much like the other's, up to 10 ms later or earlier
_LAG = RATE // 100
_APART = 0.02  # of the sound's power must differ between the sides, or one microphone was recorded twice


def streams(source: Path, sides: Iterable[str]) -> list[tuple[str, Iterator[Sound]]]:
    """(side, its sound as int16 of shape (frames, 1) at 16 kHz) for both sides, were one named or two; the mix alone, as side
    "", where none is named or the two hold the same. Raises Unreadable and MissingTool."""
    rooms = _rooms(source) if list(sides) else None
    if rooms is None:
        return [("", decode(source, RATE))]
    return [(side, _alone(source, number, rooms[number])) for number, side in enumerate(SIDES)]


def _rooms(source: Path) -> tuple[float, float] | None:
    """How loud each side's room is when nobody speaks, the twentieth part of its levels being lower; None where the two
    sides hold the same."""
    difference = power = 0.0
    levels = [np.zeros((1, 2))]
    for block in decode(source, RATE, 2):
        left, right = (block[:, side].astype(np.float64) for side in (0, 1))
        difference += float(np.sum((left - right) ** 2))
        power += float(np.sum(left**2 + right**2))
        levels.append(_levels(block))
    if difference <= _APART * power:
        return None
    left_room, right_room = np.percentile(np.concatenate(levels), 5, axis=0)
    return float(left_room), float(right_room)


def _alone(source: Path, side: int, room: float) -> Iterator[Sound]:
    """One side, as quiet as its room where it only hears the other; where both speak, however softly, both keep all."""
    random = np.random.default_rng(0)
    for block in decode(source, RATE, 2):
        levels = _levels(block)
        heard = (levels[:, side] < _BLEED * levels[:, 1 - side]) & (_likeness(block) > _SAME)
        own = np.repeat(~heard, _STEP)[: len(block)]
        kept = np.where(own, block[:, side], np.rint(random.normal(0, room, len(block))))
        yield np.clip(kept, -32768, 32767).astype(np.int16).reshape(-1, 1)


def _levels(block: Sound) -> NDArray[np.float64]:
    """The root mean square of both sides over every tenth of a second and the two around it, in an array (steps, 2)."""
    padded = np.pad(block.astype(np.float64), ((0, -len(block) % _STEP), (0, 0)))
    powers = np.mean(padded.reshape(-1, _STEP, 2) ** 2, axis=1)
    around = np.pad(powers, ((1, 1), (0, 0)), mode="edge")
    mean: NDArray[np.float64] = np.sqrt((around[:-2] + around[1:-1] + around[2:]) / 3)
    return mean


def _likeness(block: Sound) -> NDArray[np.float64]:
    """How much the sides are alike over every tenth of a second and the two around it: the greatest correlation of the one
    with the other moved by up to 10 ms, in an array of length steps."""
    padded = np.pad(block.astype(np.float64), ((_STEP, _STEP + -len(block) % _STEP), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, 3 * _STEP, axis=0)[::_STEP]
    spectra = np.fft.rfft(windows - windows.mean(axis=2, keepdims=True), 4 * _STEP, axis=2)
    crossed = np.fft.irfft(spectra[:, 0] * np.conj(spectra[:, 1]), 4 * _STEP, axis=1)
    near = np.concatenate([crossed[:, : _LAG + 1], crossed[:, -_LAG:]], axis=1)
    power = np.sqrt(np.prod(np.sum((windows - windows.mean(axis=2, keepdims=True)) ** 2, axis=2), axis=1))
    alike: NDArray[np.float64] = np.max(np.abs(near), axis=1) / np.maximum(power, 1e-9)
    return alike
