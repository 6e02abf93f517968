"""Pieces of words → what a person should decide about in them, and what was decided."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.language.personal.detect import detect
from pipeline.language.personal.find import Find, Known
from pipeline.language.personal.pieces import Group, blanked, of_projection
from pipeline.model.archive import Archive
from pipeline.model.decision import Decision, Doubt, bare_letters
from pipeline.model.personal import code_of
from pipeline.model.projection import Projection
from pipeline.model.register import names_of
from pipeline.model.spot import Spot

About = Callable[[Doubt], Decision | None]

_TELLING = 8  # letters: shorter words are decided with what stands beside them
_BESIDE = 12  # characters
_PAUSE = re.compile(r"[，。！？；、,.!?;：:\n…—]")


@dataclass(frozen=True)
class Suspect:
    """A find where it stands: `words` are those that a decision is bound to, the found ones or, where these say little, with
    the few beside them up to the next mark; so what was decided about 住院 is asked again where it is said of another."""

    find: Find
    words: str
    spot: Spot
    start_ms: int | None  # None: nobody wrote a time, or it is not spoken

    @property
    def doubt(self) -> Doubt:
        """What a person decides about it."""
        return Doubt(code_of(self.find.category), "", 0, 0, self.words)


def known_of(archive: Archive) -> Known:
    """What the archive keeps private, its people's names, and its units by what may be said of them."""
    private = (value for kept in archive.people.values() for value in kept.record.private.values())
    people = (name.form for name in names_of(archive) if name.kind == "people")
    units = archive.registers.get("units", {}).values()
    told = [(form, term.disclosure) for term in units for form in (term.name, *term.aliases)]
    return Known(
        private=tuple(private),
        names=tuple(dict.fromkeys(people)),
        open_units=tuple(form for form, disclosure in told if disclosure == "open"),
        closed_units=tuple(form for form, disclosure in told if disclosure != "open"),
    )


def suspects(groups: Iterable[Group], known: Known) -> Iterator[Suspect]:
    """Everything in the groups that a person should look at, in the order of the groups."""
    for group in groups:
        joined = "\n".join(blanked(piece.words) for piece in group)
        starts = [0, *accumulate(len(piece.words) + 1 for piece in group)]
        for find in detect(joined, known) if joined.strip() else ():
            number = bisect_right(starts, find.start) - 1
            piece = group[number]
            yield Suspect(find, _bound(joined, find), piece.at(find.start - starts[number]), piece.start_ms)


def finds_in(projection: Projection, known: Known, about: About) -> tuple[tuple[Suspect, Decision | None], ...]:
    """What stands in exactly this projection that nobody decided may be public, each once: undecided (None), or decided to be
    withheld and still there. `about` gives the newest decision about a doubt, such as `Decisions.about`."""
    first: dict[Doubt, Suspect] = {}
    for one in suspects(of_projection(projection), known):
        first.setdefault(one.doubt, one)
    judged = ((one, about(doubt)) for doubt, one in first.items())
    return tuple((one, decision) for one, decision in judged if decision is None or decision.verdict != "kept")


def _bound(text: str, find: Find) -> str:
    """The words that a decision about a find is bound to."""
    if len(bare_letters(find.words)) >= _TELLING:
        return " ".join(find.words.split())
    before = list(_PAUSE.finditer(text, max(0, find.start - _BESIDE), find.start))
    after = _PAUSE.search(text, find.end, find.end + _BESIDE)
    start = before[-1].end() if before else max(0, find.start - _BESIDE)
    end = after.start() if after else min(len(text), find.end + _BESIDE)
    return " ".join(text[start:end].split())
