"""What may have to be withheld is a notice at its place until a person has decided, in every file that the public could read."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from pipeline.archive.shelf import Shelf
from pipeline.check.rules import check
from pipeline.model.decision import Decision, Verdict
from pipeline.model.problem import Problem

SAMPLE = Path(__file__).resolve().parents[2] / "archive"
KEY = "2023-001-lin"
TEXT = f"interviews/{KEY}/text.md"
NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "archive", ignore=shutil.ignore_patterns("*.wav", "engine"))
    return tmp_path / "archive"


def notices(archive: Path, code: str = "") -> list[Problem]:
    shelf = Shelf(archive, archive.parent / "work")
    found = check(shelf.read(), shelf.locate())
    return [one for one in found if one.code.startswith("personal-") and code in one.code]


def places(archive: Path, code: str) -> list[tuple[str, int, int]]:
    return [(one.file, one.line, one.column) for one in notices(archive, code)]


def change(path: Path, old: str, new: str) -> None:
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


def decide(archive: Path, code: str, words: str, verdict: Verdict) -> None:
    decision = Decision(code=code, recording="", from_ms=0, to_ms=0, words=words, verdict=verdict, by="乙", at=NOW)
    with (archive / f"interviews/{KEY}/decisions.ndjson").open("a", encoding="utf-8") as file:
        file.write(decision.model_dump_json() + "\n")


def test_a_spoken_number_in_a_text_has_its_line_and_column(archive: Path) -> None:
    change(archive / TEXT, "我只读过三年书。", "我只读过三年书。电话一三八[^1]零零一三，嗯，八零零零。")
    line = next(
        n for n, words in enumerate((archive / TEXT).read_text(encoding="utf-8").splitlines(), 1) if "电话一三八" in words
    )
    column = (archive / TEXT).read_text(encoding="utf-8").splitlines()[line - 1].index("一三八") + 1
    assert places(archive, "phone") == [(TEXT, line, column)]
    assert all(one.is_notice for one in notices(archive))


def test_a_number_that_is_asked_back_is_found_over_turns(archive: Path) -> None:
    with (archive / TEXT).open("a", encoding="utf-8") as file:
        file.write("\n**林远山** [00:02:10] 号码是一三八零零\n\n**苏念** 嗯\n\n**林远山** 一三八零零零。\n")
    assert [one.code for one in notices(archive, "phone")] == ["personal-phone"]


def test_every_public_field_is_read(archive: Path) -> None:
    change(archive / TEXT, "[^2]: 绑腿", "[^2]: 存折账号0100 2345 6789。绑腿")
    change(archive / TEXT, "## 十八岁参军", "## 评残")
    change(archive / f"interviews/{KEY}/interview.yml", "synopsis: ", "synopsis: 军官证号码012345。")
    change(archive / "people/lin/person.yml", "bio: ", "bio: 有高血压。")
    item = next(path for path in (archive / "items").rglob("item.yml") if "owner: lin" in path.read_text(encoding="utf-8"))
    change(item, "caption: ", "caption: 住文英街八十八号。")
    story = archive / "interviews/2023-007-lei/story.md"
    story.write_text(story.read_text(encoding="utf-8") + "\n## 信佛\n\n他在卧底。\n", encoding="utf-8")
    found = {(one.code.removeprefix("personal-"), one.file) for one in notices(archive)}
    assert {
        ("account", TEXT),
        ("specific-identity", TEXT),
        ("military-cert", f"interviews/{KEY}/interview.yml"),
        ("medical", "people/lin/person.yml"),
        ("address", item.relative_to(archive).as_posix()),
        ("religion", "interviews/2023-007-lei/story.md"),
        ("intelligence-work", "interviews/2023-007-lei/story.md"),
    } <= found
    assert all(one.line > 0 for one in notices(archive))


def test_a_decision_holds_until_the_words_change(archive: Path) -> None:
    change(archive / TEXT, "我只读过三年书。", "我只读过三年书。我有高血压。")
    decide(archive, "personal-medical", "我有高血压", "kept")
    assert places(archive, "medical") == [("people/zhou/person.yml", 8, 6)]
    change(archive / TEXT, "我只读过三年书。", "我那时只读过三年书，没有再读。")
    assert len(places(archive, "medical")) == 1, "edits elsewhere ask nothing anew"
    change(archive / TEXT, "我有高血压。", "我和班长有高血压。")
    assert len(places(archive, "medical")) == 2, "other words"


def test_what_was_decided_to_be_withheld_must_be(archive: Path) -> None:
    change(archive / TEXT, "我只读过三年书。", "我只读过三年书。我的手机是13900001111。")
    decide(archive, "personal-phone", "13900001111", "withheld")
    assert [one.code for one in notices(archive) if "phone" in one.code or "uncovered" in one.code] == ["personal-uncovered"]
    record = archive / f"interviews/{KEY}/interview.yml"
    record.write_text(
        record.read_text(encoding="utf-8")
        + "withhold:\n  - {id: w9, quote: 手机是13900001111, decided_by: 乙, on: 2026-11-01}\n",
        encoding="utf-8",
    )
    assert not [one for one in notices(archive) if "phone" in one.code or "uncovered" in one.code]
