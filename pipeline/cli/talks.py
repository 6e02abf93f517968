"""`koushu talks`: the figures of the talks that were given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from pipeline import flow, reporting
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.lecturing import Wish, asked_plan
from pipeline.model.kit import AGES
from pipeline.model.settings import Settings
from pipeline.writing.lock import hold


@click.group("talks", help=say("讲座。", "Talks."))
def command() -> None:
    """The group; its verbs follow."""


@command.command("figures", help=say("讲座统计，写成网页、Word 和 Excel。", "The figures of all talks, as HTML, DOCX and XLSX."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@places
def figures(settings: Settings, folder: Path) -> int:
    """Write the three files and say where they are."""
    return show.outcome(reporting.talk_figures(settings, folder))


@command.command(
    "kit",
    help=say(
        "做讲座资料包：kits.yml 里写的各包，或用选项另要一包；有幻灯片、网页、讲义、测验和答案、延伸阅读。",
        "Make lecturers' kits: those of kits.yml, or another one by options; slides, deck, handout, quiz, answers, reading list.",
    ),
)
@click.option(
    "--narrator", "narrators", multiple=True, help=say("讲谁，写人物的名字（people 下的文件夹）；可多次给出。", "About whom.")
)
@click.option(
    "--topic", "topics", multiple=True, help=say("讲什么，写访谈里的词，如 参军；可多次给出。", "About what: words of texts.")
)
@click.option("--age", type=click.Choice(AGES), default="成人", show_default=True, help=say("给谁讲。", "Before whom."))
@click.option("--title", default="", help=say("题目，不写就由程序起。", "The title; empty: one of ours."))
@places
def kit(settings: Settings, **told: Any) -> int:  # noqa: ANN401 - the options above, by name
    """Every kit that is planned, and with options one more."""
    wish = Wish(**told)
    if wish.title and not (wish.narrators or wish.topics):
        raise click.UsageError(say("--title 要与 --narrator 或 --topic 同用。", "--title needs --narrator or --topic."))
    if wish.narrators or wish.topics:
        settings = replace(settings, kit=asked_plan(settings, wish))
    with hold(settings.work / "lock"):
        return show.outcome(flow.publish(settings, ("talks",)))
