"""What may be personal or secret, from the draft to a person's decision; and files looked over before they are taken in."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from tests.whole.conftest import Bench

KEY = "2026-001-jia"
VTT = """WEBVTT

00:00.000 --> 00:04.000
我的手机是一三九零零零零幺幺幺幺。

00:05.000 --> 00:09.000
前年在县医院做了手术。

00:09.500 --> 00:12.000
我们天亮时到了江边。
"""


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    new_archive(tmp_path / "archive", "库", "局")
    (tmp_path / "archive/staff.yml").write_text("- {name: 乙, stages: [一校]}\n", encoding="utf-8")
    bench = Bench(project, tmp_path / "archive", tmp_path / "build")
    (tmp_path / "one.vtt").write_text(VTT, encoding="utf-8")
    bench.koushu("add", KEY, str(tmp_path / "one.vtt"), "--title", "雪夜", "--narrator", "jia=甲某")
    return bench


def waiting(bench: Bench) -> list[str]:
    return [line.split("  ")[2] for line in bench.koushu("review", KEY, "--flags").stdout.splitlines()[:-1]]


def test_finds_are_listed_from_the_draft_on_and_settled_once(bench: Bench) -> None:
    both = ["可能是电话或联系号码", "可能是病情或治疗"]
    assert waiting(bench) == both, "before there is a text"
    assert "personal-phone" in bench.koushu("check", expect=None).stderr
    bench.koushu("edit")
    assert waiting(bench) == both
    refused = bench.koushu("review", KEY, "--decide", "personal-phone", "deleted", "--by", "乙", expect=2)
    assert "withheld" in refused.stderr
    bench.koushu("review", KEY, "--decide", "personal-medical", "kept", "--by", "乙")
    said = bench.koushu("review", KEY, "--decide", "personal-phone", "withheld", "--by", "乙").stdout
    assert "quote:" in said
    assert "category: phone" in said
    assert waiting(bench) == []
    found = bench.koushu("check", expect=None).stderr
    assert "personal-uncovered" in found
    assert "personal-medical" not in found
    text = bench.archive / "interviews" / KEY / "text.md"
    text.write_text(text.read_text(encoding="utf-8").replace("做了手术", "又做了手术"), encoding="utf-8")
    assert waiting(bench) == ["可能是病情或治疗"], "the words changed"


def test_screening_names_places_and_writes_nothing(project: Path, tmp_path: Path) -> None:
    bench = Bench(project, tmp_path / "none", tmp_path / "build")
    (tmp_path / "one.vtt").write_text(VTT, encoding="utf-8")
    (tmp_path / "two.txt").write_text("我们天亮时到了江边。\n", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    argv = [*bench.argv("new", "screen")[:3], "screen"]
    found = subprocess.run([*argv, "one.vtt", "two.txt"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert found.returncode == 1, found.stderr
    assert found.stdout.startswith("one.vtt:4:6  ")
    assert len(found.stdout.splitlines()) == 3
    clean = subprocess.run([*argv, "two.txt"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert clean.returncode == 0, clean.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before
