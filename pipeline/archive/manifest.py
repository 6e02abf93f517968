"""manifest-sha256.txt ↔ path and digest of every original, in the format that `sha256sum -c` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.archive.layout import is_inside
from pipeline.model.problem import Problem

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def read_manifest(text: str, file: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Path from the root → SHA-256, and the lines that are not sha256sum's or name one path twice."""
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if not found or not is_inside(found[2].removeprefix("./")):
            problems.append(Problem(file, number, 1, "manifest-line"))
            continue
        path = found[2].removeprefix("./")
        if digests.setdefault(path, found[1]) != found[1]:
            problems.append(Problem(file, number, 67, "manifest-twice", {"path": path}))
    return digests, tuple(problems)


def write_manifest(digests: Mapping[str, str]) -> str:
    """The text of the manifest, in order of paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))
