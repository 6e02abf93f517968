"""An Edition's narrators become the sentences of theirs that can stand alone beside a face."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.language.inline import plain
from pipeline.language.sentences import split
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.projection import LeftOut, PublicTurn, Words
from pipeline.model.timing import SentenceTime
from pipeline.publish.site.words import seconds

_SHORTEST, _LONGEST = 12, 40  # letters
_KEPT = 6  # sentences of one person
_LOOKED_AT = 80  # paragraphs of one interview, spread over it: a thousand long interviews must not cost a minute
_LETTER = re.compile(r"[^\W_]")
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
    found: dict[str, list[tuple[int, Voice]]] = {}
    for entry in edition.interviews:
        if entry.trust != "machine":
            for person, score, voice in _spoken(entry):
                found.setdefault(person, []).append((score, voice))
    return {person: _best(rows) for person, rows in found.items()}


def _best(rows: Sequence[tuple[int, Voice]]) -> tuple[Voice, ...]:
    ranked = sorted(range(len(rows)), key=lambda at: (-rows[at][0], at))
    kept: dict[str, int] = {}
    for at in ranked:
        kept.setdefault(rows[at][1].words, at)
    return tuple(rows[at][1] for at in sorted(list(kept.values())[:_KEPT]))


def _spoken(entry: PublicInterview) -> Iterator[tuple[str, int, Voice]]:
    """Person, how well it stands alone, and the sentence."""
    places = list(_paragraphs(entry))
    step = max(1, -(-len(places) // _LOOKED_AT))
    for turn, words, times, broken in places[::step]:
        parts = split(words)
        timed: Sequence[SentenceTime | None] = times if len(times) == len(parts) else [None] * len(parts)
        whole = not broken  # does a sentence begin here?
        for part, time in zip(parts, timed, strict=True):
            shown = plain(part).strip()
            if whole and _stands_alone(shown):
                voice = _voice(entry, shown, time, turn.start_ms)
                yield turn.person, _score(voice), voice
            whole = _ends(shown)


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
    if len(words) < _SHORTEST or not _SHORTEST <= len(_LETTER.findall(words)) <= _LONGEST:
        return False
    if not _ends(words) or _DOUBTFUL.search(words):
        return False
    return words.count("“") == words.count("”") and words.count("‘") == words.count("’")


def _voice(entry: PublicInterview, words: str, time: SentenceTime | None, turn_ms: int | None) -> Voice:
    talk = entry.projection
    if time is None:
        return Voice(talk.id, talk.title, words, "" if turn_ms is None else f"#t={seconds(turn_ms)}")
    anchor = f"#t={seconds(time.start_ms)}" if entry.sound else f"#s-{time.start_ms}"
    sound = entry.sound.file if entry.sound and time.sure else ""
    return Voice(talk.id, talk.title, words, anchor, sound, time.start_ms, time.end_ms)


def _score(voice: Voice) -> int:
    """Better where it can be heard, speaks of the narrator, asks nothing and leans on no sentence before it."""
    words = voice.words
    leaning = bool(_LEANING.match(words))
    asking = words.rstrip("”’』」）)").endswith(("？", "?"))
    return 4 * bool(voice.sound) + 3 * (not leaning) + 2 * ("我" in words) + (not asking)
