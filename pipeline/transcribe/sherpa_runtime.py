"""sherpa-onnx itself: the only importer of sherpa_onnx, and the proof that a model does not take the whole program with it.

sherpa-onnx 2.0.1 ends the process (`exit(-1)`) where the notes of a graph are not what it expects. So every model is loaded once
in a process of its own, and hears a second of quiet there; that it did is remembered in the work folder.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import MissingTool, NotAModel
from pipeline.media.program import Failed, run
from pipeline.transcribe.listening import RATE, ModelPlace
from pipeline.writing.atomic import write_text

PATIENCE_S = 900.0  # a model of several gigabytes, read from a slow disk
ALIKE = 0.5  # cosine distance up to which two voices are one, where nobody knows how many there are
Given = Mapping[str, str | int | bool]


def version() -> str:
    """Of the installed package. Raises MissingTool."""
    try:
        return importlib.metadata.version("sherpa-onnx")
    except importlib.metadata.PackageNotFoundError:
        raise MissingTool("sherpa-missing") from None


def provider() -> str:
    """`cuda` where the installed wheel brings it, else `cpu`. Raises MissingTool."""
    found = importlib.util.find_spec("sherpa_onnx")
    if found is None or found.origin is None:
        raise MissingTool("sherpa-missing")
    return "cuda" if any(Path(found.origin).parent.glob("lib/*onnxruntime_providers_cuda*")) else "cpu"


def threads(place: ModelPlace) -> int:
    """How many threads the engine may start."""
    return place.threads or os.cpu_count() or 1


def sherpa_onnx() -> Any:  # noqa: ANN401 # sherpa-onnx has no types
    """The package, imported when it is first needed: it loads onnxruntime. Raises MissingTool."""
    try:
        return importlib.import_module("sherpa_onnx")
    except ImportError:
        raise MissingTool("sherpa-missing") from None


def loaded(loader: str, given: Given) -> Any:  # noqa: ANN401 # sherpa-onnx has no types
    """What `OfflineRecognizer.from_…` or another of `_LOADERS` makes of these arguments. Raises MissingTool, RuntimeError."""
    sherpa = sherpa_onnx()
    if loader in _LOADERS:
        return _LOADERS[loader](sherpa, given)
    return getattr(sherpa.OfflineRecognizer, loader)(**given)


def _punctuation(sherpa: Any, given: Given) -> Any:  # noqa: ANN401 # sherpa-onnx has no types
    model = sherpa.OfflinePunctuationModelConfig(**given)
    return sherpa.OfflinePunctuation(sherpa.OfflinePunctuationConfig(model=model))


def _diarization(sherpa: Any, given: Given) -> Any:  # noqa: ANN401 # sherpa-onnx has no types
    """Who speaks when: `segmentation` and `embedding` are files, `count` how many people speak, 0 where nobody knows."""
    pyannote = sherpa.OfflineSpeakerSegmentationPyannoteModelConfig(model=given["segmentation"])
    config = sherpa.OfflineSpeakerDiarizationConfig(
        segmentation=sherpa.OfflineSpeakerSegmentationModelConfig(pyannote=pyannote),
        embedding=sherpa.SpeakerEmbeddingExtractorConfig(model=given["embedding"]),
        clustering=sherpa.FastClusteringConfig(num_clusters=given["count"] or -1, threshold=ALIKE),
    )
    return sherpa.OfflineSpeakerDiarization(config)


def _embedding(sherpa: Any, given: Given) -> Any:  # noqa: ANN401 # sherpa-onnx has no types
    return sherpa.SpeakerEmbeddingExtractor(sherpa.SpeakerEmbeddingExtractorConfig(model=given["embedding"]))


_LOADERS = {"punctuation": _punctuation, "diarization": _diarization, "embedding": _embedding}


def prove(loader: str, given: Given, proof: Path, names: Mapping[str, str]) -> None:
    """Nothing, where this model can be loaded and used without harm; `names` are what its sentence calls it.

    Raises NotAModel with sherpa-onnx's last words, MissingTool, CannotWrite.
    """
    if proof.is_file():
        return
    try:
        run([sys.executable, "-m", __name__, json.dumps([loader, dict(given)])], PATIENCE_S)
    except Failed as failed:
        last = (failed.words.splitlines() or ["—"])[-1]
        raise NotAModel("sherpa-refuses", **names, reason=last.rpartition("/")[2][:200]) from failed
    write_text(proof, f"{loader}\n")


def _try() -> None:
    """Load what the command line names and use it once."""
    loader, given = json.loads(sys.argv[1])
    model = loaded(loader, given)
    if loader == "punctuation":
        model.add_punctuation("你好")
        return
    quiet = np.random.default_rng(0).normal(0, 0.001, RATE).astype(np.float32)
    if loader == "diarization":
        model.process(quiet)
        model = loaded("embedding", given)
    stream = model.create_stream()
    stream.accept_waveform(RATE, quiet)
    if loader == "diarization":
        stream.input_finished()
        model.compute(stream)
        return
    model.decode_stream(stream)


if __name__ == "__main__":
    _try()
