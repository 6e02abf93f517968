"""Reads a finished PDF as a proofreader does: its lines, its page numbers, its index."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_MARKS = re.compile(r"[①-⑳]")
NEVER_FIRST = "，。、；：！？）》」』”’】〕"
NEVER_LAST = "（《「『“‘【〔"


@dataclass(frozen=True)
class Line:
    """One line as printed; `size` is the height in points of its tallest Chinese characters."""

    text: str
    left: float
    right: float
    top: float
    size: float


@dataclass(frozen=True)
class Page:
    """One side; `number` counts sides from 1."""

    number: int
    lines: tuple[Line, ...]
    text: str
    height: float = 680.3  # points

    @property
    def folio(self) -> str:
        last = self.lines[-1] if self.lines else None
        return last.text if last and last.top > self.height - 85 and re.fullmatch(r"\d+|[IVXLC]+", last.text) else ""


def read(pdf: Path) -> tuple[Page, ...]:
    boxes = _run("pdftotext", "-bbox-layout", str(pdf), "-").split("<page ")[1:]
    texts = _run("pdftotext", "-raw", str(pdf), "-").split("\f")
    return tuple(Page(number, _lines(box), texts[number - 1], _height(box)) for number, box in enumerate(boxes, 1))


def body(pages: tuple[Page, ...]) -> dict[str, Page]:
    """Pages with arabic folios, by folio."""
    return {page.folio: page for page in pages if page.folio.isdigit()}


def index(pages: tuple[Page, ...]) -> dict[str, set[int]]:
    """The name index as printed: name → every page it refers to."""
    start = next(page.number for page in pages if page.lines and page.lines[0].text == "人名索引")
    found: dict[str, set[int]] = {}
    text = "\n".join(line for page in pages[start - 1 :] for line in page.text.splitlines()[: -1 if page.folio else None])
    for name, numbers in re.findall(r"^([^\s\dA-Z]\S*) ((?:[\d–, ]|\n(?=\d))+)$", text, re.MULTILINE):
        for first, last in re.findall(r"(\d+)(?:–(\d+))?", numbers):
            found.setdefault(name, set()).update(range(int(first), int(last or first) + 1))
    return found


def _height(box: str) -> float:
    found = re.search(r'height="([\d.]+)"', box)
    return float(found[1]) if found else 0.0


def _lines(box: str) -> tuple[Line, ...]:
    words = [(float(x), float(y), float(x2), float(y2), html.unescape(text)) for x, y, x2, y2, text in _WORD.findall(box)]
    words = [word for word in words if _MARKS.sub("", word[4])]
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for word in sorted(words, key=lambda word: (word[1] + word[3], word[0])):
        if rows and abs((word[1] + word[3]) - (rows[-1][-1][1] + rows[-1][-1][3])) < 6:
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(_line(sorted(row)) for row in rows)


def _line(row: list[tuple[float, float, float, float, str]]) -> Line:
    chinese = [word for word in row if re.search(r"[\u4e00-\u9fff]", word[4])] or row
    size = max(round(word[3] - word[1], 1) for word in chinese)
    return Line(_MARKS.sub("", "".join(word[4] for word in row)), row[0][0], row[-1][2], min(word[1] for word in row), size)


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=600).stdout.decode()
