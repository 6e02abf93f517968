"""`koushu status`: each interview and person by purpose: public or not, and why."""

from __future__ import annotations

import json

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.errors import WrongUse
from pipeline.measuring import Figure
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings


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
        rows = [
            {
                "key": verdict.key,
                "purpose": verdict.purpose,
                "public": verdict.public,
                "source": verdict.source,
                "reasons": [{"code": r.code, "message": sentence(r.code, r.values, LANGUAGE)} for r in verdict.reasons],
                **(_figure(figures[verdict.key]) if verdict.kind == "interview" and verdict.key in figures else {}),
            }
            for verdict in verdicts
        ]
        show.line(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    last = ""
    for verdict in verdicts:
        if verdict.key != last:
            show.line(f"\n{verdict.key}")
            if verdict.kind == "interview" and verdict.key in figures:
                show.line(f"  {_worded(figures[verdict.key])}")
            last = verdict.key
        state = say("公开", "public") if verdict.public else say("不公开", "closed")
        if verdict.public and verdict.source == "approved":
            state += say("（上次批准的内容）", " (the last approved words)")
        why = "".join(f"\n      {sentence(reason.code, reason.values, LANGUAGE)}" for reason in verdict.reasons)
        show.line(f"  {verdict.purpose:<16}{state}{why}")
    return 0


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
