"""Turns the segments of drafts into pieces that each have one speaker's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.edit.places import spread
from pipeline.model.draft import Draft, Flag, Segment
from pipeline.model.nouns import Interview

_LABEL = re.compile(r"(?:speaker|spk|说话人)?[ _-]?\d{1,3}", re.IGNORECASE)
_ADDRESSES = re.compile(r"[您你]|请|咱们")
_NOBODY = "口述者"
GUESSED = "speaker-guessed"


@dataclass(frozen=True)
class Said:
    """A segment, or the part of it that one speaker said, on the interview's clock; `recording` counts the drafts.

    `text` stands at offset `at` of the segment's text, which has number `segment` in its draft.
    """

    start_ms: int
    end_ms: int
    text: str
    speaker: str
    recording: int
    segment: int
    at: int = 0


@dataclass(frozen=True)
class Conversation:
    """All pieces in order of time; `told_apart` when somebody or something knew who speaks. `guesses` are the pieces by which
    the interviewer takes the word for no other reason than that they are questions."""

    pieces: tuple[Said, ...]
    told_apart: bool
    guesses: tuple[Said, ...] = ()


def attribute(drafts: Sequence[tuple[Draft, int]], record: Interview, names: Mapping[str, str]) -> Conversation:
    """Who said what: by the drafts' own word, by channels, else questions by the interviewer where that convinces."""
    narrator = "、".join(names.get(key, key) for key in record.narrators) or _NOBODY
    pieces = [
        piece
        for number, (draft, offset) in enumerate(drafts)
        for at, segment in enumerate(draft.segments)
        for piece in _pieces(segment, offset, (number, at))
        if piece.text.strip()
    ]
    pieces.sort(key=lambda piece: (piece.recording, piece.start_ms))
    if any(piece.speaker for piece in pieces):
        return Conversation(tuple(_named(pieces, record, names, narrator)), told_apart=True)
    return _guessed(pieces, record, narrator)


def doubted(drafts: Sequence[tuple[Draft, int]], said: Conversation) -> list[tuple[Draft, int]]:
    """The drafts of a conversation with a flag `speaker-guessed` on each segment by which somebody takes the word by a guess."""
    guesses = {(piece.recording, piece.segment) for piece in said.guesses}

    def flagged(number: int, at: int, segment: Segment) -> Segment:
        return replace(segment, flags=(*segment.flags, Flag(GUESSED))) if (number, at) in guesses else segment

    return [
        (replace(draft, segments=tuple(flagged(number, at, segment) for at, segment in enumerate(draft.segments))), offset)
        for number, (draft, offset) in enumerate(drafts)
    ]


def _pieces(segment: Segment, offset: int, place: tuple[int, int]) -> Iterator[Said]:
    """The segment whole, or cut where its words change speakers; `place` is the numbers of the draft and the segment.

    Where its words are not those of its text it stays whole, the words of whoever has most of its time: no letter is lost.
    """
    speakers = [word.speaker for word in segment.words]
    known = [speaker for speaker in speakers if speaker]
    last = known[0] if known else ""
    lengths: Counter[str] = Counter()
    for index, (word, speaker) in enumerate(zip(segment.words, speakers, strict=True)):
        last = speakers[index] = speaker or last
        lengths[last] += word.end_ms - word.start_ms
    places = spread(segment) if len(set(known)) > 1 else ()
    if not places:
        speaker = lengths.most_common(1)[0][0] if lengths else ""
        yield Said(segment.start_ms + offset, segment.end_ms + offset, segment.text, speaker, *place)
        return
    groups = [list(group) for _, group in groupby(range(len(speakers)), key=lambda index: speakers[index])]
    starts = [0, *(places[group[0]][0] for group in groups[1:]), len(segment.text)]
    for group, start, end in zip(groups, starts, starts[1:], strict=False):
        times = (segment.words[group[0]].start_ms + offset, segment.words[group[-1]].end_ms + offset)
        yield Said(*times, segment.text[start:end], speakers[group[0]], *place, at=start)


def _named(pieces: Sequence[Said], record: Interview, names: Mapping[str, str], narrator: str) -> Iterator[Said]:
    """Pieces with people's names for the drafts' labels; one without a label belongs to whoever spoke before it."""
    known: dict[tuple[int, str], str] = {}
    strangers: Counter[str] = Counter()
    for piece in pieces:
        name = _name(piece, record, names) if piece.speaker else ""
        known[piece.recording, piece.speaker] = name
        if piece.speaker and not name:
            strangers[piece.speaker] += piece.end_ms - piece.start_ms
    guessed = _strangers(strangers, record, narrator)
    before = (-1, narrator)
    for piece in pieces:
        carried = before[1] if before[0] == piece.recording else narrator
        name = known[piece.recording, piece.speaker] or guessed.get(piece.speaker, carried)
        before = (piece.recording, name)
        yield replace(piece, speaker=name)


def _name(piece: Said, record: Interview, names: Mapping[str, str]) -> str:
    """The name behind a label: a person's key, a channel of the recording, or already a name; empty for a mere number."""
    placed = piece.recording < len(record.recordings)
    channels: Mapping[str, str] = (
        {str(side): key for side, key in record.recordings[piece.recording].channels.items()} if placed else {}
    )
    key = channels.get(piece.speaker, piece.speaker)
    if key in names:
        return names[key]
    if piece.speaker in channels and record.interviewers:
        return record.interviewers[0].name
    return "" if _LABEL.fullmatch(key) or key in ("left", "right") else key


def _strangers(lengths: Counter[str], record: Interview, narrator: str) -> dict[str, str]:
    """Names for mere numbers: of two voices the one that speaks longer is the narrator; else they stay numbered."""
    order = [label for label, _ in lengths.most_common()]
    if len(order) == 1:
        return {order[0]: narrator}
    if len(order) == 2 and len(record.narrators) == 1 and record.interviewers:
        return {order[0]: narrator, order[1]: record.interviewers[0].name}
    return {label: f"说话人{number}" for number, label in enumerate(sorted(order), 1)}


def _guessed(pieces: Sequence[Said], record: Interview, narrator: str) -> Conversation:
    """Questions put to somebody are the interviewer's, where there are enough of them in a text that has marks at all."""
    questions = [piece for piece in pieces if piece.text.rstrip().endswith(("？", "?"))]
    asked = {id(piece) for piece in questions if _ADDRESSES.search(piece.text)}
    marked = sum(piece.text.rstrip().endswith(tuple("。！？!?…，”")) for piece in pieces)
    convincing = (
        bool(record.interviewers)
        and len(record.narrators) == 1
        and len(asked) >= 2
        and 2 * len(asked) >= len(questions)
        and 3 * len(asked) <= len(pieces)
        and 5 * marked >= 3 * len(pieces)
    )
    if not convincing:
        return Conversation(tuple(replace(piece, speaker=narrator) for piece in pieces), told_apart=False)
    interviewer = record.interviewers[0].name
    named = tuple(replace(piece, speaker=interviewer if id(piece) in asked else narrator) for piece in pieces)
    turns = groupby(named, key=lambda piece: (piece.recording, piece.speaker))
    return Conversation(named, told_apart=True, guesses=tuple(next(run) for (_, name), run in turns if name == interviewer))
