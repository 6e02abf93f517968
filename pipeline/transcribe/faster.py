"""Pieces of speech become segments through faster-whisper, which needs no torch; the only importer of it and of CTranslate2."""

from __future__ import annotations

import functools
import hashlib
import importlib
import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import KoushuError, MissingTool, NotAModel, Unreadable, WrongUse
from pipeline.model.draft import Listener, Segment
from pipeline.transcribe.installed import constant, version_of
from pipeline.transcribe.listening import Hints, ModelPlace, Piece
from pipeline.transcribe.whisper_options import (
    MOST_ASKED,
    OPTIONS,
    TEMPERATURES,
    cut_short,
    language_code,
    said_before,
    segment_of,
    told,
)

NEEDED = ("config.json", "model.bin", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
READ = (*NEEDED, *VOCABULARIES, "preprocessor_config.json")  # what decides on the words, of all that lies in the folder
KINDS = {"cpu": ("int8", "float32"), "cuda": ("float16", "float32")}  # of numbers, the first that the device can reckon with
THEIR_NAMES = {"logprob_threshold": "log_prob_threshold"}


class FasterEngine:
    """faster-whisper with one model in CTranslate2's form, loaded at the first piece."""

    at_once = 1

    def __init__(self, place: ModelPlace) -> None:
        self._place = place
        self._loaded: Any = None  # None: not loaded yet

    def describe(self, hints: Hints) -> Listener:
        """See `Engine.describe`. What a name stands for is told by the hub's name for it, since only the hub knows more."""
        place, official = self._place, _official()
        if place.model in official:
            model, digest = place.model, hashlib.sha256(official[place.model].encode()).hexdigest()
        else:
            folder = _folder(place)
            model, digest = folder.name, _digest(folder, place.digest_of)
        return Listener("faster", _version(), model, digest, {**told(hints), "compute_type": "int8 on cpu, float16 on cuda"})

    def listen(self, pieces: Sequence[Piece], hints: Hints) -> Sequence[tuple[Segment, ...]]:
        """See `Engine.listen`."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it imports warns of what it means to end
            try:
                return [self._heard(piece, hints) for piece in pieces]
            except (RuntimeError, ValueError, MemoryError) as trouble:
                raise _not_heard(self._place.model, trouble) from trouble

    def _heard(self, piece: Piece, hints: Hints) -> tuple[Segment, ...]:
        if not len(piece.samples):
            return ()
        if self._loaded is None:
            self._loaded = _load(self._place)
        ear: _Ear = self._loaded.model
        ear.begin(piece.start_ms)
        language = language_code(hints)
        segments, _ = self._loaded.transcribe(
            piece.samples,
            language=language if language in self._loaded.supported_languages else None,
            temperature=TEMPERATURES,
            hotwords=said_before(hints) or None,  # put before every window, as initial_prompt is not
            vad_filter=False,
            **{THEIR_NAMES.get(name, name): value for name, value in OPTIONS.items()},
        )
        heard = tuple(segment_of(asdict(segment)) for segment in segments if segment.text.strip())
        return cut_short(heard) if ear.lost else heard


class _Ear:
    """The CTranslate2 model, until it has been asked too often about one piece; from then on it hears silence.

    It samples by a thread of its own that takes its seed once, when it first samples (CTranslate2 4.8, random.cc). So that a
    piece is heard alike whatever was heard before it, a model that has sampled is opened anew at the next piece.
    """

    def __init__(self, model: Any, open_again: Callable[[], Any]) -> None:  # noqa: ANN401 # CTranslate2 has no types
        self._model = model
        self._open_again = open_again
        self._sampled = False
        self._asked = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 # whatever faster-whisper asks of a model
        return getattr(self._model, name)

    @property
    def lost(self) -> bool:
        """Was it asked too often?"""
        return self._asked > MOST_ASKED

    def begin(self, seed: int) -> None:
        """A new piece begins."""
        if self._sampled:
            self._model = None  # the old one must be gone: two may not fit
            self._model = self._open_again()
        _imported("ctranslate2").set_random_seed(seed)
        self._sampled = False
        self._asked = 0

    def generate(self, features: Any, prompts: Any, **options: Any) -> Any:  # noqa: ANN401 # CTranslate2 has no types
        """`ctranslate2.models.Whisper.generate`, or the answer for silence."""
        self._asked += 1
        if self.lost:
            return [_Silence([[0]], [-18.0], 1.0) for _ in prompts]
        self._sampled = self._sampled or bool(options.get("sampling_temperature"))
        return self._model.generate(features, prompts, **options)


@dataclass(frozen=True)
class _Silence:
    """One token, so unlikely that faster-whisper takes the window for silent and moves on."""

    sequences_ids: list[list[int]]
    scores: list[float]
    no_speech_prob: float


def _imported(name: str) -> Any:  # noqa: ANN401 # neither package has types
    try:
        return importlib.import_module(name)
    except ImportError:
        raise MissingTool("faster-missing") from None


def _version() -> str:
    version, runtime = version_of("faster-whisper"), version_of("ctranslate2")
    if not version or not runtime:
        raise MissingTool("faster-missing")
    return f"{version}+ctranslate2.{runtime}"


@functools.cache
def _official() -> dict[str, str]:
    """Name → the hub's name of the models that the installed faster-whisper downloads."""
    names: dict[str, str] | None = constant("faster_whisper", "utils.py", "_MODELS")
    if names is None:
        raise MissingTool("faster-missing")
    return names


def _folder(place: ModelPlace) -> Path:
    """The model's folder with everything in it that is read. Raises WrongUse, NotAModel."""
    if not place.model:
        raise WrongUse("model-unnamed")
    folder = place.root / place.model
    if folder.is_file():
        raise NotAModel("model-not-folder", model=place.model)
    if not folder.is_dir():
        raise NotAModel("model-not-found", model=place.model, known="、".join(_official()))
    for name in NEEDED:
        if not (folder / name).is_file():
            raise NotAModel("model-file-missing", model=place.model, file=name)
    if not any((folder / name).is_file() for name in VOCABULARIES):
        raise NotAModel("model-file-missing", model=place.model, file=VOCABULARIES[0])
    return folder


def _digest(folder: Path, digest_of: Callable[[Path], str]) -> str:
    """SHA-256 over the names and digests of what is read of the folder."""
    files = [folder / name for name in sorted(READ) if (folder / name).is_file()]
    return hashlib.sha256("".join(f"{file.name} {digest_of(file)}\n" for file in files).encode()).hexdigest()


def _load(place: ModelPlace) -> Any:  # noqa: ANN401 # faster-whisper has no types
    """The model on the best device there is."""
    package, runtime = _imported("faster_whisper"), _imported("ctranslate2")
    device = "cuda" if runtime.get_cuda_device_count() else "cpu"
    can = runtime.get_supported_compute_types(device)
    told = {"device": device, "compute_type": next(kind for kind in KINDS[device] if kind in can)}
    threads = place.threads or os.cpu_count() or 1
    path = _downloaded(place.model) if place.model in _official() else str(_folder(place))
    try:
        model = package.WhisperModel(path, cpu_threads=threads, **told)
    except Exception as trouble:  # tokenizers raises Exception itself
        raise _not_loaded(place.model, trouble) from trouble
    if model.model.n_mels != model.feature_extractor.mel_filters.shape[0]:
        raise NotAModel("model-file-missing", model=place.model, file="preprocessor_config.json")
    model.model = _Ear(model.model, lambda: runtime.models.Whisper(path, intra_threads=threads, **told))
    return model


def _downloaded(name: str) -> str:
    """The folder of an official model, fetched where it was not fetched before."""
    try:
        return str(_imported("faster_whisper").download_model(name))
    except (OSError, RuntimeError, ValueError) as trouble:  # the hub's own errors are OSErrors or ValueErrors
        raise Unreadable("model-not-downloaded", model=name, reason=str(trouble).partition("\n")[0][:200]) from trouble


def _not_loaded(named: str, trouble: Exception) -> KoushuError:
    if _is_full(trouble):
        return Unreadable("model-too-large", model=named)
    if isinstance(trouble, OSError):
        return Unreadable("model-not-read", model=named, reason=trouble.strerror or "")
    return NotAModel("model-unreadable", model=named)


def _not_heard(named: str, trouble: Exception) -> KoushuError:
    """CTranslate2 says everything with RuntimeError, and finds some faults of a model only when it listens."""
    if _is_full(trouble):
        return Unreadable("model-too-large", model=named)
    if any(part in str(trouble) for part in ("CUDA", "cuBLAS", "cuDNN", "libcu")):
        return MissingTool("gpu-failed", reason=str(trouble)[:200])
    return NotAModel("model-unreadable", model=named)


def _is_full(trouble: Exception) -> bool:
    return isinstance(trouble, MemoryError) or any(said in str(trouble) for said in ("out of memory", "allocate memory"))
