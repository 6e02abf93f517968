"""`koushu evaluate`: how many characters the machine got wrong, against people's text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.edit.baseline import Change
from pipeline.edit.bootstrap import Interval, interval
from pipeline.edit.compare import Counted, Score
from pipeline.measuring import CHOSEN, Choice, Listened, Measured
from pipeline.model.settings import Settings

_BASELINE = click.Path(dir_okay=False, path_type=Path)
_READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    "evaluate",
    help=say(
        "以人工文字稿为准，计算听写稿的字错率，并与以前的结果比较。",
        "The character error rate of drafts against people's texts, and what became of it.",
    ),
)
@click.argument("keys", nargs=-1)
@click.option("--draft", default="", help=say("只算这一份听写稿（文件名）。", "Only this draft, by its file name."))
@click.option(
    "--engine",
    default="",
    help=say("只算这个引擎的听写稿，如 whisper 或 whisper/large-v3。", "Drafts of this engine, as whisper or whisper/large-v3."),
)
@click.option("--against", type=_READABLE, help=say("与这个基线文件比较。", "Compare with this baseline file."))
@click.option("--save", type=_BASELINE, help=say("把结果存为基线文件。", "Keep the figures as a baseline file."))
@click.option("--json", "as_json", is_flag=True, help=say("供程序读取的输出。", "Output for scripts."))
@places
def command(settings: Settings, keys: tuple[str, ...], **given: object) -> int:
    """Print a table a listener and what changed; exit 1 when all interviews together are worse beyond chance, or one failed."""
    if given["draft"] and given["engine"]:
        raise click.UsageError(say("--draft 和 --engine 只能写一个。", "Give either --draft or --engine."))
    choice = Choice(str(given["draft"]), str(given["engine"]))
    files = counter.BaselineFiles(_path(given["against"]), _path(given["save"]))
    found = counter.evaluate(settings, keys, choice, files)
    if given["as_json"]:
        rows = {"listeners": [_listener(one) for one in found.listened], "changes": [_change(one) for one in found.changes]}
        show.line(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print(found)
    show.problems(found.problems)
    worse = bool(found.changes) and found.changes[-1].verdict == "worse"
    return 1 if found.problems or worse else 0


def _path(value: object) -> Path | None:
    return value if isinstance(value, Path) else None


def _print(found: counter.Evaluation) -> None:
    if not any(one.counted for listened in found.listened for one in listened.interviews):
        show.line(say("还没有可以比较的人工文字稿和听写稿。", "There is no people's text with a draft to compare yet."))
    for listened in found.listened:
        name = say("选用的听写稿", "the chosen drafts") if listened.heard_by == CHOSEN else listened.heard_by
        show.line(say(f"听写：{name}", f"heard by: {name}"))
        show.table(_table(listened))
        show.line()
    if found.changes:
        show.line(say("与基线相比：", "against the baseline:"))
        show.table(_changed(found.changes))


def _table(listened: Listened) -> list[list[str]]:
    head = say(
        "访谈|字错率|95% 区间|替换|多字|漏字|字数|连标点|文字稿",
        "interview|wrong|95 %|changed|put in|left out|letters|with marks|text",
    )
    rows = [head.split("|")]
    for one in listened.interviews:
        if not one.counted:
            rows.append([one.key, *["—"] * 7, _basis(one)])
            continue
        rows.append([one.key, *_cells(one.counted), _basis(one)])
        rows += [[f"  {speaker}", *_cells(counted), ""] for speaker, counted in by_speaker(one.counted)]
    for name, interviews in _totals(listened):
        if counted := _all(interviews):
            rows.append([name, *_cells(counted), ""])
    return rows


def _totals(listened: Listened) -> list[tuple[str, list[Measured]]]:
    signed = [one for one in listened.interviews if one.basis in ("proofread", "confirmed")]
    every = [(say("合计", "all"), list(listened.interviews))]
    mixed = signed and len(signed) < sum(bool(one.counted) for one in listened.interviews)
    return every + ([(say("其中已签校的", "of these proofread"), signed)] if mixed else [])


def _basis(one: Measured) -> str:
    words = show.trust(one.basis)
    if one.basis == "machine":
        words += say("：不作标准", ": no standard to measure by")
    if one.silent:
        words += say("；未听写：", "; not heard: ") + "、".join(one.silent)
    return words


def _all(interviews: Iterable[Measured]) -> list[Counted]:
    return [counted for one in interviews for counted in one.counted]


def by_speaker(counted: Sequence[Counted]) -> list[tuple[str, list[Counted]]]:
    """The passages of each speaker, in the order in which they first speak; nothing where only one does."""
    speakers = dict.fromkeys(one.passage.speaker for one in counted)
    found = [(speaker, [one for one in counted if one.passage.speaker == speaker]) for speaker in speakers]
    return found if len(found) > 1 else []


def _plain(counted: Iterable[Counted]) -> Score:
    return sum((one.plain for one in counted), Score())


def _marked(counted: Iterable[Counted]) -> Score:
    return sum((one.marked for one in counted), Score())


def _interval(counted: Iterable[Counted]) -> Interval | None:
    return interval([(one.plain.errors, one.plain.length) for one in counted])


def _cells(counted: Sequence[Counted]) -> list[str]:
    plain = _plain(counted)
    return [
        show.percent(plain.rate),
        show.spread(_interval(counted)),
        *map(str, (plain.substitutions, plain.insertions, plain.deletions, plain.length)),
        show.percent(_marked(counted).rate),
    ]


def _changed(changes: Sequence[Change]) -> list[list[str]]:
    verdicts = {
        "better": say("变好", "better"),
        "worse": say("变差", "worse"),
        "same": say("差别在误差之内", "within chance"),
    }
    head = say("访谈|基线|现在|差的 95% 区间|比较的字数|结论", "interview|before|now|95 % of the difference|letters|verdict")
    rows = [head.split("|")]
    for one in changes:
        left_out = say(f"；{one.left_out} 段没有对应", f"; {one.left_out} passages without a match") if one.left_out else ""
        figures = (show.percent(one.before), show.percent(one.now), show.spread(one.interval), str(one.letters))
        rows.append([one.key or say("合计", "all"), *figures, verdicts[one.verdict] + left_out])
    return rows


def _listener(listened: Listened) -> dict[str, object]:
    interviews = [
        {
            "key": one.key,
            "text": one.basis,
            "not_heard": list(one.silent),
            **(_figures(one.counted) if one.counted else {}),
            "speakers": {speaker: _figures(counted) for speaker, counted in by_speaker(one.counted)},
        }
        for one in listened.interviews
    ]
    signed = [one for one in listened.interviews if one.basis in ("proofread", "confirmed")]
    totals = {"all": _figures(_all(listened.interviews)), "proofread": _figures(_all(signed))}
    return {"heard_by": listened.heard_by, "interviews": interviews, **totals}


def _figures(counted: Sequence[Counted]) -> dict[str, object]:
    plain, spread = _plain(counted), _interval(counted)
    return {
        "cer": round(plain.rate, 6),
        "low": round(spread.low, 6) if spread else None,
        "high": round(spread.high, 6) if spread else None,
        "substitutions": plain.substitutions,
        "insertions": plain.insertions,
        "deletions": plain.deletions,
        "length": plain.length,
        "cer_with_punctuation": round(_marked(counted).rate, 6),
    }


def _change(one: Change) -> dict[str, object]:
    return {
        "key": one.key,
        "before": round(one.before, 6),
        "now": round(one.now, 6),
        "low": round(one.interval.low, 6) if one.interval else None,
        "high": round(one.interval.high, 6) if one.interval else None,
        "letters": one.letters,
        "left_out": one.left_out,
        "verdict": one.verdict,
    }
