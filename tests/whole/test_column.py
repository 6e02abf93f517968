"""The sample's column, the whole way: six weeks on the site, in feeds and in the folder; gone from all of them when withdrawn."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.decoding import everything
from tests.whole.conftest import Bench

feedparser = pytest.importorskip("feedparser", reason="feeds are read back with feedparser: pip install -e .[dev]")
LEI = "4W7V7W5W"  # public id of 2023-007-lei
DAYS = ["2026-10-23", "2026-10-30", "2026-11-06", "2026-11-13", "2026-11-20", "2026-11-27"]
PODCAST = {"podcast": "https://podcastindex.org/namespace/1.0"}


def issues(bench: Bench) -> list[Path]:
    return sorted(path for path in (bench.out / "column").iterdir() if path.is_dir())


def seconds(path: Path) -> float:
    asked = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)]
    return float(subprocess.run(asked, capture_output=True, check=True, text=True).stdout)


def test_the_sample_yields_six_weeks_each_with_article_pictures_and_a_page(sample_bench: Bench) -> None:
    assert [path.name[:10] for path in issues(sample_bench)] == DAYS
    for path in issues(sample_bench):
        assert {"article.html", "article.txt", "cover.jpg", "tall-1.jpg", "01.jpg"} <= {one.name for one in path.iterdir()}
        assert (sample_bench.out / f"site/column/{path.name}.html").is_file()
    home = (sample_bench.out / "site/index.html").read_text(encoding="utf-8")
    assert f"column/{DAYS[-1]}-" in home
    assert "专栏" in (sample_bench.out / "site/search.html").read_text(encoding="utf-8")


def test_its_clips_last_about_a_minute_where_the_passage_does_and_there_is_none_without_sound(sample_bench: Bench) -> None:
    lasting = {path.name[:10]: seconds(path / "clip.mp4") for path in issues(sample_bench) if (path / "clip.mp4").exists()}
    assert sorted(lasting) == [day for day in DAYS if day not in ("2026-10-30", "2026-11-20")], "He's sound is not public"
    assert all(60 <= one <= 90.2 for day, one in lasting.items() if day != DAYS[-1]), lasting
    assert 45 <= lasting[DAYS[-1]] <= 52, "a passage of fifty seconds"


def test_its_feeds_hold_six_and_four_and_lead_to_what_is_there(sample_bench: Bench) -> None:
    site = sample_bench.out / "site"
    read = feedparser.parse((site / "column/feed.xml").read_bytes())
    heard = etree.fromstring((site / "column/podcast.xml").read_bytes()).findall("channel/item")
    assert (read.bozo, len(read.entries), len(heard)) == (False, 6, 4)
    root = "https://koushu.example/"
    for item in heard:
        marks = json.loads((site / item.find("podcast:chapters", PODCAST).get("url").removeprefix(root)).read_bytes())
        assert marks["chapters"][0]["startTime"] == 0
        assert (site / item.find("podcast:transcript", PODCAST).get("url").removeprefix(root)).is_file()
        length = float(item.findtext("{http://www.itunes.com/dtds/podcast-1.0.dtd}duration"))
        assert seconds(site / item.find("enclosure").get("url").removeprefix(root)) == pytest.approx(length, abs=1)


def test_a_withdrawn_story_leaves_pages_feeds_folder_and_calendar_and_its_pages_are_stones(
    sample_bench: Bench, copy_of: Callable[[Bench], Bench]
) -> None:
    bench = copy_of(sample_bench)
    bench.koushu("withdraw", "2023-007-lei", "--by", "罗书简")
    told = bench.koushu("column", "make")
    assert "2026-11-06" in told.stdout + told.stderr, "the empty day is told"
    assert len(issues(bench)) == 4
    for folder in (bench.out / "column", bench.out / "site/column"):
        assert [path for path, words in everything(folder) if "雷云起" in words or "照片上的人" in words] == []
    stones = sorted(path.stem for path in (bench.out / "site/column").glob(f"*-{LEI}.html"))
    assert stones == [f"2026-11-06-{LEI}", f"2026-11-27-{LEI}"]
    feed = (bench.out / "site/column/feed.xml").read_text(encoding="utf-8")
    assert len(re.findall("deleted-entry", feed)) == 2
    assert not list((bench.out / "site").rglob(f"column-*{LEI}*"))


def test_nothing_is_made_without_a_rule(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    bench = copy_of(sample_bench)
    (bench.archive / "column.yml").unlink()
    assert "column.yml" in bench.koushu("column", "make", expect=2).stderr
