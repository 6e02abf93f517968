"""Every guard of the release door is one that a test would miss."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.release.mutants import DOOR, harmless, mutants


def test_what_is_said_to_open_nothing_is_still_there() -> None:
    made = {mutant.name for module in DOOR for mutant in mutants(module)}
    assert sorted(harmless() - made) == []
    assert len(made) > 4 * len(harmless())


@pytest.mark.long
@pytest.mark.timeout(6 * 3600)
def test_a_guard_that_is_gone_is_noticed(project: Path) -> None:
    """The done-when of the issue: prints each mutant that no test noticed, and the score."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.release.mutants"], cwd=project, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    print(done[-1])  # noqa: T201
    assert [line for line in done if line.startswith("survived  ")] == []
    assert " noticed in " in done[-1]
