"""Recordings and models that the tests of hearing share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from whisper.model import ModelDimensions, Whisper

from pipeline.transcribe.listening import RATE
from tests.media.making import write_wav
from tests.transcribe.models import ct2_int8_model, ct2_model, ctc_model, onnx_whisper  # noqa: F401 - fixtures for every test here


def talk(plan: list[tuple[float, bool]], seed: int = 0, room: float = 20) -> np.ndarray:
    """(seconds, is somebody speaking) in turn → int16 (frames, 1) at 16 kHz: four syllables a second over a quiet room."""
    random = np.random.default_rng(seed)
    parts = []
    for seconds, speaking in plan:
        count = round(seconds * RATE)
        sound = random.normal(0, room, count)
        if speaking:
            at = np.arange(count) / RATE
            sound += 6000 * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * at)) * random.normal(0, 0.5, count)
        parts.append(sound)
    return np.clip(np.concatenate(parts), -32768, 32767).astype(np.int16).reshape(-1, 1)


def never_taught(path: Path, **shape: int) -> Path:
    """A genuine Whisper of tiny dimensions and random weights; 24 tokens of context keep its loops short."""
    dims = {
        "n_mels": 80, "n_audio_ctx": 1500, "n_audio_state": 64, "n_audio_head": 2, "n_audio_layer": 1,
        "n_vocab": 51865, "n_text_ctx": 24, "n_text_state": 64, "n_text_head": 2, "n_text_layer": 1, **shape,
    }  # fmt: skip
    torch.manual_seed(0)
    model = Whisper(ModelDimensions(**dims)).eval()
    torch.nn.init.normal_(model.decoder.positional_embedding, std=0.01)
    torch.save({"dims": dims, "model_state_dict": {key: value.half() for key, value in model.state_dict().items()}}, path)
    return path


@pytest.fixture(scope="session")
def conversation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two minutes of talk with pauses: eight pieces or so."""
    plan = [(0.8, False), *[(6.0, True), (0.6, False), (7.0, True), (2.5, False)] * 8]
    return write_wav(talk(plan), RATE, tmp_path_factory.mktemp("talk") / "talk.wav")


@pytest.fixture
def nobody_asks() -> Callable[[int, int], None]:
    return lambda *_: None
