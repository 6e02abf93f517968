"""A folder that sherpa-onnx can use becomes a kind of model and the files it needs; told apart by the files alone.

Most archives of the project hold `model.int8.onnx` and `tokens.txt`, whatever they are; then the notes that every exported graph
carries (ONNX `ModelProto.metadata_props`) say which kind it is, the same notes that sherpa-onnx itself reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from pipeline.errors import NotAModel
from pipeline.transcribe.onnx_notes import notes_of

TOKENS = "*tokens.txt"
ASIDE = ("*streaming*", "*vad*")  # graphs that lie beside the one that is meant
SHORT = 15_000  # milliseconds given at once to what tells no times, so that its text is placed at least that well


@dataclass(frozen=True)
class Kind:
    """A family of models: its name, how sherpa-onnx loads it (`OfflineRecognizer.from_…`), and the files it needs.

    `marks` are (key, part of its value) in the notes of its graph, or `words` a part of its folder's name where there are none.
    `timed`: it tells when each token is spoken. `longest_ms`: what it is given at once, 0 for a whole piece.
    """

    name: str
    loader: str
    files: Mapping[str, str]  # argument of the loader → pattern of the file's name; `tokenizer` is a folder with these files
    marks: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    timed: bool = True
    longest_ms: int = 0
    fixed: Mapping[str, str | int | bool] = field(default_factory=dict)


def _one_graph(name: str, loader: str, marks: tuple[tuple[str, str], ...], words: tuple[str, ...]) -> Kind:
    return Kind(name, loader, {"model": "*.onnx", "tokens": TOKENS}, marks, words)


_PAIR = {"encoder": "*encoder*.onnx", "decoder": "*decoder*.onnx", "tokens": TOKENS}
WHISPER = Kind(
    "Whisper",
    "from_whisper",
    _PAIR,
    (("model_type", "whisper"),),
    timed=False,  # its tokens end inside characters, which sherpa-onnx cannot hand over; its sentences have times
    fixed={"enable_segment_timestamps": True},
)
FIRE_RED = Kind("FireRedASR", "from_fire_red_asr", _PAIR, (("cmvn_mean", ""),), timed=False, longest_ms=SHORT)
QWEN3 = Kind(
    "Qwen3-ASR",
    "from_qwen3_asr",
    {
        "conv_frontend": "conv_frontend*.onnx",
        "encoder": "encoder*.onnx",
        "decoder": "decoder*.onnx",
        "tokenizer": "vocab.json merges.txt",
    },
    timed=False,
    longest_ms=SHORT,
    fixed={"max_total_len": 1024, "max_new_tokens": 512},  # sherpa-onnx's own 128 are fewer than fast speech of 28 s needs
)
NANO = Kind(
    "Fun-ASR-Nano",
    "from_funasr_nano",
    {
        "encoder_adaptor": "encoder_adaptor*.onnx",
        "llm": "llm*.onnx",
        "embedding": "embedding*.onnx",
        "tokenizer": "vocab.json merges.txt tokenizer.json",
    },
    timed=False,  # sherpa-onnx spreads its tokens evenly and calls that times
    longest_ms=SHORT,  # its exported graphs remember 512 tokens, seventeen a second of sound (k2-fsa/sherpa-onnx#3085)
)
TRANSDUCER = Kind("Transducer", "from_transducer", {**_PAIR, "joiner": "*joiner*.onnx"})
PARAFORMER = Kind(
    "Paraformer",
    "from_paraformer",
    {"paraformer": "*.onnx", "tokens": TOKENS},
    (("model_type", "paraformer"), ("lfr_window_size", "")),
    ("paraformer",),
)
SENSE_VOICE = Kind(
    "SenseVoice",
    "from_sense_voice",
    {"model": "*.onnx", "tokens": TOKENS},
    (("model_type", "sense_voice"), ("with_itn", "")),
    ("sense-voice", "sensevoice"),
    fixed={"use_itn": True},  # without it the model writes no punctuation
)
_SINGLE = (
    SENSE_VOICE,  # before Paraformer, whose notes are among its own
    PARAFORMER,
    _one_graph("Dolphin", "from_dolphin_ctc", (("model_type", "dolphin"), ("invstd", "")), ("dolphin",)),
    _one_graph("FireRedASR CTC", "from_fire_red_asr_ctc", (("model_type", "fire-red-asr"),), ("fire-red", "firered")),
    _one_graph("TeleSpeech", "from_telespeech_ctc", (("model_type", "telespeech"),), ("telespeech",)),
    _one_graph("WeNet CTC", "from_wenet_ctc", (("model_type", "wenet_ctc"),), ("wenet",)),
    _one_graph("Zipformer CTC", "from_zipformer_ctc", (("model_type", "zipformer2_ctc"),), ("zipformer-ctc",)),
    _one_graph("NeMo CTC", "from_nemo_ctc", (("model_type", "EncDec"),), ("nemo-ctc",)),
    _one_graph("Omnilingual CTC", "from_omnilingual_asr_ctc", (("model_type", "omnilingual"),), ("omnilingual",)),
)
KINDS = (QWEN3, NANO, TRANSDUCER, WHISPER, FIRE_RED, *_SINGLE)


@dataclass(frozen=True)
class Model:
    """A folder that holds what its kind needs: argument of the loader → file or folder; `notes` of its first graph."""

    kind: Kind
    files: Mapping[str, Path]
    notes: Mapping[str, str]

    def digest(self, digest_of: Callable[[Path], str]) -> str:
        """SHA-256 over the digests of every file that is used, by what it is for; names and places do not count."""
        whole = hashlib.sha256()
        for argument, path in sorted(self.files.items()):
            used = sorted(path.iterdir()) if path.is_dir() else [path, *_weights(path)]
            whole.update("".join(f"{argument} {digest_of(file)}\n" for file in used if file.is_file()).encode())
        return whole.hexdigest()


def model_in(folder: Path) -> Model:
    """The model in a folder, every file there, none empty or cut short. Raises NotAModel."""
    if not folder.is_dir():
        raise NotAModel("sherpa-no-folder", model=folder.name)
    kind = told_apart(folder)
    files = {argument: _file(folder, kind, argument, pattern) for argument, pattern in kind.files.items()}
    notes: list[Mapping[str, str]] = []
    for file in files.values():
        if file.is_file() and not file.stat().st_size:
            raise NotAModel("sherpa-file-empty", model=folder.name, file=file.name)
        if file.suffix == ".onnx":
            notes.append(_notes(file))
    return Model(kind, files, notes[0])


def told_apart(folder: Path) -> Kind:
    """Which kind of model a folder looks like, though files may be missing. Raises NotAModel where nothing tells."""
    names = [path.name for path in folder.iterdir() if path.is_file()]
    by_name = {"conv_frontend*": QWEN3, "encoder_adaptor*": NANO, "llm*": NANO, "*joiner*": TRANSDUCER}
    for pattern, kind in by_name.items():
        if any(fnmatch(name, f"{pattern}.onnx") for name in names):
            return kind
    for pattern in ("*encoder*.onnx", "*decoder*.onnx"):
        if found := _preferred(folder, pattern):
            return QWEN3 if any(folder.glob("*/vocab.json")) else _pair(found)
    if graph := _preferred(folder, "*.onnx"):
        return _single(graph)
    raise NotAModel("sherpa-no-graph", model=folder.name)


def _pair(graph: Path) -> Kind:
    """Whisper's files are named `tiny-encoder.onnx`, FireRedASR's `encoder.onnx`; the notes know better."""
    notes = _notes(graph)
    for kind in (WHISPER, FIRE_RED):
        if _marked(notes, kind):
            return kind
    if notes and "encoder" in graph.name:
        raise _unclear(graph)
    return WHISPER if graph.name.partition("coder")[0] not in {"en", "de"} else FIRE_RED


def _single(graph: Path) -> Kind:
    notes = _notes(graph)
    for kind in _SINGLE:
        if _marked(notes, kind):
            return kind
    if "model_type" not in notes:
        for kind in _SINGLE:
            if any(word in graph.parent.name.lower() for word in kind.words):
                return kind
        if any("<|zh|>" in file.read_text("utf-8", "replace") for file in graph.parent.glob(TOKENS)):
            return SENSE_VOICE
    raise _unclear(graph)


def _unclear(graph: Path) -> NotAModel:
    known = "、".join(kind.name for kind in KINDS)
    return NotAModel("sherpa-kind-unclear", model=graph.parent.name, file=graph.name, known=known)


def _marked(notes: Mapping[str, str], kind: Kind) -> bool:
    return any(key in notes and part in notes[key] for key, part in kind.marks)


def _file(folder: Path, kind: Kind, argument: str, pattern: str) -> Path:
    if argument == "tokenizer":
        return _tokenizer(folder, kind, pattern.split())
    found = _preferred(folder, pattern)
    if found is None:
        raise _missing(folder, kind, pattern.replace("*", ""))
    return found


def _tokenizer(folder: Path, kind: Kind, wanted: list[str]) -> Path:
    """The folder with the most of the tokenizer's files, if it has them all."""
    places = (*sorted(path for path in folder.iterdir() if path.is_dir()), folder)
    best = max(places, key=lambda place: sum((place / name).is_file() for name in wanted))
    for name in wanted:
        if not (best / name).is_file():
            raise _missing(folder, kind, f"tokenizer/{name}")
    return best


def _missing(folder: Path, kind: Kind, file: str) -> NotAModel:
    return NotAModel("sherpa-file-missing", model=folder.name, kind=kind.name, file=file)


def _preferred(folder: Path, pattern: str) -> Path | None:
    """The file of that name; in eight bits where there are several, since that is what a processor is quick with."""
    found = [file for file in folder.glob(pattern) if file.is_file() and not any(fnmatch(file.name, other) for other in ASIDE)]
    return min(found, key=lambda file: (".int8." not in file.name, len(file.name), file.name), default=None)


def _weights(graph: Path) -> list[Path]:
    """Files beside a graph that hold its weights."""
    names = (f"{graph.name}.data", f"{graph.name}_data", f"{graph.stem}.weights")
    return [graph.with_name(name) for name in names if graph.with_name(name).is_file()]


def _notes(graph: Path) -> Mapping[str, str]:
    try:
        return notes_of(graph)
    except ValueError:
        raise NotAModel("sherpa-file-broken", model=graph.parent.name, file=graph.name) from None
