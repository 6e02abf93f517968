"""`koushu add`: recordings, pictures, transcripts and consent forms come in; what was placed by hand is registered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import cast

import click

from pipeline import flow, reception
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.errors import WrongUse
from pipeline.model.consent import PURPOSES
from pipeline.model.intake import ConsentForm, Delivery
from pipeline.model.record import KEY
from pipeline.model.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(say("日期请写成 2026-03-01 的样子。", "Write the date as 2026-03-01.")) from error


def _form(scan: Path | None, given: dict[str, object]) -> ConsentForm | None:
    if not given["allow"]:
        if scan:
            raise click.UsageError(say("登记授权书时，请用 --allow 写明同意的用途。", "A consent needs --allow PURPOSE."))
        return None
    if not (given["signed"] and given["signer"]):
        raise click.UsageError(
            say("登记授权时，请写明 --signed 日期和 --signer 签署人。", "A consent needs --signed DATE and --signer NAME.")
        )
    return ConsentForm.model_validate({"scan": scan, **given})


def _refuse(key: str, given: dict[str, object]) -> None:
    if not KEY.fullmatch(key):
        raise WrongUse("bad-folder-name", key=key)
    for one in cast(tuple[str, ...], given["narrators"]):
        person, _, name = one.partition("=")
        if not name.strip():
            raise click.UsageError(
                say(f"请写明口述者的编号和姓名，例如 --narrator {person or 'wang'}=王某某。", "Write wang=NAME.")
            )
        if not KEY.fullmatch(person):
            raise WrongUse("bad-folder-name", key=person)


@click.command(
    "add",
    help=say(
        "收录录音、照片、字幕和授权书：koushu add 编号 文件…；不写文件则登记手工放入档案的文件。",
        "Take files in: koushu add KEY FILE…; without arguments, register what was placed in the archive by hand.",
    ),
)
@click.argument("key", required=False)
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--title", default="", help=say("新访谈的标题。", "Title of a new interview."))
@click.option(
    "--narrator",
    "narrators",
    multiple=True,
    help=say("新访谈的口述者，写作 wang=王某某。", "Narrator of a new interview, as wang=NAME."),
)
@click.option(
    "--recording",
    default="",
    help=say("字幕属于哪一段录音，如 recording-1。", "Which recording a transcript belongs to, as recording-1."),
)
@click.option(
    "--consent", "scan", type=_FILE, help=say("授权书扫描件，存入 sealed/。", "The consent form's scan, kept in sealed/.")
)
@click.option(
    "--allow",
    multiple=True,
    type=click.Choice(PURPOSES),
    help=say("同意的用途，可多次给出。", "A purpose that was allowed; may be repeated."),
)
@click.option("--signed", callback=_day, help=say("授权书签署日期。", "The day the form was signed."))
@click.option("--until", callback=_day, help=say("授权截止日期。", "The last day of the consent."))
@click.option("--signer", default="", help=say("授权书签署人。", "Who signed the form."))
@click.option(
    "--as",
    "role",
    default="narrator",
    type=click.Choice(["narrator", "kin", "guardian"]),
    help=say("签署人的身份。", "In which capacity."),
)
@places
def command(settings: Settings, key: str | None, files: tuple[Path, ...], scan: Path | None, **given: object) -> int:
    """Take the delivery in, whole or not at all, and say what was kept."""
    if not key:
        return show.outcome(flow.take_in_placed(settings))
    form_fields = {name: given.pop(name) for name in ("allow", "signed", "until", "signer", "role")}
    form = _form(scan, form_fields)
    _refuse(key, given)
    delivery = Delivery.model_validate({"key": key, "files": files, "consent": form, **given})
    return show.outcome(reception.take_in(settings, delivery))
