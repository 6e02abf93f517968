"""Slides become a PowerPoint file; the only importer of python-pptx."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATED
from pptx.oxml.ns import qn
from pptx.util import Pt

from pipeline.media.signs import loudspeaker, symbol_picture
from pipeline.model.edition import Edition
from pipeline.publish.talks.measure import BETWEEN, LINE, fitting
from pipeline.publish.talks.slides import Figure, Slide
from pipeline.publish.volume.characters import bare
from pipeline.writing.settled import settled

WIDE, HIGH = 960, 540  # points, 16:9
HEI, KAI = "Microsoft YaHei", "KaiTi"  # every Windows that speaks Chinese has them, and WPS finds their like
INK, MUTED, ACCENT, PAPER = "2B2622", "5F574F", "8C2F23", "FBF8F1"
_EDGE = 48
_TITLE_ONLY = 5  # of the layouts in python-pptx's own template
_BODY_SIZES = (30, 28, 26, 24, 22, 20, 18)
_QUOTED_SIZES = (44, 40, 36, 34, 32, 30, 28, 26, 24, 22)
Box = tuple[float, float, float, float]  # left, top, width, height in points


@dataclass(frozen=True)
class Type:
    """How words look: size in points, face, colour (RGB in hexadecimal), weight, and whether centred."""

    size: float
    face: str = HEI
    colour: str = INK
    bold: bool = False
    centred: bool = False
    middle: bool = False


def write_slides(edition: Edition, slides: Sequence[Slide]) -> bytes:
    """The .pptx: a title for screen readers on every slide, words for every picture, notes for the lecturer, sound embedded.

    The same slides give the same bytes. Raises Unreadable where a picture or a sound cannot be taken in.
    """
    book = Presentation()
    book.slide_width, book.slide_height = Pt(WIDE), Pt(HIGH)
    _name(book, edition)
    for number, slide in enumerate(slides, 1):
        _Page(book, slide, f"{number} / {len(slides)}", edition).draw()
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def _name(book: Any, edition: Edition) -> None:  # noqa: ANN401 - python-pptx's own object
    about = book.core_properties
    about.title, about.author = bare(edition.kits[0].title)[:250], bare(edition.institution)[:250]
    about.language, about.last_modified_by, about.keywords = "zh-CN", "", ""
    package = book.part.package
    for one in [one for one in package.iter_rels() if one.reltype == RELATED.THUMBNAIL]:
        package.drop_rel(one.rId)  # the template brings a picture of itself


class _Page:
    """One slide being drawn."""

    def __init__(self, book: Any, slide: Slide, number: str, edition: Edition) -> None:  # noqa: ANN401 - python-pptx's own object
        self.slide, self.number, self.edition = slide, number, edition
        self.page = book.slides.add_slide(book.slide_layouts[_TITLE_ONLY])
        self.page.background.fill.solid()
        self.page.background.fill.fore_color.rgb = RGBColor.from_string(PAPER)

    def draw(self) -> None:
        """Everything on it, and the notes."""
        {
            "cover": self._cover,
            "person": self._person,
            "passage": self._passage,
            "item": self._item,
            "closing": self._closing,
        }.get(self.slide.kind, self._list)()
        self._foot()
        about = f"这一页约 {self.slide.seconds} 秒。"
        self.page.notes_slide.notes_text_frame.text = "\n".join((about, *self.slide.notes))

    def _cover(self) -> None:
        self._title((_EDGE, 150, WIDE - 2 * _EDGE, 130), Type(54, bold=True, centred=True, middle=True), (54, 48, 42, 36, 30))
        self._rule(WIDE / 2 - 60, 296, 120)
        self._words((_EDGE, 312, WIDE - 2 * _EDGE, 40), (self.slide.credit,), Type(22, colour=MUTED, centred=True))
        self._words((_EDGE, 452, WIDE - 2 * _EDGE, 48), self.slide.lines, Type(14, colour=MUTED, centred=True))

    def _person(self) -> None:
        self._head()
        left = self._beside(self.slide.figure, (_EDGE, 112, 270, 360))
        box = (left, 122, WIDE - _EDGE - left, 350)
        self._words(box, self.slide.lines, Type(fitting(self.slide.lines, (box[2], box[3]), _BODY_SIZES)))

    def _passage(self) -> None:
        self._head(size=26)
        left = self._beside(self.slide.figure, (_EDGE, 112, 180, 240)) if self.slide.figure else _EDGE
        quoted = self.slide.lines
        box = (left, 112, WIDE - _EDGE - left, 306)
        self._words(box, quoted, Type(fitting(quoted, (box[2], box[3]), _QUOTED_SIZES), KAI, middle=True))
        self._words((left, 430, WIDE - _EDGE - left, 40), (f"——{self.slide.credit}",), Type(24, colour=ACCENT, bold=True))
        if self.slide.voice:
            at = 372 if self.slide.figure else 424
            self._sound((_EDGE if self.slide.figure else WIDE - _EDGE - 190, at))

    def _item(self) -> None:
        self._head()
        self._picture(self.slide.figure, (_EDGE, 104, WIDE - 2 * _EDGE, 296))
        box = (_EDGE, 410, WIDE - 2 * _EDGE, 84)
        size = fitting(self.slide.lines, (box[2], box[3]), (22, 20, 18, 16, 14))
        self._words(box, self.slide.lines, Type(size, centred=True))

    def _list(self) -> None:
        self._head()
        box = (_EDGE, 116, WIDE - 2 * _EDGE, 360)
        self._words(box, self.slide.lines, Type(fitting(self.slide.lines, (box[2], box[3]), _BODY_SIZES)))

    def _closing(self) -> None:
        self._title((_EDGE, 60, WIDE - 2 * _EDGE, 80), Type(48, bold=True, centred=True, middle=True), (48,))
        top = 160.0
        if self.slide.code:
            sign = self.page.shapes.add_picture(
                io.BytesIO(symbol_picture(self.slide.code)), *_points((WIDE / 2 - 95, top, 190, 190))
            )
            _describe(sign, "网站的二维码", self.slide.lines[-1])
            top += 200
        self._words((_EDGE, top, WIDE - 2 * _EDGE, 76), self.slide.lines, Type(22, centred=True))
        self._words((_EDGE, top + 80, WIDE - 2 * _EDGE, 32), (self.slide.credit,), Type(18, colour=MUTED, centred=True))

    def _head(self, size: float = 34) -> None:
        self._title((_EDGE, 30, WIDE - 2 * _EDGE, 56), Type(size, bold=True, middle=True), (size, 28, 24, 20, 16))
        self._rule(_EDGE, 92, 72)

    def _foot(self) -> None:
        notice = "样例" if self.edition.sample else ""
        left = " · ".join(filter(None, (bare(self.edition.title)[:30], notice)))
        self._words((_EDGE, 506, 600, 24), (left,), Type(12, colour=MUTED))
        self._words((WIDE - _EDGE - 120, 506, 120, 24), (self.number,), Type(12, colour=MUTED), PP_ALIGN.RIGHT)

    def _title(self, box: Box, kind: Type, sizes: Sequence[float]) -> None:
        shape = self.page.shapes.title
        shape.left, shape.top, shape.width, shape.height = _points(box)
        words = (self.slide.title or "（无题）",)
        size = fitting(words, (box[2], box[3]), sizes)
        _write(shape, words, Type(size, kind.face, kind.colour, kind.bold, kind.centred, kind.middle))

    def _words(self, box: Box, lines: Sequence[str], kind: Type, align: Any = None) -> None:  # noqa: ANN401 - an enumeration
        if not any(one.strip() for one in lines):
            return
        made = self.page.shapes.add_textbox(*_points(box))
        _write(made, lines, kind)
        for paragraph in made.text_frame.paragraphs if align is not None else ():
            paragraph.alignment = align

    def _rule(self, left: float, top: float, width: float) -> None:
        line = self.page.shapes.add_shape(1, *_points((left, top, width, 4)))
        line.fill.solid()
        line.fill.fore_color.rgb = RGBColor.from_string(ACCENT)
        line.line.fill.background()
        _describe(line, "装饰线", "")

    def _beside(self, figure: Figure | None, box: Box) -> float:
        """Draw the picture with its words under it; returns where the words beside it begin."""
        if figure is None:
            return box[0]
        _, top, width, height = self._picture(figure, box)
        if self.slide.kind == "person" and figure.caption != self.slide.title:
            self._words((box[0], top + height + 4, box[2], 24), (figure.caption,), Type(14, colour=MUTED))
        return box[0] + width + 36

    def _picture(self, figure: Figure | None, box: Box) -> Box:
        if figure is None:
            return box
        share = min(box[2] / figure.size[0], box[3] / figure.size[1])
        width, height = figure.size[0] * share, figure.size[1] * share
        left = box[0] + (box[2] - width) / 2 if self.slide.kind == "item" else box[0]
        place = (left, box[1], width, height)
        _describe(self.page.shapes.add_picture(str(figure.file), *_points(place)), figure.caption or figure.alt, figure.alt)
        return place

    def _sound(self, at: tuple[float, float]) -> None:
        voice = self.slide.voice
        if voice is None:
            return
        poster = io.BytesIO(loudspeaker())
        made = self.page.shapes.add_movie(str(voice.file), *_points((*at, 56, 56)), poster, "audio/mp4")
        _describe(made, voice.label, f"点击播放{self.slide.credit}的{voice.label}")
        _as_sound(self.page, made)
        self._words((at[0] + 62, at[1] + 14, 128, 28), (voice.label,), Type(16, colour=ACCENT))


def _as_sound(page: Any, made: Any) -> None:  # noqa: ANN401 - python-pptx's own objects
    """python-pptx knows films only: the same shape and its place in time, named for a sound (ISO/IEC 29500-1 §20.1.3.1)."""
    film = made.element.find(f".//{qn('a:videoFile')}")
    known = film.get(qn("r:link"))
    film.set(qn("r:link"), page.part.relate_to(page.part.related_part(known), RELATED.AUDIO))
    film.tag = qn("a:audioFile")
    page.part.drop_rel(known)
    for one in page.element.iter(qn("p:video")):
        one.tag = qn("p:audio")


def _write(shape: Any, lines: Sequence[str], kind: Type) -> None:  # noqa: ANN401 - python-pptx's own object
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if kind.middle else MSO_ANCHOR.TOP
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER if kind.centred else PP_ALIGN.LEFT
        paragraph.line_spacing = Pt(kind.size * LINE)
        paragraph.space_before = Pt(kind.size * BETWEEN if number else 0)
        run = paragraph.add_run()
        run.text = line
        run.font.name, run.font.size, run.font.bold = kind.face, Pt(kind.size), kind.bold
        run.font.color.rgb = RGBColor.from_string(kind.colour)
    for properties in shape.element.iter(qn("a:rPr")):  # Chinese letters have a face of their own, and a language to be read in
        properties.set("lang", "zh-CN")
        properties.set("altLang", "en-US")
        properties.find(qn("a:latin")).addnext(properties.makeelement(qn("a:ea"), {"typeface": kind.face}))


def _describe(shape: Any, name: str, words: str) -> None:  # noqa: ANN401 - python-pptx's own object
    found = shape.element.find(f".//{qn('p:cNvPr')}")
    found.set("name", name[:80] or "图")
    found.set("descr", words)


def _points(box: Sequence[float]) -> list[Any]:
    return [Pt(one) for one in box]
