"""`koushu serve`: browse the built site from this machine; what changes in the archive or the site shows by itself."""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import replace

import click

from pipeline import counter, flow
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.errors import KoushuError, Locked
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.publish.site.pulse import Pulse
from pipeline.workshop import Workshop, day_mark
from pipeline.writing.lock import hold

_EVERY_S = 1.0
_SHARE = 4  # of the time, at most one part in so many goes into looking


@click.command(
    "serve",
    help=say(
        "在本机打开网站，供校看；只在本机可见。档案或网站文件改了，网页会自己更新。",
        "Serve the built site on this machine only; what changes in the archive or the site shows by itself.",
    ),
)
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
    pulse = Pulse()
    threading.Thread(target=_renew, args=(settings, pulse), daemon=True).start()
    counter.serve(settings, port, pulse)
    return 0


def _renew(settings: Settings, pulse: Pulse) -> None:
    """Look again and again whether anything changed, and make the site anew where it did; what fails is told and tried later."""
    seen = mark = ""
    while True:
        begun = time.monotonic()
        now = replace(settings, now=dt.datetime.now(dt.UTC).astimezone())
        try:
            mark = day_mark(Workshop(now), now.today)
            if mark != seen:
                _publish(now, pulse)
            seen = mark
        except Locked:
            seen = ""  # another command is at work: when it has ended, there may be something to do
        except KoushuError as failure:
            seen = mark
            show.warn(sentence(failure.code, failure.values, LANGUAGE))
        time.sleep(max(_EVERY_S, _SHARE * (time.monotonic() - begun)))


def _publish(settings: Settings, pulse: Pulse) -> None:
    with hold(settings.work / "lock"):
        outcome = flow.publish(settings, ("site",))
    show.problems(outcome.problems)
    if outcome.done:
        show.line(say("网站已按改动更新。", "The site was made anew."))
        pulse.beat()
