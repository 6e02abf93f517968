"""From paper to voice: what is printed can be read by a telephone, and by a person."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from pathlib import Path

import cv2
import pytest

from pipeline.model.edition import PublicCode
from pipeline.publish.codes import address, modules, spelled
from tests.ebook.editions import counted
from tests.volume.bound import archived
from tests.volume.reading import body, read


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("codes")
    codes = (PublicCode("7F3K1234", "V1"), PublicCode("7F3K5678", "V1", 3_600_000))
    edition = counted(folder / "media")
    (entry,) = edition.interviews
    (chapter,) = entry.projection.chapters
    turns = (*chapter.turns[:-1], chapter.turns[-1].model_copy(update={"start_ms": 3_500_000}))
    talk = entry.projection.model_copy(update={"chapters": (chapter.model_copy(update={"turns": turns}),)})
    edition = dataclasses.replace(
        edition,
        outlet="volume",
        site_url="https://koushu.example/",
        codes=codes,
        interviews=(dataclasses.replace(entry, projection=talk),),
    )
    (pdf,) = archived(edition, folder / "media", folder / "out")
    return pdf


def seen(pdf: Path, side: int) -> str:
    """What a telephone reads off a side at the 600 dots an inch of an office printer."""
    made = pdf.with_name(f"side-{side}")
    subprocess.run(
        ["pdftoppm", "-r", "600", "-f", str(side), "-l", str(side), "-png", "-singlefile", str(pdf), str(made)], check=True
    )
    picture = cv2.imread(f"{made}.png")
    assert picture is not None
    words, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    return str(words)


def test_the_code_of_a_chapter_stands_at_its_head_and_is_read_off_the_page(printed: Path) -> None:
    pages = body(read(printed))
    assert "编号 7F3K 1234" in pages["1"].text
    assert "扫码听这一篇的原声" in pages["1"].text
    assert seen(printed, pages["1"].number) == "HTTPS://KOUSHU.EXAMPLE/Q/7F3K1234"


def test_the_code_of_a_passage_stands_at_the_turn_in_which_it_is_spoken(printed: Path) -> None:
    pages = body(read(printed))
    (page,) = [one for one in pages.values() if "7F3K 5678" in one.text]
    here = page.text + "".join(one.text for one in pages.values() if one.number == page.number + 1)
    assert "第0490句话" in re.sub(r"\s", "", here), "the last answer begins beside it"
    assert seen(printed, page.number) == "HTTPS://KOUSHU.EXAMPLE/Q/7F3K5678"


def test_the_symbol_is_small_because_the_address_is_all_capitals() -> None:
    short, long = (
        len(modules(words)) for words in (address("https://ky.example.cn/", "7F3K1234"), "https://ky.example.cn/Q/7f3k1234")
    )
    assert (short, long) == (25, 29)


def test_a_path_of_the_sites_own_keeps_its_letters_and_no_address_gives_none() -> None:
    assert address("https://example.org/kou/", "7F3K1234") == "HTTPS://EXAMPLE.ORG/kou/Q/7F3K1234"
    assert address("file:///kou", "7F3K1234") == address("", "7F3K1234") == ""
    assert spelled("7F3K1234") == "7F3K 1234"
