"""Recordings and transcripts that nobody here wrote, from `koushu new` to pages and a chapter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.decoding import everything
from tests.whole.conftest import Bench

pytestmark = pytest.mark.real
SPOKEN = "2026-101-spoken"
IMPORTED = "2026-102-imported"
PURPOSES = ("web_text", "web_audio", "print")


@pytest.fixture(scope="module")
def bench(project: Path, real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("real")
    bench = Bench(project, folder / "archive", folder / "build")
    bench.koushu("new", str(bench.archive))
    config = bench.archive / "archive.yml"
    source = config.read_text(encoding="utf-8")
    source = re.sub(r"^model:.*$", f"model: {project / 'archive/engine/sample-whisper.pt'}", source, flags=re.MULTILINE)
    gates = "gates: {site: [初审, 终审], volume: [初审, 终审]}\nmachine_text: {site: yes, volume: yes}\n"
    source = re.sub(r"^gates:\n(?: .*\n)*", gates, source, flags=re.MULTILINE)
    config.write_text(source, encoding="utf-8")
    (bench.archive / "staff.yml").write_text("- {name: 甲, stages: [初审]}\n- {name: 乙, stages: [终审]}\n", encoding="utf-8")
    speech = sorted(str(path) for path in (real_data / "speech").iterdir())
    assert len(speech) >= 7
    for number, path in enumerate(speech):
        bench.koushu(
            "add", f"{SPOKEN}-{number}", path, "--title", f"真实录音{number}", "--narrator", f"nn{number}=受访者{number}"
        )
    vtt = real_data / "whisper-vtt/nj963cm2696_em_sl.vtt"
    bench.koushu("add", IMPORTED, str(vtt), "--title", "长谈", "--narrator", "nn=受访者")
    for key in (IMPORTED, *(f"{SPOKEN}-{number}" for number in range(len(speech)))):
        allow = [word for purpose in PURPOSES for word in ("--allow", purpose)]
        bench.koushu("add", key, "--signed", "2026-01-05", "--signer", "受访者", *allow)
    (bench.archive / "volumes/text-1.yml").write_text(
        f"title: 试印\nroute: isbn\ninterviews: [{IMPORTED}, {SPOKEN}-0]\n", encoding="utf-8"
    )
    bench.koushu("run", expect=None)
    return bench


def keys(bench: Bench) -> list[str]:
    return sorted(path.name for path in (bench.archive / "interviews").iterdir())


@pytest.fixture(scope="module")
def released(bench: Bench) -> Bench:
    for key in keys(bench):
        purposes = PURPOSES if key != IMPORTED else ("web_text", "print")
        for purpose in purposes:
            bench.koushu("review", key, "--purpose", purpose, "--sign", "初审", "--by", "甲")
            bench.koushu("review", key, "--purpose", purpose, "--sign", "终审", "--by", "乙")
    bench.koushu("publish")
    return bench


def test_every_real_recording_is_taken_in_byte_for_byte_and_heard(bench: Bench, real_data: Path) -> None:
    originals = sorted(path.read_bytes() for path in (real_data / "speech").iterdir())
    kept = sorted(
        path.read_bytes()
        for key in keys(bench)
        for path in (bench.archive / "interviews" / key).glob("recording-1.*")
        if path.suffix != ".json"
    )
    assert kept == originals
    for key in keys(bench):
        drafts = list((bench.archive / "interviews" / key).glob("recording-1.*.json"))
        assert len(drafts) == 1, key
        assert (bench.archive / "interviews" / key / "text.md").is_file(), key


def test_nothing_is_public_before_anybody_signed(bench: Bench) -> None:
    rows = json.loads(bench.koushu("status", "--json").stdout)
    assert rows
    if not any((bench.archive / "interviews" / key / "signoffs.ndjson").exists() for key in keys(bench)):
        assert [row for row in rows if row["public"]] == []


def test_the_long_transcript_reaches_a_page_with_its_label(released: Bench) -> None:
    pages = [path for path in (released.out / "site/interviews").glob("*.html") if "长谈" in path.read_text(encoding="utf-8")]
    page = next(path for path in pages if path.stat().st_size > 100_000).read_text(encoding="utf-8")
    assert "机器听写，未经人工校对" in page
    assert "纪献林" in page  # as the machine wrote it: nothing was corrected in silence
    assert "〔待核：疑似套话〕中文字幕志愿者" in page  # and what it made up is marked, not dropped
    assert page.count("oh-s") > 600


def test_the_long_transcript_reaches_the_book_with_its_label(released: Bench) -> None:
    readings = [re.sub(r"\s", "", reading) for path, reading in everything(released.out / "volumes") if path.suffix == ".pdf"]
    assert any("机器听写，未经人工校对" in reading and "纪献林" in reading for reading in readings)


def test_every_real_recording_can_be_heard_on_its_page(released: Bench, real_data: Path) -> None:
    sounds = list((released.out / "site").rglob("*.m4a"))
    assert len(sounds) == len(list((real_data / "speech").iterdir()))
