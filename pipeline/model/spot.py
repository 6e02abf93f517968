"""A place in the archive named without a path, so that a rule can point at it and the reader can find the file and line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Noun = Literal[
    "config", "staff", "person", "interview", "photo", "text", "edited", "story", "item", "register", "volume", "walls", "talks",
    "talk_photo", "kits", "column", "ids",
]  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """`path` leads through keys and list numbers; in a file that is a list, its first step may be an entry's id or name.

    In a text, edited or not: ("turn", n), the nth turn that has a speaker; ("item", key), where that item is shown; ("mark", n),
    its nth mark 〔待核〕; ("words", n, offset), a character of the nth paragraph of the turns, both counted from 0. In a story
    the paragraphs are those of its sections; ("heading", n) and ("note", n) count the lines that begin one, in all of them.
    In any of them: ("find", words), where these words stand first.
    """

    noun: Noun
    key: str = ""  # empty for files of which there is one
    path: tuple[str | int, ...] = ()


Locate = Callable[[Spot], tuple[str, int, int]]  # → file from the archive's root, line, column


def nowhere(spot: Spot) -> tuple[str, int, int]:
    """The answer of somebody who has no files: the spot's own name, without a line."""
    return f"{spot.noun}/{spot.key}".rstrip("/"), 0, 0
