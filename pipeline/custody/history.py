"""The lines of the history → those about one matter, and sentences that a curator reads."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.errors import WrongUse
from pipeline.model.event import EventLine, EventType

# What archivists call these acts here; the PREMIS words stand beside them.
WORDS: dict[EventType, str] = {
    "accession": "接收",
    "appraisal": "鉴定",
    "capture": "采集",
    "creation": "生成",
    "deaccession": "撤回",
    "deletion": "删除",
    "dissemination": "发布",
    "fixity check": "完整性核验",
    "information package creation": "打包",
    "ingestion": "收存",
    "message digest calculation": "计算校验值",
    "metadata extraction": "提取技术元数据",
    "normalization": "转存保全副本",
    "metadata modification": "登记改动",
    "modification": "补记",
    "policy assignment": "签署",
    "recovery": "恢复",
    "replication": "复制副本",
    "transcription": "转写",
    "validation": "验证",
}


def about(lines: Iterable[EventLine], wanted: str) -> tuple[EventLine, ...]:
    """The lines about an interview, person or item (its folder's name), a file or a folder (its path from the root); all for "".

    Raises WrongUse where there is none.
    """
    found = tuple(line for line in lines if not wanted or _names(line, wanted))
    if wanted and not found:
        raise WrongUse("history-nothing", about=wanted)
    return found


def _names(line: EventLine, wanted: str) -> bool:
    event = line.event
    noted = (word.partition(" ")[2] for word in event.detail.split("、"))  # a line about ids.csv says `kind key` of each
    return any(_is_about(file, wanted) for file in (*event.files, *noted))


def _is_about(file: str, wanted: str) -> bool:
    parts = file.split("/")
    return file == wanted or file.startswith(f"{wanted}/") or (len(parts) > 2 and parts[1] == wanted)


def tell(line: EventLine) -> tuple[str, ...]:
    """The event in words: number, when, what, by whom, whether it went well, what of; then the files, a line each."""
    event = line.event
    outcome = "　失败" if event.outcome == "failure" else ""
    what = f"{WORDS[event.type]}（{event.type}）{outcome}"
    head = f"{line.number}　{event.at:%Y-%m-%d %H:%M:%S}　{what}　{event.agent}　{event.detail}"
    return (head.rstrip("　"), *(f"    {file}" for file in event.files))


def as_row(line: EventLine) -> dict[str, object]:
    """The event for programs."""
    event = line.event
    return {
        "line": line.number,
        "at": event.at.isoformat(),
        "type": event.type,
        "name": WORDS[event.type],
        "agent": event.agent,
        "detail": event.detail,
        "outcome": event.outcome,
        "files": list(event.files),
        "digests": list(event.digests),
    }
