"""`koushu review`: read exactly what would be public, and sign it; see what a machine doubts, and decide about it."""

from __future__ import annotations

from typing import cast

import click

from pipeline import reviewing
from pipeline.cli import show
from pipeline.cli.flags import VERDICTS_ZH, doubted, listed, to_withhold
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.consent import PURPOSES, Purpose
from pipeline.model.decision import VERDICTS, Ruling, Verdict
from pipeline.model.ledger import FILING_STAGES
from pipeline.model.settings import Settings
from pipeline.model.text import InTurns
from pipeline.release.review import Signing


@click.command(
    "review",
    help=say(
        "显示某一用途下将要公开的全部内容；加 --sign 即签核。加 --flags 列出机器存疑之处，加 --decide 作出决定。",
        "Show exactly what would be public for a purpose; --sign signs it; --flags lists doubts, --decide settles.",
    ),
)
@click.argument("key")
@click.option(
    "--purpose",
    "purposes",
    multiple=True,
    type=click.Choice(PURPOSES),
    help=say("用途，可多次给出。", "A purpose; may be repeated."),
)
@click.option(
    "--sign", "stages", multiple=True, help=say("签核的环节，如 一校、终审；可多次给出。", "A stage to sign; may be repeated.")
)
@click.option(
    "--number", default="", help=say("重大选题备案或准印证的编号。", "The number of a filing or permit that is signed.")
)
@click.option(
    "--digest",
    default="",
    help=say(
        "您读过的那一稿的摘要（开头几位即可）；现在的内容若已不同，就不签。",
        "How the digest you read begins; else nothing is signed.",
    ),
)
@click.option(
    "--telling",
    type=click.Choice(("text", "edited")),
    default="text",
    help=say("审阅和签核的是文字稿（text），还是编辑整理稿（edited）。", "Which is read and signed: text.md or edited.md."),
)
@click.option(
    "--page",
    is_flag=True,
    help=say("写成一页，连同图片和声音，供在浏览器里审阅。", "Also write a page with the pictures and the sound."),
)
@click.option(
    "--flags", "list_flags", is_flag=True, help=say("列出机器存疑之处及其编号。", "List what a machine doubts, with ids.")
)
@click.option(
    "--decide",
    "decided",
    multiple=True,
    type=(str, click.Choice(VERDICTS)),
    help=say(
        "存疑之处的编号（或类别）和决定：deleted 删去，kept 保留，replaced 改为别的文字；"
        "疑似个人信息或军事内容记为 kept（可以公开）或 withheld（不公开）；可多次给出。",
        "The id (or code) of a flag, and deleted, kept or replaced; kept or withheld for what may be personal or secret.",
    ),
)
@click.option("--with", "now", default="", help=say("决定为 replaced 时，实际说的是什么。", "What is really said, for replaced."))
@click.option(
    "--by", default="", help=say("签核人或决定人，须在 staff.yml 中。", "Who signs or decides; must stand in staff.yml.")
)
@places
def command(settings: Settings, key: str, by: str, purposes: tuple[Purpose, ...], **asked: object) -> int:
    """List flags, or settle them, or print the review of each purpose and sign the stages asked for."""
    stages = cast(tuple[str, ...], asked["stages"])
    decided, telling = cast(tuple[tuple[str, Verdict], ...], asked["decided"]), cast(InTurns, asked["telling"])
    if (stages or decided) and not by:
        raise click.UsageError(say("签核或决定时请用 --by 写明姓名。", "--sign and --decide need --by NAME."))
    if not (purposes or asked["list_flags"] or decided):
        raise click.UsageError(say("请写明 --purpose、--flags 或 --decide。", "Say --purpose, --flags or --decide."))
    for wanted, verdict in decided:
        _decide(settings, key, wanted, Ruling(verdict, by, str(asked["now"])))
    if asked["list_flags"]:
        listed(reviewing.flags(settings, key))
    for purpose in purposes:
        if stages:
            _sign(settings, key, purpose, Signing(stages, by, str(asked["number"]), str(asked["digest"]), telling))
        else:
            reviewed, finds = reviewing.review(settings, key, purpose, telling)
            show.review(reviewed)
            doubted(finds)
        if asked["page"]:
            show.line(str(reviewing.review_page(settings, key, purpose, telling)))
    return 0


def _decide(settings: Settings, key: str, wanted: str, ruling: Ruling) -> None:
    meant = reviewing.decide(settings, key, wanted, ruling)
    if ruling.verdict == "withheld":
        to_withhold(key, ruling.by, settings.today, meant)
        return
    show.line(
        say(
            f"{ruling.by} 决定{VERDICTS_ZH[ruling.verdict]} {key} 的 {len(meant)} 处。已有的 text.md 不会改动，请照此改好。",
            f"{ruling.by}: {ruling.verdict}, {len(meant)} places of {key}. An existing text.md is never touched: please mend it.",
        )
    )


def _sign(settings: Settings, key: str, purpose: Purpose, signing: Signing) -> None:
    if signing.number and not set(signing.stages) & set(FILING_STAGES):
        raise click.UsageError(say("--number 只用于备案和准印证。", "--number goes with a filing or permit."))
    digest = reviewing.sign(settings, key, purpose, signing)
    signed = "、".join(signing.stages)
    told, edited = ("（编辑整理稿）", " (edited text)") if signing.telling == "edited" else ("", "")
    show.line(
        say(
            f"{signing.by} 已签核 {key} · {purpose}{told} · {signed}（{digest[:8]}）",
            f"{signing.by} signed {key} · {purpose}{edited} · {signed} ({digest[:8]})",
        )
    )
