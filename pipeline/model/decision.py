"""What people decided about flags: a deleted hallucination stays deleted, whoever hears the recording again."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pydantic import model_validator
from rapidfuzz.distance import Levenshtein

from pipeline.model.personal import is_personal
from pipeline.model.record import Record

Verdict = Literal["deleted", "kept", "replaced", "withheld"]
VERDICTS: tuple[Verdict, ...] = ("deleted", "kept", "replaced", "withheld")
_ALIKE = 0.6  # of the letters of two machines' words for the same sound
NAME_ALARM = "name-alarm"  # a name that is as it was said is so wherever it stands in the interview
_COMPARED = 200  # letters: a loop of thousands is known by its beginning
_OTHER = 0.1  # of the letters of words that are struck for what was decided about others: so many may be other ones
_LOOP = re.compile(r"(.{1,100}?)\1{2,}")


@dataclass(frozen=True)
class Doubt:
    """A flag as a person meets it: its code, the recording's SHA-256, where in it (milliseconds on its own clock), the words in
    simplified characters, whatever the engine wrote."""

    code: str
    recording: str
    from_ms: int
    to_ms: int
    words: str

    @property
    def id(self) -> str:
        """Eight hex digits by which a person names it; the same draft gives the same ones."""
        whole = f"{self.code}|{self.recording}|{self.from_ms}|{self.to_ms}|{bare_letters(self.words)}"
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def fits(verdict: Verdict, code: str) -> bool:
    """May a flag with this code be decided so? What may be personal or secret is kept or withheld, never struck by a program."""
    return verdict in (("kept", "withheld") if is_personal(code) else ("deleted", "kept", "replaced"))


class Decision(Record):
    """One line of decisions.ndjson: what `by` decided about a doubt; where the verdict is `replaced`, `now` is what is said."""

    code: str
    recording: str
    from_ms: int
    to_ms: int
    words: str
    verdict: Verdict
    by: str
    at: dt.datetime
    now: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Decision:
        if self.to_ms < self.from_ms or not self.code or not self.by or not fits(self.verdict, self.code):
            raise ValueError("decision")
        if (self.verdict == "replaced") != bool(self.now.strip()):
            raise ValueError("replacement")
        return self

    @property
    def doubt(self) -> Doubt:
        """What it is about."""
        return Doubt(self.code, self.recording, self.from_ms, self.to_ms, self.words)

    def settles(self, doubt: Doubt) -> bool:
        """Is this the same doubt, perhaps raised by another engine: same code and recording, half the time, like words?

        What is struck or replaced must say nothing beyond the decided words; what is kept need only be like them. A doubt that
        takes no time is the same only where time and words are. Of a name alarm, and of what may be personal or secret, the
        words alone count, letter by letter, wherever they stand.
        """
        same = bare_letters(self.words) == bare_letters(doubt.words)
        if self.code == doubt.code and (self.code == NAME_ALARM or is_personal(self.code)):
            return same
        mine, other = (self.from_ms, self.to_ms), (doubt.from_ms, doubt.to_ms)
        if (self.code, self.recording) != (doubt.code, doubt.recording):
            return False
        if same and mine == other:
            return True
        known = alike if self.verdict == "kept" else covers
        return _share_half(mine, other) and known(self.words, doubt.words)


@dataclass(frozen=True)
class Ruling:
    """What somebody says about a flag; `now` is what is really said where the verdict is `replaced`."""

    verdict: Verdict
    by: str
    now: str = ""
    note: str = ""

    def about(self, doubt: Doubt, at: dt.datetime) -> Decision:
        """The line that is written down."""
        return Decision(**vars(doubt), **vars(self), at=at)


@dataclass(frozen=True)
class Decisions:
    """A whole decisions.ndjson in order; `broken` are the numbers of lines that cannot be read."""

    entries: tuple[Decision, ...] = ()
    broken: tuple[int, ...] = ()

    def about(self, doubt: Doubt) -> Decision | None:
        """The newest decision about this doubt; None where nobody decided."""
        return next((one for one in reversed(self.entries) if one.settles(doubt)), None)


def alike(one: str, other: str) -> bool:
    """Are these the same words, as two machines may write them?"""
    first, second = bare_letters(one)[:_COMPARED], bare_letters(other)[:_COMPARED]
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def covers(decided: str, words: str) -> bool:
    """Do the words say nothing beyond the decided ones, as another machine may write these? A loop is one however often it
    goes round; part of the decided words is enough where it is at least half of them."""
    letters = bare_letters(decided)
    first, second = (_LOOP.sub(r"\1\1\1", one) for one in (letters, bare_letters(words)))
    if first == second:
        return True
    if 2 * len(second) < len(first):
        return False
    if second in _LOOP.sub(r"\1\1\1\1\1", letters):  # a loop may begin and end anywhere in its round
        return True
    if len(second) > len(first) or Levenshtein.normalized_distance(first, second) > _OTHER:
        return False
    blocks = [one for one in Levenshtein.opcodes(first, second) if one.tag != "equal"]
    return all(one.tag != "insert" and one.dest_end - one.dest_start <= 1 for one in blocks)


def bare_letters(words: str) -> str:
    """Letters and digits alone, widths and case folded."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", words).casefold() if letter.isalnum())


def _share_half(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Do two spans share at least half of the shorter one?"""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])
