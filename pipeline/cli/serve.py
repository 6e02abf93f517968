"""`koushu serve`: browse the built site from this machine."""

from __future__ import annotations

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command("serve", help=say("在本机打开网站，供校看；只在本机可见。", "Serve the built site on this machine only."))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@places
def command(settings: Settings, port: int) -> int:
    """Serve until interrupted."""
    show.line(
        say(
            f"请在浏览器打开 http://127.0.0.1:{port}/ ，按 Ctrl-C 结束。",
            f"Open http://127.0.0.1:{port}/ in a browser; Ctrl-C ends.",
        )
    )
    counter.serve(settings, port)
    return 0
