"""A volume's plan and its number of pages become its cover: back, spine and front."""

from __future__ import annotations

from typing import Any

from pipeline.model.edition import Edition, PublicVolume
from pipeline.model.routes import isbn_is_sound, may_be_public
from pipeline.publish.volume.characters import bare, plain
from pipeline.publish.volume.looks import BLEED, SHEETS

# GB/T 12904 (ISO/IEC 15420): the modules of a digit in sets A and B, from which the right half follows, and how the first digit
# chooses between them.
_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_SETS = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
_GUARDS = (0, 1, 2, 45, 46, 47, 48, 49, 92, 93, 94)
_FLIP = str.maketrans("01", "10")


def cover(edition: Edition, volume: PublicVolume, front: dict[str, Any], sides: int) -> dict[str, Any]:
    """What the cover's template takes; `front` is the volume's front matter, `sides` its pages with the blank ones.

    A barcode and a price stand on it only where the volume may be sold; an internal one bears its words and its permit
    (《内部资料性出版物管理办法》第十四、十五条).
    """
    plan, sheet = volume.plan, SHEETS[volume.plan.size]
    sold = may_be_public(plan.route)
    isbn = _isbn13(plan.imprint.isbn) if sold else ""
    foot = [f"ISBN {_isbn_words(plan.imprint.isbn)}"] if isbn else []
    foot += [f"定价：{plain(plan.imprint.price)}"] if sold and plan.imprint.price.strip() else []
    return {
        "width": sheet.width,
        "height": sheet.height,
        "bleed": BLEED,
        "spine": round(sides / 2 * plan.cover.leaf_mm, 2),
        "title": front["title"],
        "subtitle": front["subtitle"],
        "series": front["series"],
        "number": front["number"],
        "publisher": front["imprint"]["publisher"],
        "authors": front["metadata"]["authors"],
        "notices": [*front["notices"], *([front["notice"]] if front["notice"] else [])],
        "back": [plain(line.strip()) for line in plan.cover.back.split("\n") if line.strip()],
        "foot": foot,
        "barcode": {"bars": ean13(isbn), "digits": isbn, "guards": list(_GUARDS)} if isbn else None,
        "date": [edition.date.year, edition.date.month, edition.date.day],
    }


def ean13(digits: str) -> str:
    """The 95 modules of an EAN-13, 1 for a bar. Raises ValueError for anything but thirteen figures."""
    if len(digits) != 13 or not digits.isdecimal():
        raise ValueError(digits)
    first, left, right = int(digits[0]), digits[1:7], digits[7:]
    half = "".join(_module(int(digit), kind) for digit, kind in zip(left, _SETS[first], strict=True))
    return f"101{half}01010{''.join(_module(int(digit), 'C') for digit in right)}101"


def _module(digit: int, kind: str) -> str:
    plain_bars = _LEFT[digit]
    right = plain_bars.translate(_FLIP)
    return {"A": plain_bars, "B": right[::-1], "C": right}[kind]


def _isbn13(isbn: str) -> str:
    digits = "".join(figure for figure in isbn if figure in "0123456789")
    return digits if len(digits) == 13 and isbn_is_sound(isbn) else ""


def _isbn_words(isbn: str) -> str:
    return bare(isbn.upper().removeprefix("ISBN").lstrip(":： ").strip())
