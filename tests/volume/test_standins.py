"""Pictures in a finished volume are the public files byte for byte, though the typesetter never saw them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pipeline.errors import Unreadable
from pipeline.media.jpeg import look_at_jpeg
from pipeline.model.projection import PublicChapter
from pipeline.publish.volume.setting import Setting
from tests.volume.bound import plan
from tests.volume.editions import Shelf, picture, speech, turn


def _set(tmp_path: Path, *, gray: bool = False) -> Setting:
    media = tmp_path / "media"
    shelf = Shelf(media)
    shown = tuple(picture(media, f"AAA{n}", (300 + n, 400), caption=f"图{n}") for n in range(3))
    if gray:
        Image.effect_noise((301, 400), 40).save(media / "AAA1.jpg")
    told = PublicChapter(title="节", turns=(turn("甲某", speech(1, 40)),))
    shelf.interview("V1", "一章", shelf.person("P1", "甲某"), photos=shown, chapters=(told,))
    edition = shelf.edition(plan())
    (tmp_path / "room").mkdir()
    return Setting(edition, edition.volumes[0], media, tmp_path / "room")


def _images(pdf: bytes) -> dict[tuple[int, int], tuple[bytes, str]]:
    """Bytes and space of colours of every picture, by its pixels."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [it for it in document.objects if isinstance(it, pikepdf.Stream) and it.get("/Subtype") == "/Image"]
        return {(int(it.Width), int(it.Height)): (it.read_raw_bytes(), repr(it.ColorSpace)) for it in found}


def test_every_picture_is_the_public_file_byte_for_byte(tmp_path: Path) -> None:
    setting = _set(tmp_path, gray=True)
    images = _images(setting.archival())
    assert set(images) == {(300, 400), (301, 400), (302, 400)}
    for (wide, _), (data, _) in images.items():
        assert data == (tmp_path / f"media/AAA{wide - 300}.jpg").read_bytes()
    assert len({space for _, space in images.values()}) == 2, "gray and colour are said apart"


def test_the_table_of_objects_is_right_after_the_exchange(tmp_path: Path) -> None:
    made = _set(tmp_path).archival()
    begins = int(made[made.rindex(b"startxref") :].split()[1])
    assert made[begins : begins + 5] == b"xref\n"
    rows = made[begins:].split(b"\n")[2:]
    for number, row in enumerate(rows):
        if row[17:18] == b"n":
            assert made[int(row[:10]) :].startswith(b"%d 0 obj\n" % number), number


def test_the_typesetter_never_sees_more_than_eight_pixels(tmp_path: Path) -> None:
    setting = _set(tmp_path)
    assert len(setting.book["chapters"]) == 1
    laid = sorted((tmp_path / "room").glob("picture-*"))
    assert [look_at_jpeg(path) for path in laid] == [((8, 8), "RGB")] * 3


@pytest.mark.parametrize("damage", ["cut", "other", "empty", "inks"])
def test_a_public_file_that_is_no_whole_jpeg_in_gray_or_colour_is_named(damage: str, tmp_path: Path) -> None:
    setting = _set(tmp_path)
    file = tmp_path / "media/AAA1.jpg"
    whole = file.read_bytes()
    inks = io.BytesIO()
    Image.new("CMYK", (30, 40)).save(inks, "JPEG")
    spoilt = {"cut": whole[:-100], "other": b"GIF89a" + whole[6:], "empty": b"", "inks": inks.getvalue()}
    file.write_bytes(spoilt[damage])
    with pytest.raises(Unreadable) as stopped:
        setting.archival()
    assert (stopped.value.code, stopped.value.values["file"]) == ("book-picture-unreadable", "AAA1.jpg")


def test_a_picture_that_goes_while_the_volume_is_set_is_named(tmp_path: Path) -> None:
    setting = _set(tmp_path)
    assert setting.found().total > 0
    (tmp_path / "media/AAA2.jpg").unlink()
    with pytest.raises(Unreadable) as stopped:
        setting.archival()
    assert (stopped.value.code, stopped.value.values["file"]) == ("book-picture-missing", "AAA2.jpg")
