"""Which language a run speaks."""

from __future__ import annotations

import pytest

from pipeline.cli.words import language_of


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
    ],
)
def test_only_an_english_locale_asks_for_english(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language
