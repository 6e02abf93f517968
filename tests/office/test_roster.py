"""A roster goes out to Excel and comes back: changes are written, what the sheets do not hold stays, mistakes name their cell."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.archive.begin import new_archive
from pipeline.archive.shelf import Shelf
from pipeline.errors import KoushuError
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.office.columns import ROLLS
from pipeline.rostering import Imported, export_roster, import_roster, template_roster
from pipeline.writing.workbook import Head, Table, compose_workbook, read_workbook
from tests.whole.test_sample import tree

NOW = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
Filled = Callable[[Callable[[Workbook], None]], Path]


@pytest.fixture
def desk(project: Path, tmp_path: Path) -> Settings:
    (tmp_path / "archive").mkdir()
    for part in ("archive.yml", "staff.yml", "walls.yml", "ids.csv"):
        shutil.copy(project / "archive" / part, tmp_path / "archive" / part)
    for part in ("people", "items", "registers"):
        shutil.copytree(
            project / "archive" / part,
            tmp_path / "archive" / part,
            ignore=shutil.ignore_patterns("*.jpg", "*.ndjson", "approved"),
        )
    return Settings(tmp_path / "archive", tmp_path / "build", project, NOW, "zh")


@pytest.fixture
def filled(desk: Settings, tmp_path: Path) -> Filled:
    """The exported roster after somebody's changes to it."""

    def fill(change: Callable[[Workbook], None]) -> Path:
        path = tmp_path / "roster.xlsx"
        path.unlink(missing_ok=True)
        export_roster(desk, path)
        book = load_workbook(path)
        change(book)
        book.save(path)
        return path

    return fill


def put(sheet: str, row: str, title: str, value: object) -> Callable[[Workbook], None]:
    """Somebody types a value into the row with this 编号, under this head; a new row where there is none."""

    def change(book: Workbook) -> None:
        table = book[sheet]
        heads = [cell.value for cell in table[1]]
        keys = [cell.value for cell in table["A"]]
        number = keys.index(row) + 1 if row in keys else len(keys) + 1
        if row and row not in keys:
            table.cell(number, 1, row)
        table.cell(number, heads.index(title) + 1).value = value

    return change


def told(found: Imported) -> list[str]:
    return [sentence(problem.code, problem.values, "zh") for problem in found.problems]


def people_files(desk: Settings) -> dict[str, bytes]:
    return {name: data for name, data in tree(desk.archive).items() if name.endswith((".yml", ".csv"))}


def test_what_went_out_and_comes_back_changes_not_a_byte(desk: Settings, filled: Filled) -> None:
    before = tree(desk.archive)
    found = import_roster(desk, filled(lambda _: None))
    assert (found.proposals, found.problems, found.written) == ((), (), False)
    assert tree(desk.archive) == before


def test_one_changed_cell_changes_one_line_and_keeps_what_the_sheet_does_not_hold(desk: Settings, filled: Filled) -> None:
    path = desk.archive / "people/he/person.yml"
    before = path.read_text(encoding="utf-8").splitlines()
    found = import_roster(desk, filled(put("人物", "he", "籍贯", "示例县青石镇")))
    after = path.read_text(encoding="utf-8").splitlines()
    assert found.written
    assert [(one, other) for one, other in zip(before, after, strict=True) if one != other] == [
        ("native_place: 示例县柳溪镇", "native_place: 示例县青石镇")
    ]
    person = Shelf(desk.archive, desk.work).read().people["he"].record
    assert person.private
    assert person.consent
    assert person.service


def test_a_dry_run_tells_the_difference_and_writes_nothing(desk: Settings, filled: Filled) -> None:
    source = filled(put("人物", "he", "籍贯", "示例县青石镇"))
    before = tree(desk.archive)
    found = import_roster(desk, source, dry=True)
    (proposal,) = found.proposals
    assert [(one.title, one.before, one.after) for one in proposal.differences] == [("籍贯", "示例县柳溪镇", "示例县青石镇")]
    assert tree(desk.archive) == before


def test_an_empty_cell_says_nothing_and_a_word_clears(desk: Settings, filled: Filled) -> None:
    assert import_roster(desk, filled(put("人物", "he", "籍贯", None))).proposals == ()
    assert import_roster(desk, filled(put("人物", "he", "籍贯", "清空"))).written
    assert Shelf(desk.archive, desk.work).read().people["he"].record.native_place == ""


def test_new_people_items_walls_and_talks_come_in_with_keys_of_their_own(desk: Settings, filled: Filled) -> None:
    def new(book: Workbook) -> None:
        book["人物"].append(["", "曾国富", "", "老曾、曾班长", "男", dt.date(1931, 5, 4), "", "示例县", "", "老兵。"])
        book["实物"].append(["", "立功奖章", "奖章", "曾国富", "", 1953])
        book["荣誉墙"].append(["east", "东墙", "曾国富、何秀兰", "立功奖章"])
        book["讲座"].append(["", "2024年4月2日", "学校", "示例县中学", "周明远", "十七岁", "曾国富", 320])
        book["讲座"].append(["", "2024-04-02", "社区", "示例社区", "", "", "", ""])

    found = import_roster(desk, filled(new))
    assert told(found) == []
    archive = Shelf(desk.archive, desk.work).read()
    assert archive.problems == ()
    person = archive.people["zeng-guo-fu"].record
    assert (person.name, person.aliases, person.birth and person.birth.said) == ("曾国富", ("老曾", "曾班长"), "1931-05-04")
    assert archive.people["zeng-guo-fu"].id
    item = archive.items["li-gong-jiang-zhang"].record
    assert (item.owner, item.kind, item.date and item.date.said) == ("zeng-guo-fu", "medal", "1953")
    assert archive.walls[-1].people == ("zeng-guo-fu", "he")
    assert [(talk.id, talk.kind, talk.audience, talk.people) for talk in archive.talks] == [
        ("2024-4-2", "学校", 320, ("zeng-guo-fu",)),
        ("2024-04-02", "社区", 0, ()),
    ]


def test_every_record_of_an_archive_survives_a_second_round(desk: Settings, filled: Filled) -> None:
    import_roster(desk, filled(put("讲座", "a", "日期", "2024-04-02")), dry=True)

    def talk(book: Workbook) -> None:
        book["讲座"].append(["t1", "2024-04-02", "学校", "示例县中学", "周明远、甲", "题", "何秀兰", 12, "好", "无"])

    assert import_roster(desk, filled(talk)).written
    before = people_files(desk)
    assert import_roster(desk, filled(lambda _: None)).proposals == ()
    assert people_files(desk) == before


WRONG = [
    (put("人物", "he", "性别", "女性"), "人物!E", "请从中选一个：男、女"),
    (put("人物", "he", "出生", "1953-13-01"), "人物!F", "不是日期"),
    (put("人物", "he", "出生", dt.timedelta(days=1)), "人物!F", "不是日期"),
    (put("人物", "he", "籍贯", "=HYPERLINK(\"http://example.com\",\"x\")"), "人物!H", "是公式"),
    (put("人物", "Not A Key", "姓名", "某某"), "人物!A", "不能用"),
    (put("人物", "new-one", "拼音", "Mou"), "人物!B", "缺少“姓名”"),
    (put("实物", "letter-qin", "所有者", "无此人"), "实物!D", "在人物表中没有"),
    (put("实物", "letter-qin", "所有者", "何秀兰、秦思源"), "实物!D", ""),
    (put("荣誉墙", "main", "人物", "何秀兰、谁也不是"), "荣誉墙!C", "在人物表中没有"),
    (put("讲座", "t", "听众人数", "三百"), "讲座!H", "不是数字"),
    (put("讲座", "t", "听众人数", -3), "讲座!H", "不是数字"),
    (lambda book: book["人物"].append(["he", "何秀兰"]), "人物!A", "第"),
    (lambda book: setattr(book["人物"]["C1"], "value", "读音"), "人物!C1", "表头“读音”不认识"),
    (lambda book: setattr(book["人物"]["C1"], "value", "姓名"), "人物!", "两列都叫"),
    (lambda book: book.create_sheet("账目"), "账目", "不认识"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "cell", "words"), WRONG)
def test_a_wrong_cell_is_named_with_its_cure_and_nothing_is_written(
    desk: Settings, filled: Filled, change: Callable[[Workbook], None], cell: str, words: str
) -> None:
    def both(book: Workbook) -> None:
        put("人物", "lin", "籍贯", "别处")(book)
        change(book)

    before = tree(desk.archive)
    found = import_roster(desk, filled(both))
    assert not found.written
    assert [text for text in told(found) if cell in text and words in text], told(found)
    assert tree(desk.archive) == before


def test_two_people_of_one_name_are_told_apart_by_their_keys(desk: Settings, filled: Filled) -> None:
    def twin(book: Workbook) -> None:
        book["人物"].append(["he-2", "何秀兰"])
        put("荣誉墙", "main", "人物", "何秀兰")(book)

    found = import_roster(desk, filled(twin))
    assert [text for text in told(found) if "he、he-2" in text], told(found)


def with_macros(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\0")
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * (101 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是可以读取的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "不是可以读取的"),
        ("编号,姓名\n".encode(), "不是可以读取的"),
        (with_macros(compose_workbook([Table("人物", (Head("编号"),))])), "带有宏"),
        (compose_workbook([Table("人物", (Head("编号"),))])[:-400], "不是可以读取的"),
        (bomb(), "太大"),
    ],
)
def test_what_is_no_workbook_is_one_sentence(desk: Settings, tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(data)
    with pytest.raises(KoushuError) as raised:
        import_roster(desk, path)
    assert words in sentence(raised.value.code, raised.value.values, "zh")


def test_a_workbook_whose_inside_is_spoilt_is_one_sentence(desk: Settings, tmp_path: Path) -> None:
    whole = compose_workbook([Table("人物", (Head("编号"),), (("he",),))])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part[: len(part) // 2] if "sheet1" in name else part)
    (tmp_path / "roster.xlsx").write_bytes(out.getvalue())
    with pytest.raises(KoushuError) as raised:
        import_roster(desk, tmp_path / "roster.xlsx")
    assert raised.value.code == "workbook-spoilt"


def test_what_begins_like_a_formula_is_text_in_the_workbook_and_comes_back_as_text(desk: Settings, tmp_path: Path) -> None:
    path = desk.archive / "people/he/person.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("native_place: 示例县柳溪镇", 'native_place: "=1+1"'), encoding="utf-8"
    )
    export_roster(desk, tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx")["人物"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [(cell.data_type, bool(cell.quotePrefix)) for cell in cells] == [("s", True)]
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]
        assert not [name for name in package.namelist() if name.lower().endswith(".bin")]


def test_nothing_sealed_goes_out_with_a_roster(desk: Settings, tmp_path: Path) -> None:
    export_roster(desk, tmp_path / "out.xlsx")
    tables = read_workbook((tmp_path / "out.xlsx").read_bytes(), "out.xlsx")
    whole = "\n".join(text for table in tables for line in table.lines for text in line.texts.values())
    assert "何秀兰" in whole
    assert "CANARYPRIVATE" not in whole
    assert "CANARYFORM" not in whole


def test_the_template_explains_itself_and_its_examples_are_not_taken_in(desk: Settings, tmp_path: Path) -> None:
    template_roster(tmp_path / "empty.xlsx")
    tables = {table.title: table for table in read_workbook((tmp_path / "empty.xlsx").read_bytes(), "empty.xlsx")}
    assert [roll.title for roll in ROLLS] == list(tables)[:4]
    assert all(len(tables[roll.title].lines) == 2 for roll in ROLLS)
    assert import_roster(desk, tmp_path / "empty.xlsx") == Imported((), (), written=False)


def test_a_new_archive_is_begun_from_a_filled_template(project: Path, tmp_path: Path) -> None:
    new_archive(tmp_path / "archive", "库", "局")
    desk = Settings(tmp_path / "archive", tmp_path / "build", project, NOW, "zh")
    template_roster(tmp_path / "filled.xlsx")
    book = load_workbook(tmp_path / "filled.xlsx")
    book["人物"].append(["", "林海生"])
    book["荣誉墙"].append(["main", "主墙", "林海生"])
    book["讲座"].append(["", "2025-03-05", "军营", "某营"])
    book.save(tmp_path / "filled.xlsx")
    assert import_roster(desk, tmp_path / "filled.xlsx").written
    archive = Shelf(desk.archive, desk.work).read()
    assert (list(archive.people), archive.walls[0].people, archive.talks[0].place) == (
        ["lin-hai-sheng"],
        ("lin-hai-sheng",),
        "某营",
    )
    assert archive.problems == ()
    walls = (desk.archive / "walls.yml").read_text(encoding="utf-8")
    assert walls.startswith("# 荣誉墙")


def test_the_same_archive_gives_the_same_bytes(desk: Settings, tmp_path: Path) -> None:
    export_roster(desk, tmp_path / "a.xlsx")
    export_roster(desk, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
