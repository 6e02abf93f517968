"""The command `koushu`: its verbs, and the one table of exit codes.

0 done · 1 problems found · 2 usage · 3 unreadable input · 4 missing tool · 70 a bug · 130 interrupted
"""

from __future__ import annotations

import sys
import traceback

import click

from pipeline.cli import add, check, edit, evaluate, new, publish, review, run, serve, show, status, transcribe, withdraw
from pipeline.cli.words import LANGUAGE, say
from pipeline.errors import CannotWrite, KoushuError, Locked, MissingTool, NotSound, Unreadable, WrongUse
from pipeline.model.problem import sentence

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


for verb in (new, add, check, status, transcribe, evaluate, edit, publish, review, withdraw, run, serve):
    koushu.add_command(verb.command)


def exit_code(error: KoushuError) -> int:
    """The code of the nearest class in the table."""
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))


def answer(arguments: list[str]) -> int:
    """Run the command line and return its exit code; whatever happens, a person reads a sentence."""
    try:
        result = koushu.main(arguments, prog_name="koushu", standalone_mode=False)
    except KoushuError as error:
        show.warn(sentence(error.code, error.values, LANGUAGE))
        return exit_code(error)
    except click.exceptions.NoArgsIsHelpError as error:
        show.line(error.format_message())
        return 2
    except click.ClickException as error:
        show.warn(say("命令写法有误：", "Usage: ") + error.format_message())
        return 2
    except (KeyboardInterrupt, click.Abort):
        show.warn(
            say("已中断；已完成的部分都保存着，再次运行会接着做。", "Interrupted; what was finished is kept, run again to go on.")
        )
        return INTERRUPTED
    except Exception:  # noqa: BLE001 (the last resort: everything else is a bug, and we say so)
        traceback.print_exc()
        show.warn(
            say(
                "程序出错了，这是一个缺陷。请把上面的内容发给维护者；档案没有受损。",
                "This is a bug. Please send the lines above to the maintainers; the archive is unharmed.",
            )
        )
        return BUG
    return result if isinstance(result, int) else 0


def main() -> None:
    """The console entry point."""
    sys.exit(answer(sys.argv[1:]))
