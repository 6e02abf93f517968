"""Codes of printed volumes are given once, by the same hand as every public id, and stay for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.archive.ids import is_public_id, voice_key, voice_moment
from tests.archive.building import BY, shelf_at

MARKED = "title: 书\nroute: isbn\ninterviews: [2023-001-jia]\nvoices: [{interview: 2023-001-jia, at: 00:00:03.5}]\n"


def test_a_marked_moment_gets_a_code_and_keeps_it_when_the_plan_forgets_it(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {"volumes/text-1.yml": MARKED})
    before = shelf.read().codes
    assert set(before) == {("2023-001-jia", None)}
    assert "voice 2023-001-jia@3500" in shelf.adopt(BY)
    codes = shelf.read().codes
    assert set(codes) == {("2023-001-jia", None), ("2023-001-jia", 3500)}
    assert is_public_id(codes["2023-001-jia", 3500])
    (tmp_path / "archive/volumes/text-1.yml").unlink()
    shelf.adopt(BY)
    assert shelf.read().codes == codes
    assert shelf.adopt(BY) == ()


def test_a_plan_that_cannot_be_read_or_names_nobody_gives_no_code(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {"volumes/text-1.yml": "title: [\n", "volumes/text-2.yml": MARKED.replace("-jia", "-yi")})
    assert [one for one in shelf.adopt(BY) if one.startswith("voice")] == []


@pytest.mark.parametrize("moment", [("2023-001-jia", None), ("2023-001-jia", 0), ("a", 753_000)])
def test_a_moment_is_read_back_from_its_key(moment: tuple[str, int | None]) -> None:
    assert voice_moment(voice_key(*moment)) == moment
