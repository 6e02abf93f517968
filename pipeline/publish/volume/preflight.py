"""A finished volume is read as a printer and a proofreader read it: what they would complain of, and a page that says so."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf

from pipeline.model.problem import Problem
from pipeline.publish.volume.crosscheck import inked_pages, lost_lines, lost_references
from pipeline.publish.volume.pdfium import opened
from pipeline.publish.volume.setting import Found, Setting

NEVER_FIRST = "，。、；：！？）》」』”’】〕"
NEVER_LAST = "（《「『“‘【〔"
COARSE, FAIR = 200, 300  # dots to the inch
_LETTERS = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]")
_DOUBTS = re.compile(
    r"〔待核|[，、；：]{2}|。。|[，、；：][。！？]|[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]|[\u4e00-\u9fff] +[\u4e00-\u9fff]|\ufffd"
)
_UNSEEN = re.compile(r"[\u2060\u200b\s①-⑳]")
_SAME, _GAP = 6.0, 16.0  # points between feet, and between ends, of stretches of one line
_MARGIN = 3.0  # points by which the blank half of a closing mark may stand out


@dataclass(frozen=True)
class Proofread:
    """What is examined: a setting, where everything stands in it, and its finished PDFs."""

    setting: Setting
    found: Found
    archive: bytes
    printed: bytes | None  # None: the plan asks for no print copy

    @cached_property
    def fonts(self) -> tuple[tuple[str, bool], ...]:
        """The name of every font of the archive's copy, and whether it is in the file."""
        with pikepdf.open(io.BytesIO(self.archive)) as pdf:
            return tuple((str(font.get("/FontName")), _is_embedded(font)) for font in _fonts(pdf))


@dataclass(frozen=True)
class Report:
    """The findings as Problems, and as one page of words."""

    problems: tuple[Problem, ...]
    words: str


@dataclass(frozen=True)
class Line:
    """A line as printed: its words, the page it is on (from 1), its edges in points from the left of the page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float


def examine(read: Proofread) -> Report:
    """Coarse pictures, lines that begin or end wrongly or run over, headings alone at the foot, fonts, inks, boxes, doubts."""
    lines = tuple(lines_of(read.archive))
    found = [*_pictures(read), *_edges(read, lines), *_stranded(read, lines), *_faces(read), *_plates(read)]
    found += [*_crossed(read), *_doubts(read)]
    file = f"volumes/{read.setting.volume.id}.yml"
    problems = tuple(Problem(file, 0, 0, code, {"volume": read.setting.volume.plan.title, **values}) for code, values in found)
    return Report(problems, _page(read, lines, problems))


Finding = tuple[str, dict[str, object]]
Rect = tuple[float, float, float, float]  # left, bottom, right and top in points


def lines_of(pdf: bytes) -> Iterator[Line]:
    """Every line of text, page by page from the top."""
    with opened(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            yield from _joined(number + 1, map(words.get_rect, range(words.count_rects())), words)
            words.close()
            page.close()


def _joined(page: int, rects: Iterable[Rect], words: Any) -> Iterator[Line]:  # noqa: ANN401 - PDFium's
    """PDFium tells a stretch in each face apart: those that stand side by side are one line. Calls of notes are left out."""
    for left, bottom, right, top in _side_by_side(rects):
        if text := _UNSEEN.sub("", words.get_text_bounded(left, bottom, right, top)):
            yield Line(text, page, left, right, bottom)


def _side_by_side(rects: Iterable[Rect]) -> Iterator[Rect]:
    """The words of a line are asked for once, since each asking looks through the whole page."""
    line: Rect | None = None
    for left, bottom, right, top in rects:
        if line and abs(line[1] - bottom) < _SAME and -_SAME < left - line[2] < _GAP:
            line = (line[0], min(line[1], bottom), right, max(line[3], top))
            continue
        if line:
            yield line
        line = (left, bottom, right, top)
    if line:
        yield line


def _pictures(read: Proofread) -> Iterator[Finding]:
    coarse: dict[str, int] = {}
    for one in read.setting.say("placed"):
        name = read.setting.pictures.original(one["file"])
        coarse[name] = min(int(one["dpi"]), coarse.get(name, int(one["dpi"])))
    for code, low, high in (("preflight-picture-coarse", 0, COARSE), ("preflight-picture-fair", COARSE, FAIR)):
        named = [f"{name}（{dpi}）" for name, dpi in sorted(coarse.items()) if low <= dpi < high]
        if named:
            yield code, {"count": len(named), "pictures": "、".join(named[:20])}


def _edges(read: Proofread, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """禁则 of GB/T 15834-2011 §5 on the lines of the type area, and lines beyond it."""
    look = read.setting.book["looks"]["archive"]
    wide = look["characters"] * look["size"]
    wrong = [one for one in lines if one.text[0] in NEVER_FIRST or one.text[-1] in NEVER_LAST]
    yield from _at("preflight-line-edge", wrong)
    yield from _at("preflight-line-over", [one for one in lines if one.right - one.left > wide + look["size"] / 2 + _MARGIN])


def _at(code: str, lines: list[Line]) -> Iterator[Finding]:
    if lines:
        yield code, {"count": len(lines), "where": "；".join(f"第 {one.page} 面“{one.text[:16]}”" for one in lines[:8])}


def _stranded(read: Proofread, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Headings of sections under which nothing stands on their page."""
    titles = {
        part["title"] for chapter in read.setting.book["chapters"] for part in chapter["parts"] if part["kind"] == "section"
    }
    look = read.setting.book["looks"]["archive"]
    foot = (look["height"] - look["top"]) * 72 / 25.4 - (look["lines"] * 1.75 - 0.75) * look["size"]
    last: dict[int, Line] = {}
    for one in lines:
        if one.bottom > foot - 2 and (one.page not in last or one.bottom < last[one.page].bottom):
            last[one.page] = one
    yield from _at("preflight-heading-stranded", [one for one in last.values() if one.text in titles])


def _faces(read: Proofread) -> Iterator[Finding]:
    """Fonts that are not in the file."""
    if loose := sorted({name for name, embedded in read.fonts if not embedded}):
        yield "preflight-font", {"fonts": "、".join(loose)}


def _fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and it.get("/Type") == pikepdf.Name.FontDescriptor]


def _is_embedded(font: pikepdf.Object) -> bool:
    return any(name in font for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _plates(read: Proofread) -> Iterator[Finding]:
    """The print copy: boxes on every page, an output intent, and no colour that needs a plate there is none for."""
    if read.printed is None:
        return
    with pikepdf.open(io.BytesIO(read.printed)) as pdf:
        bare = [number for number, page in enumerate(pdf.pages, 1) if not {"/TrimBox", "/BleedBox"} <= set(page.obj.keys())]
        spaces = {str(it.ColorSpace) for it in pdf.objects if isinstance(it, pikepdf.Stream) and "/ColorSpace" in it}
        if bare or "/OutputIntents" not in pdf.Root:
            yield "preflight-boxes", {"pages": "、".join(map(str, bare[:20])) or "0"}
        if inked := inked_pages(pdf):
            yield "preflight-ink", {"pages": "、".join(map(str, inked[:20]))}
    allowed = {"/DeviceGray"} if read.setting.volume.plan.pictures == "gray" else {"/DeviceGray", "/DeviceCMYK"}
    if spaces - allowed:
        yield "preflight-plates", {"spaces": "、".join(sorted(spaces - allowed))}


def _crossed(read: Proofread) -> Iterator[Finding]:
    """References and lines of indexes that lead nowhere."""
    if titles := lost_references(read.setting, read.found):
        yield "preflight-reference", {"titles": "、".join(f"《{title}》" for title in titles)}
    if names := lost_lines(read.setting, read.found):
        yield "preflight-index", {"names": "、".join(names[:20])}


def _doubts(read: Proofread) -> Iterator[Finding]:
    """Marks of doubt and slips a machine can see, for each ten thousand characters (图书质量: 差错率不超过万分之一)."""
    count, share = _errors(read)
    if share > 1:
        yield "preflight-errors", {"count": count, "share": f"{share:.2f}"}


def _errors(read: Proofread) -> tuple[int, float]:
    words = "\n".join(_words(read.setting.book["chapters"]))
    count = len(_DOUBTS.findall(words))
    return count, count * 10_000 / max(1, _area(read))


def _area(read: Proofread) -> int:
    """版面字数: characters to a line times lines to a page times pages."""
    look = read.setting.book["looks"]["archive"]
    return int(look["characters"] * look["lines"] * read.found.sides)


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401 - any depth of the template's JSON
    if isinstance(value, list):
        if value and isinstance(value[0], dict) and "text" in value[0]:
            yield "".join(piece["text"] for piece in value)
        for one in value:
            yield from _words(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _words(one)


def _page(read: Proofread, lines: tuple[Line, ...], problems: tuple[Problem, ...]) -> str:
    """The report as one page."""
    plan, look = read.setting.volume.plan, read.setting.book["looks"]["archive"]
    faces = {re.sub(r"^/?[A-Z]{6}\+", "", name) for name, _ in read.fonts}
    letters = sum(len(_LETTERS.findall(words)) for words in _words(read.setting.book["chapters"]))
    count, share = _errors(read)
    codes = {problem.code for problem in problems}
    rows = [
        f"《{plan.title}》付印前检查",
        "",
        f"开本　　{look['width']} × {look['height']} 毫米，每面 {look['characters']} 字 × {look['lines']} 行",
        f"页数　　{read.found.total} 面，补足为 {read.found.sides} 面；正文汉字 {letters} 个，版面字数 {_area(read)}",
        f"图片　　{len({one['file'] for one in read.setting.say('placed')})} 幅",
        f"字体　　{'、'.join(sorted(faces))}（均已嵌入）"
        if not any(p.code == "preflight-font" for p in problems)
        else "字体　　见下",
        f"行首行尾　检查 {len(lines)} 行，{'有不合的，见下' if 'preflight-line-edge' in codes else '没有不合的'}",
        f"可疑差错　{count} 处，每万字 {share:.2f} 处",
        f"索引　　{'、'.join(str(one['title']) for one in read.setting.book['indexes']) or '无'}",
        "付印本　" + _pressed(read),
        "",
        "需要看一看的：" if problems else "没有发现问题。",
        *(f"- {problem.say('zh')}" for problem in problems),
    ]
    return "\n".join(rows) + "\n"


def _pressed(read: Proofread) -> str:
    if read.printed is None:
        return "未制作"
    plan = read.setting.volume.plan
    plates = f"四色，{plan.profile}" if plan.pictures == "cmyk" else "单黑，图片为灰度，不需要印刷厂的 ICC 特性文件"
    more = "" if plan.pictures == "cmyk" else "图片要印彩色的，请先向印刷厂要来四色印刷的 ICC 特性文件。"
    return f"标为 PDF/X-4（{plates}，出血 3 毫米）。这只是标记，付印前请交印刷厂再检查一遍。{more}"
