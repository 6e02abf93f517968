"""`koushu compare`: what two drafts, or a draft and the text, hear differently, for the proofreader."""

from __future__ import annotations

import json

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.edit.differences import Side
from pipeline.edit.risk import Entry
from pipeline.measuring import CHOSEN
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.proofing import TEXT, CheckList

_LONG = 60  # characters of a reading that are shown on a line


@click.command(
    "compare",
    help=say(
        "两份听写稿（或听写稿与文字稿）哪些地方不同，风险大的排在前面，供校对时对照录音。",
        "What two drafts, or a draft and the text, hear differently, in order of risk, to be checked by ear.",
    ),
)
@click.argument("key")
@click.option(
    "--draft",
    "one",
    default="",
    help=say(
        "第一份：听写稿文件名、引擎名或 text；不写就是选用的听写稿。", "The first: a draft's file name, an engine, or text."
    ),
)
@click.option(
    "--with",
    "other",
    default="",
    help=say(
        "第二份，写法相同；不写就是另一份听写稿，没有则是文字稿。", "The second, likewise; else another draft, or the text."
    ),
)
@click.option("--json", "as_json", is_flag=True, help=say("供程序读取的输出。", "Output for scripts."))
@places
def command(settings: Settings, key: str, one: str, other: str, *, as_json: bool) -> int:
    """Print the check list."""
    found = counter.compare(settings, key, one, other)
    if as_json:
        show.line(json.dumps(_rows(found), ensure_ascii=False, indent=2))
        return 0
    show.line(say(f"甲：{_name(found.one)}", f"A: {_name(found.one)}"))
    show.line(say(f"乙：{_name(found.other)}", f"B: {_name(found.other)}"))
    for proof in found.proofs:
        count = len(proof.entries)
        show.line(say(f"\n{proof.recording}：{count} 处不同", f"\n{proof.recording}: {count} differences"))
        for number, entry in enumerate(proof.entries, 1):
            _print(number, entry)
    return 0


def _name(reading: str) -> str:
    return {CHOSEN: say("选用的听写稿", "the chosen draft"), TEXT: say("文字稿", "the text")}.get(reading, reading)


def _print(number: int, entry: Entry) -> None:
    level = {1: say("高", "high"), 2: say("中", "middle"), 3: say("低", "low")}[entry.level]
    why = say("", " ").join(sentence(reason, {}, LANGUAGE) for reason in entry.reasons)
    show.line(f"{number:>4}. [{level}] {_clock(entry.difference.start_ms)}  {why}")
    show.line(say("      甲：", "      A: ") + _said(entry.difference.one))
    show.line(say("      乙：", "      B: ") + _said(entry.difference.other))


def _said(side: Side) -> str:
    words = side.text if len(side.text) <= _LONG else f"{side.text[: _LONG // 2]}……{side.text[-_LONG // 2 :]}"
    return " ".join(f"…{side.before}【{words}】{side.after}…".split())


def _clock(at_ms: int) -> str:
    seconds, rest = divmod(at_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _rows(found: CheckList) -> dict[str, object]:
    entries = [
        {
            "recording": proof.recording,
            "at": _clock(entry.difference.start_ms),
            "start_ms": entry.difference.start_ms,
            "end_ms": entry.difference.end_ms,
            "one": entry.difference.one.text,
            "other": entry.difference.other.text,
            "before": entry.difference.one.before,
            "after": entry.difference.one.after,
            "level": entry.level,
            "reasons": list(entry.reasons),
        }
        for proof in found.proofs
        for entry in proof.entries
    ]
    return {"one": found.one, "other": found.other, "differences": entries}
