"""One archive that does not fit together for each code of `check`, at exactly the line and column marked with ◆."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.check.rules import check
from pipeline.model.catalogue import check as sentences
from tests.archive.building import IV, SOUND, Content, marked, shelf_at

PERSON = "people/jia/person.yml"
JIA = "name: 甲\nportrait_alt: 像\n"
INTERVIEW = f"{IV}/interview.yml"
TEXT = f"{IV}/text.md"
ITEM = "items/medal/item.yml"
WALLS = "walls.yml"
CONFIG = "archive.yml"
BASE = str(SOUND[INTERVIEW])
MEDAL = str(SOUND[ITEM])
DECIDED = "decided_by: 乙, on: 2023-05-01, review_on: 2033-05-01"


def consent(form: str, until: str) -> str:
    return BASE + (
        f"consent:\n  form: {form}\n  signed: 2023-04-12\n  until: {until}\n"
        "  by: {name: 甲, as: narrator}\n  purposes: {web_text: yes}\n"
    )


def withheld(line: str) -> str:
    return BASE + f"withhold:\n  - {line}\n".replace("DECIDED", DECIDED)


BAD: dict[str, list[tuple[str, Content]]] = {
    "no-such-person": [
        (INTERVIEW, BASE.replace("[jia]", "[jia, ◆bing]")),
        (ITEM, "kind: medal\ntitle: 章\nowner: ◆bing\ncaption: 一枚\nalt: 圆形\n"),
        (WALLS, "- {id: main, title: 墙, people: [jia]}\n- {id: other, title: 墙, people: [jia, ◆bing]}\n"),
    ],
    "no-such-item": [
        (INTERVIEW, BASE + "shows:\n  - {at: 00:00:05, item: ◆gun}\n"),
        (TEXT, "## 雪\n\n**甲** 好\n\n◆![](item:gun)\n"),
        (WALLS, "- {id: main, title: 墙, people: [jia], items: [medal, ◆gun]}\n"),
    ],
    "no-such-interview": [
        ("volumes/text-1.yml", "title: 书\nroute: isbn\ninterviews: [2023-001-jia, ◆2023-009-bing]\n"),
        ("volumes/text-1.yml", "title: 书\nroute: isbn\nvoices: [{interview: ◆2023-009-bing, at: 00:00:04}]\n"),
    ],
    "no-such-term": [
        (PERSON, JIA + "service:\n  - {unit: ◆regiment-9}\n"),
        (PERSON, JIA + "honours: [三等功, ◆merit-3]\n"),
        (INTERVIEW, BASE + "index:\n  - {at: 00:00:00, title: 参军, places: [neijiang, ◆zizhong]}\n"),
        (INTERVIEW, BASE + "sessions: [{date: 2023-04-12, place: ◆zizhong}]\n"),
        (ITEM, "kind: medal\ntitle: 章\nowner: jia\nhonour: ◆merit-3\ncaption: 一枚\nalt: 圆形\n"),
        ("registers/places.yml", "- {id: neijiang, name: 内江}\n- {id: x, name: 某镇, parent: ◆nowhere}\n"),
    ],
    "wall-forgotten": [
        (
            "people/wu/person.yml",
            "name: 戊\nconsent:\n  signed: 2023-04-12\n  by: {name: 戊, as: narrator}\n  purposes: {wall: ◆yes}\n",
        ),
    ],
    "map-without-number": [(CONFIG, f"{SOUND[CONFIG]}map:\n  ◆{{south: 25, west: 97, north: 35, east: 110}}\n")],
    "map-without-area": [(CONFIG, f"{SOUND[CONFIG]}map:\n  ◆{{south: 35, west: 97, north: 25, east: 110, approval: 甲}}\n")],
    "map-missing": [(CONFIG, f"{SOUND[CONFIG]}map:\n  ◆{{south: 25, west: 97, north: 35, east: 110, approval: 甲}}\n")],
    "map-unplaced": [("map.jpg", b"a map")],
    "unit-undecided": [("registers/units.yml", "- {id: brigade, name: 某旅}\n")],
    "period-order": [
        (
            "registers/units.yml",
            "- id: brigade\n  name: 某旅\n  disclosure: open\n  periods:\n    - ◆{from: 1953, to: 1952, disclosure: open}\n",
        )
    ],
    "unit-no-public-name": [
        ("registers/units.yml", "- {id: a, name: 甲}\n- ◆{id: brigade, name: 某旅, disclosure: cover_only}\n")
    ],
    "form-unsigned": [(INTERVIEW, BASE + "consent:\n  ◆signed: 2023-04-12\n  purposes: {web_text: yes}\n")],
    "form-undated": [(PERSON, JIA + "consent:\n  ◆purposes: {wall: yes}\n  by: {name: 甲, as: narrator}\n")],
    "form-order": [(INTERVIEW, consent("a.pdf", "◆2022-01-01"))],
    "form-leaves": [(INTERVIEW, consent("◆../a.pdf", "2033-01-01"))],
    "birth-after-death": [(PERSON, JIA + "birth: 1932\ndeath: ◆1931-12\n")],
    "service-order": [(PERSON, JIA + "service: [{unit: 某部, from: ◆1953, to: 1952}]\n")],
    "service-before-birth": [(PERSON, JIA + "birth: 1932\nservice: [{unit: 某部, from: ◆1931}]\n")],
    "session-before-birth": [(INTERVIEW, BASE + "sessions: [{date: ◆1923-04-12}]\n")],
    "date-unconfirmed": [(PERSON, JIA + "birth: ◆{said: 冬, earliest: 1932-01-01, latest: 1932-02-01, basis: computed}\n")],
    "withhold-twice": [
        (
            INTERVIEW,
            withheld("{id: w1, field: crew, DECIDED}\n  - {id: ◆w1, field: index, DECIDED}"),
        )
    ],
    "withhold-undecided": [(INTERVIEW, withheld("◆{id: w1, field: crew, decided_by: 乙}"))],
    "withhold-endless": [
        (INTERVIEW, withheld("◆{id: w1, field: crew, decided_by: 乙, on: 2023-05-01}")),
        (PERSON, JIA + "withhold:\n  - ◆{id: w1, field: bio, decided_by: 乙, on: 2023-05-01}\n"),
        (ITEM, MEDAL + "withhold:\n  - ◆{id: w1, picture: front.jpg, region: [0, 0, 1, 1], decided_by: 乙, on: 2023-05-01}\n"),
    ],
    "ask-endless": [
        (INTERVIEW, BASE + "consent: {signed: 2023-04-12, by: {name: 甲, as: narrator}, purposes: {talks: ◆ask}}\n"),
        (f"{IV}/photos/01.yml", "caption: 合影\nalt: 两人\nconsent: {signed: 2023-04-12, purposes: {talks: ◆ask}}\n"),
    ],
    "review-due": [
        (INTERVIEW, withheld("{id: w1, field: crew, decided_by: 乙, on: 2023-05-01, review_on: ◆2023-06-01}")),
        (INTERVIEW, BASE + "consent: {signed: 2023-04-12, purposes: {talks: ask}, review_on: ◆2023-06-01}\n"),
    ],
    "quote-gone": [(INTERVIEW, withheld("{id: w1, quote: ◆那天晚上没有雪, DECIDED}"))],
    "span-beyond": [
        (INTERVIEW, withheld("{id: w1, from: 00:00:50, to: ◆00:01:01, DECIDED}")),
        (INTERVIEW, BASE + "index:\n  - {at: ◆00:01:00.001, title: 参军}\n"),
        (INTERVIEW, BASE + "shows:\n  - {at: ◆00:02:00, item: medal}\n"),
    ],
    "picture-not-named": [
        (ITEM, MEDAL + f"withhold:\n  - {{id: r1, picture: ◆back.jpg, region: [1, 2, 3, 4], {DECIDED}}}\n"),
        (INTERVIEW, withheld("{id: r1, picture: ◆front.jpg, region: [1, 2, 3, 4], DECIDED}")),
        (PERSON, JIA + f"withhold: [{{id: r1, picture: ◆photo.jpg, region: [1, 2, 3, 4], {DECIDED}}}]\n"),
    ],
    "region-beyond": [
        (ITEM, MEDAL + f"withhold:\n  - {{id: r1, picture: front.jpg, region: ◆[600, 400, 41, 80], {DECIDED}}}\n"),
        (INTERVIEW, withheld("{id: r1, picture: photos/01.jpg, region: ◆[600, 400, 40, 81], DECIDED}")),
    ],
    "serial-uncovered": [(ITEM, MEDAL.replace("medal", "certificate") + "serial: ◆字第 12 号\n")],
    "depicted-unknown": [(f"{IV}/photos/01.yml", "caption: 合影\nalt: 两人\ndepicts: [甲, ◆某人]\n")],
    "depicted-unasked": [
        (f"{IV}/photos/01.yml", "caption: 合影\nalt: 两人\ndepicts: [甲, ◆戊]\n"),
        (f"{IV}/photos/01.yml", "caption: 合影\nalt: 两人\ndepicts: [甲, ◆'戊 ']\n"),
    ],
    "text-time-beyond": [(TEXT, "**甲** [00:00:01] 好\n\n◆**甲** [00:01:01] 好\n")],
    "text-time-backwards": [(TEXT, "**甲** [00:00:09] 好\n\n**乙** 嗯\n\n◆**甲** [00:00:08] 好\n")],
    "speaker-unknown": [(TEXT, "**甲** 好\n\n◆**丙** 好\n")],
    "outlet-unknown": [
        (CONFIG, "title: 库\ninstitution: 局\ngates:\n  sit: ◆[一校]\n"),
        (CONFIG, "title: 库\ninstitution: 局\nmachine_text: {sit: ◆yes}\n"),
    ],
    "stage-unknown": [
        (CONFIG, "title: 库\ninstitution: 局\ngates:\n  site: [一校, ◆四校]\n"),
        ("staff.yml", "- {name: 丙, stages: [二校]}\n- {name: 乙, stages: [一校, ◆四校]}\n"),
    ],
    "stage-unstaffed": [(CONFIG, "title: 库\ninstitution: 局\ngates:\n  site: [一校, ◆二校]\n")],
    "no-public-id": [
        ("people/yi/person.yml", "◆name: 乙\n"),
        ("interviews/2024-001-yi/interview.yml", "◆title: 谈\nnarrators: [jia]\n"),
        ("items/letter/item.yml", "◆kind: letter\ntitle: 信\nowner: jia\n"),
        ("items/medal/back.jpg", b"back"),
    ],
    "not-taken-in": [("items/medal/back.jpg", b"back"), ("manifest-sha256.txt", "")],
    "caption-missing": [
        (f"{IV}/photos/01.yml", "◆caption: ''\nalt: 两人\n"),
        (ITEM, "◆kind: medal\ntitle: 章\nowner: jia\nalt: 圆形\n"),
    ],
    "alt-missing": [
        (ITEM, "◆kind: medal\ntitle: 章\nowner: jia\ncaption: 一枚\n"),
        (PERSON, "◆name: 甲\n"),
        (f"{IV}/photos/01.yml", "◆caption: 合影\n"),
    ],
    "name-alarm": [
        (TEXT, "**乙** [00:00:01] 您好。\n\n**甲** [00:00:03] 我是◆内姜人。\n"),
    ],
    "narrator-none": [(INTERVIEW, "title: 雪夜过江\nnarrators: ◆[]\n")],
}
WHERE = {
    "unit-undecided": (PERSON, 5, 12),
    ("not-taken-in", "manifest-sha256.txt"): (f"{IV}/recording-1.wav", 0, 0),
}
CASES = [(code, file, content) for code, rows in BAD.items() for file, content in rows]


@pytest.mark.parametrize(("code", "file", "content"), CASES)
def test_what_does_not_fit_is_named_by_its_code_at_its_place(code: str, file: str, content: Content, tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {"people/wu/person.yml": "name: 戊\n", file: content})
    place = WHERE.get(code) or WHERE.get((code, file)) or (file, *marked(content))
    found = check(shelf.read(), shelf.locate(), dt.date(2026, 5, 20), lambda _: (640, 480))
    assert (code, *place) in [(one.code, one.file, one.line, one.column) for one in found]
    for one in found:
        assert "…" not in one.say("zh") + one.say("en")


def test_marks_that_still_stand_are_notices_at_their_places(tmp_path: Path) -> None:
    words = "**甲** [00:00:03] 大雪。〔待核：疑似重复〕走走\n〔待核〕谢谢〔待核：我猜〕大家[^1]\n\n[^1]: 〔待核〕注\n"
    shelf = shelf_at(tmp_path, {TEXT: words})
    found = [one for one in check(shelf.read(), shelf.locate()) if one.is_notice]
    assert [(one.line, one.column, one.code) for one in found] == [(1, 21, "repetition"), (2, 1, "suspect"), (2, 7, "suspect")]
    assert [one.values["words"] for one in found] == ["走走", "谢谢", "大家"]
    assert "00:00:03“走走”" in found[0].say("zh")
    assert not [one for one in check(shelf.read()) if not one.is_notice]


def test_a_review_that_is_not_due_or_an_answer_that_was_given_is_no_problem(tmp_path: Path) -> None:
    form = (
        BASE
        + "consent: {signed: 2023-04-12, by: {name: 甲, as: narrator}, purposes: {talks: ask, film: no}, review_on: 2026-05-21}\n"
    )
    held = "withhold:\n  - {id: w1, field: crew, decided_by: 乙, on: 2023-05-01, until: 2024-01-01, review_on: 2023-06-01}\n"
    shelf = shelf_at(tmp_path, {INTERVIEW: form + held})
    assert check(shelf.read(), shelf.locate(), dt.date(2026, 5, 20)) == ()
    assert [one.code for one in check(shelf.read(), shelf.locate(), dt.date(2026, 5, 21))] == ["review-due"]
    assert check(shelf.read(), shelf.locate()) == ()


def test_who_has_left_can_sign_no_stage(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {"staff.yml": "- {name: 乙, stages: [一校], left: 2026-05-20}\n"})
    assert [one.code for one in check(shelf.read(), shelf.locate(), dt.date(2026, 5, 20))] == ["stage-unstaffed"]
    assert check(shelf.read(), shelf.locate(), dt.date(2026, 5, 19)) == ()


def test_a_sound_archive_has_nothing_to_mend(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    assert check(shelf.read(), shelf.locate()) == ()
    assert check(shelf.read()) == ()


GOOD: dict[str, tuple[str, Content]] = {
    "a quote is found across emphasis and footnote marks": (
        INTERVIEW, withheld("{id: w1, quote: 那天晚上下着大雪, DECIDED}"),
    ),
    "a span may end with the recording": (INTERVIEW, withheld("{id: w1, from: 00:00:50, to: 00:01:00, DECIDED}")),
    "a region may fill its picture": (
        ITEM, MEDAL + f"serial: 十二号\nwithhold: [{{id: r1, picture: front.jpg, region: [0, 0, 640, 480], {DECIDED}}}]\n",
    ),
    "whoever is depicted may have signed beside the photograph": (
        f"{IV}/photos/01.yml", "caption: 合影\nalt: 两人\ndepicts: [某人]\nconsent:\n  purposes: {portrait: no}\n",
    ),
    "plain words need no register": (PERSON, JIA + "honours: [三等功]\nservice: [{unit: 某部, place: 内江}]\n"),
    "a form that allows nothing needs no signature": (INTERVIEW, BASE + "consent:\n  purposes: {web_text: no}\n"),
    "one of the crew may speak": (INTERVIEW, BASE + "crew: [{name: 丙}]\n"),
    "somebody confirmed the computed date": (
        PERSON, JIA + "birth: {said: 冬, earliest: 1932-01-01, latest: 1932-02-01, basis: computed, confirmed_by: 戊}\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", GOOD)
def test_no_rule_speaks_without_need(what: str, tmp_path: Path) -> None:
    file, content = GOOD[what]
    shelf = shelf_at(tmp_path, {file: content})
    (shelf.layout.root / TEXT).write_text("**甲** 那天晚上*下着*[^1]\n大雪。\n\n[^1]: 内江很少下雪。\n", encoding="utf-8")
    assert check(shelf.read(), shelf.locate(), size=lambda _: (640, 480)) == ()


def test_a_person_that_cannot_be_read_is_not_also_called_missing(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {PERSON: "nmae: 甲\n"})
    found = {one.code for one in check(shelf.read(), shelf.locate())}
    assert found == {"key-misspelt", "key-missing", "unread-shuts"}


def test_every_code_of_check_has_its_bad_archive() -> None:
    elsewhere = {"withdrawn-named"}  # needs a ledger: test_withdrawn
    assert set(BAD) | elsewhere == set(sentences.SENTENCES) | {"unit-undecided"}  # whose sentence is the release door's
