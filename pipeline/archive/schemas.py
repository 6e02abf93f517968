"""The model → the JSON Schema of every YAML file kind, as a curator's editor needs it to complete and check while they type."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from pipeline.model.column import ColumnRule
from pipeline.model.film import FilmPlan
from pipeline.model.kit import KitPlan
from pipeline.model.nouns import ArchiveConfig, Interview, Item, Person, Photo, Staff, Term, VolumePlan
from pipeline.model.talk import Talk
from pipeline.model.wall import Wall

KINDS: dict[str, Any] = {
    "archive": ArchiveConfig,
    "staff": list[Staff],
    "person": Person,
    "interview": Interview,
    "photo": Photo,
    "item": Item,
    "register": list[Term],
    "volume": VolumePlan,
    "film": FilmPlan,
    "walls": list[Wall],
    "talks": list[Talk],
    "kits": list[KitPlan],
    "column": ColumnRule,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SHORT_DATE = {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_YES_NO = {"enum": ["yes", "no", True, False]}


def schema(kind: str) -> str:
    """The schema of a file kind as JSON text. Field names are those a curator writes; raises KeyError for an unknown kind."""
    found = TypeAdapter(KINDS[kind]).json_schema(by_alias=True, mode="validation")
    found = {"$schema": _DIALECT, **_as_written(found)}
    dates = found.get("$defs", {})
    if "SaidDate" in dates:
        dates["SaidDate"] = {"anyOf": [_SHORT_DATE, dates["SaidDate"]]}
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _as_written(part: Any) -> Any:  # noqa: ANN401 - any piece of a schema
    """An editor guesses types where we read text: a bare 1953 or yes is as good as a quoted one. An empty record is none."""
    if isinstance(part, list):
        return [_as_written(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "boolean":
        return {**{key: value for key, value in part.items() if key not in ("type", "default")}, **_YES_NO}
    if "yes" in part.get("enum", ()):
        return {"enum": [*part["enum"], True, False], **{key: part[key] for key in part if key not in ("enum", "type")}}
    if isinstance(part.get("anyOf"), list):
        kept = [one for one in part["anyOf"] if one != {"type": "null"}]
        rest = {key: _as_written(value) for key, value in part.items() if key not in ("anyOf", "default")}
        return {**rest, **_as_written(kept[0])} if len(kept) == 1 else {**rest, "anyOf": _as_written(kept)}
    if part.get("type") == "string" and "enum" not in part and "const" not in part and "format" not in part:
        part = {**part, "type": ["string", "number", "boolean"]}
    return {key: _as_written(value) for key, value in part.items()}
