"""Takes the guards of the release door away, one at a time, and sees whether a test notices.

    python -m tests.release.mutants [MODULE …]      # prints those that no test noticed, and the score

A guard is an `if` that returns, raises, goes on or adds a reason; an operand of its condition, or of a returned one; the filter
of a comprehension; a statement that adds reasons or calls for its refusal alone. Each mutant runs in a forked child.
"""

from __future__ import annotations

import ast
import copy
import importlib.abc
import importlib.machinery
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

DOOR = (
    "blanks", "buried", "cards", "conditions", "consent", "decide", "entries", "essays", "fields", "gates", "judge", "maps",
    "narrow", "phrase", "pictures", "printed", "project", "quarantine", "regions", "review", "scrub", "silence", "spans",
    "spoken", "terms", "view", "withhold",
)  # fmt: skip
HOMES = {"units": "model", "designations": "language", "namesakes": "language"}  # beside the door; tried where they are named
ROOT = Path(__file__).resolve().parents[2]
SLOW = {"test_canary.py", "test_walks.py", "test_phrase.py", "test_cut.py", "test_sheet.py"}
NEAR = {
    "blanks": ("test_withhold.py",),
    "cards": ("test_project.py",),
    "consent": ("test_quarantine.py",),
    "designations": ("test_closed_names.py", "test_units.py"),
    "fields": ("test_project.py", "test_judge.py"),
    "namesakes": ("test_consent.py",),
    "narrow": ("test_judge.py",),
    "spans": ("test_silence.py", "test_withhold.py"),
    "terms": ("test_project.py", "test_judge.py"),
    "view": ("test_quarantine.py",),
}
LIMIT_S = 180


@dataclass(frozen=True)
class Mutant:
    """One guard taken away: module, line, what was done, and the source of what it was done to."""

    module: str
    line: int
    way: str
    source: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """How the list of those that change nothing names it; without line numbers, which move."""
        return f"{self.module}: {self.way}: {self.source}"


def source_of(module: str) -> Path:
    """The file of a module of the door."""
    return ROOT / "pipeline" / HOMES.get(module, "release") / f"{module}.py"


def mutants(module: str) -> Iterator[Mutant]:
    """Every guard of a module of the door, each taken away from a tree of its own."""
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    for number, node in enumerate(ast.walk(tree)):
        for way in _ways(node):
            changed = copy.deepcopy(tree)
            target = next(one for at, one in enumerate(ast.walk(changed)) if at == number)
            source = " ".join(ast.unparse(_spoken(node)).split())[:160]
            _take_away(target, way)
            yield Mutant(module, getattr(node, "lineno", 0), way, source, ast.fix_missing_locations(changed))


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


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module from a tree instead of its file."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, self.name, "exec"), module.__dict__)  # noqa: S102 - the module's own source, less a guard


def tests_for(module: str) -> Iterator[list[str]]:
    """The tests of the door in three rounds: those nearest to the module, the quick ones, the rest."""
    found = {path.name for path in (ROOT / "tests" / "release").glob("test_*.py")} - {"test_mutants.py"}
    near = {f"test_{module}.py", *NEAR.get(module, ())} & found
    for names in (near, found - near - SLOW, found & SLOW - near):
        yield [f"tests/release/{name}" for name in sorted(names)]


def survives(mutant: Mutant) -> bool:
    """Does no test notice? A child that takes too long or breaks has noticed."""
    return all(_passes(mutant, files) for files in tests_for(mutant.module) if files)


def _passes(mutant: Mutant, files: list[str]) -> bool:
    child = os.fork()
    if child == 0:
        _child(mutant, files)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _child(mutant: Mutant, files: list[str]) -> None:
    import pytest  # noqa: PLC0415 - already there in the parent

    signal.alarm(LIMIT_S)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    sys.meta_path.insert(0, _Loader(f"pipeline.{HOMES.get(mutant.module, 'release')}.{mutant.module}", mutant.tree))
    os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no", *files])))


def run(modules: tuple[str, ...] = DOOR) -> tuple[int, list[Mutant]]:
    """How many mutants there are, and those that no test noticed."""
    os.chdir(ROOT)
    made = [mutant for module in modules for mutant in mutants(module)]
    begun = time.monotonic()
    for mutant in made:
        compile(mutant.tree, mutant.module, "exec")  # one that cannot be read would be noticed by nothing but itself
    untouched = ast.parse(source_of(modules[0]).read_text(encoding="utf-8"))
    assert survives(Mutant(modules[0], 0, "untouched", "", untouched)), "the tests of the door fail without any mutant"
    survivors = []
    for number, mutant in enumerate(made, 1):
        if survives(mutant):
            survivors.append(mutant)
            print(f"{number}/{len(made)} survived  {mutant.line}  {mutant.name}", flush=True)  # noqa: T201
    print(f"{len(made) - len(survivors)} of {len(made)} noticed in {time.monotonic() - begun:.0f} s", flush=True)  # noqa: T201
    return len(made), survivors


if __name__ == "__main__":
    import pytest  # noqa: F401 - what every child needs is read once

    import pipeline.language.sentences
    import pipeline.model.archive
    import pipeline.model.edition  # noqa: F401

    run(tuple(sys.argv[1:]) or DOOR)
