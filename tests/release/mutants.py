"""Takes the guards of the release door away, one at a time, and sees whether a test notices.

    python -m tests.release.mutants [MODULE …] [--all]      # prints those that no test noticed, and the score

A guard is an `if` that returns, raises, goes on or adds a reason; an operand of its condition, or of a returned one; the filter
of a comprehension; a statement that adds reasons or calls for its refusal alone. Those that `open_nothing.txt` lists are passed
over unless `--all` is said. How they are tried: `noticing.py`.
"""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

DOOR = (
    "agreed", "aloud", "blanks", "buried", "cards", "carried", "codes", "column", "conditions", "consent", "cut", "decide",
    "designations", "entries", "essays", "excerpt", "fields", "films", "gates", "judge", "kits", "maps", "namesakes",
    "narrow", "phrase", "pictures", "printed", "project", "quarantine", "regions", "review", "scrub", "shelved", "silence",
    "spans", "spoken", "tellings", "terms", "timings", "units", "vanished", "view", "walls", "withhold",
)  # fmt: skip
HOMES = {"units": "model", "designations": "language", "namesakes": "language"}  # beside the door
ROOT = Path(__file__).resolve().parents[2]
NONE = Path(__file__).with_name("open_nothing.txt")


@dataclass(frozen=True)
class Mutant:
    """One guard taken away: module, line, what was done, the source of what it was done to, and its number in the tree."""

    module: str
    line: int
    way: str
    source: str
    number: int

    @property
    def name(self) -> str:
        """How the list of those that change nothing names it; without line numbers, which move."""
        return f"{self.module}: {self.way}: {self.source}"

    @property
    def tree(self) -> ast.Module:
        """The module without the guard."""
        tree = ast.parse(source_of(self.module).read_text(encoding="utf-8"))
        _take_away(next(islice(ast.walk(tree), self.number, None)), self.way)
        return ast.fix_missing_locations(tree)


def source_of(module: str) -> Path:
    """The file of a module of the door."""
    return ROOT / "pipeline" / HOMES.get(module, "release") / f"{module}.py"


def mutants(module: str) -> Iterator[Mutant]:
    """Every guard of a module of the door."""
    for number, node in enumerate(ast.walk(ast.parse(source_of(module).read_text(encoding="utf-8")))):
        for way in _ways(node):
            source = " ".join(ast.unparse(_spoken(node)).split())[:160]
            yield Mutant(module, getattr(node, "lineno", 0), way, source, number)


def _spoken(node: ast.AST) -> ast.AST:
    if isinstance(node, ast.If):
        return node.test
    return node


def _ways(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.If) and any(_refuses(one) for one in node.body):
        yield "never"
    if isinstance(node, ast.BoolOp):
        yield from (f"without operand {at}" for at in range(len(node.values)))
    if isinstance(node, ast.comprehension):
        yield from (f"without filter {at}" for at in range(len(node.ifs)))
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name):
        yield "left out"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and not _appends(node):
        yield "left out"
    if isinstance(node, ast.IfExp):
        yield from ("always", "never")


def _refuses(one: ast.stmt) -> bool:
    if isinstance(one, ast.If | ast.For):
        return any(map(_refuses, one.body))
    yields = isinstance(one, ast.Expr) and isinstance(one.value, ast.Yield | ast.YieldFrom)
    return isinstance(one, ast.Return | ast.Raise | ast.Continue | ast.AugAssign) or yields or _appends(one)


def _appends(one: ast.stmt) -> bool:
    call = one.value if isinstance(one, ast.Expr) else None
    return (
        isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ("append", "add", "setdefault")
    )


def _take_away(node: ast.AST, way: str) -> None:
    at = int(way.rpartition(" ")[2]) if way[-1].isdigit() else 0
    if isinstance(node, ast.If):
        node.test = ast.Constant(value=False)
    elif isinstance(node, ast.BoolOp):
        left = [one for number, one in enumerate(node.values) if number != at]
        node.values = left if len(left) > 1 else [left[0], copy.deepcopy(left[0])]
    elif isinstance(node, ast.comprehension):
        del node.ifs[at]
    elif isinstance(node, ast.AugAssign):
        node.value = ast.Tuple(elts=[], ctx=ast.Load())
    elif isinstance(node, ast.Expr):
        node.value = ast.Constant(value=None)
    elif isinstance(node, ast.IfExp):
        node.test = ast.Constant(value=way == "always")


def harmless() -> set[str]:
    """The names of those that open nothing, as a person has listed them with the reason."""
    return {line for line in NONE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


if __name__ == "__main__":
    from tests.release.noticing import run

    words = sys.argv[1:]
    named = tuple(word for word in words if not word.startswith("--")) or DOOR
    passed_over = frozenset() if "--all" in words else harmless()
    sys.exit(run([mutant for module in named for mutant in mutants(module) if mutant.name not in passed_over]))
