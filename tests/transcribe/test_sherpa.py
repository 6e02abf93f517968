"""The sherpa engine, against the sample Whisper as ONNX and against the smallest real graph of every other kind."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import NotAModel, WrongUse
from pipeline.model.problem import sentence
from pipeline.transcribe.engines import engine_named
from pipeline.transcribe.hear import Ears, Original, hear, listener
from pipeline.transcribe.listening import RATE, Engine, Hints, ModelPlace, Piece
from pipeline.transcribe.sherpa import _language
from pipeline.transcribe.sherpa_folders import model_in
from pipeline.transcribe.whisper import sha256
from tests.transcribe.graphs import ctc, fire_red, omnilingual, paraformer, sense_voice, telespeech
from tests.transcribe.models import ROOT, error_rate
from tests.transcribe.test_sherpa_folders import RELEASED, unpacked

RECORDINGS = ("2023-001-lin/recording-1", "2023-002-qin/recording-1", "2023-003-he/recording-1")
HINTS = Hints("zh", names=("成都", "李,明"))
TOKENS = [
    "<blk>", "<s>", "</s>", "我", "是", "成", "都", "人", "，", "。", "▁he", "llo", "ok@@", "ay",
    "<|zh|>", "<|NEUTRAL|>", "<|Speech|>", "<|withitn|>",
]  # fmt: skip
SCRIPT = [(5, "我"), (10, "是"), (12, "，"), (30, "▁he"), (32, "llo"), (50, "人"), (51, "。"), (60, "成"), (66, "都")]
ROW = [(10, "我"), (15, "是"), (60, "ok@@"), (75, "ay"), (120, "成"), (130, "都")]
ZEROS, ONES = ",".join(["0"] * 80), ",".join(["1"] * 80)
NOTES = {
    "wenet": {"model_type": "wenet_ctc", "vocab_size": len(TOKENS), "subsampling_factor": 4},
    "zipformer": {"model_type": "zipformer2_ctc"},
    "dolphin": {"model_type": "dolphin", "vocab_size": len(TOKENS), "mean": ZEROS, "invstd": ONES},
    "fire-red-ctc": {"model_type": "fire-red-asr-2-ctc", "cmvn_mean": ZEROS, "cmvn_inv_stddev": ONES},
}
SPOKEN = [
    [("我", 200), ("是，", 400), ("hello", 1200), ("人。", 2000)],
    [("成", 2400), ("都", 2640)],
]
MADE: dict[str, tuple[Callable[[Path], Path], list[list[tuple[str, int]]]]] = {
    **{name: (lambda folder, notes=notes: ctc(folder, SCRIPT, TOKENS, notes), SPOKEN) for name, notes in NOTES.items()},
    "telespeech": (lambda folder: telespeech(folder, SCRIPT, TOKENS), SPOKEN),
    "omnilingual": (
        lambda folder: omnilingual(folder, SCRIPT, TOKENS),
        [[(word, start // 2) for word, start in group] for group in SPOKEN],
    ),
    "sense-voice": (
        lambda folder: sense_voice(folder, SCRIPT, TOKENS),
        [[("我", 300), ("是，", 600)], [("hello", 1800), ("人。", 3000)], [("成", 3600), ("都", 3960)]],
    ),
    "paraformer": (
        lambda folder: paraformer(folder, ROW, TOKENS),
        [[("我", 200), ("是", 300), ("okay", 1200), ("成", 2400), ("都", 2600)]],
    ),
}


def place(model: str | Path, root: Path) -> ModelPlace:
    return ModelPlace(str(model), root, root / "work", sha256, threads=1)


def noise(milliseconds: int, start_ms: int = 4000) -> Piece:
    sound = np.random.default_rng(3).normal(0, 0.1, RATE * milliseconds // 1000)
    return Piece(start_ms, sound.astype(np.float32), ((0, milliseconds),))


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Engine]:
    """The engine with one of the smallest models, made when first asked for."""
    root = tmp_path_factory.mktemp("kinds")
    made: dict[str, Engine] = {}

    def engine(name: str) -> Engine:
        if name not in made:
            MADE[name][0](root / name)
            made[name] = engine_named("sherpa", place(name, root))
        return made[name]

    return engine


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_each_kind_says_becomes_words_with_their_times(name: str, engines: Callable[[str], Engine]) -> None:
    (segments,) = engines(name).listen([noise(6000)], HINTS)
    assert [[(word.text, word.start_ms) for word in segment.words] for segment in segments] == MADE[name][1]
    for segment in segments:
        assert (segment.start_ms, segment.end_ms) == (segment.words[0].start_ms, segment.words[-1].end_ms)
        assert segment.text.replace(" ", "") == "".join(word.text for word in segment.words)
        assert all(word.start_ms < word.end_ms <= word.start_ms + 1000 for word in segment.words)


@pytest.mark.parametrize("name", sorted(MADE))
@pytest.mark.parametrize("milliseconds", [1, 40, 200, 28_400])
def test_very_short_and_very_long_pieces_are_borne(name: str, milliseconds: int, engines: Callable[[str], Engine]) -> None:
    (segments,) = engines(name).listen([noise(milliseconds)], HINTS)
    edges = [time for segment in segments for time in (segment.start_ms, segment.end_ms)]
    assert edges == sorted(edges)
    assert all(0 <= time <= milliseconds for time in edges)


def test_pieces_are_answered_in_their_order(engines: Callable[[str], Engine]) -> None:
    engine = engines("wenet")
    pieces = [noise(6000), noise(1000), noise(2200)]
    together = engine.listen(pieces, HINTS)
    assert together == [engine.listen([piece], HINTS)[0] for piece in pieces]
    assert [segments[-1].text for segments in together] == ["成都", "我是，", "我是，hello人。"]


def test_paraformer_without_times_gives_text_and_no_words(tmp_path: Path) -> None:
    paraformer(tmp_path / "untimed", ROW, TOKENS, timed=False)
    ((segment,),) = engine_named("sherpa", place("untimed", tmp_path)).listen([noise(6000)], HINTS)
    assert (segment.text, segment.words, segment.end_ms) == ("我是okay成都", (), 6000)


def test_what_tells_no_times_is_heard_in_stretches_of_fifteen_seconds(tmp_path: Path) -> None:
    fire_red(tmp_path / "aed", "我是成都人", TOKENS)
    engine = engine_named("sherpa", place("aed", tmp_path))
    piece = Piece(1000, noise(20_000).samples, ((0, 8000), (9000, 20_000)))
    (segments,) = engine.listen([piece], HINTS)
    assert [(segment.start_ms, segment.end_ms) for segment in segments] == [(0, 8500), (8500, 20_000)]
    assert {(segment.text, segment.words) for segment in segments} == {("我是成都人", ())}


@pytest.mark.parametrize(("model", "most"), [("onnx_whisper", 2), ("ctc_model", 10)])
def test_the_samples_hear_voices_they_were_never_taught(
    model: str, most: float, request: pytest.FixtureRequest, tmp_path: Path, nobody_asks: Callable[[int, int], None]
) -> None:
    truth = json.loads((ROOT / "scripts/sample/truth.json").read_text(encoding="utf-8"))
    ears = Ears(engine_named("sherpa", place(request.getfixturevalue(model), tmp_path)))
    pairs, off = [], []
    for recording in RECORDINGS:
        original = Original(ROOT / "archive/interviews" / f"{recording}.flac", recording, 600_000)
        draft = hear(original, ears, Hints("zh"), tmp_path / recording, nobody_asks)
        pairs.append(("".join(line["text"] for line in truth[recording]), "".join(segment.text for segment in draft.segments)))
        starts = np.array([segment.start_ms for segment in draft.segments])
        off += [np.abs(starts - line["start"]).min() for line in truth[recording]]
        assert all(segment.end_ms - segment.start_ms < 15_000 for segment in draft.segments)
    assert error_rate(pairs) <= most
    assert np.median(off) <= 200


def test_two_runs_give_the_same_draft(onnx_whisper: Path, tmp_path: Path, nobody_asks: Callable[[int, int], None]) -> None:
    source = ROOT / "archive/interviews/2023-001-lin/recording-1.flac"
    short = tmp_path / "short.flac"
    subprocess.run(["ffmpeg", "-v", "error", "-t", "30", "-i", str(source), str(short)], check=True)
    drafts = [
        hear(
            Original(short, "a" * 64, 30_000),
            Ears(engine_named("sherpa", place(onnx_whisper, tmp_path))),
            HINTS,
            windows,
            nobody_asks,
        )
        for windows in (tmp_path / "one", tmp_path / "two")
    ]
    assert drafts[0] == drafts[1]
    assert drafts[0].segments


def test_a_model_that_would_end_the_program_ends_one_sentence(tmp_path: Path) -> None:
    unpacked(tmp_path / "sherpa-onnx-paraformer-zh", "model.onnx tokens.txt")
    ctc(tmp_path / "wenet", SCRIPT, TOKENS, {"model_type": "wenet_ctc"})
    ctc(tmp_path / "no-blank", SCRIPT, TOKENS, NOTES["zipformer"])
    (tmp_path / "no-blank/tokens.txt").write_text("我 0\n是 1\n", "utf-8")
    ctc(tmp_path / "no-numbers", SCRIPT, TOKENS, NOTES["zipformer"])
    (tmp_path / "no-numbers/tokens.txt").write_text("我\n是\n", "utf-8")
    for name in ("sherpa-onnx-paraformer-zh", "wenet", "no-blank", "no-numbers"):
        with pytest.raises(NotAModel) as refused:
            engine_named("sherpa", place(name, tmp_path)).listen([noise(500)], HINTS)
        assert refused.value.code == "sherpa-refuses", name
        said = sentence(refused.value.code, refused.value.values, "zh")
        assert name in said
        assert str(tmp_path) not in said
    assert list((tmp_path / "work").glob("*.proof")) == []


def test_a_proven_model_is_not_tried_again(tmp_path: Path) -> None:
    ctc(tmp_path / "zipformer", SCRIPT, TOKENS, NOTES["zipformer"])
    engine_named("sherpa", place("zipformer", tmp_path)).listen([noise(500)], HINTS)
    (proof,) = (tmp_path / "work").glob("*.proof")
    before = proof.stat().st_mtime_ns
    engine_named("sherpa", place("zipformer", tmp_path)).listen([noise(500)], HINTS)
    assert proof.stat().st_mtime_ns == before


@pytest.mark.parametrize("archive", sorted(RELEASED))
def test_every_kind_tells_its_options_without_loading_anything(archive: str, tmp_path: Path, project: Path) -> None:
    kind, files = RELEASED[archive]
    unpacked(tmp_path / archive, files)
    ears = Ears(engine_named("sherpa", place(archive, tmp_path)))
    told = listener(ears, HINTS)
    assert (told.engine, told.model, told.options["kind"]) == ("sherpa", archive, kind)
    assert str(tmp_path) not in json.dumps(told.options)
    takes_names = kind in {"Qwen3-ASR", "Fun-ASR-Nano"}
    assert told.options.get("names") == ("成都,李，明" if takes_names else None)
    others = listener(ears, Hints("zh", names=("重庆",)))
    assert told.key("a" * 64) == others.key("a" * 64)
    assert (told.exact_key("a" * 64) != others.exact_key("a" * 64)) is takes_names


def test_a_language_is_told_as_each_kind_wants_it(tmp_path: Path, onnx_whisper: Path) -> None:
    archives = [name for name in RELEASED if "zh-en-ja" in name or "qwen3" in name or "nano-int8-2025-12-30" in name]
    folders = [unpacked(tmp_path / archive, RELEASED[archive][1]) for archive in archives]
    told = {
        model.kind.name: [_language(model, Hints(language)) for language in ("zh-Hans", "yue", "de", "xyz")]
        for model in map(model_in, (*folders, onnx_whisper))
    }
    assert told == {
        "SenseVoice": ["zh", "yue", "auto", "auto"],
        "Qwen3-ASR": ["Chinese", "Cantonese", "", ""],
        "Fun-ASR-Nano": ["中文", "", "", ""],
        "Whisper": ["zh", "", "de", ""],
    }


def test_the_name_of_a_draft_is_known_before_sherpa_is_imported(onnx_whisper: Path, tmp_path: Path, project: Path) -> None:
    asks = (
        "import sys\nfrom pathlib import Path\nfrom pipeline.transcribe.engines import engine_named\n"
        "from pipeline.transcribe.listening import Hints, ModelPlace\nfrom pipeline.transcribe.whisper import sha256\n"
        f"place = ModelPlace({str(onnx_whisper)!r}, Path('.'), Path('.'), sha256)\n"
        "engine = engine_named('sherpa', place)\n"
        "print(engine.describe(Hints()).model_digest, engine.at_once, 'sherpa_onnx' in sys.modules)\n"
    )
    said = subprocess.run([sys.executable, "-c", asks], cwd=project, capture_output=True, text=True, check=True).stdout.split()
    assert len(said[0]) == 64
    assert said[1:] == ["1", "False"]


def test_an_unnamed_model_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="sherpa-unnamed"):
        engine_named("sherpa", place("", tmp_path)).describe(HINTS)


def test_without_the_package_the_sentence_says_what_to_install(tmp_path: Path, project: Path) -> None:
    installed = Path(np.__file__).parent.parent
    for entry in installed.iterdir():
        if not entry.name.startswith("sherpa_onnx"):
            (tmp_path / entry.name).symlink_to(entry)
    asks = (
        "from pathlib import Path\nfrom pipeline.errors import MissingTool\n"
        "from pipeline.model.problem import sentence\nfrom pipeline.transcribe.engines import engine_named\n"
        "from pipeline.transcribe.listening import Hints, ModelPlace\nfrom pipeline.transcribe.whisper import sha256\n"
        "try:\n"
        "    engine_named('sherpa', ModelPlace('small', Path('.'), Path('.'), sha256)).describe(Hints())\n"
        "except MissingTool as missing:\n"
        "    print(sentence(missing.code, missing.values, 'zh'))\n"
    )
    paths = {"PYTHONPATH": f"{tmp_path}:{project}"}
    said = subprocess.run([sys.executable, "-S", "-c", asks], env=paths, cwd=project, capture_output=True, text=True, check=True)
    assert 'pip install "koushu[sherpa]"' in said.stdout


@pytest.mark.real
def test_real_recordings_go_through(
    real_data: Path, onnx_whisper: Path, engines: Callable[[str], Engine], tmp_path: Path, nobody_asks: Callable[[int, int], None]
) -> None:
    whisper = engine_named("sherpa", place(onnx_whisper, tmp_path))
    for source in sorted((real_data / "speech").iterdir()):
        for number, engine in enumerate((whisper, engines("sense-voice"), engines("paraformer"))):
            windows = tmp_path / f"{source.name}-{number}"
            draft = hear(Original(source, "a" * 64, 3_600_000), Ears(engine), HINTS, windows, nobody_asks)
            assert [segment.start_ms for segment in draft.segments] == sorted(segment.start_ms for segment in draft.segments)
