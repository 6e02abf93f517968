"""Voices told apart through the command: names come from interview.yml, and a spoilt model is one sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from pipeline.transcribe.listening import RATE
from tests.media.making import write_wav
from tests.transcribe.models import ROOT, speaker_models
from tests.transcribe.test_voices import conversation
from tests.whole.conftest import Bench

KEY = "2026-001-jia"
CONFIG = """title: 库
institution: 局
engine: whisper
model: engine/sample-whisper.npz
expect_names: no
speakers: {segmentation: engine/segmentation.onnx, embedding: engine/embedding.onnx}
"""


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    """An archive with half a minute of talk, two models for speakers, and somebody who asks."""
    new_archive(tmp_path / "archive", "库", "局")
    bench = Bench(project, tmp_path / "archive", tmp_path / "build")
    sound = write_wav(conversation(30).samples, RATE, tmp_path / "a.wav")
    bench.koushu("add", KEY, str(sound), "--title", "雪夜", "--narrator", "jia=甲某")
    with (bench.archive / "interviews" / KEY / "interview.yml").open("a", encoding="utf-8") as file:
        file.write("interviewers: [{name: 乙某}]\n")
    (bench.archive / "engine").mkdir(exist_ok=True)
    shutil.copy(ROOT / "archive/engine/sample-whisper.npz", bench.archive / "engine")
    speaker_models(bench.archive / "engine")
    (bench.archive / "archive.yml").write_text(CONFIG, encoding="utf-8")
    return bench


def test_two_voices_get_their_names_and_the_one_who_speaks_longer_is_the_narrator(bench: Bench) -> None:
    bench.koushu("transcribe")
    bench.koushu("edit")
    text = (bench.archive / "interviews" / KEY / "text.md").read_text(encoding="utf-8")
    names = [line.split("**")[1] for line in text.splitlines() if line.startswith("**")]
    assert names == ["甲某", "乙某", "甲某"]
    assert "说话人系推测" not in text


def test_a_model_that_lost_its_end_is_one_sentence_in_both_languages(bench: Bench) -> None:
    model = bench.archive / "engine/segmentation.onnx"
    model.write_bytes(model.read_bytes()[: model.stat().st_size // 2])
    for language in ("zh_CN.UTF-8", "en_GB.UTF-8"):
        said = bench.koushu("transcribe", expect=3, LANG=language).stderr.strip()
        assert len(said.splitlines()) == 1, said
        assert model.name in said
