"""Identity numbers of the People's Republic: how likely a row of digits is one (GB 11643-1999; 15 digits from 1984 to 2013).

Nothing here says that a number is none. Cards were first issued in 1984 and carry the region code of that day, whenever the
bearer was born, so birth and region are never held against each other; a recogniser mishears digits, so a check digit that
fails proves nothing.
"""

from __future__ import annotations

import re

from pipeline.language.personal.find import listed

# The first two digits, GB/T 2260 since 1984: 46 since 1988, 50 since 1997, 83 for residents from Taiwan since 2018.
PROVINCES = frozenset(
    listed(
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83",
    )
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_LONG = re.compile(rf"(?=([1-8]\d{{5}}(?:18|19|20)\d\d{_DAY}\d{{3}}[\dX]))")
_SHORT = re.compile(rf"(?=([1-8]\d{{5}}\d\d{_DAY}\d{{3}}))")


def holds(number: str) -> bool:
    """Does the check digit of 18 characters hold?"""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17] == _CHECKS[total % 11]


def long_numbers(digits: str) -> tuple[str, ...]:
    """Every 18 characters of the row that hold a day of birth and a province."""
    return tuple(found[1] for found in _LONG.finditer(digits) if found[1][:2] in PROVINCES)


def short_numbers(digits: str) -> tuple[str, ...]:
    """Every 15 digits of the row that hold a day of birth and a province."""
    return tuple(found[1] for found in _SHORT.finditer(digits) if found[1][:2] in PROVINCES)
