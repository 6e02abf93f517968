"""`koushu publish`: make the website, the volumes and the ebooks from what the release door lets out."""

from __future__ import annotations

from dataclasses import replace

import click

from pipeline import flow
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings
from pipeline.publish.film.editions import EDITIONS
from pipeline.writing.lock import hold


@click.command(
    "publish",
    help=say(
        "生成网站（site）、各册图书（volumes）、电子书（ebooks）、展签和展板（labels）、每周专栏（column）、影片（films）、各面荣誉墙（walls）、讲座资料包（talks）；只包含放行的内容。",
        "Make the site, books, labels and panels, the column, films, walls and kits from what is released, and nothing else.",
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
@click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice(EDITIONS),
    help=say(
        "影片另做哪一版：tv 字幕压在画面里，web 供网页播放，web-av1 同时有 AV1；copy 总会做。可多次给出。",
        "Which editions of films to make besides copy: tv with burned subtitles, web to stream, web-av1 with AV1 too.",
    ),
)
@places
def command(settings: Settings, outlets: tuple[str, ...], *, preview: bool, editions: tuple[str, ...]) -> int:
    """Make the outlets named, or all that are usual."""
    if editions and "films" not in outlets:
        raise click.UsageError(say("--edition 只用于影片：koushu publish films。", "--edition goes with koushu publish films."))
    settings = replace(settings, preview=preview, films=tuple(sorted(set(editions))))
    with hold(settings.work / "lock"), show.watching(say("影片已做 ", "film made ")) as watch:
        return show.outcome(flow.publish(settings, outlets, watch=watch, tell=show.warn))
