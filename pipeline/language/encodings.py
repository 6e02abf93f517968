"""Turns the bytes of a text file made elsewhere into characters: UTF-8, UTF-16, GB 18030 (with GBK and GB 2312)."""

from __future__ import annotations

import codecs
import unicodedata

from pipeline.errors import Unreadable

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FEW = 50  # one damaged character in this many is damage; more is another encoding


def decode(data: bytes) -> tuple[str, str, list[str]]:
    """(text in NFC without byte order marks and control characters, encoding, repairs as `code:line`).

    Raises Unreadable (`encoding-unknown`) where no encoding fits.
    """
    for encoding in _likely(data):
        try:
            return _clean(data.decode(encoding)), encoding, []
        except UnicodeDecodeError:
            continue
    for encoding in _likely(data):
        text = data.decode(encoding, errors="replace")
        foreign = sum(not character.isascii() for character in text)
        if text.count("\ufffd") * _FEW <= foreign:
            return _clean(text), encoding, [f"encoding-damaged:{text[: text.index(chr(0xFFFD))].count(chr(10)) + 1}"]
    raise Unreadable("encoding-unknown")


def _likely(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return (encoding,)
    head = data[:4096]
    if b"\0" in head:
        return ("utf-16-le",) if head[1::2].count(0) >= head[::2].count(0) else ("utf-16-be",)
    return "utf-8", "gb18030"


def _clean(text: str) -> str:
    if "\0" in text:
        raise Unreadable("encoding-unknown")
    kept = text.translate(_CONTROLS)
    return unicodedata.normalize("NFC", kept)


_CONTROLS = {code: None for code in (*range(32), 127, 0xFEFF) if code not in (9, 10, 13)}
