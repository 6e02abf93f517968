"""The bytes of a text file → its text, with every wrong encoding recognised and named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.model.problem import Problem

LARGEST = 4 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CJK = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")


def read_text(data: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text in NFC with `\\n` line ends, and what is wrong with the bytes.

    A byte order mark, CRLF, text outside NFC and invisible characters are named and read all the same; those that turn the
    direction of writing are left out, lest anybody sign what reads otherwise than it is. No text comes back (None) where reading
    on would be guessing: another encoding, control characters, an empty or oversize file.
    """
    stop = _unreadable(data, file)
    if stop:
        return None, (stop,)
    problems = []
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(Problem(file, 1, 1, "encoding-bom"))
        data = data[3:]
    text = data.decode()
    control = _CONTROL.search(text)
    if control:
        return None, (*problems, _at(text, control.start(), file, "control-character", number=f"U+{ord(control[0]):04X}"))
    problems.extend(_blemishes(text, file))
    return undirected(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))), tuple(problems)


def undirected(text: str) -> str:
    """The text without the characters that turn the direction of writing."""
    return _DIRECTION.sub("", text)


def _unreadable(data: bytes, file: str) -> Problem | None:
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return Problem(file, 0, 0, "empty-file")
    if len(data) > LARGEST:
        return Problem(file, 0, 0, "file-too-large", {"size": len(data), "limit": LARGEST})
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:64].count(0) > len(data[:64]) // 3:
        return Problem(file, 1, 1, "encoding-utf16")
    try:
        data.decode()
    except UnicodeDecodeError as failure:
        if _is_gb18030(data):  # two of its bytes may well pass for one UTF-8 character, so the first that is not ASCII counts
            start, code = next(at for at, byte in enumerate(data) if byte > 0x7F), "encoding-gbk"
        else:
            start, code = failure.start, "encoding-not-utf8"
        before = data[:start].decode()
        return _at(before, len(before), file, code, byte=f"0x{data[start]:02X}")
    return None


def _is_gb18030(data: bytes) -> bool:
    try:
        return bool(_CJK.search(data.decode("gb18030")))
    except UnicodeDecodeError:
        return False


def _blemishes(text: str, file: str) -> Iterator[Problem]:
    if "\r" in text:
        yield _at(text, text.index("\r"), file, "line-ends-crlf")
    if not unicodedata.is_normalized("NFC", text):
        line = next(number for number, line in enumerate(text.split("\n"), 1) if not unicodedata.is_normalized("NFC", line))
        words = text.split("\n")[line - 1]
        normal = unicodedata.normalize("NFC", words)
        same = next((at for at, pair in enumerate(zip(words, normal, strict=False)) if pair[0] != pair[1]), len(normal))
        yield Problem(file, line, same + 1, "not-nfc", {"found": words[same : same + 2], "write": normal[same : same + 1]})
    invisible = _INVISIBLE.search(text)
    if invisible:
        yield _at(text, invisible.start(), file, "invisible-character", number=f"U+{ord(invisible[0]):04X}")


def _at(text: str, index: int, file: str, code: str, **values: object) -> Problem:
    return Problem(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), code, values)
