"""Sentences about recordings, pictures and the programs that read them."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
