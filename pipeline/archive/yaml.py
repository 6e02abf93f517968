"""YAML → plain values in which every scalar is still the text that was written, and where each of them stands.

libyaml's events are read one at a time into our own tree, so nothing is typed by guessing, nothing nests or expands beyond
reason, and no tag is ever acted upon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from pipeline.archive.encoding import read_text, undirected
from pipeline.model.problem import Problem

DEEPEST = 40
MOST_NODES = 200_000
_WIDE_COLON = re.compile(r"\s*(?:- )?(\w+)(：)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = str | list["Value"] | dict[str, "Value"]


@dataclass(slots=True)
class Node:
    """A value and its place (counted from 1); `keys` holds the place of each key of a mapping, `kids` what lies under it."""

    value: Any
    line: int
    column: int
    kids: dict[str, Node] | list[Node] | None = None  # None: a scalar
    keys: dict[str, tuple[int, int]] | None = None  # None: not a mapping
    plain: bool = False
    size: int = 1

    def at(self, path: Iterable[str | int]) -> tuple[int, int]:
        """Line and column of what stands at `path`; of the nearest thing above it where there is nothing."""
        node, place = self, (self.line, self.column)
        for step in path:
            if node.keys is not None and step in node.keys:
                place = node.keys[str(step)]
            try:
                node = node.kids[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return place
            place = (node.line, node.column)
        return place

    def key_at(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Line and column of the key at the end of `path`, else as `at`."""
        above = self.find(path[:-1])
        if above is not None and above.keys is not None and path[-1] in above.keys:
            return above.keys[str(path[-1])]
        return self.at(path)

    def find(self, path: Iterable[str | int]) -> Node | None:
        """The node at `path`, or None."""
        node = self
        for step in path:
            try:
                node = node.kids[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return None
        return node


class _Stop(Exception):
    def __init__(self, code: str, event: yaml.Event, **values: object) -> None:
        super().__init__(code)
        self.code, self.place, self.values = code, _place(event), values


def read_yaml(data: bytes, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The document in `data`, or None where it cannot be read; and every problem met. Never raises, whatever the bytes.

    A file of comments alone is a node whose value is None.
    """
    text, problems = read_text(data, file)
    if text is None:
        return None, problems
    tab = _tab(text, file)
    if tab:
        return None, (*problems, tab)
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _Stop as stop:
        return None, (*problems, *builder.problems, Problem(file, *stop.place, stop.code, stop.values))
    except yaml.MarkedYAMLError as failure:
        return None, (*problems, *builder.problems, _wide_colon(text, file) or _syntax(failure, file))
    except (yaml.YAMLError, RecursionError, ValueError) as failure:
        return None, (*problems, Problem(file, 0, 0, "yaml-syntax", {"why": str(failure)}))
    return builder.root or Node(None, 1, 1), (*problems, *builder.problems)


def _tab(text: str, file: str) -> Problem | None:
    index = text.find("\t")
    if index < 0:
        return None
    return Problem(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), "yaml-tab")


def _wide_colon(text: str, file: str) -> Problem | None:
    for number, line in enumerate(text.split("\n"), 1):
        found = _WIDE_COLON.match(line)
        if found:
            return Problem(file, number, found.start(2) + 1, "yaml-wide-colon", {"key": found[1]})
    return None


def _syntax(failure: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = failure.problem_mark or failure.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Problem(file, line, column, "yaml-syntax", {"why": failure.problem or failure.context or ""})


class _Builder:
    """Takes events in order; a stack instead of recursion, so that depth is a number and not a crash."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None  # None: nothing read yet
        self.problems: list[Problem] = []
        self._documents = 0
        self._stack: list[tuple[Node, str | None, tuple[int, int]]] = []  # container, the key waiting for its value, its place
        self._anchors: dict[str, Node] = {}
        self._open: dict[int, str] = {}
        self._count = 0

    def take(self, event: yaml.Event) -> None:
        """Build on with one event; raises _Stop where reading on makes no sense."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            plain = event.style is None or event.style == ""
            self._put(Node(undirected(event.value), *_place(event), plain=plain), event)  # an escape may name any
        elif isinstance(event, yaml.MappingStartEvent):
            self._enter(Node({}, *_place(event), kids={}, keys={}), event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._enter(Node([], *_place(event), kids=[]), event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._leave()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Stop("yaml-many-documents", event)

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            raise _Stop("yaml-tag", event, tag=event.tag)

    def _enter(self, node: Node, event: yaml.CollectionStartEvent) -> None:
        self._refuse_tag(event)
        if len(self._stack) >= DEEPEST:
            raise _Stop("yaml-too-deep", event, limit=DEEPEST)
        self._put(node, event)
        self._stack.append((node, None, (0, 0)))

    def _leave(self) -> None:
        node, _, _ = self._stack.pop()
        if self._stack:
            self._stack[-1][0].size += node.size

    def _alias(self, event: yaml.AliasEvent) -> None:
        node = self._anchors.get(event.anchor or "")
        if node is None or any(node is held for held, _, _ in self._stack):
            raise _Stop("yaml-alias", event, name=event.anchor)
        self._put(Node(node.value, *_place(event), node.kids, node.keys, node.plain, node.size), event)

    def _put(self, node: Node, event: yaml.Event) -> None:
        self._count += node.size
        if self._count > MOST_NODES:
            raise _Stop("yaml-too-many", event, limit=MOST_NODES)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.anchor:
            self._anchors[event.anchor] = node
        if not self._stack:
            self.root = node
            return
        above, key, place = self._stack[-1]
        if node.kids is None or isinstance(event, yaml.AliasEvent):
            above.size += node.size
        if isinstance(above.kids, list):
            above.kids.append(node)
            above.value.append(node.value)
        elif key is None:
            self._key(node, event)
        else:
            self._entry(above, key, place, node)

    def _key(self, node: Node, event: yaml.Event) -> None:
        if not isinstance(node.value, str):
            raise _Stop("yaml-key-not-text", event)
        above, _, _ = self._stack[-1]
        self._stack[-1] = (above, node.value, (node.line, node.column))

    def _entry(self, above: Node, key: str, place: tuple[int, int], node: Node) -> None:
        self._stack[-1] = (above, None, (0, 0))
        kids, keys = above.kids, above.keys
        if not isinstance(kids, dict) or keys is None:
            raise TypeError(above)
        if key in kids:
            self.problems.append(Problem(self.file, *place, "key-twice", {"key": key, "first": keys[key][0]}))
        else:
            kids[key], keys[key] = node, place
            above.value[key] = node.value


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)
