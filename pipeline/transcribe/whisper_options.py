"""Hints become what every engine of the Whisper family is told, and its answers become our segments."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.draft import Flag, Options, Segment, Word
from pipeline.transcribe.listening import Hints
from pipeline.transcribe.prompt import prompt_with

# Each against a failure that Whisper is known for on long Chinese interviews: loops carried from window to window, words over
# silence, a prompt that reaches the first window alone.
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
OPTIONS: Mapping[str, str | int | float | bool | None] = {
    "task": "transcribe",
    "beam_size": 5,
    "condition_on_previous_text": False,
    "compression_ratio_threshold": 2.4,
    "logprob_threshold": -1.0,
    "no_speech_threshold": 0.6,
    "word_timestamps": True,
    "hallucination_silence_threshold": 2.0,
}
MOST_ASKED = 60  # decodings of one piece; clear speech of 28 s takes four to eight
SEED = "start_ms"  # each piece is seeded by its own start, so that a resumed run samples as a whole one does
FIGURES = ("avg_logprob", "no_speech_prob", "compression_ratio", "temperature")


def told(hints: Hints) -> Options:
    """The options of a draft that such an engine made, in Whisper's words."""
    options: Options = {
        **OPTIONS,
        "most_asked": MOST_ASKED,
        "language": hints.language,
        "initial_prompt": hints.prompt,
        "carry_initial_prompt": bool(hints.prompt),
        "temperature": " ".join(map(str, TEMPERATURES)),
        "seed": SEED,
    }
    return options | {"names": "、".join(hints.names)} if hints.names else options


def said_before(hints: Hints) -> str:
    """What the engine is made to believe was said before every window: the prompt, and the names as a sentence."""
    return prompt_with(hints.prompt, hints.names, hints.language)


def language_code(hints: Hints) -> str:
    """`zh-CN` → `zh`."""
    return hints.language.partition("-")[0].lower()


def segment_of(raw: Mapping[str, Any]) -> Segment:
    """Whisper's dict as ours; with word times on, its numbers are numpy's and not fit for JSON."""
    words = tuple(
        Word(_ms(word["start"]), _ms(word["end"]), word["word"].strip(), _figure(word["probability"]))
        for word in raw.get("words") or ()
        if word["word"].strip()
    )
    figures = {name: _figure(raw[name]) for name in FIGURES if math.isfinite(raw[name])}
    return Segment(_ms(raw["start"]), _ms(raw["end"]), raw["text"].strip(), words, figures=figures)


def cut_short(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of a piece that was given up before its end, the last one flagged."""
    return (*segments[:-1], *(replace(last, flags=(Flag("cut-short"),)) for last in segments[-1:]))


def _ms(seconds: float) -> int:
    return round(float(seconds) * 1000)


def _figure(number: float) -> float:
    return round(float(number), 4)
