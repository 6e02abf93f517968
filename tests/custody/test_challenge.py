"""A copy proves that it holds the bytes, not that it once did."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from uuid import uuid4

import pytest

from pipeline import copying
from pipeline.custody.challenge import challenge
from pipeline.custody.copies import Copy
from pipeline.custody.survey import Files
from pipeline.writing.atomic import forget_cached, read_chunks
from pipeline.writing.store import Store
from tests.custody.copying_here import RECORDING, TEXT, Ground, codes, flip, tree


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    ground = Ground(tmp_path / "a")
    copying.copy(ground.settings, str(tmp_path / "b"))
    return ground


def last_event(ground: Ground) -> dict[str, object]:
    found: dict[str, object] = json.loads(ground.events().splitlines()[-1])
    return found


def test_a_sound_copy_answers_for_every_file_and_the_history_tells(ground: Ground, tmp_path: Path) -> None:
    proof = copying.challenge(ground.settings, str(tmp_path / "b"))
    assert (proof.problems, proof.files) == ((), len(tree(tmp_path / "b/archive")))
    assert proof.size == sum(map(len, tree(tmp_path / "b/archive").values()))
    event = last_event(ground)
    assert event["type"] == "fixity check"
    assert "outcome" not in event
    assert copying.challenge(ground.settings, str(tmp_path / "b"), 2).files == 2
    assert ground.shelf.verify_chain() == ()


def test_one_bit_in_any_file_of_the_copy_is_found_and_named(ground: Ground, tmp_path: Path) -> None:
    for path in sorted(tree(tmp_path / "b/archive")):
        flip(tmp_path / "b/archive" / path)
        proof = copying.challenge(ground.settings, str(tmp_path / "b"))
        assert [(one.code, one.file) for one in proof.problems] == [("challenge-damaged", path)]
        flip(tmp_path / "b/archive" / path)
    assert last_event(ground)["outcome"] == "failure"


def test_a_sample_of_all_originals_finds_the_damaged_one(ground: Ground, tmp_path: Path) -> None:
    flip(tmp_path / "b/archive" / RECORDING)
    assert codes(copying.challenge(ground.settings, str(tmp_path / "b"), 99).problems) == ["challenge-damaged"]


def test_a_bit_lost_at_home_is_not_blamed_on_the_copy(ground: Ground, tmp_path: Path) -> None:
    flip(ground.root / RECORDING)
    assert codes(copying.challenge(ground.settings, str(tmp_path / "b")).problems) == ["challenge-source-damaged"]
    (ground.root / RECORDING).unlink()
    assert codes(copying.challenge(ground.settings, str(tmp_path / "b")).problems) == ["challenge-source-unreadable"]


def test_a_copy_that_changed_its_inventory_too_cannot_answer(ground: Ground, tmp_path: Path) -> None:
    inventory, damaged = tmp_path / "b/inventory-sha256.txt", tmp_path / "b/archive" / RECORDING
    before = hashlib.sha256(damaged.read_bytes()).hexdigest()
    flip(damaged)
    after = hashlib.sha256(damaged.read_bytes()).hexdigest()
    inventory.write_text(inventory.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    assert codes(copying.challenge(ground.settings, str(tmp_path / "b")).problems) == ["challenge-differs"]


def test_what_a_copy_lost_or_never_had_is_named(ground: Ground, tmp_path: Path) -> None:
    (tmp_path / "b/archive" / TEXT).unlink()
    copy = Copy(Store(tmp_path / "b"), copying._SUMS)
    copy.digests.pop(f"archive/{RECORDING}")
    copy.save(None)
    assert set(codes(copying.challenge(ground.settings, str(tmp_path / "b")).problems)) == {
        "challenge-lost",
        "challenge-not-held",
    }
    assert codes(copying.copy(ground.settings, str(tmp_path / "b")).problems) == ["copy-held-damaged"]
    assert copying.challenge(ground.settings, str(tmp_path / "b")).problems == ()


def test_every_number_asks_for_another_answer(ground: Ground, tmp_path: Path) -> None:
    """An answer that was overheard does not help: the copy's store is made to repeat its bytes of before."""
    copy = Copy(Store(tmp_path / "b"), copying._SUMS)
    path = f"archive/{RECORDING}"
    files = Files({}, lambda inside: read_chunks(ground.root / inside))
    known = {RECORDING: copy.digests[path]}
    assert challenge(copy, [path], files, known, b"1" * 32).problems == ()
    flip(tmp_path / "b" / path)
    copy.digests[path] = hashlib.sha256((tmp_path / "b" / path).read_bytes()).hexdigest()
    assert [one.code for one in challenge(copy, [path], files, known, b"2" * 32).problems] == ["challenge-differs"]


def test_where_only_memory_answers_it_is_said(ground: Ground, tmp_path: Path) -> None:
    place = f"memory://{uuid4().hex}"
    copying.copy(ground.settings, place)
    proof = copying.challenge(ground.settings, place)
    assert proof.from_memory == proof.files > 0
    assert not forget_cached(tmp_path / "nothing")
