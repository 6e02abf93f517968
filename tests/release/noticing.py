"""Tries mutants of the door against the tests that reach them: the tests are read once, and each mutant is a fork in which only
the code of the changed functions is another.

First every test runs untouched, and which functions of the pipeline it calls is written down; then a mutant is held against the
tests that call what it changes, those that noticed a neighbour first, then the quick ones, until one of them fails.
"""

from __future__ import annotations

import ast
import functools
import gc
import os
import pickle
import resource
import select
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType, FrameType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

from tests.release.mutants import HOMES, ROOT, Mutant, source_of

TESTS = ("tests/release",)
HEAVY = ("test_mutants.py", "test_passages.py", "test_walks.py")  # each guard must be missed without them
WORKERS = max(1, min(4, os.cpu_count() or 1))
LIMIT_S = 20  # of processor time, above four times what the test took untouched: a mutant that never ends is noticed
LIMIT_BYTES = 8 << 30
PIPELINE = str(ROOT / "pipeline")
SURVIVED = b"survived"

Place = tuple[str, str]  # a file and the outermost function or method in it


def run(mutants: Sequence[Mutant]) -> int:
    """Prints each mutant that no test noticed, and the score; gives the exit code."""
    os.chdir(ROOT)
    trial = Trial(mutants)
    words = ["-q", "-s", "-p", "no:cacheprovider", "--no-header", "-o", "timeout=0", "-o", "tmp_path_retention_policy=none"]
    with tempfile.TemporaryDirectory() as own:  # pytest keeps three folders of all that run on the machine, and no more
        os.environ["PYTEST_DEBUG_TEMPROOT"] = own
        code = pytest.main([*words, *TESTS], plugins=[trial])
    return int(code) or int(bool(trial.survivors))


@dataclass
class Reached:
    """What the untouched tests told: the functions that each of them calls, its seconds, and those that failed."""

    places: dict[str, set[Place]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def add(self, other: Reached) -> None:
        """What another share of the tests told."""
        self.places |= other.places
        self.seconds |= other.seconds
        self.failed += other.failed


class Trial:
    """A plugin of pytest that runs, instead of all tests once, the tests that reach each mutant."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self.mutants = mutants
        self.survivors: list[Mutant] = []
        self.noticed_by: dict[str, Counter[str]] = defaultdict(Counter)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """The same examples for every mutant, and no memory of one at which a test failed."""
        import hypothesis  # noqa: PLC0415 - pytest complains where it is there before pytest's own start

        hypothesis.settings.register_profile("mutants", database=None, deadline=None, derandomize=True)
        hypothesis.settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All of it."""
        items = {item.nodeid: item for item in session.items if item.path.name not in HEAVY}
        shares = [dict(list(items.items())[first::WORKERS]) for first in range(WORKERS)]
        pipes = [_in_a_child(functools.partial(_untouched, share)) for share in shares]
        reached = Reached()
        for pipe in pipes:
            reached.add(pickle.loads(_read(pipe)))  # noqa: S301 - from our own child
        if reached.failed:
            raise pytest.UsageError("these fail without any mutant:\n" + "\n".join(reached.failed))
        _say(f"{len(items)} tests in {sum(reached.seconds.values()):.0f} s, {len(self.mutants)} mutants")
        self._try_all(items, reached)
        return True

    def _try_all(self, items: Mapping[str, pytest.Item], reached: Reached) -> None:
        functions = dict(_functions())
        begun = time.monotonic()
        running: dict[int, Mutant] = {}
        for mutant in self.mutants:
            if len(running) >= WORKERS:
                self._one_is_done(running)
            changed = _changed(mutant)
            names = self._in_turn(mutant, {code for code, _ in changed}, reached)
            chosen = [(items[name], LIMIT_S + 4 * reached.seconds[name]) for name in names]
            swap = functools.partial(_swap, functions, changed, mutant)
            running[_in_a_child(functools.partial(_noticed_by, swap, chosen))] = mutant
        while running:
            self._one_is_done(running)
        noticed = len(self.mutants) - len(self.survivors)
        _say(f"{noticed} of {len(self.mutants)} noticed in {time.monotonic() - begun:.0f} s")

    def _in_turn(self, mutant: Mutant, changed: set[str], reached: Reached) -> list[str]:
        """The tests that call what is changed; all, where it is what a module does when it is read."""
        file, known = str(source_of(mutant.module)), self.noticed_by[mutant.module]
        names = [name for name, places in reached.places.items() if not changed or places & {(file, one) for one in changed}]
        return sorted(names, key=lambda name: (-known[name], reached.seconds[name]))

    def _one_is_done(self, running: dict[int, Mutant]) -> None:
        for pipe in select.select(list(running), [], [])[0]:
            mutant, answer = running.pop(pipe), _read(pipe)
            if answer == SURVIVED:
                self.survivors.append(mutant)
                _say(f"survived  {mutant.line}  {mutant.name}")
            elif answer:
                self.noticed_by[mutant.module][answer.decode()] += 1


def _untouched(items: Mapping[str, pytest.Item]) -> bytes:
    """In a child: runs every test with nothing remembered from the one before, so that whoever calls a function is seen to."""
    caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    reached = Reached()
    for name, item in items.items():
        for cache in caches:
            if cache.__module__.startswith("pipeline"):
                cache.cache_clear()
        begun, calls = time.monotonic(), set[Place]()
        why = _calling(calls, functools.partial(_failure, item))
        reached.places[name], reached.seconds[name] = calls, time.monotonic() - begun
        reached.failed += [f"{name}\n{why}"] if why else []
    return pickle.dumps(reached)


def _calling(calls: set[Place], act: Callable[[], str]) -> str:
    def see(frame: FrameType, _event: str, _: object) -> None:
        if frame.f_code.co_filename.startswith(PIPELINE):
            calls.add((frame.f_code.co_filename, frame.f_code.co_qualname.partition(".<locals>")[0]))

    threading.settrace(see)
    sys.settrace(see)
    try:
        return act()
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]


def _failure(item: pytest.Item) -> str:
    """What pytest says of a test that fails; nothing of one that passes."""
    return "\n".join(one.longreprtext for one in runtestprotocol(item, log=False, nextitem=None) if one.failed)


def _noticed_by(swap: Callable[[], None], items: Sequence[tuple[pytest.Item, float]]) -> bytes:
    """In the child: the test that fails first. One that takes too long ends the child."""
    resource.setrlimit(resource.RLIMIT_DATA, (LIMIT_BYTES, LIMIT_BYTES))
    swap()
    for item, limit in items:
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        if _failure(item):
            return item.nodeid.encode()
    return SURVIVED


def _functions() -> Iterator[tuple[tuple[str, str, int], FunctionType]]:
    """Every function and method of the pipeline that is read, by file, name and first line."""
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(PIPELINE):
            yield _key(one.__code__), one


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _outermost(code: CodeType) -> Iterator[CodeType]:
    """The functions and methods of a module, without those inside one."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_flags & 1:  # CO_OPTIMIZED: a function; the body of a class is none (inspect)
                yield one
            else:
                yield from _outermost(one)


def _changed(mutant: Mutant) -> list[tuple[str, CodeType]]:
    """The functions in which the mutant is not as it was, by name; none where the change is in the module itself."""
    file = source_of(mutant.module)
    before = {_key(one): one for one in _outermost(compile(file.read_text(encoding="utf-8"), str(file), "exec"))}
    after = _outermost(compile(mutant.tree, str(file), "exec"))
    return [(one.co_qualname, one) for one in after if before[_key(one)] != one]


def _swap(functions: Mapping[tuple[str, str, int], FunctionType], changed: list[tuple[str, CodeType]], mutant: Mutant) -> None:
    """In the child: gives the functions their changed code; where none is changed, what the module's own names stand for."""
    for _, code in changed:
        functions[_key(code)].__code__ = code
    if not changed:
        _read_again(f"pipeline.{HOMES.get(mutant.module, 'release')}.{mutant.module}", mutant.tree)


def _read_again(name: str, tree: ast.Module) -> None:
    """Gives every module that holds a value of this one the value that the changed source would have given it."""
    old = vars(sys.modules[name])
    new = {**old}
    exec(compile(tree, name, "exec"), new)  # noqa: S102 - the module's own source, less a guard
    values = {id(old[key]): new[key] for key in old if key.strip("_").isupper()}
    for module in [one for name, one in sys.modules.items() if name.startswith(("pipeline", "tests"))]:
        for key, value in list(vars(module).items()):
            if id(value) in values:
                setattr(module, key, values[id(value)])


def _in_a_child(act: Callable[[], bytes]) -> int:
    """What the act answers can be read from the pipe given back; nothing where the child broke."""
    out, into = os.pipe()
    if os.fork():
        os.close(into)
        return out
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    try:
        with os.fdopen(into, "wb") as pipe:
            pipe.write(act())
    finally:
        os._exit(0)


def _read(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as whole:
        answer = whole.read()
    os.wait()
    return answer


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201
