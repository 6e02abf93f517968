"""An issue becomes an article that can be copied into an official account: styles in every element, no script, no link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup, escape

from pipeline.language.inline import Run, plain, runs
from pipeline.media.pictures import picture_size
from pipeline.media.renditions import render_picture
from pipeline.model.edition import Edition, PublicColumn, PublicIssue
from pipeline.model.problem import Problem
from pipeline.model.projection import Picture
from pipeline.publish.column.feeds import summary
from pipeline.publish.column.parts import Part, day_words, names, notes_of, origin, parts
from pipeline.publish.column.pictures import Pictures
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.telling import shortened
from pipeline.writing.atomic import write_bytes

# What official accounts take: a title of 64 characters in the editor, a digest of 120, a text of fewer than 20,000 characters and
# one megabyte with all its marks (公众平台《新增草稿》), a picture of ten megabytes in the editor.
TITLE_MOST, DIGEST_MOST, TEXT_MOST, TEXT_BYTES, PICTURE_BYTES = 64, 120, 20_000, 1_000_000, 10_000_000
EDGE = 1080  # pixels of a picture, the width of a telephone
_INK, _QUIET, _ACCENT, _RULE = "#2a2521", "#655b50", "#8c2f2b", "#d8cdb9"
_STYLES = {
    "sheet": f"max-width:677px;margin:0 auto;padding:0 8px;font-size:17px;line-height:1.9;color:{_INK}",
    "above": f"margin:24px 0 8px;text-align:center;font-size:15px;color:{_ACCENT};letter-spacing:2px",
    "title": f"margin:0 0 8px;text-align:center;font-size:24px;line-height:1.5;color:{_INK}",
    "under": f"margin:0 0 20px;text-align:center;font-size:15px;color:{_QUIET}",
    "heading": f"margin:32px 0 14px;padding-left:10px;border-left:4px solid {_ACCENT};font-size:18px;color:{_INK}",
    "asked": f"margin:20px 0 8px;color:{_QUIET}",
    "said": "margin:0 0 14px;text-align:justify",
    "left_out": f"margin:0 0 14px;color:{_QUIET};font-size:15px",
    "who": f"color:{_ACCENT};font-weight:bold",
    "image": "display:block;max-width:100%;height:auto;margin:20px auto 6px",
    "face": "display:block;width:240px;max-width:70%;height:auto;margin:16px auto 12px",
    "upright": "display:block;width:62%;height:auto;margin:20px auto 6px",
    "caption": f"margin:0 0 20px;text-align:center;font-size:14px;color:{_QUIET}",
    "note": f"margin:0 0 6px;font-size:14px;color:{_QUIET}",
    "foot": f"margin:28px 0 24px;padding-top:14px;border-top:1px solid {_RULE};font-size:14px;color:{_QUIET}",
}


@dataclass
class _Sheet:
    """One article while it is set: its pictures by file, and its notes as they are called."""

    issue: PublicIssue
    pictures: Pictures
    files: dict[str, Path] = field(default_factory=dict)
    called: dict[str, int] = field(default_factory=dict)

    def image(self, picture: Picture | None, style: str, alt: str) -> Markup:
        """The element of a picture that has a public file; nothing for others."""
        source = self.pictures.file(picture)
        if source is None:
            return Markup()
        name = next((name for name, known in self.files.items() if known == source), f"{len(self.files) + 1:02}.jpg")
        self.files[name] = source
        return Markup('<p style="margin:0"><img src="{}" alt="{}" style="{}"></p>').format(name, alt, _STYLES[style])

    def words(self, text: str) -> Markup:
        """Inline Markdown as HTML; a note is its number in brackets."""
        return Markup("").join(map(self._run, runs(text)))

    def _run(self, run: Run) -> Markup:
        if run.kind == "note":
            if run.text not in notes_of(self.issue):
                return Markup()
            return Markup("<sup>[{}]</sup>").format(self.called.setdefault(run.text, len(self.called) + 1))
        if run.kind == "break":
            return Markup("<br>")
        styles = {"em": Markup("<em>{}</em>"), "strong": Markup("<strong>{}</strong>")}
        return styles[run.kind].format(run.text) if run.kind in styles else escape(run.text)


def write_article(edition: Edition, issue: PublicIssue, pictures: Pictures, folder: Path) -> tuple[Problem, ...]:
    """Write `article.html`, the pictures it shows as `01.jpg` …, and `article.txt` with title, author and digest to be filled in.

    Returns what an official account would not take. The same issue gives the same bytes. Raises Unreadable for a damaged picture,
    and CannotWrite.
    """
    column = edition.column
    assert column is not None  # noqa: S101 # an issue is one of a column
    sheet = _Sheet(issue, pictures)
    body = Markup("").join(_body(edition, column, sheet))
    head = Markup('<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8"><title>{}</title></head>\n<body>')
    whole = head.format(issue.title) + Markup('<section style="{}">{}</section></body></html>\n').format(_STYLES["sheet"], body)
    write_bytes(folder / "article.html", whole.encode())
    digest = shortened(summary(issue), DIGEST_MOST)
    write_bytes(folder / "article.txt", f"标题：{issue.title}\n作者：{names(issue)} 口述\n摘要：{digest}\n".encode())
    for name, source in sheet.files.items():
        render_picture(source, folder / name, EDGE, "jpeg")
    sizes = {name: (folder / name).stat().st_size for name in sheet.files}
    return tuple(_limits(issue, str(body), sizes))


def _limits(issue: PublicIssue, body: str, sizes: dict[str, int]) -> Iterator[Problem]:
    file, day = f"column/{issue.id}/article.html", issue.date
    if len(issue.title) > TITLE_MOST:
        yield Problem(file, 0, 0, "column-title-long", {"date": day, "count": len(issue.title), "most": TITLE_MOST})
    if len(body) >= TEXT_MOST or len(body.encode()) >= TEXT_BYTES:
        yield Problem(file, 0, 0, "column-article-long", {"date": day, "count": len(body), "most": TEXT_MOST})
    for name, size in sizes.items():
        if size >= PICTURE_BYTES:
            yield Problem(f"column/{issue.id}/{name}", 0, 0, "column-picture-large", {"date": day, "name": name, "most": 10})


def _body(edition: Edition, column: PublicColumn, sheet: _Sheet) -> Iterator[Markup]:
    issue = sheet.issue
    yield _paragraph("above", escape(column.title))
    yield Markup('<h1 style="{}">{}</h1>').format(_STYLES["title"], issue.title)
    yield _paragraph("under", escape(f"{names(issue)} 口述　{day_words(issue.date)}"))
    for person in issue.story.projection.narrators:
        yield sheet.image(person.portrait, "face", f"{person.name}像")
    if line := origin(issue):
        yield _paragraph("caption", escape(f"{names(issue)}，{line}"))
    for part in parts(issue):
        yield _part(part, sheet)
    yield from _notes(sheet)
    yield _paragraph("foot", Markup("<br>").join(_foot(edition, issue)))


def _part(part: Part, sheet: _Sheet) -> Markup:
    if part.kind == "picture":
        file = sheet.pictures.file(part.picture)
        wide, high = picture_size(file) if file else (1, 1)
        image = sheet.image(part.picture, "upright" if high > wide else "image", part.text)
        return image + _paragraph("caption", escape(part.text)) if image and part.text else image
    if part.kind == "heading":
        return Markup('<h2 style="{}">{}</h2>').format(_STYLES["heading"], part.text)
    who = Markup('<strong style="{}">{}</strong>　').format(_STYLES["who"], part.speaker) if part.speaker else Markup()
    words = escape(f"〔{part.text}〕") if part.kind == "left_out" else sheet.words(part.text)
    return _paragraph(part.kind, who + words)


def _notes(sheet: _Sheet) -> Iterator[Markup]:
    known = notes_of(sheet.issue)
    for mark, number in sheet.called.items():
        yield _paragraph("note", escape(f"[{number}] {plain(known[mark])}"))


def _foot(edition: Edition, issue: PublicIssue) -> Iterator[Markup]:
    address = Web.of(edition).at(f"column/{issue.id}.html")
    yield escape("　".join(dict.fromkeys(filter(None, (edition.title, edition.institution)))))
    if address:
        yield escape(f"原文和录音：{address}" if issue.story.sound else f"原文：{address}")
    if edition.sample:
        yield escape(edition.sample_notice)


def _paragraph(style: str, words: Markup) -> Markup:
    return Markup('<p style="{}">{}</p>').format(_STYLES[style], words)
