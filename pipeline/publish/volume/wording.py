"""A public paragraph becomes pieces for the template: words with a face, the names in them, and the notes hung on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from pipeline.language import inline
from pipeline.publish.volume.characters import plain
from pipeline.publish.volume.naming import NOTHING, Names


class Piece(TypedDict):
    """Words in one face: `text`, `strong`, `em`, or `break` for a line end.

    `people` are the index keys of a name that these words end with; `note` is the footnote after them.
    """

    text: str
    face: str
    people: list[str]
    note: list[Piece]


def piece(text: str, face: str = "text", people: tuple[str, ...] = ()) -> Piece:
    """One piece of words without a note."""
    return {"text": text, "face": face, "people": list(people), "note": []}


class Wording:
    """Sets the paragraphs of one text, whose footnotes are `notes` by mark."""

    def __init__(self, notes: Mapping[str, str], names: Names) -> None:
        self._notes = notes
        self._names = names
        self._spoken: frozenset[str] = NOTHING

    def pieces(self, text: str, spoken: frozenset[str] = NOTHING) -> list[Piece]:
        """The pieces of one paragraph of Markdown inline text, none where it shows nothing; a mark without a note is nothing.

        `spoken` are the index keys of the register entries of which the paragraph speaks.
        """
        self._spoken = spoken
        out: list[Piece] = []
        for run in inline.runs(text):
            if run.kind != "note":
                out.extend(self._run(run))
            elif run.text in self._notes:
                out.append({**piece(""), "note": self._note(self._notes[run.text])})
        return out if any(it["text"].strip() or it["note"] for it in out) else []

    def verbatim(self, text: str) -> list[Piece]:
        """The pieces of words that hold no markup: a caption, a life."""
        self._spoken = NOTHING
        return self._named(text, "text")

    def _note(self, text: str) -> list[Piece]:
        self._spoken, kept = NOTHING, self._spoken
        pieces: list[Piece] = []
        for run in inline.runs(text):
            if run.kind != "note":
                pieces.extend(self._run(run))
        self._spoken = kept
        return pieces or [piece("")]

    def _run(self, run: inline.Run) -> list[Piece]:
        if run.kind == "break":
            return [piece("", "break")]
        return self._named(run.text, run.kind)

    def _named(self, text: str, face: str) -> list[Piece]:
        return [piece(words, face, people) for words, people in self._names.split(plain(text), self._spoken)]
