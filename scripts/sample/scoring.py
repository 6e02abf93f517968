"""How well the recogniser hears the sample recordings: cut at pauses, heard by stock Whisper, compared with the truth."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample.speech import RATE, Samples

LONGEST = 28 * RATE
FRAME = RATE // 50
PAUSE_FRAMES = 12
OPTIONS: dict[str, Any] = {"language": "zh", "fp16": False, "condition_on_previous_text": False, "verbose": None}


@dataclass(frozen=True)
class Heard:
    """One segment or word the recogniser wrote, in milliseconds of the recording."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Score:
    """Wrong characters of how many, and how far (median and worst, in milliseconds) segments and words start off."""

    wrong: int
    characters: int
    segment_ms: tuple[int, int]
    word_ms: tuple[int, int]

    @property
    def rate(self) -> float:
        """Character error rate in per cent, without punctuation and spaces."""
        return 100 * self.wrong / self.characters


def pieces(samples: Samples) -> list[tuple[int, int]]:
    """Cut a recording in the middle of its pauses into pieces that fit a window: (first sample, last sample)."""
    frames = len(samples) // FRAME
    level = np.sqrt(np.mean(samples[: frames * FRAME].reshape(frames, FRAME) ** 2, axis=1))
    floor, loud = np.percentile(level, 5), np.percentile(level, 90)
    quiet = np.concatenate([[False], level < floor + 0.04 * (loud - floor), [False]])
    edges = np.flatnonzero(quiet[1:] != quiet[:-1]).reshape(-1, 2)
    cuts = [int(a + b) // 2 * FRAME for a, b in edges if b - a >= PAUSE_FRAMES]
    out, start = [], 0
    for cut, following in zip([*cuts, len(samples)], [*cuts[1:], len(samples), len(samples)], strict=False):
        if following - start > LONGEST or cut == len(samples):
            out.append((start, cut))
            start = cut
    return [(a, b) for a, b in out if b > a]


def listen(model: Any, samples: Samples, *, words: bool) -> tuple[str, list[Heard], list[Heard]]:  # noqa: ANN401 - whisper carries no types
    """Hear a recording piece by piece; returns all the text, the segments and the words."""
    text, segments, spoken = "", [], []
    for start, end in pieces(samples):
        heard = model.transcribe(samples[start:end], word_timestamps=words, **OPTIONS)
        text += heard["text"]
        for segment in heard["segments"]:
            segments.append(_placed(segment["text"], segment, start))
            spoken += [_placed(word["word"], word, start) for word in segment.get("words", [])]
    return text, segments, spoken


def _placed(text: str, times: dict[str, float], start: int) -> Heard:
    offset = start / RATE
    return Heard(text, round(1000 * (times["start"] + offset)), round(1000 * (times["end"] + offset)))


def score(truth: list[dict[str, Any]], text: str, segments: list[Heard], words: list[Heard]) -> Score:
    """Compare with what was spoken; a truth line is `{speaker, text, start, end}`."""
    reference = plain("".join(line["text"] for line in truth))
    starts = [min(abs(s.start - line["start"]) for s in segments) for line in truth] if segments else [0]
    firsts = [abs(w.start - at) for w, at in _even_starts(truth, words)] or [0]
    return Score(distance(reference, plain(text)), len(reference), _spread(starts), _spread(firsts))


def _even_starts(truth: list[dict[str, Any]], words: list[Heard]) -> list[tuple[Heard, float]]:
    """Each word with the time its first character should sound, if the characters of a line were evenly spoken."""
    out = []
    for line in truth:
        inside = [w for w in words if line["start"] - 600 < (w.start + w.end) / 2 < line["end"] + 600]
        if plain("".join(w.text for w in inside)) != plain(line["text"]):
            continue
        at, length = 0, len(plain(line["text"]))
        for word in inside:
            if plain(word.text):
                out.append((word, line["start"] + (line["end"] - line["start"]) * at / length))
            at += len(plain(word.text))
    return out


def _spread(errors: list[Any]) -> tuple[int, int]:
    values: NDArray[np.float64] = np.asarray(errors, np.float64)
    return int(np.median(values)), int(values.max())


def plain(text: str) -> str:
    """Text without punctuation and spaces."""
    return re.sub(r"[，。？！、：；“”…,.?!\s]", "", text)


def distance(reference: str, heard: str) -> int:
    """Characters to change, drop or add."""
    row = list(range(len(heard) + 1))
    for i, a in enumerate(reference, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(heard, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
