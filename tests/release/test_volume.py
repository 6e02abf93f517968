from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.errors import WrongUse
from pipeline.model.binding import Cover
from pipeline.model.nouns import Imprint, Term, VolumePlan
from pipeline.model.wall import Wall
from pipeline.release.decide import decide, decide_site, decide_volume
from tests.release.sample import (
    TODAY,
    Clock,
    answers,
    archive,
    by_words,
    everything,
    form,
    interview,
    item,
    person,
    put,
    record,
    released,
    signed,
    when,
    withdrawn,
)

ROUTES = {"isbn": "print", "internal_permit": "print_internal", "archive_copy_only": "archive"}


PERMIT = Imprint(permit="（样）准印第1号", permit_until=dt.date(2099, 12, 31))


def plan(route="isbn", **changes):
    changes = ({"imprint": PERMIT} if route == "internal_permit" else {}) | changes
    return VolumePlan(**({"title": "卷一", "route": route, "interviews": ("two", "one", "gone"), "preface": "序。"} | changes))


def bound(*purposes, route="isbn", **changes):
    whole = archive(person(), interview("one"), interview("two", id="ITWO"), volumes={"text-1": plan(route, **changes)})
    for purpose in purposes:
        whole = signed(signed(whole, "one", purpose), "two", purpose)
    return whole


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("purpose", ROUTES.values())
def test_a_volume_holds_only_what_is_signed_for_its_route(route, purpose):
    edition = decide_volume(bound(purpose, route=route), "text-1", TODAY, Clock())
    out = ROUTES[route] == purpose
    assert [one.projection.id for one in edition.interviews] == (["ITWO", "IONE"] if out else [])
    assert edition.volumes[0].interviews == (("ITWO", "IONE") if out else ())
    assert edition.volumes[0].plan.interviews == ()


@pytest.mark.parametrize("route", ROUTES)
def test_consent_is_asked_for_the_routes_own_purpose(route):
    whole = bound(ROUTES[route], route=route)
    no = record(whole.interviews["one"], consent=form(purposes=answers(**{ROUTES[route]: "no"})))
    edition = decide_volume(put(whole, no), "text-1", TODAY, Clock())
    assert [one.projection.id for one in edition.interviews] == ["ITWO"]


@pytest.mark.parametrize("route", ROUTES)
def test_the_site_lists_only_volumes_that_may_be_sold(route):
    whole = signed(bound("print", "print_internal", "archive", route=route), "one", "web_text")
    edition = decide_site(whole, TODAY, Clock())
    assert [one.interviews for one in edition.volumes] == ([("IONE",)] if route == "isbn" else [])


def test_a_volume_has_no_sounds_walls_or_tombstones_and_larger_pictures():
    edition = decide_volume(bound("print"), "text-1", TODAY, Clock())
    assert (edition.sounds, edition.walls, edition.tombstones) == ((), (), ())
    assert {cut.file: cut.edge for cut in edition.pictures} == {"FJIA.jpg": 1200, "H1.jpg": 2400}
    assert all(one.sound is None for one in edition.interviews)


def test_withheld_words_are_out_of_the_preface_too():
    whole = bound(preface="感谢天下着大雪那夜的人。")
    for key in ("one", "two"):
        whole = signed(put(whole, record(whole.interviews[key], withhold=(by_words("天下着大雪"),))), key, "print")
    assert "大雪" not in everything(decide_volume(whole, "text-1", TODAY, Clock()))


def test_a_paragraph_that_names_somebody_who_withdrew_is_gone_and_the_others_stay():
    essays = {"preface": "头一段。\n\n感谢丁某某。\n\n末一段。", "afterword": "再谢丁某某"}
    yi = person("yi", name="丁某某", aliases=())
    theirs = interview("three", narrators=("yi",), shows=(), photos=())
    whole = signed(bound("print", **essays), "one", "web_text")
    whole = put(put(whole, yi), theirs)
    whole = dataclasses.replace(whole, config=whole.config.model_copy(update={"about": "本库。\n\n丁某某等人。"}))
    assert decide_volume(whole, "text-1", TODAY, Clock()).volumes[0].plan.preface == essays["preface"]
    for gone in (withdrawn(yi), withdrawn(theirs)):
        closed = put(whole, gone)
        edition = decide_volume(closed, "text-1", TODAY, Clock())
        assert edition.volumes[0].plan.preface == "头一段。\n\n\n\n末一段。"
        assert edition.volumes[0].plan.afterword == ""
        assert "丁某某" not in everything(decide_site(closed, TODAY, Clock()))
        assert decide_site(closed, TODAY, Clock()).about == "本库。"


@pytest.mark.parametrize("written", ["陈国栋", "陳國棟", "陈<b>国</b>栋"])
def test_whoever_withdrew_stands_in_no_title_and_no_imprint(written):
    yi = withdrawn(person("yi", name="陈国栋", aliases=()))
    titles = ("title", "subtitle", "series", "number", "preface_title", "afterword_title")
    imprint = {
        "publisher": f"{written}社",
        "recipients": f"{written}等",
        "printer": f"{written}厂",
        "editors": [{"name": written}],
    }
    plan = VolumePlan.model_validate({"route": "isbn", "imprint": imprint, **dict.fromkeys(titles, f"{written}卷")})
    wall = Wall(id="wall-1", title=f"{written}墙", people=("jia",), items=("medal",))
    own = ("title", "institution", "series", "contact", "takedown", "sample_notice")
    whole = released(person(), interview(), item(), volumes={"v": plan}, walls=(wall,), config=dict.fromkeys(own, f"{written}所"))
    whole = put(whole, yi)
    site = decide_site(whole, TODAY, Clock())
    assert (site.title, site.takedown, site.walls[0].title, site.volumes[0].plan.title) == ("所", "所", "墙", "卷")
    for edition in (site, decide_volume(whole, "v", TODAY, Clock())):
        assert written not in everything(edition)


def test_a_name_of_one_character_closes_no_essay():
    yi = withdrawn(person("yi", name="戊", aliases=("序",)))
    assert decide_volume(put(bound(preface="序言。"), yi), "text-1", TODAY, Clock()).volumes[0].plan.preface == "序言。"


def test_a_narrator_of_a_withdrawn_interview_who_is_still_shown_may_be_named():
    whole = put(bound("print", preface="感谢甲某某。"), person(name="甲某某"))
    whole = signed(whole, "one", "print", at=when(2026, 3, 3))
    closed = put(whole, withdrawn(whole.interviews["two"]))
    assert decide_volume(closed, "text-1", TODAY, Clock()).volumes[0].plan.preface == "感谢甲某某。"


def test_an_unknown_volume_is_wrong_use():
    with pytest.raises(WrongUse, match="volume-unknown"):
        decide_volume(bound(), "text-9", TODAY, Clock())


def test_each_volume_is_an_edition_of_its_own():
    whole = bound("print")
    assert [one.outlet for one in decide(whole, "volume", TODAY, Clock())] == ["volume"]
    assert [one.outlet for one in decide(whole, "site", TODAY, Clock())] == ["site"]


def test_whatever_else_a_plan_says_is_looked_through_as_its_preface_is():
    said = "感谢天下着大雪那夜的人。"
    lines = {"dedication": said, "foreword": said, "conventions": said, "committee": (said,), "proofs": (said,)}
    titles = {"foreword_title": said, "conventions_title": said}
    whole = bound("print", **lines, **titles, cover=Cover(back=said))
    assert everything(decide_volume(whole, "text-1", TODAY, Clock())).count("天下着大雪") >= 8
    for key in ("one", "two"):
        whole = signed(put(whole, record(whole.interviews[key], withhold=(by_words("天下着大雪"),))), key, "print")
    assert "天下着大雪" not in everything(decide_volume(whole, "text-1", TODAY, Clock()))


def test_the_way_an_interview_is_told_leaves_the_archive_by_its_public_id():
    whole = bound("print", told_as={"two": "story", "gone": "text"})
    volume = decide_volume(whole, "text-1", TODAY, Clock()).volumes[0]
    assert (volume.told_as, volume.plan.told_as) == ((("ITWO", "story"),), {})


def test_a_volume_knows_the_register_entries_that_its_own_interviews_speak_of():
    whole = bound("print")
    place = Term(id="snow", name="大雪", disclosure="open")
    registers = {**whole.registers, "places": {"snow": place}}
    whole = dataclasses.replace(whole, registers=registers, term_ids={("places", "snow"): "LXUE"})
    whole = signed(signed(whole, "one", "print"), "two", "print")
    edition = decide_volume(whole, "text-1", TODAY, Clock())
    assert [(one.id, bool(one.passages)) for one in edition.entries] == [("LXUE", True)]
    closed = put(whole, withdrawn(whole.interviews["one"]))
    closed = put(closed, withdrawn(closed.interviews["two"]))
    assert decide_volume(closed, "text-1", TODAY, Clock()).entries == ()
