"""Sentences about reading and keeping the archive."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
