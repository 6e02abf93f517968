"""The yearly work report and the figures of talks: right numbers, the same in three forms, nobody's words but figures."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from pipeline.archive.begin import new_archive
from pipeline.errors import KoushuError, Unreadable
from pipeline.model.settings import Settings
from pipeline.reporting import report, talk_figures

NOW = dt.datetime(2026, 12, 31, 9, tzinfo=dt.UTC)
NAMES = ("何秀兰", "林海生", "秦思源")


@pytest.fixture(scope="module")
def desk(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(project / "archive", folder / "archive", symlinks=True, ignore=shutil.ignore_patterns("engine"))
    return Settings(folder / "archive", folder / "build", project, NOW, "zh")


@pytest.fixture(scope="module")
def papers(desk: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers") / "new"
    log = folder.parent / "visits.csv"
    log.write_text(
        "日期,人数\n2025/03/01,40\n2025-03-02,5\n2025/3/9,6\n2025年3月10日,1\n\n2024-08-01,300\n", encoding="utf-8-sig"
    )
    report(desk, 2025, folder, log)
    talk_figures(desk, folder)
    return folder


def sheets(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """Every cell as Excel shows it."""
    shown = {"0.0": "{:.1f}", "0": "{:d}", "@": "{}"}
    rows = {sheet.title: [list(row) for row in sheet.iter_rows()] for sheet in load_workbook(path)}
    return {
        title: [tuple("" if one.value is None else shown[one.number_format].format(one.value) for one in row) for row in cells]
        for title, cells in rows.items()
    }


def tables(path: Path) -> list[list[tuple[str, ...]]]:
    return [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in Document(str(path)).tables]


def test_the_figures_are_those_of_the_archive(papers: Path) -> None:
    found = sheets(papers / "report-2025.xlsx")
    overview = {row[0]: row[1:] for row in found["概况"]}
    assert overview["访谈（次）"] == ("0", "7")
    assert overview["讲座（场）"] == ("4", "7")
    assert overview["听众（人次）"] == (str(60 + 210 + 130 + 88), str(320 + 150 + 96 + 60 + 210 + 130 + 88))
    assert overview["参观（人次）"] == ("52", "352")
    progress = dict(row[:2] for row in found["访谈的进度"])
    assert (progress["已登记"], progress["已成稿"], progress["已撤回"], progress["网站公开文字"]) == ("7", "6", "1", "3")
    held = dict(row[:2] for row in found["人物和实物"])
    assert (held["人物"], held["实物"], held["其中奖章"]) == ("8", "8", "2")


def test_the_columns_issues_are_counted_by_unit_once_they_have_run(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "archive", tmp_path / "archive", symlinks=True, ignore=shutil.ignore_patterns("engine"))
    with (tmp_path / "archive/column.ndjson").open("a", encoding="utf-8") as lines:
        for day, interview in (("2026-12-04", "2023-001-lin"), ("2027-01-08", "2023-001-lin"), ("2026-12-11", "")):
            print(f'{{"at":"{day}T09:00:00Z","by":"罗书简","date":"{day}","interview":"{interview}"}}', file=lines)
    desk = Settings(tmp_path / "archive", tmp_path / "build", project, NOW, "zh")
    report(desk, 2026, tmp_path / "out")
    found = sheets(tmp_path / "out/report-2026.xlsx")
    units = dict(row[:2] for row in found["每周专栏"])
    assert units == {"单位": "期数", "某筑路大队": "5", "某新兵连": "3", "某野战医院": "2", "西南某运输部队": "2", "全年": "7"}
    assert {row[0]: row[1:] for row in found["概况"]}["专栏（期）"] == ("7", "7")
    early = dataclasses.replace(desk, now=dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC))
    report(early, 2026, tmp_path / "earlier")
    assert dict(row[:2] for row in sheets(tmp_path / "earlier/report-2026.xlsx")["每周专栏"])["全年"] == "2"


def test_talks_are_counted_by_year_and_by_kind_of_place(papers: Path) -> None:
    found = sheets(papers / "talks.xlsx")
    assert found["讲座，按年"][1:] == [("2024", "3", "566"), ("2025", "4", "488")]
    kinds = {row[0]: row[1:] for row in found["讲座，按场所"]}
    assert kinds["学校"] == ("2", "530")
    assert kinds["合计"] == ("7", "1054")
    assert len(found["各场讲座"]) == 8


@pytest.mark.parametrize("stem", ["report-2025", "talks"])
def test_page_document_and_workbook_say_the_same(papers: Path, stem: str) -> None:
    book = sheets(papers / f"{stem}.xlsx")
    assert [table for table in book.values() if len(table) > 1] == tables(papers / f"{stem}.docx")
    page = (papers / f"{stem}.html").read_text(encoding="utf-8")
    for title, rows in book.items():
        assert f"<h2>{title}</h2>" in page
        assert all(f">{text}<" in page for row in rows for text in row if text)


def test_figures_can_be_summed_up_in_a_spreadsheet_and_what_names_a_row_stays_text(papers: Path) -> None:
    book = load_workbook(papers / "talks.xlsx")
    assert [[cell.data_type for cell in row] for row in book["讲座，按年"].iter_rows(min_row=2)] == [["s", "n", "n"]] * 2
    assert sum(cell.value for cell in book["各场讲座"]["F"][1:]) == 1054
    assert {cell.data_type for column in "ABCDE" for cell in book["各场讲座"][column]} == {"s"}


def test_volumes_of_one_title_are_told_apart(papers: Path) -> None:
    titles = [row[0] for row in sheets(papers / "report-2025.xlsx")["图书"][1:]]
    assert titles == ["岁月的声音（样书）　第一册", "岁月的声音（样书）　第二册"]


def test_nobody_is_named_but_lecturers_and_nothing_internal_is_told(papers: Path) -> None:
    for path in papers.iterdir():
        if path.suffix == ".html":
            whole = path.read_text(encoding="utf-8")
        elif path.suffix == ".xlsx":
            whole = str(sheets(path))
        else:
            whole = str(tables(path)) + "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
        assert "周明远" in whole
        assert "CANARY" not in whole
        assert not [name for name in NAMES if name in whole]


def test_the_page_stands_alone(papers: Path) -> None:
    page = (papers / "report-2025.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)
    assert page.count("<svg") == 4
    assert 'role="img"' in page


def test_the_same_archive_gives_the_same_bytes_and_no_report_is_overwritten(desk: Settings, papers: Path, tmp_path: Path) -> None:
    talk_figures(desk, tmp_path / "again")
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (papers / path.name).read_bytes(), path.name
    with pytest.raises(KoushuError) as raised:
        talk_figures(desk, tmp_path / "again")
    assert raised.value.code == "file-exists"


def test_an_empty_archive_has_a_report_of_noughts(project: Path, tmp_path: Path) -> None:
    new_archive(tmp_path / "archive", "库", "局")
    desk = Settings(tmp_path / "archive", tmp_path / "build", project, NOW, "zh")
    report(desk, 2025, tmp_path / "out")
    assert dict(row[:2] for row in sheets(tmp_path / "out/report-2025.xlsx")["概况"])["访谈（次）"] == "0"
    assert "没有。" in (tmp_path / "out/report-2025.html").read_text(encoding="utf-8")


def test_hostile_words_are_plain_text_in_all_three(project: Path, tmp_path: Path) -> None:
    new_archive(tmp_path / "archive", "库", "局")
    words = "=HYPERLINK(1)<script>alert(1)</script>{{ 7*7 }}"
    (tmp_path / "archive/talks.yml").write_text(
        f'- id: t\n  date: 2025-01-01\n  kind: 学校\n  place: "{words}"\n  topic: "{words}"\n', encoding="utf-8"
    )
    desk = Settings(tmp_path / "archive", tmp_path / "build", project, NOW, "zh")
    talk_figures(desk, tmp_path / "out")
    page = (tmp_path / "out/talks.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert words in str(tables(tmp_path / "out/talks.docx"))
    cells = [cell for sheet in load_workbook(tmp_path / "out/talks.xlsx") for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == words] == ["s", "s"]
    with zipfile.ZipFile(io.BytesIO((tmp_path / "out/talks.docx").read_bytes())) as package:
        assert b"<script" not in package.read("word/document.xml")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00\x00",
        "日期,人数\n2025-13-01,4\n".encode(),
        b"2025-01-01,many\n2025-01-01,x\n",
        b"2025-13-01,4\n2025-01-01,4\n",
    ],
)
def test_a_log_of_visitors_that_is_none_is_one_sentence(desk: Settings, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "log.csv").write_bytes(data)
    with pytest.raises(Unreadable):
        report(desk, 2025, tmp_path / "out", tmp_path / "log.csv")
    assert not (tmp_path / "out").exists()
