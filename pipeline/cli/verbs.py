"""The verbs of `koushu` by name; each module is read when its verb is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import cast

import click

_NAMES = (
    *("new", "add", "check", "status", "engines", "transcribe", "evaluate", "compare", "edit", "publish", "review", "withdraw"),
    *("preserve", "quarantine", "printed", "recall", "run", "serve", "screen", "verify", "history", "copy", "restore", "export"),
    *("inspect", "roster", "impose", "report", "talks", "column"),
)
_ROOMS = {"copy": "copies"}  # a module called copy would be taken for Python's own


class Verbs(Mapping[str, click.Command]):
    """Name → command. Reading all modules takes longer than most of what they do, so whoever types one verb reads one."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in _NAMES:
            raise KeyError(name)
        return cast(click.Command, import_module(f"pipeline.cli.{_ROOMS.get(name, name)}").command)

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)
