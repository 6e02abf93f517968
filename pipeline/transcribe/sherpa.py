"""Pieces of speech become segments through sherpa-onnx: the Chinese models, without torch, one folder a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import Unreadable, WrongUse
from pipeline.model.draft import Listener, Options, Segment
from pipeline.transcribe.listening import RATE, Hints, ModelPlace, Piece
from pipeline.transcribe.parting import parts
from pipeline.transcribe.sherpa_folders import NANO, QWEN3, SENSE_VOICE, WHISPER, Model, model_in
from pipeline.transcribe.sherpa_runtime import Given, loaded, prove, provider, threads, version
from pipeline.transcribe.sherpa_words import Answer, segments_of

LEAST = RATE // 2  # samples; what is shorter is followed by silence, since models that stack frames fail on less
BATCH = 8  # pieces at once on a graphics card
TAKES_NAMES = (QWEN3, NANO)
# What a language is called in the prompt of the models that are language models.
SPOKEN = {QWEN3.name: {"zh": "Chinese", "yue": "Cantonese", "en": "English"}, NANO.name: {"zh": "中文", "en": "英文"}}


class SherpaEngine:
    """sherpa-onnx with the model in one folder, loaded at the first piece."""

    def __init__(self, place: ModelPlace) -> None:
        self._place = place
        self._loaded: tuple[Given, Any] | None = None  # None: not loaded yet

    @property
    def at_once(self) -> int:
        """See `Engine.at_once`. On a processor one by one is as quick, and every piece is heard for itself."""
        return BATCH if provider() == "cuda" else 1

    @cached_property
    def _model(self) -> Model:
        if not self._place.model:
            raise WrongUse("sherpa-unnamed")
        return model_in(self._place.root / self._place.model)

    def describe(self, hints: Hints) -> Listener:
        """See `Engine.describe`."""
        installed, model = version(), self._model
        told: Options = {"kind": model.kind.name, "longest_ms": model.kind.longest_ms, **model.kind.fixed}
        told["language"] = hints.language
        if model.kind in TAKES_NAMES:
            told["names"] = _names(hints)
        digest = model.digest(self._place.digest_of)
        return Listener("sherpa", installed, Path(self._place.model).name, digest, told)

    def listen(self, pieces: Sequence[Piece], hints: Hints) -> Sequence[tuple[Segment, ...]]:
        """See `Engine.listen`."""
        model = self._model
        recognizer = self._recognizer(hints)
        parted = [list(parts(piece, model.kind.longest_ms)) if piece.length_ms else [] for piece in pieces]
        streams = [_stream(recognizer, model, part, hints) for row in parted for part in row]
        try:
            for first in range(0, len(streams), self.at_once):
                recognizer.decode_streams(streams[first : first + self.at_once])
        except RuntimeError as trouble:
            reason = str(trouble).splitlines()[0][:200]
            raise Unreadable("sherpa-fails", model=Path(self._place.model).name, reason=reason) from trouble
        answers = iter(streams)
        return [tuple(_placed(piece, row, answers, timed=model.kind.timed)) for piece, row in zip(pieces, parted, strict=True)]

    def _recognizer(self, hints: Hints) -> Any:  # noqa: ANN401 # sherpa-onnx has no types
        """The model for these hints; another language may be another model."""
        given = _given(self._model, hints, self._place)
        if self._loaded is None or self._loaded[0] != given:
            loader, digest = self._model.kind.loader, self._model.digest(self._place.digest_of)
            proof = self._place.work / f"sherpa-{version()}-{provider()}-{digest[:16]}.proof"
            names = {"model": Path(self._place.model).name, "kind": self._model.kind.name}
            prove(loader, given, proof, names)
            self._loaded = None  # the old model's memory first
            self._loaded = given, loaded(loader, given)
        return self._loaded[1]


def _given(model: Model, hints: Hints, place: ModelPlace) -> Given:
    """The arguments of the model's loader."""
    files = {argument: str(path) for argument, path in model.files.items()}
    language = {"language": _language(model, hints)} if model.kind in (SENSE_VOICE, WHISPER) else {}
    return {**files, **model.kind.fixed, **language, "num_threads": threads(place), "provider": provider()}


def _language(model: Model, hints: Hints) -> str:
    """The language as this model wants it said; empty where it takes none or is to find out by itself."""
    language = hints.language.partition("-")[0].lower()
    if model.kind == SENSE_VOICE:
        return language if language in {"zh", "en", "ja", "ko", "yue"} else "auto"
    if model.kind == WHISPER:
        known = model.notes.get("all_language_codes", "").split(",")
        return language if model.notes.get("is_multilingual") == "1" and language in known else ""
    return SPOKEN.get(model.kind.name, {}).get(language, "")


def _names(hints: Hints) -> str:
    return ",".join(name.replace(",", "，") for name in hints.names)


def _stream(recognizer: Any, model: Model, part: Piece, hints: Hints) -> Any:  # noqa: ANN401 # sherpa-onnx has no types
    """A part of a piece as sherpa-onnx takes it, with what its model may know beforehand."""
    stream = recognizer.create_stream()
    if model.kind in TAKES_NAMES:
        stream.set_option("hotwords", _names(hints))
        stream.set_option("language", _language(model, hints))
    samples = np.ascontiguousarray(part.samples, np.float32)
    stream.accept_waveform(RATE, np.pad(samples, (0, max(0, LEAST - len(samples)))))
    return stream


def _placed(piece: Piece, row: Sequence[Piece], streams: Iterator[Any], *, timed: bool) -> Iterator[Segment]:
    """The segments of a piece's parts, in milliseconds from the piece's start."""
    for part in row:
        offset = part.start_ms - piece.start_ms
        for segment in segments_of(_answer(next(streams).result, timed=timed), part.length_ms):
            yield replace(
                segment,
                start_ms=segment.start_ms + offset,
                end_ms=segment.end_ms + offset,
                words=tuple(
                    replace(word, start_ms=word.start_ms + offset, end_ms=word.end_ms + offset) for word in segment.words
                ),
            )


def _answer(result: Any, *, timed: bool) -> Answer:  # noqa: ANN401 # sherpa-onnx has no types
    """sherpa-onnx's result as plain values; times that are no times are left out."""
    parted = zip(result.segment_timestamps, result.segment_durations, result.segment_texts, strict=False)
    if not timed:
        return Answer(result.text, parts=tuple(parted))
    return Answer(result.text, tuple(result.tokens), tuple(result.timestamps), tuple(result.ys_log_probs), tuple(parted))
