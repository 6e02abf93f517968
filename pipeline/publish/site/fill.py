"""Generated HTML with placeholders becomes whole HTML; inline scripts become files, so that a strict policy holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

POLICY = (
    "default-src 'none'; script-src 'self'{file}; style-src 'self'{file}; img-src 'self'{file} data:; "
    "media-src 'self'{file}; connect-src 'self'{file}; font-src 'self'{file}; base-uri 'none'; form-action 'self'{file}"
).format(file=" file:")

_PLACE = re.compile(r'<div data-oh="([^"]*)"></div>')
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
SCRIPTS = "assets/inline"


def fill(html: str, fragments: Mapping[str, str]) -> str:
    """`html` with every placeholder replaced by its fragment; one without a fragment disappears.

    Works on whole pages of any generator that lets `<div data-oh="…"></div>` through.
    """
    return _PLACE.sub(lambda found: fragments.get(found[1], ""), html)


def lift_scripts(html: str, root: str) -> tuple[str, dict[str, str]]:
    """`html` with each inline script moved to a file, and those files by their path in the site.

    `root` is the way from this page to the site's top folder. Data blocks and scripts with attributes stay.
    """
    files: dict[str, str] = {}

    def lifted(found: re.Match[str]) -> str:
        name = f"{SCRIPTS}-{hashlib.sha256(found[1].encode()).hexdigest()[:8]}.js"
        files[name] = found[1] + "\n"
        return f'<script src="{root}{name}"></script>'

    return _SCRIPT.sub(lifted, html), files
