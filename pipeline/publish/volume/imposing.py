"""A finished PDF becomes press sheets: its pages two by two as they lie before folding; the only importer of pikepdf here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from pipeline.errors import Unreadable, WrongUse
from pipeline.writing.atomic import worded

SHEETS = {"A4": (297.0, 210.0), "A3": (420.0, 297.0), "SRA3": (450.0, 320.0), "B3": (515.0, 364.0)}  # mm, lying
MOST_CREEP_MM = 3.0  # of one leaf: no paper is thicker
_POINTS = 72 / 25.4

Pair = tuple[int | None, int | None]  # left and right page, counted from 1; None: blank


@dataclass(frozen=True)
class Folding:
    """How a volume is folded: the sheet's name, pages in one signature (0: all in one, as a stapled booklet), and creep.

    `creep_mm` is how far each leaf is pushed outward by the one inside it, about the paper's thickness: pages move so much
    towards the fold, sheet by sheet inward, that after trimming all outer margins are alike. `scale` shrinks pages to the sheet
    where they are too large for it; without it such a sheet is refused.
    """

    sheet: str
    signature: int = 0
    creep_mm: float = 0.0
    scale: bool = False


def impose(source: Path, target: Path, folding: Folding) -> int:
    """Write the sides of the sheets, front and back in turn, for a printer that turns on the short edge; returns their number.

    Blank pages are added at the end up to whole signatures. Pages are cut to their trim. The same input gives the same bytes.
    Raises WrongUse for a sheet or signature that is none or pages that do not fit, Unreadable for a file that is no PDF,
    CannotWrite.
    """
    _refuse(folding)
    try:
        with pikepdf.open(source) as bound, pikepdf.new() as made:
            count = len(bound.pages)
            fit = _fit(bound, folding)
            for pair, shift in sides(count, folding):
                _side(made, bound, pair, (fit, shift, folding.sheet))
            with worded(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                made.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return len(made.pages)
    except pikepdf.PdfError as failure:
        raise Unreadable("imposed-no-pdf", file=source.name) from failure


def sides(pages: int, folding: Folding) -> Iterator[tuple[Pair, float]]:
    """The two pages of each side of each sheet, and how far they move towards the fold (mm); fronts and backs in turn."""
    size = folding.signature or max(4, -(-pages // 4) * 4)
    for first in range(0, max(pages, 1), size):
        for sheet in range(size // 4):
            front = (first + size - 2 * sheet, first + 2 * sheet + 1)
            back = (first + 2 * sheet + 2, first + size - 2 * sheet - 1)
            for left, right in (front, back):
                yield (_there(left, pages), _there(right, pages)), sheet * folding.creep_mm


def read_back(order: list[Pair], signature: int) -> list[int | None]:
    """The pages as a reader turns them, when sheets with these sides are folded, nested and gathered: the proof of `sides`."""
    bound: list[int | None] = []
    per_signature = signature // 2
    for begin in range(0, len(order), per_signature):
        nested = [(order[at], order[at + 1]) for at in range(begin, begin + per_signature, 2)]
        bound += [page for front, back in nested for page in (front[1], back[0])]
        bound += [page for front, back in reversed(nested) for page in (back[1], front[0])]
    return bound


def _there(page: int, pages: int) -> int | None:
    return page if page <= pages else None


def _refuse(folding: Folding) -> None:
    if folding.sheet not in SHEETS:
        raise WrongUse("imposed-sheet", sheet=folding.sheet, sheets="、".join(SHEETS))
    if folding.signature % 4 or folding.signature < 0:
        raise WrongUse("imposed-signature", pages=folding.signature)
    if not 0 <= folding.creep_mm <= MOST_CREEP_MM:
        raise WrongUse("imposed-creep", creep=folding.creep_mm, most=MOST_CREEP_MM)


def _trim(page: pikepdf.Page) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    return left, bottom, right, top


def _fit(bound: pikepdf.Pdf, folding: Folding) -> float:
    """By how much every page is made smaller: 1 where it is not."""
    wide, high = (edge * _POINTS for edge in SHEETS[folding.sheet])
    fit = 1.0
    for number, page in enumerate(bound.pages, 1):
        left, bottom, right, top = _trim(page)
        here = min(wide / 2 / (right - left), high / (top - bottom))
        if here < 0.999 and not folding.scale:
            size = f"{(right - left) / _POINTS:.0f}×{(top - bottom) / _POINTS:.0f}"
            raise WrongUse("imposed-too-large", page=number, size=size, sheet=folding.sheet)
        fit = min(fit, here)
    return fit


def _side(made: pikepdf.Pdf, bound: pikepdf.Pdf, pair: Pair, setting: tuple[float, float, str]) -> None:
    fit, shift, sheet = setting
    wide, high = (edge * _POINTS for edge in SHEETS[sheet])
    made.add_blank_page(page_size=(wide, high))
    side = made.pages[-1]
    for place, number in enumerate(pair):
        if number is not None:
            _put(made, side, bound.pages[number - 1], (place, fit, shift * _POINTS))


def _put(made: pikepdf.Pdf, side: pikepdf.Page, page: pikepdf.Page, setting: tuple[int, float, float]) -> None:
    """One page at the fold, cut to its trim and centred in height."""
    place, fit, shift = setting
    left, bottom, right, top = _trim(page)
    _, _, wide, high = (float(edge) for edge in side.mediabox)
    at = wide / 2 - (right - left) * fit + shift if place == 0 else wide / 2 - shift
    up = (high - (top - bottom) * fit) / 2
    form = made.copy_foreign(page.as_form_xobject())
    name = side.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/Left" if place == 0 else "/Right"))
    clip = f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re W n"
    matrix = f"{fit:.6f} 0 0 {fit:.6f} {at - left * fit:.3f} {up - bottom * fit:.3f} cm"
    half = f"{place * wide / 2:.3f} 0 {wide / 2:.3f} {high:.3f} re W n"
    side.contents_add(f"q {half} {matrix} {clip} {name} Do Q\n".encode())
