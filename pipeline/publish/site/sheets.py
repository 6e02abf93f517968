"""Style sheets that follow one another in a page become one file: a page on a slow line waits for two of them, not for eleven."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

JOINED = "assets/sheets-"
_LINK = re.compile(r'<link rel="stylesheet" href="([^":]*?)(assets/[^":]+\.css)">')
_ROW = re.compile(rf"(?:{_LINK.pattern}\s*)+")
_RELATIVE = re.compile(r"url\((?![\"']?(?:data:|#))")


class Sheets:
    """The style sheets of one build of the site in `site`, joined as its pages ask for them; each row is joined once."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._made: dict[tuple[str, ...], str] = {}

    def join(self, html: str) -> str:
        """`html` with one link for each row of links to sheets in its head; the joined file is written where it is new.

        Raises OSError, and ValueError for a sheet that would name other files than it does now.
        """
        head, end, body = html.partition("</head>")
        return _ROW.sub(self._joined, head) + end + body

    def sweep(self) -> None:
        """Remove the sheets that were joined: no page asks for them by themselves."""
        for path in self._site.glob("assets/**/*.css"):
            if not path.relative_to(self._site).as_posix().startswith(JOINED):
                path.unlink()

    def _joined(self, found: re.Match[str]) -> str:
        links = _LINK.findall(found[0])
        names = tuple(name for _, name in links)
        if names not in self._made:
            self._made[names] = self._write("".join(f"{self._text(name)}\n" for name in names))
        return f'<link rel="stylesheet" href="{links[0][0]}{self._made[names]}">\n'

    def _write(self, text: str) -> str:
        name = f"{JOINED}{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
        (self._site / name).write_text(text, encoding="utf-8")
        return name

    def _text(self, name: str) -> str:
        text = (self._site / name).read_text(encoding="utf-8").strip()
        if name.count("/") > 1 and _RELATIVE.search(text):
            raise ValueError(f"{name} names files beside itself")
        return text
