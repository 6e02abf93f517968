"""What cannot be read may be a refusal: whatever it might bear on stays shut until it can be read."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pipeline.model.archive import KeptPhoto
from pipeline.model.ledger import SignOff
from pipeline.model.nouns import Interview, Photo
from pipeline.release.decide import decide_site
from pipeline.release.gates import person as signer
from tests.archive.building import IV, shelf_at
from tests.release.sample import (
    SIGNED,
    TODAY,
    Clock,
    archive,
    everything,
    form,
    interview,
    item,
    person,
    picture,
    put,
    released,
)

ABOUT = {"config": {"about": "本馆收有许多口述。"}}


def site(whole):
    return decide_site(whole, TODAY, Clock())


def unread(whole, *paths):
    return dataclasses.replace(whole, unread=frozenset(paths))


def lost(key, *narrators):
    """An interview whose record cannot be read, but for whom it names."""
    kept = interview(key)
    return dataclasses.replace(kept, record=Interview(title=key, narrators=narrators), broken=True, unread=True, approved=())


@pytest.mark.parametrize("register", ["units", "places", "events", "honours"])
def test_a_register_of_names_that_cannot_be_read_wholly_lets_nothing_out(register):
    whole = released()
    assert site(whole).interviews
    assert site(whole).walls
    shut = site(unread(whole, f"registers/{register}.yml"))
    for gone in (shut.interviews, shut.walls, shut.people, shut.items, shut.sounds):
        assert gone == ()
    assert site(unread(whole, "registers/terms.yml")).interviews


@pytest.mark.parametrize(("narrators", "stays"), [(("jia",), False), ((), False), (("yi",), True)])
def test_an_interview_that_cannot_be_read_refuses_for_all_whom_it_may_name(narrators, stays):
    whole = released(person(), person("yi", aliases=["老乙"], name="乙某"), interview(), item())
    shut = unread(put(whole, lost("two", *narrators)), "interviews/two/interview.yml")
    shown = {card.id for wall in site(shut).walls for card in wall.people}
    assert ("PJIA" in shown) is stays
    assert bool(site(shut).items) is stays
    assert site(shut).interviews, "another interview has its own form"


@pytest.mark.parametrize("path", ["interviews/two/interview.yml", "people/bing/person.yml", "registers/units.yml"])
def test_no_essay_goes_out_while_something_is_unread_that_it_may_name(path):
    whole = released(**ABOUT)
    assert site(whole).about
    assert not site(unread(whole, path)).about
    assert site(unread(whole, "volumes/text-1.yml")).about


def test_a_stranger_in_a_photograph_may_be_somebody_whose_record_cannot_be_read():
    shown = KeptPhoto(Photo(caption="合影", alt="二人", depicts=("何秀兰",), consent=form()), picture("H1"))
    whole = released(person(), interview(photos=(shown,)), item())
    assert "合影" in everything(site(whole))
    assert "合影" not in everything(site(unread(whole, "people/he/person.yml")))


def test_sign_offs_that_the_history_does_not_know_only_close():
    whole = released()
    kept = whole.interviews["one"]
    unproven = dataclasses.replace(kept.ledger, signoffs=(), unproven=kept.ledger.signoffs)
    assert not site(put(whole, dataclasses.replace(kept, ledger=unproven))).interviews
    text = [one for one in kept.ledger.signoffs if one.purpose == "web_text"]
    newer = tuple(
        SignOff.model_validate(one.model_dump() | {"digest": "f" * 64, "at": SIGNED.replace(year=2027)}) for one in text
    )
    newer = tuple(one.model_copy(update={"at": one.at.replace(year=2026, month=4)}) for one in newer)
    both = dataclasses.replace(kept.ledger, unproven=newer)
    assert not site(put(whole, dataclasses.replace(kept, ledger=both))).interviews


@pytest.mark.parametrize("other", ["孟 怀谷", "孟怀谷\u200b", "孟懷谷"])
def test_one_person_is_the_same_signer_however_written(other):
    assert signer(archive(), other) == signer(archive(), "孟怀谷")
    assert signer(archive(), "孟怀古") != signer(archive(), "孟怀谷")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (f"{IV}/interview.yml", "title: 雪\nnarrators: [jia]\nwal: no\n"),
        (f"{IV}/interview.yml", "title: [雪\n"),
        ("people/jia/person.yml", "nmae: 甲\n"),
        ("registers/units.yml", "- {id: a, name: 甲团}\n- {id: b, nmae: 乙团}\n"),
        ("registers/units.yml", "- {id: a, name: 甲团, disclosure: open}\n- {id: a, name: 甲团}\n"),
        ("registers/places.yml", "id: a\n"),
    ],
)
def test_what_cannot_be_read_wholly_is_known_and_named(file: str, content: str, tmp_path: Path):
    read = shelf_at(tmp_path, {file: content}).read()
    assert read.unread == {file}
    assert (file, "unread-shuts") in {(one.file, one.code) for one in read.problems}
    kept = read.interviews["2023-001-jia"]
    assert kept.unread is (file == f"{IV}/interview.yml")
    if kept.unread:
        assert kept.record.narrators == (() if "[雪" in content else ("jia",))
