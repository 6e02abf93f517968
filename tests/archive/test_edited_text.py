"""edited.md is read, found, checked and signed as text.md is, and never taken for it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.check.rules import check
from pipeline.model.canonical import canonical, digest
from pipeline.model.ledger import SignOff
from pipeline.model.projection import InterviewProjection
from tests.archive.building import IV, marked, shelf_at

KEY = "2023-001-jia"
EDITED = f"{IV}/edited.md"
WORDS = "## 雪夜 [00:00:00]\n\n**乙** [00:00:01] 您好。\n\n**甲** [00:00:03] 那晚下着大雪。[^1]\n\n[^1]: 编者注。\n"
AT = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
DAY = dt.date(2026, 5, 20)


def test_an_edited_text_is_read_beside_the_text(tmp_path: Path) -> None:
    kept = shelf_at(tmp_path, {EDITED: WORDS}).read().interviews[KEY]
    assert kept.edited is not None
    assert [chapter.title for chapter in kept.edited.chapters] == ["雪夜"]
    assert kept.edited.notes == (("1", "编者注。"),)
    assert kept.text is not None
    assert [chapter.title for chapter in kept.text.chapters] == ["雪"]
    assert [name for name, _ in kept.texts] == ["text", "edited"]
    assert (kept.broken, kept.telling) == (False, "text")


def test_an_edited_text_that_cannot_be_read_keeps_the_interview_shut(tmp_path: Path) -> None:
    archive = shelf_at(tmp_path, {EDITED: "**甲** 你好".encode("gb18030")}).read()
    assert (archive.interviews[KEY].broken, archive.interviews[KEY].edited) == (True, None)
    assert [(one.file, one.code) for one in archive.problems] == [(EDITED, "encoding-gbk")]


def test_signatures_on_the_two_texts_stand_apart_and_the_history_tells_them_apart(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {EDITED: WORDS})
    projection = InterviewProjection(purpose="print", id=shelf.read().interviews[KEY].id, title="雪夜过江")
    entry = SignOff(stage="一校", purpose="print", by="乙", at=AT, digest=digest(projection), telling="edited")
    shelf.keep_projection(KEY, "print", canonical(projection))
    shelf.sign(KEY, entry)
    ledger = shelf.read().interviews[KEY].ledger
    assert (ledger.signoffs, ledger.edited, ledger.edited_unproven) == ((), (entry,), ())
    assert (ledger.of_edited.signoffs, ledger.of_edited.edited) == ((entry,), ())
    path = shelf.layout.path(f"{IV}/signoffs.ndjson")
    line = json.loads(path.read_text(encoding="utf-8"))
    del line["telling"]
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    turned = shelf.read()
    assert turned.interviews[KEY].ledger.signoffs == ()
    assert [one.by for one in turned.interviews[KEY].ledger.unproven] == ["乙"]
    assert "signoff-unproven" in {one.code for one in turned.problems}


def test_a_signature_on_the_text_is_none_on_the_edited_text(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {EDITED: WORDS})
    entry = SignOff(stage="一校", purpose="print", by="乙", at=AT, digest="a" * 64)
    shelf.sign(KEY, entry)
    path = shelf.layout.path(f"{IV}/signoffs.ndjson")
    line = json.loads(path.read_text(encoding="utf-8")) | {"telling": "edited"}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    ledger = shelf.read().interviews[KEY].ledger
    assert (ledger.signoffs, ledger.edited) == ((), ())
    assert [one.by for one in ledger.edited_unproven] == ["乙"]


CLOSED = "- {id: brigade, name: 某旅, disclosure: cover_only, public_name: 某部}\n"


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("closed-name", "## 雪\n\n**甲** 我在◆某旅。\n"),
        ("speaker-unknown", "## 雪\n\n◆**丁** [00:00:01] 好。\n"),
        ("text-time-backwards", "## 雪\n\n**乙** [00:00:09] 好。\n\n◆**甲** [00:00:03] 好。\n"),
        ("text-time-beyond", "## 雪\n\n◆**甲** [00:02:00] 好。\n"),
        ("no-such-item", "## 雪\n\n**甲** 好。\n\n◆![](item:nothing)\n"),
        ("suspect", "## 雪\n\n**甲** 好◆〔待核〕。\n"),
        ("personal-phone", "## 雪\n\n**甲** 电话◆13800138000。\n"),
    ],
)
def test_what_is_wrong_in_an_edited_text_is_named_at_its_place(tmp_path: Path, code: str, content: str) -> None:
    shelf = shelf_at(tmp_path, {EDITED: content, "registers/units.yml": CLOSED})
    found = [(one.file, one.line, one.column) for one in check(shelf.read(), shelf.locate(), DAY) if one.code == code]
    assert found == [(EDITED, *marked(content))]


def test_withheld_words_that_stand_in_the_edited_text_alone_are_not_missed(tmp_path: Path) -> None:
    base = "title: 雪\nnarrators: [jia]\ninterviewers: [{name: 乙}]\nrecordings:\n  - {file: recording-1.wav}\n"
    record = f"{base}withhold:\n  - {{id: w1, quote: 那晚下着大雪, decided_by: 乙, on: 2026-01-01, review_on: 2027-01-01}}\n"
    codes: dict[bool, set[str]] = {}
    for is_there in (True, False):
        files = {f"{IV}/interview.yml": record} | ({EDITED: WORDS} if is_there else {})
        shelf = shelf_at(tmp_path / str(is_there), files)
        codes[is_there] = {one.code for one in check(shelf.read(), shelf.locate(), DAY)}
    assert "quote-gone" in codes[False] - codes[True]


@pytest.mark.parametrize(
    "plan", ["prefer: edited\ninterviews: [◆2023-001-jia]\n", "interviews: [2023-001-jia]\ntold_as: {2023-001-jia: ◆edited}\n"]
)
def test_a_volume_that_tells_an_edited_text_which_is_not_there_is_named(tmp_path: Path, plan: str) -> None:
    content = f"title: 书\nroute: isbn\n{plan}"
    for is_there in (True, False):
        files = {"volumes/text-1.yml": content} | ({EDITED: WORDS} if is_there else {})
        shelf = shelf_at(tmp_path / str(is_there), files)
        problems = check(shelf.read(), shelf.locate(), DAY)
        found = [(one.file, one.line, one.column) for one in problems if one.code == "volume-edited-missing"]
        assert found == ([] if is_there else [("volumes/text-1.yml", *marked(content))])
