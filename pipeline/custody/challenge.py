"""A fresh random number, answered by both places from their bytes → proof that a copy still holds them.

A digest kept from before cannot answer: the number stands before the bytes, so whoever answers must read them again, as in the
polls of CLOCKSS.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.custody.copies import TREE, Copy, spoken
from pipeline.custody.survey import Files
from pipeline.errors import Unreadable
from pipeline.model.problem import Problem


@dataclass(frozen=True)
class Proof:
    """Files looked at, bytes read in the copy, and how many files only the computer's memory answered for."""

    files: int = 0
    size: int = 0
    from_memory: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Answer:
    plain: str
    nonced: str
    size: int


def challenge(copy: Copy, paths: Collection[str], files: Files, originals: Mapping[str, str], nonce: bytes) -> Proof:
    """Have files of the copy (paths in it) answer: originals against the archive and the manifest, all against the inventory.

    `nonce` is random and new. Every difference is named with the side that is at fault. Raises WrongUse, MissingTool.
    """
    size = from_memory = 0
    problems: list[Problem] = []
    for path in sorted(paths):
        from_memory += not copy.store.forget(path)
        theirs = _answer(copy.store.chunks(path), nonce)
        size += theirs.size if theirs else 0
        inside = path.removeprefix(f"{TREE}/")
        values: dict[str, object] = {"file": path, "place": spoken(copy.store.place)}
        if theirs is None:
            problems.append(Problem(inside, 0, 0, "challenge-lost", values))
        elif theirs.plain != copy.digests[path]:
            problems.append(Problem(inside, 0, 0, "challenge-damaged", values))
        elif path != inside and inside in originals:
            problems.extend(_against(_answer(files.read(inside), nonce), theirs, originals[inside], inside))
    return Proof(len(paths), size, from_memory, tuple(problems))


def _against(ours: _Answer | None, theirs: _Answer, known: str, path: str) -> Iterator[Problem]:
    if ours is None:
        yield Problem(path, 0, 0, "challenge-source-unreadable", {"file": path})
    elif ours.plain != known:
        yield Problem(path, 0, 0, "challenge-source-damaged", {"file": path})
    elif ours.nonced != theirs.nonced:
        yield Problem(path, 0, 0, "challenge-differs", {"file": path})


def _answer(chunks: Iterable[bytes], nonce: bytes) -> _Answer | None:
    plain, nonced, size = hashlib.sha256(), hashlib.sha256(nonce), 0
    try:
        for chunk in chunks:
            plain.update(chunk)
            nonced.update(chunk)
            size += len(chunk)
    except Unreadable:
        return None
    return _Answer(plain.hexdigest(), nonced.hexdigest(), size)
