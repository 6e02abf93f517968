"""`koushu printed`: put on record which copies of a volume went where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline import recalling
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "printed",
    help=say(
        "登记一次印制：印了哪一册、多少本、发到哪里。以后有内容撤回或改动，凭这份记录收回或勘误。",
        "Put a print run on record: which volume, how many copies, to whom; so that they can be called back.",
    ),
)
@click.argument("volume")
@click.option("--copies", type=click.IntRange(1), required=True, help=say("印了多少本。", "How many copies."))
@click.option("--to", "to", multiple=True, required=True, help=say("发到哪里；可写多次。", "To whom they went; may be repeated."))
@click.option("--by", required=True, help=say("谁登记的。", "Who says so."))
@click.option(
    "--pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help=say("付印的 PDF；不写则用输出文件夹里的那一份。", "The PDF that was printed; else the one in the output folder."),
)
@places
def command(settings: Settings, volume: str, **told: Any) -> int:  # noqa: ANN401 - the options above, by name
    """Record the run."""
    run = recalling.Run(**told)
    printing = recalling.record(settings, volume, run)
    show.line(
        say(
            f"已登记第 {printing.number} 次印制：《{printing.title}》{run.copies} 本，发往{'、'.join(run.to)}。",
            f"Printing {printing.number} is on record: {printing.title}, {run.copies} copies to {', '.join(run.to)}.",
        )
    )
    return 0
