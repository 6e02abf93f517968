"""The spoken lines of an interview become a recording: two voices, pauses, the faint sound of a room."""

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sample.pool import Recording
from sample.speech import RATE, Samples, speak

SPEECH_LEVEL = 0.08
"""Root mean square of the speech, of full scale."""
ROOM_LEVEL = 0.0005
PAUSE = (0.4, 1.2)
ENDS = 0.8
BLEED = 0.04
"""How much of each voice the other one's microphone picks up, where there are two."""
CANARY = "CANARYAUDIOTAG7Q"


@dataclass(frozen=True)
class Spoken:
    """One line as it sounds in a recording, in milliseconds from its start."""

    speaker: str
    text: str
    start: int
    end: int


def record(recording: Recording) -> tuple[Samples, list[Spoken]]:
    """Speak the lines; returns samples (channels, time) and what is where. The same plan gives the same samples."""
    rng = np.random.default_rng(int(hashlib.sha256(recording.name.encode()).hexdigest()[:8], 16))
    voices = [_levelled(speak(line.text, recording.voices[line.speaker])) for line in recording.lines]
    starts, at = [], round(ENDS * RATE)
    for sound in voices:
        starts.append(at)
        at += len(sound) + round(rng.uniform(*PAUSE) * RATE / 16) * 16
    length = starts[-1] + len(voices[-1]) + round(ENDS * RATE)
    out = np.stack([_room(length, rng) for _ in range(2 if recording.stereo else 1)])
    spoken = []
    for line, sound, start in zip(recording.lines, voices, starts, strict=True):
        near = 0 if line.speaker == "ask" or not recording.stereo else 1
        for channel in range(len(out)):
            out[channel, start : start + len(sound)] += sound * (1.0 if channel == near else BLEED)
        end = start + len(sound)
        spoken.append(Spoken(line.speaker, line.text, round(start * 1000 / RATE), round(end * 1000 / RATE)))
    return out.astype(np.float32), spoken


def _levelled(sound: Samples) -> Samples:
    return sound * np.float32(SPEECH_LEVEL / np.sqrt(np.mean(sound**2)))


def _room(length: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """A quiet room: noise that falls off towards the high frequencies, with a trace of mains hum."""
    spectrum = np.fft.rfft(rng.normal(size=length))
    frequency = np.fft.rfftfreq(length, 1 / RATE)
    noise = np.fft.irfft(spectrum / (1 + (frequency / 200) ** 1.5), length)
    hum = 0.15 * np.sin(2 * np.pi * 100 * np.arange(length) / RATE)
    room: NDArray[np.float64] = ROOM_LEVEL * (noise / noise.std() + hum)
    return room


def write_flac(samples: Samples, recording: Recording, target: Path) -> None:
    """Write 16-bit FLAC whose tags carry words that no outlet may ever show."""
    pcm = np.round(np.clip(samples.T, -1, 1) * 32767).astype("<i2").tobytes()
    tags = {
        "artist": f"{CANARY}ARTIST 采访人私人姓名",
        "comment": f"{CANARY}COMMENT 家属电话写在这里",
        "location": f"{CANARY}LOCATION 29.5800,105.0600",
        "encoded_by": f"{CANARY}SERIAL {recording.name}",
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    command = ["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", str(len(samples)), "-i", "-"]
    command += [part for name, value in tags.items() for part in ("-metadata", f"{name}={value}")]
    command += ["-c:a", "flac", "-compression_level", "8", "-bitexact", "-fflags", "+bitexact", str(target)]
    subprocess.run(command, input=pcm, check=True, timeout=120)


def truth(made: dict[str, list[Spoken]]) -> str:
    """What is spoken when, as JSON for the tests."""
    table = {name: [vars(line) for line in lines] for name, lines in made.items()}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"
