"""Finds what looks like markup in a text: a reader passes over it, so words count as one across it."""

from __future__ import annotations

import re

NOTE = re.compile(r"\[\^([^\]\[\s\\]{1,40})\]")
_TAGS = re.compile(
    NOTE.pattern
    + r"|\]\((?:[^()]|\([^()]{0,200}\)){0,400}\)"  # where a link leads
    + r"""|<(?:[^<>"']|"[^"]{0,200}"|'[^']{0,200}'){0,400}>|<[^<>]*>"""
    + r"|&#?\w{1,32};|\{[^{}]{0,200}\}"
    + r"|[(（][a-zA-Z\u00c0-\u024f\u0300-\u036f\s'’·]{1,40}[)）]"  # how a character is read: 青（qīng）石沟
)


def hidden(text: str) -> set[int]:
    """The offsets of all characters that lie in something like a tag, a note call, an address, an entity, or a reading."""
    return {at for found in _TAGS.finditer(text) for at in range(*found.span())}


def without_tags(text: str) -> str:
    """The text with nothing in the place of each of these."""
    return _TAGS.sub("", text)
