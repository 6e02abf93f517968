"""A change to a YAML file that a person wrote → the same file with that change, comments, order and quoting as they were."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver

from pipeline.archive.yaml import read_yaml
from pipeline.errors import NotSound
from pipeline.writing.atomic import write_text

Change = Callable[[Any], None]
_LIST = re.compile(r"^(?P<key> *)[^\s#-][^\n]*:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*(?P<dash> *)- ", re.MULTILINE)
_MAPPING = re.compile(r"^[^\s#-][^\n]*:[ ]*(?:#[^\n]*)?\n(?P<indent> +)[^\s#-]", re.MULTILINE)


class _TextResolver(VersionedResolver):
    """Sees every scalar as text, as our own reader does."""

    @property
    def versioned_resolver(self) -> dict[str, Any]:
        """No pattern stands for anything but text."""
        return {}


def edit_yaml(path: Path, change: Change, file: str) -> None:
    """Apply `change`, which edits the document in place as dictionaries, lists and texts, and write the file whole.

    Raises NotSound where the file cannot be read, or where what would be written says anything else than the old file with the
    change; then the file is as it was. Raises CannotWrite.
    """
    write_text(path, amended(path, change, file))


def amended(path: Path, change: Change, file: str) -> str:
    """The file's text with the change, byte for byte as it was where there is none; nothing is written.

    Raises NotSound like `edit_yaml`.
    """
    data = path.read_bytes()
    before, problems = read_yaml(data, file)
    if before is None or before.value is None or any(problem.code == "key-twice" for problem in problems):
        raise NotSound("cannot-edit", file=file)
    wanted = copy.deepcopy(before.value)
    change(wanted)
    if wanted == before.value:
        return data.decode()
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        written = _rewrite(text, change)
    except YAMLError as failure:
        raise NotSound("cannot-edit", file=file) from failure
    after, _ = read_yaml(written.encode(), file)
    if after is None or after.value != wanted:
        raise NotSound("cannot-edit", file=file)
    return written


def edit_list(path: Path, key: str, change: Change, file: str) -> None:
    """Apply `change` to the entry with this id in a file that is one list, or to a new entry at its end; else as `edit_yaml`."""

    def of_list(entries: Any) -> None:  # noqa: ANN401 - the document as YAML holds it
        entry = next((one for one in entries if isinstance(one, dict) and one.get("id") == key), None)
        if entry is None:
            entry = {"id": key}
            entries.append(entry)
        change(entry)

    data = path.read_bytes()
    found, _ = read_yaml(data, file)
    if found is not None and found.value is not None:
        edit_yaml(path, of_list, file)
        return
    fresh: list[Any] = []
    of_list(fresh)
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    written = text + ("" if not text or text.endswith("\n") else "\n") + _dumped(fresh)
    if (read := read_yaml(written.encode(), file)[0]) is None or read.value != fresh:
        raise NotSound("cannot-edit", file=file)
    write_text(path, written)


def _dumped(document: Any) -> str:  # noqa: ANN401 - a document as YAML holds it
    yaml = YAML(typ="rt")
    yaml.Resolver = _TextResolver
    yaml.allow_unicode = True
    yaml.width = 1 << 20
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _rewrite(text: str, change: Change) -> str:
    yaml = YAML(typ="rt")
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 1 << 20
    found = _LIST.search(text)
    dash = len(found["dash"]) - len(found["key"]) if found else 2
    nested = _MAPPING.search(text)
    yaml.indent(mapping=len(nested["indent"]) if nested else 2, sequence=dash + 2, offset=dash)
    document = yaml.load(text)
    change(document)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()
