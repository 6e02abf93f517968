"""Prints how long it takes to find the sentence times of a three-hour interview again, and how many are right.

    python benchmarks/align.py [transcript.vtt]

Without a file the interview is made up: 40,000 letters in 12,000 words, a fifth of the sentences rewritten by half.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from pipeline.edit.align import find_times
from pipeline.edit.layout import lay_out
from pipeline.language.sentences import split
from pipeline.language.subtitles import read_subtitles
from pipeline.model.draft import Draft, Segment, Word
from pipeline.model.nouns import Interview
from pipeline.model.text import Chapter, Paragraph, Text, Turn

LETTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
RECORD = Interview(title="", narrators=("narrator",))


def made_up(dice: random.Random) -> Draft:
    """Three hours of evenly spoken invented words, more and less frequent letters as in a language."""
    weights = [1 / (rank + 3) for rank in range(len(LETTERS))]
    segments, at = [], 0
    for _ in range(1_500):
        words = ["".join(dice.choices(LETTERS, weights, k=dice.choice((3, 3, 3, 4)))) for _ in range(8)]
        length = 6_800 // len(words)
        spoken = tuple(Word(at + length * number, at + length * (number + 1), word) for number, word in enumerate(words))
        segments.append(Segment(at, at + 6_800, "".join(words) + "。", spoken))
        at += dice.choice((6_900, 7_000, 7_900))
    return Draft("", at, "", "", "", "", {}, tuple(segments))


def rewritten(text: Text, dice: random.Random) -> Text:
    """The text with half the letters of every fifth sentence changed."""
    turns = []
    for turn in text.turns():
        blocks = []
        for block in turn.blocks:
            sentences = split(block.text) if isinstance(block, Paragraph) else ()
            blocks.append(
                Paragraph("".join(changed(sentence, dice) if dice.random() < 0.2 else sentence for sentence in sentences))
            )
        turns.append(Turn(turn.speaker, turn.start_ms, tuple(blocks)))
    return Text((Chapter("", None, tuple(turns)),))


def changed(sentence: str, dice: random.Random) -> str:
    """The sentence with half its letters exchanged."""
    return "".join(letter if letter in "。\n" or dice.random() < 0.5 else dice.choice(LETTERS) for letter in sentence)


def main() -> None:
    """Measure and print."""
    dice = random.Random(1)  # noqa: S311 - a repeatable draw, no secret
    if len(sys.argv) > 1:
        cues = read_subtitles(Path(sys.argv[1]).read_bytes()).cues
        draft = Draft("", cues[-1].end_ms, "", "", "", "", {}, tuple(Segment(cue.start_ms, cue.end_ms, cue.text) for cue in cues))
    else:
        draft = made_up(dice)
    laid_out = lay_out([(draft, 0)], RECORD, {})
    edited = rewritten(laid_out, dice)
    untimed = Text((Chapter("", None, tuple(Turn(turn.speaker, None, turn.blocks) for turn in edited.turns())),))
    words = sum(len(segment.words) for segment in draft.segments)
    print(f"{draft.duration_ms / 3_600_000:.1f} h, {sum(len(s.text) for s in draft.segments)} letters, {words} words")
    truth = [found for turn in find_times(laid_out, [(draft, 0)]).turns for block in turn.blocks for found in block]
    for name, text in (("as laid out", laid_out), ("rewritten", edited), ("rewritten, no turn times", untimed)):
        begun = time.process_time()
        timing = find_times(text, [(draft, 0)])
        spent = time.process_time() - begun
        times = [found for turn in timing.turns for block in turn.blocks for found in block]
        line = f"{name:26} {spent:5.2f} CPU-s, {len(times)} sentences, {sum(t.sure for t in times) / len(times):.1%} sure"
        if len(times) == len(truth):
            near = sum(abs(found.start_ms - old.start_ms) <= 1_000 for found, old in zip(times, truth, strict=True))
            line += f", {near / len(times):.1%} within a second"
        print(line)


if __name__ == "__main__":
    main()
