"""Turns what a machine heard and what people say was spoken into counts of wrong characters.

Both are brought into one form first: NFKC, lower case, simplified characters, 么 for 幺, one writing of numbers, no spaces;
punctuation is dropped, for the second count kept. Of what people wrote nothing in brackets counts (〔待核〕, （笑）, footnotes:
nobody spoke it); what a machine puts into brackets it claims to have heard, and it counts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.language.inline import NOTE
from pipeline.language.numerals import numbers
from pipeline.language.script import simplified
from pipeline.language.sentences import split
from pipeline.model.draft import Draft
from pipeline.model.text import Paragraph, Text
from pipeline.model.timing import Timing

METHOD = 2  # raise when the same words would be counted differently, so that remembered figures are asked anew
_PASSAGE = 60  # letters: about fifteen seconds of speech
_BRACKETS = re.compile(rf"{NOTE}|〔[^〔〕]*〕|【[^【】]*】|[(（][^()（）]*[)）]|\[[^\[\]]*\]")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_POINT = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DOTS = re.compile(r"[.。]{2,}|[—–-]{2,}")
_SAME = str.maketrans("幺", "么")  # 什幺 is how some engines write 什么, and a laid-out text mends it
_MARKS = {mark: mark for mark in ",。!?;:、…—《》"} | {".": "。", "–": "—"} | dict.fromkeys('“”「」『』"', '"')


@dataclass(frozen=True)
class Score:
    """Letters changed, put in and left out by the machine, and the letters of the reference."""

    substitutions: int = 0
    insertions: int = 0
    deletions: int = 0
    length: int = 0

    @property
    def errors(self) -> int:
        """All wrong letters: the Levenshtein distance."""
        return self.substitutions + self.insertions + self.deletions

    @property
    def rate(self) -> float:
        """Errors for each letter of the reference, 0 when both are empty; more than 1 where a machine invents much."""
        return self.errors / self.length if self.length else float(self.errors > 0)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.substitutions + other.substitutions,
            self.insertions + other.insertions,
            self.deletions + other.deletions,
            self.length + other.length,
        )


@dataclass(frozen=True)
class Row:
    """Letters in the one form, and for each the number of the part it comes from."""

    letters: str
    owners: tuple[int, ...]


@dataclass(frozen=True)
class Passage:
    """About fifteen seconds of one person's words: what is counted, and what is drawn for an interval."""

    speaker: str
    words: str

    @property
    def digest(self) -> str:
        """Eight hex digits that stand for the words as they are counted."""
        return hashlib.sha256(row([self.words]).letters.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True)
class Counted:
    """A passage with what was wrong in it, without and with punctuation."""

    passage: Passage
    plain: Score
    marked: Score


def row(parts: Sequence[str], *, marks: bool = False, brackets: bool = False) -> Row:
    """The letters of plain words in the one form, without what stands in brackets unless `brackets` asks for it; a number that
    reaches over two parts belongs to the first of them."""
    found = [_letters(part, marks=marks, brackets=brackets) for part in parts]
    letters = "".join(found)
    owners = [number for number, part in enumerate(found) for _ in part]
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for start, end, now in numbers(letters):
        pieces += [letters[at:start], now]
        places += [*owners[at:start], *[owners[start]] * len(now)]
        at = end
    return Row("".join([*pieces, letters[at:]]), (*places, *owners[at:]))


def spoken(words: str) -> str:
    """Words without what stands in brackets, footnotes among it: nobody spoke it."""
    return _BRACKETS.sub(" ", words)


def _letters(words: str, *, marks: bool, brackets: bool) -> str:
    folded = simplified(unicodedata.normalize("NFKC", words).casefold())
    folded = (folded if brackets else spoken(folded)).translate(_SAME)
    folded = _THOUSANDS.sub("", _POINT.sub(r"\1点\2", _PERCENT.sub(r"百分之\1", folded)))
    if marks:
        folded = _DOTS.sub(lambda found: "…" if found[0][0] in ".。" else "—", folded)
    return "".join(letter if letter.isalnum() else _MARKS.get(letter, "") if marks else "" for letter in folded)


def count(reference: Sequence[str], heard: Sequence[str], *, marks: bool = False) -> tuple[Score, ...]:
    """What was wrong in each part of the reference: the fewest changes that turn what was heard into it (Levenshtein).

    A letter put in counts for the part of the letter before it. Raises ValueError where there is no part.
    """
    if not reference:
        raise ValueError("reference")
    ours, theirs = row(reference, marks=marks), row(heard, marks=marks, brackets=True)
    wrong = {"replace": [0] * len(reference), "insert": [0] * len(reference), "delete": [0] * len(reference)}
    lengths = [0] * len(reference)
    for owner in ours.owners:
        lengths[owner] += 1
    for change in Levenshtein.editops(ours.letters, theirs.letters):
        at = max(0, change.src_pos - 1) if change.tag == "insert" else change.src_pos
        wrong[change.tag][ours.owners[at] if ours.owners else 0] += 1
    return tuple(map(Score, wrong["replace"], wrong["insert"], wrong["delete"], lengths))


def cer(reference: str, heard: str) -> Score:
    """Plain words against plain words, without punctuation."""
    return count([reference], [heard])[0]


def evaluate_against(truth: str, draft: Draft) -> Score:
    """How a draft did against plain words that are known to have been spoken."""
    return cer(truth, "\n".join(segment.text for segment in draft.segments))


def passages(text: Text, timing: Timing | None, starts: Sequence[int]) -> list[list[Passage]]:
    """The words of a text as passages of each recording; `starts` are the recordings' in milliseconds, rising from 0.

    Each sentence counts for the recording in which it is spoken; without times every one for the first.
    """
    found: list[list[Passage]] = [[] for _ in starts]
    for number, turn in enumerate(text.turns()):
        parts: dict[int, list[str]] = {}
        for block, paragraph in enumerate(turn.blocks):
            sentences = split(paragraph.text) if isinstance(paragraph, Paragraph) else ()
            for index, sentence in enumerate(sentences):
                time = timing.turns[number].blocks[block][index] if timing else None
                at = (time.start_ms + time.end_ms) // 2 if time else 0
                parts.setdefault(sum(start <= at for start in starts[1:]), []).append(sentence)
        for recording, words in parts.items():
            found[recording] += [Passage(turn.speaker, passage) for passage in _passages(words)]
    return found


def _passages(sentences: Sequence[str]) -> Iterator[str]:
    """A turn's sentences, joined until there are letters enough."""
    waiting, rest = "", sum(map(len, sentences))
    for sentence in sentences:
        waiting, rest = waiting + sentence, rest - len(sentence)
        if not rest or (len(waiting) >= _PASSAGE and rest >= _PASSAGE // 2):
            yield waiting
            waiting = ""


def evaluate(reference: Sequence[Passage], draft: Draft) -> tuple[Counted, ...]:
    """How a draft did in each passage of its recording; with none, all it heard is put in, by nobody."""
    known = tuple(reference) or (Passage("", ""),)
    words = [passage.words for passage in known]
    heard = [segment.text for segment in sorted(draft.segments, key=lambda segment: segment.start_ms)]
    return tuple(map(Counted, known, count(words, heard), count(words, heard, marks=True)))
