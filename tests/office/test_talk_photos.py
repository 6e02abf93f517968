"""Photographs of talks: taken in as originals, counted in the figures, named where nobody in them gave a form, shown nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from tests.whole.conftest import Bench
from tests.whole.test_intake import photographed, sealed

TALK = "- id: spring\n  date: 2024-04-02\n  kind: 学校\n  place: 示例中学\n  audience: 40\n"
FORM = "consent:\n  signed: 2024-04-02\n  by: {name: 示例中学, as: institution}\n  purposes: {talks: yes}\n"


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    new_archive(tmp_path / "archive", "库", "局")
    made = Bench(project, tmp_path / "archive", tmp_path / "build")
    (made.archive / "talks.yml").write_text(TALK, encoding="utf-8")
    for name, form in (("01", FORM), ("02", "")):
        (made.archive / "talks/spring").mkdir(parents=True, exist_ok=True)
        photographed(made.archive / f"talks/spring/{name}.jpg")
        words = f"caption: 讲座现场 SECRETCAPTION\nalt: 台上一人，台下坐满了学生\n{form}"
        (made.archive / f"talks/spring/{name}.yml").write_text(words, encoding="utf-8")
    made.koushu("add")
    return made


def test_photographs_of_talks_are_originals_and_a_missing_form_is_named(bench: Bench) -> None:
    assert "talks/spring/01.jpg" in (bench.archive / "manifest-sha256.txt").read_text("utf-8")
    assert sealed(bench, "talks/spring/01.jpg")["sha256"]
    said = bench.koushu("check", expect=None)
    told = said.stdout + said.stderr
    assert told.count("talk-photo-without-consent") == 1
    assert "talks/spring/02.yml" in told
    assert "unknown-path" not in told
    bench.koushu("verify")
    (bench.archive / "talks/spring/01.jpg").write_bytes(b"another")
    assert "talks/spring/01.jpg" in bench.koushu("verify", expect=None).stderr


def test_the_figures_count_them_and_no_output_shows_them(bench: Bench) -> None:
    bench.koushu("talks", "figures", str(bench.out / "figures"))
    assert "2 张，1 张有同意书" in (bench.out / "figures/talks.html").read_text("utf-8")
    bench.koushu("publish", "site")
    assert [path for path in (bench.out / "site").rglob("*") if path.is_file() and b"SECRETCAPTION" in path.read_bytes()] == []


def test_photographs_of_a_talk_that_nobody_logged_are_named(bench: Bench) -> None:
    (bench.archive / "talks/spring").rename(bench.archive / "talks/autumn")
    said = bench.koushu("check", expect=None)
    assert "no-such-talk" in said.stdout + said.stderr
