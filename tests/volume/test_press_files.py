"""What goes to the printer: the print copy and the cover, opened with pikepdf and poppler; sizes and copies."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from pipeline.errors import NotSound
from pipeline.media.inks import cmyk_picture
from pipeline.model.nouns import Imprint
from pipeline.model.projection import PublicChapter
from pipeline.publish.volume.bindery import Made, Order, make_set
from pipeline.publish.volume.covering import ean13
from pipeline.publish.volume.crosscheck import inked_pages, lost_lines, lost_references
from pipeline.publish.volume.finish import Press, finish
from pipeline.publish.volume.icc import find_profile, gray_profile
from pipeline.publish.volume.looks import SHEETS, looks
from pipeline.publish.volume.setting import Setting
from tests.volume.bound import make, pair, plan
from tests.volume.editions import Shelf, asked, picture, speech, turn
from tests.volume.profiles import press_profile
from tests.volume.reading import NEVER_FIRST, NEVER_LAST, body, read

MM = 72 / 25.4


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    media = tmp_path_factory.mktemp("media")
    (one,) = make(pair(media)[:1], media, tmp_path_factory.mktemp("room"))
    return one


def file(made: Made, end: str) -> Path:
    return next(path for path in made.files if path.name.endswith(end))


def colours(pdf: pikepdf.Pdf) -> set[str]:
    """Every operator that sets a colour, with its plates."""
    found = set()
    for page in pdf.pages:
        for _, operator in pikepdf.parse_content_stream(page):
            if str(operator) in {"g", "G", "k", "K", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN"}:
                found.add(str(operator))
    return found


def test_the_print_copy_is_black_alone_with_gray_pictures(made: Made) -> None:
    with pikepdf.open(file(made, ".print.pdf")) as pdf:
        assert colours(pdf) <= {"g", "G"}
        images = [it for it in pdf.objects if isinstance(it, pikepdf.Stream) and it.get("/Subtype") == "/Image"]
        assert len(images) == 6
        for image in images:
            assert image.ColorSpace == "/DeviceGray"
            assert Image.open(io.BytesIO(image.read_raw_bytes())).mode == "L"


def test_the_print_copy_has_bleed_trim_and_an_output_intent_and_is_marked(made: Made) -> None:
    with pikepdf.open(file(made, ".print.pdf")) as pdf:
        for page in pdf.pages:
            sheet, trim = ([float(edge) / MM for edge in page.obj[name]] for name in ("/MediaBox", "/TrimBox"))
            assert [round(edge, 1) for edge in sheet[2:]] == [176, 246]
            assert [round(edge, 1) for edge in trim] == [3, 3, 173, 243]
            assert list(page.obj.BleedBox) == list(page.obj.MediaBox)
            assert "/Annots" not in page.obj
        (intent,) = pdf.Root.OutputIntents
        assert bytes(intent.DestOutputProfile.read_bytes()) == gray_profile()
        assert intent.S == "/GTS_PDFX"
        assert len(pdf.pages) % 4 == 0
    said = subprocess.run(["pdfinfo", str(file(made, ".print.pdf"))], capture_output=True, text=True, check=True).stdout
    assert re.search(r"PDF subtype:\s+PDF/X-4", said)


def test_the_print_copy_has_the_pages_of_the_archive_copy(made: Made) -> None:
    ours, theirs = ([page.text for page in read(file(made, end))] for end in ("text-1.pdf", ".print.pdf"))
    assert ours == theirs


def test_our_gray_profile_is_one_that_a_colour_engine_reads() -> None:
    profile = ImageCms.getOpenProfile(io.BytesIO(gray_profile()))
    assert profile.profile.xcolor_space.strip() == "GRAY"
    assert profile.profile.device_class == "prtr"


def test_the_cover_is_as_wide_as_back_spine_and_front(made: Made) -> None:
    sides = len(read(file(made, "text-1.pdf")))
    with pikepdf.open(file(made, ".cover.pdf")) as pdf:
        left, bottom, right, top = (float(edge) / MM for edge in pdf.pages[0].obj.TrimBox)
        assert round(right - left, 1) == round(340 + sides / 2 * 0.3, 1)
        assert round(top - bottom, 1) == 240
        assert colours(pdf) <= {"g", "G"}
    text = read(file(made, ".cover.pdf"))[0].text
    for words in ("这本书收录老人的讲述。", "ISBN 978-7-02-000220-7", "定价：48.00 元", "长河出版社"):
        assert re.sub(r"\s", "", words) in re.sub(r"\s", "", text), words


def test_the_barcode_on_the_cover_is_the_isbn(made: Made, tmp_path: Path) -> None:
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", file(made, ".cover.pdf"), tmp_path / "cover"], check=True)
    image = Image.open(next(tmp_path.glob("cover*.png"))).convert("L")
    module = 0.33 / 25.4 * 200
    found = [_bars(image, row, module) for row in range(0, image.height, 20)]
    assert ean13("9787020002207") in found


def _bars(image: Image.Image, row: int, module: float) -> str:
    """The row as modules, from its first dark pixel that begins a run of one module; empty where there is none."""
    dark = [value < 128 for value in image.crop((0, row, image.width // 2 - 10, row + 1)).tobytes()]
    if True not in dark:
        return ""
    start = dark.index(True)
    places = [int(start + (n + 0.5) * module) for n in range(95)]
    return "".join("1" if place < len(dark) and dark[place] else "0" for place in places)


@pytest.mark.parametrize(
    ("digits", "bars"),
    [("9787020002207", "10101110110001001"), ("5901234123457", "10100010110100111")],
)
def test_an_ean_begins_as_the_standard_draws_it(digits: str, bars: str) -> None:
    found = ean13(digits)
    assert (len(found), found[:17], found[-3:]) == (95, bars, "101")


@pytest.mark.parametrize("wrong", ["123", "97870200022071", "978702000220X"])
def test_what_is_no_ean_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        ean13(wrong)


def test_an_internal_cover_bears_its_permit_and_neither_barcode_nor_price(tmp_path: Path) -> None:
    media = tmp_path / "media"
    permit = Imprint.model_validate({"permit": "（样）准印第1号", "permit_until": "2099-12-31", "recipients": "本所"})
    (one,) = make(pair(media, route="internal_permit", imprint=permit, also=("cover",))[:1], media, tmp_path)
    text = re.sub(r"\s", "", read(file(one, ".cover.pdf"))[0].text)
    assert "内部资料，免费交流" in text
    assert "准印证号：（样）准印第1号" in text
    assert "ISBN" not in text
    assert "定价" not in text


@pytest.mark.parametrize("size", sorted(SHEETS))
def test_every_size_is_set_in_whole_characters_without_a_mark_where_none_may_stand(size: str, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "media")
    turns = [part for n in range(6) for part in (asked("后来呢？"), turn("曾山河", speech(n, 40)))]
    shelf.interview("V1", "一章", shelf.person("P1", "曾山河"), chapters=(PublicChapter(title="节", turns=tuple(turns)),))
    edition = shelf.edition(plan(size=size, also=["large", "proof"]))
    (one,) = make_set([Order(edition, tmp_path / "media", tmp_path)])
    assert [problem.code for problem in one.problems] == []
    wide, high = (int(edge) for edge in size.split("x"))
    for end, copy in ((".pdf", "archive"), (".large.pdf", "large"), (".proof.pdf", "proof")):
        look = looks(edition.volumes[0].plan.size)[copy]
        with pikepdf.open(file(one, f"text-1{end}")) as pdf:
            assert {tuple(round(float(edge) / MM) for edge in page.mediabox[2:]) for page in pdf.pages} == {(wide, high)}
        lines = [
            line for page in body(read(file(one, f"text-1{end}"))).values() for line in page.lines if line.size == look["size"]
        ]
        assert len(lines) > 30
        assert [line.text for line in lines if line.text[0] in NEVER_FIRST or line.text[-1] in NEVER_LAST] == []
        if copy == "proof":  # numbers stand beside the lines
            continue
        assert max(line.right - line.left for line in lines) <= (look["characters"] + 1) * look["size"] + 1
        full = [line for line in lines if len(line.text) == look["characters"]]
        assert len(full) > 10
    proof = read(file(one, ".proof.pdf"))
    numbered = next(page for page in body(proof).values())
    assert "校样" in re.sub(r"\s", "", "".join(page.text for page in proof))
    assert {"1", "2", "3"} <= set(re.findall(r"^\d+$", numbered.text, re.MULTILINE))


def test_four_colours_need_the_printers_profile_and_take_it(tmp_path: Path) -> None:
    with pytest.raises(NotSound) as stopped:
        find_profile("none.icc", [tmp_path])
    assert stopped.value.code == "book-profile-missing"
    (tmp_path / "press.icc").write_bytes(press_profile())
    assert find_profile("press.icc", [tmp_path]) == tmp_path / "press.icc"
    (tmp_path / "gray.icc").write_bytes(gray_profile())
    with pytest.raises(NotSound):
        find_profile("gray.icc", [tmp_path])


def test_a_volume_whose_profile_is_missing_says_so_and_nothing_else_stops(tmp_path: Path) -> None:
    media = tmp_path / "media"
    found = make(pair(media, pictures="cmyk", profile="none.icc", also=("print",))[:1], media, tmp_path)
    assert [problem.code for one in found for problem in one.problems] == ["book-profile-missing"]


def test_a_picture_in_four_colours_keeps_them(tmp_path: Path) -> None:
    media = tmp_path / "media"
    shelf = Shelf(media)
    shown = picture(media, "AAAA", (300, 400), alt="像")
    shelf.interview("V1", "一章", shelf.person("P1", "曾山河", portrait=shown))
    edition = shelf.edition(plan())
    (tmp_path / "press.icc").write_bytes(press_profile())
    setting = Setting(edition, edition.volumes[0], media, tmp_path)
    assert setting.book["chapters"]
    cmyk_picture(media / "AAAA.jpg", tmp_path / "press.jpg", tmp_path / "press.icc")
    pressed = setting.pictures.exchanged(setting.pressed(), {"picture-1.jpg": tmp_path / "press.jpg"})
    done = finish(pressed, Press(press_profile(), "press.icc", 4), "书", "2024-05-01")
    with pikepdf.open(io.BytesIO(done)) as pdf:
        (image,) = [it for it in pdf.objects if isinstance(it, pikepdf.Stream) and it.get("/Subtype") == "/Image"]
        assert image.ColorSpace == "/DeviceCMYK"
        assert [int(one) for one in image.Decode] == [1, 0] * 4
        assert colours(pdf) <= {"k", "K"}
        said = [(op, str(word)) for page in pdf.pages for op, word in pikepdf.parse_content_stream(page)]
        blacks = {tuple(float(one) for one in operands) for operands, word in said if word in ("k", "K")}
        assert all(black[:3] == (0, 0, 0) for black in blacks)
        assert (0, 0, 0, 1) in blacks


def test_what_is_wrong_in_a_finished_volume_is_found(tmp_path: Path) -> None:
    media = tmp_path / "media"
    shelf = Shelf(media)
    coarse = picture(media, "AAAA", (100, 80), caption="小照片")
    words = "他说,那时〔待核〕很冷。。" * 3
    shelf.interview(
        "V1",
        "一章",
        shelf.person("P1", "曾山河"),
        photos=(coarse,),
        chapters=(PublicChapter(title="节", turns=(turn("曾山河", words),)),),
    )
    edition = shelf.edition(plan())
    (one,) = make_set([Order(replace(edition), media, tmp_path)])
    codes = {problem.code: problem for problem in one.problems}
    assert {"preflight-picture-coarse", "preflight-errors"} == set(codes)
    assert all(problem.is_notice for problem in one.problems)
    report = file(one, ".report.txt").read_text(encoding="utf-8")
    for said in ("《书》付印前检查", "170 × 240 毫米，每面 36 字 × 30 行", "AAAA.jpg", "可疑差错　9 处"):
        assert said in report, report
    assert all(problem.say("zh") in report for problem in one.problems)


def test_colour_in_the_text_of_a_print_copy_is_found_on_its_page(made: Made) -> None:
    with pikepdf.open(file(made, ".print.pdf")) as pdf:
        assert inked_pages(pdf) == ()
        for number, ink in ((2, b"1 0 0 rg"), (3, b"0 0.5 0 1 K"), (4, b"0 0 0 1 k (1 0 0 rg) Tj")):
            page = pdf.pages[number]
            page.contents_add(pdf.make_stream(b"q " + ink + b" Q"))
        form = pdf.make_stream(b"0 0 1 RG", {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form})
        pdf.pages[6].add_resource(form, pikepdf.Name.XObject)
        assert inked_pages(pdf) == (3, 4, 7)


def test_references_and_lines_of_indexes_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    media = tmp_path / "media"
    edition = pair(media)[0]
    setting = Setting(edition, edition.volumes[0], media, tmp_path / "room")
    (tmp_path / "room").mkdir()
    found = setting.found()
    assert (lost_references(setting, found), lost_lines(setting, found)) == ((), ())
    (chapter,) = setting.book["chapters"]
    chapter["see"] = ["chapter-NONE", chapter["label"]]
    name = setting.book["indexes"][0]["entries"][0]
    less = replace(found, pages={key: pages for key, pages in found.pages.items() if key != name["person"]})
    assert lost_references(setting, less) == ("chapter-NONE",)
    assert lost_lines(setting, less) == (name["name"],)
