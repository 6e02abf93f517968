"""Finds registered names in running text, also where marks, spaces or something like markup stand between their letters, in
traditional characters, and with numbers in any of the ways in which they are written and spoken."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from pipeline.language.numerals import fold
from pipeline.language.script import ordinary, simplified
from pipeline.language.tags import NOTE, hidden

_CHINESE = "〇一二三四五六七八九"
_PLAIN = str.maketrans(_CHINESE + "零○", "012345678900")
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"  # 陆军 and 队伍 are words: counted in a row of numerals, or after 第
_RADIO = "洞幺两拐勾"  # words as well: counted in a row of three
_OTHER = str.maketrans(_CAPITALS + _RADIO, "123456789十百千01279")
_IN_A_ROW = (
    re.compile(rf"[0-9十百千{_CAPITALS}]{{2,}}|(?<=第)[{_CAPITALS}]|两(?=[百千佰仟])"),
    re.compile(rf"[0-9{_CAPITALS}{_RADIO}]{{3,}}"),
)
_TWO_LETTERS = {"廿": "二十", "卅": "三十"}
_NUMBER = re.compile(r"(第?[0-9十百千]+)")
_LONGEST = 4  # figures up to which a number is spoken with its units
_MOST = 1_000  # ways to write one name: more than any name of three numbers has


@dataclass(frozen=True)
class Mention:
    """A registered form in a text: characters [start, end) of it, the form as registered, and what it leads to."""

    start: int
    end: int
    form: str
    key: str


def mentions(text: str, forms: Mapping[str, str]) -> Iterator[Mention]:
    """Where the forms that lead somewhere (form → key) stand in a text, in order; widths and case count for nothing.

    One that lies within a longer form is not found by itself; a form that leads nowhere ("") is there only to cover such ones.
    One that merely reaches into another is found beside it. Latin letters and digits count as whole words.
    """
    found = {one for row in _rows(text) for one in _in_row(row, forms)}
    yield from sorted(found, key=lambda one: (one.start, one.end, one.form))


@lru_cache(maxsize=2048)  # a text is asked for each purpose, each gate and each figure anew
def _rows(text: str) -> Sequence[_Row]:
    """The text as letters in a row, with what may be markup, and without it where that differs."""
    calls = {at for found in NOTE.finditer(text) for at in range(*found.span())}
    rows = [_folded(text, passed_over) for passed_over in (calls, hidden(text))]
    return rows if rows[0].letters != rows[1].letters else rows[:1]


@dataclass(frozen=True)
class _Row:
    """The letters of a text that count, and the offset of each."""

    letters: str
    places: Sequence[int]
    text: str

    def find(self, ways: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[tuple[int, int, str]]:
        """The longest form at each place, as (start, end, form); `ways` are by their first letter, the longest first."""
        for at, letter in enumerate(self.letters):
            for way, form in ways.get(letter, ()):
                if self.letters.startswith(way, at) and self._is_whole(at, at + len(way)):
                    yield at, at + len(way), form
                    break

    def _is_whole(self, start: int, end: int) -> bool:
        """Does no Latin word or number go on beyond either end?"""
        first, last = self.places[start], self.places[end - 1]
        before, after = self.text[first - 1 : first + 1] if first else "", self.text[last : last + 2]
        return not any(len(pair) > 1 and all(map(_is_latin, pair)) for pair in (before, after))


def _is_latin(character: str) -> bool:
    level = _level(character)
    return level.isascii() and level.isalnum()


def _in_row(row: _Row, forms: Mapping[str, str]) -> Iterator[Mention]:
    found = list(row.find(_ways(tuple(sorted(form for form, key in forms.items() if key)))))
    if not found:
        return
    covers = [*found, *row.find(_ways(tuple(sorted(form for form, key in forms.items() if not key))))]
    for start, end, form in found:
        if not any(left <= start and end <= right and right - left > end - start for left, right, _ in covers):
            yield Mention(row.places[start], row.places[end - 1] + 1, form, forms[form])


def _folded(text: str, passed_over: Collection[int]) -> _Row:
    levels = ["" if at in passed_over else _level(character) for at, character in enumerate(text)]
    return _Row(counted("".join(levels)), [at for at, level in enumerate(levels) for _ in level], text)


def counted(letters: str) -> str:
    """The letters with every one that is a figure as 0–9, so that its length stays."""
    for row in _IN_A_ROW:
        letters = row.sub(lambda found: found[0].translate(_OTHER), letters.translate(_PLAIN))
    return letters


@cache
def _level(character: str) -> str:
    """A character as it counts: narrow, small, simplified; empty where it is neither letter nor figure."""
    level = "".join(one for one in ordinary(unicodedata.normalize("NFKC", character)) if one.isalnum() or one == "○")
    level = simplified(level.casefold())
    return _TWO_LETTERS.get(level, level)


@lru_cache(maxsize=16)
def _ways(forms: tuple[str, ...]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """How each form may stand in a row of letters, by the first one, the longest first."""
    known = {way: form for form in forms for way in _written(_folded(form, ()).letters) if way}
    heads: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for way in sorted(known, key=lambda way: (-len(way), way)):
        heads[way[0]].append((way, known[way]))
    return heads


def _written(letters: str) -> Iterable[str]:
    """The form with each of its numbers written in every way, as it is first of all; a mere number only as it is."""
    if _NUMBER.fullmatch(letters):
        return (letters,)
    parts = [_said(part) if number % 2 else (part,) for number, part in enumerate(_NUMBER.split(letters))]
    return ("".join(way) for way in islice(product(*parts), _MOST))


def _said(number: str) -> tuple[str, ...]:
    """A number as it is, in figures, and spoken with its units; 第 may be missing before one of two figures or more."""
    rank, bare = ("第", number[1:]) if number[0] == "第" else ("", number)
    figures = fold(bare.translate(str.maketrans("0123456789", _CHINESE))).translate(_PLAIN).replace("十", "10")
    ways = dict.fromkeys((bare, *([figures, *_spoken(figures)] if figures.isdigit() else [])))
    ranks = ("第", "") if rank and len(figures) > 1 else (rank,)
    return tuple(rank + way for rank in ranks for way in ways)


def _spoken(figures: str) -> Iterator[str]:
    """A number of up to four figures with its units: 1百1十2, 1百十2; 1百5十, 1百5. A longer one is read out."""
    if len(figures) > _LONGEST or figures[0] == "0":
        return
    units = "千百十"[3 - len(figures) + 1 :]
    whole = "".join(figure + unit if figure != "0" else figure for figure, unit in zip(figures, [*units, ""], strict=True))
    whole = re.sub("0+", "0", whole).strip("0")
    for way in (whole, whole.replace("1十", "十")):
        yield way
        if re.search(r"[百千][1-9][十百]$", way):
            yield way[:-1]
