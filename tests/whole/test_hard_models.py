"""A model that is not there, not whole or not a model ends in one sentence, for every engine; nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from pipeline.transcribe.engines import ENGINES
from tests.media.making import speak
from tests.whole.conftest import Bench

NOISE = bytes(range(256)) * 64
CONFIG = b'{"alignment_heads": [[0, 0]], "lang_ids": [50259], "suppress_ids": [1], "suppress_ids_begin": [220, 50257]}'
WHOLE = {"config.json": CONFIG, "tokenizer.json": b"{}", "vocabulary.json": b'["a"]'}
SPOILT: dict[str, dict[str, dict[str, bytes] | bytes]] = {
    "whisper": {"absent.pt": {}, "empty.pt": b"", "noise.pt": NOISE, "half.npz": b"PK\x03\x04 half"},
    "faster": {
        "absent": {},
        "empty": {"README": b""},
        "noise": {**WHOLE, "model.bin": NOISE},
        "nothing": {**WHOLE, "model.bin": b""},
        "alone": {"model.bin": NOISE},
    },
    "sherpa": {
        "absent": {},
        "empty": {"README": b""},
        "noise": {"tokens.txt": b"<blk> 0\na 1\n", "model.onnx": NOISE},
        "nothing": {"tokens.txt": b"", "model.onnx": b""},
        "alone": {"model.onnx": NOISE},
    },
}
CASES = [(engine, name) for engine in sorted(SPOILT) if engine in ENGINES for name in SPOILT[engine]]


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    """An archive with one recording."""
    new_archive(tmp_path / "archive", "库", "局")
    bench = Bench(project, tmp_path / "archive", tmp_path / "build")
    sound = speak("那天晚上下着大雪", tmp_path / "a.wav")
    bench.koushu("add", "2026-001-jia", str(sound), "--title", "雪夜", "--narrator", "jia=甲某")
    return bench


def lay(bench: Bench, engine: str, name: str) -> None:
    """Put the spoilt model in its place and name it in archive.yml."""
    place, content = bench.archive / "engine" / name, SPOILT[engine][name]
    place.parent.mkdir(exist_ok=True)
    if isinstance(content, bytes):
        place.write_bytes(content)
    for file, data in content.items() if isinstance(content, dict) else ():
        place.mkdir(exist_ok=True)
        (place / file).write_bytes(data)
    config = f"title: 库\ninstitution: 局\nengine: {engine}\nmodel: engine/{name}\n"
    (bench.archive / "archive.yml").write_text(config, encoding="utf-8")


@pytest.mark.parametrize(("engine", "name"), CASES)
def test_a_spoilt_model_is_one_sentence_in_both_languages(bench: Bench, engine: str, name: str) -> None:
    lay(bench, engine, name)
    for language in ("zh_CN.UTF-8", "en_GB.UTF-8"):
        said = bench.koushu("transcribe", expect=3, LANG=language).stderr.strip()
        assert len(said.splitlines()) == 1, said
        assert name in said
    assert not list(bench.archive.glob("interviews/*/recording-1.*.json"))
