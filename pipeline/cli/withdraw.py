"""`koushu withdraw`: close an interview or a person for ever; one person suffices."""

from __future__ import annotations

import click

from pipeline import recalling, reviewing
from pipeline.cli import show
from pipeline.cli.recall import told
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "withdraw",
    help=say(
        "撤回一篇访谈或一个人物：下次发布时从所有出口消失，只留一个不具名的说明页。",
        "Withdraw an interview or a person: every outlet loses it at the next publish.",
    ),
)
@click.argument("key")
@click.option("--by", required=True, help=say("谁决定撤回。", "Who decided."))
@click.option("--reason", default="", help=say("原因，仅供内部留存。", "Why; kept internally."))
@places
def command(settings: Settings, key: str, by: str, reason: str) -> int:
    """Record the withdrawal."""
    reviewing.withdraw(settings, key, by, reason)
    show.line(
        say(
            f"已撤回 {key}。请运行 koushu publish，使各出口生效。",
            f"{key} is withdrawn. Run koushu publish to make it so everywhere.",
        )
    )
    found = recalling.listing(settings, key)
    if found:
        show.line(say("下列印本里有这一内容：", "These printed copies hold it:"))
        told(found, recalling.keys_of(settings))
    return 0
