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
_BLEED = 0.3  # a side this much weaker than the other (−10 dB) hears the other's voice through the room
_APART = 0.02  # of the sound's power must differ between the sides, or one microphone was recorded twice


def streams(source: Path, sides: Iterable[str]) -> list[tuple[str, Iterator[Sound]]]:
    """(side, its sound as int16 of shape (frames, 1) at 16 kHz) for each of `sides`; the mix alone, as side "", where there are
    none or the two sides hold the same. Raises Unreadable and MissingTool."""
    wanted = [side for side in SIDES if side in set(sides)]
    rooms = _rooms(source) if wanted else None
    if rooms is None:
        return [("", decode(source, RATE))]
    return [(side, _alone(source, SIDES.index(side), rooms[SIDES.index(side)])) for side in wanted]


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
    """One side, as quiet as its room where the other speaks and this one only hears it; where both speak, both keep all."""
    random = np.random.default_rng(0)
    for block in decode(source, RATE, 2):
        levels = _levels(block)
        own = np.repeat(levels[:, side] >= _BLEED * levels[:, 1 - side], _STEP)[: len(block)]
        kept = np.where(own, block[:, side], np.rint(random.normal(0, room, len(block))))
        yield np.clip(kept, -32768, 32767).astype(np.int16).reshape(-1, 1)


def _levels(block: Sound) -> NDArray[np.float64]:
    """The root mean square of both sides over every tenth of a second and the two around it, in an array (steps, 2)."""
    padded = np.pad(block.astype(np.float64), ((0, -len(block) % _STEP), (0, 0)))
    powers = np.mean(padded.reshape(-1, _STEP, 2) ** 2, axis=1)
    around = np.pad(powers, ((1, 1), (0, 0)), mode="edge")
    mean: NDArray[np.float64] = np.sqrt((around[:-2] + around[1:-1] + around[2:]) / 3)
    return mean
