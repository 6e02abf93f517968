"""Years are read out of dates as they were said, carefully: where none is certain, there is none."""

from __future__ import annotations

import re

_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_WRITTEN = re.compile(r"(?<![〇零○一二三四五六七八九十百千])[一二][〇零○一二三四五六七八九]{3}(?=年)")
_YEAR = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)(?=年|(?:-\d\d)*(?![\d.\w号期高]))")
_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_year(words: str) -> int | None:
    """The first year that the words name in four figures, from 1800 to 2099, Arabic or Chinese; None where they name none.

    `1950年冬`, `一九五〇年`, `1950-10-19` and `1950` name one; `五十年代`, `1950号高地` and `81岁` do not.
    """
    found = _YEAR.search(_figures(words))
    return int(found[1]) if found else None


def last_year(words: str) -> int | None:
    """The last year that the words name, read as by `first_year`."""
    found = _YEAR.findall(_figures(words))
    return int(found[-1]) if found else None


def date_words(words: str) -> str:
    """`1950-10-19` as 1950年10月19日; what is no plain date as it is."""
    found = _PLAIN.fullmatch(words.strip())
    if not found:
        return words
    year, month, day = found.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def span_words(start: str, end: str) -> str:
    """From when to when, in words; empty where neither is known."""
    first, last = date_words(start), date_words(end)
    if first and last:
        return first if first == last else f"{first}—{last}"
    return f"{first}起" if first else f"至{last}" if last else ""


def _figures(words: str) -> str:
    return _WRITTEN.sub(lambda found: found[0].translate(_NUMERALS), words)
