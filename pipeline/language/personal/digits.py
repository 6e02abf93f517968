"""Numbers however they are written or spoken → rows of digits with their places in the source.

Arabic, full-width and circled digits, 〇零一二, capitals 壹贰, radio speech 洞幺两拐勾 (0 1 2 7 9) and what recognisers write
for it, numbers with tens and hundreds, 三个八 for 888; between the digits spaces, marks, hesitation, and self-correction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.language.numerals import fold

_ROWS = (
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "○弌貳參䦉㐅陸漆扒杦",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "洞幺两叄亖𠄡六拐八勾",
)
_VALUES = {letter: str(value) for row in _ROWS for value, letter in enumerate(row)}
_VALUES |= {"钩": "9", "俩": "2", "仨": "3", "𝟎": "0"}
_VALUES |= dict.fromkeys("么腰妖吆邀Il", "1") | dict.fromkeys("Oo", "0") | dict.fromkeys("XxＸｘ叉", "X")
_TABLE = str.maketrans(_VALUES)
_WEAK = "么腰妖吆邀IlOo"  # a digit only between digits
DIGIT = "".join(letter for letter in _VALUES if letter not in _WEAK + "XxＸｘ叉")
_ISLAND = re.compile(
    f"(?:[{DIGIT}十百]|(?<=[{DIGIT}])[{_WEAK}](?=[{DIGIT}])|么(?=[洞拐勾钩幺])|(?<=[{DIGIT}])[XxＸｘ叉](?![A-Za-z])|叉)+"
)
_UNITS = re.compile("[十百]")
_HESITATION = (
    "嗯|呃|啊|哦|噢|额|呵|唉|哎|诶|欸|呀|吧|呢|哈|嘛|那个|这个|那么|然后|就是|后面|后头|前面|接着|下面|再|好像|大概|"
    "应该|可能|"
    "我想想|我想一下|想一下|我看看|等一下|等等|不对|不是|错了|说错了|我说错了|重来|重新说|对|是|的|横杠|短横|杠|横|"
    "空格|点|转|最后|一共"
)
_FILLER = re.compile(rf"(?:[\s\-—–‐−―,，、.．·。…~～_/／()（）*＊+|]|{_HESITATION}){{0,10}}")
_GAP = 16  # characters between two digits of one number
_TIMES = "23456"  # 三个八


@dataclass(frozen=True)
class Row:
    """A number: its digits (X may stand for the check digit of an identity number), where it stands, and the digits of each
    part that was written without a gap. `counted`: some part is a number with tens or hundreds."""

    digits: str
    start: int
    end: int
    groups: tuple[str, ...]
    counted: bool

    @property
    def length(self) -> int:
        """How many digits."""
        return len(self.digits)


def rows(text: str, least: int = 1) -> Iterator[Row]:
    """Every number of the text with at least so many digits, in order. Work is linear in the length of the text."""
    parts: list[tuple[int, int, str, bool]] = []
    for island in _ISLAND.finditer(text):
        start, end = island.span()
        if parts and not _joins(text, parts[-1][1], start):
            yield from _row(parts, text, least)
            parts = []
        parts.append((start, end, *_read(island[0])))
    yield from _row(parts, text, least)


def _joins(text: str, end: int, start: int) -> bool:
    if start - end > _GAP:
        return False
    gap = text[end:start]
    return gap == "个" or _FILLER.fullmatch(gap) is not None


def _read(island: str) -> tuple[str, bool]:
    """The digits of an island, and whether it holds tens or hundreds."""
    if not _UNITS.search(island):
        return island.translate(_TABLE), False
    folded = fold(unicodedata.normalize("NFKC", island)).translate(_TABLE)
    return folded.replace("十", "10").replace("百", "100"), True


def _row(parts: list[tuple[int, int, str, bool]], text: str, least: int) -> Iterator[Row]:
    if sum(len(part[2]) for part in parts) < least:
        return
    groups: list[str] = []
    for number, (start, _, digits, _) in enumerate(parts):
        repeats = number and text[parts[number - 1][1] : start] == "个"
        if repeats and groups[-1][-1:] in tuple(_TIMES):
            times = int(groups[-1][-1])
            groups[-1] = groups[-1][:-1] + digits[:1] * times + digits[1:]
        else:
            groups.append(digits)
    yield Row("".join(groups), parts[0][0], parts[-1][1], tuple(groups), any(part[3] for part in parts))


_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DAY = re.compile(r"(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_DRILL = frozenset({"1", "2", "3", "4", "12", "34", "121", "1234", "123", "11", "22"})


def is_dates(row: Row, after: str) -> bool:
    """Is every part a year, or a year with month and day? `after` is what follows the number."""
    if all(len(group) == 2 for group in row.groups) and after[:1] in ("年", "届"):
        return True
    room = 0
    for group in row.groups:
        if _YEAR.fullmatch(group) or _DAY.fullmatch(group):
            room = 2
        elif room and len(group) <= 2 and 1 <= int(group if group.isdigit() else 0) <= 31:
            room -= 1
        else:
            return False
    return True


def is_counting(row: Row) -> bool:
    """Is somebody counting or marching: 一二一, 一二三四, 一、二、三……十?"""
    if all(group in _DRILL for group in row.groups):
        return True
    numbers = [int(group) for group in row.groups if group.isdigit()]
    steps = {later - one for one, later in pairwise(numbers)}
    return len(numbers) == len(row.groups) > 2 and len(steps) == 1 and max(map(len, row.groups)) <= 3
