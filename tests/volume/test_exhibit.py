"""Labels and panels: everybody and everything of a wall, on its sheet, at its size, and a code that is read off it."""

from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path

import cv2
import pikepdf
import pytest

from pipeline.errors import NotSound
from pipeline.model.edition import Edition, PublicWall
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.publish.volume.exhibit import SIZES, columns, publish
from tests.volume.editions import Shelf, cuts, picture

MM = 72 / 25.4


def hall(media: Path, people: int, items: int) -> Edition:
    shelf = Shelf(media)
    face = picture(media, "AAAA", (600, 800), alt="半身像")
    cards = tuple(
        PersonCard(
            id=f"P{n}",
            name=f"林第{n}",
            birth="1933年",
            honours=("三等功（1951年）",),
            service=("1952年—1956年　某部　战士",),
            portrait=face if n % 2 else None,
        )
        for n in range(people)
    )
    things = tuple(
        ItemCard(
            id=f"5T6J{n:04}",
            owner="P0",
            kind="medal",
            title=f"纪念章第{n}",
            date="1951年",
            issuer="某部",
            caption="一直放在抽屉里。",
        )
        for n in range(items)
    )
    wall = PublicWall("main", "荣誉墙", cards, things)
    whole = shelf.edition(outlet="labels", site_url="https://koushu.example/", sample=True, sample_notice="样例，均属虚构。")
    return dataclasses.replace(whole, walls=(wall,), volumes=(), pictures=cuts(media))


def words(pdf: Path) -> str:
    return "".join(subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode().split())


@pytest.fixture(scope="module")
def hung(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hall")
    made = publish(hall(folder / "media", 5, 9), folder / "media", folder / "out")
    return {path.stem.removeprefix("main-"): path for path in made}


def test_nine_labels_take_two_sheets_and_say_what_each_is_and_whose(hung: dict[str, Path]) -> None:
    with pikepdf.open(hung["labels"]) as made:
        assert len(made.pages) == 2
        assert [round(float(edge) / MM) for edge in made.pages[0].mediabox] == [0, 0, 210, 297]
    told = words(hung["labels"])
    assert [n for n in range(9) if f"纪念章第{n}" not in told] == []
    assert told.count("林第0保存") == 9
    assert "5T6J0008" in told
    assert "样例，均属虚构。" in told


def test_the_code_of_a_label_is_read_off_the_sheet(hung: dict[str, Path], tmp_path: Path) -> None:
    subprocess.run(
        ["pdftoppm", "-r", "300", "-f", "2", "-l", "2", "-png", "-singlefile", str(hung["labels"]), str(tmp_path / "one")],
        check=True,
    )
    sheet = cv2.imread(str(tmp_path / "one.png"))
    assert sheet is not None
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(sheet)
    assert read == "HTTPS://KOUSHU.EXAMPLE/Q/5T6J0008"


@pytest.mark.parametrize("size", SIZES)
def test_a_panel_of_each_size_shows_everybody_on_one_sheet(hung: dict[str, Path], size: str) -> None:
    with pikepdf.open(hung[size]) as made:
        assert len(made.pages) == 1
        assert tuple(round(float(edge) / MM) for edge in made.pages[0].mediabox[2:]) == SIZES[size]
    told = words(hung[size])
    assert [n for n in range(5) if f"林第{n}" not in told] == []
    assert "1933年生" in told


@pytest.mark.parametrize("people", [1, 2, 7, 40, 105])
def test_a_wall_of_any_number_stays_on_one_panel(tmp_path: Path, people: int) -> None:
    edition = hall(tmp_path / "media", people, 0)
    made = publish(edition, tmp_path / "media", tmp_path / "out")
    assert [path.name for path in made] == [f"main-{size}.pdf" for size in SIZES]
    with pikepdf.open(made[0]) as panel:
        assert len(panel.pages) == 1
    assert words(made[0]).count("1933年生") == people
    assert columns(people, 297, 420) == columns(people, 594, 841) or people > 1


def test_the_same_wall_gives_the_same_bytes_and_a_name_that_no_font_has_is_told(hung: dict[str, Path], tmp_path: Path) -> None:
    edition = hall(tmp_path / "media", 5, 9)
    again = publish(edition, tmp_path / "media", tmp_path / "out")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in hung.values()]
    (wall,) = edition.walls
    nobody = wall.people[0].model_copy(update={"name": "林\U0003134a\ue123"})
    broken = dataclasses.replace(edition, walls=(dataclasses.replace(wall, people=(nobody,)),))
    with pytest.raises(NotSound) as trouble:
        publish(broken, tmp_path / "media", tmp_path / "out")
    assert trouble.value.code == "panel-not-set"
