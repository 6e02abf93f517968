"""The faster-whisper adapter: the sample for real, a Whisper of random weights for loops, and folders that are no model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from sample.byte_pairs import tokenizer
from sample.ctranslate import _spec
from sample.unpacked import Unpacked

from pipeline.errors import KoushuError, NotAModel, Unreadable
from pipeline.model.problem import sentence
from pipeline.transcribe import faster
from pipeline.transcribe.faster import FasterEngine
from pipeline.transcribe.guards import guard
from pipeline.transcribe.hear import Ears, Original, hear, listener
from pipeline.transcribe.listening import RATE, Hints, ModelPlace, Piece
from pipeline.transcribe.whisper import sha256
from pipeline.transcribe.whisper_options import MOST_ASKED
from tests.transcribe.conftest import never_taught
from tests.transcribe.models import EIGHT_BITS_WRONG, PACKED, ROOT, error_rate

TRUTH = json.loads((ROOT / "scripts/sample/truth.json").read_text("utf-8"))
HINTS = Hints("zh", "以下是一段采访。您是哪一年参军的？")
NOISE = [Piece(at, np.random.default_rng(at).normal(0, 0.1, RATE // 2).astype(np.float32)) for at in (4000, 9000)]


def engine(model: Path | str, work: Path) -> FasterEngine:
    return FasterEngine(ModelPlace(str(model), work, work / "models", sha256, threads=1))


@pytest.fixture(scope="session")
def random_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A genuine Whisper that was taught nothing: it loops and guesses, and falls back from temperature to temperature."""
    folder = tmp_path_factory.mktemp("random")
    packed = torch.load(never_taught(folder / "random.pt", n_text_ctx=448), weights_only=True)
    weights = {name: tensor.float().numpy() for name, tensor in packed["model_state_dict"].items()}
    spec = _spec(Unpacked(packed["dims"], weights))
    spec.validate()
    spec.optimize(quantization="float32")
    spec.save(str(folder))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer(), ensure_ascii=False), "utf-8")
    return folder


def test_the_sample_is_heard_in_eight_bits(ct2_int8_model: Path, tmp_path: Path, nobody_asks: Callable[[int, int], None]) -> None:
    listening, heard, off = engine(ct2_int8_model, tmp_path), [], []
    for recording, truth in TRUTH.items():
        original = Original(ROOT / f"archive/interviews/{recording}.flac", sha256(PACKED), truth[-1]["end"] + 5000)
        draft = hear(original, Ears(listening), Hints(), tmp_path / recording, nobody_asks)
        heard.append(("".join(line["text"] for line in truth), "".join(segment.text for segment in draft.segments)))
        starts = [segment.start_ms for segment in draft.segments]
        off += [min(abs(start - line["start"]) for start in starts) for line in truth]
    assert error_rate(heard) <= EIGHT_BITS_WRONG
    assert np.median(off) <= 300


def test_nonsense_is_flagged_and_sampled_alike_whatever_was_heard_before(random_folder: Path, tmp_path: Path) -> None:
    together = engine(random_folder, tmp_path).listen(NOISE, HINTS)
    assert any(segment.figures["temperature"] > 0 for segments in together for segment in segments)
    assert any("repetition" in segment.codes for segments in together for segment in guard(segments))
    assert engine(random_folder, tmp_path).listen(NOISE[1:], HINTS)[0] == together[1]


def test_nonsense_is_given_up_after_a_while(random_folder: Path, tmp_path: Path) -> None:
    listening = engine(random_folder, tmp_path)
    assert listening.listen([Piece(0, np.zeros(0, np.float32))], HINTS) == [()]
    listening._loaded = faster._load(listening._place)
    ear = listening._loaded.model
    ear.begin(0)
    ear._asked = MOST_ASKED
    assert list(listening._loaded.transcribe(NOISE[0].samples, language="zh")[0]) == []
    assert ear.lost


def test_an_option_is_told_for_each_thing_that_decides_on_the_words(ct2_model: Path, tmp_path: Path) -> None:
    told = listener(Ears(engine(ct2_model, tmp_path)), HINTS)
    assert told.model == ct2_model.name
    assert told.options["condition_on_previous_text"] is False
    assert told.options["compute_type"] == "int8 on cpu, float16 on cuda"
    assert "ctranslate2" in told.version


def test_a_folders_digest_is_that_of_what_is_read_in_it(ct2_model: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(ct2_model, tmp_path / "copy")
    (copy / "README.md").write_text("旁注", "utf-8")
    first = engine(ct2_model, tmp_path).describe(HINTS).model_digest
    assert engine(copy, tmp_path).describe(HINTS).model_digest == first
    (copy / "config.json").write_text((copy / "config.json").read_text("utf-8") + "\n", "utf-8")
    assert engine(copy, tmp_path).describe(HINTS).model_digest != first


def test_a_name_stands_for_what_the_hub_calls_so(tmp_path: Path) -> None:
    named = engine("large-v3", tmp_path).describe(HINTS)
    assert named.model == "large-v3"
    assert named.model_digest != engine("small", tmp_path).describe(HINTS).model_digest


def test_a_model_that_cannot_be_fetched_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants  # noqa: PLC0415 - it takes a second

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(Unreadable) as refused:
        engine("tiny", tmp_path).listen(NOISE[:1], HINTS)
    assert refused.value.code == "model-not-downloaded"
    said = sentence(refused.value.code, refused.value.values, "zh")
    assert "tiny" in said
    assert "\n" not in said


def spoilt(folder: Path, file: str, content: bytes | None) -> None:
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("model.bin", b"", "model-unreadable"),
        ("model.bin", "这不是模型".encode() * 99, "model-unreadable"),
        ("model.bin", None, "model-file-missing"),
        ("config.json", b'{"a', "model-unreadable"),
        ("config.json", b"[]", "model-unreadable"),
        ("config.json", None, "model-file-missing"),
        ("tokenizer.json", b"{}", "model-unreadable"),
        ("tokenizer.json", None, "model-file-missing"),
        ("vocabulary.json", b"{}", "model-unreadable"),
        ("vocabulary.json", b'["a"]', "model-unreadable"),
        ("vocabulary.json", None, "model-file-missing"),
        ("preprocessor_config.json", b"[]", "model-unreadable"),
        ("preprocessor_config.json", b'{"feature_size": 128}', "model-file-missing"),
    ],
)
def test_a_spoilt_folder_is_one_sentence(file: str, content: bytes | None, code: str, ct2_model: Path, tmp_path: Path) -> None:
    spoilt(shutil.copytree(ct2_model, tmp_path / "copy"), file, content)
    with pytest.raises(NotAModel) as refused:
        engine("copy", tmp_path).listen(NOISE[:1], HINTS)
    assert refused.value.code == code
    said = sentence(code, refused.value.values, "zh")
    assert "copy" in said
    assert (code == "model-unreadable") or file in said


def test_a_model_that_lost_its_end_is_one_sentence(ct2_model: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(ct2_model, tmp_path / "copy")
    spoilt(copy, "model.bin", (ct2_model / "model.bin").read_bytes()[:1_000_000])
    with pytest.raises(NotAModel, match="model-unreadable"):
        engine(copy, tmp_path).listen(NOISE[:1], HINTS)


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (RuntimeError("CUDA failed with error out of memory"), "model-too-large"),
        (MemoryError(), "model-too-large"),
        (RuntimeError("Library libcublas.so.12 is not found or cannot be loaded"), "gpu-failed"),
        (RuntimeError("CUDA driver version is insufficient for CUDA runtime version"), "gpu-failed"),
        (ValueError("Invalid input features"), "model-unreadable"),
    ],
)
def test_what_a_graphics_card_says_becomes_a_sentence(trouble: Exception, code: str) -> None:
    failure: KoushuError = faster._not_heard("large-v3", trouble)
    assert failure.code == code
    assert "…" not in sentence(code, failure.values, "zh")
