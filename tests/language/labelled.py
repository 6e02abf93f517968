"""The labelled sentences for personal data and military detail, and how well a detector does on them.

All sentences are invented, with no real person, number or unit of today in them. `fit.tsv` are those the rules were made with,
`second.tsv` and `third.tsv` those on which they were widened, `held.tsv` those for which no rule was changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.language.personal.detect import detect
from pipeline.language.personal.find import Find, Known

PARTS = ("fit", "second", "third", "held")
_FOLDER = Path(__file__).with_name("personal")


@dataclass(frozen=True)
class Labelled:
    """A sentence; `category` must be found where `words` stand, or (empty) nothing at all."""

    part: str
    category: str
    words: str
    text: str
    known: Known = Known()

    def found(self) -> tuple[Find, ...]:
        """What the detector finds."""
        return detect(self.text, self.known)

    def is_hit(self, found: Iterable[Find]) -> bool:
        """Is what must be found among these?"""
        start = self.text.index(self.words)
        return any(one.category == self.category and one.start < start + len(self.words) and start < one.end for one in found)


@dataclass
class Score:
    """Counts over sentences."""

    hits: Counter[str] = field(default_factory=Counter)
    positives: Counter[str] = field(default_factory=Counter)
    negatives: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of positive sentences whose words are found under their category."""
        return self.hits.total() / self.positives.total()

    @property
    def false_alarms(self) -> float:
        """The share of negative sentences in which anything is found."""
        return len(self.alarms) / self.negatives


def sentences(part: str) -> list[Labelled]:
    """The sentences of a part."""
    rows = (_FOLDER / f"{part}.tsv").read_text(encoding="utf-8").splitlines()
    return [_sentence(part, row.split("\t")) for row in rows if row and not row.startswith("#")]


def score(labelled: Iterable[Labelled]) -> Score:
    """How the detector does on these."""
    done = Score()
    for one in labelled:
        found = one.found()
        if not one.category:
            done.negatives += 1
            done.alarms += [one.text] if found else []
            continue
        done.positives[one.category] += 1
        hit = one.is_hit(found)
        done.hits[one.category] += hit
        done.missed += [] if hit else [one.text]
    return done


def _sentence(part: str, cells: list[str]) -> Labelled:
    category, words, text, units = (*cells, "")[:4]
    known = Known(open_units=tuple(unit for unit in units.split("｜") if unit))
    return Labelled(part, "" if category == "-" else category, words, text, known)
