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


TEXT, RECORD = f"{IV}/text.md", f"{IV}/interview.yml"


def record(more: str, title: str = "雪夜过江") -> str:
    return f"title: {title}\nnarrators: [jia]\ninterviewers: [{{name: 乙}}]\nrecordings:\n  - {{file: recording-1.wav}}\n{more}"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (TEXT, "**甲** 好。\n\n后来◆老周走了。\n"),
        (TEXT, "**甲** 后来◆老 周走了，老周。\n"),
        (TEXT, "**甲** 后来◆老*周*走了。\n"),
        (TEXT, "**甲** 好。\n\n**◆老周** 我在。\n"),
        (TEXT, "## ◆老周\n\n**甲** 好。\n"),
        (TEXT, "**甲** 好。[^1]\n\n[^1]: ◆老周，战友。\n"),
        (f"{IV}/story.md", "他与◆周某某同行。\n"),
        (f"{IV}/story.md", "## ◆老周\n\n他好[^1]。\n"),
        (f"{IV}/story.md", "他好[^1]。\n\n[^1]: ◆老周，战友。\n"),
        (RECORD, record("", "◆与老周过江")),
        (RECORD, record("index:\n  - {at: '00:00:01', title: ◆老周}\n")),
        (RECORD, record("withhold:\n  - {id: w1, quote: 老周, until: 2025-12-31}\n", "◆与老周过江")),
        (f"{IV}/photos/01.yml", "caption: ◆与老周合影\nalt: 两人\n"),
        ("people/jia/person.yml", "name: 甲\nportrait_alt: 像\nbio: ◆与老周同乡。\n"),
        ("items/medal/item.yml", "kind: medal\ntitle: 章\nowner: jia\ncaption: ◆老周所赠\nalt: 圆形\n"),
    ],
)
def test_who_withdrew_is_pointed_at_where_another_names_them(file: str, content: str, tmp_path: Path) -> None:
    assert named(tmp_path / "a", file, content, "people/yi") == [(file, *marked(content))]
    assert named(tmp_path / "b", file, content) == []
    assert named(tmp_path / "c", file, content, "people/yi", IV) == []
    assert named(tmp_path / "d", file, content, "people/yi", "people/jia") == []


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({TEXT: "**甲** 后来老周走了。\n", RECORD: record("withhold:\n  - {id: w1, quote: 老周}\n")}, 0),
        ({TEXT: "**甲** 后来老 周走了。\n", RECORD: record("withhold:\n  - {id: w1, quote: 老周}\n")}, 0),
        ({TEXT: "**甲** 后来老周走了。\n", RECORD: record("withhold:\n  - {id: w1, quote: 走了}\n")}, 1),
        ({RECORD: record("withhold:\n  - {id: w1, field: title}\n", "老周")}, 0),
        ({RECORD: record("withhold:\n  - {id: w1, field: index}\nindex:\n  - {at: '00:00:01', title: 老周}\n")}, 0),
        ({RECORD: record("withhold:\n  - {id: w1, field: photos}\n"), f"{IV}/photos/01.yml": "caption: 老周\nalt: 像\n"}, 0),
        ({"people/jia/person.yml": "name: 甲\nbio: 老周。\nwithhold:\n  - {id: w1, field: bio}\n"}, 0),
        ({TEXT: "**甲** 老周边走了。\n", "people/bing/person.yml": "name: 老周边\n"}, 0),  # a longer name that is known
        ({TEXT: "**甲** 老周走了。\n", "people/jia/person.yml": "name: 甲\naliases: [老周]\n"}, 0),  # the narrator's own
        ({TEXT: "**甲** 周走了。\n", "people/yi/person.yml": "name: 周\n"}, 0),  # half of all words hold one character
    ],
)
def test_what_is_withheld_or_is_another_name_is_not_pointed_at(files: dict[str, str], count: int, tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {**OLD, **files})
    shelf.withdraw("people/yi", Withdrawal(withdrawn=True, by="乙", at=AT))
    found = check(shelf.read(), shelf.locate(), AT.date())
    assert [one.code for one in found].count("withdrawn-named") == count


def test_who_withdrew_an_interview_and_has_no_other_is_pointed_at_too(tmp_path: Path) -> None:
    other = {"interviews/2023-002-yi/interview.yml": "title: 另\nnarrators: [yi]\n", TEXT: "**甲** 后来老周走了。\n"}
    third = {"interviews/2023-003-yi/interview.yml": "title: 又\nnarrators: [yi]\n"}
    for number, (files, count) in enumerate((({}, 1), (third, 0))):
        shelf = shelf_at(tmp_path / str(number), {**OLD, **other, **files})
        shelf.withdraw("interviews/2023-002-yi", Withdrawal(withdrawn=True, by="乙", at=AT))
        found = check(shelf.read(), shelf.locate(), AT.date())
        assert [one.code for one in found].count("withdrawn-named") == count
