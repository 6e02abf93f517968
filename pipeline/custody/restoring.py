"""A copy → the archive again, wholly in an empty place, or one damaged file in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.custody.copies import FORMER, TREE, Copy, digest_of, is_leftover, spoken
from pipeline.custody.survey import examine, is_text
from pipeline.errors import Unreadable, WrongUse
from pipeline.model.problem import Problem
from pipeline.writing.store import Store


@dataclass(frozen=True)
class Restored:
    """Paths from the root that were brought or stood there already, and what could not be."""

    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def restore_all(copy: Copy, target: Store, first: str) -> Restored:
    """Bring every file of the archive to an empty folder, proved on the way out and on the way in; `first` is written last.

    `first` is the file that makes a folder an archive, so that one half restored is none; a killed run is gone on with. What is
    damaged in the copy is left out and named. Raises WrongUse where other things lie there, Unreadable, CannotWrite.
    """
    held = copy.held
    there = [path for path in target.sizes() if not is_leftover(path)]
    if first in there or set(there) - held.keys() or target.strange():
        raise WrongUse("folder-not-empty", folder=target.place)
    target.tidy()
    done, problems = [], []
    for path in sorted(held, key=lambda path: (path == first, path)):
        try:
            if path not in there or digest_of(target.chunks(path)) != held[path]:
                target.put(path, copy.chunks(path), held[path])
            done.append(path)
        except Unreadable:
            problems.append(_damaged(copy, path))
    return Restored(tuple(done), tuple(problems))


def sound(copy: Copy, path: str) -> str:
    """The digest of a file (path from the archive's root) that the copy holds unharmed.

    Raises WrongUse where it holds no such file, Unreadable where it is damaged there.
    """
    known = copy.held.get(path)
    if known is None:
        raise WrongUse("restore-unknown", file=path, place=spoken(copy.store.place))
    try:
        whole = digest_of(copy.chunks(path)) == known
    except Unreadable:
        whole = False
    if not whole:
        raise Unreadable("restore-damaged", file=path, place=spoken(copy.store.place))
    return known


def may_replace(there: Iterable[bytes], path: str, held: str, recorded: str | None) -> None:
    """Nothing, where what stands in the archive at `path` is damaged, so that what the copy holds may take its place.

    `recorded` is the digest that an original should have, or a file that the program writes and that is damaged for sure (empty:
    whatever the copy has); None: people write this file. Raises WrongUse where it is sound: an original that is what it was, a
    text that can be read, however much it was changed since.
    """
    if recorded and recorded != held:
        raise WrongUse("restore-other", file=path)
    try:
        seen = examine(path, there)
    except Unreadable:
        return
    if seen.digest == held or (recorded is None and is_text(path) and seen.is_text):
        raise WrongUse("restore-sound" if seen.digest == held else "restore-edited", file=path)


def former(copy: Copy, only: str) -> Iterator[str]:
    """Paths in the copy of what people's files were before, in order; of one file (path from the root) where `only` names it."""
    for path in sorted(copy.digests):
        if path.startswith(f"{FORMER}/") and (not only or path.split("/", 2)[2] == only):
            yield path


def never_held(copy: Copy, manifest: str) -> tuple[str, ...]:
    """Originals that the copy's own manifest names and that were left out of it, as of interviews in quarantine."""
    inside = f"{TREE}/{manifest}"
    return tuple(sorted(copy.listed(inside).keys() - copy.held.keys())) if inside in copy.sizes else ()


def _damaged(copy: Copy, path: str) -> Problem:
    return Problem(path, 0, 0, "restore-damaged", {"file": path, "place": spoken(copy.store.place)})
