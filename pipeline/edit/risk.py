"""Turns the differences of two readings into a check list for the proofreader: what could do the most harm comes first."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.edit.differences import Difference, Side, Unit
from pipeline.language.homophones import Ear
from pipeline.language.names import find_names
from pipeline.language.numerals import fold
from pipeline.language.script import simplified
from pipeline.model.register import Name

Level = Literal[1, 2, 3]  # 1: a fact may be wrong · 2: other words · 3: particles only

_DIGITS = "0-9零〇一二三四五六七八九十百千万亿两"
_NUMBER = re.compile(rf"[{_DIGITS}]+(?<!一)|[{_DIGITS}](?=[年月日号岁])|(?<=[{_DIGITS}])[年月日号岁]")
_NEGATION = re.compile(r"[不没未无别莫勿非甭]")
_FILLER = re.compile(r"(?:那个|这个|就是|然后|[啊阿呢吧嘛吗哦噢嗯呃哎唉呀哟欸诶喔嘿哈啦咯的地得了着]|[\W_])*")
_MERE = {"risk-words", "risk-particle"}
_PASSAGE = 10  # letters that only one of the two heard: invented, or passed over
_LOW = 0.1  # of a draft's words, those that its engine was least sure of


@dataclass(frozen=True)
class Entry:
    """One thing to listen to: where, how bad, and the codes of why (each has a sentence in the catalogue)."""

    difference: Difference
    level: Level
    reasons: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How many things speak for a risk beyond the mere difference."""
        return len(set(self.reasons) - _MERE)


class Risk:
    """Judges the differences of two readings; `names` are people, places and units that the registers know."""

    def __init__(self, one: Sequence[Unit], other: Sequence[Unit], names: Sequence[Name]) -> None:
        self._known = tuple(sorted(unit.probability for unit in side if unit.probability is not None) for side in (one, other))
        self._names = {name.spoken: name.key for name in names if len(name.spoken) > 1}
        self._ear = Ear(names)

    def check_list(self, found: Iterable[Difference]) -> tuple[Entry, ...]:
        """The differences in order of risk, then of doubt, then of time."""
        entries = [(self._entry(one), one) for one in found]
        entries.sort(key=lambda pair: (pair[0].level, -pair[0].weight, self._doubt(pair[1]), pair[1].start_ms))
        return tuple(entry for entry, _ in entries)

    def _entry(self, found: Difference) -> Entry:
        sides = found.one, found.other
        texts = [unicodedata.normalize("NFKC", side.text) for side in sides]
        facts = []
        if _numbers(found.one) != _numbers(found.other):
            facts.append("risk-number")
        if any(self._named(side) for side in sides):
            facts.append("risk-name")
        if len(_NEGATION.findall(texts[0])) != len(_NEGATION.findall(texts[1])):
            facts.append("risk-negation")
        if abs(len(texts[0]) - len(texts[1])) >= _PASSAGE:
            facts.append("risk-passage")
        doubts = ["risk-flagged"] if any(unit.flags for side in sides for unit in side.units) else []
        doubts += ["risk-unsure"] if self._doubt(found) <= _LOW else []
        filler = all(_FILLER.fullmatch(text) for text in texts)
        level: Level = 1 if facts else 3 if filler else 2
        return Entry(found, level, (*facts, *doubts) or ("risk-particle" if filler else "risk-words",))

    def _doubt(self, found: Difference) -> float:
        """The share of a reading's words that are no surer than the least sure one here; 1 where nobody said how sure it is."""
        ranks = [
            bisect_right(known, unit.probability) / len(known)
            for side, known in zip((found.one, found.other), self._known, strict=True)
            for unit in side.units
            if unit.probability is not None
        ]
        return min(ranks, default=1.0)

    def _named(self, side: Side) -> bool:
        """Is a known name written, or something that sounds like it, over the place of the difference?"""
        before, text, after = (simplified(part) for part in (side.before, side.text, side.after))
        words, low, high = before + text + after, len(before), len(before) + max(1, len(text))
        places = [(start, end) for start, end, _ in find_names(words, self._names)]
        places += [(heard.start, heard.end) for heard in self._ear.hear(words)]
        return any(start < high and low < end for start, end in places)


def _numbers(side: Side) -> list[str]:
    """The numbers and date words of a place; 一 alone is a word more often than a number."""
    before, text, after = (fold(unicodedata.normalize("NFKC", part)) for part in (side.before[-1:], side.text, side.after[:1]))
    found = _NUMBER.finditer(before + text + after)
    return [match[0] for match in found if match.end() > len(before) and match.start() < len(before + text)]
