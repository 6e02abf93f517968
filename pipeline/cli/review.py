"""`koushu review`: read exactly what would be public, and sign it."""

from __future__ import annotations

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.consent import PURPOSES, Purpose
from pipeline.model.settings import Settings


@click.command(
    "review",
    help=say(
        "显示某一用途下将要公开的全部内容；加 --sign 即签核。",
        "Show exactly what would be public for a purpose; --sign signs it.",
    ),
)
@click.argument("key")
@click.option(
    "--purpose",
    "purposes",
    multiple=True,
    required=True,
    type=click.Choice(PURPOSES),
    help=say("用途，可多次给出。", "A purpose; may be repeated."),
)
@click.option(
    "--sign", "stages", multiple=True, help=say("签核的环节，如 一校、终审；可多次给出。", "A stage to sign; may be repeated.")
)
@click.option("--by", default="", help=say("签核人，须在 staff.yml 中。", "Who signs; must stand in staff.yml."))
@places
def command(settings: Settings, key: str, purposes: tuple[Purpose, ...], stages: tuple[str, ...], by: str) -> int:
    """Print the review of each purpose, then sign the stages asked for."""
    if stages and not by:
        raise click.UsageError(say("签核时请用 --by 写明签核人。", "--sign needs --by NAME."))
    for purpose in purposes:
        if stages:
            digest = counter.sign(settings, key, purpose, stages, by)
            signed = "、".join(stages)
            show.line(
                say(
                    f"{by} 已签核 {key} · {purpose} · {signed}（{digest[:8]}）",
                    f"{by} signed {key} · {purpose} · {signed} ({digest[:8]})",
                )
            )
        else:
            show.review(counter.review(settings, key, purpose))
    return 0
