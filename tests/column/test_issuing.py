"""The column's folder among the other outputs: made when it is due, gone with what is withdrawn, named when it fell behind."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import shutil
from pathlib import Path

import pytest

from pipeline.columns import Wanted, check_rule, confirm
from pipeline.errors import CannotWrite, Unreadable, WrongUse
from pipeline.flow import publish
from pipeline.model.outcome import Outcome
from pipeline.model.settings import Settings
from pipeline.reviewing import withdraw
from tests.decoding import everything

HE = "2023-003-he"  # her sound is not public, so no film has to be made


@pytest.fixture
def desk(project: Path, tmp_path: Path) -> Settings:
    """The sample archive with a column of today's weekday, and her story confirmed for today."""
    ignored = shutil.ignore_patterns("engine", "column.ndjson")
    shutil.copytree(project / "archive", tmp_path / "archive", symlinks=True, ignore=ignored)
    desk = Settings(tmp_path / "archive", tmp_path / "build", project, dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1), "zh")
    weekday = "一二三四五六日"[desk.today.weekday()]
    (desk.archive / "column.yml").write_text(f"weekday: {weekday}\nbegins: {desk.today}\n", encoding="utf-8")
    confirm(desk, Wanted(desk.today, "罗书简", interview=HE, title="油灯下的字"))
    return later(desk)


def later(desk: Settings, **time: int) -> Settings:
    return dataclasses.replace(desk, now=desk.now + dt.timedelta(**(time or {"minutes": 1})))


def made(desk: Settings) -> Outcome:
    return publish(desk, ("column",))


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def test_an_issue_is_made_on_its_day_and_an_empty_week_after_it_is_told(desk: Settings) -> None:
    assert codes(made(desk)) == []
    names = tree(desk.out / "column")
    (folder,) = {name.split("/")[0] for name in names if "/" in name}
    assert folder.startswith(f"{desk.today}-")
    assert {"calendar.ics", f"{folder}/article.html", f"{folder}/tall-1.jpg"} <= names.keys()
    again = later(desk, days=7)
    shutil.rmtree(desk.out / "column")
    assert codes(made(again)) == ["column-empty"]
    assert tree(desk.out / "column") == names, "the day of making is in no file"


def test_what_is_confirmed_for_another_week_is_in_no_file_before_it(desk: Settings) -> None:
    confirm(desk, Wanted(desk.today + dt.timedelta(days=7), "罗书简", interview="2023-001-lin", title="下星期的题目"))
    made(later(desk))
    assert [path for path, words in everything(desk.out / "column") if "下星期的题目" in words or "林远山" in words] == []
    assert len([path for path in (desk.out / "column").iterdir() if path.is_dir()]) == 1


def test_a_withdrawn_story_is_gone_at_the_next_making_and_its_folder_is_behind_until_then(desk: Settings) -> None:
    made(desk)
    withdraw(desk, HE, "罗书简", "")
    behind = publish(later(desk), ("labels",))
    assert "outlet-behind" in codes(behind)
    assert codes(made(later(desk))) == ["column-gap"]
    assert list(tree(desk.out / "column")) == ["calendar.ics"]


def test_where_nothing_new_can_be_written_the_old_folder_goes_with_what_was_withdrawn(desk: Settings) -> None:
    made(desk)
    withdraw(desk, HE, "罗书简", "")
    (desk.out / ".koushu-column.new").write_text("in the way", encoding="utf-8")
    with pytest.raises(CannotWrite) as raised:
        made(later(desk))
    assert raised.value.code == "column-removed"
    assert not (desk.out / "column").exists()


def test_where_nothing_was_withdrawn_the_old_folder_stays(desk: Settings) -> None:
    made(desk)
    before = tree(desk.out / "column")
    confirm(desk, Wanted(desk.today, "罗书简", interview=HE, title="换一个题目"))
    (desk.out / "work/column.json").unlink()
    (desk.out / ".koushu-column.new").write_text("in the way", encoding="utf-8")
    (desk.out / "work/column.holds.json").write_text('{"column": {}}', encoding="utf-8")
    with pytest.raises(CannotWrite) as raised:
        made(later(desk))
    assert raised.value.code != "column-removed"
    assert tree(desk.out / "column") == before


def test_a_passage_past_the_end_is_one_sentence_and_the_calendar_is_made(desk: Settings) -> None:
    confirm(desk, Wanted(desk.today, "罗书简", interview=HE, start_ms=3_600_000, end_ms=3_700_000))
    assert codes(made(later(desk))) == ["column-past"]
    assert list(tree(desk.out / "column")) == ["calendar.ics"]


def test_without_a_rule_there_is_an_empty_folder_and_the_command_says_how_to_begin(desk: Settings) -> None:
    (desk.archive / "column.yml").unlink()
    assert codes(made(desk)) == []
    assert tree(desk.out / "column") == {}
    with pytest.raises(WrongUse):
        check_rule(desk)
    (desk.archive / "column.ndjson").write_text("{}\n", encoding="utf-8")
    with pytest.raises(Unreadable):
        check_rule(desk)
