"""Films whose interviews, passages or people are not there."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.finding import Case
from pipeline.language.sentences import plain_sentences
from pipeline.model.archive import KeptInterview
from pipeline.model.film import Passage
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.spot import Spot
from pipeline.model.text import Paragraph


def parts_exist(case: Case) -> Iterator[Problem]:
    """Interviews in films, their passages, and the people on the cover."""
    for key, plan in case.archive.films.items():
        for number, part in enumerate(plan.parts):
            kept = case.archive.interviews.get(part.interview)
            if kept is None:
                yield case.found(Spot("volume", key, ("parts", number, "interview")), "no-such-interview", key=part.interview)
                continue
            for place, passage in enumerate(part.passages):
                yield from _passage(case, Spot("volume", key, ("parts", number, "passages", place)), kept, passage)
        for number, person in enumerate(plan.cover):
            if person not in case.archive.people:
                yield case.found(Spot("volume", key, ("cover", number)), "no-such-person", key=person)


def _passage(case: Case, spot: Spot, kept: KeptInterview, passage: Passage) -> Iterator[Problem]:
    lengths = [sound.duration_ms for sound in kept.sounds]
    if passage.to_ms is not None and lengths and all(lengths) and passage.to_ms > sum(lengths):
        clocks = {"to": format_clock(passage.to_ms), "length": format_clock(sum(lengths))}
        yield case.found(spot, "film-past-end", file=f"volumes/{spot.key}.yml", interview=kept.key, **clocks)
    turns = kept.text.turns() if kept.text else ()
    spoken = [plain_sentences(block.text) for turn in turns for block in turn.blocks if isinstance(block, Paragraph)]
    for sought in (passage.first, passage.last):
        if sought and not any(sought in one for sentences in spoken for one in sentences):
            yield case.found(spot, "film-words-nowhere", file=f"volumes/{spot.key}.yml", interview=kept.key, words=sought)


FILM_RULES = (parts_exist,)
