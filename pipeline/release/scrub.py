"""Takes withheld words out of every other public string: titles, names, bios, captions, synopses, places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline.model.nouns import Named
from pipeline.model.projection import PersonCard, PublicTurn, Words
from pipeline.model.record import Record
from pipeline.release.phrase import without_words

R = TypeVar("R", bound=Record)

_FIXED = frozenset(
    {"id", "digest", "person", "item", "owner", "kind", "purpose", "form", "block", "quote_digest", "sound"}
    | {"notes", "story_notes"}  # cut already, with the label in place
)


def scrub(record: R, phrases: Sequence[str]) -> R:
    """The record with the phrases gone from every string that is words; a list's entry that is emptied goes wholly."""
    sought = [phrase for phrase in phrases if phrase]
    if not sought:
        return record
    changes: dict[str, object] = {}
    for name in type(record).model_fields:
        if name in _FIXED or (isinstance(record, PublicTurn) and name == "role"):
            continue
        before = getattr(record, name)
        after = _scrubbed(before, sought)
        if after is not before:
            changes[name] = after
    if isinstance(record, PersonCard) and "name" in changes:
        changes["pinyin"] = ""
    return record.model_copy(update=changes) if changes else record


def _scrubbed(value: object, phrases: Sequence[str]) -> object:
    if isinstance(value, str):
        return without_words(value, phrases)
    if isinstance(value, Words):
        return value
    if isinstance(value, Record):
        return scrub(value, phrases)
    if isinstance(value, tuple):
        after = tuple(_scrubbed(one, phrases) for one in value)
        kept = tuple(new for old, new in zip(value, after, strict=True) if new is old or not _emptied(new))
        return value if len(kept) == len(value) and all(new is old for old, new in zip(value, kept, strict=True)) else kept
    return value


def _emptied(value: object) -> bool:
    """A string emptied, or somebody who took part without a name."""
    return value == "" or (isinstance(value, Named) and not value.name)
