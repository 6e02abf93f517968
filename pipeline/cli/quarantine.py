"""`koushu quarantine`: shut an interview away that may hold a secret; one person shuts, two different ones let it out."""

from __future__ import annotations

import click

from pipeline import reviewing
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "quarantine",
    help=say(
        "封存疑似涉密的访谈：不公开，不外传，不出书，也不能签字。一人即可封存，两个人才能解除。",
        "Shut away an interview that may hold a secret; one person shuts it, two different ones lift it.",
    ),
)
@click.argument("key")
@click.option("--by", required=True, help=say("谁决定。", "Who decides."))
@click.option("--reason", default="", help=say("原因，仅供内部留存。", "Why; kept internally."))
@click.option(
    "--lift", "lifts", is_flag=True, help=say("同意解除封存；须由两个人各办一次。", "Agree to lift it; two people must.")
)
@places
def command(settings: Settings, key: str, by: str, reason: str, *, lifts: bool) -> int:
    """Record the quarantine, or one of the two who lift it."""
    if not lifts:
        reviewing.quarantine(settings, key, by, reason)
        show.line(say(f"已封存 {key}。请运行 koushu publish，使各出口生效。", f"{key} is in quarantine. Run koushu publish."))
    elif reviewing.lift_quarantine(settings, key, by):
        show.line(
            say(f"{key} 已解除封存；以前的签字不再作数，请重新审阅。", f"{key} is out of quarantine; review and sign it anew.")
        )
    else:
        show.line(say(f"{by} 同意解除 {key} 的封存；还要另一个人来办。", f"{by} agrees; somebody else must lift {key} as well."))
    return 0
