"""Ways out that more than one guard might have closed: each of them by itself."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import KeptPhoto, KeptSound, Witness
from pipeline.model.ledger import Ledger
from pipeline.model.nouns import Imprint, Photo, VolumePlan
from pipeline.model.projection import InterviewProjection
from pipeline.model.text import Story
from pipeline.release.decide import decide_site, decide_volume
from pipeline.release.project import project_interview
from pipeline.release.view import View
from tests.release.sample import (
    TODAY,
    Clock,
    archive,
    by_time,
    by_words,
    interview,
    item,
    person,
    picture,
    put,
    released,
    withdrawn,
)

WHOLE_STORY = Story((("", ("十七岁那年，他过了江。",)),))
BROKEN = Ledger(broken=(2,))


def made(whole, purpose="web_text"):
    return project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], purpose)


def codes(found):
    return [] if isinstance(found, InterviewProjection) else [one.code for one in found]


@pytest.mark.parametrize(("quote", "found"), [("十七岁", True), ("十八岁", False)])
def test_where_there_is_only_a_story_withheld_words_must_stand_in_it(quote, found):
    whole = released(person(), interview(text=None, story=WHOLE_STORY, shows=(), withhold=(by_words(quote),)))
    told = [one.projection.story for one in decide_site(whole, TODAY, Clock()).interviews]
    assert bool(told) is found
    assert "十七岁" not in str(told)


def test_what_cannot_be_left_out_is_no_projection_to_sign():
    whole = archive(person(), item(), interview(withhold=(by_time(0, 1000),)))
    assert codes(made(whole)) == []
    assert codes(project_interview(View(whole, TODAY, Clock(silent=True)), whole.interviews["one"], "web_text")) == [
        "withhold-no-times"
    ]


@pytest.mark.parametrize(
    ("sounds", "code"), [((), "no-sound"), ((KeptSound("one/recording-1.wav", "", 60_000),), "sound-not-taken-in")]
)
def test_there_is_no_sound_to_sign_without_recordings_that_were_taken_in(sounds, code):
    whole = archive(person(), item(), interview(sounds=sounds))
    assert codes(made(whole, "web_audio")) == [code]


@pytest.mark.parametrize("shut", [withdrawn, lambda kept: dataclasses.replace(kept, ledger=BROKEN)])
def test_an_item_goes_with_its_owner_wherever_it_is_shown(shut):
    other = person("yi", name="乙某", aliases=(), portrait=None)
    whole = archive(person(), other, item(owner="yi"), interview(narrators=("jia",)))
    assert made(whole).items
    assert made(put(whole, shut(whole.people["yi"]))).items == ()


@pytest.mark.parametrize("shut", [withdrawn, lambda kept: dataclasses.replace(kept, ledger=BROKEN)])
def test_a_photograph_goes_with_anybody_who_is_in_it(shut):
    other = person("yi", name="乙某", aliases=(), portrait=None)
    photo = KeptPhoto(Photo(caption="合影", alt="两位老人", depicts=("乙某",)), picture("H1"))
    whole = archive(person(), other, item(), interview(photos=(photo,)))
    assert made(whole).photos
    assert made(put(whole, shut(whole.people["yi"]))).photos == ()


@pytest.mark.parametrize(("isbn", "listed"), [("978-7-00-000000-1", True), ("978-7-00-000000-2", False)])
def test_the_site_lists_no_volume_that_may_not_be_made(isbn, listed):
    whole = released(person(), item(), interview())
    plan = VolumePlan(title="卷", route="isbn", interviews=("one",), imprint=Imprint(isbn=isbn))
    edition = decide_site(dataclasses.replace(whole, volumes={"text-1": plan}), TODAY, Clock())
    assert bool(edition.volumes) is listed


def test_the_site_does_not_tell_how_long_the_history_is():
    whole = dataclasses.replace(released(person(), item(), interview()), witness=Witness(7, "a" * 64))
    assert decide_site(whole, TODAY, Clock()).witness is None
    plan = VolumePlan(title="卷", route="isbn", interviews=("one",))
    told = decide_volume(dataclasses.replace(whole, volumes={"text-1": plan}), "text-1", TODAY, Clock())
    assert told.witness == Witness(7, "a" * 64)
