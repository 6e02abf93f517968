"""The packed sample Whisper in plain arrays, for whoever writes it down in another engine's format."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.transcribe.sample_model import unpack


@dataclass(frozen=True)
class Unpacked:
    """A Whisper: its dimensions by Whisper's names, and its weights in single precision."""

    dims: dict[str, int]
    weights: dict[str, NDArray[np.float32]]


def unpacked(packed: Path) -> Unpacked:
    """Take the packed model apart. Raises ValueError where `packed` is not one."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.pt"
        unpack(packed, whole)
        model = torch.load(whole, map_location="cpu", weights_only=True)
    return Unpacked(model["dims"], {name: weight.float().numpy() for name, weight in model["model_state_dict"].items()})
