"""Where a machine may set the marks that another machine left out: at pauses, and after words that only end questions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.language.style import Edit

BREATH, STOP = 300, 800  # milliseconds: between clauses, between sentences

_LETTER = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff0-9０-９A-Za-z]")
_ASKS = re.compile(
    r"(?:吗|嘛|(?:什么|怎么|为什么|谁|哪里?|哪儿|几|多少|何).{0,8}呢|(?:是不是|对不对|好不好|有没有|行不行|可不可以|怎么样|为什么))\Z"
)
_ALWAYS_ASKS = re.compile(r"(?<![干幹])吗(?=[㐀-䶿一-鿿])(?!啡)")


def punctuate(text: str, pauses: Mapping[int, int], spaces: Sequence[tuple[int, int]]) -> list[Edit]:
    """Marks for a text that has almost none, as (start, end, was, now): 。 or ？ at a long pause, ， at a short one and where
    the machine left a space between Chinese characters, ？ after 吗. `pauses` gives milliseconds by offset into the text."""
    found: dict[int, str] = {start: "，" for start, _ in spaces}
    found |= {match.end(): "？" for match in _ALWAYS_ASKS.finditer(text)}
    for at, length in pauses.items():
        if length >= BREATH:
            asks = _ASKS.search(text[max(0, at - 20) : at])
            found[at] = "？" if asks else "。" if length >= STOP else found.get(at, "，")
    ends = dict(spaces)
    return [
        (at, ends.get(at, at), text[at : ends.get(at, at)], mark)
        for at, mark in sorted(found.items())
        if _between_words(text[:at], text[ends.get(at, at) :])
    ]


def _between_words(before: str, after: str) -> bool:
    """Does nothing but words stand on both sides, and Chinese before it?"""
    letter = before[-1:]
    spoken = bool(_LETTER.match(letter)) and not letter.isascii()
    return spoken and (not after.strip() or bool(_LETTER.match(after.lstrip()[:1])))
