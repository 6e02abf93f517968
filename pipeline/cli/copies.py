"""`koushu copy`: a verified second copy of the whole archive, and the proof that it still holds the bytes."""

from __future__ import annotations

import click

from pipeline import copying
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "copy",
    help=say(
        "把整个档案（包括 sealed/）复制到另一块磁盘、另一个文件夹或 fsspec 地址，逐个文件核对。副本里的文件只增不删。",
        "Copy the whole archive, sealed/ too, to a disk, folder or fsspec URL, proving each file. Nothing there is deleted.",
    ),
)
@click.argument("dest")
@click.option(
    "--challenge",
    is_flag=True,
    help=say(
        "不复制，只用随机数验证副本确实存着这些内容。", "Copy nothing; prove by a random number that the copy holds the bytes."
    ),
)
@click.option(
    "--sample",
    type=click.IntRange(1),
    default=None,
    help=say("与 --challenge 同用：只抽查这么多个原件。", "With --challenge: only so many originals, drawn by chance."),
)
@places
def command(settings: Settings, dest: str, sample: int | None, *, challenge: bool) -> int:
    """Copy or prove; exit 1 where anything was refused, left out or found damaged."""
    if sample and not challenge:
        raise click.UsageError(say("--sample 要与 --challenge 同用。", "--sample needs --challenge."))
    return _challenge(settings, dest, sample or 0) if challenge else _copy(settings, dest)


def _copy(settings: Settings, dest: str) -> int:
    found = copying.copy(settings, dest)
    show.problems(found.problems)
    if found.is_refused:
        return 1
    tally = found.tally
    show.line(
        say(
            f"副本 {found.place}：新增 {len(tally.added)} 个文件，更新 {len(tally.changed)} 个，"
            f"移入 former/ {len(tally.gone)} 个，共有 {found.held} 个，写入并核对 {_size(tally.size)}。",
            f"Copy {found.place}: {len(tally.added)} files added, {len(tally.changed)} changed, "
            f"{len(tally.gone)} moved to former/, {found.held} in all, {_size(tally.size)} written and read back.",
        )
    )
    show.line(
        say(
            "副本里有 sealed/ 的授权书、联系方式等不公开材料，须与档案同样严加保管。",
            "The copy holds what is sealed (consent forms, contacts): keep it as safely as the archive.",
        )
    )
    _hints(found)
    return 1 if found.problems else 0


def _hints(found: copying.Copied) -> None:
    if found.is_near:
        show.line(
            say(
                "副本与档案在同一块磁盘上，磁盘坏了两份都没有。请另备一份在别的磁盘上，并有一份放在别处。",
                "The copy lies on the archive's own disk, which may fail. Keep one on another disk, and one at another place.",
            )
        )
    if not found.is_noted:
        show.line(
            say(
                "档案是只读的，这次复制没有写进它的历史记录。",
                "The archive is read-only, so its history does not tell of this copy.",
            )
        )


def _challenge(settings: Settings, dest: str, sample: int) -> int:
    proof = copying.challenge(settings, dest, sample)
    show.problems(proof.problems)
    show.line(
        say(
            f"重新读出并验证了副本中的 {proof.files} 个文件，{_size(proof.size)}，问题 {len(proof.problems)} 个。",
            f"{proof.files} files of the copy, {_size(proof.size)}, were read again and proved; {len(proof.problems)} problems.",
        )
    )
    if proof.from_memory:
        show.line(
            say(
                f"其中 {proof.from_memory} 个系统只肯从内存缓存里读。要验证磁盘本身，请拔下再接上这块磁盘，重做一次。",
                f"For {proof.from_memory} of them the system answered from memory. To prove the disk, attach it anew.",
            )
        )
    return 1 if proof.problems else 0


def _size(count: int) -> str:
    return f"{count / (1 << 30):.1f} GiB" if count >= 1 << 30 else f"{count / (1 << 20):.1f} MiB"
