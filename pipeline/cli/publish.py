"""`koushu publish`: make the website, the volumes and the ebooks from what the release door lets out."""

from __future__ import annotations

from dataclasses import replace

import click

from pipeline import flow
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings
from pipeline.writing.lock import hold


@click.command(
    "publish",
    help=say(
        "生成网站（site）、各册图书（volumes）、电子书（ebooks）、展签和展板（labels）、每周专栏（column）；只包含放行的内容。",
        "Make the site, the volumes, the ebooks, labels and panels, and the column from what is released, and nothing else.",
    ),
)
@click.argument("outlets", nargs=-1, type=click.Choice(flow.OUTLETS))
@click.option(
    "--preview",
    is_flag=True,
    help=say(
        "另把各册的每一面做成图片，可以翻看，并指出与上次不同的对开面。",
        "Also make a picture of every page of the volumes, to leaf through, and tell which spreads changed.",
    ),
)
@places
def command(settings: Settings, outlets: tuple[str, ...], *, preview: bool) -> int:
    """Make the outlets named, or all of them."""
    settings = replace(settings, preview=preview)
    with hold(settings.work / "lock"):
        return show.outcome(flow.publish(settings, outlets or flow.OUTLETS))
