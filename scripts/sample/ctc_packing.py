"""The taught CTC head becomes a small file beside the sample Whisper, whose encoder it listens with."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.transcribe.sample_model import digest

FORMAT = "koushu-sample-ctc-1"


@dataclass(frozen=True)
class PackedHead:
    """Letters by number (0 is the blank) and the head's weights in single precision."""

    letters: list[str]
    weights: dict[str, NDArray[np.float32]]


def pack_head(state: Mapping[str, torch.Tensor], letters: list[str], encoder: Path, target: Path) -> str:
    """Write the head, in half floats, with the digest of the Whisper it was taught on; returns its own."""
    halves = {name: tensor.detach().half() for name, tensor in sorted(state.items())}
    sha256 = digest(halves)
    header = {"format": FORMAT, "letters": "".join(letters[1:]), "encoder": encoder_digest(encoder), "sha256": sha256}
    packed = io.BytesIO()
    text = np.frombuffer(json.dumps(header, ensure_ascii=False, sort_keys=True).encode(), np.uint8)
    np.savez_compressed(packed, header=text, **{name: tensor.numpy() for name, tensor in halves.items()})
    beside = target.with_name(f".{target.name}.part")
    beside.write_bytes(packed.getvalue())
    beside.replace(target)
    return sha256


def read_head(packed: Path, encoder: Path) -> PackedHead:
    """Read the head. Raises ValueError where its weights are not those packed, or `encoder` is not the one it knows."""
    with np.load(packed) as file:
        header = json.loads(file["header"].tobytes())
        halves = {name: torch.from_numpy(file[name]) for name in file.files if name != "header"}
    if header["format"] != FORMAT or digest(halves) != header["sha256"]:
        raise ValueError(f"{packed} holds other weights than were packed: restore it from the repository.")
    if header["encoder"] != encoder_digest(encoder):
        raise ValueError(f"{packed} was taught on another encoder than {encoder}: run scripts/train-sample-ctc.")
    return PackedHead(["<blk>", *header["letters"]], {name: half.float().numpy() for name, half in halves.items()})


def encoder_digest(packed: Path) -> str:
    """The digest that a packed sample Whisper carries of itself."""
    with np.load(packed) as file:
        return str(json.loads(file["header"].tobytes())["sha256"])
