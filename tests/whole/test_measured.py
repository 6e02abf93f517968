"""Drafts held against people's texts, and against each other, as a curator does it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.whole.conftest import Bench

LIN = "2023-001-lin"
TANG = "2023-005-tang"
MACHINE = "2023-006-zhou"
FAKE = "faster-0a1b2c3d"


def evaluated(bench: Bench, *words: str, expect: int = 0) -> dict:
    return json.loads(bench.koushu("evaluate", "--json", *words, expect=expect).stdout)


def second_engine(bench: Bench, *changes: tuple[str, str]) -> None:
    """A draft by another engine beside each one that there is: the same but for some words."""
    for path in sorted(bench.archive.glob("interviews/*/recording-*.whisper-*.json")):
        source = path.read_text(encoding="utf-8").replace('"engine":"whisper"', '"engine":"faster"')
        value = json.loads(source)
        for segment in value["segments"]:
            for was, now in changes:
                segment["text"] = segment["text"].replace(was, now)
            segment["words"] = []
        path.with_name(f"{path.name.partition('.')[0]}.{FAKE}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def test_every_interview_speaker_and_the_archive_have_a_figure(sample_bench: Bench) -> None:
    (listener,) = evaluated(sample_bench)["listeners"]
    rows = {row["key"]: row for row in listener["interviews"]}
    assert listener["heard_by"] == "chosen"
    assert 0 < listener["all"]["cer"] <= 0.02
    assert listener["all"]["low"] <= listener["all"]["cer"] <= listener["all"]["high"]
    assert listener["all"]["length"] == sum(row["length"] for row in rows.values() if "length" in row)
    assert set(rows[LIN]["speakers"]) == {"苏念", "林远山"}
    table = sample_bench.koushu("evaluate", LIN).stdout
    assert "95% 区间" in table
    assert "苏念" in table
    assert "heard by" in sample_bench.koushu("evaluate", LIN, LANG="en_GB.UTF-8").stdout


def test_a_text_that_only_a_machine_wrote_is_no_standard(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    bench = copy_of(sample_bench)
    text = bench.archive / f"interviews/{MACHINE}/text.md"
    assert text.is_file()
    rows = {row["key"]: row for row in evaluated(bench)["listeners"][0]["interviews"]}
    assert rows[MACHINE]["text"] == "machine"
    assert "cer" not in rows[MACHINE]
    assert "不作标准" in bench.koushu("evaluate").stdout
    source = text.read_text(encoding="utf-8")
    word = next(letter for letter in source if letter in "的了我是")
    text.write_text(source.replace(word, "嘞", 1), encoding="utf-8")
    rows = {row["key"]: row for row in evaluated(bench)["listeners"][0]["interviews"]}
    assert (rows[MACHINE]["text"], rows[MACHINE]["substitutions"]) == ("edited", 1)
    assert "其中已签校的" in bench.koushu("evaluate").stdout


def test_status_shows_each_figure_and_how_far_the_text_may_be_trusted(sample_bench: Bench) -> None:
    rows = {row["key"]: row for row in json.loads(sample_bench.koushu("status", "--json").stdout) if row["purpose"] == "web_text"}
    assert (rows[LIN]["text"], rows[LIN]["cer"]) == ("proofread", 0.0)
    assert rows[TANG]["cer"] > 0
    assert (rows[MACHINE]["text"], rows[MACHINE]["cer"]) == ("machine", None)
    remembered = sorted((sample_bench.out / "work/figures").iterdir())
    assert len(remembered) == len(rows)
    remembered[0].write_text("[", encoding="utf-8")
    said = sample_bench.koushu("status").stdout
    assert "文字稿：已校对；听写字错率 0.00 %" in said
    assert "文字稿：机器听写，未经人工校对" in said
    assert json.loads(remembered[0].read_text(encoding="utf-8"))


def test_a_baseline_shows_what_got_worse_and_better(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    bench = copy_of(sample_bench)
    second_engine(bench, ("我", "哦"), ("您", "你"), ("年", "连"), ("新", "心"))
    good, bad = bench.out / "good.json", bench.out / "bad.json"
    bench.koushu("evaluate", "--engine", "whisper", "--save", str(good))
    bench.koushu("evaluate", "--engine", "faster", "--save", str(bad))
    before = good.read_bytes()
    bench.koushu("evaluate", "--engine", "whisper", "--save", str(good))
    assert good.read_bytes() == before
    assert "年" not in before.decode()
    same = evaluated(bench, "--engine", "whisper", "--against", str(good))["changes"]
    assert {row["verdict"] for row in same} == {"same"}
    worse = evaluated(bench, "--engine", "faster", "--against", str(good), expect=1)["changes"]
    assert (worse[-1]["key"], worse[-1]["verdict"]) == ("", "worse")
    assert "变好" in bench.koushu("evaluate", "--engine", "whisper/sample-whisper.pt", "--against", str(bad)).stdout


def test_a_file_that_is_no_baseline_is_neither_read_nor_written_over(
    sample_bench: Bench, copy_of: Callable[[Bench], Bench]
) -> None:
    bench = copy_of(sample_bench)
    text = bench.archive / f"interviews/{LIN}/text.md"
    before = text.read_bytes()
    assert "没有覆盖" in bench.koushu("evaluate", "--save", str(text), expect=2).stderr
    assert "不是基线" in bench.koushu("evaluate", "--against", str(text), expect=3).stderr
    assert text.read_bytes() == before
    assert "用得上" in bench.koushu("evaluate", "--engine", "nobody", expect=2).stderr
    assert "只能写一个" in bench.koushu("evaluate", "--engine", "a", "--draft", "b", expect=2).stderr
    bench.koushu("evaluate", "2099-001-nobody", expect=2)


def test_a_spoilt_draft_leaves_the_other_interviews_measured(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    bench = copy_of(sample_bench)
    (draft,) = (bench.archive / f"interviews/{TANG}").glob("recording-1.whisper-*.json")
    draft.write_text('{"segments": "', encoding="utf-8")
    done = bench.koushu("evaluate", "--json", expect=1)
    assert TANG not in {row["key"] for row in json.loads(done.stdout)["listeners"][0]["interviews"]}
    assert draft.name in done.stderr
    assert bench.koushu("status", TANG).stdout
    bench.koushu("compare", TANG, expect=3)


def test_two_drafts_become_a_check_list(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    bench = copy_of(sample_bench)
    second_engine(bench, ("一九五一", "一九五七"), ("林远山", "林院山"), ("我报名", "我报明"), ("刚满", "刚刚满"))
    found = json.loads(bench.koushu("compare", LIN, "--with", "faster", "--json").stdout)
    rows = found["differences"]
    assert (found["one"], found["other"].partition("@")[0]) == ("chosen", "faster/sample-whisper.pt")
    assert {(row["one"], row["other"]) for row in rows} >= {("名", "明")}
    assert [row["level"] for row in rows] == sorted(row["level"] for row in rows)
    assert rows[0]["reasons"][0] == "risk-number"
    assert {rows[0]["one"], rows[0]["other"]} == {"一九五一", "一九五七"}
    said = bench.koushu("compare", LIN, "--draft", "whisper", "--with", "text").stdout
    assert "0 处不同" in said
    one_draft = bench.koushu("compare", LIN, "--draft", "text", "--with", f"recording-1.{FAKE}.json").stdout
    assert "【一九五一】" in one_draft
    assert "数字或日期听得不一样。" in one_draft
    assert "recording-2" not in one_draft
    bench.koushu("compare", LIN, "--with", "nobody", expect=2)
    bench.koushu("compare", "2099-001-nobody", expect=2)


@pytest.mark.real
def test_a_real_transcript_is_measured_against_its_correction(project: Path, real_data: Path, tmp_path: Path) -> None:
    bench = Bench(project, tmp_path / "archive", tmp_path / "build")
    bench.koushu("new", str(bench.archive))
    key = "2026-102-imported"
    vtt = tmp_path / "long.vtt"
    shutil.copy(real_data / "whisper-vtt/nj963cm2696_em_sl.vtt", vtt)
    bench.koushu("add", key, str(vtt), "--title", "长谈", "--narrator", "nn=受访者")
    bench.koushu("edit")
    assert "不作标准" in bench.koushu("evaluate").stdout
    text = bench.archive / f"interviews/{key}/text.md"
    source = text.read_text(encoding="utf-8")
    names = source.count("纪献林")
    assert names
    text.write_text(source.replace("纪献林", "季羡林"), encoding="utf-8")
    (row,) = evaluated(bench)["listeners"][0]["interviews"]
    assert (row["text"], row["substitutions"], row["insertions"], row["deletions"]) == ("edited", 2 * names, 0, 0)
    assert row["length"] > 20_000
    rows = json.loads(bench.koushu("compare", key, "--json").stdout)["differences"]
    assert [(one["one"], one["other"]) for one in rows] == [("纪献", "季羡")] * names
