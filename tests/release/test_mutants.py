"""Every guard of the release door is one that a test would miss."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.release.mutants import DOOR, mutants

NONE = Path(__file__).with_name("open_nothing.txt")


def harmless() -> set[str]:
    return {line for line in NONE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


def test_what_is_said_to_open_nothing_is_still_there() -> None:
    made = {mutant.name for module in DOOR for mutant in mutants(module)}
    assert sorted(harmless() - made) == []
    assert len(made) > 4 * len(harmless())


@pytest.mark.long
@pytest.mark.timeout(6 * 3600)
def test_a_guard_that_is_gone_is_noticed(project: Path) -> None:
    """The done-when of the issue: prints each mutant that no test noticed, and the score."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.release.mutants"], cwd=project, capture_output=True, text=True, check=True
    ).stdout
    survived = {line.split("  ", 2)[2] for line in done.splitlines() if " survived  " in line}
    print(done.splitlines()[-1], f"and {len(survived)} of the rest open nothing")  # noqa: T201
    assert sorted(survived - harmless()) == []
