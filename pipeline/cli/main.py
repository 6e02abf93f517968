"""The command `koushu`: its verbs, and the one table of exit codes.

0 done · 1 problems found · 2 usage · 3 unreadable input · 4 missing tool · 70 a bug · 130 interrupted
"""

from __future__ import annotations

import sys
import traceback

import click

from pipeline.cli import (
    add,
    check,
    compare,
    copies,
    edit,
    engines,
    evaluate,
    export,
    history,
    impose,
    inspect,
    new,
    preserve,
    printed,
    publish,
    quarantine,
    recall,
    restore,
    review,
    run,
    screen,
    serve,
    show,
    status,
    transcribe,
    verify,
    withdraw,
)
from pipeline.cli.words import LANGUAGE, say
from pipeline.errors import CannotWrite, KoushuError, Locked, MissingTool, NotSound, Unreadable, WrongUse
from pipeline.model.problem import sentence
from pipeline.writing.atomic import WORDED

EXIT_CODES: dict[type[KoushuError], int] = {
    NotSound: 1,
    WrongUse: 2,
    Unreadable: 3,
    CannotWrite: 3,
    Locked: 3,
    MissingTool: 4,
}
BUG = 70
INTERRUPTED = 130


@click.group(
    help=say(
        "口述历史档案与出版：录音转写、人工校订、授权放行、网站与图书。",
        "An oral-history archive and publishing pipeline: recordings are heard, texts edited, a site and books made.",
    )
)
@click.version_option(package_name="koushu", prog_name="koushu")
def koushu() -> None:
    """The group; each verb is one file beside this one."""


for verb in (
    new,
    add,
    check,
    status,
    engines,
    transcribe,
    evaluate,
    compare,
    edit,
    publish,
    review,
    withdraw,
    preserve,
    quarantine,
    printed,
    recall,
    impose,
    run,
    serve,
    screen,
    verify,
    history,
    copies,
    restore,
    export,
    inspect,
):
    koushu.add_command(verb.command)


def exit_code(error: KoushuError) -> int:
    """The code of the nearest class in the table."""
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))


def answer(arguments: list[str]) -> int:
    """Run the command line and return its exit code; whatever happens, a person reads a sentence."""
    try:
        _refuse_bytes(arguments)
        result = koushu.main(arguments, prog_name="koushu", standalone_mode=False)
    except KoushuError as error:
        show.warn(sentence(error.code, error.values, LANGUAGE))
        return exit_code(error)
    except click.ClickException as error:
        return _usage(error)
    except (KeyboardInterrupt, click.Abort):
        show.warn(
            say("已中断；已完成的部分都保存着，再次运行会接着做。", "Interrupted; what was finished is kept, run again to go on.")
        )
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 (the last resort: everything else is a bug, and we say so)
        return _disk(error) if isinstance(error, OSError) and error.errno in WORDED else _bug()
    return result if isinstance(result, int) else 0


def _refuse_bytes(arguments: list[str]) -> None:
    for word in arguments:
        if any("\ud800" <= character <= "\udfff" for character in word):  # what Python makes of bytes that are not UTF-8
            raise WrongUse("not-utf8", word=word.encode("utf-8", "replace").decode())


def _usage(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        show.line(error.format_message())
    else:
        show.warn(say("命令写法有误：", "Usage: ") + error.format_message())
    return 2


def _disk(error: OSError) -> int:
    show.warn(sentence(WORDED[error.errno or 0], {"file": error.filename or "?", "why": error.strerror}, LANGUAGE))
    return EXIT_CODES[CannotWrite]


def _bug() -> int:
    traceback.print_exc()
    show.warn(
        say(
            "程序出错了，这是一个缺陷。请把上面的内容发给维护者；档案没有受损。",
            "This is a bug. Please send the lines above to the maintainers; the archive is unharmed.",
        )
    )
    return BUG


def main() -> None:
    """The console entry point."""
    sys.exit(answer(sys.argv[1:]))
