"""Slides become one HTML file that stands alone: it opens from a stick, asks no network, and is turned by keys or touch."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment
from markupsafe import Markup

from pipeline.model.edition import Edition
from pipeline.publish.talks.measure import lines
from pipeline.publish.talks.slides import Figure, Slide, Voice, shortened
from pipeline.publish.volume.characters import bare

_SIZES = (3.9, 3.0, 2.5, 2.1)  # as deck.css has them
_WIDE, _HIGH, _FACE = 90, 34, {"passage": 28, "person": 32}


def write_deck(edition: Edition, slides: Sequence[Slide]) -> str:
    """The page with its pictures, sounds, style and script inside. Nothing but these may run or load: its policy names them by
    digest. The same slides give the same text."""
    style, script = _part("deck.css"), _part("deck.js")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_part("deck.html"))
    sample = "样例" if edition.sample else ""
    return template.render(
        title=shortened(bare(edition.kits[0].title), 80),
        foot=" · ".join(filter(None, (shortened(bare(edition.title), 40), sample))),
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 - a file of this package
        script=Markup(script),  # noqa: S704 - likewise
        slides=slides,
        picture=_picture,
        sound=_sound,
        path=_path,
        fit=_fit,
    ) + "\n"  # fmt: skip


def _policy(style: str, script: str) -> str:
    """What may load: the style and the script by their digests, pictures and sounds out of the page itself (CSP 3 §2.3.1)."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; media-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _part(name: str) -> str:
    return resources.files("pipeline.publish.talks").joinpath(name).read_text(encoding="utf-8")


def _picture(figure: Figure) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(figure.file.read_bytes()).decode()}"


def _sound(voice: Voice) -> str:
    return f"data:audio/mp4;base64,{base64.b64encode(voice.file.read_bytes()).decode()}"


def _path(rows: Sequence[str]) -> str:
    cells = ((x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell == "1")
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in cells)


def _fit(slide: Slide) -> int:
    """How large its words may be, 1 to 4, reckoned in hundredths of a screen's width, sixteen to nine: the largest that fit."""
    room, high = _WIDE - (_FACE.get(slide.kind, 0) if slide.figure else 0), _HIGH
    if slide.kind == "passage":
        high -= 6 + (7 if slide.voice else 0)  # who says it, and the player
    elif slide.kind == "item":
        room, high = _WIDE, 9
    found = (number for number, size in enumerate(_SIZES, 1) if _tall(slide.lines, size, room - 2 * size) <= high)
    return next(found, len(_SIZES))


def _tall(paragraphs: Sequence[str], size: float, room: float) -> float:
    return sum(lines(one, room / size) for one in paragraphs) * size * 1.6 + len(paragraphs) * size * 0.45
