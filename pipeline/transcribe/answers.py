"""What recognition servers answer, in all their dialects of `verbose_json`, becomes segments with times inside the piece.

Servers leave out words or segments, hang the words on the segments or beside them, write times as numbers, as text or not at
all, and speak of times that the piece does not have.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pipeline.model.draft import Segment, Word
from pipeline.transcribe.whisper_options import FIGURES

_TAGS = re.compile(r"<\|[^|<>]*\|>")  # SenseVoice's: language, mood, event

Told = Mapping[str, Any]


def segments_of(body: bytes, length_ms: int) -> tuple[Segment, ...]:
    """The segments of an answer to a piece of this length. Raises ValueError for what is no transcription."""
    try:
        answer = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(answer, dict) or not ({"text", "segments"} & answer.keys()):
        raise ValueError("no text")
    told = [one for one in _listed(answer, "segments") if _text(one.get("text"))]
    if not told:
        text = _text(answer.get("text"))
        told = [{"start": 0, "end": length_ms / 1000, "text": text, "words": answer.get("words")}] if text else []
    elif not any(_listed(one, "words") for one in told):
        told = _with_words(told, _listed(answer, "words"))
    return tuple(_segments(told, length_ms))


def _with_words(told: Sequence[Told], words: Sequence[Told]) -> list[Told]:
    """The words that stand beside the segments, each given to the segment that its middle is nearest to."""
    given: list[list[Told]] = [[] for _ in told]
    spans = [(start := _seconds(one.get("start"), 0.0), _seconds(one.get("end"), start)) for one in told]
    for word in words:
        begin = _seconds(word.get("start"), 0.0)
        middle = (begin + _seconds(word.get("end"), begin)) / 2
        away = [max(start - middle, middle - end, 0.0) for start, end in spans]
        given[away.index(min(away))].append(word)
    return [{**one, "words": own} for one, own in zip(told, given, strict=True)]


def _segments(told: Sequence[Told], length_ms: int) -> Iterator[Segment]:
    """In the server's order, each begun no earlier than the one before."""
    last = 0
    for one, following in pairwise((*told, {})):
        start = max(_ms(one.get("start"), length_ms, last), last)
        end = max(_ms(one.get("end"), length_ms, _ms(following.get("start"), length_ms, length_ms)), start)
        figures = {name: round(number, 4) for name in FIGURES if (number := _number(one.get(name))) is not None}
        yield Segment(start, end, _text(one["text"]), tuple(_words(_listed(one, "words"), start, length_ms)), figures=figures)
        last = start


def _words(told: Sequence[Told], start: int, length_ms: int) -> Iterator[Word]:
    last = 0  # a word may begin a little before its segment, as Whisper's do
    for one in told:
        text = _text(one.get("word", one.get("text")))
        if not text:
            continue
        begin = max(_ms(one.get("start"), length_ms, max(last, start)), last)
        end = max(_ms(one.get("end"), length_ms, begin), begin)
        probability = _number(one.get("probability", one.get("score")))
        known = probability is not None and 0 <= probability <= 1
        yield Word(begin, end, text, round(probability, 4) if probability is not None and known else None)
        last = begin


def _listed(told: Told, name: str) -> list[Told]:
    """The mappings in a list of that name, where there is such a list."""
    found = told.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(value: object) -> str:
    """Words fit to be kept: no tags, no control characters, no halves of surrogate pairs, spaces single."""
    if not isinstance(value, str):
        return ""
    whole = _TAGS.sub("", value).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(character if character.isprintable() else " " for character in whole).split())


def _number(value: object) -> float | None:
    """A finite number, written as a number or as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _seconds(value: object, otherwise: float) -> float:
    number = _number(value)
    return otherwise if number is None else number


def _ms(value: object, length_ms: int, otherwise: int) -> int:
    """Seconds as milliseconds inside the piece."""
    number = _number(value)
    return otherwise if number is None else round(min(max(number * 1000, 0), length_ms))
