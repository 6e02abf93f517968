"""A public sound becomes the heights of its waveform, few enough to draw at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.media.sound import decode

_RATE = 8000  # samples a second that are enough to see loudness
_STEP = 800  # samples, a tenth of a second, whose loudness is one figure before figures are joined
_LOUD = 0.98  # the part of the figures that lie under full height, so that one slammed door flattens nobody


def peaks(path: Path, count: int) -> tuple[int, ...]:
    """`count` heights from 0 to 100 of equal stretches of the sound, relative to its own loudest; fewer for a very short one.

    The same file gives the same heights. Raises Unreadable and MissingTool.
    """
    loudness: list[float] = []
    rest = np.zeros(0, dtype=np.float32)
    for block in decode(path, _RATE):
        rest = np.concatenate([rest, block[:, 0].astype(np.float32)])
        whole = len(rest) - len(rest) % _STEP
        loudness += np.sqrt(np.mean(rest[:whole].reshape(-1, _STEP) ** 2, axis=1)).tolist()
        rest = rest[whole:]
    if not loudness:
        return ()
    parts = np.array_split(np.array(loudness), min(count, len(loudness)))
    heights = np.array([part.max() for part in parts])
    full = float(np.quantile(heights, _LOUD)) or 1.0
    return tuple(int(height) for height in np.rint(np.minimum(heights / full, 1.0) * 100))
