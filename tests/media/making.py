"""Small real media files for tests, made by ffmpeg, espeak-ng and Pillow."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-nostdin", "-y", "-v", "error", *map(str, arguments)], check=True)


def speak(words: str, target: Path, voice: str = "cmn") -> Path:
    subprocess.run(["espeak-ng", "-v", voice, "-w", str(target), words], check=True)
    return target


def write_wav(samples: np.ndarray, rate: int, target: Path) -> Path:
    """int16 of shape (frames, channels) as WAV."""
    raw = ["-f", "s16le", "-ar", str(rate), "-ac", str(samples.shape[1]), "-i", "pipe:0", str(target)]
    subprocess.run(["ffmpeg", "-y", "-v", "error", *raw], input=samples.astype("<i2").tobytes(), check=True)
    return target


def noise(seconds: float, rate: int, channels: int = 1, seed: int = 0) -> np.ndarray:
    made = np.random.default_rng(seed).integers(-9000, 9000, (int(seconds * rate), channels))
    return made.astype(np.int16)
