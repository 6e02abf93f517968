"""What outside packages say of themselves, read from their metadata and source without importing them."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
from pathlib import Path
from typing import Any


def version_of(distribution: str) -> str:
    """The installed version, empty where there is none."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""


def constant(package: str, file: str, name: str) -> Any | None:  # noqa: ANN401 # whatever stands in that source
    """The literal that `name` is set to in a package's file; None where the package, the file or the name is not there."""
    found = importlib.util.find_spec(package)
    source = Path(found.origin).with_name(file) if found and found.origin else None
    if source is None or not source.is_file():
        return None
    for statement in ast.parse(source.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == name:
            return ast.literal_eval(statement.value)
    return None
