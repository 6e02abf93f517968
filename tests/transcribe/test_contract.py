"""What every engine must hold to, asked of each with a small real model of ours."""

from __future__ import annotations

import importlib.util
import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import KoushuError, NotAModel
from pipeline.model.draft import Draft, Segment
from pipeline.model.problem import sentence
from pipeline.transcribe.engines import ENGINES, engine_named
from pipeline.transcribe.hear import Ears, Original, hear, listener
from pipeline.transcribe.listening import RATE, Hints, ModelPlace, Piece
from pipeline.transcribe.whisper import sha256
from tests.transcribe import hearing_server
from tests.transcribe.models import PACKED, ROOT, error_rate, sample_pieces

HINTS = Hints("zh", "以下是一段采访。", names=("林某某",))
HEAVY = ("torch", "whisper", "faster_whisper", "ctranslate2", "sherpa_onnx", "onnxruntime", "numba", "av")
SAMPLE = "2023-005-tang/recording-1"


@dataclass(frozen=True)
class Known:
    """How an engine is asked: the model a fixture makes, what is installed for it, and the worst error rate on the sample."""

    model: Callable[[pytest.FixtureRequest], str]
    packages: tuple[str, ...] = ()  # names in site-packages whose absence must be told by one sentence
    extra: str = ""
    worst: float = 2.0  # characters in a hundred
    prompted: bool = True  # does this model take a prompt and names?


KNOWN = {
    "whisper": Known(lambda _: str(PACKED), ("whisper", "openai_whisper"), "whisper"),
    "faster": Known(lambda request: str(request.getfixturevalue("ct2_int8_model")), ("faster_whisper", "ctranslate2"), "faster"),
    "sherpa": Known(lambda request: str(request.getfixturevalue("ctc_model")), ("sherpa_onnx",), "sherpa", 10.0, prompted=False),
    "service": Known(lambda _: "sample"),
}
MODELS = [name for name, known in KNOWN.items() if known.packages]


def test_every_engine_is_asked() -> None:
    assert sorted(KNOWN) == sorted(ENGINES)


@pytest.fixture(scope="module")
def server(ct2_int8_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that hears with faster-whisper."""
    work = tmp_path_factory.mktemp("server")
    own = engine_named("faster", ModelPlace(str(ct2_int8_model), work, work, sha256, threads=1))
    with ExitStack() as open_server:
        yield open_server.enter_context(hearing_server.serving(hearing_server.hears(own))).url


@pytest.fixture(params=sorted(KNOWN), scope="module")
def named(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def place(named: str, server: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ModelPlace:
    work = tmp_path_factory.mktemp("work")
    return ModelPlace(KNOWN[named].model(request), ROOT / "archive", work, sha256, threads=1, service=server)


def pieces() -> list[Piece]:
    """Four short stretches of the sample with a voice never heard in training, and what is no speech."""
    spoken = next(sample_pieces(SAMPLE))
    noise = np.random.default_rng(5).normal(0, 0.05, 2 * RATE).astype(np.float32)
    lines = spoken.lines[:4]
    cuts = [((line["start"] - spoken.start_ms - 150) * 16, (line["end"] - spoken.start_ms + 150) * 16) for line in lines]
    return [
        Piece(0, np.zeros(0, np.float32)),
        Piece(10, spoken.samples[1600:3200]),
        *(Piece(spoken.start_ms + first // 16, spoken.samples[max(first, 0) : last]) for first, last in cuts),
        Piece(90_000, np.zeros(2 * RATE, np.float32)),
        Piece(92_000, noise),
    ]


PIECES = pieces()


@pytest.fixture(scope="module")
def heard(named: str, place: ModelPlace) -> list[tuple[Segment, ...]]:
    return list(engine_named(named, place).listen(PIECES, HINTS))


def test_it_answers_one_tuple_a_piece_in_their_order(named: str, heard: list[tuple[Segment, ...]]) -> None:
    spoken = next(sample_pieces(SAMPLE)).lines[:4]
    assert len(heard) == len(PIECES)
    assert all(type(one) is tuple for one in heard)
    said = ["".join(segment.text for segment in one) for one in heard[2:6]]
    assert error_rate([(line["text"], text) for line, text in zip(spoken, said, strict=True)]) <= KNOWN[named].worst


def test_what_it_answers_is_whole_numbers_in_bounds_and_fit_for_json(heard: list[tuple[Segment, ...]]) -> None:
    for piece, segments in zip(PIECES, heard, strict=True):
        for segment in segments:
            json.dumps(asdict(segment), allow_nan=False, ensure_ascii=False).encode()
            assert type(segment.start_ms) is type(segment.end_ms) is int
            assert 0 <= segment.start_ms <= segment.end_ms <= piece.length_ms + 30_000
            assert segment.text == segment.text.strip() != ""
            assert all(type(figure) is float and math.isfinite(figure) for figure in segment.figures.values())


def test_its_words_follow_each_other_and_say_what_the_segment_says(heard: list[tuple[Segment, ...]]) -> None:
    spoken = [segment for segments in heard for segment in segments]
    assert any(segment.words for segment in spoken)
    for segment in spoken:
        times = [(word.start_ms, word.end_ms) for word in segment.words]
        assert all(type(time) is int for pair in times for time in pair)
        assert all(start <= end for start, end in times)
        assert [start for start, _ in times] == sorted(start for start, _ in times)
        assert all(word.probability is None or 0 <= word.probability <= 1 for word in segment.words)
        if segment.words:
            assert "".join(word.text for word in segment.words).replace(" ", "") == segment.text.replace(" ", "")


def test_nothing_at_all_is_no_words(heard: list[tuple[Segment, ...]]) -> None:
    assert heard[0] == ()
    assert len("".join(segment.text for segment in heard[1])) <= 20  # a tenth of a second
    assert heard[6] == ()


def test_pieces_given_together_are_heard_as_one_by_one(named: str, place: ModelPlace, heard: list[tuple[Segment, ...]]) -> None:
    engine = engine_named(named, place)
    assert engine.at_once >= 1
    assert [engine.listen([piece], HINTS)[0] for piece in reversed(PIECES)][::-1] == heard
    assert list(engine.listen([], HINTS)) == []


def test_two_engines_and_two_threads_give_equal_drafts(named: str, place: ModelPlace, tmp_path: Path) -> None:
    recording = ROOT / "archive/interviews/2023-002-qin/recording-1.flac"
    short = tmp_path / "short.wav"
    subprocess.run(["ffmpeg", "-v", "error", "-t", "12", "-i", str(recording), str(short)], check=True)

    def draft(threads: int, folder: str) -> Draft:
        engine = engine_named(named, replace(place, threads=threads))
        return hear(Original(short, "a" * 64, 12_000), Ears(engine), HINTS, tmp_path / folder, lambda *_: None)

    one = draft(1, "one")
    assert one.segments
    assert draft(1, "again") == one
    assert draft(2, "two") == one


def test_it_describes_itself_alike_each_time_and_in_json(named: str, place: ModelPlace) -> None:
    told = listener(Ears(engine_named(named, place)), HINTS)
    assert told == listener(Ears(engine_named(named, replace(place, threads=2, work=Path("elsewhere")))), HINTS)
    text = json.dumps(asdict(told), allow_nan=False, ensure_ascii=False)
    assert str(place.work.parent) not in text
    assert told.engine == named
    assert told.version
    assert len(told.model_digest) == 64
    assert told.options["language"] == "zh"
    assert told.key("a" * 64) == listener(Ears(engine_named(named, place)), replace(HINTS, names=())).key("a" * 64)
    if KNOWN[named].prompted:
        assert told.options["initial_prompt"] == HINTS.prompt
        assert told.options["names"] == "林某某"
        assert told.key("a" * 64) != listener(Ears(engine_named(named, place)), replace(HINTS, prompt="")).key("a" * 64)
    assert told == listener(Ears(engine_named(named, place)), replace(HINTS, elsewhere=True))


ASKS = """
import json, sys
from pathlib import Path
from pipeline.errors import KoushuError
from pipeline.model.problem import sentence
from pipeline.transcribe.engines import engine_named
from pipeline.transcribe.hear import Ears, listener
from pipeline.transcribe.listening import Hints, ModelPlace
from pipeline.transcribe.whisper import sha256
name, model, service, *heavy = sys.argv[1:]
try:
    listener(Ears(engine_named(name, ModelPlace(model, Path("archive"), Path("work"), sha256, service=service))), Hints())
    print(json.dumps([one for one in heavy if one in sys.modules]))
except KoushuError as missing:
    print(type(missing).__name__, sentence(missing.code, missing.values, "zh"))
"""


def test_it_describes_itself_without_loading_anything_heavy(named: str, place: ModelPlace, project: Path) -> None:
    command = [sys.executable, "-c", ASKS, named, place.model, place.service, *HEAVY]
    said = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == []


@pytest.mark.parametrize("missing", MODELS)
def test_without_its_library_the_sentence_says_what_to_install(
    missing: str, tmp_path: Path, project: Path, request: pytest.FixtureRequest
) -> None:
    known = KNOWN[missing]
    found = importlib.util.find_spec(known.packages[0])
    assert found
    assert found.origin
    for entry in Path(found.origin).parent.parent.iterdir():
        if not entry.name.startswith(known.packages):
            (tmp_path / entry.name).symlink_to(entry)
    command = [sys.executable, "-S", "-c", ASKS, missing, known.model(request), ""]
    paths = {"PYTHONPATH": f"{tmp_path}:{project}"}
    said = subprocess.run(command, env=paths, cwd=project, capture_output=True, text=True, check=True).stdout
    assert said.startswith("MissingTool")
    assert f'pip install "koushu[{known.extra}]"' in said


@pytest.mark.parametrize("asked", MODELS)
def test_what_is_no_model_is_one_sentence_that_names_it(asked: str, tmp_path: Path) -> None:
    (tmp_path / "text.bin").write_text("这不是模型", "utf-8")
    (tmp_path / "empty").mkdir()
    for name in ("absent", "text.bin", "empty"):
        engine = engine_named(asked, ModelPlace(name, tmp_path, tmp_path / "work", sha256))
        with pytest.raises(NotAModel) as refused:
            engine.listen([PIECES[2]], HINTS)
        assert name in sentence(refused.value.code, refused.value.values, "zh")
        assert "\n" not in sentence(refused.value.code, refused.value.values, "en")


@pytest.mark.parametrize("asked", sorted(KNOWN))
def test_an_unnamed_model_says_what_to_write(asked: str, tmp_path: Path) -> None:
    with pytest.raises(KoushuError) as unnamed:
        engine_named(asked, ModelPlace("", tmp_path, tmp_path, sha256, service="http://127.0.0.1:9/v1")).describe(HINTS)
    assert "model" in sentence(unnamed.value.code, unnamed.value.values, "zh")
