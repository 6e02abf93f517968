"""Somebody who withdrew, and what others tell of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.check.rules import check
from pipeline.model.ledger import Withdrawal
from tests.archive.building import IV, marked, shelf_at

AT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
OLD = {"people/yi/person.yml": "name: 周某某\naliases: [老周]\nbirth: 1930\n"}


def named(tmp_path: Path, file: str, content: str, *withdrawn: str) -> list[tuple[str, int, int]]:
    shelf = shelf_at(tmp_path, {**OLD, file: content})
    for record in withdrawn:
        shelf.withdraw(record, Withdrawal(withdrawn=True, by="乙", at=AT))
    found = [one for one in check(shelf.read(), shelf.locate(), AT.date()) if one.code == "withdrawn-named"]
    assert all(one.is_notice for one in found)
    return [(one.file, one.line, one.column) for one in found]


@pytest.mark.parametrize(
    ("file", "content"),
    [(f"{IV}/text.md", "**甲** 好。\n\n后来◆老周走了。\n"), (f"{IV}/story.md", "他与◆周某某同行。\n")],
)
def test_who_withdrew_is_pointed_at_where_another_names_them(file: str, content: str, tmp_path: Path) -> None:
    assert named(tmp_path / "a", file, content, "people/yi") == [(file, *marked(content))]
    assert named(tmp_path / "b", file, content) == []
    assert named(tmp_path / "c", file, content, "people/yi", IV) == []
    assert named(tmp_path / "d", file, content, "people/yi", "people/jia") == []
