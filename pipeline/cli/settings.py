"""Options that every verb has, read once into frozen Settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import wraps
from importlib.resources import files
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import click

from pipeline.cli.words import LANGUAGE, say
from pipeline.model.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")

_FOLDER = click.Path(file_okay=False, path_type=Path)


def places(verb: Callable[..., R]) -> Callable[..., R]:
    """Give a verb `--archive DIR` and `--out DIR` and call it with Settings as its first argument."""

    @click.option(
        "--archive", type=_FOLDER, default="archive", show_default=True, help=say("档案文件夹。", "The archive's folder.")
    )
    @click.option(
        "--out",
        type=_FOLDER,
        default="build",
        show_default=True,
        help=say("输出文件夹，可随时删除。", "Folder for all output; may be deleted any time."),
    )
    @wraps(verb)
    def with_settings(*args: object, archive: Path, out: Path, **rest: object) -> R:
        now = dt.datetime.now(dt.UTC).astimezone()
        settings = Settings(archive.absolute(), out.absolute(), project_folder(), now, LANGUAGE)
        return verb(settings, *args, **rest)

    return cast(Callable[..., R], with_settings)


def interview_tasks(workers: int) -> Executor:
    """Where interviews are heard: one after the other in this process, or in as many processes as `workers`."""
    return ProcessPoolExecutor(workers) if workers > 1 else ThreadPoolExecutor(1)


def project_folder() -> Path:
    """Where mkdocs.yml and site/ are: the checkout, or what the wheel carries."""
    package = Path(str(files("pipeline")))
    carried = package / "_site"
    return carried if (carried / "mkdocs.yml").is_file() else package.parent
