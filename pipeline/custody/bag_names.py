"""Names of files that would not come back as they went: refused before a package is made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.model.problem import Problem

MOST_BYTES = 255
FORBIDDEN = '< > : " | ? * \\'
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_NOT_ON_WINDOWS = re.compile('[<>:"|?*\\\\\x00-\x09\x0b\x0c\x0e-\x1f\x7f]')


def unfit_names(paths: Iterable[str]) -> Iterator[Problem]:
    """Every path (from the root, with `/`) that another system could not hold, or would take for another one of them.

    CR and LF are let be: BagIt writes them as %0D and %0A (RFC 8493 §2.1.3).
    """
    met: dict[str, str] = {}
    for path in paths:
        shown = readable(path)
        yield from (
            Problem(shown, 0, 0, code, {"file": shown, "characters": FORBIDDEN})
            for part in path.split("/")
            for code in _unfit(part)
        )
        for folder in _with_parents(path):
            other = met.setdefault(_folded(folder), folder)
            if other != folder:
                yield Problem(shown, 0, 0, "bag-name-collides", {"file": shown, "other": readable(other)})
                break


def readable(path: str) -> str:
    """The path as it can be printed on one line."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)


def _unfit(part: str) -> Iterator[str]:
    try:
        size = len(part.encode())
    except UnicodeEncodeError:
        yield "bag-name-not-utf8"
        return
    if size > MOST_BYTES:
        yield "bag-name-long"
    if part.endswith((" ", ".")):
        yield "bag-name-end"
    if _RESERVED.fullmatch(part):
        yield "bag-name-reserved"
    if _NOT_ON_WINDOWS.search(part):
        yield "bag-name-character"


def _with_parents(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[: length + 1]) for length in range(len(parts)))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
