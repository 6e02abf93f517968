"""One measurement of `recognition.py`, in a process of its own; the last line it prints is a JSON object of numbers."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipeline.media.sound import decode
from pipeline.model.draft import Listener, Segment
from pipeline.transcribe.engines import ENGINES, engine_named
from pipeline.transcribe.hear import Ears, Original, hear
from pipeline.transcribe.listening import RATE, Engine, Hints, ModelPlace, Piece
from pipeline.transcribe.pauses import Tally, cut
from pipeline.transcribe.silero import finder
from pipeline.transcribe.whisper import sha256

HINTS = Hints("zh")
MEGABYTE = 1024  # ru_maxrss counts kilobytes


@dataclass
class Timed:
    """An engine that knows what it cost; after `at_most` pieces it answers as it did last, without listening."""

    engine: Engine
    at_most: int = sys.maxsize
    seconds: float = 0.0
    heard: int = 0
    last: list[tuple[Segment, ...]] = field(default_factory=list)

    @property
    def at_once(self) -> int:
        return self.engine.at_once

    def describe(self, hints: Hints) -> Listener:
        return self.engine.describe(hints)

    def listen(self, pieces: Sequence[Piece], hints: Hints) -> Sequence[tuple[Segment, ...]]:
        begun = time.process_time()
        self.heard += len(pieces)
        if self.heard <= self.at_most or len(self.last) != len(pieces):
            self.last = list(self.engine.listen(pieces, hints))
        self.seconds += time.process_time() - begun
        return self.last


def cpu() -> float:
    """CPU seconds of this process and of the programs it ran."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def samples_of(sound: Path) -> np.ndarray:
    """A short sound, whole."""
    return np.concatenate(list(decode(sound, RATE)))[:, 0].astype(np.float32) / np.float32(32768)


def opened(engine: str, model: str, work: Path) -> Engine:
    """The engine on one thread, not loaded yet."""
    return engine_named(engine, ModelPlace(model, Path(), work, sha256, threads=1))


def measured_hearing(engine: str, model: str, sound: Path, window: Path) -> dict[str, float]:
    """Load and warm up on one window, find the speech alone, then hear."""
    with tempfile.TemporaryDirectory() as folder:
        timed = Timed(opened(engine, model, Path(folder)))
        warm = Piece(0, samples_of(window)[: 28 * RATE])
        timed.listen([warm], HINTS)
        timed.seconds = 0.0
        timed.listen([warm], HINTS)
        start, timed.seconds = cpu() - 2 * timed.seconds, 0.0
        begun = cpu()
        pieces = sum(1 for _ in cut(decode(sound, RATE), Tally(), finder("auto")))
        finding, begun = cpu() - begun, cpu()
        draft = hear(Original(sound, "0" * 64, 1), Ears(timed, finder("auto")), HINTS, Path(folder), lambda *_: None)
        hearing = cpu() - begun
    characters = sum(len(segment.text) for segment in draft.segments)
    told = {"start": start, "finding": finding, "hearing": hearing, "engine": timed.seconds}
    return {**told, "pieces": pieces, "characters": characters}


def peak(engine: str, model: str, sound: Path) -> dict[str, float]:
    """Megabytes at the worst moment beyond what the loaded and warm model needs; three pieces are really heard."""
    with tempfile.TemporaryDirectory() as folder:
        timed = Timed(opened(engine, model, Path(folder)), at_most=3)
        timed.listen([Piece(0, np.zeros(RATE // 10, np.float32))], HINTS)
        timed.heard = 0
        before = resident()
        draft = hear(Original(sound, "0" * 64, 1), Ears(timed, finder("auto")), HINTS, Path(folder), lambda *_: None)
        worst = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return {"peak": worst - before, "pieces": timed.heard, "segments": len(draft.segments)}


def resident() -> float:
    """Megabytes this process holds now (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / MEGABYTE


def found(sound: Path) -> dict[str, float]:
    """How the sound is cut."""
    tally = Tally()
    pieces = list(cut(decode(sound, RATE), tally, finder("auto")))
    return {"pieces": len(pieces), "kept_s": tally.kept_ms / 1000}


def make(size: str, spoken: int, target: Path) -> dict[str, float]:
    """A scripted model: a file for whisper, a folder in eight bits for faster."""
    from scripted_models import save, scripted  # noqa: PLC0415 - torch takes seconds and memory

    model = scripted(size, spoken)
    if target.suffix == ".pt":
        save(model, target)
        return {}
    from sample.ctranslate import write_ctranslate2  # noqa: PLC0415
    from sample.unpacked import Unpacked  # noqa: PLC0415

    weights = {name: weight.detach().float().numpy() for name, weight in model.state_dict().items()}
    write_ctranslate2(Unpacked(vars(model.dims), weights), target, "int8")
    return {}


JOBS: dict[str, Callable[..., Mapping[str, object]]] = {
    "is-there": lambda engine: {"there": engine in ENGINES, "finder": finder("auto").name},
    "find": lambda sound: found(Path(sound)),
    "hear": lambda engine, model, sound, window: measured_hearing(engine, model, Path(sound), Path(window)),
    "peak": lambda engine, model, sound: peak(engine, model, Path(sound)),
    "make": lambda size, spoken, target: make(size, int(spoken), Path(target)),
}

if __name__ == "__main__":
    print(json.dumps(JOBS[sys.argv[1]](*sys.argv[2:])))
