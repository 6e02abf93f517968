"""A folder with book.json and its pictures becomes a PDF; the only module that knows Typst and where its fonts are."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import typst

from pipeline.errors import MissingTool, NotSound, Unreadable

TEMPLATE = tuple(sorted(Path(__file__).parent.glob("*.typ")))
REQUIRED = ("Noto Serif CJK SC", "Noto Sans CJK SC")
PICTURES = "picture-*"
PACKAGES = "fonts-noto-cjk fonts-lxgw-wenkai"
FONT_FOLDERS = tuple(  # where Debian's packages put them
    Path("/usr/share/fonts") / folder for folder in ("opentype/noto", "truetype/lxgw-wenkai")
)
ARCHIVAL = ["a-2a", "ua-1"]
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed with font `"(.*?)"`')
_FORBIDDEN = re.compile(r'disallowed codepoint `"(.*?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
T = TypeVar("T")
Compiled = tuple[Any, list[typst.TypstWarning]]


def find_fonts(folders: Iterable[Path] = FONT_FOLDERS, *, elsewhere: bool = True) -> typst.Fonts:
    """The faces a volume is set in: those in `folders` alone, so that a face installed by chance never slips in.

    Where a required family is not there, the system's other fonts are looked through, unless told not to. LXGW WenKai may be
    missing: captions are then set in the serif. Raises MissingTool naming the Debian packages when Noto Serif or Noto Sans CJK SC
    is nowhere.
    """
    paths = tuple(str(folder) for folder in folders if folder.is_dir())
    fonts = _fonts(paths, with_system=False)
    if elsewhere and _missing(fonts):
        fonts = _fonts(paths, with_system=True)
    if missing := _missing(fonts):
        raise MissingTool("book-font-missing", fonts="、".join(missing), packages=PACKAGES)
    return fonts


@cache
def _fonts(paths: tuple[str, ...], *, with_system: bool) -> typst.Fonts:
    """Looked through once, and each file read once, for all volumes of a run."""
    return typst.Fonts(include_system_fonts=with_system, font_paths=list(paths))


def _missing(fonts: typst.Fonts) -> list[str]:
    families = set(fonts.families())
    return [family for family in REQUIRED if family not in families]


class Typesetter:
    """Sets one folder, again and again: what did not change since the last time costs nothing (`book.json`, `set.json`,
    `cover.json` and pictures are read anew each time)."""

    def __init__(self, folder: Path, fonts: typst.Fonts, date: dt.date, main: str = "book.typ") -> None:
        for part in TEMPLATE:
            (folder / part.name).write_bytes(part.read_bytes())
        if not (folder / "set.json").exists():
            (folder / "set.json").write_text("{}", encoding="utf-8")
        self._folder, self._fonts = folder, fonts
        self._moment = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
        self._main = folder / main
        self._compilers: dict[str, typst.Compiler] = {}  # by copy: a compiler told of another copy forgets its pages

    def archival(self, copy: str = "archive") -> bytes:
        """The PDF (PDF/A-2a and PDF/UA-1); the same folder gives the same bytes.

        Both standards refuse a character that no face has, where plain PDF would print a box in silence. Raises NotSound naming
        such characters, Unreadable naming a picture that cannot be decoded, NotSound with Typst's words for anything else.
        """
        return bytes(self._compiled(copy, pdf_standards=ARCHIVAL))

    def pressed(self, copy: str = "print") -> bytes:
        """The PDF for a press: no tags, no standard yet. Raises as `archival`."""
        return bytes(self._compiled(copy, pdf_standards=["1.6"], pdf_tags=False))

    def query(self, label: str) -> list[Any]:
        """The values that the template left under a label, in the order of the pages. Raises as `archival`."""
        found = self._asked(lambda: self._of("archive").query(f"<{label}>", field="value"))
        return list(json.loads(found))

    def _of(self, copy: str) -> typst.Compiler:
        if copy not in self._compilers:
            inputs = {"copy": copy}
            made = typst.Compiler(input=self._main, root=self._folder, font_paths=self._fonts, sys_inputs=inputs)
            self._compilers[copy] = made
        return self._compilers[copy]

    def _compiled(self, copy: str, **options: Any) -> Any:  # noqa: ANN401 - the bytes of a PDF
        made, warnings = self._asked(lambda: self._of(copy).compile_with_warnings(timestamp=self._moment, **options))
        for warning in warnings:
            if "converge" in warning.message:  # page numbers in the contents and the index would be those of an earlier pass
                raise NotSound("book-not-set", message=warning.message)
        return made

    def _asked(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except (typst.TypstError, RuntimeError) as error:  # a query raises the latter, with all that Typst says in its words
            trouble = _glyph(error) or _picture(self._folder, self._fonts)
            raise trouble or NotSound("book-not-set", message=str(getattr(error, "message", error)).strip()) from error


def _glyph(error: Exception) -> NotSound | None:
    """The characters that no face has; None where the error is about something else."""
    report = f"{getattr(error, 'message', error)}\n{getattr(error, 'diagnostic', '')}"
    glyphs = _NO_GLYPH.findall(report)
    found = [_unescaped(text) for text in (*(text for text, _ in glyphs), *_FORBIDDEN.findall(report))]
    if not found:
        return None
    fonts = sorted({font for _, font in glyphs}) or ["PDF/A"]
    shown = "、".join(dict.fromkeys(map(_shown, found)))
    return NotSound("book-glyph-missing", missing="".join(found), characters=shown, fonts="、".join(fonts))


def _picture(folder: Path, fonts: typst.Fonts) -> Unreadable | None:
    """The first picture that cannot be set even by itself; Typst's own error does not say which it was."""
    alone = folder / "alone.typ"
    for picture in sorted(folder.glob(PICTURES)):
        (folder / "alone.json").write_text(json.dumps(picture.name), encoding="utf-8")
        alone.write_text('#set document(title: "1")\n#image(json("alone.json"), alt: "1")', encoding="utf-8")
        try:
            typst.compile(alone, root=folder, font_paths=fonts, format="pdf")
        except typst.TypstError:
            return Unreadable("book-picture-unreadable", file=picture.name)
    return None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _shown(text: str) -> str:
    """A character as a curator can find it: itself where it can be seen, and its code point."""
    codes = " ".join(f"U+{ord(character):04X}" for character in text)
    seen = not any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in text)
    return f"{text}（{codes}）" if seen else codes
