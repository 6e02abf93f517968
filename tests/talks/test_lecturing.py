"""`koushu talks kit` on the sample archive, as a curator runs it: its kits, one that was asked for, and a withdrawal."""

from __future__ import annotations

import re
import shutil

import pytest
from pptx import Presentation

from tests.decoding import everything
from tests.sharing import made_once
from tests.whole.conftest import Bench

PRIVATE = re.compile(r"CANARY[A-Z]+")


@pytest.fixture(scope="module")
def bench(project, tmp_path_factory):
    def make(folder):
        shutil.copytree(project / "archive", folder / "archive", symlinks=True)
        Bench(project, folder / "archive", folder / "build").koushu("talks", "kit", "--narrator", "lei", "--age", "成人")

    folder = made_once(tmp_path_factory, "lecturing", make)
    return Bench(project, folder / "archive", folder / "build")


def kits(bench):
    return {path.name: path for path in (bench.out / "talks").iterdir()}


def names(kit):
    return "".join(
        shape.text_frame.text
        for slide in Presentation(kit / "slides.pptx").slides
        for shape in slide.shapes
        if shape.has_text_frame
    )


def test_the_sample_has_a_kit_by_topic_one_by_narrator_and_the_one_that_was_asked_for(bench):
    found = kits(bench)
    assert {"joining-up", "one-photograph"} < set(found)
    assert [name[:6] for name in found if name not in ("joining-up", "one-photograph")] == ["asked-"]
    assert "何秀兰奶奶" in names(found["joining-up"])
    assert "雷云起爷爷" in names(found["joining-up"])
    assert "何秀兰" not in names(found["one-photograph"])


def test_nothing_private_is_in_any_decoded_file_of_a_kit(bench):
    readings = list(everything(bench.out / "talks"))
    assert [(path, PRIVATE.findall(words)) for path, words in readings if PRIVATE.search(words)] == []
    for hidden in ("林远山", "覃守诚", "唐兴国", "周长河", "向大川"):  # not signed for talks, or withdrawn
        assert [path for path, words in readings if hidden in words] == []
    keys = [path for path, words in readings if "2023-007-lei" in words]
    assert keys == []
    assert any("没有哭" in words for path, words in readings if path.name == "handout.pdf")
    assert any("没有哭" in words for path, words in readings if path.name == "slides.pptx")


def test_a_withdrawal_takes_its_words_out_of_every_kit_and_names_them_and_the_talks(bench, tmp_path):
    shutil.copytree(bench.archive, tmp_path / "archive", symlinks=True)
    shutil.copytree(bench.out, tmp_path / "build", symlinks=True)
    mine = Bench(bench.project, tmp_path / "archive", tmp_path / "build")
    asked = next(name for name in kits(mine) if name.startswith("asked-"))
    talks = mine.archive / "talks.yml"
    talks.write_text(talks.read_text("utf-8") + TALK, "utf-8")
    mine.koushu("withdraw", "2023-007-lei", "--by", "罗书简")
    told = mine.koushu("talks", "kit", expect=None)
    assert set(kits(mine)) == {"joining-up"}
    assert "雷云起" not in names(kits(mine)["joining-up"])
    assert [path for path, words in everything(mine.out / "talks") if "雷云起" in words] == []
    said = told.stdout + told.stderr
    for kit in ("joining-up", "one-photograph", asked):
        assert f"资料包 {kit} 里有内容已经撤回或改动" in said
    assert [path for path in (mine.out / "work/public").rglob("*") if "talks" in str(path) and "4W7V7W5W" in path.name] == []
    recalled = mine.koushu("recall", expect=None)
    assert "请通知沈知秋删去" in recalled.stdout + recalled.stderr


TALK = """- id: 2026-09-01
  date: 2026-09-01
  kind: 学校
  place: 示例小学
  lecturers: [沈知秋]
  topic: 参军那一天
  people: [lei]
  kit: joining-up
  audience: 40
"""


def test_a_kit_that_nothing_may_be_told_of_is_told_in_a_sentence_and_not_made(bench, tmp_path):
    mine = Bench(bench.project, bench.archive, tmp_path / "build")
    told = mine.koushu("talks", "kit", "--topic", "从来没有人说过的词", expect=None)
    assert "没有一篇可以讲的访谈" in told.stdout + told.stderr
    assert set(kits(mine)) == {"joining-up", "one-photograph"}


def test_a_narrator_who_is_not_there_is_told(bench):
    told = bench.koushu("talks", "kit", "--narrator", "nobody", expect=None)
    assert told.returncode == 2
    assert "nobody" in told.stderr
