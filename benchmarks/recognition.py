#!/usr/bin/env python3
"""Audio seconds per CPU second of the stock whisper command, of our `whisper` and of our `faster`, on one model and one sound.

    .venv/bin/python benchmarks/recognition.py [--quick] [--sizes base,small] [--minutes 4] [--keep FOLDER]

The models have the dimensions of the real ones, random weights, and a fixed output (scripted_models.py); how many characters a
window gives is set so that all write equally many for the whole sound, as models would that really hear. Every measurement is a
process of its own with one thread; stock and ours have the same options. CPU seconds include the programs that decode the sound.
start: imports, loading, compiling, taken off the rest; finding: decoding and cutting alone; outside: the share of hearing, with
finding, that is not the engine's.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from recognition_sounds import Speech, continuous, interview, one_window, stretched

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
PER_SECOND = 3.2  # characters that are said in a second of speech
WINDOW_S = 30
LENGTHS = {"10 min": 600, "1 h": 3600, "3 h": 10_800}
STOCK = {
    "--language": "zh", "--beam_size": "5", "--condition_on_previous_text": "False", "--word_timestamps": "True",
    "--hallucination_silence_threshold": "2", "--fp16": "False", "--threads": "1", "--verbose": "False", "--device": "cpu",
    "--output_format": "json",
}  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """CPU seconds of hearing one sound: start, the rest, and of the rest what was spent outside the engine."""

    start: float
    hearing: float
    finding: float = 0.0
    ours: float = 0.0
    characters: int = 0


class Bench:
    """The folder of models and sounds, and the processes that are measured on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts")])}

    @cache  # noqa: B019 - there is one bench
    def model(self, size: str, spoken: int, engine: str) -> Path:
        """A scripted model in the form that the engine loads; made by a process, so that its memory is given back."""
        target = self.folder / f"{size}-{spoken}{'.pt' if engine == 'whisper' else ''}"
        if not target.exists():
            self.child("make", size, spoken, target)
        return target

    def child(self, *words: object) -> dict[str, Any]:
        """What one measured process says."""
        argv = [sys.executable, str(HERE / "recognition_child.py"), *map(str, words)]
        done = subprocess.run(argv, env=self.environment, stdout=subprocess.PIPE, check=True, cwd=ROOT)
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    def stock(self, size: str, speech: Speech) -> Cost:
        """The stock command; what one window takes is known from the sound's windows, which all cost the same."""
        windows = round(speech.seconds / WINDOW_S)
        spoken = round(PER_SECOND * speech.spoken_s / windows)
        model = self.model(size, spoken, "whisper")
        one, all_of_them = (self._command(model, sound) for sound in (one_window(self.folder), speech.file))
        window = (all_of_them - one) / (windows - 1)
        return Cost(one - window, window * windows, characters=spoken * windows)

    def _command(self, model: Path, sound: Path) -> float:
        options = [word for pair in STOCK.items() for word in pair]
        argv = [sys.executable, "-m", "whisper", str(sound), "--model", str(model), *options, "--output_dir", str(self.folder)]
        before = _children()
        subprocess.run(argv, env=self.environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return _children() - before

    def ours(self, size: str, speech: Speech, engine: str) -> Cost:
        """Our `hear` with the engine."""
        pieces = round(self.child("find", speech.file)["pieces"])
        spoken = round(PER_SECOND * speech.spoken_s / pieces)
        model = self.model(size, spoken, engine)
        told = self.child("hear", engine, model, speech.file, one_window(self.folder))
        return Cost(told["start"], told["hearing"], told["finding"], told["hearing"] - told["engine"], round(told["characters"]))


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def speeds(bench: Bench, size: str, engines: list[str], speech: Speech) -> None:
    """Print the rows of one model and one sound."""
    print(f"\n{size}, {speech.name}: {speech.seconds:.0f} s, of which {speech.spoken_s:.0f} s speech", flush=True)
    print(f"  {'':16}{'start':>8}{'hearing':>9}{'finding':>9}{'outside':>9}   audio-s/CPU-s   × stock  characters")
    stock = None
    for name in ["stock", *engines]:
        cost = bench.stock(size, speech) if name == "stock" else bench.ours(size, speech, name)
        stock = stock or cost
        row = f"  {'stock command' if name == 'stock' else 'ours: ' + name:16}{cost.start:8.1f}{cost.hearing:9.1f}"
        row += f"{'':18}" if name == "stock" else f"{cost.finding:9.2f}{cost.ours / cost.hearing:9.1%}"
        row += f"{speech.seconds / cost.hearing:16.2f}{stock.hearing / cost.hearing:10.2f}{cost.characters:12}"
        print(row, flush=True)


def memory(bench: Bench, size: str, engine: str, lengths: list[str]) -> None:
    """Print the peak beyond the loaded model of ever longer recordings."""
    print(f"\nmemory beyond the model, {size}, our {engine}; all pieces are found, the first three go through the engine")
    model = bench.model(size, 90, engine)
    speech = continuous(bench.folder, 120)
    for name in lengths:
        told = bench.child("peak", engine, model, stretched(speech, LENGTHS[name]))
        print(f"  {name:8}{told['peak']:8.0f} MB{told['pieces']:8.0f} pieces", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="base alone, two minutes of each sound, 10 min and 1 h of memory")
    parser.add_argument("--sizes", default="base,small")
    parser.add_argument("--minutes", type=float, default=4, help="of each sound; whole half minutes")
    parser.add_argument("--keep", type=Path, help="keep models and sounds in this folder")
    options = parser.parse_args()
    sizes = ["base"] if options.quick else options.sizes.split(",")
    seconds = 120 if options.quick else options.minutes * 60
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder)
        engines = [name for name in ("whisper", "faster") if bench.child("is-there", name)["there"]]
        print(f"speech is found by {bench.child('is-there', 'whisper')['finder']}")
        for size in sizes:
            for speech in (continuous(folder, seconds), interview(folder, seconds)):
                speeds(bench, size, engines, speech)
        for engine in engines:
            memory(bench, sizes[0], engine, list(LENGTHS)[:2] if options.quick else list(LENGTHS))


if __name__ == "__main__":
    main()
