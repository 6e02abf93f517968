"""A record → the one sequence of bytes that its digest, and so every sign-off on it, is taken from."""

from __future__ import annotations

import hashlib
import json
import unicodedata

from pipeline.model.record import Record


def canonical(record: Record) -> bytes:
    """The record as JSON with sorted keys, no spaces, UTF-8 in NFC: equal records give equal bytes on every machine.

    What holds its default is left out, so that a field which a later version adds changes no digest that people signed.
    """
    text = json.dumps(
        record.model_dump(mode="json", exclude_defaults=True), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return unicodedata.normalize("NFC", text).encode()


def digest(record: Record) -> str:
    """SHA-256 of `canonical(record)`, 64 lower-case hexadecimal digits: what a sign-off signs."""
    return hashlib.sha256(canonical(record)).hexdigest()
