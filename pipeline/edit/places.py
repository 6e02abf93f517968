"""Where the words of a segment stand in its text, and when a stretch of its text is spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.language.markup import normal
from pipeline.language.script import simplified
from pipeline.model.decision import Doubt, bare_letters
from pipeline.model.draft import Draft, Flag, Segment
from pipeline.model.marks import STYLE


def settled_text(draft: Draft) -> Draft:
    """The draft with its words in the form in which texts are kept, so that offsets into them hold."""
    return replace(draft, segments=tuple(replace(segment, text=normal(segment.text)) for segment in draft.segments))


def word_places(segment: Segment) -> tuple[tuple[int, int], ...]:
    """Where each word stands in the text, as (start, end); empty where one is not found in it, in order."""
    places: list[tuple[int, int]] = []
    at = 0
    for word in segment.words:
        text = normal(word.text).strip()
        start = segment.text.find(text, at)
        if start < 0:
            return ()
        at = start + len(text)
        places.append((start, at))
    return tuple(places)


def spread(segment: Segment) -> tuple[tuple[int, int], ...]:
    """Where each word stands in a text that has the same letters and digits and no others, whatever stands between them and
    however they are written (width, case); empty where the letters differ."""
    letters = [(at, one) for at, letter in enumerate(segment.text) for one in bare_letters(letter)]
    words = ["".join(map(bare_letters, normal(word.text))) for word in segment.words]
    if "".join(words) != "".join(one for _, one in letters):
        return ()
    places: list[tuple[int, int]] = []
    count = end = 0
    for word in words:
        inside = [at for at, _ in letters[count : count + len(word)]]
        count += len(word)
        start, end = (inside[0], inside[-1] + 1) if inside else (end, end)
        places.append((start, end))
    return tuple(places)


def pauses(segment: Segment) -> dict[int, int]:
    """How many milliseconds pass after the letter before an offset, for every end of a word but the last."""
    places = word_places(segment)
    times = [(word.start_ms, word.end_ms) for word in segment.words]
    return {end: after[0] - before[1] for (_, end), (before, after) in zip(places, pairwise(times), strict=False)}


def spoken(segment: Segment, start: int, end: int) -> tuple[int, int]:
    """From when to when the letters [start, end) are spoken: by their words, else by their share of the segment's time."""
    inside = [
        word for word, (first, last) in zip(segment.words, word_places(segment), strict=False) if first < end and start < last
    ]
    if len(inside) > 1 or (inside and len(segment.words) > 1):
        return inside[0].start_ms, max(inside[0].start_ms, inside[-1].end_ms)
    length, letters = max(0, segment.end_ms - segment.start_ms), max(1, len(segment.text))
    return segment.start_ms + length * start // letters, segment.start_ms + length * end // letters


def stretch(flag: Flag, segment: Segment) -> tuple[int, int]:
    """The letters of the segment that a flag is about."""
    length = len(segment.text)
    if flag.start is None or flag.end is None:
        return 0, length
    return min(flag.start, length), min(flag.end, length)


def doubts(draft: Draft) -> Iterator[tuple[int, Flag, Doubt]]:
    """Every flag that doubts something, as a person decides it, with the number of its segment."""
    for number, segment in enumerate(draft.segments):
        for flag in segment.flags:
            start, end = stretch(flag, segment)
            words = simplified(" ".join(segment.text[start:end].split()))  # engines differ in script, not in what they doubt
            if flag.code not in STYLE and words:
                yield number, flag, Doubt(flag.code, draft.recording, *spoken(segment, start, end), words)
