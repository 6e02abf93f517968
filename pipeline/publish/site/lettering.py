"""Full fonts and the characters of the pages become small font files and the style sheet that names them; knows fontTools."""

from __future__ import annotations

import hashlib
import io
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import brotli
import fontTools
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from pipeline.language.sounds import is_han
from pipeline.publish.site.slices import Slice, slices

FOLDER = "assets/fonts"
SHEET = "assets/oh-fonts.css"
ELSEWHERE = "KOUSHU_SITE_FONTS"
FAMILY, RARE_FAMILY = "Koushu Serif", "Koushu Rare"
_NAME = "Noto Serif CJK SC"  # SIL Open Font License 1.1; its notice stays in each slice
_FACES = (("NotoSerifCJK-Regular.ttc", "1 599"), ("NotoSerifCJK-Bold.ttc", "600 1000"))
_FOLDERS = (Path("/usr/share/fonts/opentype/noto"),)
_LENGTH = slice(8, 12)  # where a WOFF2 file says how long it is (WOFF2 §4.1)
_WRITTEN = (".html", ".css", ".js", ".json", ".md")
_FEATURES = ("halt", "vert")  # marks of punctuation that meet are set closer; those of a title from top to bottom are turned
_DRAWN_BY_THEME = "跳转至"


@dataclass(frozen=True)
class _Face:
    """A full font for a span of weights, and where its slices of an earlier run may lie."""

    path: Path
    weights: str
    kept: Path

    def files(self, parts: tuple[Slice, ...]) -> list[tuple[Slice, str, bytes]]:
        """Each slice of which the font has a character, with its name in the site and its bytes."""
        digest = hashlib.sha256(self.path.read_bytes()).hexdigest()
        made = f"{digest} {fontTools.version} {brotli.__version__} {' '.join(_FEATURES)}"
        names = {
            part: f"{FOLDER}/{hashlib.sha256(f'{made} {part.characters}'.encode()).hexdigest()[:16]}.woff2" for part in parts
        }
        known = {part: _whole(self.kept / name) for part, name in names.items()}
        missing = [part for part in parts if not known[part]]
        if missing:
            known.update(zip(missing, _cut(self.path, missing), strict=True))
        return [(part, names[part], known[part]) for part in parts]


def full_fonts(folders: Iterable[Path] = ()) -> dict[str, Path]:
    """The full fonts by the weights they are for; empty where one is not installed.

    They are looked for in `folders`, else in the folder that the environment variable KOUSHU_SITE_FONTS names, else in Debian's.
    """
    named = os.environ.get(ELSEWHERE)
    folders = tuple(folders) or ((Path(named),) if named else _FOLDERS)
    found = {weights: path for folder in folders for name, weights in _FACES if (path := folder / name).is_file()}
    return found if len(found) == len(_FACES) else {}


def drawn_texts(leaves: Iterable[bytes], theme: Path) -> Iterator[str]:
    """What may be drawn: the leaf of each page, then all that the theme and the hand-written pages beside it say."""
    yield from map(bytes.decode, leaves)
    folders = (theme, theme.parent / "pages")
    hands = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in _WRITTEN]
    configs = [path for path in (theme.parent / "mkdocs.yml", theme.parent.parent / "mkdocs.yml") if path.is_file()]
    yield "".join(path.read_text(encoding="utf-8") for path in (*hands, *configs))


def font_files(texts: Iterable[str], fonts: dict[str, Path], kept: Path) -> dict[str, bytes]:
    """The style sheet and the slices for the characters of `texts`, one text for each page, by their names in the site.

    `kept` is the folder of an earlier run: a slice that lies whole in it is not cut again. Without `fonts` the sheet is empty and
    pages are set in the reader's own fonts. The same characters and fonts give the same bytes.
    """
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    parts = slices([_DRAWN_BY_THEME, *map(unescape, texts)])
    files: dict[str, bytes] = {}
    rules: list[str] = []
    for weights, path in fonts.items():
        for part, name, content in _Face(path, weights, kept).files(parts):
            if content:
                files[name] = content
                rules += _rules(part, weights, name)
    return {**files, SHEET: "".join(rules).encode()}


def noted(texts: Iterable[str], drawn: set[str]) -> Iterator[str]:
    """The texts as they come; their characters are added to `drawn`."""
    for text in texts:
        drawn.update(text)
        yield text


def lacking(drawn: Iterable[str], fonts: dict[str, Path]) -> str:
    """The Chinese characters of `drawn` that the site's own fonts do not have, by their codes; nothing is known without fonts."""
    if not fonts:
        return ""
    path = next(iter(fonts.values()))
    with TTFont(path, fontNumber=_number(path), lazy=True) as font:
        has = font.getBestCmap()
    return "".join(sorted(each for each in drawn if is_han(each) and ord(each) not in has))


def cut_letters(path: Path, characters: str) -> bytes:
    """A small font (WOFF2) of these characters of a full one; empty where it has none. The same input gives the same bytes."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return _cut(path, [Slice(characters)])[0] if characters else b""


def _rules(part: Slice, weights: str, name: str) -> list[str]:
    source = f"url(fonts/{name.rpartition('/')[2]}) format('woff2')"
    return [
        f"@font-face{{font-family:'{family}';font-weight:{weights};font-display:swap;src:{source};unicode-range:{part.ranges}}}\n"
        for family in ((FAMILY, RARE_FAMILY) if part.rare else (FAMILY,))
    ]


def _whole(path: Path) -> bytes:
    """A slice of an earlier run, or nothing where it is missing or was cut short."""
    content = path.read_bytes() if path.is_file() else b""
    return content if content[:4] == b"wOF2" and int.from_bytes(content[_LENGTH], "big") == len(content) else b""


def _cut(path: Path, parts: list[Slice]) -> list[bytes]:
    """The slices of a font, empty where it has no character of one: first all characters are taken out of the full font, once."""
    everything = io.BytesIO()
    with TTFont(path, fontNumber=_number(path), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        has = frozenset(font.getBestCmap())
        wanted = [[code for code in map(ord, part.characters) if code in has] for part in parts]
        if not any(wanted):
            return [b""] * len(parts)
        _reduce(font, [code for codes in wanted for code in codes])
        font.save(everything)
    return [_slice(everything.getvalue(), codes) if codes else b"" for codes in wanted]


def _slice(content: bytes, codes: list[int]) -> bytes:
    out = io.BytesIO()
    with TTFont(io.BytesIO(content), recalcTimestamp=False, recalcBBoxes=False) as font:
        # No outline calls another, since all were taken out of the full font: none has to be read, which takes most of the time.
        font["CFF "].closure_glyphs = _nothing_more
        font["CFF "].cff.desubroutinize = _nothing_more
        _reduce(font, codes)
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()


def _nothing_more(*_: object) -> None:
    """What is done to outlines that stand alone."""


def _number(path: Path) -> int:
    """Where the face for simplified Chinese stands in a collection of faces that share their outlines."""
    with TTCollection(str(path), lazy=True) as faces:
        return next(number for number, face in enumerate(faces) if face["name"].getDebugName(1) == _NAME)


def _reduce(font: TTFont, codes: list[int]) -> None:
    options = subset.Options()
    options.layout_features = list(_FEATURES)
    options.name_IDs = [0, 13, 14]  # whose it is, and its licence
    options.desubroutinize = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
