"""`koushu status`: each interview and person by purpose: public or not, and why."""

from __future__ import annotations

import json

import click

from pipeline import counter, reviewing
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.errors import WrongUse
from pipeline.measuring import Figure
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.release.explain import Course, Verdict


@click.command("status", help=say("每篇访谈、每种用途能否公开，以及原因。", "What is public for which purpose, and why not."))
@click.argument("keys", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help=say("供程序读取的输出。", "Output for scripts."))
@places
def command(settings: Settings, keys: tuple[str, ...], *, as_json: bool) -> int:
    """Print one block a record; only those named when any is named."""
    found, figures = counter.status(settings)
    for key in set(keys) - {verdict.key for verdict in found}:
        raise WrongUse("record-unknown", record=key)
    verdicts = [verdict for verdict in found if not keys or verdict.key in keys]
    if as_json:
        show.line(json.dumps([_row(verdict, figures) for verdict in verdicts], ensure_ascii=False, indent=2))
        return 0
    known = {one.key: one for one in reviewing.courses(settings, tuple(dict.fromkeys(keys)))}
    last = ""
    for verdict in verdicts:
        if verdict.key != last:
            show.line(f"\n{verdict.key}")
            if verdict.kind == "interview" and verdict.key in figures:
                show.line(f"  {_worded(figures[verdict.key])}")
            if verdict.key in known:
                _told(known[verdict.key])
            last = verdict.key
        _released(verdict)
    return 0


def _released(verdict: Verdict) -> None:
    """Whether one purpose is public, and why not."""
    state = say("公开", "public") if verdict.public else say("不公开", "closed")
    if verdict.public and verdict.source == "approved":
        state += say("（上次批准的内容）", " (the last approved words)")
    why = "".join(f"\n      {sentence(reason.code, reason.values, LANGUAGE)}" for reason in verdict.reasons)
    told = say("编辑整理稿（只用于图书和电子书），", "edited text (for books alone), ") if verdict.telling == "edited" else ""
    show.line(f"  {verdict.purpose:<16}{told}{state}{why}")


def _row(verdict: Verdict, figures: dict[str, Figure]) -> dict[str, object]:
    return {
        "key": verdict.key,
        "purpose": verdict.purpose,
        "telling": verdict.telling,
        "public": verdict.public,
        "source": verdict.source,
        "reasons": [{"code": r.code, "message": sentence(r.code, r.values, LANGUAGE)} for r in verdict.reasons],
        **(_figure(figures[verdict.key]) if verdict.kind == "interview" and verdict.key in figures else {}),
    }


_WORK = {
    "recorded": ("录音已入库", "recording taken in"),
    "heard": ("已听写", "heard"),
    "written": ("已成稿", "text laid out"),
    "edited": ("有编辑整理稿", "edited text written"),
    "told": ("有整理稿", "story written"),
}


def _told(course: Course) -> None:
    """Work and signatures of one record, each on lines of its own; what is public follows."""
    steps = "、".join(say(*_WORK[step]) for step in course.work) or say("尚未开始", "not begun")
    show.line(say(f"  工作：{steps}", f"  work: {steps}"))
    for one in course.reviews:
        signed = "、".join(f"{line.stage}（{line.by} {line.at:%Y-%m-%d}）" for line in one.counted) or say("无", "none")
        missing = say("还缺 ", "missing ") + "、".join(one.missing) if one.missing else say("已签齐", "complete")
        told, edited = ("（编辑整理稿）", " (edited text)") if one.telling == "edited" else ("", "")
        show.line(say(f"  签核 {one.purpose}{told}：{signed}；{missing}", f"  gate {one.purpose}{edited}: {signed}; {missing}"))
        for note in one.notes:
            show.line(f"      {note.say(LANGUAGE)}")
    show.line(say("  公开：", "  release:"))


def _worded(figure: Figure) -> str:
    """The text's trust and the error rate of its draft, on one line."""
    words = say(f"文字稿：{show.trust(figure.basis)}", f"text: {show.trust(figure.basis)}")
    if figure.score is None:
        return words
    rate = show.percent(figure.score.rate)
    between = say(f"（95% 区间 {show.spread(figure.interval)}）", f" (95 %: {show.spread(figure.interval)})")
    return words + say(f"；听写字错率 {rate}", f"; wrong characters {rate}") + (between if figure.interval else "")


def _figure(figure: Figure) -> dict[str, object]:
    score, spread = figure.score, figure.interval
    return {
        "text": figure.basis,
        "cer": round(score.rate, 6) if score else None,
        "cer_low": round(spread.low, 6) if spread else None,
        "cer_high": round(spread.high, 6) if spread else None,
    }
