"""Options that every verb has, read once into frozen Settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from importlib.resources import files
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import click

from pipeline.cli.words import LANGUAGE, say
from pipeline.executors.crew import Crew
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


_CREW = (
    click.option(
        "--jobs",
        type=click.IntRange(1, 64),
        default=1,
        show_default=True,
        help=say("同时听写几段录音。", "How many recordings to hear at once."),
    ),
    click.option(
        "--cluster",
        metavar="tcp://HOST:PORT",
        default="",
        help=say("交给这个 Dask 集群听写。", "Have the workers of this Dask scheduler hear."),
    ),
    click.option(
        "--resources",
        metavar="NAME=N[,…]",
        default="",
        help=say("集群中只用有这些资源的机器，如 GPU=1。", "Only workers of the cluster that have these, such as GPU=1."),
    ),
    click.option(
        "--data",
        metavar="URL",
        default="",
        help=say("集群的机器从哪里读档案：路径或 fsspec 地址。", "Where workers see the archive: a path or fsspec URL."),
    ),
    click.option(
        "--windows",
        metavar="URL",
        default="",
        help=say("集群的机器把听完的片段放在哪里。", "Where workers keep the pieces they have heard."),
    ),
)


def crew(verb: Callable[..., R]) -> Callable[..., R]:
    """Give a verb the options that say who hears, and call it with the Crew as `crew=`."""

    @wraps(verb)
    def with_crew(*args: object, jobs: int, cluster: str, resources: str, data: str, windows: str, **rest: object) -> R:
        if not cluster and (resources or data or windows):
            raise click.UsageError(
                say("--resources、--data、--windows 要与 --cluster 同用。", "--resources, --data and --windows need --cluster.")
            )
        return verb(*args, crew=Crew(jobs, cluster, _resources(resources), data, windows), **rest)

    for option in reversed(_CREW):
        option(with_crew)
    return cast(Callable[..., R], with_crew)


def _resources(written: str) -> dict[str, float]:
    """`GPU=1,MEMORY=16` → amounts by name."""
    amounts: dict[str, float] = {}
    for part in filter(None, written.split(",")):
        name, _, amount = part.partition("=")
        try:
            amounts[name.strip()] = float(amount)
        except ValueError:
            wrong = say(f"“{part}”应写成“名称=数量”，如 GPU=1。", f"Write {part} as NAME=NUMBER, such as GPU=1.")
            raise click.BadParameter(wrong, param_hint="--resources") from None
    return amounts


def project_folder() -> Path:
    """Where mkdocs.yml and site/ are: the checkout, or what the wheel carries."""
    package = Path(str(files("pipeline")))
    carried = package / "_site"
    return carried if (carried / "mkdocs.yml").is_file() else package.parent
