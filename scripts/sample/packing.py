"""A taught model becomes the small file the archive carries, from which the official one is rebuilt bit for bit."""

import io
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from pipeline.transcribe.sample_model import EMBEDDING, FORMAT, SINUSOIDS, WEIGHT, digest, sinusoids
from sample.learning import Pupil, dimensions
from sample.vocabulary import WHISPER_ROWS


def full_state(pupil: Pupil) -> dict[str, torch.Tensor]:
    """The model as Whisper keeps it, in half floats, with a row for every token (zero where untaught)."""
    state = {name: tensor.detach().half().clone() for name, tensor in pupil.whisper.state_dict().items()}
    taught = state[EMBEDDING][:-1]
    embedding = torch.zeros(WHISPER_ROWS, taught.shape[1], dtype=torch.float16)
    embedding[torch.tensor(pupil.vocabulary.ids)] = taught
    state[EMBEDDING] = embedding
    state[SINUSOIDS] = sinusoids(*state[SINUSOIDS].shape)
    return state


def pack(pupil: Pupil, target: Path) -> str:
    """Write the packed model to `target`; returns the digest of the whole one."""
    state = full_state(pupil)
    sha256 = digest(state)
    header = {"format": FORMAT, "dims": asdict(dimensions(WHISPER_ROWS)), "sha256": sha256}
    ids = np.array(sorted(pupil.vocabulary.ids), np.int32)
    rows = state.pop(EMBEDDING)[torch.from_numpy(ids.astype(np.int64))].numpy()
    del state[SINUSOIDS]
    weights = {WEIGHT + name: tensor.numpy() for name, tensor in sorted(state.items())}
    packed = io.BytesIO()
    text = np.frombuffer(json.dumps(header, sort_keys=True).encode(), np.uint8)
    np.savez_compressed(packed, header=text, ids=ids, rows=rows, **weights)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    beside.write_bytes(packed.getvalue())
    beside.replace(target)
    return sha256
