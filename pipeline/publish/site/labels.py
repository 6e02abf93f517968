"""The public's Chinese words for trust, kinds of items, routes of volumes and roles."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.edition import Trust


@dataclass(frozen=True)
class TrustLabel:
    """How far a text can be trusted: a short name, and a sentence that explains it."""

    key: Trust
    name: str
    meaning: str


TRUST: dict[Trust, TrustLabel] = {
    "machine": TrustLabel(
        "machine", "机器听写，未经人工校对", "文字由机器听写所得，人名、地名和数字尤其可能有误，请勿作为引文依据。"
    ),
    "proofread": TrustLabel("proofread", "已校对", "整理人员已经校对文字，尚未经口述者本人或家属确认。"),
    "confirmed": TrustLabel("confirmed", "经口述者（家属）确认", "文字已经校对，并由口述者本人或家属过目确认。"),
}

KINDS = {
    "medal": "奖章",
    "certificate": "证书",
    "letter": "书信",
    "photograph": "照片",
    "uniform": "军装",
    "badge": "证章",
    "document": "文书",
    "other": "其他实物",
}

ROUTES = {"isbn": "公开出版", "internal_permit": "内部资料", "archive_copy_only": "存档本"}

SIDES = ("正面", "背面")
