"""Turns Markdown inline text (`*`, `**`, `[^1]`, backslash escapes) into a flat row of runs, and words into such text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Kind = Literal["text", "em", "strong", "note", "break"]

NOTE = r"\[\^(?P<mark>[^\]\[\s\\]{1,40})\]"
ESCAPE = r"\\[!-/:-@\[-`{-~]"  # CommonMark 0.31 §2.4: any ASCII punctuation character
_TOKEN = re.compile(rf"(?P<escape>{ESCAPE})|{NOTE}|(?P<hard>\\\n)|(?P<line>\n)|(?P<star>\*+)|[^\\\[*\n]+|.")
_MARKED = re.compile(r"[*\\\[\n]")  # where none of these stands, all is text; most sentences are
_TO_ESCAPE = re.compile(r"[*]|\\(?=[!-/:-@\[-`{-~\n])|\[(?=\^)|\\\Z")


@dataclass(frozen=True)
class Run:
    """A stretch of one kind; `text` of a note is its mark, of a break a line end."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class _Piece:
    """One token of the source: where it stands, what it shows, and its kind (`star` until paired)."""

    start: int
    end: int
    kind: Literal["text", "em", "strong", "note", "break", "star"]
    text: str


def is_unmarked(text: str) -> bool:
    """Whether a text shows exactly its characters: no emphasis, note, escape or line end in it."""
    return not _MARKED.search(text)


def runs(text: str) -> tuple[Run, ...]:
    """The runs of a paragraph; total: what is not markup is text, raw HTML and links included.

    A line end after a Han mark shows nothing, elsewhere a space; a backslash before it makes a `break`.
    Emphasis is flat: strong wins over em, and a `*` without its partner is a character.
    """
    if not _MARKED.search(text):
        return _unmarked(text)
    return _joined(_styled(text))


def sentence_runs(sentences: Iterable[str]) -> tuple[tuple[Run, ...], ...]:
    """The runs of each sentence of one paragraph (as `sentences.split` cut it); emphasis may reach across sentences."""
    parts = tuple(sentences)
    if not any(map(_MARKED.search, parts)):
        return tuple(map(_unmarked, parts))
    pieces = iter(_styled("".join(parts)))
    rows: list[tuple[Run, ...]] = []
    waiting = next(pieces, None)
    end = 0
    for part in parts:
        end += len(part)
        row: list[_Piece] = []
        while waiting is not None and waiting.start < end:
            cut = min(waiting.end, end)
            shown = waiting.text if waiting.end <= end else waiting.text[: cut - waiting.start]
            row.append(_Piece(waiting.start, cut, waiting.kind, shown))
            waiting = (
                next(pieces, None) if waiting.end <= end else _Piece(cut, waiting.end, waiting.kind, waiting.text[len(shown) :])
            )
        rows.append(_joined(row))
    return tuple(rows)


def plain(text: str) -> str:
    """The words alone: no marks of emphasis, no footnote marks; a `break` stays a line end."""
    if not _MARKED.search(text):
        return text
    return "".join(run.text for run in runs(text) if run.kind != "note")


def marks(text: str) -> tuple[tuple[int, str], ...]:
    """The footnotes a paragraph refers to, as (offset, mark)."""
    return tuple((piece.start, piece.text) for piece in _tokens(text) if piece.kind == "note")


def escape(words: str) -> str:
    """Plain words → inline Markdown that shows exactly them (line ends as `runs` shows them)."""
    return _TO_ESCAPE.sub(lambda found: "\\" + found[0], words)


def closing_stars(text: str) -> dict[int, int]:
    """Where an emphasis closes: offset of its `*` run → offset after it."""
    if "*" not in text:
        return {}
    pieces = list(_tokens(text))
    return {pieces[close].start: pieces[close].end for _, close, _ in _pairs(pieces, text)}


def _unmarked(text: str) -> tuple[Run, ...]:
    return (Run("text", text),) if text else ()


def _tokens(text: str) -> Iterator[_Piece]:
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found["escape"]:
            yield _Piece(start, end, "text", found[0][1])
        elif found["mark"]:
            yield _Piece(start, end, "note", found["mark"])
        elif found["hard"]:
            yield _Piece(start, end, "break", "\n")
        elif found["line"]:
            yield _Piece(start, end, "text", _line_end(text, start))
        elif found["star"] and end - start <= 3:
            yield _Piece(start, end, "star", found[0])
        else:
            yield _Piece(start, end, "text", found[0])


def _line_end(text: str, at: int) -> str:
    """What a single line end shows: Chinese needs no space after a mark, everything else does."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return "" if not before or _is_wide_mark(before) or (after and _is_wide_mark(after)) else " "


def _is_wide_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS" and ord(character) > 0x2010


def _pairs(pieces: list[_Piece], text: str) -> Iterator[tuple[int, int, Literal["em", "strong"]]]:
    """Opening and closing pieces: each kind opens and closes in turn; an opener touches what follows, a closer what precedes."""
    opened: dict[Literal["em", "strong"], int] = {}
    kinds: dict[int, tuple[Literal["em", "strong"], ...]] = {1: ("em",), 2: ("strong",), 3: ("strong", "em")}
    for index, piece in enumerate(pieces):
        if piece.kind != "star":
            continue
        before, after = text[piece.start - 1 : piece.start], text[piece.end : piece.end + 1]
        for kind in kinds[piece.end - piece.start]:
            if kind in opened and before and not before.isspace():
                yield opened.pop(kind), index, kind
            elif kind not in opened and after and not after.isspace():
                opened[kind] = index


def _styled(text: str) -> list[_Piece]:
    pieces = list(_tokens(text))
    styles: dict[int, int] = {}  # piece → +1 strong opens, −1 closes; em counts 1 000 times that
    paired: dict[int, set[str]] = {}
    for opening, closing, kind in _pairs(pieces, text):
        weight = 1 if kind == "strong" else 1000
        styles[opening] = styles.get(opening, 0) + weight
        styles[closing] = styles.get(closing, 0) - weight
        for index in (opening, closing):
            paired.setdefault(index, set()).add(kind)
    row: list[_Piece] = []
    level = 0
    for index, piece in enumerate(pieces):
        level += styles.get(index, 0)
        if piece.kind == "star":
            left = piece.end - piece.start - sum(2 if kind == "strong" else 1 for kind in paired.get(index, ()))
            piece = _Piece(piece.start, piece.end, "text", "*" * left)  # noqa: PLW2901
        if piece.kind == "text" and level:
            style: Literal["strong", "em"] = "strong" if level % 1000 else "em"
            piece = _Piece(piece.start, piece.end, style, piece.text)  # noqa: PLW2901
        row.append(piece)
    return row


def _joined(pieces: Iterable[_Piece]) -> tuple[Run, ...]:
    row: list[Run] = []
    shown = (piece for piece in pieces if piece.text and piece.kind != "star")
    for kind, alike in groupby(shown, key=lambda piece: piece.kind):
        if kind in ("note", "break"):
            row += [Run(kind, piece.text) for piece in alike]
        elif kind != "star":
            row.append(Run(kind, "".join(piece.text for piece in alike)))
    return tuple(row)
