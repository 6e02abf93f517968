"""One sentence and a synthetic voice become sound: espeak-ng's Mandarin, at 16 kHz, trimmed to the speech."""

import subprocess
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
ESPEAK_RATE = 22_050
MARGIN = 160
Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Voice:
    """A synthetic speaker: an espeak-ng variant such as `+m4`, words a minute, and pitch from 0 to 99."""

    variant: str
    speed: int
    pitch: int


def speak(text: str, voice: Voice) -> Samples:
    """Render `text` and return samples in -1…1 at 16 kHz, with 10 ms kept on either side of the speech.

    Raises RuntimeError when espeak-ng is absent or fails.
    """
    command = ["espeak-ng", "-v", "cmn" + voice.variant, "-s", str(voice.speed), "-p", str(voice.pitch), "--stdout", text]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    except FileNotFoundError as lost:
        raise RuntimeError("espeak-ng was not found: install the Debian package espeak-ng.") from lost
    except subprocess.CalledProcessError as failed:
        raise RuntimeError(f"espeak-ng could not speak {text!r}: {failed.stderr.decode(errors='replace').strip()}") from failed
    return _trim(_resample(_samples(done.stdout)))


def _samples(wave: bytes) -> Samples:
    """Take the samples out of a WAV whose header was written before its length was known."""
    start = wave.index(b"data") + 8
    end = len(wave) - (len(wave) - start) % 2
    return np.frombuffer(wave[start:end], dtype="<i2").astype(np.float32) / np.float32(32768.0)


def _resample(samples: Samples) -> Samples:
    """Bring 22.05 kHz to 16 kHz by cutting the spectrum: exact, and the same on every run."""
    length = round(len(samples) * RATE / ESPEAK_RATE)
    spectrum = np.fft.rfft(samples)[: length // 2 + 1]
    return (np.fft.irfft(spectrum, length) * (length / len(samples))).astype(np.float32)


def _trim(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    return samples[max(0, loud[0] - MARGIN) : loud[-1] + MARGIN]


def quiet_spans(samples: Samples, count: int) -> list[tuple[float, float]]:
    """Find the `count` longest pauses inside a rendering, in order, each as (start, end) from 0 to 1.

    Fewer come back when the speech holds fewer pauses of 60 ms or more.
    """
    frame = RATE // 100
    frames = len(samples) // frame
    power = np.abs(samples[: frames * frame].reshape(frames, frame)).max(axis=1)
    quiet = np.concatenate([[False], power < 0.02 * power.max(), [False]])
    edges = np.flatnonzero(quiet[1:] != quiet[:-1]).reshape(-1, 2)
    inner = [(int(a), int(b)) for a, b in edges if b - a >= 6 and a > 0 and b < frames]
    longest = sorted(sorted(inner, key=lambda span: span[0] - span[1])[:count])
    return [(a / frames, b / frames) for a, b in longest]
