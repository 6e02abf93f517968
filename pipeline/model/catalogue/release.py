"""Sentences about why something is out of an edition."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
