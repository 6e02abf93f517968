"""Turns what the machines heard in an interview's recordings into the first text of record, which people then own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from pipeline.edit.speakers import Said, attribute
from pipeline.language.inline import escape
from pipeline.language.textfile import canonical_text
from pipeline.model.draft import Draft
from pipeline.model.nouns import Interview
from pipeline.model.text import Chapter, Paragraph, Text, Turn

SUSPECT_MARK = "〔待核〕"

_PAUSE = 2_000
_LINES = 12
_MOST_LINES = 18
_TURN = 180_000
_EARLY = 300  # an index point set this little after a segment's start still opens its chapter there
_STOPS = tuple("。！？!?…”」")


def choose(drafts: Sequence[Draft]) -> Draft:
    """The draft a text is laid out from and aligned to, of several of one recording: an imported one before a heard one,
    because a curator brought it on purpose and a machine's is made by itself; of one kind the last in the order given.

    Raises ValueError when there is none.
    """
    imported = [draft for draft in drafts if draft.origin == "imported"]
    if not drafts:
        raise ValueError("drafts")
    return (imported or list(drafts))[-1]


def lay_out(drafts: Sequence[tuple[Draft, int]], record: Interview, names: Mapping[str, str]) -> Text:
    """The first text from one draft a recording, each with its recording's offset in milliseconds on the interview's clock.

    A line holds one segment; a paragraph ends at a pause of two seconds or after about twelve lines; a turn has one speaker
    where the drafts tell them apart, else it ends with the chapter or the first paragraph after three minutes. Chapters are
    the record's index points. What a machine only seems to have heard stays, marked 〔待核〕. `names` maps person keys to names.
    """
    said = attribute(drafts, record, names)
    chapters = []
    points = [("", None, 0), *((point.title, point.at_ms, point.at_ms) for point in sorted(record.index, key=lambda p: p.at_ms))]
    ends = [at for _, _, at in points[1:]] + [None]
    rest = list(said.pieces)
    for (title, start, _), end in zip(points, ends, strict=True):
        count = next((n for n, piece in enumerate(rest) if end is not None and piece.start_ms + _EARLY >= end), len(rest))
        chapters.append(Chapter(escape(title), start, tuple(_turns(rest[:count], told_apart=said.told_apart))))
        rest = rest[count:]
    return canonical_text(Text(tuple(chapters)))


def _turns(pieces: Sequence[Said], *, told_apart: bool) -> list[Turn]:
    """Turns of one chapter: a new one with each speaker and recording, and where nobody is told apart every three minutes."""
    turns: list[Turn] = []
    for (speaker, _), run in groupby(pieces, key=lambda piece: (piece.speaker, piece.recording)):
        paragraphs = _paragraphs(list(run))
        groups: list[list[list[Said]]] = []
        for paragraph in paragraphs:
            if groups and (told_apart or paragraph[0].start_ms - groups[-1][0][0].start_ms < _TURN):
                groups[-1].append(paragraph)
            else:
                groups.append([paragraph])
        turns += [Turn(speaker, group[0][0].start_ms, tuple(map(_paragraph, group))) for group in groups]
    return turns


def _paragraphs(pieces: list[Said]) -> list[list[Said]]:
    paragraphs = [pieces[:1]]
    for before, piece in pairwise(pieces):
        lines = len(paragraphs[-1])
        full = lines >= _MOST_LINES or (lines >= _LINES and before.text.endswith(_STOPS))
        if piece.start_ms - before.end_ms >= _PAUSE or full:
            paragraphs.append([])
        paragraphs[-1].append(piece)
    return paragraphs


def _paragraph(pieces: Sequence[Said]) -> Paragraph:
    return Paragraph("\n".join((SUSPECT_MARK if piece.suspect else "") + escape(piece.text) for piece in pieces))
