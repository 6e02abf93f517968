"""`koushu check`: every mistake in the archive, with its place and its cure."""

from __future__ import annotations

import json

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.model.settings import Settings


@click.command(
    "check", help=say("检查整个档案，逐条指出问题和改法。", "Check the whole archive; name every problem and its cure.")
)
@click.option("--json", "as_json", is_flag=True, help=say("供程序读取的输出。", "Output for scripts."))
@places
def command(settings: Settings, *, as_json: bool) -> int:
    """Print all problems; exit 1 when there is any besides what only asks somebody to look."""
    found = counter.check(settings)
    wrong = sum(not problem.is_notice for problem in found)
    if as_json:
        rows = [
            {
                "file": p.file,
                "line": p.line,
                "column": p.column,
                "code": p.code,
                "notice": p.is_notice,
                "message": p.say(LANGUAGE),
            }
            for p in found
        ]
        show.line(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        show.problems(found)
        if wrong:
            show.line(say(f"共 {wrong} 个问题。", f"{wrong} problems."))
        else:
            show.line(say("没有发现问题。", "No problem found."))
        if len(found) > wrong:
            show.line(say(f"另有 {len(found) - wrong} 处请核对。", f"{len(found) - wrong} places to look at."))
    return 1 if wrong else 0
