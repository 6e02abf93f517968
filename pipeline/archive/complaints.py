"""What the schema finds wrong with a record → Problems at the exact place in the file, each with its cure."""

from __future__ import annotations

import difflib
import re
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from pipeline.archive.yaml import Node
from pipeline.model.problem import Problem

_BY_TYPE = {
    "tuple_type": "list-expected",
    "list_type": "list-expected",
    "dict_type": "mapping-expected",
    "mapping_type": "mapping-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
    "string_type": "text-expected",
    "bool_parsing": "yes-or-no",
    "bool_type": "yes-or-no",
    "string_pattern_mismatch": "bad-key",
    "string_too_long": "bad-key",
}
_BY_WORD = {"clock": "bad-clock", "day": "bad-day", "date": "bad-date"}
_ORDER = {"date-order", "region-four", "span-order", "withhold-way", "passage-way", "kit-about-nothing"}


def complain(failure: ValidationError, kind: type[BaseModel], root: Node, file: str) -> tuple[Problem, ...]:
    """One Problem for each thing pydantic found, in the order of the file."""
    return tuple(sorted({_one(error, kind, root, file) for error in failure.errors(include_url=False)}))


def _one(error: Any, kind: type[BaseModel], root: Node, file: str) -> Problem:  # noqa: ANN401 - pydantic's own dictionary
    path = tuple(step for step in error["loc"] if step != "[key]")
    node = root.find(path)
    if error["type"] == "missing":
        empty = root.find(path[:-1])
        return Problem(file, *(empty or root).at(()), "key-missing", {"key": path[-1]})
    if error["type"] == "extra_forbidden":
        return _unknown(path, known_keys(kind, path[:-1]), root, file)
    if error["loc"][-1:] == ("[key]",):
        return _unknown(path, _expected(error), root, file)
    if node is not None and node.plain and node.value == "":
        return Problem(file, *root.key_at(path), "key-empty", {"key": path[-1] if path else ""})
    code, values = _code(error)
    return Problem(file, *root.at(path), code, {"key": path[-1] if path else "", "value": _show(error["input"]), **values})


def _code(error: Any) -> tuple[str, dict[str, object]]:  # noqa: ANN401 - pydantic's own dictionary
    kind = error["type"]
    if kind == "literal_error":
        return "value-not-allowed", {"allowed": "、".join(word for word in _expected(error) if word)}
    if kind == "value_error":
        word = str(error["ctx"]["error"])
        return _BY_WORD.get(word, word if word in _ORDER else "bad-date"), {}
    if kind.startswith("date"):
        return "bad-day", {}
    return _BY_TYPE.get(kind, "value-wrong"), {"why": error["msg"]}


def _unknown(path: tuple[Any, ...], known: tuple[str, ...], root: Node, file: str) -> Problem:
    key = str(path[-1])
    place = root.key_at(path)
    near = difflib.get_close_matches(key.casefold(), known, n=1, cutoff=0.6)
    if near:
        return Problem(file, *place, "key-misspelt", {"key": key, "near": near[0]})
    return Problem(file, *place, "key-unknown", {"key": key, "known": "、".join(known)})


def known_keys(kind: type[BaseModel], path: tuple[Any, ...]) -> tuple[str, ...]:
    """The field names, as a curator writes them, of the record that stands at `path` inside a record of this kind."""
    here: type[BaseModel] | None = kind
    for step in path:
        if here is None:
            return ()
        if isinstance(step, int):
            continue
        names = {field.alias or name: field for name, field in here.model_fields.items()}
        here = _record_in(names[step].annotation) if step in names else None
    return tuple(field.alias or name for name, field in here.model_fields.items()) if here else ()


def _record_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)


def _expected(error: Any) -> tuple[str, ...]:  # noqa: ANN401 - pydantic's own dictionary
    return tuple(re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", ""))))


def _show(value: object) -> str:
    text = value if isinstance(value, str) else "{…}" if isinstance(value, dict) else "[…]"
    return text if len(text) <= 40 else text[:39] + "…"
