"""Talks that used a kit are named when somebody of whom it told has withdrawn, whoever wrote down of whom the talk was."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from pipeline import lecturing
from pipeline.model.archive import Archive
from pipeline.model.film import FilmPart
from pipeline.model.kit import KitPlan
from pipeline.model.settings import Settings
from pipeline.model.talk import Talk
from tests.release.sample import WITHDRAWN, archive, interview, item, person, put, when, withdrawn

KITS = {
    "its plan names the narrator": {"people": ("jia",)},
    "its plan names the interview": {"parts": (FilmPart(interview="one"),)},
    "its plan names a topic, and the talk says of whom it was": {"topics": ("参军",)},
}


def lent(whole: Archive, patch: pytest.MonkeyPatch, settings: Settings) -> list[object]:
    patch.setattr(lecturing, "Workshop", lambda _: None)
    patch.setattr(lecturing, "with_asked", lambda _: whole)
    return [one.values["people"] for one in lecturing.lent(settings)]


@pytest.mark.parametrize("way", KITS)
def test_who_told_in_a_kit_that_was_used_and_withdrew_since_is_named(
    way: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    plan = KitPlan.model_validate({"id": "school", "title": "雪夜", "age": "中学", **KITS[way]})
    of = ("jia",) if "topics" in KITS[way] else ()
    talk = Talk.model_validate({"id": "t1", "date": "2026-04-01", "kind": "学校", "place": "小学", "kit": "school", "people": of})
    whole = dataclasses.replace(archive(person(), item(), interview()), kits=(plan,), talks=(talk,))
    settings = Settings(tmp_path, tmp_path / "build", tmp_path, when(2026, 5, 20, 9), "zh")
    assert lent(whole, monkeypatch, settings) == []
    for gone in (whole.people["jia"], whole.interviews["one"]):
        assert lent(put(whole, withdrawn(gone, WITHDRAWN)), monkeypatch, settings) == ["甲"]
    bare = dataclasses.replace(whole, talks=(talk.model_copy(update={"kit": ""}),))
    assert lent(put(bare, withdrawn(whole.people["jia"], WITHDRAWN)), monkeypatch, settings) == []
