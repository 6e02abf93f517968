"""A report's sections → one HTML page that prints, a Word document, an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment

from pipeline.office.tables import Section
from pipeline.writing.document import Part, compose_document
from pipeline.writing.workbook import Head, Table, compose_workbook

_LONGEST = 440  # units of the longest bar in a drawing 640 wide


@dataclass(frozen=True)
class Bar:
    """One bar of a drawing: its name, its number, its width in the drawing's units."""

    name: str
    count: str
    width: int


def paper_html(title: str, subtitle: str, sections: Sequence[Section]) -> str:
    """One page that stands alone: no script, no other file, its drawings as SVG."""
    source = resources.files("pipeline.office").joinpath("paper.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    return template.render(title=title, subtitle=subtitle, sections=sections, chart=chart) + "\n"


def paper_document(title: str, subtitle: str, sections: Sequence[Section]) -> bytes:
    """The same as .docx."""
    parts = (Part(one.title, one.note if one.rows else "没有。", one.heads, one.rows) for one in sections)
    return compose_document(title, subtitle, parts)


def paper_workbook(sections: Sequence[Section]) -> bytes:
    """The same as .xlsx, one sheet for each section."""
    return compose_workbook(
        Table(one.title, tuple(_head(one, column) for column in range(len(one.heads))), one.rows) for one in sections
    )


def chart(section: Section) -> tuple[Bar, ...]:
    """A bar for each row by the number in its last column; a row that sums the others up has none."""
    rows = [(row[0], row[-1]) for row in section.rows if row[0] != "合计"]
    most = max((float(count or 0) for _, count in rows), default=0) or 1
    return tuple(Bar(name, count or "0", round(_LONGEST * float(count or 0) / most)) for name, count in rows)


def _head(section: Section, column: int) -> Head:
    """A column counts where it names nothing: not the first, which says what a row is about."""
    return Head(section.heads[column], width=_width(section, column), counts=column > 0)


def _width(section: Section, column: int) -> int:
    longest = max((len(row[column]) for row in section.rows), default=0)
    return max(10, min(48, 2 * max(longest, len(section.heads[column])) + 2))
