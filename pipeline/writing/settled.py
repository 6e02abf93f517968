"""A zip package with clocks in it → the same package without any, so that the same contents are the same bytes."""

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
