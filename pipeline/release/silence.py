"""Turns withheld records into the spans of an interview's sound that the public must not hear."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from pipeline.model.archive import KeptInterview
from pipeline.model.consent import Withhold
from pipeline.model.projection import Silenced, SoundSource
from pipeline.model.text import Paragraph, Text
from pipeline.model.timing import Place
from pipeline.release.phrase import Finder, plain
from pipeline.release.reasons import Reason, Reasons, reason
from pipeline.release.spans import PAD_MS, Span, padded, union
from pipeline.release.view import View


def silenced(record: Withhold, text: Text | None) -> Silenced | None:
    """A withheld record as the sound's projection names it, by its place in `text`; None for a field, which no sound holds."""
    if record.quote:
        return Silenced(id=record.id, quote_digest=quote_digest(record.quote, text))
    if record.from_ms is None or record.to_ms is None:
        return None
    return Silenced(id=record.id, from_ms=record.from_ms, to_ms=record.to_ms)


def quote_digest(quote: str, text: Text | None) -> str:
    """SHA-256 of the words as letters alone, so that marks and spaces do not make them other words, and of where they stand:
    the written times before and after each occurrence, since the sound is silenced there. Whoever moves, adds or takes away an
    occurrence in the text makes the sign-off on the sound stale."""
    stands = [(_written(text, one[0].turn, -1), _written(text, one[-1].turn, 1)) for one in places(text, quote)] if text else []
    return hashlib.sha256(repr((plain(quote) or quote, stands)).encode()).hexdigest()


def _written(text: Text, turn: int, step: int) -> int | None:
    """The time written at a turn or the nearest one before it (step -1), or at the nearest one after it (step 1)."""
    starts = [one.start_ms for one in text.turns()]
    near = starts[turn::-1] if step < 0 else starts[turn + 1 :]
    return next((start for start in near if start is not None), None)


def places(text: Text, quote: str) -> tuple[tuple[Place, ...], ...]:
    """Where the words stand in the turns of a text: for every occurrence the place in each paragraph it covers."""
    spots = [
        (number, at, block.text)
        for number, turn in enumerate(text.turns())
        for at, block in enumerate(turn.blocks)
        if isinstance(block, Paragraph)
    ]
    found = Finder([words for _, _, words in spots]).find(quote)
    return tuple(tuple(Place(*spots[one.source][:2], one.start, one.end) for one in occurrence) for occurrence in found)


def silent_spans(view: View, kept: KeptInterview, source: SoundSource) -> tuple[Span, ...] | Reasons:
    """What is silenced in the approved `source` today, padded, joined and in order; or why that cannot be made sure.

    Today's records and those named when the sound was approved count together: a record taken back since is silenced still, and
    so is one whose last day is past, until the sound is signed anew.
    """
    spans: list[Span] = []
    named = {one.quote_digest for one in source.silenced if one.quote_digest}
    records = _bearing(view, kept, named)
    for record in records:
        spans += [span] if (span := padded(record)) else []
        if record.quote:
            found = quote_spans(view, kept.key, kept.text, record)
            if found and isinstance(found[0], Reason):
                return tuple(one for one in found if isinstance(one, Reason))
            spans += [one for one in found if not isinstance(one, Reason)]
    today = {quote_digest(record.quote, kept.text) for record in records if record.quote}
    for one in source.silenced:
        if one.quote_digest and one.quote_digest not in today:
            return (reason("withhold-taken-back", id=one.id),)
        if one.from_ms is not None and one.to_ms is not None:
            spans.append((max(0, one.from_ms - PAD_MS), one.to_ms + PAD_MS))
    return union(spans)


def _bearing(view: View, kept: KeptInterview, named: Collection[str]) -> tuple[Withhold, ...]:
    """The records that hold today, and those past their last day whose words the approved sound silences."""
    today = view.held(kept.record.withhold)
    past = (one for one in kept.record.withhold if one.quote and one not in today)
    return (*today, *(one for one in past if quote_digest(one.quote, kept.text) in named))


def quote_spans(view: View, interview: str, text: Text | None, record: Withhold) -> tuple[Span, ...] | Reasons:
    """When the quoted words are spoken, by the text of an interview, a padded span for each place; or why nobody knows that."""
    found = places(text, record.quote) if text else ()
    if text is None or not found:
        return (reason("withhold-not-spoken", id=record.id),)
    spans: list[Span] = []
    for occurrence in found:
        spoken = [_spoken(view, interview, text, place) for place in occurrence]
        known = [span for span in spoken if span is not None]
        if len(known) < len(spoken):
            return (reason("withhold-no-times", id=record.id),)
        spans.append((max(0, min(start for start, _ in known) - PAD_MS), max(end for _, end in known) + PAD_MS))
    return tuple(spans)


def _spoken(view: View, interview: str, text: Text, place: Place) -> Span | None:
    """When the words at a place are spoken; where they do not align, the whole turn; None without any times."""
    span = view.times.quote(interview, text, place)
    if span is not None:
        return span
    timing = view.times.timing(interview, text)
    if timing is None or place.turn >= len(timing.turns):
        return None
    turn = timing.turns[place.turn]
    sentences = [one for block in turn.blocks for one in block]
    starts, ends = [one.start_ms for one in sentences], [one.end_ms for one in sentences]
    return min([turn.start_ms, *starts]), max([turn.end_ms, *ends])
