"""Turns the lines of text.md and story.md into marked lines, and words that look like markup into escaped ones.

A line of words that would read as markup carries one backslash more than the words have, so that reading takes away
exactly the one that writing put there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.model.record import parse_clock

LineKind = Literal[
    "blank", "words", "heading", "turn", "item", "note", "text-heading-level", "text-speaker", "text-item", "text-note"
]
Grammar = Literal["text", "story"]

_TIME = r"[\[［【]\s*-?\d[\d:：.,，]{0,19}\s*[\]］】]"
_TIME_FIRST = re.compile(_TIME)
_TIME_LAST = re.compile(rf"(?P<time>{_TIME})\Z")
_SLASHES = re.compile(r"\\*")
_HEADING = re.compile(r"(?P<level>#{1,6})(?!#)(?P<gap>\s*)(?P<title>.*)", re.DOTALL)
_TURN = re.compile(
    r"\*\*(?P<name>(?:\\[*\\]|[^*\\]|\\(?![*\\]))+)\*\*"
    rf"(?=[\s：:]|{_TIME}|\Z)(?P<colon>[：:])?\s*(?P<time>{_TIME})?\s*(?P<words>.*)",
    re.DOTALL,
)
_TURN_MEANT = re.compile(rf"\*\*(?:\s*\*\*(?!\*)|[^*]{{0,80}}{_TIME})")
_ITEM = re.compile(r"!\[\]\(item:(?P<key>[a-z0-9][a-z0-9-]{0,79})\)\Z")
_NOTE = re.compile(r"\[\^(?P<mark>[^\]\[\s\\]{1,40})\][:：]\s*(?P<words>.*)", re.DOTALL)
_NOTE_MEANT = re.compile(r"\[\^[^\]]{0,200}\][:：]")


@dataclass(frozen=True)
class Line:
    """One line without its margins; `number` and `column` count from 1; words have lost their escaping backslash."""

    number: int
    column: int
    kind: LineKind
    text: str


@dataclass(frozen=True)
class Head:
    """What opens a turn or a chapter; `wrong_time` is a time that is none and stays in the words."""

    name: str
    start_ms: int | None  # None: no time was written
    words: str = ""
    colon: bool = False
    wrong_time: str = ""


def normal(source: str) -> str:
    """NFC, LF line ends, no byte order marks: the form in which texts are kept."""
    return unicodedata.normalize("NFC", source.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))


def lines(source: str, grammar: Grammar) -> Iterator[Line]:
    """The marked lines of a file; a line that is almost markup bears the code of its problem as kind."""
    for number, raw in enumerate(normal(source).split("\n"), 1):
        text = raw.strip()
        column = raw.index(text) + 1 if text else 1
        kind = kind_of(text, grammar)
        if kind == "words" and text.startswith("\\") and kind_of(text.lstrip("\\"), grammar) not in ("words", "blank"):
            text, column = text[1:], column + 1
        yield Line(number, column, kind, text)


def kind_of(line: str, grammar: Grammar) -> LineKind:
    """What a line without margins is."""
    if not line:
        return "blank"
    if line[0] == "#":
        return _heading_kind(line)
    if line[0] == "!":
        return "words" if not line.startswith("![") else "item" if grammar == "text" and _ITEM.match(line) else "text-item"
    if line[0] == "[":
        return "note" if _NOTE.match(line) else "text-note" if _NOTE_MEANT.match(line) else "words"
    if line.startswith("**") and grammar == "text":
        return _turn_kind(line)
    return "words"


def _heading_kind(line: str) -> LineKind:
    found = _HEADING.match(line)
    if not found or (len(found["level"]) == 1 and found["title"] and not found["gap"]):
        return "words"
    return "heading" if len(found["level"]) == 2 else "text-heading-level"


def _turn_kind(line: str) -> LineKind:
    found = _TURN.match(line)
    if found and _name(found["name"]):
        return "turn"
    return "text-speaker" if found or _TURN_MEANT.match(line) else "words"


def escaped(line: str, grammar: Grammar) -> str:
    """A line of words as it is written in the file."""
    return line if kind_of(line.lstrip("\\"), grammar) in ("words", "blank") else "\\" + line


def heading(line: str) -> Head:
    """`## title [time]`."""
    found = _HEADING.match(line)
    title = found["title"] if found else line
    last = _TIME_LAST.search(title)
    if not last:
        return Head(title, None)
    before = title[: last.start()]
    if before.endswith("\\"):
        return Head(before[:-1] + last["time"], None)
    start = _clock(last["time"])
    return Head(before.strip(), start) if start is not None else Head(title, None, wrong_time=last["time"])


def heading_line(title: str, start: str) -> str:
    """A heading as it is written; `start` is the formatted time or empty."""
    last = _TIME_LAST.search(title)
    if start:
        return f"## {title} [{start}]" if title else f"## [{start}]"
    return f"## {title[: last.start()]}\\{last['time']}" if last else f"## {title}".rstrip()


def turn(line: str) -> Head:
    """`**name** [time] words`."""
    found = _TURN.match(line)
    if not found:
        return Head(line, None)
    name, words, colon = _name(found["name"]), found["words"].strip(), bool(found["colon"])
    if found["time"]:
        start = _clock(found["time"])
        wrong = "" if start is not None else found["time"]
        return Head(name, start, words if not wrong else f"{wrong} {words}".strip(), colon, wrong)
    return Head(name, None, words[1:] if _escaped_time(words) else words, colon)


def turn_line(name: str, start: str, words: str) -> str:
    """A turn's first line as it is written; `start` is the formatted time or empty, `words` the first line or empty."""
    name = re.sub(r"[*\\]", r"\\\g<0>", name)
    slash = "\\" if not start and _TIME_FIRST.match(words, len(_leading(words))) else ""
    return f"**{name}** " + (f"[{start}] " if start else "") + slash + words


def item_key(line: str) -> str:
    """The key of an item line."""
    found = _ITEM.match(line)
    return found["key"] if found else ""


def note(line: str) -> tuple[str, str]:
    """`[^mark]: words` as (mark, words)."""
    found = _NOTE.match(line)
    return (found["mark"], found["words"].strip()) if found else ("", line)


def name_of(name: str) -> str:
    """A speaker's name on one line with single spaces."""
    return " ".join(name.split())


def _name(written: str) -> str:
    return name_of(re.sub(r"\\([*\\])", r"\1", written))


def _leading(words: str) -> str:
    found = _SLASHES.match(words)
    return found[0] if found else ""


def _escaped_time(words: str) -> bool:
    slashes = len(_leading(words))
    return slashes > 0 and _TIME_FIRST.match(words, slashes) is not None


def _clock(written: str) -> int | None:
    """Milliseconds, or None when what stands in the brackets is no time."""
    try:
        return parse_clock(written[1:-1].strip().replace("：", ":").replace("，", "."))
    except ValueError:
        return None
