"""A command that was forked says and does what the same command does in a new process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from tests.whole.conftest import Bench


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("check", "--json"), "zh_CN.UTF-8"),
        (("add", "--nonsense"), "en_GB.UTF-8"),
        (("new", "{here}"), "zh_CN.UTF-8"),
        (("status", "\udcff"), "en_GB.UTF-8"),
    ],
)
def test_a_forked_command_is_the_command(project: Path, tmp_path: Path, words: tuple[str, ...], language: str) -> None:
    bench = Bench(project, tmp_path / "archive", tmp_path / "build")
    new_archive(bench.archive, "库", "局")
    (bench.archive / "archive.yml").write_text("title: [\n", encoding="utf-8")
    filled = tuple(word.replace("{here}", str(bench.archive)) for word in words)
    forked = bench.koushu(*filled, expect=None, LANG=language)
    alone = replace(bench, cold=True).koushu(*filled, expect=None, LANG=language)
    assert (forked.returncode, forked.stdout, forked.stderr) == (alone.returncode, alone.stdout, alone.stderr)
    assert forked.stdout or forked.stderr
