"""The history as a curator reads it."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from pipeline.cli.main import answer
from pipeline.custody.history import WORDS
from pipeline.model.event import EventType
from tests.custody.conftest import Kept


def test_every_act_has_a_chinese_word() -> None:
    assert set(WORDS) == set(get_args(EventType))


@pytest.mark.parametrize(
    ("wanted", "some", "none"),
    [
        ("", "2023-001-lin", "nobody"),
        ("2023-001-lin", "interviews/2023-001-lin/signoffs.ndjson", "people/mo/signoffs.ndjson"),
        ("people/mo", "people/mo/signoffs.ndjson", "2023-001-lin/signoffs"),
        ("interviews/2023-005-tang/signoffs.ndjson", "罗书简", "people/mo/signoffs.ndjson"),
    ],
)
def test_the_history_of_one_matter(
    sample_kept: Kept, capsys: pytest.CaptureFixture[str], wanted: str, some: str, none: str
) -> None:
    places = ["--archive", str(sample_kept.archive), "--out", str(sample_kept.out)]
    assert answer(["history", *([wanted] if wanted else []), "--json", *places]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["line"] for row in rows] == sorted(row["line"] for row in rows)
    signed = [row for row in rows if row["type"] in ("policy assignment", "deaccession")]
    assert some in json.dumps(signed, ensure_ascii=False)
    assert none not in json.dumps(signed, ensure_ascii=False)


def test_the_history_is_told_in_words(sample_kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--archive", str(sample_kept.archive), "--out", str(sample_kept.out)]
    assert answer(["history", str(sample_kept.path("interviews/2023-005-tang/signoffs.ndjson")), *places]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "撤回（deaccession）" in lines[-2]
    assert "罗书简" in lines[-2]
    assert lines[-1].strip() == "interviews/2023-005-tang/signoffs.ndjson"
    assert answer(["history", "nothing-of-the-kind", *places]) == 2
