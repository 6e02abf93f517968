"""Moving pictures whose every frame shows its own number, so that a decoded frame says which one it is."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BITS = 10
SIZE = (320, 180)
BLIP_HZ = 1000


def coded(number: int, size: tuple[int, int] = SIZE) -> NDArray[np.uint8]:
    """One gray frame: a column for every bit of its number, the lowest at the left, and gray columns between them."""
    wide, high = size
    frame = np.full((high, wide), 128, dtype=np.uint8)
    step = wide // BITS
    for bit in range(BITS):
        frame[high // 6 : high - high // 6, bit * step + step // 5 : (bit + 1) * step - step // 5] = (
            235 if number >> bit & 1 else 16
        )
    return frame


def number_of(frame: NDArray[np.uint8]) -> int | None:
    """The number that a decoded gray frame shows; None where it shows none, such as a card."""
    high, wide = frame.shape
    step = wide // BITS
    middle = frame[high // 2 - high // 12 : high // 2 + high // 12]
    columns = [float(middle[:, int((bit + 0.35) * step) : int((bit + 0.65) * step)].mean()) for bit in range(BITS)]
    between = [float(middle[:, int(bit * step - 2) : int(bit * step + 2)].mean()) for bit in range(1, BITS)]
    if not all(one < 70 or one > 190 for one in columns) or not all(90 < one < 170 for one in between):
        return None
    return sum(1 << bit for bit, one in enumerate(columns) if one > 190)


def record(
    target: Path, count: int, *options: str, fps: int = 25, first: int = 0, size: tuple[int, int] = SIZE, rate: int = 48_000
) -> Path:
    """A recording of `count` frames with a blip of sound of one frame's length at the beginning of each second."""
    frames = b"".join(coded(first + number, size).tobytes() for number in range(count))
    sound = target.with_suffix(".blips.s16le")
    sound.write_bytes(blips(count / fps, rate).astype("<i2").tobytes())
    picture = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{size[0]}x{size[1]}", "-r", str(fps), "-i", "pipe:0"]
    heard = ["-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", str(sound)]
    form = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le", "-f", "mov"]
    argv = ["ffmpeg", "-v", "error", "-y", *picture, *heard, *form, *options, str(target)]
    subprocess.run(argv, input=frames, check=True, timeout=300)
    sound.unlink()
    return target


def blips(seconds: float, rate: int) -> NDArray[np.int16]:
    """Quiet noise, and in the first 40 ms of each second a tone."""
    count = round(seconds * rate)
    wave = np.random.default_rng(1).normal(0, 30, count)
    at = np.arange(count)
    wave += np.where(at % rate < rate // 25, 9000 * np.sin(2 * np.pi * BLIP_HZ * at / rate), 0)
    return wave.astype(np.int16)


def frames_of(path: Path, size: tuple[int, int] = SIZE) -> list[NDArray[np.uint8]]:
    """Every decoded frame of a file, gray."""
    argv = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(path),
        "-map",
        "0:v:0",
        "-vsync",
        "passthrough",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "-",
    ]
    data = subprocess.run(argv, capture_output=True, check=True, timeout=300).stdout
    return list(np.frombuffer(data, dtype=np.uint8).reshape(-1, size[1], size[0]))


def numbers_of(path: Path, size: tuple[int, int] = SIZE) -> list[int | None]:
    """What every frame of a file shows."""
    return [number_of(frame) for frame in frames_of(path, size)]


def sound_of(path: Path, rate: int = 48_000) -> NDArray[np.int16]:
    """The decoded sound of a file, one channel."""
    argv = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a:0", "-f", "s16le", "-ac", "1", "-ar", str(rate), "-"]
    return np.frombuffer(subprocess.run(argv, capture_output=True, check=True, timeout=300).stdout, dtype="<i2")


def blips_in(sound: Sequence[int] | NDArray[np.int16], rate: int = 48_000) -> list[float]:
    """When blips begin, in seconds."""
    step = rate // 200
    wave = np.asarray(sound, dtype=float)
    loud = np.sqrt(np.mean(wave[: len(wave) // step * step].reshape(-1, step) ** 2, axis=1))
    on = loud > 0.4 * loud.max()
    return [at / 200 for at in np.flatnonzero(on & ~np.concatenate([[False], on[:-1]]))]
