"""Pieces of speech become segments through openai-whisper; the only importer of whisper."""

from __future__ import annotations

import functools
import hashlib
import importlib
import os
import pickle
import warnings
from collections.abc import Sequence
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


class WhisperEngine:
    """openai-whisper with one model, loaded at the first piece."""

    at_once = 1

    def __init__(self, place: ModelPlace) -> None:
        self._place = place
        self._loaded: Any = None  # None: not loaded yet

    def describe(self, hints: Hints) -> Listener:
        """See `Engine.describe`."""
        place = self._place
        official = _official()
        if place.model in official:
            model, digest = place.model, official[place.model]
        else:
            file = _file(place)
            model, digest = Path(place.model).name, place.digest_of(file)
        return Listener("whisper", _version(), model, digest, {**told(hints), "fp16": "on cuda"})

    def listen(self, pieces: Sequence[Piece], hints: Hints) -> Sequence[tuple[Segment, ...]]:
        """See `Engine.listen`."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # whisper 20250625 calls numpy and torch in ways that they mean to end
            return [self._heard(piece, hints) for piece in pieces]

    def _heard(self, piece: Piece, hints: Hints) -> tuple[Segment, ...]:
        if self._loaded is None:
            if self._place.threads:
                _imported("torch").set_num_threads(self._place.threads)
            self._loaded = _load(self._place)
            for block in self._loaded.decoder.blocks:
                _look_together(block.cross_attn)
            _filter_head_by_head(_imported("whisper.timing"))
        _imported("torch").manual_seed(piece.start_ms)
        patience = _Patience(self._loaded)
        language, before = language_code(hints), said_before(hints)
        result = _imported("whisper").transcribe(
            patience,
            piece.samples,
            language=language if language in _imported("whisper.tokenizer").LANGUAGES else None,
            temperature=TEMPERATURES,
            initial_prompt=before or None,
            carry_initial_prompt=bool(before),
            fp16=self._loaded.device.type == "cuda",
            verbose=None,
            **OPTIONS,
        )
        segments = tuple(segment_of(raw) for raw in result["segments"] if raw["text"].strip())
        return cut_short(segments) if patience.lost else segments


class _Patience:
    """The model, until it has been asked too often about one piece; from then on it hears silence.

    Where it hears nonsense, Whisper moves on by as little as 20 ms and tries six temperatures each time: hours for one piece.
    A window that is asked about again, at another temperature or for the times of its words, is not encoded again.
    """

    def __init__(self, model: Any) -> None:  # noqa: ANN401 # whisper has no types
        self._model = model
        self._asked = 0
        self._encoded: tuple[Any, Any] = (None, None)  # the window asked about last, and what the encoder made of it

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 # whatever whisper asks of a model
        return getattr(self._model, name)

    def __call__(self, mels: Any, tokens: Any) -> Any:  # noqa: ANN401 # tensors of whisper's
        """What the model expects after each of the tokens, for one window."""
        return self._model.decoder(tokens, self._features(mels[0])[None])

    @property
    def lost(self) -> bool:
        """Was it asked too often?"""
        return self._asked > MOST_ASKED

    def decode(self, mel: Any, options: Any) -> Any:  # noqa: ANN401 # whisper has no types
        """`Whisper.decode`, or the answer for silence."""
        self._asked += 1
        if not self.lost:
            return self._model.decode(self._features(mel), options)
        decoding = _imported("whisper.decoding")
        return decoding.DecodingResult(
            mel, options.language, tokens=[], avg_logprob=-9.0, no_speech_prob=1.0, compression_ratio=0.0
        )

    def _features(self, mel: Any) -> Any:  # noqa: ANN401 # tensors of whisper's
        torch = _imported("torch")
        window, features = self._encoded
        if window is None or not torch.equal(window, mel):
            with torch.no_grad():
                features = self._model.encoder(mel[None])[0]
            self._encoded = (mel, features)
        return features


def _look_together(attention: Any) -> None:  # noqa: ANN401 # whisper has no types
    """Let the beams look at what was heard as queries of one batch: torch else copies it for every beam at every token."""
    apart = attention.qkv_attention

    def together(q: Any, k: Any, v: Any, mask: Any = None) -> Any:  # noqa: ANN401 # tensors
        if len(k) == len(q) or len(k) > 1:
            return apart(q, k, v, mask)
        seen, weights = apart(q.reshape(1, -1, q.shape[-1]), k, v, mask)
        return seen.reshape(q.shape), weights

    attention.qkv_attention = together


def _filter_head_by_head(timing: Any) -> None:  # noqa: ANN401 # whisper has no types
    """Let the times of words be smoothed for one attention head after the other: all at once need 300 MB for `base`."""
    whole = timing.median_filter
    if getattr(whole, "by_head", False):
        return

    def by_head(x: Any, width: int) -> Any:  # noqa: ANN401 # tensors
        if x.ndim != 3 or not len(x):
            return whole(x, width)
        return _imported("torch").cat([whole(head, width) for head in x.split(1)])

    by_head.by_head = True  # type: ignore[attr-defined] # one process may load several models
    timing.median_filter = by_head


def _imported(name: str) -> Any:  # noqa: ANN401 # whisper and torch have no types, or types that take minutes
    """A module of the engine, imported when it is first needed: it takes seconds. Raises MissingTool.

    Torch's threads are told to sleep while they wait for each other: where another program has a core they otherwise burn the
    rest, measured as four times the wall time on two cores.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        return importlib.import_module(name)
    except ImportError:
        raise MissingTool("whisper-missing") from None


def _version() -> str:
    version = version_of("openai-whisper")
    if not version:
        raise MissingTool("whisper-missing")
    return version


@functools.cache
def _official() -> dict[str, str]:
    """Name → SHA-256 of the models that the installed whisper downloads, read from its source without importing torch."""
    urls = constant("whisper", "__init__.py", "_MODELS")
    if urls is None:
        raise MissingTool("whisper-missing")
    return {name: url.split("/")[-2] for name, url in urls.items()}


def _file(place: ModelPlace) -> Path:
    """The model's file, or the packed one that stands for it. Raises WrongUse and NotAModel."""
    if not place.model:
        raise WrongUse("model-unnamed")
    asked = place.root / place.model
    for file in (asked, asked.with_suffix(".npz")):
        if file.is_file():
            return file
    raise NotAModel("model-not-found", model=place.model, known="、".join(_official()))


def _load(place: ModelPlace) -> Any:  # noqa: ANN401 # whisper has no types
    """The model, with Whisper's tuned alignment heads where its digest is an official one."""
    if place.model in _official():
        return _downloaded(place.model)
    file = _file(place)
    digest = place.digest_of(file)
    model = _opened(_unpacked(file, digest, place) if file.suffix == ".npz" else file, place.model)
    tuned = next((name for name, known in _official().items() if known == digest), None)
    if tuned is not None:
        heads = _imported("whisper")._ALIGNMENT_HEADS  # noqa: SLF001 # load_model(path) leaves them unset
        model.set_alignment_heads(heads[tuned])
    return model


def _downloaded(name: str) -> Any:  # noqa: ANN401 # whisper has no types
    try:
        return _imported("whisper").load_model(name)
    except (OSError, RuntimeError) as trouble:  # URLError is an OSError; a wrong checksum is a RuntimeError
        raise Unreadable("model-not-downloaded", model=name, reason=str(trouble)[:200]) from trouble


def _unpacked(packed: Path, digest: str, place: ModelPlace) -> Path:
    """The official form of a packed model, made once in the work folder."""
    target = place.work / f"{packed.stem}-{digest[:8]}.pt"
    if not target.is_file():
        from pipeline.transcribe.sample_model import unpack  # noqa: PLC0415 # it imports torch, which takes seconds

        place.work.mkdir(parents=True, exist_ok=True)
        try:
            unpack(packed, target)
        except ValueError as trouble:
            raise NotAModel("model-unreadable", model=place.model) from trouble
    return target


def _opened(file: Path, named: str) -> Any:  # noqa: ANN401 # whisper has no types
    try:
        return _imported("whisper").load_model(str(file))
    except (pickle.UnpicklingError, EOFError, LookupError, TypeError, AttributeError, ValueError, RuntimeError) as trouble:
        raise _not_loaded(named, trouble) from trouble
    except OSError as trouble:
        raise Unreadable("model-not-read", model=named, reason=trouble.strerror or "") from trouble


def _not_loaded(named: str, trouble: Exception) -> KoushuError:
    """Torch says both `this is no model` and `memory is full` with RuntimeError."""
    if "allocate memory" in str(trouble) or "out of memory" in str(trouble):
        return Unreadable("model-too-large", model=named)
    return NotAModel("model-unreadable", model=named)


def sha256(file: Path) -> str:
    """A file's SHA-256, for callers that keep no memory of digests."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
