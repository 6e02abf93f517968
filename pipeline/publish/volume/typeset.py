"""A folder with book.json and its pictures becomes a PDF; the only module that knows Typst and where its fonts are."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import typst

from pipeline.errors import KoushuError, MissingTool, NotSound, Unreadable

TEMPLATE = Path(__file__).with_name("book.typ")
REQUIRED = ("Noto Serif CJK SC", "Noto Sans CJK SC")
PACKAGES = "fonts-noto-cjk fonts-lxgw-wenkai"
FONT_FOLDERS = tuple(  # where Debian's packages put them
    Path("/usr/share/fonts") / folder for folder in ("opentype/noto", "truetype/lxgw-wenkai")
)
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed with font `"(.*?)"`')
_FORBIDDEN = re.compile(r'disallowed codepoint `"(.*?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_PICTURE = re.compile(r"(picture-\d+\.[a-z]+)")


def find_fonts(folders: Iterable[Path] = FONT_FOLDERS) -> typst.Fonts:
    """The faces a volume is set in: those in `folders` alone, so that a face installed by chance never slips in.

    Where a required family is not there, all of the system's fonts are looked through. LXGW WenKai may be missing: captions
    are then set in the serif. Raises MissingTool naming the Debian packages when Noto Serif or Sans CJK SC is nowhere.
    """
    paths = [str(folder) for folder in folders if folder.is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=paths)
    if _missing(fonts):
        fonts = typst.Fonts(include_system_fonts=True, font_paths=paths)
    if missing := _missing(fonts):
        raise MissingTool("book-font-missing", fonts="、".join(missing), packages=PACKAGES)
    return fonts


def _missing(fonts: typst.Fonts) -> list[str]:
    families = set(fonts.families())
    return [family for family in REQUIRED if family not in families]


def typeset(folder: Path, fonts: typst.Fonts, date: dt.date) -> bytes:
    """The PDF (PDF/A-2a and PDF/UA-1) of `folder/book.json` in the fixed template; the same folder gives the same bytes.

    Both standards refuse a character that no face has, where plain PDF would print a box in silence. Raises NotSound naming
    such characters, Unreadable naming a picture that cannot be decoded, NotSound with Typst's words for anything else.
    """
    source = folder / "book.typ"
    source.write_bytes(TEMPLATE.read_bytes())
    moment = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    try:
        made = typst.compile_with_warnings(source, root=folder, font_paths=fonts, pdf_standards=["a-2a", "ua-1"], timestamp=moment)
    except typst.TypstError as error:
        raise _in_our_words(error) from error
    pdf: bytes = made[0]
    for warning in made[1]:
        if "converge" in warning.message:  # page numbers in the contents and the index would be those of an earlier pass
            raise NotSound("book-not-set", message=warning.message)
    return pdf


def _in_our_words(error: typst.TypstError) -> KoushuError:
    report = f"{error.message}\n{error.diagnostic}"
    glyphs = _NO_GLYPH.findall(report)
    if found := [_unescaped(text) for text in (*(text for text, _ in glyphs), *_FORBIDDEN.findall(report))]:
        fonts = sorted({font for _, font in glyphs}) or ["PDF/A"]
        shown = "、".join(dict.fromkeys(map(_shown, found)))
        return NotSound("book-glyph-missing", missing="".join(found), characters=shown, fonts="、".join(fonts))
    picture = _PICTURE.search(report)
    if picture:
        return Unreadable("book-picture-unreadable", file=picture[1])
    return NotSound("book-not-set", message=error.message)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _shown(text: str) -> str:
    """A character as a curator can find it: itself where it can be seen, and its code point."""
    codes = " ".join(f"U+{ord(character):04X}" for character in text)
    seen = not any(unicodedata.category(character).startswith("C") for character in text)
    return f"{text}（{codes}）" if seen else codes
