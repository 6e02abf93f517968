"""Chinese by default, English where the locale says so."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pipeline.model.problem import Language


def language_of(environment: Mapping[str, str]) -> Language:
    """POSIX order: LC_ALL, LC_MESSAGES, LANG; only a locale that begins with `en` asks for English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].lower().startswith("en") else "zh"
    return "zh"


LANGUAGE: Language = language_of(os.environ)


def say(chinese: str, english: str) -> str:
    """The one of two sentences that this run speaks."""
    return chinese if LANGUAGE == "zh" else english
