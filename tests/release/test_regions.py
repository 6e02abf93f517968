"""A region of a picture that is withheld is painted over wherever its original is shown, from the day on which it is recorded."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.model.archive import KeptPhoto, KeptPicture
from pipeline.model.canonical import digest
from pipeline.model.consent import Region
from pipeline.model.nouns import Photo
from pipeline.release.decide import decide_site
from pipeline.release.explain import verdicts
from pipeline.release.project import project_interview, project_person
from pipeline.release.readable import changes, lines
from pipeline.release.view import View
from tests.release.sample import (
    TODAY,
    Clock,
    archive,
    by_field,
    by_region,
    everything,
    interview,
    item,
    person,
    put,
    record,
    released,
    signed,
    when,
)

NUMBER = Region(left=10, top=20, width=30, height=40)
FACE = Region(left=1, top=2, width=3, height=4)
CERTIFICATE = KeptPicture("items/medal/front.jpg", "c" * 64, "K1")
BACK = KeptPicture("items/medal/back.jpg", "d" * 64, "K2")
PORTRAIT = KeptPicture("people/jia/portrait.jpg", "e" * 64, "FJIA")
PHOTO = KeptPhoto(Photo(caption="合影", alt="合影"), KeptPicture("interviews/one/photos/01.jpg", "f" * 64, "H1"))


def whole(*, held_item=(), held_person=(), held_interview=(), photo=PHOTO):
    return (
        person(portrait=PORTRAIT, withhold=held_person),
        item(pictures=(CERTIFICATE, BACK), withhold=held_item),
        interview(photos=(photo,), withhold=held_interview),
    )


def site(made, today=TODAY):
    return decide_site(made, today, Clock())


def cuts(edition):
    return {cut.file: cut.covered for cut in edition.pictures}


OPEN = {"FJIA.jpg": (), "H1.jpg": (), "K1.jpg": (), "K2.jpg": ()}


@pytest.mark.parametrize(
    ("held", "file"),
    [
        ({"held_item": (by_region(10, 20, 30, 40),)}, "K1.jpg"),
        ({"held_item": (by_region(10, 20, 30, 40, picture="back.jpg"),)}, "K2.jpg"),
        ({"held_person": (by_region(10, 20, 30, 40, picture="portrait.jpg"),)}, "FJIA.jpg"),
        ({"held_interview": (by_region(10, 20, 30, 40, picture="photos/01.jpg"),)}, "H1.jpg"),
    ],
)
def test_a_region_is_signed_with_the_picture_and_painted_over_in_its_one_file(held, file):
    made = released(*whole(**held))
    assert cuts(site(made)) == {**OPEN, file: (NUMBER,)}
    view = View(made, TODAY, Clock())
    shown = [project_interview(view, made.interviews["one"], "web_text"), project_person(view, made.people["jia"], "wall")]
    said = "".join(line for one in shown for line in lines(one))
    assert "遮盖 左 10 上 20 宽 30 高 40" in said


def test_regions_are_one_set_in_whatever_order_they_are_written():
    two = (by_region(10, 20, 30, 40), by_region(1, 2, 3, 4, id="w5"), by_region(10, 20, 30, 40, id="w6"))
    made = [released(*whole(held_item=row)) for row in (two, two[::-1])]
    assert {cuts(site(one))["K1.jpg"] for one in made} == {(FACE, NUMBER)}
    first, second = (project_interview(View(one, TODAY, Clock()), one.interviews["one"], "web_text") for one in made)
    assert digest(first) == digest(second)


def test_a_change_of_regions_makes_the_sign_off_stale_and_narrows_what_was_approved():
    made = released(*whole())
    later = put(made, record(made.items["medal"], withhold=(by_region(10, 20, 30, 40),)))
    assert cuts(site(later)) == {**OPEN, "K1.jpg": (NUMBER,)}
    sources = {(one.kind, one.purpose): one.source for one in verdicts(later, TODAY, Clock()) if one.public}
    assert sources["interview", "web_text"] == sources["person", "wall"] == "approved"
    before, after = (project_interview(View(one, TODAY, Clock()), one.interviews["one"], "web_text") for one in (made, later))
    assert any(line.startswith("+物件图") and "遮盖" in line for line in changes(before, after))


def test_a_region_taken_back_or_past_its_last_day_stays_covered_until_people_sign_again():
    ends = by_region(10, 20, 30, 40, until="2026-06-30")
    made = released(*whole(held_item=(ends,)))
    assert cuts(site(made))["K1.jpg"] == (NUMBER,)
    for after in (made, put(made, record(made.items["medal"], withhold=()))):
        assert cuts(site(after, dt.date(2026, 7, 1)))["K1.jpg"] == (NUMBER,)
    for day, covered in ((dt.date(2026, 6, 30), True), (dt.date(2026, 7, 1), False)):
        shown = project_interview(View(made, day, Clock()), made.interviews["one"], "web_text")
        assert ("遮盖" in "".join(lines(shown))) is covered


def test_one_original_is_painted_over_by_every_record_that_holds_it_under_whatever_id():
    same = dataclasses.replace(PHOTO, picture=dataclasses.replace(PHOTO.picture, digest=CERTIFICATE.digest))
    held_item, held_interview = (by_region(10, 20, 30, 40),), (by_region(1, 2, 3, 4, picture="photos/01.jpg"),)
    made = released(*whole(held_item=held_item, held_interview=held_interview, photo=same))
    edition = site(made)
    assert cuts(edition)["K1.jpg"] == cuts(edition)["H1.jpg"] == (FACE, NUMBER)
    shown = [one for out in edition.interviews for card in out.projection.items for one in card.pictures]
    shown += [one for wall in edition.walls for card in wall.items for one in card.pictures]
    assert {one.covered for one in shown if one.id == "K1"} == {(FACE, NUMBER)}


def test_an_older_page_covers_the_picture_on_a_newer_wall_too():
    made = released(*whole(held_item=(by_region(10, 20, 30, 40),)))
    bare = put(made, record(made.items["medal"], withhold=()))
    again = site(signed(bare, "jia", "wall", at=when(2026, 2, 1)))
    assert {card.pictures[0].covered for wall in again.walls for card in wall.items} == {()}
    assert cuts(again)["K1.jpg"] == (NUMBER,)


@pytest.mark.parametrize(
    ("held", "gone"),
    [
        ({"held_item": (by_region(1, 2, 3, 4, picture="side.jpg"),)}, {"K1.jpg", "K2.jpg"}),
        ({"held_person": (by_region(1, 2, 3, 4, picture="front.jpg"),)}, {"FJIA.jpg"}),
        ({"held_interview": (by_region(1, 2, 3, 4, picture="photos/1.jpg"),)}, {"H1.jpg"}),
    ],
)
def test_a_region_of_a_picture_that_nobody_finds_keeps_its_records_pictures_in(held, gone):
    edition = site(released(*whole(**held)))
    assert cuts(edition).keys() == OPEN.keys() - gone
    assert edition.interviews
    assert not any(name.removesuffix(".jpg") in everything(edition) for name in gone)


def test_a_region_withheld_since_of_a_picture_that_nobody_finds_takes_the_approved_one_back():
    made = released(*whole())
    lost = put(made, record(made.items["medal"], withhold=(by_region(1, 2, 3, 4, picture="side.jpg"),)))
    assert cuts(site(lost)).keys() == {"FJIA.jpg", "H1.jpg"}


@pytest.mark.parametrize("field", ["caption", "date", "honour", "inscription", "issuer", "pictures"])
def test_a_withheld_field_of_an_item_is_out_also_of_what_was_approved(field):
    told = {"caption": "公开的说明", "date": "1953", "honour": "merit", "inscription": "为人民服务", "issuer": "某司令部"}
    made = released(person(), item(**told), interview())
    word = {**told, "date": "1953", "honour": "三等功", "pictures": "K1"}[field]
    assert word in everything(site(made).items)
    assert word not in everything(site(put(made, record(made.items["medal"], withhold=(by_field(field),)))).items)
    assert word not in everything(site(released(person(), item(**told, withhold=(by_field(field),)), interview())).items)


def test_what_an_item_cannot_withhold_closes_the_item():
    made = archive(person(), item(withhold=(by_field("serial"),)), interview())
    shown = project_interview(View(made, TODAY, Clock()), made.interviews["one"], "web_text")
    assert shown.items == ()
