"""Text from anywhere becomes characters that can be set on a line."""

from __future__ import annotations

import re
import unicodedata

_UNBROKEN = re.compile(r"[!-~]{25,}")
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\u2028\u2029]+")
_UNSEEN = ("Cc", "Cf", "Cs")
UNTITLED = "（无题）"
_BREAK_HERE = "\u200b"


def bare(text: str) -> str:
    """Words on one line with nothing invisible in them: no control, direction or soft-hyphen characters, no half characters."""
    return "".join(character for character in _LINE_ENDS.sub(" ", text) if unicodedata.category(character) not in _UNSEEN)


def plain(text: str) -> str:
    """`bare` words safe to set: 25 or more Latin characters in a row may break anywhere, since no line could hold them."""
    return _UNBROKEN.sub(lambda found: _BREAK_HERE.join(found[0]), bare(text))
