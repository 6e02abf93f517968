"""The hand-made speaker and punctuation models, by sherpa-onnx itself: two synthetic voices in turn are told apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sherpa_onnx
from sample.pool import sentences
from sample.speech import Voice, speak

from pipeline.transcribe.listening import RATE
from tests.transcribe.models import punctuation, speaker_models

PAUSE = 0.6
Turn = tuple[float, float, int]


def in_turns(voices: tuple[Voice, ...], count: int) -> tuple[np.ndarray, list[Turn]]:
    """So many sentences by the voices in turn over a quiet room, and who speaks from when to when (s)."""
    parts, turns, at = [np.zeros(round(PAUSE * RATE), np.float32)], [], PAUSE
    for i, text in enumerate(sentences()[3 : 3 + count]):
        sound = speak(text, voices[i % len(voices)])
        parts += [sound * np.float32(0.08 / np.sqrt(np.mean(sound**2))), np.zeros(round(PAUSE * RATE), np.float32)]
        turns.append((at, at + len(sound) / RATE, i % len(voices)))
        at += len(sound) / RATE + PAUSE
    samples = np.concatenate(parts)
    return samples + np.random.default_rng(0).normal(0, 0.0005, len(samples)).astype(np.float32), turns


def told_apart(folder: Path, samples: np.ndarray, clusters: int = 2) -> list[Turn]:
    segmentation, embedding = speaker_models(folder)
    pyannote = sherpa_onnx.OfflineSpeakerSegmentationPyannoteModelConfig(str(segmentation))
    diarization = sherpa_onnx.OfflineSpeakerDiarization(
        sherpa_onnx.OfflineSpeakerDiarizationConfig(
            segmentation=sherpa_onnx.OfflineSpeakerSegmentationModelConfig(pyannote),
            embedding=sherpa_onnx.SpeakerEmbeddingExtractorConfig(model=str(embedding)),
            clustering=sherpa_onnx.FastClusteringConfig(num_clusters=clusters, threshold=0.9),
        )
    )
    return [(part.start, part.end, part.speaker) for part in diarization.process(samples).sort_by_start_time()]


def wrong_share(turns: list[Turn], told: list[Turn], seconds: float) -> float:
    """The share of speaking time given to nobody or to the other, whichever way round the two are numbered."""
    spoken, heard = (np.full(round(seconds * 100), -1) for _ in range(2))
    for track, parts in ((spoken, turns), (heard, told)):
        for start, end, who in parts:
            track[round(start * 100) : round(end * 100)] = who
    speaking = spoken >= 0
    return min(
        float((names[heard[speaking]] != spoken[speaking]).mean()) for names in (np.array([0, 1, -1]), np.array([1, 0, -1]))
    )


@pytest.mark.parametrize(
    "voices",
    [
        (Voice("+f2", 190, 54), Voice("+m4", 166, 42)),
        (Voice("+f3", 170, 60), Voice("+m6", 158, 30)),
        (Voice("+m1", 160, 35), Voice("+f5", 160, 65)),
    ],
)
def test_two_voices_in_turn_are_told_apart(voices: tuple[Voice, Voice], tmp_path: Path) -> None:
    samples, turns = in_turns(voices, 12)
    assert wrong_share(turns, told_apart(tmp_path, samples), len(samples) / RATE) <= 0.1


def test_one_voice_alone_stays_one(tmp_path: Path) -> None:
    samples, turns = in_turns((Voice("+m4", 166, 42),), 6)
    told = told_apart(tmp_path, samples, clusters=1)
    assert {who for *_, who in told} == {0}
    assert sum(end - start for start, end, _ in told) == pytest.approx(sum(end - start for start, end, _ in turns), rel=0.1)


def test_nobody_speaks_in_an_empty_room(tmp_path: Path) -> None:
    room = np.random.default_rng(0).normal(0, 0.0005, 12 * RATE).astype(np.float32)
    assert told_apart(tmp_path, room) == []


def test_marks_follow_their_particles(tmp_path: Path) -> None:
    model = sherpa_onnx.OfflinePunctuationModelConfig(ct_transformer=str(punctuation(tmp_path)))
    marks = sherpa_onnx.OfflinePunctuation(sherpa_onnx.OfflinePunctuationConfig(model=model))
    assert marks.add_punctuation("刚到部队的时候习惯吗路修通了大家都哭了") == "刚到部队的时候习惯吗？路修通了，大家都哭了。"
    long = "路修通了" * 30
    assert marks.add_punctuation(long).replace("，", "").replace("。", "") == long
