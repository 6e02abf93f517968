"""`koushu restore`: the archive again from a copy, or one damaged file of it."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import copying
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "restore",
    help=say(
        "从副本取回档案：整个取回到空文件夹，或只取回一个损坏的文件。",
        "Restore from a copy: the whole archive to an empty folder, or one damaged file.",
    ),
)
@click.argument("copy")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("整个取回到这个空文件夹。", "Restore the whole archive to this empty folder."),
)
@click.option(
    "--only",
    metavar="FILE",
    default="",
    help=say("只取回档案里这一个损坏或丢失的文件。", "Restore only this damaged or missing file of the archive."),
)
@click.option(
    "--former",
    is_flag=True,
    help=say("只列出文件以前的版本在副本的哪里。", "Only list where the copy keeps former versions of files."),
)
@places
def command(settings: Settings, copy: str, folder: Path | None, only: str, *, former: bool) -> int:
    """Restore or list; exit 1 where anything could not be restored."""
    if former and not folder:
        for path in copying.former_versions(copy, only):
            show.line(path)
        return 0
    if (folder is None) == (not only) or former:
        raise click.UsageError(
            say(
                "请用 --to 写明空文件夹，或用 --only 写明一个文件，或用 --former 列出以前的版本。",
                "Say --to FOLDER for the whole archive, --only FILE for one file, or --former for a list.",
            )
        )
    return _whole(copy, folder) if folder else _one(settings, copy, only)


def _whole(copy: str, folder: Path) -> int:
    found, left = copying.restore(copy, folder)
    show.problems(found.problems)
    for path in left:
        show.warn(
            say(
                f"副本里从来没有 {path}（复制时这篇访谈已隔离或读不通），没有取回。",
                f"The copy never held {path} (its interview was in quarantine or could not be read).",
            )
        )
    show.line(
        say(
            f"已取回 {len(found.files)} 个文件到 {folder}，逐个核对无误。请再运行 koushu verify --archive {folder}。",
            f"{len(found.files)} files restored to {folder}, each proved. Now run koushu verify --archive {folder}.",
        )
    )
    return 1 if found.problems or left else 0


def _one(settings: Settings, copy: str, only: str) -> int:
    aside = copying.restore_one(settings, copy, only)
    show.line(say(f"已取回 {only}，核对无误。", f"{only} is restored and proved."))
    if aside:
        show.line(say(f"原来损坏的文件留在 {aside}。", f"The damaged file is kept as {aside}."))
    show.line(say("内容是最近一次复制时的，之后的改动不在里面。", "It is as it was when last copied, without later changes."))
    return 0
