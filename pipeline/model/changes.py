"""What the program changed in a machine's words when it laid them out: every change with its rule, so that all can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.record import Record


class Change(Record):
    """One change by one rule: `was` stood at offset `at` of the draft's words (in NFC), `now` stands there instead."""

    rule: str
    at: int
    was: str
    now: str


class ChangedPiece(Record):
    """The changes in what one speaker said in one segment; `draft` counts from 0, times are on the recording's clock."""

    draft: int
    from_ms: int
    to_ms: int
    changes: tuple[Change, ...]


class TextChanges(Record):
    """A whole text-changes.json: which drafts were laid out, and every piece whose words were changed, in order."""

    drafts: tuple[str, ...]
    pieces: tuple[ChangedPiece, ...] = ()


def applied(words: str, changes: Sequence[Change]) -> str:
    """The words with the changes made; they are in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for change in changes:
        parts += [words[at : change.at], change.now]
        at = change.at + len(change.was)
    return "".join([*parts, words[at:]])


def undone(words: str, changes: Sequence[Change]) -> str:
    """The words as they were before `changes` were made in them. Raises ValueError where these are not the words they gave."""
    parts: list[str] = []
    taken = shift = 0  # how far the changed words are read, and how much longer they are there
    for change in changes:
        start = change.at + shift
        if words[start : start + len(change.now)] != change.now or start < taken:
            raise ValueError("changes")
        parts += [words[taken:start], change.was]
        taken = start + len(change.now)
        shift += len(change.now) - len(change.was)
    return "".join([*parts, words[taken:]])
