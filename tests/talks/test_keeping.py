"""What a kit's folder is remembered to hold: all that its Edition shows, also what could not be made this time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline import lecturing
from pipeline.errors import CannotWrite, Unreadable
from pipeline.lecturing import make_talks, talks_are_behind
from pipeline.model.edition import Edition
from pipeline.model.outcome import Outcome
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.release.decide import decide
from tests.release.sample import TODAY, WITHDRAWN, Clock, put, when, withdrawn
from tests.release.test_kits import planned


class Desk:
    """What the making of kits asks of a workshop; while it is `torn`, the picture of the medal cannot be read."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.folder, self.archive, self.torn = folder, planned(), False
        self.settings = Settings(folder, folder / "build", project, when(2026, 5, 20, 9), "zh")

    def original(self, digest: str) -> Path:
        if self.torn and digest.startswith("k1"):
            raise Unreadable("picture-unknown", file="front.jpg")
        path = self.folder / f"{digest}.jpg"
        Image.new("RGB", (30, 40), "gray").save(path, "JPEG")
        return path

    def editions(self) -> tuple[Edition, ...]:
        return decide(self.archive, "talks", TODAY, Clock())

    def make(self) -> Outcome:
        return make_talks(self, self.editions())  # type: ignore[arg-type]


def folder_of(edition: Edition, media: Path, out: Path) -> set[str]:
    """A kit of one file that names its pictures."""
    out.mkdir(parents=True)
    (out / "kit.txt").write_text(" ".join(one.file for one in edition.pictures if (media / one.file).exists()), "utf-8")
    return set()


def test_a_picture_that_cannot_be_made_has_not_left_its_kit(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lecturing, "publish", folder_of)
    desk, kit = Desk(tmp_path, project), tmp_path / "build/talks/school/kit.txt"
    desk.torn = True
    assert "picture-unknown" in [one.code for one in desk.make().problems]
    assert "K1.jpg" not in kit.read_text("utf-8")
    assert not talks_are_behind(desk.settings, desk.editions())
    desk.torn = False
    assert "kit-renewed" not in [one.code for one in desk.make().problems]
    assert "K1.jpg" in kit.read_text("utf-8")
    desk.archive = put(desk.archive, withdrawn(desk.archive.interviews["one"], WITHDRAWN))
    assert talks_are_behind(desk.settings, desk.editions())
    assert "kit-renewed" in [one.code for one in desk.make().problems]
    assert not kit.exists()


def test_where_nothing_can_be_written_a_kit_that_holds_what_left_goes_and_lecturers_are_to_be_told(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lecturing, "publish", folder_of)
    desk, kit = Desk(tmp_path, project), tmp_path / "build/talks/school"
    desk.make()
    (tmp_path / "build/.koushu-talks.new").write_text("in the way", "utf-8")
    with pytest.raises(CannotWrite) as failure:
        desk.make()
    assert failure.value.code != "kit-removed"
    assert kit.exists()
    desk.archive = put(desk.archive, withdrawn(desk.archive.interviews["one"], WITHDRAWN))
    with pytest.raises(CannotWrite, match="kit-removed") as failure:
        desk.make()
    assert not kit.exists()
    assert "讲师" in sentence(failure.value.code, failure.value.values, "zh")
