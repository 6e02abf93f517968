"""Renderings are composed into Whisper's 30-second windows with the labels Whisper itself was taught by.

Everything happens in power-mel, so one rendering serves thousands of windows at new levels and in new noise.
"""

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from whisper.audio import mel_filters

from sample.speech import Samples
from sample.vocabulary import PERCENT, Vocabulary

MELS = 80
FIRST_TIME_LIMIT = 1.0
"""The stock decoder will not open a window with a later timestamp than this (`max_initial_timestamp`)."""
LONGEST_PROMPT = 223
Mel = NDArray[np.float32]


@dataclass(frozen=True)
class Rendering:
    """One sentence in one voice: its power-mel at 100 frames a second, and when its tokens fall."""

    sentence: int
    variant: str
    power: Mel
    frames: NDArray[np.int64]
    spans: list[tuple[float, float]]
    letters: NDArray[np.int64]
    """Which letter of the sentence each hundredth of the rendering belongs to."""


def rendering(vocabulary: Vocabulary, sentence: int, variant: str, samples: Samples) -> Rendering:
    """Measure one rendered sentence."""
    edges = vocabulary.edges(sentence, samples)
    spectrum = torch.stft(torch.from_numpy(samples), 400, 160, window=torch.hann_window(400), return_complex=True)
    power = (mel_filters("cpu", MELS) @ (spectrum[..., :-1].abs() ** 2)).numpy()
    frames, spans = vocabulary.frame_tokens(sentence, edges), vocabulary.token_spans(sentence, edges)
    return Rendering(sentence, variant, power, frames, spans, vocabulary.frame_letters(edges))


@dataclass(frozen=True)
class Setting:
    """What kind of window to compose: frames, loudest noise (log10 below the peak), and how often with timestamps."""

    frames: int
    noise_ceiling: float
    with_times: float


@dataclass
class Sound:
    """A window in the making: power-mel, the token of each 20 ms, and the sentences in it in seconds."""

    power: Mel
    tokens: NDArray[np.int64]
    whole: list[tuple[float, float, Rendering]] = field(default_factory=list)
    cut: float | None = None
    """Start of a sentence that the end of the window cuts off, if there is one."""
    opening: tuple[list[int], float] | None = None
    """Tokens and end of a sentence that began before the window, if there is one."""

    def put(self, heard: Rendering, at: int, gain: float) -> None:
        """Add a rendering at frame `at`, which may lie before the window or run past its end."""
        length = heard.power.shape[1]
        first, last = max(0, at), min(self.power.shape[1], at + length)
        self.power[:, first:last] += np.float32(10**gain) * heard.power[:, first - at : last - at]
        frames = np.arange(first // 2, min(len(self.tokens), last // 2))
        percent = np.clip((PERCENT * (2 * frames - at)) // length, 0, PERCENT - 1)
        self.tokens[frames] = heard.frames[percent]


@dataclass(frozen=True)
class Example:
    """A window ready to learn from. `spans` holds (place that predicts a token, first frame, last frame)."""

    mel: Mel
    tokens: list[int]
    labels: list[int]
    frames: NDArray[np.int64]
    spans: list[tuple[int, int, int]]


class Composer:
    """Draws an endless, seeded supply of windows from a stock of renderings."""

    def __init__(self, vocabulary: Vocabulary, stock: list[Rendering], seed: int) -> None:
        self.vocabulary, self.stock = vocabulary, stock
        self.rng = np.random.default_rng(seed)
        variants = sorted({r.variant for r in stock})
        self.by_variant = [[r for r in stock if r.variant == v] for v in variants]

    def example(self, setting: Setting) -> Example:
        """Compose one window and its labels."""
        sound, end = self._sound(setting.frames)
        return Labeller(self, sound, timed=bool(self.rng.random() < setting.with_times)).example(
            self._recorded(sound, end, setting)
        )

    def window(self, setting: Setting) -> tuple[Mel, Sound]:
        """Compose one window, and tell what sounds in it."""
        sound, end = self._sound(setting.frames)
        return self._recorded(sound, end, setting), sound

    def pick(self, voices: list[Rendering]) -> Rendering:
        """One rendering of a voice, at random."""
        return voices[int(self.rng.integers(len(voices)))]

    def _sound(self, frames: int) -> tuple[Sound, int]:
        """Two voices in turn, gaps between them, and where the speaking was told to stop (in frames)."""
        rng = self.rng
        sound = Sound(np.zeros((MELS, frames), np.float32), np.full(frames // 2, self.vocabulary.text_count, np.int64))
        voices = [self.by_variant[int(i)] for i in rng.choice(len(self.by_variant), 2)]
        at = int(100 * rng.uniform(0, 0.3 if rng.random() < 0.6 else 3.0))
        end = frames if rng.random() < 0.6 else int(rng.uniform(0.25, 1.0) * frames)
        if rng.random() < 0.04:
            return sound, end
        if rng.random() < 0.12:
            at = self._open_mid_sentence(sound, self.pick(voices[0])) or at
        self._converse(sound, voices, at, end)
        return sound, end

    def _open_mid_sentence(self, sound: Sound, heard: Rendering) -> int | None:
        """Begin the window inside a sentence; returns the frame where the next may start, None if it did not fit."""
        length = heard.power.shape[1]
        skipped = int(length * self.rng.uniform(0.2, 0.8))
        tokens = self.vocabulary.text[heard.sentence]
        k = next((j for j, (begin, _) in enumerate(heard.spans) if begin * length >= skipped), len(tokens))
        while k < len(tokens) and self.vocabulary.broken(tokens[k:]):
            k += 1
        left = length - skipped
        if left >= sound.power.shape[1] - 50 or k >= len(tokens) - 1:
            return None
        sound.put(heard, -skipped, -0.4)
        sound.opening = (tokens[k:], left / 100)
        return int(left + 100 * self.rng.uniform(0.15, 0.9))

    def _converse(self, sound: Sound, voices: list[list[Rendering]], at: int, end: int) -> None:
        rng, frames = self.rng, sound.power.shape[1]
        gains = rng.uniform(-1.0, 0.2, 2)
        while True:
            who = int(rng.integers(2)) if rng.random() < 0.5 else 0
            heard = self.pick(voices[who])
            length = heard.power.shape[1]
            if at + length > end:
                if end == frames and at < frames - 4:
                    sound.put(heard, at, gains[who])
                    sound.cut = at / 100
                return
            sound.put(heard, at, gains[who])
            sound.whole.append((at / 100, (at + length) / 100, heard))
            at += length + int(100 * (rng.uniform(0.15, 1.3) if rng.random() < 0.85 else rng.uniform(1.3, 5.0)))
            if rng.random() < 0.03:
                return

    def _recorded(self, sound: Sound, end: int, setting: Setting) -> Mel:
        """Room noise, level and Whisper's own log-mel scaling; a short file's window ends in exact zeros."""
        rng, frames = self.rng, sound.power.shape[1]
        stop = frames
        if end < frames and rng.random() < 0.7:
            spoken = sound.whole[-1][1] if sound.whole else sound.opening[1] if sound.opening else 0.5
            stop = min(frames, int(spoken * 100) + int(rng.uniform(5, 150)))
        peak = sound.power.max() or 1e2
        sound.power[:, :stop] += peak * 10 ** rng.uniform(-7.5, setting.noise_ceiling) * self._noise(stop)
        mel = np.log10(np.maximum(sound.power * 10 ** rng.uniform(-1.0, 0.7), 1e-10))
        mel = (np.maximum(mel, mel.max() + rng.uniform(0, 0.8) - 8.0) + 4) / 4
        mel[:, stop:] = 0.0
        out: Mel = mel.astype(np.float32)
        return out

    def _noise(self, frames: int) -> NDArray[np.float64]:
        rng = self.rng
        bumps = np.interp(np.arange(MELS), np.linspace(0, MELS - 1, 6), rng.normal(size=6))
        tilt = rng.uniform(-2.5, 0.5) * np.linspace(0, 1, MELS) + 0.4 * bumps
        shape = rng.uniform(1.5, 6)
        return 10 ** tilt[:, None] * rng.gamma(shape, 1 / shape, size=(MELS, frames))


class Labeller:
    """Writes for one window what Whisper should answer: timestamp pairs, a bare start where the window cuts, silence."""

    def __init__(self, composer: Composer, sound: Sound, *, timed: bool) -> None:
        self.rng, self.v, self.sound, self.timed = composer.rng, composer.vocabulary, sound, timed

    def example(self, mel: Mel) -> Example:
        """Put the prompt, the answer and their labels together."""
        v, t = self.v, self.v.tokenizer
        before = self._prompt() if self.rng.random() < 0.3 else []
        head = [t.sot, v.zh, t.transcribe] + ([] if self.timed else [t.no_timestamps])
        body, silent = self._answer()
        sequence = [*before, *head, *body]
        labels = [-100] * len(sequence)
        for j in range(len(before), len(sequence) - 1):
            labels[j] = v.compact(sequence[j + 1])
        if silent:
            labels[len(before)] = v.compact(t.no_speech)
        compact = [v.compact(w) for w in sequence]
        return Example(mel, compact, labels, self.sound.tokens, self._spans(len(before) + len(head)))

    def _answer(self) -> tuple[list[int], bool]:
        """The answer's tokens, and whether it is an empty one."""
        v, sound = self.v, self.sound
        silent = not sound.whole and sound.cut is None and sound.opening is None
        out = self._timed(sound.opening[0], 0.0, sound.opening[1]) if sound.opening else []
        for start, end, heard in sound.whole:
            out += self._timed(v.text[heard.sentence], start if out else min(start, FIRST_TIME_LIMIT), end)
        if self.timed and sound.cut is not None:
            out.append(v.time(sound.cut if out else min(sound.cut, FIRST_TIME_LIMIT)))
        if self.timed and silent:
            out.append(v.time(0))
        return [*out, v.tokenizer.eot], silent

    def _timed(self, tokens: list[int], start: float, end: float) -> list[int]:
        return [self.v.time(start), *tokens, self.v.time(end)] if self.timed else list(tokens)

    def _prompt(self) -> list[int]:
        """Text before the window: what was said earlier, or a list of names and terms this model was never taught."""
        rng, v = self.rng, self.v
        out: list[int] = []
        terms, clock = rng.random() < 0.4, 0.0
        for _ in range(int(rng.integers(1, 14))):
            sentence, length = int(rng.integers(len(v.text))), float(rng.uniform(1.5, 4))
            if terms and rng.random() < 0.8:
                out += [-1] * int(rng.integers(2, 12))
            elif terms or not self.timed:
                out += v.text[sentence]
            else:
                out += self._timed(v.text[sentence], clock, clock + length)
            clock = (clock + length) % 25
        return [v.tokenizer.sot_prev, *out[-LONGEST_PROMPT:]]

    def _spans(self, at: int) -> list[tuple[int, int, int]]:
        """Where in the sound each token of the answer lies, for the attention to be supervised."""
        spans: list[tuple[int, int, int]] = []
        if self.sound.opening:
            return spans
        for start, end, heard in self.sound.whole:
            at += self.timed
            for j, (begin, finish) in enumerate(heard.spans):
                first, last = (int(50 * (start + u * (end - start))) for u in (begin, finish))
                spans.append((at + j - 1, first, last + 1))
            at += len(heard.spans) + self.timed
        return spans


def batch_of(examples: list[Example], eot: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Stack windows into tensors: mels, tokens, labels, frame tokens."""
    longest = max(len(e.tokens) for e in examples)
    tokens = torch.full((len(examples), longest), eot)
    labels = torch.full((len(examples), longest), -100)
    for i, e in enumerate(examples):
        tokens[i, : len(e.tokens)] = torch.tensor(e.tokens)
        labels[i, : len(e.labels)] = torch.tensor(e.labels)
    mels = torch.from_numpy(np.stack([e.mel for e in examples]))
    return mels, tokens, labels, torch.from_numpy(np.stack([e.frames for e in examples]))
