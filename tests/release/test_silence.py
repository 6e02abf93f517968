from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import KeptSound
from pipeline.release.decide import decide_site
from tests.release.sample import (
    TODAY,
    Clock,
    by_field,
    by_time,
    by_words,
    interview,
    item,
    person,
    put,
    record,
    released,
    text,
)


def site(whole, times=None):
    return decide_site(whole, TODAY, times or Clock())


def test_the_sound_is_out_only_where_the_text_is():
    whole = released()
    kept = whole.interviews["one"]
    silent = dataclasses.replace(kept.ledger, signoffs=tuple(one for one in kept.ledger.signoffs if one.purpose == "web_audio"))
    edition = site(put(whole, dataclasses.replace(kept, ledger=silent)))
    assert edition.sounds == ()


def test_the_sound_is_silenced_exactly_a_padded_span():
    whole = released(person(), item(), interview(withhold=(by_time(5_200, 5_400), by_time(59_950, 70_000, id="w9"))))
    assert site(whole).sounds[0].silenced == ((5_050, 5_550), (59_800, 60_000))


def test_withheld_words_are_silenced_where_they_are_spoken():
    whole = released(person(), item(), interview(withhold=(by_words("天下着大雪"),)))
    assert site(whole).sounds[0].silenced == ((2_850, 4_150),)
    deaf = site(whole, times=Clock(deaf=["大雪"]))
    assert deaf.sounds[0].silenced == ((850, 5_150),)
    assert site(whole, times=Clock(silent=True)).sounds == ()


def test_withheld_words_over_two_paragraphs_are_silenced_without_a_gap():
    words = text(("甲", 1000, ["他叫王", "二小。走了。"]))
    whole = released(person(), item(), interview(text=words, shows=(), withhold=(by_words("王二小"),)))
    assert site(whole).sounds[0].silenced == ((850, 3_150),)


def test_every_occurrence_of_withheld_words_is_silenced():
    words = text(("甲", 1000, ["王二小来了。坐下。王二小走了。"]))
    whole = released(person(), item(), interview(text=words, shows=(), withhold=(by_words("王二小"),)))
    assert site(whole).sounds[0].silenced == ((850, 2_150), (2_850, 4_150))


def test_a_passage_withheld_after_the_sound_was_signed_is_silenced_too():
    whole = released()
    assert site(whole).sounds[0].silenced == ()
    later = put(whole, record(whole.interviews["one"], withhold=(by_time(5_200, 5_400),)))
    assert site(later).sounds[0].silenced == ((5_050, 5_550),)


def test_a_span_taken_back_stays_silent_until_the_sound_is_signed_again():
    whole = released(person(), item(), interview(withhold=(by_time(5_200, 5_400),)))
    back = put(whole, record(whole.interviews["one"], withhold=()))
    assert site(back).sounds[0].silenced == ((5_050, 5_550),)
    words_back = released(person(), item(), interview(withhold=(by_words("天下着大雪"),)))
    assert site(put(words_back, record(words_back.interviews["one"], withhold=()))).sounds == ()


@pytest.mark.parametrize(
    "sounds",
    [(), (KeptSound("a.wav", "", 60_000),), (KeptSound("a.wav", "b" * 64, 60_000),), (KeptSound("a.wav", "a" * 64, 0),)],
)
def test_a_sound_whose_original_is_gone_changed_or_unmeasured_is_out(sounds):
    whole = released()
    edition = site(put(whole, dataclasses.replace(whole.interviews["one"], sounds=sounds)))
    assert edition.interviews
    assert edition.sounds == ()
    assert edition.interviews[0].sound is None


def test_a_withheld_sound_is_out():
    whole = released()
    assert site(put(whole, record(whole.interviews["one"], withhold=(by_field("sound"),)))).sounds == ()
