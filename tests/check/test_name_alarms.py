"""What only sounds like a name is pointed at to the character, and fails no check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.check.rules import check
from pipeline.cli.main import answer
from tests.archive.building import IV, shelf_at

TEXT = f"{IV}/text.md"
EDITED = f"{IV}/edited.md"
PLACES = "- {id: neijiang, name: 内江}\n- {id: zizhong, name: 资中县}\n- {id: weiyuan, name: 威远县, aliases: [威远]}\n"


def places(folder: Path, words: str) -> list[tuple[int, int, str, str]]:
    """Line, column and both forms of each alarm for this text.md."""
    shelf = shelf_at(folder, {"registers/places.yml": PLACES, TEXT: words})
    found = [one for one in check(shelf.read(), shelf.locate()) if one.code == "name-alarm"]
    assert all(one.file == TEXT and one.is_notice for one in found)
    return [(one.line, one.column, str(one.values["words"]), str(one.values["name"])) for one in found]


def test_every_place_is_found_to_the_character(tmp_path: Path) -> None:
    words = (
        "## 姿中县 [00:00:00]\n\n"
        "**乙** [00:00:01] 姿中县在哪里？\n\n"
        "  去姿中县，\n又到维远县的山里，过了姿中\n县，才回来。\n\n"
        "![](item:medal)\n\n"
        "**甲** \\[00:00:03] 姿中县[^1]。\n姿中县。\n\n"
        "[^1]: 姿中县。\n"
    )
    assert places(tmp_path, words) == [
        (3, 18, "姿中县", "资中县"),
        (5, 4, "姿中县", "资中县"),
        (6, 3, "维远县", "威远县"),
        (6, 12, "姿中县", "资中县"),
        (11, 19, "姿中县", "资中县"),
        (12, 1, "姿中县", "资中县"),
    ]


def test_a_name_as_it_is_registered_raises_nothing(tmp_path: Path) -> None:
    assert places(tmp_path, "**甲** 我从内江去资中县，又去威远县。\n") == []


def test_an_edited_text_is_read_too(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {"registers/places.yml": PLACES, TEXT: "**甲** 我从内江来。\n", EDITED: "**甲** 我从内姜来。\n"})
    found = [(one.file, one.line, one.column) for one in check(shelf.read(), shelf.locate()) if one.code == "name-alarm"]
    assert found == [(EDITED, 1, 9)]


def test_an_archive_without_texts_or_registers_has_no_alarms(tmp_path: Path) -> None:
    empty = {"registers/places.yml": None, "registers/units.yml": None, TEXT: "**甲** 姿中县。\n"}
    shelf = shelf_at(tmp_path, empty)
    assert "name-alarm" not in {one.code for one in check(shelf.read())}


def test_to_be_looked_at_is_not_to_be_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shelf_at(tmp_path, {"registers/places.yml": PLACES, TEXT: "**甲** 我从内姜来。\n"})
    asked = ["check", "--archive", str(tmp_path / "archive"), "--out", str(tmp_path)]
    assert answer(asked) == 0
    said = capsys.readouterr()
    assert "没有发现问题" in said.out
    assert "另有 2 处请核对" in said.out  # and 甲 is listed on a wall and has not been signed for
    assert f"{TEXT}:1:9 name-alarm" in said.err
    assert answer([*asked, "--json"]) == 0
    assert [row["notice"] for row in json.loads(capsys.readouterr().out)] == [True, True]
