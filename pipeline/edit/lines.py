"""Pieces of drafts become the lines of a text: mended, marked where a machine is in doubt, without what people struck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.edit.cleaning import cleaned, manner
from pipeline.edit.places import doubts, pauses, stretch
from pipeline.edit.speakers import Said
from pipeline.language.inline import escape
from pipeline.language.punctuation import STOP
from pipeline.model.changes import Change, ChangedPiece, applied
from pipeline.model.decision import Decision, Decisions
from pipeline.model.draft import Draft, Flag
from pipeline.model.marks import mark

Verdicts = dict[int, list[tuple[Flag, Decision | None]]]  # by segment


@dataclass(frozen=True)
class Editing:
    """What people said beforehand: what they decided about flags, and names of the registers, which are written as they are."""

    decisions: Decisions = Decisions()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the text on the interview's clock: its plain words, and how it is shown, with marks and escapes."""

    start_ms: int
    end_ms: int
    speaker: str
    recording: int
    words: str
    shown: str


def lines_of(
    pieces: Sequence[Said], drafts: Sequence[tuple[Draft, int]], editing: Editing
) -> tuple[list[Line], list[ChangedPiece]]:
    """The lines in order, and what was changed in each piece; a piece of which nothing is left is no line."""
    manners = [manner(draft, editing.forms) for draft, _ in drafts]
    verdicts = [_verdicts(draft, editing.decisions) for draft, _ in drafts]
    lines: list[Line] = []
    changed: list[ChangedPiece] = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=False):
        draft, offset = drafts[piece.recording]
        flags = _inside(piece, draft, verdicts[piece.recording])
        decided = [(start, end, one.now) for start, end, _, one in flags if one and one.verdict != "kept"]
        changes = cleaned(piece.text, manners[piece.recording], _pauses(piece, after, draft), decided)
        words, shown = (
            applied(piece.text, changes),
            _shown(piece.text, changes, _open(flags)),
        )
        if changes:
            times = (piece.start_ms - offset, piece.end_ms - offset)
            changed.append(ChangedPiece(draft=piece.recording, from_ms=times[0], to_ms=times[1], changes=changes))
        if words.strip():
            lines.append(Line(piece.start_ms, piece.end_ms, piece.speaker, piece.recording, words, shown))
    return lines, changed


def _verdicts(draft: Draft, decisions: Decisions) -> Verdicts:
    """The flags of each segment with what was decided about them."""
    found: Verdicts = {}
    for number, flag, doubt in doubts(draft):
        found.setdefault(number, []).append((flag, decisions.about(doubt)))
    return found


def _inside(piece: Said, draft: Draft, verdicts: Verdicts) -> list[tuple[int, int, Flag, Decision | None]]:
    """The flags on a piece of a segment, with the letters of the piece that they are about; where people put other words in
    place of a stretch of several pieces, these stand in the first, and the others are struck."""
    segment = draft.segments[piece.segment]
    found: list[tuple[int, int, Flag, Decision | None]] = []
    for flag, decision in verdicts.get(piece.segment, ()):
        first, last = stretch(flag, segment)
        start, end = max(0, first - piece.at), min(len(piece.text), last - piece.at)
        if piece.text[start : max(0, end)].strip():
            begun = segment.text[first : piece.at].strip()  # another speaker's piece bears what is put in its place
            rest = decision.model_copy(update={"now": ""}) if decision and begun else decision
            found.append((start, end, flag, rest))
    return found


def _open(flags: Sequence[tuple[int, int, Flag, Decision | None]]) -> list[tuple[int, Flag]]:
    """Where the flags begin that nobody decided, but for those whose words a person struck for another reason."""
    struck = [(start, end) for start, end, _, one in flags if one and one.verdict != "kept"]
    return [
        (start, flag)
        for start, end, flag, one in flags
        if one is None and not any(first <= start and end <= last for first, last in struck)
    ]


def _pauses(piece: Said, after: Said | None, draft: Draft) -> dict[int, int]:
    """Milliseconds of silence by offset into the piece; at its end, until the next piece, and as good as for ever at the last
    one of a recording or a speaker."""
    segment = draft.segments[piece.segment]
    found = {at - piece.at: length for at, length in pauses(segment).items() if 0 < at - piece.at < len(piece.text)}
    goes_on = after is not None and (after.recording, after.speaker) == (piece.recording, piece.speaker)
    found[len(piece.text.rstrip())] = after.start_ms - piece.end_ms if after and goes_on else STOP
    return found


def _shown(text: str, changes: Sequence[Change], flags: Sequence[tuple[int, Flag]]) -> str:
    """The words as inline Markdown with the changes made, and a mark before each stretch that is in doubt."""
    marks: dict[int, set[str]] = {}
    for at, flag in flags:
        begins = next((one.at for one in changes if one.at < at < one.at + len(one.was)), at)
        marks.setdefault(begins, set()).add(flag.code)
    parts: list[str] = []
    begin = 0
    rest = list(changes)
    for at in [*sorted(marks), len(text)]:
        here = [one for one in rest if one.at < at or (one.at == at and not one.was)]  # a mark stands after what is put in there
        rest = rest[len(here) :]
        moved = [one.model_copy(update={"at": one.at - begin}) for one in here]
        parts += [escape(applied(text[begin:at], moved)), mark(marks[at]) if at in marks else ""]
        begin = at
    return "".join(parts)
