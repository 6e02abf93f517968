"""Model folders are told apart by their files, and what is wrong with one is one sentence."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper

from pipeline.errors import NotAModel
from pipeline.model.problem import sentence
from pipeline.transcribe.onnx_notes import notes_of
from pipeline.transcribe.sherpa_folders import model_in, told_apart
from pipeline.transcribe.whisper import sha256
from tests.transcribe.graphs import value, written

# What lies in the archives as the project publishes them: the kind, the folder, its files.
RELEASED = {
    "sherpa-onnx-paraformer-zh-2024-03-09": ("Paraformer", "README.md am.mvn model.int8.onnx model.onnx tokens.txt"),
    "sherpa-onnx-paraformer-zh-2025-10-07": ("Paraformer", "model.int8.onnx tokens.txt"),
    "sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17": ("SenseVoice", "README.md model.int8.onnx model.onnx tokens.txt"),
    "sherpa-onnx-sense-voice-funasr-nano-int8-2025-12-17": ("SenseVoice", "README.md model.int8.onnx tokens.txt"),
    "sherpa-onnx-fire-red-asr-large-zh_en-2025-02-16": ("FireRedASR", "README.md decoder.int8.onnx encoder.int8.onnx tokens.txt"),
    "sherpa-onnx-fire-red-asr2-zh_en-int8-2026-02-26": ("FireRedASR", "decoder.int8.onnx encoder.int8.onnx tokens.txt"),
    "sherpa-onnx-fire-red-asr2-ctc-zh_en-int8-2026-02-25": ("FireRedASR CTC", "model.int8.onnx tokens.txt"),
    "sherpa-onnx-qwen3-asr-0.6B-int8-2026-03-25": (
        "Qwen3-ASR",
        "README.md conv_frontend.onnx decoder.int8.onnx encoder.int8.onnx"
        " tokenizer/merges.txt tokenizer/tokenizer_config.json tokenizer/vocab.json",
    ),
    "sherpa-onnx-funasr-nano-int8-2025-12-30": (
        "Fun-ASR-Nano",
        "embedding.int8.onnx encoder_adaptor.int8.onnx llm.int8.onnx"
        " Qwen3-0.6B/merges.txt Qwen3-0.6B/tokenizer.json Qwen3-0.6B/vocab.json",
    ),
    "sherpa-onnx-dolphin-base-ctc-multi-lang-int8-2025-04-02": ("Dolphin", "README.md model.int8.onnx tokens.txt"),
    "sherpa-onnx-telespeech-ctc-int8-zh-2024-06-04": ("TeleSpeech", "README.md model.int8.onnx tokens.txt"),
    "sherpa-onnx-whisper-tiny": (
        "Whisper",
        "tiny-decoder.int8.onnx tiny-decoder.onnx tiny-encoder.int8.onnx tiny-encoder.onnx tiny-tokens.txt",
    ),
    "sherpa-onnx-whisper-large-v3": (
        "Whisper",
        "large-v3-decoder.onnx large-v3-encoder.onnx large-v3-encoder.weights large-v3-tokens.txt",
    ),
    "sherpa-onnx-zh-wenet-wenetspeech": ("WeNet CTC", "model-streaming.onnx model.int8.onnx model.onnx tokens.txt units.txt"),
    "sherpa-onnx-zipformer-ctc-zh-int8-2025-07-03": ("Zipformer CTC", "bbpe.model model.int8.onnx tokens.txt"),
    "sherpa-onnx-nemo-ctc-en-citrinet-512": ("NeMo CTC", "model.int8.onnx model.onnx tokens.txt"),
    "sherpa-onnx-omnilingual-asr-1600-languages-300M-ctc-int8-2025-11-12": ("Omnilingual CTC", "model.int8.onnx tokens.txt"),
    "sherpa-onnx-zipformer-multi-zh-hans-2023-9-2": (
        "Transducer",
        "bpe.model decoder-epoch-20-avg-1.onnx encoder-epoch-20-avg-1.int8.onnx encoder-epoch-20-avg-1.onnx"
        " joiner-epoch-20-avg-1.int8.onnx joiner-epoch-20-avg-1.onnx tokens.txt",
    ),
}  # fmt: skip
ZEROS = ",".join(["0"] * 80)
NOTED = {
    "Paraformer": {"model_type": "paraformer", "lfr_window_size": 7},
    "SenseVoice": {"model_type": "sense_voice_ctc", "lfr_window_size": 7, "with_itn": 14},
    "Dolphin": {"model_type": "dolphin", "mean": ZEROS, "invstd": ZEROS},
    "FireRedASR CTC": {"model_type": "fire-red-asr-2-ctc", "cmvn_mean": ZEROS},
    "TeleSpeech": {"model_type": "telespeech_ctc"},
    "WeNet CTC": {"model_type": "wenet_ctc"},
    "Zipformer CTC": {"model_type": "zipformer2_ctc"},
    "NeMo CTC": {"model_type": "EncDecHybridRNNTCTCBPEModel"},
    "Omnilingual CTC": {"model_type": "omnilingual-asr"},
}


def graph(path: Path, notes: dict[str, object]) -> Path:
    """A graph that hands its input through, with these notes."""
    shapes = ([value("x", TensorProto.FLOAT, 1)], [value("y", TensorProto.FLOAT, 1)])
    nodes = [helper.make_node("Add", ["x", "much"], ["y"])]
    return written(path, nodes, shapes, {"much": np.zeros(1, np.float32)}, notes)


def unpacked(folder: Path, files: str) -> Path:
    """These files in a folder, graphs as real graphs without notes, everything else one line."""
    for name in files.split():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".onnx":
            graph(path, {})
        else:
            path.write_text("<blk> 0\n", "utf-8")
    return folder


def said(refused: pytest.ExceptionInfo[NotAModel]) -> str:
    return sentence(refused.value.code, refused.value.values, "zh")


@pytest.mark.parametrize("archive", sorted(RELEASED))
def test_every_published_archive_is_known_and_complete(archive: str, tmp_path: Path) -> None:
    kind, files = RELEASED[archive]
    model = model_in(unpacked(tmp_path / archive, files))
    assert model.kind.name == kind
    assert set(model.files) == set(model.kind.files)
    graphs = [path.name for path in model.files.values() if path.suffix == ".onnx"]
    assert all(".int8." in name or name.replace(".onnx", ".int8.onnx") not in files.split() for name in graphs)
    assert not any("streaming" in name for name in graphs)


@pytest.mark.parametrize("kind", sorted(NOTED))
def test_a_renamed_folder_is_known_by_the_notes_in_its_graph(kind: str, tmp_path: Path) -> None:
    graph(tmp_path / "模型" / "model.onnx", NOTED[kind])
    assert told_apart(tmp_path / "模型").name == kind


def test_whisper_and_firered_are_known_by_their_notes_whatever_the_files_are_called(tmp_path: Path) -> None:
    graph(tmp_path / "a/encoder.onnx", {"model_type": "whisper-large-v3"})
    graph(tmp_path / "b/large-encoder.onnx", {"cmvn_mean": ZEROS, "num_decoder_layers": 16})
    assert [told_apart(tmp_path / name).name for name in "ab"] == ["Whisper", "FireRedASR"]


def test_sense_voice_without_notes_is_known_by_its_tokens(tmp_path: Path) -> None:
    graph(tmp_path / "model.onnx", {})
    (tmp_path / "tokens.txt").write_text("<unk> 0\n<|zh|> 1\n", "utf-8")
    assert told_apart(tmp_path).name == "SenseVoice"


@pytest.mark.parametrize(
    ("archive", "lost"),
    [
        (archive, name)
        for archive, (kind, files) in RELEASED.items()
        for name in files.split()
        if kind != "Transducer"
        and "streaming" not in name
        and (name.endswith((".onnx", "tokens.txt")) or ("/" in name and "config" not in name))
    ],
)
def test_a_lost_file_is_named_with_the_kind_it_belongs_to(archive: str, lost: str, tmp_path: Path) -> None:
    kind, files = RELEASED[archive]
    needed = [name for name in files.split() if name.replace(".int8", "") != lost.replace(".int8", "")]
    folder = unpacked(tmp_path / archive, " ".join(needed))
    with pytest.raises(NotAModel) as refused:
        model_in(folder)
    if refused.value.code == "sherpa-file-missing":
        assert refused.value.values["kind"] == kind
        assert Path(lost).name.replace(".int8", "").endswith(Path(str(refused.value.values["file"])).name)
        assert archive in said(refused)
    else:
        assert refused.value.code == "sherpa-no-graph"
        assert not any(name.endswith(".onnx") and "streaming" not in name for name in needed)


def test_other_folders_are_refused_in_one_sentence(tmp_path: Path) -> None:
    graph(tmp_path / "canary/encoder.onnx", {"model_type": "EncDecMultiTaskModel"})
    graph(tmp_path / "tagging/model.onnx", {"model_type": "ced"})
    (tmp_path / "empty").mkdir()
    (tmp_path / "model.pt").write_text("whisper", "utf-8")
    codes = {"canary": "sherpa-kind-unclear", "tagging": "sherpa-kind-unclear", "empty": "sherpa-no-graph",
             "absent": "sherpa-no-folder", "model.pt": "sherpa-no-folder"}  # fmt: skip
    for name, code in codes.items():
        with pytest.raises(NotAModel) as refused:
            model_in(tmp_path / name)
        assert refused.value.code == code
        assert name in said(refused)


def test_empty_cut_and_foreign_files_are_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "sherpa-onnx-paraformer-zh", "model.onnx tokens.txt")
    whole = (folder / "model.onnx").read_bytes()
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 227\n"
    page = b"<!DOCTYPE html><html><body>404</body></html>"
    for content in (whole[: len(whole) // 2], pointer, page, b"\0" * 4096, "这不是模型".encode()):
        (folder / "model.onnx").write_bytes(content)
        with pytest.raises(NotAModel, match="sherpa-file-broken"):
            model_in(folder)
    for empty in ("model.onnx", "tokens.txt"):
        (folder / "model.onnx").write_bytes(whole)
        (folder / empty).write_bytes(b"")
        with pytest.raises(NotAModel) as refused:
            model_in(folder)
        assert refused.value.code == "sherpa-file-empty"
        assert empty in said(refused)


def test_the_digest_is_of_what_is_used_and_not_of_where_it_lies(tmp_path: Path) -> None:
    files = "model.int8.onnx tokens.txt"
    first = model_in(unpacked(tmp_path / "sherpa-onnx-paraformer-zh", files))
    moved = model_in(unpacked(tmp_path / "elsewhere/sherpa-onnx-paraformer-zh-2", f"{files} README.md"))
    assert first.digest(sha256) == moved.digest(sha256)
    (moved.files["tokens"]).write_text("<blk> 0\n你 1\n", "utf-8")
    assert first.digest(sha256) != moved.digest(sha256)
    before = first.digest(sha256)
    (tmp_path / "sherpa-onnx-paraformer-zh/model.int8.onnx.data").write_bytes(b"weights")
    assert first.digest(sha256) != before


def test_notes_are_read_past_weights_of_any_size_and_in_any_order(tmp_path: Path) -> None:
    shapes = ([value("x", TensorProto.FLOAT, 1000)], [value("y", TensorProto.FLOAT, 1000)])
    notes = {"model_type": "paraformer", "说明": "中文", "long": "x" * 300}
    held = {"much": np.ones(1000, np.float32)}
    path = written(tmp_path / "m.onnx", [helper.make_node("Add", ["x", "much"], ["y"])], shapes, held, notes)
    assert notes_of(path) == notes


@given(data=st.data())
def test_whatever_a_file_holds_its_notes_are_read_or_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "notes"
    whole = graph(folder / "whole.onnx", {"a": "b", "c": "d"}).read_bytes()
    made = data.draw(st.one_of(st.binary(max_size=60), st.integers(0, len(whole)).map(lambda end: whole[:end])))
    file = folder / f"{random.Random(made).randrange(1 << 30)}.onnx"
    file.write_bytes(made)
    try:
        assert set(notes_of(file).items()) <= {("a", "b"), ("c", "d")} or made not in whole
    except ValueError:
        assert made != whole
    file.unlink()
