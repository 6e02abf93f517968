"""A row of headings, paragraphs and pictures becomes tall pictures, as many as the height that messengers take asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from pipeline.errors import Unreadable
from pipeline.media.landing import landing
from pipeline.media.pen import Hand, lines, width, write
from pipeline.media.pictures import DAMAGE
from pipeline.media.program import cannot_write

WIDE = 1080  # pixels
HIGH = 6000  # of one picture at most: a telephone shows more than some 16,000,000 pixels coarser than they are
MARGIN = 84
GROUND, SHEET, INK, QUIET, RULE, ACCENT = "#f6f1e7", "#fdfaf3", "#2a2521", "#655b50", "#d8cdb9", "#8c2f2b"
_ROOM = WIDE - 2 * MARGIN
_UNEVEN = 900  # pixels by which a picture may be higher than the others, so that none is left with a line or two
_FOOT = 150  # kept free below, for the mark of the page
_HANDS = {
    "above": Hand(34, ACCENT, bold=True),
    "title": Hand(72, INK, bold=True),
    "under": Hand(36, QUIET),
    "heading": Hand(44, INK, bold=True),
    "asked": Hand(38, QUIET),
    "who": Hand(34, ACCENT, bold=True),
    "said": Hand(42, INK),
    "left_out": Hand(34, QUIET),
    "caption": Hand(32, QUIET),
    "small": Hand(30, QUIET),
}
_CENTRED = frozenset({"above", "title", "under", "heading", "caption", "small"})
_BEFORE = {"heading": 40, "who": 10}
_AFTER = {"title": 28, "heading": 16, "said": 24, "asked": 16, "left_out": 22, "caption": 34}
_HOLDS = frozenset({"who", "heading"})  # never the last of a picture


@dataclass(frozen=True)
class Block:
    """One thing of the row: words in one of the hands (`above`, `title`, `said`, …), a `picture`, a `portrait`, a `rule` or a
    `symbol` (rows of 0 and 1)."""

    kind: str
    words: str = ""
    picture: Path | None = None  # None: words
    symbol: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """What cannot be parted: its height in pixels, and how it is drawn at a height of a picture."""

    height: int
    draw: Callable[[Image.Image, int], None]
    holds: bool = False  # stays with the next one


def draw_tall(blocks: Sequence[Block], folder: Path, name: str) -> tuple[Path, ...]:
    """Write `NAME-1.jpg`, `NAME-2.jpg` … in `folder`, each WIDE pixels wide and HIGH at most, lines never cut; their paths.

    The same blocks give the same bytes. Raises Unreadable for a damaged picture, and CannotWrite.
    """
    pages = list(_pages([piece for block in blocks for piece in _set(block)]))
    made: list[Path] = []
    for number, page in enumerate(pages, start=1):
        foot = f"{number}／{len(pages)}" if len(pages) > 1 else ""
        made.append(folder / f"{name}-{number}.jpg")
        _save(_drawn(page, foot), made[-1])
    return tuple(made)


def _pages(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces in as few pictures as HIGH allows, of about the same height."""
    room = HIGH - MARGIN - _FOOT
    whole = sum(piece.height for piece in pieces)
    most = min(room, whole // -(-whole // room) + _UNEVEN)
    page: list[_Piece] = []
    filled = 0
    for at, piece in enumerate(pieces):
        if page and filled + _together(pieces[at:]) > most:
            yield page
            page, filled = [], 0
        page.append(piece)
        filled += piece.height
    if page:
        yield page


def _together(pieces: Sequence[_Piece]) -> int:
    """The height of the first piece with all that it must not be parted from."""
    ahead = 0
    for piece in pieces:
        ahead += piece.height
        if not piece.holds:
            break
    return ahead


def _drawn(page: Sequence[_Piece], foot: str) -> Image.Image:
    height = MARGIN + sum(piece.height for piece in page) + (_FOOT if foot else MARGIN)
    image = Image.new("RGB", (WIDE, height), GROUND)
    ImageDraw.Draw(image).rectangle((0, 0, WIDE, 11), fill=ACCENT)
    top = MARGIN
    for piece in page:
        piece.draw(image, top)
        top += piece.height
    if foot:
        _centre(image, height - 104, foot, _HANDS["small"])
    return image


def _set(block: Block) -> Iterator[_Piece]:
    if block.picture is not None:
        yield _photograph(block.picture, portrait=block.kind == "portrait")
    elif block.symbol:
        yield _code(block.symbol)
    elif block.kind == "rule":
        yield _Piece(72, _rule)
    else:
        yield from _written(block)


def _written(block: Block) -> Iterator[_Piece]:
    hand = _HANDS[block.kind]
    rows = lines(block.words, hand, _ROOM)
    if len(rows) > 1 and block.kind in _CENTRED:  # evenly, so that no line is one character
        rows = lines(block.words, hand, min(_ROOM, round(width(block.words, hand) / len(rows)) + hand.size))
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        leading = round(hand.size * 1.36) if block.kind == "title" else hand.leading
        before = 0 if number else _BEFORE.get(block.kind, 0)
        height = before + leading + (_AFTER.get(block.kind, 8) if last else 0)
        yield _Piece(height, _line(row, block.kind, before), block.kind in _HOLDS)


def _line(row: str, kind: str, before: int) -> Callable[[Image.Image, int], None]:
    hand = _HANDS[kind]
    if kind in _CENTRED:
        return lambda image, top: _centre(image, top + before, row, hand)
    return lambda image, top: write(ImageDraw.Draw(image), (MARGIN, top + before), row, hand)


def _centre(image: Image.Image, top: int, row: str, hand: Hand) -> None:
    write(ImageDraw.Draw(image), (round((WIDE - width(row, hand)) / 2), top), row, hand)


def _rule(image: Image.Image, top: int) -> None:
    ImageDraw.Draw(image).line((WIDE // 2 - 90, top + 30, WIDE // 2 + 90, top + 30), fill=ACCENT, width=3)


def _photograph(path: Path, *, portrait: bool) -> _Piece:
    """A picture in a frame as wide as the words, a portrait narrower; no higher than the width of the sheet."""
    try:
        with Image.open(path, formats=("JPEG",)) as opened:
            most = (520, 640) if portrait else (_ROOM - 24, WIDE)
            shown = ImageOps.contain(opened.convert("RGB"), most, Image.Resampling.LANCZOS)
    except DAMAGE as trouble:
        raise Unreadable("picture-damaged", file=path.name) from trouble

    def hang(image: Image.Image, top: int) -> None:
        left = (WIDE - shown.width) // 2
        frame = (left - 12, top + 8, left + shown.width + 11, top + shown.height + 31)
        ImageDraw.Draw(image).rectangle(frame, fill=SHEET, outline=RULE, width=2)
        image.paste(shown, (left, top + 20))

    return _Piece(shown.height + 60, hang, holds=True)


def _code(rows: Sequence[str]) -> _Piece:
    """A QR symbol with its quiet zone of four modules (ISO/IEC 18004 §6.3.8)."""
    cell = 8
    side = (len(rows) + 8) * cell

    def draw(image: Image.Image, top: int) -> None:
        brush, left = ImageDraw.Draw(image), (WIDE - side) // 2
        brush.rectangle((left, top, left + side - 1, top + side - 1), fill="#ffffff")
        for down, row in enumerate(rows, start=4):
            for along, dark in enumerate(row, start=4):
                if dark == "1":
                    corner = left + along * cell, top + down * cell
                    brush.rectangle((*corner, corner[0] + cell - 1, corner[1] + cell - 1), fill="#000000")

    return _Piece(side + 24, draw, holds=True)


def _save(image: Image.Image, target: Path) -> None:
    with landing(target) as draft:
        try:
            image.save(draft, "JPEG", quality=88, optimize=True, progressive=True, subsampling="4:4:4")
        except OSError as trouble:
            raise cannot_write(trouble, target.parent) from trouble


@dataclass(frozen=True)
class Slide:
    """What one moment of a clip shows: the words of the hour, under who speaks; the same face and lines all along."""

    above: str
    name: str
    under: str
    words: str
    foot: str
    portrait: Path | None = None  # None: none may be shown

    def saying(self, words: str) -> Slide:
        """The same with other words."""
        return replace(self, words=words)


FRAME = (720, 1280)  # upright, as telephones are held


def draw_slide(slide: Slide) -> bytes:
    """The frame as bytes of RGB, FRAME pixels. Raises Unreadable for a damaged portrait."""
    image = Image.new("RGB", FRAME, GROUND)
    brush = ImageDraw.Draw(image)
    brush.rectangle((0, 0, FRAME[0], 9), fill=ACCENT)
    top = _middle(brush, 56, slide.above, Hand(28, ACCENT, bold=True))
    if slide.portrait is not None:
        top = _face(image, slide.portrait, top + 24)
    top = _middle(brush, top + 24, slide.name, Hand(46, INK, bold=True))
    top = _middle(brush, top + 2, slide.under, Hand(28, QUIET))
    hand = next((one for one in (Hand(42, INK), Hand(36, INK), Hand(30, INK)) if _fits(slide.words, one, top)), Hand(26, INK))
    rows = lines(slide.words, hand, FRAME[0] - 120)
    start = top + max(20, (FRAME[1] - 130 - top - len(rows) * hand.leading) // 2)
    for number, row in enumerate(rows):
        write(brush, (round((FRAME[0] - width(row, hand)) / 2), start + number * hand.leading), row, hand)
    _middle(brush, FRAME[1] - 84, slide.foot, Hand(24, QUIET))
    return image.tobytes()


def _fits(words: str, hand: Hand, top: int) -> bool:
    return len(lines(words, hand, FRAME[0] - 120)) * hand.leading <= FRAME[1] - 150 - top


def _middle(brush: ImageDraw.ImageDraw, top: int, words: str, hand: Hand) -> int:
    for row in lines(words, hand, FRAME[0] - 80) if words else ():
        write(brush, (round((FRAME[0] - width(row, hand)) / 2), top), row, hand)
        top += round(hand.size * 1.5)
    return top


def _face(image: Image.Image, path: Path, top: int) -> int:
    try:
        with Image.open(path, formats=("JPEG",)) as opened:
            face = ImageOps.fit(opened.convert("RGB"), (360, 440), Image.Resampling.LANCZOS, centering=(0.5, 0.25))
    except DAMAGE as trouble:
        raise Unreadable("picture-damaged", file=path.name) from trouble
    left = (FRAME[0] - 360) // 2
    ImageDraw.Draw(image).rectangle((left - 10, top, left + 369, top + 459), fill=SHEET, outline=RULE, width=2)
    image.paste(face, (left, top + 10))
    return top + 460
