"""An Edition's narrators become the sentences of theirs that can stand alone beside a face."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from pipeline.language.inline import plain
from pipeline.language.sentences import split
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.projection import LeftOut, PublicTurn, Words
from pipeline.model.timing import SentenceTime
from pipeline.publish.site.words import seconds

_SHORTEST, _LONGEST = 12, 40  # letters
_KEPT = 6  # sentences of one person
_LOOKED_AT = 80  # paragraphs of one interview, spread over it: a thousand long interviews must not cost a minute
_MARK = re.compile(r"[\W_]")  # whatever is no letter
_OWN, _MOST = 2, 6  # points for speaking of oneself; the most without sound
_STOPS, _CLOSING = frozenset("。！？!?…"), "”’』」）)"
_DOUBTFUL = re.compile(r"[〔〕\[\]（）()□×]|\n")
_LEANING = re.compile(
    r"[“‘]?(?:那|这|他|她|它|但|可是|不过|而|所以|因为|后来|然后|接着|于是|就|也|还|又|对|是的|是啊|嗯|哦|没有|不是|有的|一个是|再|其实)"
)


@dataclass(frozen=True)
class Voice:
    """One whole sentence of a narrator: its words, the interview it stands in, and when it is spoken, in milliseconds."""

    interview: str
    title: str
    words: str
    anchor: str = ""  # its place on the interview's page, with `#`; empty: no time is known
    sound: str = ""  # its file in the media folder; empty: not out, or nobody knows exactly where
    start_ms: int = 0
    end_ms: int = 0


def voices(edition: Edition) -> dict[str, tuple[Voice, ...]]:
    """Person → at most six sentences that need none beside them, in the order of the interviews; nobody without any.

    What a machine heard and nobody has read is left out: no narrator gets words beside their face that they may not have said.
    """
    found: dict[str, _Few] = {}
    for entry in edition.interviews:
        if entry.trust != "machine":
            _listen(entry, found)
    return {person: few.voices() for person, few in found.items() if few.said}


class _Said(NamedTuple):
    """A sentence that stands alone: how well, its place among all, and what a Voice is made of."""

    score: int
    at: int
    entry: PublicInterview
    time: SentenceTime | None
    turn_ms: int | None


@dataclass
class _Few:
    """The best sentences of one person so far, no words twice; of two that are as good the earlier one."""

    said: dict[str, _Said] = field(default_factory=dict)
    bar: int = -1  # what does not score more is not looked at
    places: Iterator[int] = field(default_factory=count)

    def take(self, words: str, one: _Said) -> None:
        known = self.said.get(words)
        if known is None or known.score < one.score:
            self.said[words] = one
        if len(self.said) > _KEPT:
            del self.said[max(self.said, key=lambda each: (-self.said[each].score, self.said[each].at))]
        if len(self.said) == _KEPT:
            self.bar = min(each.score for each in self.said.values())

    def voices(self) -> tuple[Voice, ...]:
        return tuple(_voice(words, one) for words, one in sorted(self.said.items(), key=lambda pair: pair[1].at))


def _listen(entry: PublicInterview, found: dict[str, _Few]) -> None:
    places = list(_paragraphs(entry))
    step = max(1, -(-len(places) // _LOOKED_AT))
    heard = 4 if entry.sound else 0
    for turn, words, times, broken in places[::step]:
        few = found.setdefault(turn.person, _Few())
        if few.bar >= heard + _MOST:
            continue
        parts = split(words)
        timed: Sequence[SentenceTime | None] = times if len(times) == len(parts) else [None] * len(parts)
        for at, (part, time) in enumerate(zip(parts, timed, strict=True)):
            if heard + (_MOST if "我" in part else _MOST - _OWN) <= few.bar:
                continue
            shown = plain(part).strip()
            whole = _ends(plain(parts[at - 1]).strip()) if at else not broken  # does a sentence begin here?
            if whole and _stands_alone(shown):
                score = _score(shown) + (heard if time is not None and time.sure else 0)
                few.take(shown, _Said(score, next(few.places), entry, time, turn.start_ms))


def _paragraphs(entry: PublicInterview) -> Iterator[tuple[PublicTurn, str, Sequence[SentenceTime], bool]]:
    """Each paragraph of a narrator: its turn, words, sentence times, and whether something is left out just before it."""
    turns = [turn for chapter in entry.projection.chapters for turn in chapter.turns]
    known = entry.timing.turns if entry.timing and len(entry.timing.turns) == len(turns) else ()
    for number, turn in enumerate(turns):
        if turn.role != "narrator" or not turn.person:
            continue
        blocks = known[number].blocks if known else ()
        for index, block in enumerate(turn.blocks):
            if isinstance(block, Words):
                broken = index > 0 and isinstance(turn.blocks[index - 1], LeftOut)
                yield turn, block.text, blocks[index] if index < len(blocks) else (), broken


def _ends(words: str) -> bool:
    """Does a sentence end here, its closing marks passed over?"""
    return words.rstrip(_CLOSING)[-1:] in _STOPS


def _stands_alone(words: str) -> bool:
    """A whole sentence of a fitting length, with its quotation marks in pairs and without a mark of doubt."""
    if len(words) < _SHORTEST or not _SHORTEST <= len(words) - len(_MARK.findall(words)) <= _LONGEST:
        return False
    if not _ends(words) or _DOUBTFUL.search(words):
        return False
    return words.count("“") == words.count("”") and words.count("‘") == words.count("’")


def _voice(words: str, one: _Said) -> Voice:
    talk, time, sound = one.entry.projection, one.time, one.entry.sound
    if time is None:
        return Voice(talk.id, talk.title, words, "" if one.turn_ms is None else f"#t={seconds(one.turn_ms)}")
    anchor = f"#t={seconds(time.start_ms)}" if sound else f"#s-{time.start_ms}"
    return Voice(talk.id, talk.title, words, anchor, sound.file if sound and time.sure else "", time.start_ms, time.end_ms)


def _score(words: str) -> int:
    """Better where it speaks of the narrator, asks nothing and leans on no sentence before it."""
    leaning = bool(_LEANING.match(words))
    asking = words.rstrip("”’』」）)").endswith(("？", "?"))
    return 3 * (not leaning) + _OWN * ("我" in words) + (not asking)
