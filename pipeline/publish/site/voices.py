"""An Edition's narrators become the sentences of theirs that can stand alone beside a face."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from pipeline.language.inline import plain
from pipeline.language.sentences import split
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.projection import LeftOut, PublicTurn, Words
from pipeline.model.timing import SentenceTime, TurnTime
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


class Choice(NamedTuple):
    """A sentence of a person that stands alone: how well, and its place (turn, block and sentence, counted from 0)."""

    person: str
    score: int
    turn: int
    block: int
    sentence: int


def voices(edition: Edition, choose: Callable[[PublicInterview], Sequence[Choice]] | None = None) -> dict[str, tuple[Voice, ...]]:
    """Person → at most six sentences that need none beside them, in the order of the interviews; nobody without any.

    What a machine heard and nobody has read is left out: no narrator gets words beside their face that they may not have said.
    `choose` gives the sentences of an interview where they were chosen before.
    """
    found: dict[str, _Few] = {}
    for entry in edition.interviews:
        if entry.trust != "machine":
            for choice, said in _said(entry, (choose or chosen)(entry)):
                found.setdefault(choice.person, _Few()).take(said.words, choice.score, said)
    return {person: few.voices() for person, few in found.items() if few.kept}


def chosen(entry: PublicInterview) -> tuple[Choice, ...]:
    """The best sentences of one interview, at most six of each person, in its order."""
    found: dict[str, _Few] = {}
    places = list(_paragraphs(entry))
    step = max(1, -(-len(places) // _LOOKED_AT))
    for place in places[::step]:
        few = found.setdefault(place.person, _Few())
        for words, choice in _standing(place, 4 if entry.sound else 0, few):
            few.take(words, choice.score, choice)
    kept = (choice for few in found.values() for _, _, choice in few.kept.values())
    return tuple(sorted((choice for choice in kept if isinstance(choice, Choice)), key=lambda one: one[2:]))


@dataclass
class _Few:
    """The best sentences of one person so far, no words twice; of two that are as good the earlier one."""

    kept: dict[str, tuple[int, int, object]] = field(default_factory=dict)  # words → score, place among all, what it is
    bar: int = -1  # what does not score more is not looked at
    places: Iterator[int] = field(default_factory=count)

    def take(self, words: str, score: int, one: object) -> None:
        known = self.kept.get(words)
        if known is None or known[0] < score:
            self.kept[words] = (score, next(self.places), one)
        if len(self.kept) > _KEPT:
            del self.kept[max(self.kept, key=lambda each: (-self.kept[each][0], self.kept[each][1]))]
        if len(self.kept) == _KEPT:
            self.bar = min(score for score, _, _ in self.kept.values())

    def voices(self) -> tuple[Voice, ...]:
        rows = sorted(self.kept.values(), key=lambda row: row[1])
        return tuple(one for _, _, one in rows if isinstance(one, Voice))


def _standing(place: _Paragraph, heard: int, few: _Few) -> Iterator[tuple[str, Choice]]:
    """The sentences of a paragraph that stand alone and are better than what there is; `heard`: points where there is sound."""
    if few.bar >= heard + _MOST:
        return
    parts = split(place.words)
    timed: Sequence[SentenceTime | None] = place.times if len(place.times) == len(parts) else [None] * len(parts)
    for at, (part, time) in enumerate(zip(parts, timed, strict=True)):
        if heard + (_MOST if "我" in part else _MOST - _OWN) <= few.bar:
            continue
        shown = plain(part).strip()
        whole = _ends(plain(parts[at - 1]).strip()) if at else not place.broken  # does a sentence begin here?
        if whole and _stands_alone(shown):
            score = _score(shown) + (heard if time is not None and time.sure else 0)
            yield shown, Choice(place.person, score, place.turn, place.block, at)


class _Paragraph(NamedTuple):
    """A paragraph of a narrator: who speaks, where it stands, its words and their times, and whether something is left out just
    before it."""

    person: str
    turn: int
    block: int
    words: str
    times: Sequence[SentenceTime]
    broken: bool


def _paragraphs(entry: PublicInterview) -> Iterator[_Paragraph]:
    turns = _turns(entry)
    known = _times(entry, len(turns))
    for number, turn in enumerate(turns):
        if turn.role != "narrator" or not turn.person:
            continue
        blocks = known[number].blocks if known else ()
        for index, block in enumerate(turn.blocks):
            if isinstance(block, Words):
                broken = index > 0 and isinstance(turn.blocks[index - 1], LeftOut)
                yield _Paragraph(turn.person, number, index, block.text, blocks[index] if index < len(blocks) else (), broken)


def _turns(entry: PublicInterview) -> list[PublicTurn]:
    return [turn for chapter in entry.projection.chapters for turn in chapter.turns]


def _times(entry: PublicInterview, turns: int) -> Sequence[TurnTime]:
    return entry.timing.turns if entry.timing and len(entry.timing.turns) == turns else ()


def _said(entry: PublicInterview, choices: Sequence[Choice]) -> Iterator[tuple[Choice, Voice]]:
    """The words of chosen sentences, as the edition has them."""
    turns = _turns(entry) if choices else []
    known = _times(entry, len(turns))
    for choice in choices:
        turn = turns[choice.turn]
        block = turn.blocks[choice.block]
        if isinstance(block, Words):
            parts = split(block.text)
            blocks = known[choice.turn].blocks if known else ()
            times = blocks[choice.block] if choice.block < len(blocks) else ()
            time = times[choice.sentence] if len(times) == len(parts) else None
            yield choice, _voice(plain(parts[choice.sentence]).strip(), entry, time, turn.start_ms)


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


def _voice(words: str, entry: PublicInterview, time: SentenceTime | None, turn_ms: int | None) -> Voice:
    talk, sound = entry.projection, entry.sound
    if time is None:
        return Voice(talk.id, talk.title, words, "" if turn_ms is None else f"#t={seconds(turn_ms)}")
    anchor = f"#t={seconds(time.start_ms)}" if sound else f"#s-{time.start_ms}"
    return Voice(talk.id, talk.title, words, anchor, sound.file if sound and time.sure else "", time.start_ms, time.end_ms)


def _score(words: str) -> int:
    """Better where it speaks of the narrator, asks nothing and leans on no sentence before it."""
    leaning = bool(_LEANING.match(words))
    asking = words.rstrip("”’』」）)").endswith(("？", "?"))
    return 3 * (not leaning) + _OWN * ("我" in words) + (not asking)
