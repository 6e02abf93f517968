"""Finds what looks like markup in a text, or stands beside its words: words count as one across it."""

from __future__ import annotations

import re

NOTE = re.compile(r"\[\^([^\]\[\s\\]{1,40})\]")
_LATIN = r"a-zA-Z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a\u3105-\u312f"
_TAGS = re.compile(
    NOTE.pattern
    + r"|\]\((?:[^()]|\([^()]{0,200}\)){0,400}\)"  # where a link leads
    + r"""|<(?:[^<>"']|"[^"]{0,200}"|'[^']{0,200}'){0,400}>|<[^<>]*>"""
    + r"|&#?\w{1,32};|\{[^{}]{0,200}\}"
    + rf"|[(（][{_LATIN}][{_LATIN}0-9\u02b0-\u036f\s'’·]{{0,40}}[)）]"  # how a character is read: 青（qīng）石沟
    + r"|[\u00b9\u00b2\u00b3\u2070-\u2089\u2460-\u24ff]|[\[［〔【(（][0-9]{1,3}[)）】〕］\]]"  # a note call
    + r"|〔[^〔〕]{1,20}〕|[(（]音[)）]"  # an editor's mark
)


def hidden(text: str) -> set[int]:
    """The offsets of all characters that lie in something like a tag, a note call, an address, an entity, a reading, or an
    editor's mark."""
    return {at for found in _TAGS.finditer(text) for at in range(*found.span())}


def without_tags(text: str) -> str:
    """The text with nothing in the place of each of these."""
    return _TAGS.sub("", text)
