"""How far the words of a page or a chapter may be trusted, as the public reads it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.edition import PublicInterview, Trust


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
EDITED = "编辑整理稿"


def origin_of(entry: PublicInterview) -> str:
    """Which text a chapter of turns is, and how far it was checked, in a few words; empty where it is a text nobody proofread."""
    told = [EDITED] if entry.telling == "edited" else []
    return "，".join([*told, *([TRUST[entry.trust].name] if entry.trust != "machine" else [])])
