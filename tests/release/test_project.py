from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import KeptPhoto
from pipeline.model.canonical import canonical
from pipeline.model.nouns import Item, Photo, Service, Term
from pipeline.model.projection import InterviewProjection, PersonProjection
from pipeline.model.record import SaidDate
from pipeline.model.text import Shown
from pipeline.release.project import project_interview, project_person
from pipeline.release.view import View
from tests.release.sample import (
    REGISTERS,
    TODAY,
    Clock,
    answers,
    archive,
    by_words,
    form,
    interview,
    item,
    person,
    picture,
    put,
    text,
)


def made(whole, purpose="web_text"):
    return project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], purpose)


def card(whole):
    return made(whole).narrators[0]


def unit(**changes) -> dict:
    return {**REGISTERS, "units": {"company": Term(**({"id": "company", "name": "某连"} | changes))}}


def test_public_words_are_those_of_the_registers():
    shown = card(archive())
    assert shown.native_place == "内江"
    assert shown.honours == ("三等功",)
    assert shown.service == ("1950年—1953年　某连　战士",)
    assert made(archive()).sessions == ("2023年4月12日，内江",)
    assert made(archive()).index[0].places == ("内江",)


def test_words_in_no_register_stay_as_they_are():
    whole = archive(person(native_place="资中", honours=["口头嘉奖"]), interview())
    assert (card(whole).native_place, card(whole).honours) == ("资中", ("口头嘉奖",))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"disclosure": "open"}, "1950年—1953年　某连　战士"),
        ({"disclosure": "open", "public_name": "某部"}, "1950年—1953年　某连　战士"),
        ({"disclosure": "generalise", "public_name": "某部"}, "1950年—1953年　某部　战士"),
        ({"disclosure": "cover_only", "public_name": "某部"}, "1950年—1953年　某部　战士"),
    ],
)
def test_a_unit_is_named_as_its_disclosure_says(changes, line):
    assert card(archive(registers=unit(**changes))).service == (line,)


@pytest.mark.parametrize(
    "changes", [{}, {"disclosure": "unknown"}, {"disclosure": "generalise"}, {"disclosure": "cover_only", "public_name": " "}]
)
def test_an_undecided_unit_closes_the_card_and_the_interview(changes):
    whole = archive(registers=unit(**changes))
    assert [one.code for one in made(whole)] == ["unit-undecided"]
    assert [one.code for one in project_person(View(whole, TODAY, Clock()), whole.people["jia"], "wall")] == ["unit-undecided"]


def test_a_unit_in_no_register_is_undecided():
    whole = archive(person(service=(Service(unit="第十五军"),)), interview())
    assert [one.code for one in made(whole)] == ["unit-undecided"]


@pytest.mark.parametrize(("said", "shown"), [("1933-05-06", "1933年"), ("1933", "1933年"), ("1933-05", "1933年")])
def test_a_life_date_is_public_by_its_year(said, shown):
    assert card(archive(person(birth=SaidDate.model_validate(said)), interview())).birth == shown


def test_a_life_date_told_in_words_stays_in_words():
    birth = SaidDate.model_validate({"said": "民国二十二年腊月", "earliest": "1933-12-01", "latest": "1934-02-13"})
    assert card(archive(person(birth=birth), interview())).birth == "民国二十二年腊月"


@pytest.mark.parametrize(
    ("said", "latest", "shown"),
    [
        ("1933年5月6日", "1933-05-06", "1933年"),
        ("五月初六", "1933-05-06", "1933年"),
        ("属鸡，端午那天", "1933-05-28", "1933年"),
        ("民国二十二年五月", "1933-06-05", "1933年"),
        ("1933/5/6", "1933-12-31", "1933年"),
        ("冬月里", "1934-01-14", "冬月里"),
        ("腊月廿八，不知是哪年", "1935-01-14", "1933—1935年"),
        ("", "1933-05-06", "1933年"),
    ],
)
def test_a_birthday_is_told_by_its_year_however_it_was_said(said, latest, shown):
    born = SaidDate.model_validate({"said": said, "earliest": "1933-05-06", "latest": latest})
    assert card(archive(person(birth=born), interview())).birth == shown


def test_a_birthday_that_nobody_knows_is_told_by_nothing():
    assert card(archive(person(birth=None), interview())).birth == ""


def test_a_portrait_needs_both_the_purpose_and_portrait_at_every_level():
    assert card(archive()).portrait is not None
    for level in ("interview", "person"):
        no = form(purposes=answers(portrait="no"))
        whole = archive(
            person(consent=no if level == "person" else None), interview(consent=no if level == "interview" else form())
        )
        assert card(whole).portrait is None
    print_only = form(purposes={"portrait": "yes", "print": "yes"})
    whole = archive(person(consent=None), interview(consent=print_only))
    assert card(whole).portrait is None
    assert made(whole, "print").narrators[0].portrait is not None


@pytest.mark.parametrize("kept", [picture("", "a" * 64), dataclasses.replace(picture("FX"), digest="")])
def test_a_picture_without_id_or_digest_is_out(kept):
    whole = archive(person(portrait=kept), interview(), item(pictures=(kept,)))
    assert card(whole).portrait is None
    assert made(whole).items[0].pictures == ()


def test_items_are_those_shown_named_in_the_text_and_owned_each_once():
    others = [
        item("held", id="MHELD", title="证书", owner="yi", consent=form()),
        item("told", id="MTOLD", title="喜报", owner="yi", consent=form()),
        item("own", id="MOWN", title="军装"),
        item("else", id="MELSE", title="无关", owner="yi", consent=form()),
    ]
    kept = interview(shows=({"at_ms": 1, "item": "held"},), text=text(("甲", 0, ["看。", Shown("told"), Shown("held")])))
    whole = archive(person(), person("yi", name="戊"), kept, *others)
    assert [one.id for one in made(whole).items] == ["MHELD", "MTOLD", "MOWN"]


def test_an_item_without_id_owner_or_leave_is_out_and_not_shown():
    for broken in (item(id=""), item(owner="niemand"), item(consent=form(purposes={}))):
        projection = made(archive(person(), interview(), broken))
        assert projection.items == ()
        assert projection.shows == ()


def test_a_photograph_needs_its_own_form_and_those_of_the_depicted():
    whole = archive()
    kept = whole.interviews["one"]

    def photos(**changes):
        photo = dataclasses.replace(kept.photos[0], record=kept.photos[0].record.model_copy(update=changes))
        return made(
            put(put(whole, person("yi", name="戊", consent=form(purposes={}))), dataclasses.replace(kept, photos=(photo,)))
        ).photos

    assert photos()
    assert photos(depicts=("jia",))
    assert photos(depicts=("某人",)) == ()
    assert photos(depicts=("某人", "甲"), consent=form())
    assert photos(depicts=("某人",), consent=form(purposes=answers(portrait="no"))) == ()
    assert photos(consent=form(purposes={})) == ()
    assert photos(depicts=("yi",)) == ()
    assert photos(depicts=("戊",)) == ()
    assert photos(depicts=("戊",), consent=form()) == ()


def test_an_interviews_form_does_not_speak_for_somebody_else_in_the_photograph():
    shown = KeptPhoto(Photo(caption="合影", alt="合影", depicts=("戊",)), picture("H2"))

    def photos(**changes):
        return made(archive(person(), person("yi", name="戊", **changes), interview(photos=(shown,), shows=()))).photos

    assert photos(consent=None) == ()
    assert photos()


@pytest.mark.parametrize(
    ("whole", "code"),
    [
        (archive(person(id=""), interview()), "no-id"),
        (archive(interview()), "narrator-missing"),
        (archive(person(), interview(narrators=())), "narrator-missing"),
        (archive(person(), interview(text=None)), "no-text"),
    ],
)
def test_what_cannot_be_projected_says_why(whole, code):
    assert [one.code for one in made(whole)] == [code]


def test_speakers_are_known_by_name_or_alias_and_carry_public_ids():
    kept = interview(text=text(("老甲", 0, ["一。"]), ("乙", 1, ["二。"]), ("家属", 2, ["三。"])))
    turns = made(archive(person(), kept)).chapters[0].turns
    assert [(one.speaker, one.role, one.person) for one in turns] == [
        ("甲", "narrator", "PJIA"),
        ("乙", "interviewer", ""),
        ("家属", "other", ""),
    ]


def test_the_sounds_projection_names_originals_and_withheld_records_and_no_words():
    whole = archive(person(), interview(withhold=(by_words("天下着大雪"),)))
    sound = made(whole, "web_audio")
    assert sound.sound.recordings == ("a" * 64,)
    assert sound.sound.silenced[0].quote_digest
    assert "雪" not in canonical(sound).decode()
    assert sound.narrators == ()


def test_a_rerun_of_the_machine_does_not_change_what_is_signed():
    class Later(Clock):
        def timing(self, interview, text):
            raise AssertionError(f"nothing is withheld by time, so no time is asked for: {interview} {text}")

    whole = archive()
    assert made(whole) == project_interview(View(whole, TODAY, Later()), whole.interviews["one"], "web_text")


def test_the_wall_needs_a_persons_own_form_or_that_of_an_interview_they_alone_narrate():
    wall_no = form(purposes=answers(portrait="no"))
    whole = archive(person(consent=None), interview(consent=wall_no), item())
    found = project_person(View(whole, TODAY, Clock()), whole.people["jia"], "wall")
    assert isinstance(found, PersonProjection)
    assert found.person.portrait is None


def test_custody_serial_notes_and_those_present_are_nowhere():
    whole = archive(
        person(private={"telephone": "SECRET1"}),
        interview(notes="SECRET2", consent=form(note="SECRET3", form="SECRET4.pdf")),
        dataclasses.replace(item(), record=Item(kind="medal", title="奖章", owner="jia", serial="SECRET5", custody="SECRET6")),
    )
    for purpose in ("web_text", "print", "web_audio"):
        found = made(whole, purpose)
        assert isinstance(found, InterviewProjection)
        assert "SECRET" not in canonical(found).decode()
        assert "家属一人" not in canonical(found).decode()
