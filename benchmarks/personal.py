"""Prints how well personal data and military detail are found in the labelled sentences, and how fast.

    python benchmarks/personal.py [transcript.vtt …]

With transcripts it prints what is found in them too, by category, for each 10,000 characters: counts alone, never their words.
Where JioNLP happens to be installed, its finds in the same sentences are counted beside ours; nothing here needs it.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.language.personal.detect import detect
from pipeline.language.subtitles import read_subtitles
from pipeline.model.personal import CATEGORIES
from tests.language.labelled import PARTS, Labelled, score, sentences

NUMBERS = ("id_number", "phone", "account", "military_cert")


def tell(name: str, labelled: list[Labelled]) -> None:
    """One line for some sentences."""
    done = score(labelled)
    found, asked = done.hits.total(), done.positives.total()
    print(
        f"{name:8} found {found}/{asked} = {100 * done.recall:.1f} %   "
        f"false alarms {len(done.alarms)}/{done.negatives} = {100 * done.false_alarms:.1f} %"
    )


def by_category(labelled: list[Labelled]) -> None:
    """Recall for each category."""
    done = score(labelled)
    for category in CATEGORIES:
        if done.positives[category]:
            print(f"  {category:20} {done.hits[category]}/{done.positives[category]}")


def speed(labelled: list[Labelled]) -> None:
    """CPU seconds for a million characters: the sentences themselves, far denser with finds than any interview, over and over."""
    once = "\n".join(one.text for one in labelled)
    text = (once + "\n") * (1_000_000 // len(once) + 1)
    text = text[:1_000_000]
    began = time.process_time()
    found = len(detect(text))
    print(f"a million characters: {time.process_time() - began:.1f} CPU-s, {found} finds (goal 10 CPU-s)")


def transcript(path: Path) -> None:
    """What is found in a real transcript."""
    text = "\n".join(cue.text for cue in read_subtitles(path.read_bytes()).cues)
    began = time.process_time()
    found = detect(text)
    took = time.process_time() - began
    rate = 10_000 * len(found) / max(1, len(text))
    kinds = "、".join(f"{name} {count}" for name, count in Counter(one.category for one in found).most_common())
    print(f"{path.name}: {len(text)} characters, {len(found)} finds, {rate:.1f} for each 10,000, {took:.2f} CPU-s  {kinds}")


def beside(labelled: list[Labelled]) -> None:
    """How many sentences with a number JioNLP finds one in."""
    if find_spec("jionlp") is None:
        print("JioNLP is not installed: no comparison")
        return
    jio = import_module("jionlp")
    asked = [one for one in labelled if one.category in NUMBERS]
    ways = (jio.extract_id_card, jio.extract_phone_number)
    theirs = sum(any(way(one.text) for way in ways) for one in asked)
    ours = sum(one.is_hit(one.found()) for one in asked)
    print(f"sentences with a number: JioNLP {theirs}/{len(asked)}, ours {ours}/{len(asked)}")


def main(paths: list[str]) -> None:
    """All figures."""
    parts = {part: sentences(part) for part in PARTS}
    for part, labelled in parts.items():
        tell(part, labelled)
    every = [one for labelled in parts.values() for one in labelled]
    tell("all", every)
    by_category(every)
    speed(every)
    for path in paths:
        transcript(Path(path))
    beside(every)


if __name__ == "__main__":
    main(sys.argv[1:])
