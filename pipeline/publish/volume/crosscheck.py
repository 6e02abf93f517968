"""What a finished volume refers to is there, and its print copy asks for no plate but black: two sides of preflight."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from pipeline.publish.volume.setting import Found, Setting

_NUMBER = rb"[-+]?\d*\.?\d+"
_SPACED = re.compile(rb"(?<![\w.])((?:%b\s+){3,4})(rg|RG|k|K)(?![\w.])" % _NUMBER)
_STRING = re.compile(rb"<[0-9A-Fa-f\s]*>|\((?:\\.|[^()\\])*\)", re.DOTALL)


def lost_references(setting: Setting, found: Found) -> tuple[str, ...]:
    """The chapters to which another refers (参见) and that stand on no page, by title."""
    titles = {chapter["label"]: str(chapter["title"]) for chapter in setting.book["chapters"]}
    seen = dict.fromkeys(label for chapter in setting.book["chapters"] for label in chapter["see"])
    return tuple(titles.get(label, label) for label in seen if label not in found.chapters)


def lost_lines(setting: Setting, found: Found) -> tuple[str, ...]:
    """The lines of indexes that lead to no page, and are left out of them, by name."""
    lines = [entry for register in setting.book["indexes"] for entry in register["entries"]]
    return tuple(dict.fromkeys(str(entry["name"]) for entry in lines if not found.pages.get(entry["person"])))


def inked_pages(pdf: pikepdf.Pdf) -> tuple[int, ...]:
    """The pages, from 1, on which text or lines would need another plate than black."""
    return tuple(number for number, page in enumerate(pdf.pages, 1) if any(map(_is_inked, _streams(page))))


def _streams(page: pikepdf.Page) -> Iterator[bytes]:
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    yield from (one.read_bytes() for one in parts if isinstance(one, pikepdf.Stream))
    yield from _forms(page.obj.get("/Resources"), 0)


def _forms(resources: pikepdf.Object | None, depth: int) -> Iterator[bytes]:
    """Pieces of pages that stand beside them, and theirs."""
    if not isinstance(resources, pikepdf.Dictionary) or depth > 4:
        return
    for one in dict(resources.get("/XObject", {})).values():
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
            yield one.read_bytes()
            yield from _forms(one.get("/Resources"), depth + 1)


def _is_inked(stream: bytes) -> bool:
    """Does it set a colour of red, green and blue, or of any plate but black?"""
    if not _SPACED.search(stream):  # words in brackets only look so now and then, and to leave them out takes longer
        return False
    for found in _SPACED.finditer(_STRING.sub(b" ", stream)):
        levels = [float(one) for one in found[1].split()]
        if found[2] in (b"rg", b"RG") and len(levels) == 3:
            return True
        if found[2] in (b"k", b"K") and len(levels) == 4 and any(levels[:3]):
            return True
    return False
