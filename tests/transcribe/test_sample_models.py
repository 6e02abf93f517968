"""The sample's own models in every engine's format, heard by the engines' own libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sherpa_onnx
import torch
import whisper
from faster_whisper import WhisperModel
from onnxruntime import InferenceSession
from sample.byte_pairs import whispers_own
from sample.ctc import Head, Lesson, ctc_loss, frame_loss, teach
from sample.ctc_packing import encoder_digest, read_head
from sample.pool import sentences
from sample.recording import SPEECH_LEVEL
from sample.scoring import plain
from tokenizers import Tokenizer

from pipeline.transcribe.listening import RATE
from pipeline.transcribe.sample_model import unpack
from tests.transcribe.models import (
    PACKED,
    PACKED_HEAD,
    ROOT,
    converted_ct2,
    converted_onnx,
    ctc_folder,
    error_rate,
    sample_pieces,
)

RECORDINGS = ("2023-001-lin/recording-1", "2023-002-qin/recording-1", "2023-003-he/recording-1")
"""One of each of the three narrators whose voices (+m4 +m6 +f3) were never heard in training."""


def heard_by(model: sherpa_onnx.OfflineRecognizer, samples: np.ndarray) -> Any:
    stream = model.create_stream()
    stream.accept_waveform(RATE, samples)
    model.decode_stream(stream)
    return stream.result


@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_ctranslate2_hears_voices_it_was_never_taught(precision: str, tmp_path: Path) -> None:
    model = WhisperModel(str(converted_ct2(tmp_path, precision)), device="cpu", compute_type=precision, cpu_threads=1)
    heard, off = [], []
    for piece in sample_pieces(*RECORDINGS):
        segments = list(model.transcribe(piece.samples, language="zh", condition_on_previous_text=False)[0])
        heard.append((piece.text, "".join(segment.text for segment in segments)))
        starts = [piece.start_ms + 1000 * segment.start for segment in segments]
        off += [min(abs(start - line["start"]) for start in starts) for line in piece.lines]
    assert error_rate(heard) <= 2
    assert np.median(off) <= 200


def test_ctranslate2_times_words_as_stock_whisper_does(ct2_model: Path, tmp_path: Path) -> None:
    piece = next(sample_pieces(RECORDINGS[0]))
    unpack(PACKED, tmp_path / "stock.pt")
    told = whisper.load_model(str(tmp_path / "stock.pt")).transcribe(
        piece.samples, language="zh", fp16=False, word_timestamps=True
    )
    stock = [(word["word"], word["start"], word["end"]) for segment in told["segments"] for word in segment["words"]]
    faster = WhisperModel(str(ct2_model), device="cpu", compute_type="float32", cpu_threads=1)
    segments = faster.transcribe(piece.samples, language="zh", word_timestamps=True)[0]
    words = [(word.word, word.start, word.end) for segment in segments for word in segment.words]
    assert len(words) > 20
    assert [word for word, *_ in words] == [word for word, *_ in stock]
    assert np.allclose([times for _, *times in words], [times for _, *times in stock], atol=0.05)


def test_the_rebuilt_tokenizer_writes_and_reads_as_whispers_own(ct2_model: Path) -> None:
    rebuilt = Tokenizer.from_file(str(ct2_model / "tokenizer.json"))
    own = whispers_own()
    texts = [
        *sentences(),
        " It's 1951, isn’t it?\n",
        "".join(map(chr, range(0x20, 0x250))),
        (ROOT / "README.zh.md").read_text("utf-8"),
    ]
    for text in texts:
        assert rebuilt.encode(text, add_special_tokens=False).ids == own.encode(text)
        assert rebuilt.decode(own.encode(text)) == text
    assert rebuilt.get_vocab_size() == 51_865
    assert all(rebuilt.token_to_id(name) == number for name, number in own.special_tokens.items())


def test_sherpa_hears_whisper_with_voices_it_was_never_taught(onnx_whisper: Path) -> None:
    model = sherpa_onnx.OfflineRecognizer.from_whisper(
        *(str(onnx_whisper / f"sample-{part}") for part in ("encoder.onnx", "decoder.onnx", "tokens.txt")),
        language="zh",
        enable_segment_timestamps=True,
        enable_token_timestamps=True,
    )
    heard, off = [], []
    for piece in sample_pieces(*RECORDINGS):
        told = heard_by(model, piece.samples)
        heard.append((piece.text, told.text))
        assert "".join(told.segment_texts) == told.text
        assert list(told.timestamps) == sorted(told.timestamps)
        starts = [piece.start_ms + 1000 * start for start in told.segment_timestamps]
        off += [min(abs(start - line["start"]) for start in starts) for line in piece.lines]
    assert error_rate(heard) <= 2
    assert np.median(off) <= 200


def test_the_drawn_whisper_thinks_as_the_stock_one(onnx_whisper: Path, tmp_path: Path) -> None:
    unpack(PACKED, tmp_path / "stock.pt")
    stock = whisper.load_model(str(tmp_path / "stock.pt"))
    mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(next(sample_pieces(RECORDINGS[0])).samples))[None]
    tokens = torch.tensor([[50258, 50260, 50359, 50363, *range(300, 330)]])
    with torch.no_grad():
        wanted = stock.decoder(tokens, stock.encoder(mel)).numpy()
    encoder, decoder = (InferenceSession(onnx_whisper / f"sample-{part}coder.onnx") for part in ("en", "de"))
    heard = dict(zip(("n_layer_cross_k", "n_layer_cross_v"), encoder.run(None, {"mel": mel.numpy()}), strict=True))
    caches, told, offset = [np.zeros((2, 1, 448, 96), np.float32)] * 2, [], 0
    for step in (tokens[:, :4], tokens[:, 4:5], tokens[:, 5:]):
        kept = dict(zip(("in_n_layer_self_k_cache", "in_n_layer_self_v_cache"), caches, strict=True))
        logits, *caches, watched = decoder.run(None, {"tokens": step.numpy(), "offset": np.array([offset]), **kept, **heard})
        assert np.allclose(watched.sum(-1), 1, atol=1e-4)
        told.append(logits)
        offset += step.shape[1]
    assert np.allclose(np.concatenate(told, axis=1), wanted, atol=2e-3)


def ctc_recogniser(folder: Path) -> sherpa_onnx.OfflineRecognizer:
    model, tokens = str(folder / "model.onnx"), str(folder / "tokens.txt")
    return sherpa_onnx.OfflineRecognizer.from_omnilingual_asr_ctc(model=model, tokens=tokens)


def test_the_ctc_sample_hears_voices_it_was_never_taught(ctc_model: Path) -> None:
    model, heard, off = ctc_recogniser(ctc_model), [], []
    for piece in sample_pieces():
        told = heard_by(model, piece.samples)
        heard.append((piece.text, told.text))
        assert len(told.tokens) == len(told.timestamps) == len(told.text)
        at = 0
        for line in piece.lines if told.text == plain(piece.text) else ():
            off.append(abs(piece.start_ms + 1000 * told.timestamps[at] - line["start"]))
            at += len(plain(line["text"]))
    assert error_rate(heard) <= 10
    assert len(off) >= 30
    assert np.median(off) <= 200


@pytest.mark.parametrize("loudness", [0.05, 4.0])
def test_the_ctc_sample_hears_the_same_at_any_level(ctc_model: Path, loudness: float) -> None:
    model, piece = ctc_recogniser(ctc_model), next(sample_pieces(RECORDINGS[0]))
    assert heard_by(model, piece.samples * np.float32(loudness)).text == heard_by(model, piece.samples).text != ""


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.03, 0.2, 5.0])
def test_the_ctc_sample_writes_nothing_for_silence_however_short(ctc_model: Path, seconds: float) -> None:
    assert heard_by(ctc_recogniser(ctc_model), np.zeros(round(seconds * RATE), np.float32)).text == ""


def test_the_drawn_ctc_sample_thinks_as_the_one_that_was_taught(ctc_model: Path, tmp_path: Path) -> None:
    unpack(PACKED, tmp_path / "stock.pt")
    encoder, packed = whisper.load_model(str(tmp_path / "stock.pt")).encoder, read_head(PACKED_HEAD, PACKED)
    head = Head(encoder.ln_post.normalized_shape[0], len(packed.letters))
    head.load_state_dict({name: torch.from_numpy(weight) for name, weight in packed.weights.items()})
    samples = next(sample_pieces(RECORDINGS[0])).samples[: 9 * RATE]
    samples = (samples - samples.mean()) / samples.std()
    mel = torch.zeros(1, 80, 3000)
    mel[:, :, : len(samples) // 160] = whisper.log_mel_spectrogram(samples * np.float32(SPEECH_LEVEL))
    with torch.no_grad():
        wanted = head(encoder(mel))[0, : len(samples) // 320].numpy()
    (told,) = InferenceSession(ctc_model / "model.onnx").run(None, {"x": samples[None]})
    assert np.allclose(told[0], wanted, atol=2e-2)
    assert (told[0].argmax(-1) == wanted.argmax(-1)).mean() > 0.99


def test_a_head_learns_what_sounds_and_then_the_order_alone() -> None:
    torch.manual_seed(0)
    letters, random = 5, np.random.default_rng(0)
    frames = np.repeat(random.integers(1, letters, (6, 12)), 6, axis=1) * (np.arange(72) % 6 < 4)
    lessons = [Lesson(np.eye(letters, dtype=np.float16)[row], row, row[::6]) for row in frames]
    head, losses = Head(letters, letters), []
    before = [loss(head, lessons).item() for loss in (frame_loss, ctc_loss)]
    teach(head, lessons, (60, 20), lambda _, loss: losses.append(loss))
    after = [loss(head, lessons).item() for loss in (frame_loss, ctc_loss)]
    assert len(losses) == 80
    assert all(later < 0.2 * earlier for earlier, later in zip(before, after, strict=True))


def test_the_ctc_samples_origin_is_told() -> None:
    assert hashlib.sha256(PACKED_HEAD.read_bytes()).hexdigest() in (ROOT / "tests/README.md").read_text("utf-8")


def test_the_ctc_sample_is_bound_to_its_encoder(tmp_path: Path) -> None:
    with np.load(PACKED_HEAD) as packed:
        parts = {name: packed[name] for name in packed.files}
    np.savez(tmp_path / "weights.npz", **parts | {"scores.bias": parts["scores.bias"] + np.float16(1)})
    with pytest.raises(ValueError, match="other weights than were packed"):
        read_head(tmp_path / "weights.npz", PACKED)
    told = parts["header"].tobytes().replace(encoder_digest(PACKED).encode(), b"0" * 64)
    np.savez(tmp_path / "encoder.npz", **parts | {"header": np.frombuffer(told, np.uint8)})
    with pytest.raises(ValueError, match="taught on another encoder"):
        read_head(tmp_path / "encoder.npz", PACKED)
    assert PACKED_HEAD.stat().st_size < 300_000


@pytest.mark.parametrize(
    ("model", "convert"), [("ct2_model", converted_ct2), ("onnx_whisper", converted_onnx), ("ctc_model", ctc_folder)]
)
def test_converting_twice_writes_the_same_bytes(
    model: str, convert: Callable[[Path], Path], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first, again = request.getfixturevalue(model), convert(tmp_path)
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {p.name: p.read_bytes() for p in first.iterdir()}
