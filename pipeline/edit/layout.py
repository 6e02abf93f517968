"""Turns what the machines heard in an interview's recordings into the first text of record, which people then own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import PurePath

from pipeline.edit.lines import Editing, Line, lines_of
from pipeline.edit.places import settled_text
from pipeline.edit.speakers import attribute, doubted
from pipeline.language.inline import escape
from pipeline.language.textfile import canonical_text
from pipeline.model.changes import TextChanges
from pipeline.model.draft import Draft, draft_name, made_by
from pipeline.model.nouns import Interview
from pipeline.model.text import Chapter, Paragraph, Text, Turn

_PAUSE = 2_000
_LINES = 12
_MOST_LINES = 18
_TURN = 180_000
_EARLY = 300  # an index point set this little after a segment's start still opens its chapter there
_STOPS = tuple("。！？!?…”」")


@dataclass(frozen=True)
class LaidOut:
    """The first text, and what was changed in the machine's words for it."""

    text: Text
    changes: TextChanges


def choose(drafts: Sequence[Draft]) -> Draft:
    """The draft a text is laid out from and aligned to, of several of one recording: an imported one before a heard one,
    because a curator brought it on purpose and a machine's is made by itself; of one kind the last in the order given.

    Raises ValueError when there is none.
    """
    imported = [draft for draft in drafts if draft.origin == "imported"]
    if not drafts:
        raise ValueError("drafts")
    return (imported or list(drafts))[-1]


def lay_out(
    drafts: Sequence[tuple[Draft, int]], record: Interview, names: Mapping[str, str], editing: Editing | None = None
) -> LaidOut:
    """The first text from one draft a recording, each with its recording's offset in milliseconds on the interview's clock.

    A line holds one segment; a paragraph ends at a pause of two seconds or after about twelve lines; a turn has one speaker
    where the drafts tell them apart, else it ends with the chapter or the first paragraph after three minutes. Chapters are
    the record's index points. What a machine only seems to have heard, or the interviewer says by a guess, stays, marked
    〔待核〕 with the reason, unless a person decided about it before. What is safely mended in its words is mended, and all of
    it recorded. `names` maps person keys to names; without `editing` nothing was decided.
    """
    settled = [(settled_text(draft), offset) for draft, offset in drafts]
    said = attribute(settled, record, names)
    lines, changed = lines_of(said.pieces, doubted(settled, said), editing or Editing())
    chapters = []
    points = [("", None, 0), *((point.title, point.at_ms, point.at_ms) for point in sorted(record.index, key=lambda p: p.at_ms))]
    ends = [at for _, _, at in points[1:]] + [None]
    rest = lines
    for (title, start, _), end in zip(points, ends, strict=True):
        count = next((n for n, line in enumerate(rest) if end is not None and line.start_ms + _EARLY >= end), len(rest))
        chapters.append(Chapter(escape(title), start, tuple(_turns(rest[:count], told_apart=said.told_apart))))
        rest = rest[count:]
    laid = tuple(_name(draft, record, number) for number, (draft, _) in enumerate(drafts))
    return LaidOut(canonical_text(Text(tuple(chapters))), TextChanges(drafts=laid, pieces=tuple(changed)))


def _name(draft: Draft, record: Interview, number: int) -> str:
    """The file name of a draft."""
    stem = PurePath(record.recordings[number].file).stem if number < len(record.recordings) else f"recording-{number + 1}"
    return draft_name(stem, draft.engine, made_by(draft).key(draft.recording))


def _turns(pieces: Sequence[Line], *, told_apart: bool) -> list[Turn]:
    """Turns of one chapter: a new one with each speaker and recording, and where nobody is told apart every three minutes."""
    turns: list[Turn] = []
    for (speaker, _), run in groupby(pieces, key=lambda piece: (piece.speaker, piece.recording)):
        paragraphs = _paragraphs(list(run))
        groups: list[list[list[Line]]] = []
        for paragraph in paragraphs:
            if groups and (told_apart or paragraph[0].start_ms - groups[-1][0][0].start_ms < _TURN):
                groups[-1].append(paragraph)
            else:
                groups.append([paragraph])
        turns += [Turn(speaker, group[0][0].start_ms, tuple(map(_paragraph, group))) for group in groups]
    return turns


def _paragraphs(pieces: list[Line]) -> list[list[Line]]:
    paragraphs = [pieces[:1]]
    for before, piece in pairwise(pieces):
        lines = len(paragraphs[-1])
        full = lines >= _MOST_LINES or (lines >= _LINES and before.words.endswith(_STOPS))
        if piece.start_ms - before.end_ms >= _PAUSE or full:
            paragraphs.append([])
        paragraphs[-1].append(piece)
    return paragraphs


def _paragraph(pieces: Sequence[Line]) -> Paragraph:
    return Paragraph("\n".join(piece.shown for piece in pieces))
