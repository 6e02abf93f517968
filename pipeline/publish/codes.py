"""A code of a printed volume becomes an address and the modules of a QR symbol; the only importer of segno."""

from __future__ import annotations

from typing import TypedDict
from urllib.parse import urlsplit

import segno

from pipeline.model.edition import PublicCode

FOLDER = "Q"
LEVEL = "m"  # fifteen per cent of the symbol may be worn (ISO/IEC 18004 §7.5)


class Symbol(TypedDict):
    """A code as a template draws it: letters in two groups, the address, and rows of `0` and `1`, quiet zone not included."""

    code: str
    address: str
    modules: list[str]


def symbol(site_url: str, one: PublicCode) -> Symbol | None:
    """The symbol of a code; None where the archive's address is no web address."""
    found = address(site_url, one.code)
    return {"code": spelled(one.code), "address": found, "modules": modules(found)} if found else None


def address(site_url: str, code: str) -> str:
    """Where a code leads: in capitals as far as addresses are the same in capitals, so that the symbol stays small.

    QR's alphanumeric mode (ISO/IEC 18004 §7.4.4) has no small letters: scheme and host do not need them (RFC 3986 §6.2.2.1), but
    a path of the site's own may.
    """
    parts = urlsplit(site_url.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return f"{parts.scheme.upper()}://{parts.netloc.upper()}{parts.path.rstrip('/')}/{FOLDER}/{code}"


def modules(words: str) -> list[str]:
    """The rows of the symbol for these words, `1` for dark."""
    made = segno.make_qr(words, error=LEVEL, boost_error=False)
    return ["".join("1" if cell else "0" for cell in row) for row in made.matrix]


def spelled(code: str) -> str:
    """A code as it is read from paper: `7F3K 1234`."""
    return f"{code[:4]} {code[4:]}"
