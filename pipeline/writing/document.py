"""Headings, sentences and tables become a Word document in which nothing calculates; the only user of python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from pipeline.writing.settled import settled, xml_text

_SERIF, _SANS = "宋体", "黑体"  # what every Chinese office machine has; others put their own in place of them


@dataclass(frozen=True)
class Part:
    """A part of a document: its heading, a sentence below it (may be empty), a table with its heads (may have no rows)."""

    title: str
    note: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def compose_document(title: str, subtitle: str, parts: Iterable[Part]) -> bytes:
    """The document as .docx, A4, the same bytes each time."""
    document = Document()
    _fonts(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = xml_text(title)
    document.add_heading(xml_text(title), 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(xml_text(subtitle)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in parts:
        document.add_heading(xml_text(part.title), 1)
        if part.note:
            document.add_paragraph(xml_text(part.note))
        if part.rows:
            _table(document, part.heads, part.rows)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:  # noqa: ANN401 - python-docx carries no types
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(xml_text(head)).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = xml_text(text)


def _fonts(document: Any) -> None:  # noqa: ANN401
    for name, face in (("Normal", _SERIF), ("Title", _SANS), ("Heading 1", _SANS)):
        style = document.styles[name]
        style.font.name = face
        properties = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            properties.set(qn(kind), face)
    document.styles["Normal"].font.size = Pt(11)
