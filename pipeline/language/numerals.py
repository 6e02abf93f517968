"""Turns numbers written in Chinese characters and in digits into one form, so that 一九五〇年 and 1950年 count as the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"〇": 0}
_DIGITS |= {str(value): value for value in range(10)}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_GREAT = {"万": 10_000, "亿": 100_000_000}
_RUN = re.compile(r"[0-9零〇一二三四五六七八九十百千万亿两]+")
_D = "(?:[一二三四五六七八九]|[1-9](?=[十百千万亿]))"
_ZERO = "[零〇]"
_UP_TO = {  # how a number below 100, 1,000 and 10,000 is spoken
    2: rf"(?:{_D}?十{_D}?|{_D})",
    3: rf"(?:(?:{_D}|两)百(?:{_D}十{_D}?|{_ZERO}{_D}|{_D})?)",
    4: rf"(?:(?:{_D}|两)千(?:{_D}百(?:{_D}十{_D}?|{_ZERO}{_D}|{_D})?|{_ZERO}{_D}(?:十{_D}?)?|{_D})?)",
}
_SMALL = rf"(?:{_UP_TO[4]}|{_UP_TO[3]}|(?:[0-9]{{1,4}}|[零〇一二三四五六七八九]{{1,4}})(?=[万亿])|{_UP_TO[2]})"
_TENS = rf"(?:{_UP_TO[4]}|{_UP_TO[3]}|{_UP_TO[2]})"
_TEN_THOUSANDS = rf"(?:(?:{_SMALL}|两)万(?:{_ZERO}?{_TENS})?)"
_SPOKEN = re.compile(rf"(?:{_SMALL}|两)亿(?:{_ZERO}?(?:{_TEN_THOUSANDS}|{_TENS}))?|{_TEN_THOUSANDS}|{_TENS}")
_READ_OUT = re.compile(r"[0-9]+|[零〇一二三四五六七八九]+")


def fold(text: str) -> str:
    """The text with every number in one form: 二十三 → 23, 一九五〇 → 1950, 三万五 → 35000, 1 → 一, 10 → 十.

    A number of one character stays a character, because most of them are parts of words (一起, 十分, 百姓); 两 and 二 are
    different words and stay different, except before 百千万亿. What follows a unit counts as the next lower one (三百五 is
    350). Nothing else changes. Digits are the ASCII ones: apply NFKC first.
    """
    parts, at = [], 0
    for start, end, now in numbers(text):
        parts += [text[at:start], now]
        at = end
    return "".join([*parts, text[at:]])


def numbers(text: str) -> list[tuple[int, int, str]]:
    """What `fold` changes: (start, end, now) in order, without overlaps."""
    found = [piece for run in _RUN.finditer(text) for piece in _pieces(run[0], run.start())]
    return [(start, end, now) for start, end, now in found if text[start:end] != now]


def _pieces(run: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """The numbers of a run of numerals, the longest first from the left: 八十三三个 holds 83 and 3."""
    at = 0
    while at < len(run):
        read, spoken = _READ_OUT.match(run, at), _SPOKEN.match(run, at)
        if spoken and (read is None or spoken.end() > read.end()):
            yield offset + at, offset + spoken.end(), _written(str(_value(spoken[0])))
            at = spoken.end()
        elif read:
            yield offset + at, offset + read.end(), _written("".join(str(_DIGITS[letter]) for letter in read[0]))
            at = read.end()
        else:
            at += 1


def _written(digits: str) -> str:
    return "十" if digits == "10" else "零一二三四五六七八九"[int(digits)] if len(digits) == 1 else digits


def _value(spoken: str) -> int:
    """The value of a spoken number, such as 三万五 or 一亿零二十."""
    total = section = 0
    step = 1  # what a last digit without a unit counts: 五 in 三百五 is 50
    pending = ""
    for letter in spoken:
        if letter in _GREAT:
            section = (section + int(pending or 0)) * _GREAT[letter]
            total, section = (total * _GREAT[letter] if section == 0 else total + section), 0
            pending, step = "", _GREAT[letter] // 10
        elif letter in _UNITS:
            section += int(pending or 1) * _UNITS[letter]
            pending, step = "", _UNITS[letter] // 10
        elif letter in "零〇":
            pending, step = "", 1
        else:
            pending += "2" if letter == "两" else str(_DIGITS[letter])
    return total + section + int(pending or 0) * (step if len(pending) == 1 else 1)
