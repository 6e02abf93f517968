"""Whisper's short-time Fourier transform drawn into a graph, as a convolution."""

import numpy as np
from numpy.typing import NDArray
from whisper.audio import N_FFT

from sample.graph import Graph

BINS = N_FFT // 2 + 1


def power_spectrum(g: Graph, samples: str, shift: int) -> str:
    """Of (1, 1, samples), the power in (1, 201, frames): windows of 400 samples, one every `shift`, no padding."""
    waves = g.node("Conv", samples, g.weight(_waves()), strides=[shift])
    halves = g.reshaped(g.node("Mul", waves, waves), [1, 2, BINS, -1])
    return g.node("ReduceSum", halves, g.weight([1]), keepdims=0)


def _waves() -> NDArray[np.float32]:
    """Hann-windowed cosines and sines, (402, 1, 400)."""
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT)
    angles = 2 * np.pi * np.arange(BINS)[:, None] * np.arange(N_FFT) / N_FFT
    return (np.concatenate([np.cos(angles), np.sin(angles)])[:, None] * window).astype(np.float32)
