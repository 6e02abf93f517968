"""Sound and withheld spans become sound in which every sample of a span is a soft tone and no other sample has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.int16]  # (frames, channels)
Span = tuple[int, int]  # milliseconds, the end not included

TONE_HZ = 440
TONE_PEAK = 32767 * 10 ** (-30 / 20)  # −30 dBFS: audible, never startling
FADE_S = 0.010


def union(spans: Sequence[Span]) -> list[Span]:
    """Overlapping, touching, nested and reversed spans as ordered, separate ones; empty ones vanish."""
    joined: list[Span] = []
    for first, second in sorted((min(span), max(span)) for span in spans):
        if first == second:
            continue
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], second))
        else:
            joined.append((first, second))
    return joined


def silenced_pcm(blocks: Iterable[Sound], spans: Sequence[Span], rate: int) -> Iterator[Sound]:
    """The same blocks with each span's samples, on every channel, replaced by the tone.

    A span covers each sample that any of its time falls in: from ⌊start·rate⌋ to ⌈end·rate⌉. Parts before the first or
    after the last sample are nobody's. The result does not depend on how the sound is cut into blocks.
    """
    edges = [(max(0, first * rate // 1000), -(-last * rate // 1000)) for first, last in union(spans)]
    edges = [(first, last) for first, last in edges if last > 0]
    begin = 0
    for block in blocks:
        end = begin + len(block)
        touching = [edge for edge in edges if edge[0] < end and edge[1] > begin]
        result = block.copy() if touching else block
        for first, last in touching:
            low, high = max(first, begin), min(last, end)
            result[low - begin : high - begin] = _tone(np.arange(low - first, high - first), last - first, rate)[:, None]
        yield result
        begin = end


def _tone(place: NDArray[np.int64], length: int, rate: int) -> Sound:
    """The tone's samples at `place`, counted from the span's first sample; it fades in and out inside the span."""
    fade = max(1, min(int(FADE_S * rate), length // 2))
    gain = np.minimum(1.0, np.minimum(place, length - 1 - place) / fade)
    wave = TONE_PEAK * gain * np.sin(2 * np.pi * TONE_HZ * place / rate)
    return np.rint(wave).astype(np.int16)
