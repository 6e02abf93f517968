"""Small real models for every engine, made when a test asks, and the sentences they are measured by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from sample.scoring import distance, pieces, plain

from pipeline.media.sound import decode
from pipeline.transcribe.listening import RATE

ROOT = Path(__file__).resolve().parents[2]
PACKED = ROOT / "archive/engine/sample-whisper.npz"
PACKED_HEAD = ROOT / "archive/engine/sample-ctc.npz"
# CTranslate2 reckons in 8 bits with MKL on Intel's processors; elsewhere with oneDNN, three times as fast and less exactly:
# per cent of characters wrong in the sample, measured 2.7 as a whole and 5.2 through the server, at most 2 with MKL
CPU = Path("/proc/cpuinfo")  # Linux alone has it
EIGHT_BITS_WRONG = 2.0 if CPU.is_file() and "GenuineIntel" in CPU.read_text(encoding="utf-8") else 6.0


def converted_ct2(folder: Path, precision: str = "float32") -> Path:
    """Write the sample Whisper into `folder` as faster-whisper loads it; a second or two."""
    from sample.ctranslate import ctranslate2_folder  # noqa: PLC0415 - ctranslate2 is loaded when a test asks

    return ctranslate2_folder(PACKED, folder, precision)


def converted_onnx(folder: Path) -> Path:
    """Write the sample Whisper into `folder` as sherpa-onnx loads it: `*-encoder.onnx`, `*-decoder.onnx`, `*-tokens.txt`."""
    from sample.whisper_onnx import sherpa_whisper_folder  # noqa: PLC0415 - onnx is loaded when a test asks

    return sherpa_whisper_folder(PACKED, folder)


def ctc_folder(folder: Path) -> Path:
    """Write the CTC sample into `folder` as sherpa-onnx loads it: `model.onnx` (its Omnilingual kind) and `tokens.txt`."""
    from sample.ctc_onnx import sherpa_ctc_folder  # noqa: PLC0415 - onnx is loaded when a test asks

    return sherpa_ctc_folder(PACKED, PACKED_HEAD, folder)


def speaker_models(folder: Path) -> tuple[Path, Path]:
    """Write the hand-made segmentation and embedding models for sherpa-onnx's diarization into `folder`."""
    from sample.speakers_onnx import embedding_model, segmentation_model  # noqa: PLC0415 - onnx is loaded when a test asks

    return segmentation_model(folder / "segmentation.onnx"), embedding_model(folder / "embedding.onnx")


def punctuation(folder: Path) -> Path:
    """Write the hand-made punctuation model, which knows a few particles, into `folder`."""
    from sample.punctuation_onnx import punctuation_model  # noqa: PLC0415 - onnx is loaded when a test asks

    return punctuation_model(folder / "punctuation.onnx")


@pytest.fixture(scope="session")
def ct2_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample Whisper as the folder that faster-whisper loads, in single precision."""
    return converted_ct2(tmp_path_factory.mktemp("ct2"))


@pytest.fixture(scope="session")
def ct2_int8_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with weights in eight bits."""
    return converted_ct2(tmp_path_factory.mktemp("ct2-int8"), "int8")


@pytest.fixture(scope="session")
def onnx_whisper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample Whisper as the folder that sherpa-onnx loads."""
    return converted_onnx(tmp_path_factory.mktemp("onnx-whisper"))


@pytest.fixture(scope="session")
def ctc_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CTC sample as the folder that sherpa-onnx loads."""
    return ctc_folder(tmp_path_factory.mktemp("ctc"))


@dataclass(frozen=True, eq=False)
class Heard:
    """A piece of a sample recording: where it begins (ms), its samples, and the lines spoken wholly in it."""

    recording: str
    start_ms: int
    samples: np.ndarray
    lines: list[dict]

    @property
    def text(self) -> str:
        """What is said in it."""
        return "".join(line["text"] for line in self.lines)


def sample_pieces(*recordings: str) -> Iterator[Heard]:
    """The sample recordings (all, or those named as `2023-001-lin/recording-1`), cut at pauses to under 28 s.

    Every narrator's voice was never heard in training, nor any speed or pitch.
    """
    truth = json.loads((ROOT / "scripts/sample/truth.json").read_text(encoding="utf-8"))
    for name in recordings or truth:
        blocks = decode(ROOT / "archive/interviews" / f"{name}.flac", RATE)
        samples = np.concatenate(list(blocks))[:, 0].astype(np.float32) / 32768
        for first, last in pieces(samples):
            start, end = round(first * 1000 / RATE), round(last * 1000 / RATE)
            lines = [line for line in truth[name] if start <= line["start"] and line["end"] <= end]
            yield Heard(name, start, samples[first:last], lines)


def error_rate(pairs: list[tuple[str, str]]) -> float:
    """Wrong characters in a hundred over (spoken, heard) pairs, punctuation aside."""
    wrong = sum(distance(plain(spoken), plain(heard)) for spoken, heard in pairs)
    return 100 * wrong / sum(len(plain(spoken)) for spoken, _ in pairs)
