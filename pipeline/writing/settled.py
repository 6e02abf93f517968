"""What all Office packages need: text that XML can hold, and the same contents as the same bytes, without any clock."""

from __future__ import annotations

import io
import re
import zipfile

_SETTLED = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def settled(data: bytes) -> bytes:
    """The Office package with every time set to the first of 1980; nothing else is changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _WHEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", part)
            new.writestr(zipfile.ZipInfo(name, _SETTLED), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def xml_text(text: str) -> str:
    """The text without what XML 1.0 (§2.2) cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))
