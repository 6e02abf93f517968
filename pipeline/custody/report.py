"""Findings of an inspection → the 四性检测 report: one HTML file that needs nothing else, or JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from pipeline.custody.inspection import ASPECTS, RESULTS, Checkpoint, Finding
from pipeline.model.archive import Witness
from pipeline.model.nouns import ArchiveConfig

SHOWN = 8  # lines of evidence on paper before the rest is folded away; JSON has them all


@dataclass(frozen=True)
class Report:
    """An inspection: of which archive, at which checkpoint, when, by which program, up to which line of its history."""

    config: ArchiveConfig
    checkpoint: Checkpoint
    at: dt.datetime
    software: str
    witness: Witness | None  # None: nothing was ever written down
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> int:
        """How many items did not pass."""
        return sum(one.verdict.result == "不通过" for one in self.findings)

    @property
    def conclusion(self) -> str:
        """The report in one sentence."""
        by_hand = sum(one.verdict.result == "需人工核查" for one in self.findings)
        rest = f"另有 {by_hand} 项程序不能判断，须人工核查后才能下结论。" if by_hand else ""
        if self.failed:
            return f"{self.failed} 项不通过，应当处理后重新检测。{rest}"
        return f"程序能够检测的项目没有不通过的。{rest}"


def report_json(report: Report) -> str:
    """Everything, with all evidence, as JSON with keys in English and values in Chinese."""
    witness = report.witness
    whole = {
        "standard": "DA/T 70-2018",
        "archive": report.config.title,
        "institution": report.config.institution,
        "checkpoint": report.checkpoint,
        "inspected_at": report.at.isoformat(timespec="seconds"),
        "software": report.software,
        "witness": {"length": witness.length, "root": witness.root} if witness else None,
        "conclusion": report.conclusion,
        "summary": {aspect: dict(_count(report.findings, aspect)) for aspect in ASPECTS},
        "items": [
            {
                "code": one.item.code,
                "aspect": one.item.aspect,
                "area": one.item.area,
                "title": one.item.title,
                "method": one.item.method,
                "result": one.verdict.result,
                "evidence": list(one.verdict.evidence),
                "cure": one.verdict.cure,
            }
            for one in report.findings
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def report_html(report: Report) -> str:
    """One page without scripts, fonts or pictures from elsewhere; all that is not ours is escaped."""
    source = files("pipeline.custody").joinpath("report.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    groups = [(aspect, [one for one in report.findings if one.item.aspect == aspect]) for aspect in ASPECTS]
    counts = {aspect: _count(report.findings, aspect) for aspect in ASPECTS}
    return environment.from_string(source).render(report=report, groups=groups, counts=counts, results=RESULTS, shown=SHOWN)


def _count(findings: Sequence[Finding], aspect: str) -> Counter[str]:
    count: Counter[str] = Counter(dict.fromkeys(map(str, RESULTS), 0))
    count.update(str(one.verdict.result) for one in findings if one.item.aspect == aspect)
    return count
