"""Turns an Edition's sounds, films and pictures into public files, made from the originals, silenced, covered and cleaned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import CannotWrite, KoushuError, MissingTool
from pipeline.media.moving import cover_and_encode
from pipeline.media.pictures import public_picture
from pipeline.media.sound import silence_and_encode
from pipeline.model.consent import Region
from pipeline.model.edition import Edition, PictureCut, SoundCut
from pipeline.model.film import FPS, FilmCut, frames
from pipeline.model.problem import Problem
from pipeline.writing.atomic import worded, write_text
from pipeline.writing.folders import second_name

_WAY = 2  # raised when the same recipe is to give other bytes, so that every file is made anew

Original = Callable[[str], Path]
_Cut = SoundCut | PictureCut | FilmCut


@dataclass(frozen=True)
class Makers:
    """How a public file is made: a sound from originals and silenced spans, a picture from an original, its longest edge and what
    is painted over, a film from originals with their frames, covered spans, size and rate; it tells how much was damaged."""

    sound: Callable[[Sequence[Path], Sequence[tuple[int, int]], Path], None] = silence_and_encode
    picture: Callable[[Path, Path, int, Sequence[Region]], None] = public_picture
    film: Callable[[Sequence[tuple[Path, int]], Sequence[tuple[int, int]], Path, tuple[int, int], int], int] = cover_and_encode


@dataclass(frozen=True)
class Cutting:
    """What could not be made: a problem for each, and their public file names for `pictures.without`; and notices."""

    problems: tuple[Problem, ...] = ()
    failed: tuple[str, ...] = ()


def cut(edition: Edition, original: Original, folder: Path, makers: Makers | None = None) -> Cutting:
    """Make every public sound, film and picture of `edition` in `folder`, and remove what is in it and no longer public.

    `original` gives the path of an original by its SHA-256 and raises KoushuError when it is not there. A file whose recipe
    (originals, spans, edge, regions) is unchanged is not made again. One that fails is a problem, its old version goes, and the
    others are still made. Raises MissingTool and CannotWrite, since then nothing more can be made.
    """
    ways = makers or Makers()
    _make_folder(folder)
    wanted: tuple[_Cut, ...] = (*edition.sounds, *edition.film_cuts, *edition.pictures)
    _sweep(folder, {one.file for one in wanted})
    problems: list[Problem] = []
    failed: list[str] = []
    for one in wanted:
        try:
            damaged = _make(one, original, folder, ways)
            problems += (
                [Problem(one.file, 0, 0, "film-picture-damaged", {"interview": one.file, "count": damaged})] if damaged else []
            )
        except (MissingTool, CannotWrite):
            raise
        except KoushuError as failure:
            (folder / one.file).unlink(missing_ok=True)
            problems.append(Problem(one.file, 0, 0, failure.code, failure.values))
            failed.append(one.file)
    return Cutting(tuple(problems), tuple(failed))


def borrow(edition: Edition, lender: Path, folder: Path) -> None:
    """Take over into `folder` what another outlet made by the same recipes, so that nothing is decoded and encoded twice.

    Names on the same disk share their bytes. Whatever cannot be taken over is left for `cut` to make. Raises CannotWrite.
    """
    _make_folder(folder)
    wanted_files: tuple[SoundCut | PictureCut, ...] = (*edition.sounds, *edition.pictures)
    for one in wanted_files:
        note, wanted = _note(lender, one.file), recipe(one)
        mine = _note(folder, one.file)
        if mine.is_file() or not note.is_file() or note.read_text(encoding="utf-8") != wanted:
            continue
        if (lender / one.file).is_file():
            with worded(folder / one.file):
                second_name(lender / one.file, folder / one.file)
            write_text(mine, wanted)


def recipe(one: SoundCut | PictureCut | FilmCut) -> str:
    """SHA-256 of all that decides how a public file is made."""
    parts: dict[str, object] = {"way": _WAY, "file": one.file}
    if isinstance(one, SoundCut):
        parts |= {"recordings": one.recordings, "silenced": one.silenced}
    elif isinstance(one, FilmCut):
        parts |= {"recordings": one.recordings, "covered": one.covered, "size": one.size, "rate": FPS}
    else:
        parts |= {"digest": one.digest, "edge": one.edge, "covered": [list(dict(region).values()) for region in one.covered]}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _make(one: _Cut, original: Original, folder: Path, makers: Makers) -> int:
    """Make one file where its recipe changed; how many places of its originals were damaged, of a film."""
    target, note, wanted = folder / one.file, _note(folder, one.file), recipe(one)
    if target.is_file() and note.is_file() and note.read_text(encoding="utf-8") == wanted:
        return 0
    damaged = 0
    note.unlink(missing_ok=True)  # before the file changes: a note never outlives the file it speaks of
    if isinstance(one, SoundCut):
        makers.sound([original(digest) for digest, _ in one.recordings], one.silenced, target)
    elif isinstance(one, FilmCut):
        damaged = makers.film(_reels(one, original), one.covered, target, one.size, FPS)
    else:
        makers.picture(original(one.digest), target, one.edge, one.covered)
    write_text(note, wanted)
    return damaged


def _reels(one: FilmCut, original: Original) -> list[tuple[Path, int]]:
    """Each original and its frames, so that all of them together are never a frame off the sound."""
    reels, began = [], 0
    for digest, length in one.recordings:
        reels.append((original(digest), frames(began + length) - frames(began)))
        began += length
    return reels


def _note(folder: Path, file: str) -> Path:
    return folder / f".{file}.recipe"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise CannotWrite("no-permission", file=folder) from failure


def _sweep(folder: Path, wanted: set[str]) -> None:
    """Remove what a former Edition left: it may have been withdrawn since."""
    for path in _ours(folder):
        if path.name not in wanted and path.name.removeprefix(".").removesuffix(".recipe") not in wanted:
            path.unlink(missing_ok=True)


def _ours(folder: Path) -> Iterator[Path]:
    return (
        path
        for path in sorted(folder.iterdir())
        if path.suffix in {".m4a", ".opus", ".flac", ".mp4", ".jpg", ".recipe", ".part"} and path.is_file()
    )
