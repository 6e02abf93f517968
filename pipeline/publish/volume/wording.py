"""A public paragraph becomes pieces for the template: words with a face, the names in them, and the notes hung on them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypedDict

from pipeline.language import inline
from pipeline.publish.volume.naming import Names

_UNBROKEN = re.compile(r"[!-~]{25,}")
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\u2028\u2029]+")
_UNSEEN = ("Cc", "Cf", "Cs")
_BREAK_HERE = "\u200b"


class Piece(TypedDict):
    """Words in one face: `text`, `strong`, `em`, or `break` for a line end.

    `people` are the index keys of a name that these words end with; `note` is the footnote after them.
    """

    text: str
    face: str
    people: list[str]
    note: list[Piece]


def plain(text: str) -> str:
    """Words safe to set: nothing invisible in them (no control, direction or soft-hyphen characters), one line.

    A run of 25 or more Latin characters gets places where a line may break, since no narrower measure could hold it.
    """
    shown = (character for character in _LINE_ENDS.sub(" ", text) if unicodedata.category(character) not in _UNSEEN)
    seen = "".join(shown)
    return _UNBROKEN.sub(lambda found: _BREAK_HERE.join(found[0]), seen)


def piece(text: str, face: str = "text", people: tuple[str, ...] = ()) -> Piece:
    """One piece of words without a note."""
    return {"text": text, "face": face, "people": list(people), "note": []}


class Wording:
    """Sets the paragraphs of one text, whose footnotes are `notes` by mark."""

    def __init__(self, notes: Mapping[str, str], names: Names) -> None:
        self._notes = notes
        self._names = names

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of one paragraph of Markdown inline text; a mark without a note leaves nothing."""
        out: list[Piece] = []
        for run in inline.runs(text):
            if run.kind != "note":
                out.extend(self._run(run))
            elif run.text in self._notes:
                out.append({**piece(""), "note": self._note(self._notes[run.text])})
        return out

    def _note(self, text: str) -> list[Piece]:
        pieces: list[Piece] = []
        for run in inline.runs(text):
            if run.kind != "note":
                pieces.extend(self._run(run))
        return pieces or [piece("")]

    def _run(self, run: inline.Run) -> list[Piece]:
        if run.kind == "break":
            return [piece("", "break")]
        return [piece(words, run.kind, people) for words, people in self._names.split(plain(run.text))]
