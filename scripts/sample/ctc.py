"""A small head on the sample Whisper's frozen encoder learns which character sounds in which 20 ms (CTC, Graves 2006)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from sample.vocabulary import PERCENT
from sample.windows import Composer, Setting, Sound

WIDTH, SPAN = 96, 9
"""Channels of the head's middle, and how many frames (20 ms each) it sees around the one it judges."""
BLANK = 0
BREATH = 0.2
"""The part of a character, at its end, that is taught as blank, so that a character said twice is written twice."""
BATCH = 8
WINDOW = Setting(3000, -2.2, 0.0)
RATE = 3e-3
PUNCTUATION = "，。？、"


def alphabet(sentences: list[str]) -> list[str]:
    """The characters the head can write, by number from 1; 0 is the blank. Punctuation is not heard."""
    return ["<blk>", *sorted({letter for sentence in sentences for letter in sentence if letter not in PUNCTUATION})]


@dataclass(frozen=True)
class Lesson:
    """One window: what the encoder heard, (frames, state) in half precision; what sounds in each frame; what is spoken."""

    heard: NDArray[np.float16]
    sounding: NDArray[np.int64]
    spoken: NDArray[np.int64]


class Head(nn.Module):
    """A convolution over time, GELU, and a score for every character and the blank."""

    def __init__(self, state: int, letters: int) -> None:
        super().__init__()
        self.around = nn.Conv1d(state, WIDTH, SPAN, padding=SPAN // 2)
        self.scores = nn.Linear(WIDTH, letters)

    def forward(self, heard: Tensor) -> Tensor:
        """(window, frame, state) to (window, frame, letter)."""
        scores: Tensor = self.scores(functional.gelu(self.around(heard.transpose(1, 2))).transpose(1, 2))
        return scores


class Listener:
    """Composes windows and keeps what the frozen encoder hears in them."""

    def __init__(self, whisper: Any, composer: Composer) -> None:  # noqa: ANN401 - whisper carries no types
        self.whisper, self.composer = whisper, composer
        self.sentences = composer.vocabulary.sentences
        self.number = {letter: i for i, letter in enumerate(alphabet(self.sentences))}

    @torch.no_grad()
    def lessons(self, count: int) -> Iterator[Lesson]:
        """So many windows, as the composer draws them, each up to the sentence that its end cuts off."""
        while count:
            mel, sound = self.composer.window(WINDOW)
            if not sound.whole or sound.opening:
                continue
            heard = self.whisper.encoder(torch.from_numpy(mel)[None])[0]
            frames = len(heard) if sound.cut is None else int(50 * sound.cut)
            spoken = [self.number[c] for _, _, said in sound.whole for c in self.sentences[said.sentence] if c in self.number]
            yield Lesson(heard[:frames].half().numpy(), self._sounding(sound, frames), np.array(spoken, np.int64))
            count -= 1

    def _sounding(self, sound: Sound, frames: int) -> NDArray[np.int64]:
        """The character in each 20 ms; its last fifth, and all that is no character, is blank."""
        out = np.full(frames, BLANK, np.int64)
        for start, end, said in sound.whole:
            numbers = np.array([self.number.get(letter, BLANK) for letter in self.sentences[said.sentence]])
            within = np.arange(int(50 * start), min(frames, int(50 * end)))
            percent = np.clip((2 * within - 100 * start) / (end - start), 0, PERCENT - 1).astype(np.int64)
            letters = said.letters[percent]
            ends = np.searchsorted(said.letters, letters, side="right")
            begins = np.searchsorted(said.letters, letters, side="left")
            out[within] = np.where(percent < ends - BREATH * (ends - begins), numbers[letters], BLANK)
        return out


def teach(head: Head, lessons: list[Lesson], steps: tuple[int, int], after_step: Callable[[int, float], None]) -> None:
    """First frame by frame, then by the CTC loss, which cares for the order alone; the rate falls along a cosine."""
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=sum(steps), pct_start=0.05)
    order: list[int] = []
    for step in range(sum(steps)):
        order = order if len(order) >= BATCH else torch.randperm(len(lessons)).tolist()
        batch, order = [lessons[i] for i in order[:BATCH]], order[BATCH:]
        loss = frame_loss(head, batch) if step < steps[0] else ctc_loss(head, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        after_step(step, loss.item())


def frame_loss(head: Head, batch: list[Lesson]) -> Tensor:
    """How surprised the head is by what sounds in each frame."""
    sounding = pad_sequence([torch.from_numpy(lesson.sounding) for lesson in batch], batch_first=True, padding_value=-100)
    return functional.cross_entropy(head(_heard(batch)).flatten(0, 1), sounding.flatten())


def ctc_loss(head: Head, batch: list[Lesson]) -> Tensor:
    """How surprised the head is by the sequence of characters, whenever they sound; the mean per character."""
    lengths = torch.tensor([[len(lesson.heard), len(lesson.spoken)] for lesson in batch])
    spoken = torch.cat([torch.from_numpy(lesson.spoken) for lesson in batch])
    odds = head(_heard(batch)).log_softmax(-1).transpose(0, 1)
    return functional.ctc_loss(odds, spoken, lengths[:, 0], lengths[:, 1], blank=BLANK, zero_infinity=True)


def _heard(batch: list[Lesson]) -> Tensor:
    return pad_sequence([torch.from_numpy(lesson.heard).float() for lesson in batch], batch_first=True)
