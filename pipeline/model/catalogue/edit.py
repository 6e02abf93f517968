"""Sentences about texts and their times."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
