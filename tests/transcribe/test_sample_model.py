"""The model that the sample archive carries hears the sample's recordings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from pipeline.media.sound import probe
from pipeline.model.draft import Draft
from pipeline.transcribe.engines import engine_named
from pipeline.transcribe.hear import Original, hear
from pipeline.transcribe.listening import Engine, Hints
from pipeline.transcribe.whisper import ModelPlace, sha256


@pytest.fixture(scope="module")
def engine(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    torch.set_num_threads(1)
    archive = project / "archive"
    assert not (archive / "engine" / "sample-whisper.pt").exists()
    place = ModelPlace("engine/sample-whisper.pt", archive, tmp_path_factory.mktemp("models"), sha256)
    return engine_named("whisper", place)


@pytest.fixture(scope="module")
def drafts(project: Path, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> list[Draft]:
    windows = tmp_path_factory.mktemp("windows")
    files = sorted((project / "archive" / "interviews").glob("*/recording-*.flac"))[:2]
    originals = [Original(file, sha256(file), probe(file).duration_ms) for file in files]
    return [hear(original, engine, Hints("zh", ""), windows, lambda *_: None) for original in originals]


def test_most_of_every_recording_is_heard_as_sentences_in_order_with_nothing_doubted(drafts: list[Draft]) -> None:
    assert len(drafts) == 2
    for draft in drafts:
        heard = sum(segment.end_ms - segment.start_ms for segment in draft.segments)
        assert heard > 0.6 * draft.duration_ms
        assert sum(bool(segment.flags) for segment in draft.segments) <= 0.1 * len(draft.segments)
        starts = [segment.start_ms for segment in draft.segments]
        assert starts == sorted(starts)
        assert all(segment.text[-1] in "。？！" for segment in draft.segments[:3])


def test_every_segment_has_its_words_in_order_inside_it(drafts: list[Draft]) -> None:
    for segment in (segment for draft in drafts for segment in draft.segments):
        assert "".join(word.text for word in segment.words) == segment.text
        times = [word.start_ms for word in segment.words]
        assert times == sorted(times)
        assert all(0 <= word.start_ms <= word.end_ms for word in segment.words)


def test_the_model_is_unpacked_once(drafts: list[Draft], engine: Engine, project: Path) -> None:
    packed = project / "archive" / "engine" / "sample-whisper.npz"
    assert engine.describe(Hints()).model_digest == sha256(packed) == drafts[0].model_digest


def test_hearing_again_gives_an_equal_draft(
    project: Path, engine: Engine, drafts: list[Draft], tmp_path: Path, nobody_asks: Callable[[int, int], None]
) -> None:
    file = sorted((project / "archive" / "interviews").glob("*/recording-*.flac"))[0]
    original = Original(file, sha256(file), probe(file).duration_ms)
    assert hear(original, engine, Hints("zh", ""), tmp_path, nobody_asks) == drafts[0]
