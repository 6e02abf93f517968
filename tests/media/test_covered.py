"""A covered region of a picture is one opaque colour in every size of it, and the rest is the picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import Unreadable
from pipeline.media.pictures import COVER, MARGIN, picture_size, probe_picture, public_picture
from pipeline.model.consent import Region

SIZE = (900, 620)  # upright
NUMBER = Region(left=520, top=430, width=330, height=70)
# EXIF orientation → how an upright picture is turned before it is stored under it.
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def certificate(*, numbered: bool = True) -> Image.Image:
    """An upright certificate with words, and a number in its lower right corner."""
    paper = Image.new("RGB", SIZE, (250, 240, 215))
    brush = ImageDraw.Draw(paper)
    brush.rectangle((10, 10, 889, 609), outline=(180, 30, 30), width=12)
    brush.text((220, 120), "CERTIFICATE", fill=(20, 20, 20), font=ImageFont.load_default(60))
    if numbered:
        brush.text((530, 440), "No. 511002-07", fill=(20, 20, 20), font=ImageFont.load_default(44))
    return paper


def stored(folder: Path, orientation: int, form: str = "jpg", *, numbered: bool = True) -> Path:
    """The certificate as a camera leaves it: turned, with the turn in its tags."""
    turn = TURNS[orientation]
    picture = certificate(numbered=numbered)
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = folder / f"{orientation}-{numbered}.{form}"
    (picture.transpose(turn) if turn is not None else picture).save(file, exif=exif, quality=95)
    return file


def pixels(file: Path) -> np.ndarray:
    with Image.open(file) as picture:
        return np.asarray(picture.convert("RGB"), dtype=float)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """How much two patches of pixels vary together; 0 where one of them does not vary at all."""
    first, second = (patch.mean(axis=2) - patch.mean() for patch in (one, other))
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / size if size > 1e-9 else 0.0


def patch(picture: np.ndarray, margin: float = 0) -> np.ndarray:
    """The number's place in a public picture of any size."""
    scale = picture.shape[1] / SIZE[0]
    left, top = NUMBER.left - margin, NUMBER.top - margin
    right, bottom = NUMBER.left + NUMBER.width + margin, NUMBER.top + NUMBER.height + margin
    rows, columns = slice(int(top * scale), int(np.ceil(bottom * scale))), slice(int(left * scale), int(np.ceil(right * scale)))
    return picture[rows, columns]


@pytest.mark.parametrize("form", ["jpg", "png", "tif"])
@pytest.mark.parametrize("orientation", TURNS)
def test_a_number_is_covered_where_people_see_it_however_the_camera_lay(orientation: int, form: str, tmp_path: Path) -> None:
    original = stored(tmp_path, orientation, form)
    assert picture_size(original) == probe_picture(original) == SIZE
    for edge in (900, 450, 160):
        public_picture(original, tmp_path / "open.jpg", edge)
        public_picture(original, tmp_path / "covered.jpg", edge, (NUMBER,))
        shown, covered = pixels(tmp_path / "open.jpg"), pixels(tmp_path / "covered.jpg")
        inside = patch(covered)
        assert np.abs(inside - COVER).mean() < 6
        assert abs(likeness(inside, patch(shown))) < 0.2
        assert patch(shown).std() > 20
        outside = np.ones(shown.shape[:2], dtype=bool)
        outside[tuple(_around(covered))] = False
        assert np.abs(covered - shown)[outside].mean() < 1


def _around(picture: np.ndarray) -> tuple[slice, slice]:
    scale, reach = picture.shape[1] / SIZE[0], MARGIN + 16 * SIZE[0] / picture.shape[1]
    top, left = NUMBER.top - reach, NUMBER.left - reach
    bottom, right = NUMBER.top + NUMBER.height + reach, NUMBER.left + NUMBER.width + reach
    return slice(int(top * scale), int(np.ceil(bottom * scale))), slice(int(left * scale), int(np.ceil(right * scale)))


@pytest.mark.parametrize("orientation", TURNS)
def test_no_byte_of_a_covered_picture_depends_on_what_lies_under_the_cover(orientation: int, tmp_path: Path) -> None:
    public = []
    for numbered in (True, False):
        public.append(tmp_path / f"{numbered}.jpg")
        public_picture(stored(tmp_path, orientation, "png", numbered=numbered), public[-1], 600, (NUMBER,))
    assert public[0].read_bytes() == public[1].read_bytes()


def test_regions_may_overlap_touch_the_edges_and_fill_the_picture(tmp_path: Path) -> None:
    original = stored(tmp_path, 6)
    corners = Region(left=0, top=0, width=50, height=50), Region(left=850, top=570, width=50, height=50)
    nested = Region(left=530, top=440, width=10, height=10)
    public_picture(original, tmp_path / "corners.jpg", 900, (*corners, NUMBER, nested))
    shown = pixels(tmp_path / "corners.jpg")
    for part in (shown[:50, :50], shown[570:, 850:], patch(shown)):
        assert np.abs(part - COVER).max() < 12
    public_picture(original, tmp_path / "whole.jpg", 900, (Region(left=0, top=0, width=900, height=620),))
    assert np.abs(pixels(tmp_path / "whole.jpg") - COVER).max() < 4


@pytest.mark.parametrize("row", [(0, 0, 901, 10), (0, 0, 10, 621), (900, 0, 1, 1), (0, 620, 1, 1), (5000, 5000, 10, 10)])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_region_that_leaves_the_upright_picture_stops_it(row: tuple[int, ...], orientation: int, tmp_path: Path) -> None:
    region = Region.model_validate(row)
    with pytest.raises(Unreadable) as stopped:
        public_picture(stored(tmp_path, orientation), tmp_path / "public.jpg", 900, (NUMBER, region))
    assert stopped.value.code == "region-outside"
    assert not (tmp_path / "public.jpg").exists()
