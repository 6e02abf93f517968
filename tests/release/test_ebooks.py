"""Ebooks at the door: the paper's leave and the web's, in the same words, and the voice's besides."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import Archive
from pipeline.model.consent import Purpose
from pipeline.model.edition import Edition, Outlet
from pipeline.model.nouns import Imprint, VolumePlan
from pipeline.model.wall import Wall
from pipeline.publish.holdings import has_lost, holdings
from pipeline.release.agreed import agreed
from pipeline.release.decide import decide
from pipeline.release.judge import judge_text
from pipeline.release.view import View
from tests.release.sample import (
    TODAY,
    Clock,
    answers,
    archive,
    everything,
    form,
    interview,
    item,
    person,
    put,
    record,
    released,
    signed,
    withdrawn,
)

PERMIT = Imprint(permit="（样）准印第1号", permit_until=TODAY)
ALL: tuple[Purpose, ...] = ("web_text", "print", "web_audio")


def bound(*purposes: Purpose, route: str = "isbn") -> Archive:
    imprint = PERMIT if route == "internal_permit" else Imprint()
    plan = VolumePlan(title="卷一", route=route, interviews=("one",), imprint=imprint)
    whole = archive(person(), interview("one"), volumes={"text-1": plan})
    for purpose in purposes:
        whole = signed(whole, "one", purpose)
    return whole


def books(whole: Archive) -> dict[str, Edition]:
    made = decide(whole, "ebook", TODAY, Clock())
    return {one.volumes[0].id if one.volumes else one.subject: one for one in made}


def out(whole: Archive) -> set[str]:
    return {name for name, one in books(whole).items() if one.interviews}


def test_an_ebook_leaves_out_an_interview_that_is_not_there() -> None:
    whole = bound("web_text", "print")
    plan = whole.volumes["text-1"].model_copy(update={"interviews": ("nobody", "one")})
    (book, _) = books(dataclasses.replace(whole, volumes={"text-1": plan})).values()
    assert [one.projection.id for one in book.interviews] == ["IONE"]


def test_an_ebook_is_made_of_what_paper_and_web_both_let_out() -> None:
    found = books(bound("web_text", "print"))
    assert [one.outlet for one in found.values()] == ["ebook", "ebook"]
    assert [len(one.interviews) for one in found.values()] == [1, 1]
    assert [one.sounds for one in found.values()] == [(), ()]
    assert all(entry.sound is None for one in found.values() for entry in one.interviews)


@pytest.mark.parametrize("purpose", ["web_text", "print", "print_internal", "archive"])
def test_one_leave_alone_opens_no_ebook(purpose: Purpose) -> None:
    assert out(bound(purpose)) == set()


@pytest.mark.parametrize("purpose", ["web_text", "print"])
def test_whoever_says_no_to_one_of_them_is_in_no_ebook(purpose: Purpose) -> None:
    whole = bound(*ALL)
    assert out(whole) == {"text-1", whole.people["jia"].id}
    assert out(put(whole, record(whole.interviews["one"], consent=form(purposes=answers(**{purpose: "no"}))))) == set()


def test_the_voice_needs_its_own_leave_and_its_own_signatures() -> None:
    heard = books(bound(*ALL))["text-1"]
    assert [cut.file for cut in heard.sounds] == ["IONE.m4a"]
    assert heard.interviews[0].sound is not None
    whole = bound(*ALL)
    silent = books(put(whole, record(whole.interviews["one"], consent=form(purposes=answers(web_audio="no")))))["text-1"]
    assert silent.interviews
    assert silent.sounds == ()


@pytest.mark.parametrize("route", ["internal_permit", "archive_copy_only"])
def test_a_volume_that_may_not_reach_the_public_is_no_ebook(route: str) -> None:
    assert "text-1" not in books(bound(*ALL, "print_internal", "archive", route=route))


def test_a_withdrawn_interview_leaves_every_ebook_and_no_trace() -> None:
    whole = bound(*ALL)
    gone = books(put(whole, withdrawn(whole.interviews["one"])))
    assert set(gone) == {"text-1"}
    assert not gone["text-1"].interviews
    assert "甲" not in everything(gone["text-1"])


def test_words_that_differ_between_paper_and_web_are_in_no_ebook() -> None:
    entry = books(bound(*ALL))["text-1"].interviews[0].projection
    assert agreed(entry, entry.model_copy(update={"purpose": "print"})) == entry
    for name, value in {"title": "别的题目", "chapters": (), "crew": (), "narrators": ()}.items():
        assert agreed(entry, entry.model_copy(update={name: value})) is None, name
    (card,) = entry.narrators
    other = entry.model_copy(update={"narrators": (card.model_copy(update={"bio": "另一段话"}),)})
    assert agreed(entry, other) is None


def test_an_interview_signed_in_one_wording_for_the_web_and_in_another_for_paper_is_in_no_ebook() -> None:
    whole = bound("web_text")
    whole = signed(put(whole, record(whole.interviews["one"], title="改过的题目")), "one", "print")
    assert out(whole) == set()


def test_a_volume_that_may_not_be_made_is_no_ebook_either() -> None:
    whole = bound(*ALL)
    wrong = whole.volumes["text-1"].model_copy(update={"imprint": Imprint(isbn="978-7-0000-0000-2")})
    assert "text-1" not in books(dataclasses.replace(whole, volumes={"text-1": wrong}))


def test_the_ebook_of_a_narrator_holds_nobody_else() -> None:
    other = interview("two", narrators=("yi",), shows=(), interviewers=())
    whole = archive(person(), person("yi", name="乙"), interview("one"), other)
    for key in ("one", "two"):
        whole = signed(signed(whole, key, "web_text"), key, "print")
    found = books(whole)
    assert {name: [one.projection.id for one in book.interviews] for name, book in found.items()} == {
        "PJIA": ["IONE"],
        "PYI": ["ITWO"],
    }


def test_a_narrator_more_or_less_or_told_otherwise_in_one_of_them_is_in_no_ebook() -> None:
    entry = books(bound(*ALL))["text-1"].interviews[0].projection
    (card,) = entry.narrators
    second = card.model_copy(update={"id": "PYI"})
    both = entry.model_copy(update={"narrators": (card, second)})
    assert agreed(both, both) == both
    assert agreed(entry, both) is None
    assert agreed(both, entry) is None
    assert agreed(entry, entry.model_copy(update={"narrators": (second,)})) is None


def test_things_photographs_and_moments_that_only_one_of_them_shows_are_in_no_ebook() -> None:
    whole = archive(person(), item(), interview())
    for purpose in ALL:
        whole = signed(whole, "one", purpose)
    (found,) = books(whole).values()
    entry = found.interviews[0].projection
    assert entry.items
    assert entry.photos
    assert entry.shows
    (thing,) = entry.items
    reduced = {
        "photos": entry.model_copy(update={"photos": ()}),
        "shows": entry.model_copy(update={"shows": ()}),
        "items": entry.model_copy(update={"items": ()}),
        "pictures": entry.model_copy(update={"items": (thing.model_copy(update={"pictures": ()}),)}),
        "caption": entry.model_copy(update={"items": (thing.model_copy(update={"caption": "另一句"}),)}),
        "id": entry.model_copy(update={"items": (thing.model_copy(update={"id": "MOTHER"}),)}),
    }
    for name, less in reduced.items():
        for one in (agreed(entry, less), agreed(less, entry)):
            assert one is not None, name
            assert (one.photos == ()) is (name == "photos"), name
            assert (one.shows == ()) is (name in ("shows", "items", "caption", "id")), name
            assert (one.items == ()) is (name in ("items", "caption", "id")), name
            assert not (name == "pictures" and one.items[0].pictures), name


def test_a_picture_that_only_one_of_them_shows_is_in_no_ebook() -> None:
    edition = books(bound(*ALL))["text-1"]
    entry = edition.interviews[0].projection
    shown = [one.portrait for one in entry.narrators]
    bare = entry.model_copy(update={"narrators": tuple(one.model_copy(update={"portrait": None}) for one in entry.narrators)})
    assert any(shown)
    for pair in ((entry, bare), (bare, entry)):
        both = agreed(*pair)
        assert both is not None
        assert [one.portrait for one in both.narrators] == [None] * len(shown)


def test_the_label_promises_no_more_than_the_lesser_of_the_two() -> None:
    whole = bound(*ALL)
    kept = whole.interviews["one"]
    lines = tuple(one for one in kept.ledger.signoffs if one.purpose != "print" or one.stage != "口述者确认")
    config = whole.config.model_copy(update={"gates": {**whole.config.gates, "print": ("一校", "终审", "保密审查")}})
    less = dataclasses.replace(whole, config=config)
    less = put(less, dataclasses.replace(kept, ledger=dataclasses.replace(kept.ledger, signoffs=lines)))
    assert books(whole)["text-1"].interviews[0].trust == "confirmed"
    assert books(less)["text-1"].interviews[0].trust == "proofread"


def test_a_hall_gets_its_walls_and_no_word_of_any_interview() -> None:
    whole = released()
    (hall,) = decide(whole, "labels", TODAY, Clock())
    assert [one.id for one in hall.walls] == ["wall-1"]
    assert (hall.interviews, hall.people, hall.items, hall.sounds, hall.volumes) == ((), (), (), (), ())
    assert hall.spoken_of == ()
    assert {cut.file for cut in hall.pictures} == {"FJIA.jpg", "K1.jpg"}
    assert "我们连夜过江" not in everything(hall)
    refused = put(whole, record(whole.people["jia"], consent=form(purposes=answers(wall="no"))))
    assert decide(refused, "labels", TODAY, Clock())[0].walls == ()


def test_a_hall_names_nobody_who_withdrew_something_and_hangs_on_no_wall_though_the_website_shows_them() -> None:
    both = person("yi", name="陈国栋", aliases=(), consent=form(purposes=answers(wall="no")))
    first, second = (interview(key, narrators=("yi",), shows=(), photos=()) for key in ("two", "three"))
    walls = (Wall(id="wall-1", title="陈国栋与战友", people=("jia", "yi"), items=("medal",)),)
    whole = archive(person(), interview("one"), item(), both, first, second, walls=walls, config={"institution": "陈国栋纪念馆"})
    for key in ("one", "two", "three"):
        whole = signed(whole, key, "web_text")
    whole = put(signed(whole, "jia", "wall"), withdrawn(whole.interviews["three"]))
    (site,), (hall,) = (decide(whole, outlet, TODAY, Clock()) for outlet in ("site", "labels"))
    assert (site.walls[0].title, site.institution) == ("陈国栋与战友", "陈国栋纪念馆")
    assert (hall.walls[0].title, hall.institution) == ("与战友", "纪念馆")
    assert "陈国栋" not in everything(hall)


@pytest.mark.parametrize("outlet", ["site", "labels", "ebook"])
def test_an_output_has_lost_something_where_only_its_own_words_named_who_withdrew(outlet: Outlet) -> None:
    gone = person("yi", name="陈国栋", aliases=())
    for changes in ({"walls": (Wall(id="wall-1", title="陈国栋墙", people=("jia",)),)}, {"config": {"contact": "找陈国栋"}}):
        whole = released(person(), interview("one"), item(), gone, **changes)
        before, after = (
            decide(put(signed(one, "one", "print"), kept), outlet, TODAY, Clock())[-1]
            for one, kept in ((whole, gone), (whole, withdrawn(gone)))
        )
        named = "陈国栋" in everything(before)
        assert "陈国栋" not in everything(after)
        assert has_lost(holdings(before), holdings(after)) is named


def test_an_item_a_picture_of_it_a_moment_and_a_photograph_are_in_an_ebook_only_where_both_show_them() -> None:
    whole = archive(person(), interview("one"), item(), item("letter", pictures=()))
    web, paper = (
        judge_text(View(each, TODAY, Clock()), each.interviews["one"], purpose).chosen
        for purpose in ("web_text", "print")
        for each in (signed(whole, "one", purpose),)
    )
    assert web
    assert paper
    entry, printed = web.projection, paper.projection
    (medal, letter), (photo,), (show,) = sorted(entry.items, key=lambda card: card.pictures == ()), entry.photos, entry.shows
    assert (medal.id, show.item, medal.pictures != ()) == ("MMEDAL", "MMEDAL", True)
    assert agreed(entry, printed) == entry
    other = photo.model_copy(update={"covered": ()}) if photo.covered else photo.model_copy(update={"caption": "别的"})
    bare = medal.model_copy(update={"pictures": ()})
    for name, value, left in (
        ("items", (letter,), {"items": (letter,), "shows": ()}),
        ("items", (letter, medal.model_copy(update={"caption": "别的"})), {"items": (letter,), "shows": ()}),
        ("items", (letter, bare), {"items": tuple(bare if one is medal else one for one in entry.items)}),
        ("items", (letter, medal.model_copy(update={"id": "MOTHER"})), {"items": (letter,), "shows": ()}),
        ("shows", (), {"shows": ()}),
        ("photos", (), {"photos": ()}),
        ("photos", (other,), {"photos": ()}),
    ):
        assert agreed(entry, printed.model_copy(update={name: value})) == entry.model_copy(update=left), (name, value)
    more = printed.model_copy(update={"narrators": (*printed.narrators, printed.narrators[0].model_copy(update={"id": "PX"}))})
    assert agreed(entry, more) is None
