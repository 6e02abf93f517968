"""Every sentence of the pool in many voices to learn from, clear of the held-out narrators and of the sample recordings."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sample.pool import sample_voices
from sample.speech import Samples, Voice, speak
from sample.vocabulary import Vocabulary
from sample.windows import Rendering, rendering

VARIANTS = ["", "+m1", "+m2", "+m3", "+m5", "+m7", "+m8", "+f1", "+f2", "+f4", "+f5", "+michael", "+linda", "+grandpa"]
SPEEDS, PITCHES = range(120, 231), range(20, 81)


def voices(count: int, per_sentence: int, seed: int) -> list[tuple[int, Voice]]:
    """A voice for each rendering of each sentence, clear of every speed and pitch a sample recording uses."""
    rng = np.random.default_rng(seed)
    used = sample_voices()
    speeds = [s for s in SPEEDS if all(abs(s - v.speed) > 1 for v in used)]
    pitches = [p for p in PITCHES if all(abs(p - v.pitch) > 1 for v in used)]
    return [
        (s, Voice(VARIANTS[(k + s) % len(VARIANTS)], int(rng.choice(speeds)), int(rng.choice(pitches))))
        for s in range(count)
        for k in range(per_sentence)
    ]


def stock(vocabulary: Vocabulary, per_sentence: int, seed: int) -> list[Rendering]:
    """Render every sentence in many voices and measure the renderings."""
    plan = voices(len(vocabulary.sentences), per_sentence, seed)

    def render(entry: tuple[int, Voice]) -> Samples:
        return speak(vocabulary.sentences[entry[0]], entry[1])

    with ThreadPoolExecutor(3) as pool:
        sounds = list(pool.map(render, plan))
    return [rendering(vocabulary, s, v.variant, sound) for (s, v), sound in zip(plan, sounds, strict=True)]
