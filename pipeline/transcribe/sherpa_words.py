"""What sherpa-onnx answers for one piece becomes segments of words: tokens joined, tags taken off, sentences parted.

SenseVoice writes what it takes for language, mood and event as tags such as `<|zh|><|NEUTRAL|>`; they are dropped, because
they judge more than anybody asked and nothing of ours reads them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model.draft import Segment, Word

PAUSE_MS = 700  # a longer one between two words parts two segments
LONG_MS, BREATH_MS = 10_000, 150  # what is longer than this without a mark is parted at its longest pause, if it has one at all
_TAG = re.compile(r"<\|[^|<>]*\|>|</?(?:s|unk|sil|blk|blank|eps|pad|sos/eos|sos|eos)>", re.IGNORECASE)
_BEGIN = ("▁", " ")
_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")
_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ'’]")
_ENDS = frozenset("。？！?!")
_HAN_MS, _LATIN_MS, _LONGEST_MS = 300, 90, 1000  # how long a character, a letter, a word is taken to last at most


@dataclass(frozen=True)
class Answer:
    """sherpa-onnx's result: `starts` in seconds one a token, or none; `probabilities` likewise, as natural logarithms.

    `parts` are (start, length in seconds, text) where the model parts its own sentences.
    """

    text: str
    tokens: tuple[str, ...] = ()
    starts: tuple[float, ...] = ()
    probabilities: tuple[float, ...] = ()
    parts: tuple[tuple[float, float, str], ...] = ()


def segments_of(answer: Answer, length_ms: int) -> tuple[Segment, ...]:
    """The segments of a piece of this length; words only where tokens have times and together say what the text says."""
    text = plain(answer.text)
    if not text:
        return ()
    if _same(text, (part for *_, part in answer.parts)):
        return tuple(_part(*part, length_ms) for part in answer.parts if plain(part[2]))
    words = _words(answer) if len(answer.starts) == len(answer.tokens) else []
    if _same(text, (word.text for word in words)):
        return tuple(_segment(part) for group in _groups(_ended(words, length_ms)) for part in _breaths(group))
    return (Segment(0, length_ms, text),)


def plain(text: str) -> str:
    """The text without tags and without spaces between Chinese characters."""
    told = _TAG.sub("", text).replace("▁", " ").split()
    return joined(told)


def joined(words: Sequence[str]) -> str:
    """The words in a row, with a space only between two that are written in letters or figures."""
    text = ""
    for word in words:
        text += " " + word if text and _LATIN.match(word) and text[-1].isascii() else word
    return text


def _part(start: float, length: float, text: str, length_ms: int) -> Segment:
    begin = min(round(start * 1000), length_ms)
    return Segment(begin, min(max(round((start + length) * 1000), begin), length_ms), plain(text))


def _segment(words: Sequence[Word]) -> Segment:
    known = [word.probability for word in words if word.probability]
    figures = {"avg_logprob": round(sum(map(math.log, known)) / len(known), 4)} if known else {}
    return Segment(words[0].start_ms, words[-1].end_ms, joined([word.text for word in words]), tuple(words), figures=figures)


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of one sentence, or of what is spoken without a long pause."""
    group: list[Word] = []
    for word in words:
        if group and (group[-1].text[-1] in _ENDS or word.start_ms - group[-1].end_ms > PAUSE_MS):
            yield group
            group = []
        group.append(word)
    yield group


def _breaths(words: list[Word]) -> Iterator[list[Word]]:
    """The words in stretches of at most ten seconds, parted where their speaker may have drawn breath."""
    gaps = [later.start_ms - earlier.end_ms for earlier, later in pairwise(words)]
    if words[-1].end_ms - words[0].start_ms <= LONG_MS or max(gaps, default=0) < BREATH_MS:
        yield words
        return
    at = gaps.index(max(gaps)) + 1
    yield from _breaths(words[:at])
    yield from _breaths(words[at:])


def _ended(words: Sequence[Word], length_ms: int) -> list[Word]:
    """The words inside the piece and with ends: where the next begins, or where such a word is over at the latest."""
    starts = [min(word.start_ms, length_ms) for word in words]
    nexts = [*starts[1:], length_ms]
    return [
        replace(word, start_ms=start, end_ms=max(start, min(following, start + _at_most(word.text))))
        for word, start, following in zip(words, starts, nexts, strict=True)
    ]


def _at_most(text: str) -> int:
    letters = sum(bool(_LATIN.match(character)) for character in text)
    others = sum(character.isalnum() for character in text) - letters
    return min(_LONGEST_MS, max(1, others) * _HAN_MS if others >= letters else 200 + letters * _LATIN_MS)


def _words(answer: Answer) -> list[Word]:
    """The tokens joined to words, each from its first token's start, as probable as its least probable token.

    A vocabulary either marks where words begin (`▁`) or where they go on (`@@`).
    """
    words: list[Word] = []
    marks_begin = any(token.startswith(_BEGIN) for token in answer.tokens)
    begins = goes_on = False
    for token, start, probability in _whole_tokens(answer):
        begins = begins or token.startswith(_BEGIN)
        text = token.removesuffix("@@").replace("▁", " ").strip()
        if not text:
            continue
        rest = not begins and (marks_begin or goes_on) and bool(_LATIN.match(text))
        if words and (not _spoken(text) or (rest and _LATIN.match(words[-1].text[-1]))):
            words[-1] = _longer(words[-1], text, probability)
        else:
            words.append(Word(start, start, text, probability))
        begins, goes_on = False, token.endswith("@@")
    return words


def _spoken(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _longer(word: Word, text: str, probability: float | None) -> Word:
    known = [one for one in (word.probability, probability) if one is not None]
    return replace(word, text=word.text + text, probability=min(known, default=None))


def _whole_tokens(answer: Answer) -> Iterator[tuple[str, int, float | None]]:
    """(text, start in milliseconds, probability) of each token, tags left out, characters in bytes put together."""
    likely = answer.probabilities if len(answer.probabilities) == len(answer.tokens) else (None,) * len(answer.tokens)
    pending, begin = b"", 0
    for token, start, logarithm in zip(answer.tokens, answer.starts, likely, strict=True):
        at, chance = round(start * 1000), None if logarithm is None else round(min(1.0, math.exp(logarithm)), 4)
        if byte := _BYTE.fullmatch(token):
            begin, pending = (begin, pending) if pending else (at, b"")
            pending += bytes.fromhex(byte[1])
            token, at = pending.decode("utf-8", "ignore"), begin  # noqa: PLW2901
            if not token:
                continue
        pending = b""
        if not _TAG.fullmatch(token):
            yield token, at, chance


def _same(text: str, told: Iterable[str]) -> bool:
    """Do these hold the letters of the text, and nothing but them?"""
    return _letters(text) == _letters(plain("".join(told)))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
