"""The sample archive's own recogniser, kept in 1.3 MB, is written out as a model file that stock Whisper loads.

The packed file holds only the token rows that were taught; every other row of the embedding is zero, and the encoder's
sinusoids are computed. What comes out is checked against a digest over all tensors before it is put in place.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

FORMAT = "koushu-sample-whisper-1"
EMBEDDING = "decoder.token_embedding.weight"
SINUSOIDS = "encoder.positional_embedding"
WEIGHT = "w:"


def unpack(npz: Path, target: Path) -> None:
    """Write the official `{"dims", "model_state_dict"}` file that `whisper.load_model(path)` reads.

    `target` appears whole or not at all. Raises ValueError when `npz` is not such a model, or when the unpacked
    tensors are not the ones that were packed.
    """
    try:
        with npz.open("rb") as file, np.load(file) as packed:
            header = json.loads(packed["header"].tobytes())
            if header["format"] != FORMAT:
                raise ValueError(header["format"])
            dims, expected = dict(header["dims"]), str(header["sha256"])
            state = _state(packed, dims)
    except (ValueError, TypeError, KeyError, IndexError, RuntimeError, EOFError, zipfile.BadZipFile) as unlike:
        raise ValueError(f"{npz} is not a packed sample model: restore it from the repository.") from unlike
    if digest(state) != expected:
        raise ValueError(f"{npz} unpacks to other weights than were packed: restore it from the repository.")
    _save({"dims": dims, "model_state_dict": state}, target)


def digest(state: Mapping[str, torch.Tensor]) -> str:
    """SHA-256 over the tensors: names in order, each with its type, shape and little-endian bytes."""
    sha = hashlib.sha256()
    for name in sorted(state):
        array = np.ascontiguousarray(state[name].detach().cpu().numpy())
        sha.update(f"{name} {array.dtype.name} {list(array.shape)}\n".encode())
        sha.update(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes())
    return sha.hexdigest()


def sinusoids(length: int, channels: int) -> torch.Tensor:
    """The encoder's fixed positions as half floats, computed in double so that every machine rounds alike."""
    rates = np.exp(-np.log(10_000.0) / (channels // 2 - 1) * np.arange(channels // 2))
    angles = np.arange(length)[:, None] * rates[None, :]
    return torch.from_numpy(np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float16))


def _state(packed: Mapping[str, Any], dims: Mapping[str, int]) -> dict[str, torch.Tensor]:
    state = {name[len(WEIGHT) :]: torch.from_numpy(packed[name]) for name in packed if name.startswith(WEIGHT)}
    embedding = torch.zeros(dims["n_vocab"], dims["n_text_state"], dtype=torch.float16)
    embedding[torch.from_numpy(packed["ids"].astype(np.int64))] = torch.from_numpy(packed["rows"])
    state[EMBEDDING] = embedding
    state[SINUSOIDS] = sinusoids(dims["n_audio_ctx"], dims["n_audio_state"])
    return state


def _save(model: Mapping[str, Any], target: Path) -> None:
    """Write beside the target, flush, and put in place in one step."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as out:
            torch.save(dict(model), out)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
