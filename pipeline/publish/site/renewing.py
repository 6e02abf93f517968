"""The one page that stands where the site was, while something had to leave it and the new site could not be made."""

from __future__ import annotations

from html import escape
from pathlib import Path

from pipeline.model.edition import Edition
from pipeline.publish.site.fill import POLICY
from pipeline.writing.atomic import write_text

_PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}：正在更新</title>
</head>
<body>
<h1>{title}</h1>
<p>本站正在更新，暂时不能阅读，请过些时候再来。</p>
<p>{institution}</p>
<p>撤回与更正：{contact}</p>
</body>
</html>
"""


def renewing_page(edition: Edition, folder: Path) -> None:
    """Write the page that says that the site is being renewed; it names nobody. Raises CannotWrite."""
    words = {"title": edition.title, "institution": edition.institution, "contact": edition.contact or edition.institution}
    page = _PAGE.format(policy=escape(POLICY), **{name: escape(text) for name, text in words.items()})
    write_text(folder / "index.html", page)
