"""What a flag is called where people read: the mark 〔待核〕 in a text, its short reasons, and which codes are only style."""

from __future__ import annotations

import re
from collections.abc import Iterable

# How a draft is written, not whether it was said: these never make a segment suspect.
STYLE = frozenset({"no-punctuation", "spaces", "script", "machine-punctuation"})
REASONS = {
    "credit-line": "疑似套话",
    "repetition": "疑似重复",
    "no-speech": "疑似无人说话",
    "prompt-echo": "疑似提示语",
    "language-flip": "语种突变",
    "too-fast": "语速过快",
    "too-slow": "语速过慢",
    "times-backwards": "时间倒置",
    "times-overlap": "时间重叠",
    "cut-short": "没有听完",
    "speaker-guessed": "说话人系推测",
}
MARK = re.compile(r"〔待核(?:：(?P<reasons>[^〔〕\n]{1,40}))?〕")
_CODES = {reason: code for code, reason in REASONS.items()}


def mark(codes: Iterable[str]) -> str:
    """The mark before doubtful words: 〔待核：疑似套话〕, and plain 〔待核〕 for codes without a short reason."""
    reasons = [reason for code, reason in REASONS.items() if code in set(codes)]
    return f"〔待核：{'、'.join(reasons)}〕" if reasons else "〔待核〕"


def marked_codes(found: re.Match[str]) -> tuple[str, ...]:
    """The codes whose reasons a mark gives; none where it gives no reason, or one that a person made up."""
    return tuple(_CODES[reason] for reason in (found["reasons"] or "").split("、") if reason in _CODES)
