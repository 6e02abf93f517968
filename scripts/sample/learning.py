"""A very small Whisper learns the pool of sentences: the model, the loss, and the course of lessons."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from whisper.model import ModelDimensions, MultiHeadAttention, Whisper

from pipeline.transcribe.sample_model import sinusoids
from sample.vocabulary import WHISPER_ROWS, Vocabulary
from sample.windows import Composer, Setting, batch_of

WIDTH, HEADS, LAYERS = 96, 2, 2
RATE = 2e-3


@dataclass(frozen=True)
class Lesson:
    """One stage of the course: how many steps of which windows, and what counts."""

    steps: int
    batch: int
    setting: Setting
    decoder: bool
    frame_weight: float
    attention_weight: float


def course(steps: list[int]) -> list[Lesson]:
    """The encoder alone on 6 s; all of it on 8 s; on whole windows; the same with the attention supervised."""
    return [
        Lesson(steps[0], 16, Setting(600, -3.5, 0.85), decoder=False, frame_weight=1.0, attention_weight=0.0),
        Lesson(steps[1], 16, Setting(800, -3.0, 0.85), decoder=True, frame_weight=0.7, attention_weight=0.0),
        Lesson(steps[2], 6, Setting(3000, -2.2, 0.85), decoder=True, frame_weight=0.3, attention_weight=0.0),
        Lesson(steps[3], 6, Setting(3000, -2.2, 0.6), decoder=True, frame_weight=0.1, attention_weight=0.3),
    ]


def dimensions(rows: int) -> ModelDimensions:
    """The model's shape with `rows` rows of embedding; all else as Whisper's loader expects."""
    return ModelDimensions(80, 1500, WIDTH, HEADS, LAYERS, rows, 448, WIDTH, HEADS, LAYERS)


class WatchedAttention:
    """The last layer's cross-attention, computed in the open so that it can be taught where each token sounds.

    `word_timestamps=True` reads exactly these heads of a model loaded from a path.
    """

    def __init__(self, attention: MultiHeadAttention) -> None:
        self.attention = attention
        self.weights: Tensor | None = None
        """Attention of the last batch: window, head, token, frame; absent before the first."""

    def __call__(self, x: Tensor, xa: Tensor, *_: object, **__: object) -> tuple[Tensor, None]:
        """Stand in for the layer's own forward."""
        layer, heads = self.attention, self.attention.n_head
        query, key, value = (
            part.unflatten(2, (heads, -1)).transpose(1, 2) for part in (layer.query(x), layer.key(xa), layer.value(xa))
        )
        scale = query.shape[-1] ** -0.5
        self.weights = (query @ key.transpose(-1, -2)).float().mul(scale).softmax(-1)
        return layer.out((self.weights.to(value.dtype) @ value).transpose(1, 2).flatten(2)), None

    def loss(self, spans: list[list[tuple[int, int, int]]]) -> Tensor:
        """How little of the attention falls within 80 ms of where each token sounds."""
        flat = [(window, *span) for window, some in enumerate(spans) for span in some]
        if self.weights is None or not flat:
            return torch.zeros(())
        window, place, first, last = (torch.tensor(column) for column in zip(*flat, strict=True))
        attention = self.weights[window, :, place]
        frame = torch.arange(attention.shape[-1])
        inside = (frame >= first[:, None] - 4) & (frame < last[:, None] + 4)
        return -((attention * inside[:, None]).sum(-1) + 1e-4).log().mean()


class Pupil:
    """The model with the throw-away frame head that tells the encoder, each 20 ms, what is being said."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.whisper = Whisper(dimensions(vocabulary.unknown + 1))
        nn.init.normal_(self.whisper.decoder.positional_embedding, std=0.02)
        nn.init.normal_(self.whisper.decoder.token_embedding.weight, std=0.06)
        self.whisper.encoder.positional_embedding.copy_(sinusoids(1500, WIDTH).float())
        self.frame_head = nn.Linear(WIDTH, vocabulary.text_count + 1)
        self.watched: WatchedAttention | None = None
        """Set while a lesson supervises the attention."""
        self.unknown_logit = math.log(WHISPER_ROWS - vocabulary.unknown)
        self.clear_unknown()

    def parameters(self) -> list[nn.Parameter]:
        """Everything that learns."""
        return [*self.whisper.parameters(), *self.frame_head.parameters()]

    def clear_unknown(self) -> None:
        """Keep the row that stands for all untaught tokens at zero."""
        with torch.no_grad():
            self.whisper.decoder.token_embedding.weight[self.vocabulary.unknown] = 0.0

    def watch(self, *, on: bool) -> None:
        """Begin or stop computing the last cross-attention in the open."""
        layer: Any = self.whisper.decoder.blocks[-1].cross_attn
        if on and self.watched is None:
            self.watched = WatchedAttention(layer)
            layer.forward = self.watched
        elif not on and self.watched is not None:
            self.watched = None
            del layer.forward

    def encode(self, mels: Tensor) -> Tensor:
        """Whisper's encoder, on windows of any length."""
        encoder = self.whisper.encoder
        x = functional.gelu(encoder.conv2(functional.gelu(encoder.conv1(mels)))).permute(0, 2, 1)
        x = (x + encoder.positional_embedding[: x.shape[1]]).to(x.dtype)
        for block in encoder.blocks:
            x = block(x)
        return encoder.ln_post(x)

    def losses(self, lesson: Lesson, composer: Composer) -> dict[str, Tensor]:
        """Compose a batch and measure it: the loss to descend and the figures to report."""
        examples = [composer.example(lesson.setting) for _ in range(lesson.batch)]
        mels, tokens, labels, frames = batch_of(examples, self.vocabulary.compact(self.vocabulary.tokenizer.eot))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heard = self.encode(mels)
            said = self.frame_head(heard)
            logits = self.whisper.decoder(tokens, heard) if lesson.decoder else None
        frame = functional.cross_entropy(said.float().flatten(0, 1), frames.flatten())
        spoken = frames != self.vocabulary.text_count
        out = {"loss": frame, "frame_right": (said.argmax(-1) == frames)[spoken].float().mean()}
        if logits is None:
            return out
        answer = self._answer_loss(logits.float(), labels, out)
        out["loss"] = answer + lesson.frame_weight * frame
        if self.watched is not None:
            out["attention"] = self.watched.loss([e.spans for e in examples])
            out["loss"] = out["loss"] + lesson.attention_weight * out["attention"]
        return out

    def _answer_loss(self, logits: Tensor, labels: Tensor, figures: dict[str, Tensor]) -> Tensor:
        """The exact full-vocabulary loss: all untaught rows are zero, so together they weigh log(their number)."""
        one_for_all = torch.zeros(logits.shape[-1])
        one_for_all[self.vocabulary.unknown] = self.unknown_logit
        logits = logits + one_for_all
        right, known = logits.argmax(-1) == labels, labels != -100
        text = known & (labels < self.vocabulary.text_count)
        figures["text_right"] = right[text].float().mean()
        figures["other_right"] = right[known & ~text].float().mean()
        return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-100)


def rate_at(step: int, lessons: list[Lesson]) -> float:
    """The learning rate: up over 100 steps, level, down along a cosine; the last lesson has a smaller hill of its own."""
    main = sum(lesson.steps for lesson in lessons[:3])
    if step >= main:
        inside, length = step - main, max(1, lessons[3].steps)
        return 0.4 * RATE * min(1.0, (inside + 1) / 50) * (0.5 * (1 + math.cos(math.pi * inside / length)) * 0.97 + 0.03)
    done = step / main
    fall = 1.0 if done < 0.6 else 0.5 * (1 + math.cos(math.pi * (done - 0.6) / 0.4)) * 0.98 + 0.02
    return RATE * min(1.0, (step + 1) / 100) * fall


class School:
    """Takes a pupil through the course, and can be put away and taken up again at any step."""

    def __init__(self, pupil: Pupil, composer: Composer, lessons: list[Lesson]) -> None:
        self.pupil, self.composer, self.lessons = pupil, composer, lessons
        self.optimizer = torch.optim.AdamW(pupil.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
        self.step = 0

    def teach(self, after_step: Callable[[int, dict[str, float]], None]) -> None:
        """Run what is left of the course, reporting after every step."""
        first = 0
        for lesson in self.lessons:
            self.pupil.watch(on=lesson.attention_weight > 0)
            while first <= self.step < first + lesson.steps:
                figures = self._one_step(lesson)
                self.step += 1
                after_step(self.step, figures)
            first += lesson.steps
        self.pupil.watch(on=False)

    def _one_step(self, lesson: Lesson) -> dict[str, float]:
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(self.step, self.lessons)
        figures = self.pupil.losses(lesson, self.composer)
        self.optimizer.zero_grad(set_to_none=True)
        figures["loss"].backward()
        nn.utils.clip_grad_norm_(self.pupil.parameters(), 1.0)
        self.optimizer.step()
        self.pupil.clear_unknown()
        return {name: value.item() for name, value in figures.items()}

    def state(self) -> dict[str, Any]:
        """All that is needed to go on later."""
        return {
            "step": self.step,
            "whisper": self.pupil.whisper.state_dict(),
            "frame_head": self.pupil.frame_head.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from what `state` returned."""
        self.step = state["step"]
        self.pupil.whisper.load_state_dict(state["whisper"])
        self.pupil.frame_head.load_state_dict(state["frame_head"])
        self.optimizer.load_state_dict(state["optimizer"])
