"""What the public and curators call the kinds of items, in the order in which these are shown."""

from __future__ import annotations

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
