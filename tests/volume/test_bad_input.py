"""Pictures, names and notes as they come: one clear sentence or a right page, never a crash or a box for a character."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from pipeline.errors import Unreadable
from pipeline.media.inks import cmyk_picture, gray_picture
from pipeline.media.pictures import public_picture
from pipeline.model.edition import PictureCut
from pipeline.model.projection import Picture, PublicChapter
from pipeline.publish.volume.bindery import Order, make_set
from tests.volume.bound import pair, plan
from tests.volume.editions import Shelf, speech, turn
from tests.volume.reading import read


def strange_app14(path: Path) -> None:
    """A JPEG whose APP14 segment is not Adobe's."""
    Image.new("RGB", (400, 300), (120, 100, 90)).save(path, "JPEG")
    data = path.read_bytes()
    segment = b"\xff\xee\x00\x0eNotAdobe\x00\x01\x02\x03"
    path.write_bytes(data[:2] + segment + data[2:])


ORIGINALS = {
    "cmyk.jpg": lambda path: Image.new("CMYK", (400, 300), (20, 90, 40, 10)).save(path, "JPEG"),
    "app14.jpg": strange_app14,
    "scan.png": lambda path: Image.new("L", (12_000, 900), 200).save(path, "PNG"),
}


@pytest.mark.parametrize("name", sorted(ORIGINALS))
def test_an_original_of_any_kind_is_printed_in_both_copies(name: str, tmp_path: Path) -> None:
    ORIGINALS[name](tmp_path / name)
    media = tmp_path / "media"
    media.mkdir()
    public_picture(tmp_path / name, media / "AAAA.jpg", 2400)
    shelf = Shelf(media)
    shown = Picture(id="AAAA", digest="d", caption="一幅图")
    told = PublicChapter(title="节", turns=(turn("甲某", speech(1, 8)),))
    shelf.interview("V1", "一章", shelf.person("P1", "甲某"), photos=(shown,), chapters=(told,))
    edition = replace(shelf.edition(plan(also=["print"])), pictures=(PictureCut("AAAA.jpg", "d", 2400),))
    (made,) = make_set([Order(edition, media, tmp_path)])
    assert [problem.code for problem in made.problems if not problem.is_notice] == []
    for file in made.files[:2]:
        (image,) = [image for page in PdfReader(file).pages for image in page.images]
        assert max(image.image.size) <= 2400


def test_what_is_no_picture_is_named_by_both_inks(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff not a picture")
    with pytest.raises(Unreadable) as stopped:
        gray_picture(tmp_path / "a.jpg", tmp_path / "b.jpg")
    assert (stopped.value.code, stopped.value.values["file"]) == ("book-picture-unreadable", "a.jpg")
    Image.new("RGB", (10, 10)).save(tmp_path / "good.jpg")
    (tmp_path / "bad.icc").write_bytes(b"no profile")
    with pytest.raises(Unreadable) as stopped:
        cmyk_picture(tmp_path / "good.jpg", tmp_path / "b.jpg", tmp_path / "bad.icc")
    assert stopped.value.code == "book-profile-unreadable"
    assert not (tmp_path / "b.jpg").exists()


def test_a_footnote_of_forty_pages_flows_on_to_its_end(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "media")
    told = PublicChapter(title="节", turns=(turn("甲某", f"{speech(1, 8)}[^1]"), turn("甲某", speech(2, 8))))
    note = "".join(speech(n, 40) for n in range(160)) + "注到此为止。"
    shelf.interview("V1", "一章", shelf.person("P1", "甲某"), chapters=(told,), notes=(("1", note),))
    (made,) = make_set([Order(shelf.edition(plan(also=[])), tmp_path / "media", tmp_path)])
    pages = read(made.files[0])
    text = re.sub(r"\s", "", "".join(page.text for page in pages))
    assert "注到此为止。" in text
    assert sum("夜" in page.text for page in pages) > 35


def test_rare_characters_of_names_are_printed_as_they_are(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "media")
    told = PublicChapter(title="节", turns=(turn("王𬭎", "我叫王𬭎，她叫刘㛃，他叫单雄𬱖。"),))
    shelf.interview("V1", "一章", shelf.person("P1", "王𬭎"), chapters=(told,))
    (made,) = make_set([Order(shelf.edition(plan(also=["print", "large"])), tmp_path / "media", tmp_path)])
    for file in made.files[:3]:
        assert "我叫王𬭎，她叫刘㛃，他叫单雄𬱖。" in re.sub(r"\s", "", "".join(page.text for page in read(file))), file.name


def test_a_narrator_withdrawn_from_the_middle_leaves_a_whole_set(tmp_path: Path) -> None:
    media = tmp_path / "media"
    first, second = pair(media, also=())
    without = replace(second, interviews=second.interviews[1:], people=second.people[1:])
    made = list(make_set([Order(one, media, tmp_path) for one in (first, without)]))
    assert [problem for one in made for problem in one.problems if not problem.is_notice] == []
    for one in made:
        text = "".join(page.text for page in read(one.files[0]))
        assert "药箱与歌本" not in text
