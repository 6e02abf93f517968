"""Options and fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

import pipeline.cli  # noqa: F401 - garbage is looked for as often as in the command
from tests.chromium import chromium as chromium  # noqa: PLC0414 - a fixture of all

ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("unhurried", deadline=None)  # properties are not timed: the machine may be busy
hypothesis.settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--real-data", type=Path, default=None, help="folder of real recordings and transcripts, read only")
    parser.addoption("--long", action="store_true", help="also run sweeps, fuzzing and memory proofs")


# So that no process waits for another: at the start for the sample archive's first run, at the end for the last file.
SLOWEST_FIRST = ("test_killed.py", "test_interrupted.py", "test_hard_sounds.py", "whole", "site", "transcribe", "custody")
LONG_S = 4 * 3600  # for proofs: a busy machine may give them a twentieth of its time


def _turn(item: pytest.Item) -> int:
    places = item.path.relative_to(ROOT).parts
    return next((turn for turn, name in enumerate(SLOWEST_FIRST) if name in places), len(SLOWEST_FIRST))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    for item in items:
        if "long" in item.keywords and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="scripts/test --long runs this"))
        if "long" in item.keywords:
            item.add_marker(pytest.mark.timeout(LONG_S))
        if "real" in item.keywords and config.getoption("--real-data") is None:
            item.add_marker(pytest.mark.skip(reason="needs --real-data DIR"))


@pytest.fixture(scope="session")
def real_data(request: pytest.FixtureRequest) -> Path:
    return Path(request.config.getoption("--real-data")).resolve()


@pytest.fixture(scope="session")
def project() -> Path:
    return ROOT
