"""What is withheld in one text of an interview, found again in its other text, where the same was put in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model.archive import KeptInterview
from pipeline.model.consent import Withhold
from pipeline.model.text import Text
from pipeline.release.phrase import Finder
from pipeline.release.reasons import Reason, Reasons
from pipeline.release.silence import places, quote_spans
from pipeline.release.spans import PAD_MS, touches
from pipeline.release.view import View
from pipeline.release.withhold import spoken_words


def stands(kept: KeptInterview, quote: str) -> bool:
    """Do withheld words stand in the text as it is told, or in the turns of the other one, whose times then say where?"""
    return stands_here(kept, quote) or (kept.edited is not None and bool(places(kept.edited, quote)))


def stands_here(kept: KeptInterview, quote: str) -> bool:
    """Do withheld words stand in the turns, titles or notes of the text as it is told; without a text, in the story?"""
    if kept.text is None:
        return kept.story is not None and bool(Finder([one for _, words in kept.story.sections for one in words]).find(quote))
    beside = [*(chapter.title for chapter in kept.text.chapters), *(note for _, note in kept.text.notes)]
    return bool(places(kept.text, quote)) or any(Finder([words]).find(quote) for words in beside)


def carried(view: View, kept: KeptInterview, records: Sequence[Withhold]) -> tuple[Withhold, ...] | Reasons:
    """More records for the text as it is told: of words that only the other text holds, by the time at which they are spoken; of
    times, for an edited text, by the words that the text of record has there. Or the reasons why those times are not known.

    The text of record gets none for words that it holds itself: an edited text beside it changes nothing in it.
    """
    other = kept.edited
    if other is None:
        return ()
    found: list[Withhold | Reason] = []
    for record in records:
        if record.quote and (kept.telling == "edited" or not stands_here(kept, record.quote)):
            found += _by_time(view, kept, other, record)
        elif record.from_ms is not None and kept.telling == "edited":
            found += _by_words(view, kept, other, record)
    wrong = tuple(one for one in found if isinstance(one, Reason))
    return wrong or tuple(one for one in found if isinstance(one, Withhold))


def _by_time(view: View, kept: KeptInterview, other: Text, record: Withhold) -> Iterator[Withhold | Reason]:
    """The record for each place of the other text at which this one does not say the same words."""
    there = quote_spans(view, kept.key, other, record)
    here = quote_spans(view, kept.key, kept.text, record)
    said = [one for one in here if not isinstance(one, Reason)]
    unknown = [one for one in there if isinstance(one, Reason)]
    if len(places(kept.text, record.quote) if kept.text else ()) < len(places(other, record.quote)):
        yield from unknown
    for one in there:
        if not isinstance(one, Reason) and not any(touches(*one, span) for span in said):
            times = {"quote": "", "from_ms": one[0] + PAD_MS, "to_ms": one[1] - PAD_MS}
            yield record.model_copy(update=times)


def _by_words(view: View, kept: KeptInterview, other: Text, record: Withhold) -> Iterator[Withhold]:
    for words in spoken_words(other, view.times.timing(kept.key, other), (record,)):
        yield record.model_copy(update={"quote": words, "from_ms": None, "to_ms": None})
