"""The style sheet of every ebook: the reader's own size, colours and faces stand above it."""

from __future__ import annotations

RARE = "Koushu Rare"
_SHEET = """\
html { line-height: 1.8; }
body { margin: 0 5%; text-align: justify; line-break: strict; overflow-wrap: break-word; }
p { margin: 0; text-indent: 2em; }
h1 { font-size: 1.5em; line-height: 1.4; text-align: center; margin: 3em 0 1.5em; font-weight: bold; }
h2 { font-size: 1.15em; line-height: 1.5; margin: 2em 0 0.8em; break-after: avoid; page-break-after: avoid; }
.byline, .origin { text-indent: 0; text-align: center; margin: 0 0 0.8em; }
.origin { font-size: 0.85em; text-align: left; }
.narrator { margin: 1.5em 0; font-size: 0.9em; }
.narrator p { text-indent: 0; }
.narrator img { max-width: 10em; float: left; margin: 0.4em 1.2em 0.6em 0; }
.narrator::after { content: ""; display: block; clear: both; }
.question { font-family: sans-serif; font-size: 0.94em; margin: 1em 0 0.3em; break-after: avoid; page-break-after: avoid; }
.who { font-family: sans-serif; font-weight: bold; }
.left-out { font-size: 0.9em; opacity: 0.85; }
figure { margin: 1.5em 0; text-align: center; break-inside: avoid; page-break-inside: avoid; }
figure img { max-width: 100%; max-height: 80vh; margin: 0 0.3em; }
figcaption { font-size: 0.88em; text-align: center; text-indent: 0; }
.call { font-size: 0.72em; line-height: 0; }
.call a, .back { text-decoration: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.notes { margin-top: 3em; border-top: 1px solid; padding-top: 1em; font-size: 0.88em; }
.notes p { text-indent: 0; margin-bottom: 0.5em; }
.titlepage p { text-indent: 0; text-align: center; margin: 0.6em 0; }
.titlepage h1 { margin: 1.2em 0 0.6em; font-size: 1.9em; }
.titlepage .house { margin-top: 4em; }
.titlepage .notice { font-size: 0.85em; margin-top: 2em; }
.cover { margin: 0; }
.cover p { text-indent: 0; text-align: center; margin: 0; }
.cover img { max-width: 100%; max-height: 98vh; }
nav ol { list-style: none; padding-left: 1.2em; }
nav li { margin: 0.4em 0; }
.names { list-style: none; margin: 0.4em 0; padding: 0; }
.names li { margin: 0.3em 0; padding-left: 1em; text-indent: -1em; }
dl { margin: 1em 0; }
dt { font-family: sans-serif; font-size: 0.88em; margin-top: 0.8em; }
dd { margin: 0 0 0 1em; }
.heard { background-color: #f6e3b4; color: #1d1a16; }
"""


def style_sheet(font: str) -> str:
    """The sheet; with `font`, the path of the letters cut for rare characters, which stand behind the reader's own."""
    if not font:
        return _SHEET
    face = f'@font-face {{ font-family: "{RARE}"; src: url("{font}") format("woff2"); }}\n'
    return face + _SHEET.replace("html { ", f'html {{ font-family: serif, "{RARE}"; ')
