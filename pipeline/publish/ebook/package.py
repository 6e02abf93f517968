"""A book becomes the files of an EPUB 3 package: package document, navigation, pages and overlays (EPUB 3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from pipeline.publish.ebook.book import Book
from pipeline.publish.ebook.chapter import Chapter
from pipeline.publish.ebook.metadata import metadata
from pipeline.publish.ebook.overlay import overlay
from pipeline.publish.ebook.style import style_sheet

CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">\n<rootfiles>\n'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>\n</rootfiles>\n</container>\n'
)
_PAGE = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">\n'
    '<head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet" href="style.css"/></head>\n'
    '<body epub:type="{kind}" class="{css}">\n{body}</body>\n</html>\n'
)
_PACKAGE = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
    'unique-identifier="id" xml:lang="zh-CN">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{metadata}</metadata>\n'
    "<manifest>\n{manifest}</manifest>\n<spine>\n{spine}</spine>\n</package>\n"
)
_ROLES = {  # kind of chapter → what EPUB's structural semantics call it, and its role (DPUB-ARIA 1.1)
    "dedication": ("dedication", "doc-dedication"),
    "foreword": ("foreword", "doc-foreword"),
    "preface": ("preface", "doc-preface"),
    "conventions": ("introduction", "doc-introduction"),
    "chapter": ("chapter", "doc-chapter"),
    "afterword": ("afterword", "doc-afterword"),
    "index": ("index", "doc-index"),
    "colophon": ("colophon", "doc-colophon"),
}
_DIVISION = {"chapter": "bodymatter", **dict.fromkeys(("dedication", "foreword", "preface", "conventions"), "frontmatter")}
_TYPES = {"jpg": "image/jpeg", "m4a": "audio/mp4", "woff2": "font/woff2"}


@dataclass(frozen=True)
class Beside:
    """What lies in a book beside its words: names of pictures and sounds, of the cover and of the letters cut for rare names."""

    cover: str = ""  # empty: nothing could be drawn
    font: str = ""  # empty: every reader has these letters


def files(book: Book, beside: Beside) -> dict[str, str]:
    """The written files of the package by their path in the archive, in the order in which they are packed."""
    made = {"META-INF/container.xml": CONTAINER, "EPUB/package.opf": _package(book, beside)}
    made["EPUB/nav.xhtml"] = _nav(book, beside)
    made["EPUB/style.css"] = style_sheet(beside.font)
    if beside.cover:
        image = Markup('<p class="cover"><img src="{}" alt="{}"/></p>\n').format(beside.cover, f"封面：{book.title}")
        made["EPUB/cover.xhtml"] = _page("封面", "cover", image)
    made["EPUB/title.xhtml"] = _page(book.title, "titlepage", _title(book))
    for chapter in book.chapters:
        body = Markup('<section epub:type="{}" role="{}">\n{}</section>\n').format(*_ROLES[chapter.kind], chapter.html)
        made[f"EPUB/{chapter.name}.xhtml"] = _page(chapter.title, _DIVISION.get(chapter.kind, "backmatter"), body)
    for chapter in book.voiced:
        made[f"EPUB/overlays/{chapter.name}.smil"] = overlay(chapter)
    return made


def _page(title: str, kind: str, body: Markup) -> str:
    division = {"cover": "cover", "titlepage": "frontmatter titlepage"}.get(kind, kind)
    return _PAGE.format(title=title, kind=division, css=kind, body=body)


def _title(book: Book) -> Markup:
    edition = book.edition
    plan = edition.volumes[0].plan if edition.volumes else None
    lines = [("series", (plan.series if plan else "") or edition.series), ("number", plan.number if plan else "")]
    html = Markup("").join(_line(kind, words) for kind, words in lines if words.strip())
    html += Markup('<h1 epub:type="title">{}</h1>\n').format(book.title)
    rest = [("subtitle", book.subtitle), ("narrators", f"口述：{'、'.join(book.creators)}"), ("house", edition.institution)]
    if book.variant == "voice":
        rest.append(("notice", "本书附有原声：用支持“朗读同步”（Media Overlays）的阅读软件打开，可以边听口述者的声音边看文字。"))
    if edition.sample:
        rest.append(("notice", edition.sample_notice or "本书为样书，书中人物与事迹均属虚构。"))
    return html + Markup("").join(_line(kind, words) for kind, words in rest if words.strip())


def _line(kind: str, words: str) -> Markup:
    return Markup('<p class="{}">{}</p>\n').format(kind, words)


def _nav(book: Book, beside: Beside) -> str:
    rows = Markup("").join(_entry(chapter) for chapter in book.chapters)
    html = Markup('<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>目录</h1>\n<ol>\n{}</ol>\n</nav>\n').format(rows)
    if book.pages:
        listed = Markup("").join(
            Markup('<li><a href="{0}.xhtml#page-{1}">{1}</a></li>\n').format(name, page) for page, name in book.pages
        )
        html += Markup(
            '<nav epub:type="page-list" role="doc-pagelist" hidden="hidden">\n<h1>印刷本页码</h1>\n<ol>\n{}</ol>\n</nav>\n'
        ).format(listed)
    first = next(chapter for chapter in book.chapters if chapter.kind in ("chapter", "colophon"))
    marks = [("cover", "cover.xhtml", "封面")] if beside.cover else []
    marks += [("toc", "nav.xhtml#toc", "目录"), ("bodymatter", f"{first.name}.xhtml", "正文")]
    landmarks = Markup("").join(Markup('<li><a epub:type="{}" href="{}">{}</a></li>\n').format(*mark) for mark in marks)
    html += Markup('<nav epub:type="landmarks" hidden="hidden">\n<h1>导览</h1>\n<ol>\n{}</ol>\n</nav>\n').format(landmarks)
    return _page("目录", "frontmatter", html)


def _entry(chapter: Chapter) -> Markup:
    below = Markup("").join(
        Markup('<li><a href="{}.xhtml#{}">{}</a></li>\n').format(chapter.name, anchor, title)
        for anchor, title in chapter.sections
    )
    inner = Markup("\n<ol>\n{}</ol>\n").format(below) if below else Markup("")
    return Markup('<li><a href="{}.xhtml">{}</a>{}</li>\n').format(chapter.name, chapter.title, inner)


def _package(book: Book, beside: Beside) -> str:
    manifest = Markup("").join(
        Markup("<item{}/>\n").format(Markup("").join(Markup(' {}="{}"').format(*pair) for pair in row.items() if pair[1]))
        for row in _manifest(book, beside)
    )
    order = ["cover"] if beside.cover else []
    order += ["title", "nav", *(chapter.name for chapter in book.chapters)]
    spine = Markup("").join(Markup('<itemref idref="{}"/>\n').format(name) for name in order)
    return _PACKAGE.format(metadata=metadata(book, has_cover=bool(beside.cover)), manifest=manifest, spine=spine)


def _manifest(book: Book, beside: Beside) -> Iterator[dict[str, str]]:
    page = "application/xhtml+xml"
    yield {"id": "nav", "href": "nav.xhtml", "media-type": page, "properties": "nav"}
    yield {"id": "style", "href": "style.css", "media-type": "text/css"}
    if beside.cover:
        yield {"id": "cover", "href": "cover.xhtml", "media-type": page}
        yield {"id": "cover-image", "href": beside.cover, "media-type": "image/jpeg", "properties": "cover-image"}
    if beside.font:
        yield {"id": "font", "href": beside.font, "media-type": _TYPES["woff2"]}
    yield {"id": "title", "href": "title.xhtml", "media-type": page}
    for chapter in book.chapters:
        row = {"id": chapter.name, "href": f"{chapter.name}.xhtml", "media-type": page}
        yield row | ({"media-overlay": f"{chapter.name}-overlay"} if chapter.sound else {})
    for chapter in book.voiced:
        yield {
            "id": f"{chapter.name}-overlay",
            "href": f"overlays/{chapter.name}.smil",
            "media-type": "application/smil+xml",
        }
    for folder, name in media_of(book):
        yield {"id": f"{folder}-{name.replace('.', '-')}", "href": f"{folder}/{name}", "media-type": _type(name)}


def media_of(book: Book) -> tuple[tuple[str, str], ...]:
    """Folder and file of every picture and sound in the book, each once."""
    pictures = [("images", file) for chapter in book.chapters for file in chapter.pictures]
    sounds = [("audio", chapter.sound) for chapter in book.voiced]
    return tuple(dict.fromkeys((*pictures, *sounds)))


def _type(name: str) -> str:
    return str(escape(_TYPES[name.rpartition(".")[2]]))
