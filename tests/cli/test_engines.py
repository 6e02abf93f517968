"""`koushu engines`, run as a person runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.transcribe import roll
from pipeline.transcribe.engines import ENGINES


def koushu(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    said = {**os.environ, "LANG": "zh_CN.UTF-8", **environment}
    return subprocess.run(
        [sys.executable, *words], cwd=project, env=said, capture_output=True, text=True, encoding="utf-8", timeout=600
    )


def engines(project: Path, archive: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return koushu(project, "-m", "pipeline", "engines", "--archive", str(archive), *words, **environment)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "archive.yml").write_text("title: 样例\ninstitution: 某所\nengine: faster\nmodel: engine/absent\n", "utf-8")
    return tmp_path


def test_every_engine_has_its_needs_written_down() -> None:
    assert set(ENGINES) <= set(roll.NEEDS)


def test_it_works_without_an_archive(project: Path, tmp_path: Path) -> None:
    done = engines(project, tmp_path / "nowhere")
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in ENGINES)
    assert "可用线程" in done.stdout
    assert "threads" in engines(project, tmp_path / "nowhere", LANG="en_GB.UTF-8").stdout


def test_the_samples_own_engine_is_marked_and_in_place(project: Path) -> None:
    done = engines(project, project / "archive", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [one["engine"] for one in told["engines"]] == list(ENGINES)
    assert [one["engine"] for one in told["engines"] if one["named"]] == ["whisper"]
    assert all(one["installed"] for one in told["engines"])
    assert told["archive"] == {"engine": "whisper", "model": "engine/sample-whisper.pt", "trouble": ""}
    assert told["machine"]["threads"] >= 1


def test_a_model_that_is_not_there_is_told_with_its_cure(project: Path, archive: Path) -> None:
    done = engines(project, archive)
    assert done.returncode == 1
    assert "* faster" in done.stdout
    assert "engine/absent" in done.stderr
    assert json.loads(engines(project, archive, "--json").stdout)["archive"]["trouble"] == done.stderr.strip()


def test_nothing_heavy_is_loaded(project: Path, archive: Path) -> None:
    asks = (
        "import sys\nfrom pipeline.cli.main import answer\n"
        f"answer(['engines', '--archive', {str(archive)!r}])\n"
        "print([one for one in ('torch', 'whisper', 'ctranslate2', 'faster_whisper', 'sherpa_onnx') if one in sys.modules])"
    )
    assert koushu(project, "-c", asks).stdout.splitlines()[-1] == "[]"


def test_an_engine_that_is_not_installed_says_what_to_run() -> None:
    missing = roll._standing("faster", roll.Need(("koushu-never-was", "ctranslate2"), "faster", "int8", "float16"), MACHINE)
    assert missing.install == 'pip install "koushu[faster]"'
    assert set(missing.versions) == {"ctranslate2"}


MACHINE = roll.Machine(8, 16_000, gpu=True)


def test_a_graphics_card_counts_for_engines_that_can_use_it() -> None:
    by_name = {one.engine: one for one in roll.roll(MACHINE)}
    assert (by_name["faster"].device, by_name["faster"].compute) == ("gpu", "float16")
    without = {one.engine: one for one in roll.roll(roll.Machine(8, 0, gpu=False))}
    assert (without["faster"].device, without["faster"].compute) == ("cpu", "int8")
    assert without["service"].device == "server"


def test_free_memory_is_unknown_where_the_system_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 16000 kB\nMemAvailable:    8192 kB\n")
    assert roll._memory_mib(tmp_path / "meminfo") == 8
    assert roll._memory_mib(tmp_path / "absent") == 0
