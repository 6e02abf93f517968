"""Sheets: folded, nested and gathered, they read in order, on both sides of the paper."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import KoushuError
from pipeline.publish.volume.imposing import Folding, impose, read_back, sides

MM = 72 / 25.4


def numbered(path: Path, pages: int, size: tuple[float, float] = (148, 210), bleed: float = 3) -> Path:
    """A PDF whose pages bear their number in large type and a black bar in the bleed that is to be cut off."""
    with pikepdf.new() as made:
        font = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(1, pages + 1):
            wide, high = ((edge + 2 * bleed) * MM for edge in size)
            made.add_blank_page(page_size=(wide, high))
            page = made.pages[-1]
            page.trimbox = [bleed * MM, bleed * MM, wide - bleed * MM, high - bleed * MM]
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            bar = f"0 0 {wide:.2f} {(bleed - 1) * MM:.2f} re f"
            page.contents_add(f"{bar} BT /F1 60 Tf 150 300 Td (p{number}q) Tj ET".encode())
        made.save(path)
    return path


def seen(path: Path) -> list[tuple[int | None, int | None]]:
    """The page numbers on the left and right half of each side, as printed."""
    found = []
    text = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True).stdout.decode()
    for page in text.split("<page ")[1:]:
        middle = float(re.findall(r'width="([\d.]+)"', page)[0]) / 2
        half: list[int | None] = [None, None]
        for left, number in re.findall(r'<word xMin="([\d.]+)"[^>]*>p(\d+)q<', page):
            half[float(left) > middle] = int(number)
        found.append((half[0], half[1]))
    return found


@given(pages=st.integers(1, 130), signature=st.sampled_from([0, 4, 8, 16, 32]))
def test_folded_sheets_read_in_order_with_the_blanks_at_the_end(pages: int, signature: int) -> None:
    order = [pair for pair, _ in sides(pages, Folding("A3", signature))]
    size = signature or max(4, -(-pages // 4) * 4)
    read = read_back(order, size)
    assert read[:pages] == list(range(1, pages + 1))
    assert set(read[pages:]) <= {None}
    assert len(read) % size == 0
    assert len(read) - pages < size


def test_a_booklet_of_eight_pages_lies_as_every_printer_knows_it() -> None:
    assert [pair for pair, _ in sides(8, Folding("A4"))] == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert [pair for pair, _ in sides(5, Folding("A4"))] == [(None, 1), (2, None), (None, 3), (4, 5)]


@pytest.mark.parametrize(("pages", "signature"), [(1, 0), (7, 0), (18, 8), (32, 16)])
def test_what_is_printed_on_the_sheets_is_what_was_reckoned(tmp_path: Path, pages: int, signature: int) -> None:
    source = numbered(tmp_path / "book.pdf", pages)
    count = impose(source, tmp_path / "sheets.pdf", Folding("A3", signature, 0.1))
    found = seen(tmp_path / "sheets.pdf")
    assert len(found) == count
    assert read_back(found, signature or max(4, -(-pages // 4) * 4))[:pages] == list(range(1, pages + 1))
    with pikepdf.open(tmp_path / "sheets.pdf") as made:
        assert {tuple(round(float(edge) / MM) for edge in page.mediabox) for page in made.pages} == {(0, 0, 420, 297)}


def edges(pdf: Path, side: int) -> tuple[float, float]:
    """Left edge of the left number, right edge of the right one, in points."""
    text = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(side), "-l", str(side), str(pdf), "-"], check=True, capture_output=True
    )
    boxes = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', text.stdout.decode())
    return min(float(one[0]) for one in boxes), max(float(one[0]) for one in boxes)


def test_creep_moves_inner_pages_to_the_fold_sheet_by_sheet(tmp_path: Path) -> None:
    source = numbered(tmp_path / "book.pdf", 16)
    impose(source, tmp_path / "flat.pdf", Folding("A3"))
    impose(source, tmp_path / "creep.pdf", Folding("A3", 0, 0.5))
    for side, sheet in ((1, 0), (3, 1), (7, 3)):
        flat, moved = edges(tmp_path / "flat.pdf", side), edges(tmp_path / "creep.pdf", side)
        assert moved[0] - flat[0] == pytest.approx(0.5 * MM * sheet, abs=0.02)
        assert flat[1] - moved[1] == pytest.approx(0.5 * MM * sheet, abs=0.02)


def test_pages_meet_at_the_fold_and_their_bleed_is_cut_off(tmp_path: Path) -> None:
    source = numbered(tmp_path / "book.pdf", 4)
    impose(source, tmp_path / "sheets.pdf", Folding("A3"))
    subprocess.run(["pdftoppm", "-r", "50", "-gray", str(tmp_path / "sheets.pdf"), str(tmp_path / "side")], check=True)
    for side in tmp_path.glob("side-*.pgm"):
        data = side.read_bytes()
        wide, high = map(int, data.split(b"\n", 3)[1].split())
        rows = data[-wide * high :]
        black = [sum(one < 60 for one in rows[row * wide : (row + 1) * wide]) for row in range(high)]
        assert max(black) < wide / 3, "the bar in the bleed would be half the side wide"


def test_a_page_too_large_is_refused_or_made_smaller_as_told(tmp_path: Path) -> None:
    source = numbered(tmp_path / "book.pdf", 4, (170, 240))
    with pytest.raises(KoushuError) as trouble:
        impose(source, tmp_path / "sheets.pdf", Folding("A4"))
    assert trouble.value.code == "imposed-too-large"
    assert not (tmp_path / "sheets.pdf").exists()
    assert impose(source, tmp_path / "sheets.pdf", Folding("A4", scale=True)) == 2
    assert seen(tmp_path / "sheets.pdf") == [(4, 1), (2, 3)]


def test_the_same_volume_gives_the_same_sheets(tmp_path: Path) -> None:
    source = numbered(tmp_path / "book.pdf", 9)
    for name in ("one.pdf", "two.pdf"):
        impose(source, tmp_path / name, Folding("SRA3", 8, 0.1))
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    ("folding", "code"),
    [(Folding("A7"), "imposed-sheet"), (Folding("A3", 6), "imposed-signature"), (Folding("A3", 0, 9), "imposed-creep")],
)
def test_what_cannot_be_folded_is_refused(tmp_path: Path, folding: Folding, code: str) -> None:
    with pytest.raises(KoushuError) as trouble:
        impose(numbered(tmp_path / "book.pdf", 1), tmp_path / "sheets.pdf", folding)
    assert trouble.value.code == code


def test_a_file_that_is_no_pdf_is_named(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(b"not a PDF")
    with pytest.raises(KoushuError) as trouble:
        impose(tmp_path / "book.pdf", tmp_path / "sheets.pdf", Folding("A3"))
    assert trouble.value.code == "imposed-no-pdf"
