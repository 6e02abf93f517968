"""The folders of walls among the other outputs: made when asked for, gone with what is withdrawn, told when they fell behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline import flow
from pipeline.archive.layout import Layout
from pipeline.archive.reading import read_archive
from pipeline.errors import CannotWrite
from pipeline.hanging import make_walls, walls_are_behind, walls_behind
from pipeline.model.archive import Archive
from pipeline.model.edition import Edition
from pipeline.model.outcome import Outcome
from pipeline.model.settings import Settings
from pipeline.model.wall import Wall
from pipeline.publish.site.lettering import ELSEWHERE
from pipeline.release.decide import decide
from tests.decoding import everything
from tests.release.sample import TODAY, WITHDRAWN, Clock, archive, interview, item, person, put, record, signed, when, withdrawn

WALLS = (
    Wall(id="main", title="荣誉墙", people=("jia", "yi"), items=("medal",), panel="A3"),
    Wall(id="nurses", title="护士", people=("yi",), panel="A3"),
)


class Desk:
    """What the making of walls asks of a workshop: settings, archive, times, and originals by digest."""

    times = Clock()

    def __init__(self, folder: Path, project: Path) -> None:
        self.folder, self.archive = folder, hall()
        self.settings = Settings(folder, folder / "build", project, when(2026, 5, 20, 9), "zh")

    def original(self, digest: str) -> Path:
        path = self.folder / f"{digest}.jpg"
        Image.new("RGB", (300, 400), (90, 60, 40)).save(path, "JPEG")
        return path

    @property
    def out(self) -> Path:
        return self.settings.out / "walls"

    def editions(self) -> tuple[Edition, ...]:
        return decide(self.archive, "wall", TODAY, Clock())

    def make(self) -> Outcome:
        return make_walls(self, self.editions())  # type: ignore[arg-type]


def hall() -> Archive:
    """Two people on two walls; nobody's voice is out, so no sound has to be made."""
    other = person("yi", name="戊秀兰", pinyin="wu", aliases=(), honours=(), service=({"role": "护士"},))
    whole = archive(person(), other, interview(sounds=(), photos=()), item(), walls=WALLS)
    return signed(signed(signed(whole), "jia", "wall"), "yi", "wall")


@pytest.fixture
def desk(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv(ELSEWHERE, str(tmp_path / "no fonts here"))
    return Desk(tmp_path, project)


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.problems]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def holding(folder: Path, word: str) -> list[Path]:
    return [path for path, words in everything(folder) if word in words]


def test_who_withdraws_leaves_every_wall_and_whoever_has_a_copy_is_to_be_told(desk: Desk) -> None:
    assert codes(desk.make()) == []
    assert names(desk.out) == ["main", "nurses"]
    assert names(desk.out / "main") == ["hall", "print", "说明.txt"]
    assert holding(desk.out / "nurses", "戊秀兰")
    assert not walls_are_behind(desk.settings, desk.editions())
    desk.archive = put(desk.archive, withdrawn(desk.archive.people["yi"], WITHDRAWN))
    assert walls_behind(desk.settings, desk.editions()) == ["main", "nurses"]
    outcome = desk.make()
    assert codes(outcome) == ["wall-renewed", "wall-renewed", "wall-empty"]
    assert all(one.is_notice for one in outcome.problems)
    assert names(desk.out) == ["main"]
    assert holding(desk.out, "戊秀兰") == []
    assert holding(desk.out, "甲")
    assert not list((desk.settings.work / "public").rglob("FYI*"))
    assert codes(desk.make()) == ["wall-empty"]


def test_a_wall_that_cannot_be_set_stops_only_itself_and_keeps_its_old_folder_while_nothing_left_it(desk: Desk) -> None:
    desk.make()
    before = {path: path.read_bytes() for path in (desk.out / "main").rglob("*") if path.is_file()}
    face = desk.settings.work / "public/walls/FJIA.jpg"
    face.unlink()  # another name of it is in the hall
    face.write_bytes(b"no picture")
    outcome = desk.make()
    assert [one.code for one in outcome.problems if not one.is_notice] == ["picture-unknown"]
    assert {path: path.read_bytes() for path in (desk.out / "main").rglob("*") if path.is_file()} == before
    assert names(desk.out) == ["main", "nurses"]


def test_a_wall_that_cannot_be_set_and_holds_what_left_is_removed(desk: Desk) -> None:
    desk.make()
    odd = record(desk.archive.people["jia"], name="甲\ue123")
    desk.archive = signed(put(desk.archive, odd), "jia", "wall")
    outcome = desk.make()
    assert {"panel-not-set", "wall-removed"} <= set(codes(outcome))
    assert names(desk.out) == ["nurses"]


def test_where_nothing_can_be_written_only_folders_go_that_hold_what_left(desk: Desk) -> None:
    desk.make()
    blocked = desk.settings.out / ".koushu-walls.new"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(CannotWrite):
        desk.make()
    assert names(desk.out) == ["main", "nurses"]
    desk.archive = put(desk.archive, withdrawn(desk.archive.people["jia"], WITHDRAWN))
    with pytest.raises(CannotWrite, match="walls-removed") as failure:
        desk.make()
    assert failure.value.values["walls"] == "荣誉墙", "copies of it hang in a hall, and nothing here tells of them later"
    assert names(desk.out) == ["nurses"]


def test_walls_are_made_when_asked_for_and_from_then_on(desk: Desk) -> None:
    assert "walls" not in flow.usual(desk.settings)
    desk.out.mkdir(parents=True)
    assert "walls" in flow.usual(desk.settings)


def test_of_two_walls_with_one_id_the_first_is_hung_and_the_id_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive.yml").write_text("title: 库\ninstitution: 局\n", encoding="utf-8")
    rows = [f"- {{id: {one}, title: {title}}}\n" for one, title in (("main", "甲墙"), ("nurses", "护士"), ("main", "乙墙"))]
    (tmp_path / "walls.yml").write_text("".join(rows), encoding="utf-8")
    found = read_archive(Layout(tmp_path, tmp_path / "work"))
    assert [wall.title for wall in found.walls] == ["甲墙", "护士"], "a folder holds one wall"
    assert "entry-twice" in [one.code for one in found.problems]
