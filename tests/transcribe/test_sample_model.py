"""The sample archive's packed recogniser, and the model file that stock Whisper loads."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from pipeline.transcribe.sample_model import FORMAT, digest, unpack  # noqa: E402 - torch may be absent

PACKED = Path(__file__).parents[2] / "archive/engine/sample-whisper.npz"


def repacked(folder: Path, **changes: np.ndarray) -> Path:
    with np.load(PACKED) as packed:
        parts = {name: packed[name] for name in packed.files} | changes
    target = folder / "changed.npz"
    np.savez_compressed(target, **parts)
    return target


def test_the_unpacked_model_is_the_one_that_was_packed(tmp_path: Path) -> None:
    unpack(PACKED, tmp_path / "sample.pt")
    model = torch.load(tmp_path / "sample.pt", weights_only=True)
    with np.load(PACKED) as packed:
        header = json.loads(packed["header"].tobytes())
    assert header["format"] == FORMAT
    assert digest(model["model_state_dict"]) == header["sha256"]
    assert model["dims"]["n_vocab"] == 51_865
    assert [path.name for path in tmp_path.iterdir()] == ["sample.pt"]


def test_the_packed_model_is_small() -> None:
    assert PACKED.stat().st_size < 1_500_000


def test_other_weights_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with np.load(PACKED) as packed:
        rows = packed["rows"].copy()
    rows[0, 0] += 1
    with pytest.raises(ValueError, match="other weights than were packed"):
        unpack(repacked(tmp_path, rows=rows), tmp_path / "sample.pt")
    assert not (tmp_path / "sample.pt").exists()


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wrong.npz").write_bytes(content)
    with pytest.raises(ValueError, match="not a packed sample model"):
        unpack(tmp_path / "wrong.npz", tmp_path / "sample.pt")


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cut.npz").write_bytes(PACKED.read_bytes()[:600_000])
    with pytest.raises(ValueError, match="not a packed sample model"):
        unpack(tmp_path / "cut.npz", tmp_path / "sample.pt")


def test_the_digest_knows_names_types_shapes_and_values() -> None:
    one = {"a": torch.zeros(2, 3, dtype=torch.float16)}
    others = [
        {"b": torch.zeros(2, 3, dtype=torch.float16)},
        {"a": torch.zeros(2, 3)},
        {"a": torch.zeros(3, 2, dtype=torch.float16)},
        {"a": torch.ones(2, 3, dtype=torch.float16)},
    ]
    assert len({digest(state) for state in [one, *others]}) == 5
