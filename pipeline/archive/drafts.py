"""Drafts ↔ canonical JSON: the same draft gives the same bytes on every machine, one segment a line."""

from __future__ import annotations

import json
import math
from dataclasses import asdict

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import Unreadable
from pipeline.model.draft import Draft, Segment

_DRAFT = TypeAdapter(Draft)


def compose_draft(draft: Draft) -> bytes:
    """The bytes of a draft's file: sorted keys, UTF-8, a line end at the end; figures that are no number are left out."""
    head = {key: value for key, value in vars(draft).items() if key != "segments"}
    lines = {key: _dump(value) for key, value in head.items()}
    lines["segments"] = "[\n" + ",\n".join(_dump(_segment(segment)) for segment in draft.segments) + "\n]"
    return ("{" + ",\n".join(f'"{key}":{value}' for key, value in sorted(lines.items())) + "}\n").encode()


def parse_draft(data: bytes, file: str) -> Draft:
    """The draft in `data`. Raises Unreadable with the file's name."""
    try:
        return _DRAFT.validate_json(data)
    except (ValidationError, ValueError) as failure:
        raise Unreadable("draft-broken", file=file) from failure


def _segment(segment: Segment) -> dict[str, object]:
    value = asdict(segment)
    value["figures"] = {name: figure for name, figure in segment.figures.items() if math.isfinite(figure)}
    return value


def _dump(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
