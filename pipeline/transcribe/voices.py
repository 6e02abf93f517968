"""A recording becomes turns of numbered voices, and its words get theirs; the models are a curator's own.

Ten minutes at a time are told apart by sherpa-onnx (who speaks when), each voice in them becomes one vector, and the vectors of
the whole recording are joined into as many people as spoke: three hours need no more memory than ten minutes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import NotAModel
from pipeline.media.silence import Sound
from pipeline.model.draft import Segment, Word
from pipeline.transcribe.joining import join
from pipeline.transcribe.listening import RATE
from pipeline.transcribe.onnx_notes import notes_of
from pipeline.transcribe.sherpa_runtime import ALIKE, Given, loaded, prove, version

STRETCH = 600 * RATE  # samples told apart at once
SAMPLE = 60 * RATE  # samples of a voice that make its vector
NEAR = 1_500  # milliseconds from a turn within which a word outside every turn still belongs to it


@dataclass(frozen=True)
class VoiceTurn:
    """One voice from `start_ms` to `end_ms` on the recording's clock; turns of two voices may overlap."""

    start_ms: int
    end_ms: int
    voice: str


@dataclass(frozen=True, eq=False)
class _Found:
    """What one stretch says about one of its voices: its turns in milliseconds, and its vector."""

    turns: tuple[tuple[int, int], ...]
    vector: NDArray[np.float64]

    @property
    def weight(self) -> int:
        return sum(end - start for start, end in self.turns)


class Voices:
    """Tells voices apart by two models in ONNX form: pyannote's segmentation and a speaker embedding."""

    def __init__(self, segmentation: Path, embedding: Path, digest_of: Callable[[Path], str], work: Path) -> None:
        self._segmentation, self._embedding = segmentation, embedding
        self._digest_of, self._work = digest_of, work

    def describe(self, count: int) -> str:
        """Stands for the models, the library and the number of people asked for. Raises NotAModel, MissingTool."""
        for file, note in ((self._segmentation, "powerset_max_classes"), (self._embedding, "framework")):
            if not file.is_file() or note not in _notes(file):
                raise NotAModel("voices-not-found", model=file.name)
        return f"sherpa-onnx {version()} {self._digests} {count}"

    @property
    def _digests(self) -> str:
        return " ".join(self._digest_of(file)[:16] for file in (self._segmentation, self._embedding))

    def name(self, segments: Sequence[Segment], blocks: Iterable[Sound], count: int) -> list[Segment]:
        """The segments with a voice for every word; `count` is how many people speak, 0 where nobody knows."""
        return voiced(segments, self.turns(blocks, count))

    def turns(self, blocks: Iterable[Sound], count: int) -> list[VoiceTurn]:
        """Who speaks when in int16 sound of shape (frames, 1) at 16 kHz, voices numbered as they are first heard.

        Raises NotAModel, MissingTool, CannotWrite.
        """
        self._prove()
        found: list[_Found] = []
        begun = 0
        for stretch in _stretches(blocks):
            found += self._told_apart(stretch, begun, count)
            begun += len(stretch) * 1000 // RATE
        labels = join([one.vector for one in found], [one.weight for one in found], count, ALIKE)
        turns = sorted((start, end, label) for one, label in zip(found, labels, strict=True) for start, end in one.turns)
        order = {label: str(number) for number, label in enumerate(dict.fromkeys(label for _, _, label in turns), 1)}
        return [VoiceTurn(start, end, order[label]) for start, end, label in turns]

    def _told_apart(self, stretch: NDArray[np.float32], begun: int, count: int) -> Iterator[_Found]:
        told = loaded("diarization", self._given(count)).process(stretch).sort_by_start_time()
        spoken: dict[int, list[tuple[int, int]]] = {}
        for turn in told:
            spoken.setdefault(turn.speaker, []).append((round(turn.start * 1000), round(turn.end * 1000)))
        for turns in spoken.values():
            sound = np.concatenate([stretch[start * RATE // 1000 : end * RATE // 1000] for start, end in turns])[:SAMPLE]
            yield _Found(tuple((start + begun, end + begun) for start, end in turns), self._vector(sound))

    def _prove(self) -> None:
        """See that neither model takes the program with it."""
        proof = self._work / f"sherpa-{version()}-cpu-{self._digests.replace(' ', '-')}.proof"
        names = {"model": f"{self._segmentation.name}、{self._embedding.name}", "kind": "speakers"}
        prove("diarization", self._given(0), proof, names)

    def _given(self, count: int) -> Given:
        return {"segmentation": str(self._segmentation), "embedding": str(self._embedding), "count": count}

    @cached_property
    def _extractor(self) -> Any:  # noqa: ANN401 # sherpa has no types
        return loaded("embedding", self._given(0))

    def _vector(self, sound: NDArray[np.float32]) -> NDArray[np.float64]:
        stream = self._extractor.create_stream()
        stream.accept_waveform(sample_rate=RATE, waveform=np.pad(sound, (0, max(0, RATE // 2 - len(sound)))))
        stream.input_finished()
        vector = np.array(self._extractor.compute(stream), np.float64)
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _notes(file: Path) -> dict[str, str]:
    """The notes of a graph; none where it is no whole ONNX file."""
    try:
        return notes_of(file)
    except ValueError:
        return {}


def voiced(segments: Sequence[Segment], turns: Sequence[VoiceTurn]) -> list[Segment]:
    """Each word with the voice it shares most time with, or the nearest one; a segment without words becomes one word."""
    starts = [turn.start_ms for turn in turns]
    longest = max((turn.end_ms - turn.start_ms for turn in turns), default=0) + NEAR

    def heard(word: Word) -> Word:
        near = turns[bisect_left(starts, word.start_ms - longest) : bisect_right(starts, word.end_ms + NEAR)]
        best = max(near, key=lambda turn: min(turn.end_ms, word.end_ms) - max(turn.start_ms, word.start_ms), default=None)
        return replace(word, speaker=best.voice) if best else word

    return [
        replace(segment, words=tuple(map(heard, segment.words or (Word(segment.start_ms, segment.end_ms, segment.text),))))
        for segment in segments
    ]


def _stretches(blocks: Iterable[Sound]) -> Iterator[NDArray[np.float32]]:
    """The sound in stretches of ten minutes, as float32 in −1…1."""
    waiting: list[Sound] = []
    size = 0
    for block in blocks:
        waiting.append(block.reshape(-1))
        size += len(block)
        if size >= STRETCH:
            whole = np.concatenate(waiting)
            yield _floats(whole[:STRETCH])
            waiting, size = [whole[STRETCH:]], size - STRETCH
    if size:
        yield _floats(np.concatenate(waiting))


def _floats(samples: Sound) -> NDArray[np.float32]:
    return samples.astype(np.float32) / np.float32(32768)
