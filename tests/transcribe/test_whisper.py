"""The Whisper adapter, against a real Whisper of random weights: a sure source of loops and nonsense."""

from __future__ import annotations

import importlib.util
import json
import math
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
import whisper

from pipeline.errors import NotAModel, WrongUse
from pipeline.media.sound import decode
from pipeline.model.draft import Segment
from pipeline.model.problem import sentence
from pipeline.transcribe.engines import engine_named
from pipeline.transcribe.guards import guard
from pipeline.transcribe.hear import Ears, Original, hear, listener
from pipeline.transcribe.listening import RATE, Hints, ModelPlace, Piece
from pipeline.transcribe.pauses import Tally, cut
from pipeline.transcribe.whisper import MOST_ASKED, OPTIONS, TEMPERATURES, _filter_head_by_head, _load, _Patience, sha256
from tests.transcribe.conftest import never_taught

HINTS = Hints("zh", "以下是一段采访。您是哪一年参军的？")
PIECE = Piece(4000, np.random.default_rng(5).normal(0, 0.1, RATE // 2).astype(np.float32))


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return never_taught(tmp_path_factory.mktemp("model") / "random.pt")


def _place(model: Path | str, work: Path) -> ModelPlace:
    return ModelPlace(str(model), work, work / "models", sha256)


@pytest.fixture(scope="module")
def heard(random_model: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Segment, ...]:
    return engine_named("whisper", _place(random_model, tmp_path_factory.mktemp("work"))).listen([PIECE], HINTS)[0]


def test_what_it_answers_is_plain_numbers_and_the_same_each_time(
    heard: tuple[Segment, ...], random_model: Path, tmp_path: Path
) -> None:
    engine = engine_named("whisper", _place(random_model, tmp_path))
    torch.rand(7)
    again = engine.listen([PIECE], HINTS)[0]
    assert heard == again
    assert heard
    for segment in heard:
        told = json.loads(json.dumps(asdict(segment), allow_nan=False))
        assert type(told["start_ms"]) is type(told["end_ms"]) is int
        assert set(segment.figures) <= {"avg_logprob", "no_speech_prob", "compression_ratio", "temperature"}
        assert all(math.isfinite(figure) and type(figure) is float for figure in segment.figures.values())
        assert all(type(word.start_ms) is int and 0 <= word.probability <= 1 for word in segment.words)
        assert segment.text == segment.text.strip() != ""


def test_a_model_that_loops_is_flagged(heard: tuple[Segment, ...]) -> None:
    assert len(set(heard[0].text)) * 4 < len(heard[0].text)
    assert all("repetition" in segment.codes for segment in guard(heard))


@pytest.mark.filterwarnings("ignore")  # stock whisper warns
def test_what_is_heard_is_what_stock_whisper_hears_to_the_last_digit(project: Path, tmp_path: Path) -> None:
    place = ModelPlace("engine/sample-whisper.pt", project / "archive", tmp_path, sha256)
    engine, stock = engine_named("whisper", place), _load(place)
    blocks = decode(project / "archive/interviews/2023-001-lin/recording-1.flac", RATE)
    for piece in islice(cut(blocks, Tally()), 2):
        torch.manual_seed(piece.start_ms)
        options = {**OPTIONS, "language": "zh", "temperature": TEMPERATURES, "fp16": False}
        told = whisper.transcribe(stock, piece.samples, verbose=None, **options)["segments"]
        (heard,) = engine.listen([piece], Hints("zh"))
        assert [segment.text for segment in heard] == [raw["text"].strip() for raw in told] != []
        assert [(word.start_ms, word.end_ms) for segment in heard for word in segment.words] == [
            (round(word["start"] * 1000), round(word["end"] * 1000)) for raw in told for word in raw["words"]
        ]
        assert [segment.figures["avg_logprob"] for segment in heard] == [round(raw["avg_logprob"], 4) for raw in told]


def test_times_are_smoothed_head_by_head_to_the_last_digit() -> None:
    found = importlib.util.find_spec("whisper.timing")
    assert found is not None
    assert found.loader is not None
    fresh = importlib.util.module_from_spec(found)
    found.loader.exec_module(fresh)
    whole = fresh.median_filter
    torch.manual_seed(1)
    for shape in ((24, 30, 200), (1, 3, 9), (2, 5, 2), (30, 200)):
        weights = torch.randn(shape)
        smoothed = whole(weights, 7)
        _filter_head_by_head(fresh)
        assert fresh.median_filter is not whole
        assert torch.equal(fresh.median_filter(weights, 7), smoothed)


@pytest.mark.filterwarnings("ignore")  # stock whisper warns
def test_a_window_is_encoded_once(random_model: Path, tmp_path: Path) -> None:
    model, encoded = _load(_place(random_model, tmp_path)), []
    model.encoder.register_forward_hook(lambda *_: encoded.append(1))
    patience = _Patience(model)
    options = {"word_timestamps": True, "temperature": (0.0, 0.2), "logprob_threshold": 1.0, "no_speech_threshold": None}
    told = whisper.transcribe(patience, PIECE.samples, language="zh", fp16=False, **options)
    windows = {raw["seek"] for raw in told["segments"]}
    assert patience._asked == 2 * len(windows)
    assert len(encoded) == len(windows)


@pytest.mark.filterwarnings("ignore")  # whisper is called here without the adapter, which keeps its warnings to itself
def test_nonsense_is_given_up_after_a_while(random_model: Path, tmp_path: Path) -> None:
    patience = _Patience(_load(_place(random_model, tmp_path)))
    patience._asked = MOST_ASKED - 1
    assert not patience.lost
    patience._asked = MOST_ASKED
    assert whisper.transcribe(patience, PIECE.samples, language="zh", fp16=False)["segments"] == []
    assert patience.lost


def test_the_name_of_a_draft_is_known_before_torch_is_imported(random_model: Path, project: Path) -> None:
    asks = (
        "import sys\nfrom pathlib import Path\nfrom pipeline.transcribe.engines import engine_named\n"
        "from pipeline.transcribe.hear import Ears, listener\nfrom pipeline.transcribe.listening import Hints\n"
        "from pipeline.transcribe.listening import ModelPlace\nfrom pipeline.transcribe.whisper import sha256\n"
        f"for model in ({str(random_model)!r}, 'large-v3'):\n"
        "    engine = engine_named('whisper', ModelPlace(model, Path('.'), Path('.'), sha256))\n"
        "    print(listener(Ears(engine), Hints('zh', 'x')).key('a' * 64))\n"
        "print('torch' in sys.modules, 'whisper' in sys.modules)\n"
    )
    said = subprocess.run([sys.executable, "-c", asks], cwd=project, capture_output=True, text=True, check=True).stdout.split()
    assert len({*said[:2]}) == 2
    assert said[2:] == ["False", "False"]


def test_every_option_is_told_and_the_official_digest_is_known_by_name(tmp_path: Path) -> None:
    told = listener(Ears(engine_named("whisper", _place("large-v3", tmp_path))), HINTS)
    assert told.model_digest == whisper._MODELS["large-v3"].split("/")[-2]
    assert (told.engine, told.model) == ("whisper", "large-v3")
    assert told.options["condition_on_previous_text"] is False
    assert told.options["carry_initial_prompt"] is True
    assert told.options["initial_prompt"] == HINTS.prompt
    assert told.options["language"] == "zh"


def test_a_path_outside_the_archive_is_told_by_its_file_name_alone(random_model: Path, tmp_path: Path) -> None:
    told = listener(Ears(engine_named("whisper", _place(random_model, tmp_path))), HINTS)
    assert told.model == "random.pt"
    assert str(random_model.parent) not in json.dumps(asdict(told))


def test_alignment_heads_are_set_for_a_known_official_file_and_left_for_any_other(tmp_path: Path) -> None:
    path = never_taught(tmp_path / "looks-like-tiny.pt", n_text_layer=4, n_text_head=6, n_text_state=96, n_audio_state=96)
    official = whisper._MODELS["tiny"].split("/")[-2]
    known = _load(ModelPlace(str(path), tmp_path, tmp_path, lambda _: official))
    unknown = _load(_place(path, tmp_path))
    assert known.alignment_heads.to_dense().nonzero().tolist() == [[2, 2], [3, 0], [3, 2], [3, 3], [3, 4], [3, 5]]
    assert unknown.alignment_heads.to_dense().nonzero().tolist() == [[layer, head] for layer in (2, 3) for head in range(6)]


def _no_models(folder: Path, good: Path) -> dict[str, str]:
    (folder / "text.pt").write_text("这不是模型", "utf-8")
    (folder / "empty.pt").touch()
    (folder / "cut.pt").write_bytes(good.read_bytes()[:100_000])
    torch.save({"weights": torch.zeros(3)}, folder / "other.pt")
    torch.save(torch.zeros(3), folder / "tensor.pt")
    torch.save({"dims": {"n_mels": 80}, "model_state_dict": {}}, folder / "dims.pt")
    torch.save(print, folder / "code.pt")
    shutil.copy(good, folder / "packed.npz")
    names = ("text.pt", "empty.pt", "cut.pt", "other.pt", "tensor.pt", "dims.pt", "code.pt", "packed.pt")
    return {**dict.fromkeys(names, "model-unreadable"), "absent.pt": "model-not-found"}


def test_what_is_no_model_stops_with_one_sentence(random_model: Path, tmp_path: Path) -> None:
    for name, code in _no_models(tmp_path, random_model).items():
        with pytest.raises(NotAModel) as refused:
            engine_named("whisper", _place(name, tmp_path)).listen([PIECE], HINTS)[0]
        assert refused.value.code == code, name
        assert name in sentence(code, refused.value.values, "zh")


def test_an_unnamed_model_and_an_unknown_engine_say_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="model-unnamed"):
        engine_named("whisper", _place("", tmp_path)).describe(HINTS)
    with pytest.raises(WrongUse) as unknown:
        engine_named("wisper", _place("", tmp_path))
    assert "whisper" in sentence(unknown.value.code, unknown.value.values, "zh")


def test_without_the_package_the_sentence_says_what_to_install(tmp_path: Path, project: Path) -> None:
    installed = Path(whisper.__file__).parent.parent
    for entry in installed.iterdir():
        if not entry.name.startswith(("whisper", "torch", "openai_whisper")):
            (tmp_path / entry.name).symlink_to(entry)
    asks = (
        "from pathlib import Path\nfrom pipeline.errors import MissingTool\n"
        "from pipeline.model.problem import sentence\nfrom pipeline.transcribe.engines import engine_named\n"
        "from pipeline.transcribe.listening import Hints, ModelPlace\nfrom pipeline.transcribe.whisper import sha256\n"
        "try:\n"
        "    engine_named('whisper', ModelPlace('small', Path('.'), Path('.'), sha256)).describe(Hints())\n"
        "except MissingTool as missing:\n"
        "    print(sentence(missing.code, missing.values, 'zh'))\n"
    )
    command = [sys.executable, "-S", "-c", asks]
    paths = {"PYTHONPATH": f"{tmp_path}:{project}"}
    said = subprocess.run(command, env=paths, cwd=project, capture_output=True, text=True, check=True)
    assert 'pip install "koushu[whisper]"' in said.stdout


def test_a_whole_recording_goes_through(
    conversation: Path, random_model: Path, tmp_path: Path, nobody_asks: Callable[[int, int], None]
) -> None:
    short = tmp_path / "short.wav"
    subprocess.run(["ffmpeg", "-v", "error", "-t", "12", "-i", str(conversation), str(short)], check=True)
    engine = engine_named("whisper", _place(random_model, tmp_path))
    draft = hear(Original(short, "a" * 64, 12_000), Ears(engine), HINTS, tmp_path / "windows", nobody_asks)
    assert draft.engine_version == listener(Ears(engine), HINTS).version
    assert all(0 <= segment.start_ms <= segment.end_ms <= 12_000 for segment in draft.segments)
