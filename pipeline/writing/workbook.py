"""Tables become Excel workbooks in which nothing calculates, and workbooks become tables; the only user of openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.errors import Unreadable
from pipeline.writing.settled import settled, xml_text

MOST_ROWS, MOST_COLUMNS = 20_000, 100
_MOST_BYTES, _MOST_UNPACKED = 20 << 20, 100 << 20
_EXCEL_CELL = 32_767  # characters that a cell holds (ECMA-376, Excel's own limit)
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
_LIST_LENGTH = 255  # characters of a list of choices (ECMA-376 §18.3.1.32, Excel's own limit)


@dataclass(frozen=True)
class Head:
    """The head of a column: its title, a note, the words to choose among (empty: any), its width, and whether it holds counts."""

    title: str
    note: str = ""
    choices: tuple[str, ...] = ()
    width: int = 16  # characters
    counts: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet: heads, and rows of as many texts."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Line:
    """One row as it was read: its number in the sheet, its texts by column (from 0), and the columns that hold a formula."""

    number: int
    texts: Mapping[int, str] = field(default_factory=dict)
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ReadTable:
    """One sheet as it was read: the rows that hold anything; `cut` where there were more than MOST_ROWS."""

    title: str
    lines: tuple[Line, ...]
    cut: bool = False


def address(column: int, row: int) -> str:
    """What Excel calls a cell: column from 0, row from 1."""
    return f"{get_column_letter(column + 1)}{row}"


def compose_workbook(tables: Iterable[Table]) -> bytes:
    """The tables as an .xlsx workbook, the same bytes each time. Nothing calculates and no date is guessed: every cell is text,
    but for the plain numbers of a column that counts, which a spreadsheet can sum up.
    """
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _sheet(book, table)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def read_workbook(data: bytes, file: str) -> tuple[ReadTable, ...]:
    """Every sheet of an .xlsx workbook as texts; formulas are told, never reckoned.

    Raises Unreadable: not a workbook, one with macros or a password, too large, spoilt.
    """
    _refuse(data, file)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        return tuple(_read(sheet) for sheet in book.worksheets)
    except Exception as failure:
        raise Unreadable("workbook-spoilt", file=file) from failure


def _sheet(book: Any, table: Table) -> None:  # noqa: ANN401 - openpyxl carries no types
    sheet = book.create_sheet(table.title)
    sheet.freeze_panes = "B2"
    for number, head in enumerate(table.heads, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = head.width
        if not head.counts:
            sheet.column_dimensions[letter].number_format = "@"
        cell = _write(sheet, 1, number, head.title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EFE6D8")
        if head.note:
            cell.comment = Comment(head.note, "koushu", width=320, height=120)
        if head.choices and len(",".join(head.choices)) < _LIST_LENGTH:
            rule = DataValidation(type="list", formula1=f'"{",".join(head.choices)}"', allow_blank=True)
            rule.add(f"{letter}2:{letter}{MOST_ROWS}")
            sheet.add_data_validation(rule)
    for row, texts in enumerate(table.rows, 2):
        for number, (head, text) in enumerate(zip(table.heads, texts, strict=True), 1):
            cell = _write(sheet, row, number, text)
            if head.counts and _NUMBER.fullmatch(text):
                cell.value = float(text) if "." in text else int(text)
                cell.number_format, cell.quotePrefix = ("0.0" if "." in text else "0"), False


def _write(sheet: Any, row: int, column: int, text: str) -> Any:  # noqa: ANN401
    cell = sheet.cell(row, column)
    if text:
        cell.value = xml_text(text)[:_EXCEL_CELL]
        cell.data_type = "s"
        cell.quotePrefix = True  # what begins with = stays text when somebody edits the cell
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text="\n" in text or len(text) > 40)
    return cell


def _refuse(data: bytes, file: str) -> None:
    if len(data) > _MOST_BYTES:
        raise Unreadable("workbook-large", file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {part.filename: part.file_size for part in package.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as failure:
        raise Unreadable("workbook-none", file=file) from failure
    if sum(parts.values()) > _MOST_UNPACKED:
        raise Unreadable("workbook-large", file=file)
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise Unreadable("workbook-macros", file=file)
    if "xl/workbook.xml" not in parts:
        raise Unreadable("workbook-none", file=file)


def _read(sheet: Any) -> ReadTable:  # noqa: ANN401
    sheet.reset_dimensions()
    lines = []
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), 1):
        line = _line(number, row)
        if line.texts or line.formulas:
            lines.append(line)
    return ReadTable(
        sheet.title, tuple(line for line in lines if line.number <= MOST_ROWS), bool(lines and lines[-1].number > MOST_ROWS)
    )


def _line(number: int, row: Sequence[Any]) -> Line:
    texts, formulas = {}, set()
    for column, cell in enumerate(row):
        if cell.value is None:
            continue
        if cell.data_type == "f":
            formulas.add(column)
        elif text := _text(cell.value):
            texts[column] = text
    return Line(number, texts, frozenset(formulas))


def _text(value: object) -> str:
    """A cell's value as a person would type it; a day without its midnight, a whole number without its point."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()
