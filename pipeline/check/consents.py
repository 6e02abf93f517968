"""Forms that say less than their holders think, and withheld passages that no longer withhold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.finding import Case, below
from pipeline.language.inline import runs
from pipeline.model.archive import KeptInterview
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.spot import Spot
from pipeline.model.text import Paragraph

_SPACE = re.compile(r"\s+")


def forms_are_signed(case: Case) -> Iterator[Problem]:
    """A form that allows anything bears a name and a date, in order."""
    for spot, form in case.consents():
        if "yes" in form.purposes.values():
            if form.by is None or not form.by.name.strip():
                yield case.found(spot, "form-unsigned")
            if form.signed is None:
                yield case.found(spot, "form-undated")
        if form.signed and form.until and form.until < form.signed:
            yield case.found(below(spot, "until"), "form-order")
        if form.form and (form.form.startswith((".", "/")) or "/" in form.form or "\\" in form.form):
            yield case.found(below(spot, "form"), "form-leaves", path=form.form)


def withheld_passages_are_decided(case: Case) -> Iterator[Problem]:
    """Each has its own id, and somebody decided it on some day."""
    seen: set[tuple[str, str, str]] = set()
    for spot, one in case.withheld():
        if (spot.noun, spot.key, one.id) in seen:
            yield case.found(below(spot, "id"), "withhold-twice", id=one.id)
        seen.add((spot.noun, spot.key, one.id))
        if not one.decided_by or one.on is None:
            yield case.found(spot, "withhold-undecided")


def restrictions_come_to_an_end(case: Case) -> Iterator[Problem]:
    """What is withheld or still to be asked has a last day, or a day on which it is looked at again, and that day is not past."""
    for spot, one in case.withheld():
        if one.until is None and one.review_on is None:
            yield case.found(spot, "withhold-endless", id=one.id)
        elif case.is_due(one.review_on) and not (one.until and case.is_due(one.until)):
            yield case.found(below(spot, "review_on"), "review-due", day=one.review_on)
    for spot, form in case.consents():
        asked = [purpose for purpose, answer in form.purposes.items() if answer == "ask"]
        if asked and form.until is None and form.review_on is None:
            yield case.found(below(spot, "purposes", asked[0]), "ask-endless", purposes="、".join(asked))
        elif asked and case.is_due(form.review_on):
            yield case.found(below(spot, "review_on"), "review-due", day=form.review_on)


def quotes_are_found(case: Case) -> Iterator[Problem]:
    """Words withheld by quoting them still stand in the text, the edited text or the story."""
    for key, interview in case.archive.interviews.items():
        if not interview.texts and interview.story is None:
            continue
        quoted = [(number, one.quote) for number, one in enumerate(interview.record.withhold) if one.quote]
        words = _words(interview) if quoted else ""
        for number, quote in quoted:
            if _bare(quote) not in words:
                yield case.found(Spot("interview", key, ("withhold", number, "quote")), "quote-gone", quote=quote[:40])


def spans_lie_within(case: Case) -> Iterator[Problem]:
    """Withheld spans, index points and shown items lie within the recordings, as far as their lengths are known."""
    for key, interview in case.archive.interviews.items():
        length = total_length(interview)
        if length is None:
            continue
        record = interview.record
        times = [
            *((("withhold", at, "to"), one.to_ms) for at, one in enumerate(record.withhold)),
            *((("index", at, "at"), one.at_ms) for at, one in enumerate(record.index)),
            *((("shows", at, "at"), one.at_ms) for at, one in enumerate(record.shows)),
        ]
        for path, time in times:
            if time is not None and time > length:
                spot = Spot("interview", key, path)
                yield case.found(spot, "span-beyond", at=format_clock(time), length=format_clock(length))


def total_length(interview: KeptInterview) -> int | None:
    """Milliseconds of all recordings together; None while one of them was not probed, or there is none."""
    lengths = [sound.duration_ms for sound in interview.sounds]
    return sum(lengths) if lengths and all(lengths) and len(lengths) == len(interview.record.recordings) else None


def _words(interview: KeptInterview) -> str:
    paragraphs: list[str] = []
    for _, text in interview.texts:
        blocks = (block for turn in text.turns() for block in turn.blocks)
        paragraphs += [block.text for block in blocks if isinstance(block, Paragraph)]
        paragraphs += [words for _, words in text.notes]
    if interview.story:
        paragraphs += [words for _, section in interview.story.sections for words in section]
        paragraphs += [words for _, words in interview.story.notes]
    return "\n".join(_bare(paragraph) for paragraph in paragraphs)


def _bare(words: str) -> str:
    """The words as they are seen, without footnote marks, emphasis and spaces."""
    return _SPACE.sub("", "".join(run.text for run in runs(words) if run.kind != "note"))


CONSENT_RULES = (
    forms_are_signed,
    withheld_passages_are_decided,
    restrictions_come_to_an_end,
    quotes_are_found,
    spans_lie_within,
)
