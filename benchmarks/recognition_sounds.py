"""Synthetic speech of a wanted length for benchmarks, with the pauses of somebody who talks or of somebody who remembers."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from sample.speech import RATE, Voice, speak  # noqa: E402 - the path is set above

VOICE = Voice("+m3", 150, 35)
BREATH = (0.25, 0.7)  # seconds between two sentences
SILENCE = 0.35  # share of an interview
SENTENCES = (ROOT / "scripts/sample/sentences.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True)
class Speech:
    """A sound: its file, its seconds, and how many of them somebody speaks, short breaths included."""

    name: str
    file: Path
    seconds: float
    spoken_s: float


def continuous(folder: Path, seconds: float) -> Speech:
    """Sentence after sentence with a breath between them."""
    return _spoken(folder, "continuous speech", seconds, 0.0)


def interview(folder: Path, seconds: float) -> Speech:
    """The same with long pauses, two to eight seconds, that fill 35 % of the time."""
    return _spoken(folder, "interview with pauses", seconds, SILENCE)


def one_window(folder: Path) -> Path:
    """Half a minute of speech, to warm up on."""
    return _spoken(folder, "one window", 30, 0.0).file


def stretched(speech: Speech, seconds: float) -> Path:
    """The sound over and over, as FLAC of this length."""
    target = speech.file.with_name(f"{speech.file.stem}-{seconds:.0f}.flac")
    if not target.exists():
        argv = [
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-stream_loop",
            "-1",
            "-i",
            str(speech.file),
            "-t",
            str(seconds),
            str(target),
        ]
        subprocess.run(argv, check=True)
    return target


def _spoken(folder: Path, name: str, seconds: float, silence: float) -> Speech:
    target = folder / f"{name.replace(' ', '-')}-{seconds:.0f}.wav"
    dice = random.Random(1)  # noqa: S311 - the same sound every time
    room = np.random.default_rng(1)
    parts: list[np.ndarray] = []
    length = quiet = 0.0
    while length < seconds:
        due = silence * length - quiet > 2
        pause = dice.uniform(2, 8) if due else dice.uniform(*BREATH)
        quiet += pause if due else 0
        said = speak(dice.choice(SENTENCES), VOICE)
        parts += [np.zeros(round(pause * RATE), np.float32), said]
        length += pause + len(said) / RATE
    samples = np.concatenate(parts)[: round(seconds * RATE)]
    samples = 0.5 * samples / np.abs(samples).max() + room.normal(0, 0.0006, len(samples))
    raw = np.clip(samples * 32767, -32768, 32767).astype("<i2").tobytes()
    argv = ["ffmpeg", "-y", "-v", "error", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0", str(target)]
    subprocess.run(argv, input=raw, check=True)
    return Speech(name, target, seconds, seconds - min(quiet, seconds))
