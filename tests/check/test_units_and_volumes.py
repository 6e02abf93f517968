"""Units named where they may not be, and volumes whose route forbids their plan: each at its line and column."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.check.rules import check
from tests.archive.building import IV, Content, marked, shelf_at

UNITS = "registers/units.yml"
PERSON = "people/jia/person.yml"
TEXT = f"{IV}/text.md"
STORY = f"{IV}/story.md"
RECORD = f"{IV}/interview.yml"
BASE = "title: 雪\nnarrators: [jia]\ninterviewers: [{name: 乙}]\nrecordings:\n  - {file: recording-1.wav}\n"
DAY = dt.date(2026, 5, 20)
SAID = "{said: ◆某旅那年, earliest: 1950-01-01, latest: 1950-12-31}"  # a date in words
CLOSED = "- {id: brigade, name: 某旅, aliases: [八旅, 旅], disclosure: cover_only, public_name: 某部}\n"


def found(tmp_path: Path, files: dict[str, Content], code: str) -> list[tuple[str, int, int]]:
    shelf = shelf_at(tmp_path, files)
    problems = check(shelf.read(), shelf.locate(), DAY)
    assert all("…" not in one.say("zh") + one.say("en") for one in problems if one.code == code)
    return [(one.file, one.line, one.column) for one in problems if one.code == code]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (TEXT, "## 雪\n\n**甲** [00:00:01] 我在◆八旅，旅里人多，后来还在八旅。\n"),
        (TEXT, "## ◆某旅的冬天\n\n**甲** 好。\n"),
        (TEXT, "**甲** 好[^1]。\n\n[^1]: 即◆某旅。\n"),
        (STORY, "他去了◆某旅。\n"),
        (PERSON, "name: 甲\nportrait_alt: 像\nbio: ◆曾在某旅。\n"),
        (f"{IV}/photos/01.yml", "caption: ◆某旅合影\nalt: 两人\n"),
        ("items/medal/item.yml", "kind: medal\ntitle: 章\nowner: jia\ncaption: 一枚\nalt: 圆形\nissuer: ◆某旅\n"),
        (PERSON, "name: 甲\nportrait_alt: 像\nnative_place: ◆某旅大院\n"),
        (PERSON, f"name: 甲\nportrait_alt: 像\nbirth: {SAID}\n"),
        (PERSON, f"name: 甲\nportrait_alt: 像\ndeath: {SAID}\n"),
        (PERSON, f"name: 甲\nportrait_alt: 像\nservice:\n  - unit: 某部\n    from: {SAID}\n"),
        (PERSON, f"name: 甲\nportrait_alt: 像\nservice:\n  - unit: 某部\n    to: {SAID}\n"),
        ("items/medal/item.yml", f"kind: medal\ntitle: 章\nowner: jia\ncaption: 一枚\nalt: 圆形\ndate: {SAID}\n"),
        (RECORD, f"{BASE}sessions:\n  - date: {SAID}\n"),
        (PERSON, "name: 甲\nportrait_alt: 像\nservice: [{unit: 某部, place: ◆某旅驻地}]\n"),
        (RECORD, f"{BASE}sessions: [{{date: 2023-04-12, place: ◆某旅大院}}]\n"),
        (RECORD, f"{BASE}index: [{{at: '00:00:01', title: 雪, places: [◆某旅大院]}}]\n"),
        (RECORD, f"{BASE}crew: [{{name: 丙, of: ◆某旅}}]\n"),
        (RECORD, f"{BASE}dialect: ◆某旅土话\n"),
    ],
)
def test_a_closed_unit_in_words_is_named_at_its_place(file: str, content: str, tmp_path: Path) -> None:
    assert found(tmp_path, {UNITS: CLOSED, file: content}, "closed-name") == [(file, *marked(content))]


def test_a_place_told_in_other_words_is_named_at_its_place(tmp_path: Path) -> None:
    places = "- {id: valley, name: 青石沟, disclosure: generalise, public_name: 某山沟}\n"
    text = "**甲** 我们住在◆青石沟。\n"
    assert found(tmp_path, {"registers/places.yml": places, TEXT: text}, "closed-name") == [(TEXT, *marked(text))]


@pytest.mark.parametrize(
    ("units", "text"),
    [
        (CLOSED, "**甲** 我们旅里人多，在某部。\n"),  # one character alone is none; the public name may stand
        (CLOSED + "- {id: big, name: 第八旅行社, disclosure: open}\n", "**甲** 第八旅行社。\n"),  # a longer open name covers it
        (CLOSED.replace("cover_only", "open"), "**甲** 我在八旅。\n"),
    ],
)
def test_what_may_stand_is_not_named(units: str, text: str, tmp_path: Path) -> None:
    assert found(tmp_path, {UNITS: units, TEXT: text}, "closed-name") == []


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (PERSON, "name: 甲\nservice: [{unit: 某部, place: 某旅驻地}]\nwithhold: [{id: w1, field: service}]\n"),
        (PERSON, "name: 甲\nnative_place: 某旅大院\nwithhold: [{id: w1, field: native_place}]\n"),
        (RECORD, f"{BASE}crew: [{{name: 丙, of: 某旅}}]\nwithhold: [{{id: w1, field: crew}}]\n"),
        (RECORD, f"{BASE}sessions: [{{date: 2023-04-12, place: 某旅}}]\nwithhold: [{{id: w1, field: sessions.place}}]\n"),
    ],
)
def test_what_is_withheld_is_not_named(file: str, content: str, tmp_path: Path) -> None:
    assert found(tmp_path, {UNITS: CLOSED, file: content}, "closed-name") == []


PLAN = "title: 书\nroute: {route}\nimprint:\n  publisher: 所\n{more}"
FULL = "  permit: 准1\n  permit_until: 2026-05-20\n  recipients: 本所\n  printer: 厂\n  print_date: 2026\n  print_run: '1'\n"


@pytest.mark.parametrize(
    ("code", "route", "more"),
    [
        ("permit-missing", "internal_permit", ""),
        ("permit-undated", "internal_permit", "  permit: ◆准1\n"),
        ("permit-expired", "internal_permit", "  permit: 准1\n  permit_until: ◆2026-05-19\n"),
        ("route-for-sale", "internal_permit", FULL + "  price: ◆48元\n"),
        ("route-for-sale", "internal_permit", FULL + "  isbn: ◆978-7-02-000220-7\n"),
        ("route-for-sale", "archive_copy_only", "  cip: ◆2026123\n"),
        ("route-permit", "archive_copy_only", "  permit: ◆准1\n"),
        ("route-permit", "isbn", "  permit: ◆准1\n"),
        ("isbn-wrong", "isbn", "  isbn: ◆978-7-02-000220-8\n"),
        ("recipients-public", "internal_permit", FULL.replace("recipients: 本所", "recipients: ◆各学校")),
    ],
)
def test_what_a_route_forbids_is_named_at_its_place(code: str, route: str, more: str, tmp_path: Path) -> None:
    plan = PLAN.format(route=route, more=more)
    place = marked(plan) if "◆" in plan else (4, 3)
    assert found(tmp_path, {"volumes/text-1.yml": plan}, code) == [("volumes/text-1.yml", *place)]


def test_an_unfinished_imprint_is_named_and_a_finished_one_is_not(tmp_path: Path) -> None:
    some = PLAN.format(route="internal_permit", more="  permit: 准1\n  permit_until: 2026-05-20\n")
    whole = PLAN.format(route="internal_permit", more=FULL)
    codes = {"imprint-incomplete", "permit-expired", "permit-missing", "recipients-public"}
    for number, (plan, expected) in enumerate(((some, {"imprint-incomplete"}), (whole, set()))):
        shelf = shelf_at(tmp_path / str(number), {"volumes/text-1.yml": plan})
        assert {one.code for one in check(shelf.read(), shelf.locate(), DAY)} & codes == expected
