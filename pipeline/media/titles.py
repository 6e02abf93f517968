"""Words and public pictures become the still parts of a film: cards, grounds, lower thirds, captions, subtitles, its cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from pipeline.errors import Unreadable
from pipeline.media.faces import Face, face, fitted, lines
from pipeline.media.pictures import DAMAGE

Size = tuple[int, int]
GROUND, SHEET, INK, QUIET, RULE, ACCENT = "#f6f1e7", "#fdfaf3", "#2a2521", "#655b50", "#d8cdb9", "#8c2f2b"
NIGHT = "#1d1a18"  # round a picture that does not fill the frame
PAN = 96  # pixels of a frame of 1280 that a picture drifts
_DARK = (24, 21, 19, 205)
_WHITE = (255, 252, 245, 255)


@dataclass(frozen=True)
class Words:
    """What a card says: a line above, the large words, a line under them, a line at the foot, a mark in the corner."""

    large: str
    above: str = ""
    under: str = ""
    foot: str = ""
    mark: str = ""


class Sheet:
    """A frame to draw on; measures are those of a frame 720 high."""

    def __init__(self, size: Size, ground: str | tuple[int, int, int, int] = GROUND) -> None:
        self.size = size
        self.image = Image.new("RGBA" if isinstance(ground, tuple) else "RGB", size, ground)
        self.brush = ImageDraw.Draw(self.image)
        self.unit = max(size[0] / 1280, 0.25)

    def px(self, measure: float) -> int:
        """A measure in pixels of this frame."""
        return round(measure * self.unit)

    def write(self, words: str, kind: Face, sizes: Sequence[int], place: tuple[int, int, int, int], fill: str) -> int:
        """Write centred lines from the top of `place` (middle, top, width, most lines); where the next line would begin."""
        middle, top, width, most = place
        told, font = fitted(words, kind, [max(6, self.px(size)) for size in sizes], (width, most))
        for line in told:
            self.brush.text((middle, top), line, font=font, fill=fill, anchor="ma")
            top += int(font.size * 1.5)
        return top

    def save(self, target: Path) -> None:
        """Write it as a PNG or a JPEG without anything but pixels."""
        more = {"quality": 90, "optimize": True, "subsampling": "4:4:4"} if target.suffix == ".jpg" else {"compress_level": 1}
        self.image.save(target, **more)


def draw_title(words: Words, size: Size, target: Path, portraits: Sequence[Path] = ()) -> None:
    """A card: large words between two lines, over them what it belongs to; with portraits it is the film's cover."""
    sheet = Sheet(size)
    wide, high = size
    middle, width = wide // 2, wide - sheet.px(240)
    sheet.brush.rectangle((0, 0, sheet.px(16), high), fill=ACCENT)
    top = sheet.px(84)
    if portraits:
        top = _hang(sheet, portraits, sheet.px(56)) + sheet.px(24)
    elif words.above:
        sheet.write(words.above, "title", (32, 26), (middle, sheet.px(180), width, 1), ACCENT)
        top = sheet.px(262)
    else:
        top = sheet.px(270)
    top = sheet.write(words.large, "title", (84, 72, 60, 48) if not portraits else (64, 54, 44), (middle, top, width, 2), INK)
    sheet.brush.line(
        (middle - sheet.px(70), top + sheet.px(8), middle + sheet.px(70), top + sheet.px(8)),
        fill=ACCENT,
        width=max(1, sheet.px(3)),
    )
    if words.under:
        sheet.write(words.under, "text", (34, 30, 26), (middle, top + sheet.px(36), width, 2), QUIET)
    if words.foot:
        sheet.write(words.foot, "text", (26, 22), (middle, high - sheet.px(72), width, 1), QUIET)
    if words.mark:
        _stamp(sheet, words.mark)
    sheet.save(target)


def draw_words(paragraph: str, size: Size, target: Path) -> None:
    """A card of plain words, set from the left in the middle of the frame."""
    sheet = Sheet(size)
    left, width = sheet.px(170), size[0] - 2 * sheet.px(170)
    told, font = fitted(paragraph, "text", [max(6, sheet.px(one)) for one in (40, 36, 32, 28, 24)], (width, 9))
    step = int(font.size * 1.8)
    top = max(sheet.px(40), (size[1] - step * len(told)) // 2)
    for line in told:
        sheet.brush.text((left, top), line, font=font, fill=INK)
        top += step
    sheet.save(target)


def draw_credits(rows: Sequence[tuple[str, str]], size: Size, target: Path) -> None:
    """A card of roles and names, two columns that meet in the middle."""
    sheet = Sheet(size)
    font, bold = face("text", max(6, sheet.px(30))), face("title", max(6, sheet.px(30)))
    middle, step, room = sheet.px(470), sheet.px(58), size[0] - sheet.px(600)
    told = [(role, lines(name, bold, room)) for role, name in rows]
    top = (size[1] - step * sum(len(names) for _, names in told)) // 2
    for role, names in told:
        sheet.brush.text((middle, top), role, font=font, fill=QUIET, anchor="ra")
        for line in names:
            sheet.brush.text((middle + sheet.px(40), top), line, font=bold, fill=INK)
            top += step
    sheet.save(target)


def draw_talk(words: Words, portrait: Path | None, size: Size, target: Path) -> None:
    """The ground of a talk without a moving picture: portrait, name (`large`), a line on service (`above`), the part's title
    (`under`), and room for the waveform (`wave_box`)."""
    sheet = Sheet(size)
    left = sheet.px(110)
    if portrait is not None:
        frame = (sheet.px(348), sheet.px(464))
        _paste(sheet, portrait, (left, sheet.px(90), *frame))
        left += frame[0] + sheet.px(64)
    told, font = fitted(words.large, "title", [max(6, sheet.px(one)) for one in (64, 54, 44)], (size[0] - left - sheet.px(90), 1))
    sheet.brush.text((left, sheet.px(118)), told[0], font=font, fill=INK)
    top = sheet.px(212)
    for line, sizes, fill in ((words.above, (30, 26, 22), QUIET), (words.under, (34, 30, 26), ACCENT)):
        told, font = fitted(line, "text", [max(6, sheet.px(one)) for one in sizes], (size[0] - left - sheet.px(90), 1))
        sheet.brush.text((left, top), told[0], font=font, fill=fill)
        top += sheet.px(58) if line else 0
    if words.mark:
        _stamp(sheet, words.mark)
    box = wave_box(size, has_portrait=portrait is not None)
    middle = box[1] + box[3] // 2
    sheet.brush.line((box[0], middle, box[0] + box[2], middle), fill=RULE, width=max(1, sheet.px(2)))
    sheet.save(target)


def wave_box(size: Size, *, has_portrait: bool) -> tuple[int, int, int, int]:
    """Left, top, width and height of the waveform on the ground of a talk."""
    unit = max(size[0] / 1280, 0.25)
    left = round((110 + (412 if has_portrait else 0)) * unit)
    return left, round(340 * unit), (size[0] - left - round(90 * unit)) // 2 * 2, round(200 * unit) // 2 * 2


def draw_third(name: str, line: str, size: Size, target: Path) -> None:
    """A lower third over the whole frame: the name, and a line on service and years."""
    sheet = Sheet(size, (0, 0, 0, 0))
    big, small = face("title", max(6, sheet.px(44))), face("text", max(6, sheet.px(27)))
    told = lines(line, small, sheet.px(760))[:2]
    width = max([big.getlength(name), *(small.getlength(one) for one in told)]) + sheet.px(84)
    high = sheet.px(76) + len(told) * sheet.px(42)
    left, top = sheet.px(64), size[1] - sheet.px(150) - high
    sheet.brush.rectangle((left, top, left + width, top + high), fill=_DARK)
    sheet.brush.rectangle((left, top, left + sheet.px(8), top + high), fill=ACCENT)
    sheet.brush.text((left + sheet.px(36), top + sheet.px(8)), name, font=big, fill=_WHITE)
    for number, one in enumerate(told):
        sheet.brush.text((left + sheet.px(36), top + sheet.px(66) + number * sheet.px(42)), one, font=small, fill=_WHITE)
    sheet.save(target)


def draw_picture(picture: Path, size: Size, target: Path) -> None:
    """A picture on paper, twice as large as the frame and wider by twice `PAN`, for a slow drift from left to right."""
    room = Sheet((size[0] * 2, size[1] * 2))
    drift = room.px(PAN)
    sheet = Sheet((size[0] * 2 + drift, size[1] * 2))
    image = _opened(picture)
    image = ImageOps.contain(image, (sheet.size[0] - room.px(200), round(size[1] * 1.24)), Image.Resampling.LANCZOS)
    left, top = (sheet.size[0] - image.width) // 2, round(size[1] * 0.12)
    edge = room.px(10)
    sheet.brush.rectangle(
        (left - edge, top - edge, left + image.width + edge - 1, top + image.height + edge - 1), fill=SHEET, outline=RULE, width=2
    )
    sheet.image.paste(image, (left, top))
    sheet.save(target)


def draw_caption(words: str, size: Size, target: Path) -> None:
    """The words under a picture, over the whole frame."""
    sheet = Sheet(size, (0, 0, 0, 0))
    told, font = fitted(words, "text", [max(6, sheet.px(one)) for one in (28, 25, 22)], (size[0] - sheet.px(160), 1))
    sheet.brush.text((size[0] // 2, size[1] - sheet.px(196)), told[0], font=font, fill=INK, anchor="ma")
    sheet.save(target)


def draw_subtitle(told: Sequence[str], size: Size, target: Path) -> None:
    """A subtitle of one or two lines over the whole frame, white with a dark edge."""
    sheet = Sheet(size, (0, 0, 0, 0))
    font, edge = face("sans", max(8, sheet.px(38))), max(1, sheet.px(3))
    step = int(font.size * 1.3)
    top = size[1] - sheet.px(44) - step * len(told)
    for number, line in enumerate(told):
        place = (size[0] // 2, top + number * step)
        sheet.brush.text(place, line, font=font, fill=_WHITE, anchor="ma", stroke_width=edge, stroke_fill=(20, 18, 16, 255))
    sheet.save(target)


def draw_cover_card(size: Size, target: Path) -> None:
    """What stands in the picture where something is withheld: one opaque card that says so."""
    sheet = Sheet(size)
    sheet.write("此处略去", "text", (48,), (size[0] // 2, size[1] // 2 - sheet.px(40), size[0], 1), QUIET)
    sheet.save(target)


def _hang(sheet: Sheet, portraits: Sequence[Path], top: int) -> int:
    """Up to four portraits in a row; where they end."""
    wide, high, gap = sheet.px(198), sheet.px(264), sheet.px(36)
    row = portraits[:4]
    left = (sheet.size[0] - len(row) * wide - (len(row) - 1) * gap) // 2
    for number, portrait in enumerate(row):
        _paste(sheet, portrait, (left + number * (wide + gap), top, wide, high))
    return top + high


def _paste(sheet: Sheet, portrait: Path, place: tuple[int, int, int, int]) -> None:
    left, top, wide, high = place
    edge = sheet.px(10)
    sheet.brush.rectangle((left, top, left + wide - 1, top + high - 1), fill=SHEET, outline=RULE, width=max(1, sheet.px(2)))
    inside = (wide - 2 * edge, high - 2 * edge)
    sheet.image.paste(
        ImageOps.fit(_opened(portrait), inside, Image.Resampling.LANCZOS, centering=(0.5, 0.25)), (left + edge, top + edge)
    )


def _opened(path: Path) -> Image.Image:
    try:
        with Image.open(path, formats=("JPEG",)) as opened:
            return opened.convert("RGB")
    except DAMAGE as trouble:
        raise Unreadable("picture-damaged", file=path.name) from trouble


def _stamp(sheet: Sheet, mark: str) -> None:
    font = face("title", max(6, sheet.px(26)))
    width, right = int(font.getlength(mark)), sheet.size[0] - sheet.px(40)
    box = (right - width - sheet.px(32), sheet.px(36), right, sheet.px(82))
    sheet.brush.rectangle(box, outline=ACCENT, width=max(1, sheet.px(2)))
    sheet.brush.text(((box[0] + box[2]) // 2, sheet.px(38)), mark, font=font, fill=ACCENT, anchor="ma")
