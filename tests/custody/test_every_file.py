"""Every file of the sample archive: one flipped bit, gone, swapped with another."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.custody.witness import as_written
from tests.conftest import ROOT
from tests.custody.conftest import Kept, named

FILES = sorted(
    [
        path.relative_to(ROOT / "archive").as_posix()
        for path in (ROOT / "archive").rglob("*")
        if path.is_file() and not path.name.startswith(".") and "sealed" not in path.parts and ".whisper-" not in path.name
    ]
    + ["sealed/consent-2023-001-lin-1.pdf"]
)


def flipped(data: bytes, seed: str, span: slice = slice(None)) -> bytes:
    """The bytes with one bit of `span` the other way."""
    places = range(len(data))[span]
    place = random.Random(seed).choice(places)
    return data[:place] + bytes([data[place] ^ 1 << random.Random(seed).randrange(8)]) + data[place + 1 :]


@pytest.mark.parametrize("file", FILES)
def test_one_flipped_bit_is_named(sample_kept: Kept, file: str) -> None:
    path = sample_kept.path(file)
    with sample_kept.mended(file):
        path.write_bytes(flipped(path.read_bytes(), file))
        report = sample_kept.verify()
        mine = [problem for problem in report.problems if problem.file == file]
        assert mine, report.problems
        is_edit = all(problem.code == "fixity-edited" for problem in mine)
        assert is_edit == (file.endswith((".yml", ".md", ".npz"))), mine
        assert bool(report.damaged) != is_edit
        others = [problem for problem in report.problems if problem.file != file]
        assert all(f"{file}:" in str(problem.values.get("where")) for problem in others), others


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_gone_is_named(sample_kept: Kept, file: str) -> None:
    with sample_kept.mended(file):
        sample_kept.path(file).unlink()
        report = sample_kept.verify()
        assert (file, "fixity-missing") in named(report)
        if file != "events.ndjson":
            assert {problem.file for problem in report.damaged} == {file}


def pairs() -> Iterator[tuple[str, str]]:
    """Each file with another one of its kind, and each with one drawn from all others."""
    chance = random.Random(4)
    for file in FILES:
        alike = [other for other in FILES if Path(other).suffix == Path(file).suffix and other != file]
        yield file, chance.choice(alike or [other for other in FILES if other != file])
        yield file, chance.choice([other for other in FILES if other != file])


@pytest.mark.parametrize(("one", "other"), sorted(set(pairs())))
def test_two_files_that_were_swapped_are_both_named(sample_kept: Kept, one: str, other: str) -> None:
    first, second = sample_kept.path(one), sample_kept.path(other)
    with sample_kept.mended(one, other):
        one_data, other_data = first.read_bytes(), second.read_bytes()
        if one_data == other_data:
            pytest.skip("the same bytes")
        first.write_bytes(other_data)
        second.write_bytes(one_data)
        report = sample_kept.verify()
        assert {one, other} <= {problem.file for problem in report.damaged} | {
            problem.file for problem in report.problems if {one, other} & {"manifest-sha256.txt", "events.ndjson"}
        }, report.problems
        if not {one, other} & {"manifest-sha256.txt", "events.ndjson"}:
            assert named(report) == {(one, "fixity-swapped"), (other, "fixity-swapped")}
            assert {str(problem.values["other"]) for problem in report.problems} == {one, other}


@pytest.mark.parametrize("part", range(20))
def test_a_flipped_bit_anywhere_in_the_history_is_named(sample_kept: Kept, part: int) -> None:
    """All lines but the last are bound by the next one; the last one by a witness alone."""
    path = sample_kept.path("events.ndjson")
    with sample_kept.mended():
        data = path.read_bytes()
        start = data[:-1].rindex(b"\n") + 1
        witness = as_written(sample_kept.shelf().read().witness or pytest.fail("no witness"))
        path.write_bytes(flipped(data, f"early {part}", slice(0, start)))
        assert "events.ndjson" in {problem.file for problem in sample_kept.verify().damaged}
        shutil.rmtree(sample_kept.out)
        path.write_bytes(flipped(data, f"last {part}", slice(start, len(data))))
        assert "events.ndjson" in {problem.file for problem in sample_kept.verify(witness).damaged}
