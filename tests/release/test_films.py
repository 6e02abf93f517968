"""What of a planned film is out: passages by time or by words, of interviews whose words, pictures and sound are signed."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import KeptSound
from pipeline.model.consent import Consent
from pipeline.model.film import FilmPart, FilmPlan, Passage
from pipeline.model.nouns import Named
from pipeline.release.decide import decide
from tests.release.sample import (
    GATE,
    SIGNED,
    TODAY,
    WITHDRAWN,
    Clock,
    answers,
    archive,
    by_field,
    by_time,
    by_words,
    everything,
    form,
    interview,
    item,
    person,
    put,
    record,
    signed,
    withdrawn,
    words,
)

CONFIG = {"gates": {"film": GATE, "site": GATE}}
TWO = (FilmPart(interview="two"), FilmPart(interview="two", passages=(Passage(from_ms=0, to_ms=1000),)))
VIDEO = (KeptSound("one/recording-1.MP4", "a" * 64, 60_000),)


def filmed(*passages, sign=True, **changes):
    """An archive with a film of its one interview."""
    consent = changes.pop("consent", None) or form()
    whole = archive(person(consent=consent), item(), interview(consent=consent, **changes), config=CONFIG)
    plan = FilmPlan(title="片子", parts=(FilmPart(interview="one", passages=passages),), credits=(Named(name="庚", role="剪辑"),))
    whole = dataclasses.replace(whole, films={"film-1": plan})
    return signed(whole, "one", "film") if sign else whole


def film_of(whole):
    (edition,) = decide(whole, "film", TODAY, Clock())
    return edition, edition.films[0]


def test_a_signed_interview_is_in_its_film_with_words_sound_and_credits():
    edition, film = film_of(filmed())
    assert [(one.interview, one.from_ms, one.to_ms) for one in film.passages] == [("IONE", 0, 60_000)]
    assert [cut.file for cut in edition.sounds] == ["IONE.flac"]
    assert "一九五〇年冬天" in words(edition.interviews[0])
    assert [one.name for one in film.credits] == ["庚"]
    assert film.troubles == ()


def test_a_part_bears_its_own_title_or_the_interviews_and_one_of_no_interview_stops_no_other():
    whole = filmed()
    named, nowhere = FilmPart(interview="one", title="第一部分"), FilmPart(interview="nowhere")
    plan = whole.films["film-1"].model_copy(update={"parts": (nowhere, *whole.films["film-1"].parts, named)})
    _, film = film_of(dataclasses.replace(whole, films={"film-1": plan}))
    assert [one.title for one in film.passages] == [whole.interviews["one"].record.title, "第一部分"]


def test_an_interview_that_is_planned_and_not_out_is_named_and_the_others_are_shown():
    whole = filmed()
    plan = whole.films["film-1"]
    second = interview("two", id="ITWO", title="还不能放")
    more = dataclasses.replace(put(whole, second), films={"film-1": plan.model_copy(update={"parts": (*plan.parts, *TWO)})})
    _, film = film_of(signed(more, "one", "film"))
    assert [one.interview for one in film.passages] == ["IONE"]
    assert [(one.code, one.values, one.is_notice) for one in film.troubles] == [
        ("film-interview-closed", {"interview": "two"}, True)
    ]
    assert "还不能放" not in repr(film)


def test_a_cover_names_whom_the_archive_knows():
    whole = filmed()
    (who,) = whole.people
    plan = whole.films["film-1"].model_copy(update={"cover": ("nobody", who)})
    assert film_of(dataclasses.replace(whole, films={"film-1": plan}))[1].cover == (whole.people[who].id,)


def test_only_recordings_that_may_hold_a_picture_are_made_into_one():
    assert film_of(filmed())[0].film_cuts == ()
    edition, _ = film_of(filmed(sounds=VIDEO))
    assert [(cut.file, cut.size) for cut in edition.film_cuts] == [("IONE-720.mp4", (1280, 720))]


@pytest.mark.parametrize("answer", ["no", "ask"])
def test_nothing_of_an_interview_whose_form_does_not_allow_films_is_out(answer):
    edition, film = film_of(filmed(consent=form(purposes=answers(film=answer))))
    assert (edition.interviews, edition.people, edition.sounds, edition.pictures, film.passages) == ((), (), (), (), ())


def test_nothing_unsigned_or_withdrawn_is_in_a_film():
    assert film_of(filmed(sign=False))[1].passages == ()
    whole = filmed()
    gone = put(whole, withdrawn(whole.interviews["one"], WITHDRAWN))
    edition, film = film_of(gone)
    assert (edition.interviews, film.passages) == ((), ())


def test_whoever_signed_for_the_web_has_not_signed_for_films():
    whole = signed(filmed(sign=False), "one", "web_text")
    assert film_of(signed(whole, "one", "web_audio", SIGNED))[1].passages == ()


def test_what_may_not_be_streamed_says_so():
    assert film_of(filmed())[1].passages[0].on_web
    film = film_of(filmed(consent=form(purposes=answers(web_video="no"))))[1]
    assert [one.on_web for one in film.passages] == [False]


def test_a_face_needs_leave_of_its_own():
    assert film_of(filmed())[0].people[0].portrait
    edition, _ = film_of(filmed(consent=form(purposes=answers(portrait="no"))))
    assert edition.people
    assert edition.people[0].portrait is None


def test_a_passage_is_found_by_its_words():
    _, film = film_of(filmed(Passage(first="那年我十七岁", last="连夜过江"), Passage(first="后来就到了")))
    assert [(one.from_ms, one.to_ms) for one in film.passages] == [(2000, 5000), (6000, 7000)]


@pytest.mark.parametrize("passage", [Passage(first="没有说过的话"), Passage(first="后来就到了", last="那年我十七岁")])
def test_words_that_are_not_out_are_named_and_the_rest_is_shown(passage):
    _, film = film_of(filmed(passage, Passage.model_validate({"from": "00:00:01", "to": "00:00:03"})))
    assert [one.code for one in film.troubles] == ["film-words-nowhere"]
    assert [(one.from_ms, one.to_ms) for one in film.passages] == [(1000, 3000)]


def test_where_no_times_are_known_a_passage_by_words_is_told_and_one_by_time_is_shown():
    (edition,) = decide(filmed(Passage(first="那年我十七岁"), Passage(from_ms=0, to_ms=1000)), "film", TODAY, Clock(silent=True))
    assert [one.code for one in edition.films[0].troubles] == ["film-words-untimed"]
    assert [(one.from_ms, one.to_ms) for one in edition.films[0].passages] == [(0, 1000)]


def test_a_passage_past_the_end_goes_to_the_end():
    _, film = film_of(filmed(Passage(from_ms=50_000, to_ms=70_000), Passage(from_ms=80_000, to_ms=90_000)))
    assert [one.code for one in film.troubles] == ["film-past-end", "film-past-end"]
    assert [(one.from_ms, one.to_ms) for one in film.passages] == [(50_000, 60_000)]


def test_withheld_spans_are_silenced_and_covered_and_their_words_are_gone():
    edition, _ = film_of(filmed(sounds=VIDEO, withhold=(by_time(1000, 1900), by_words("那年我十七岁。"))))
    assert edition.sounds[0].silenced == edition.film_cuts[0].covered
    assert edition.sounds[0].silenced[0][0] <= 850
    assert edition.sounds[0].silenced[-1][1] >= 3000
    assert "那年我十七岁" not in everything(edition)


def test_withheld_words_are_no_way_to_name_a_passage():
    _, film = film_of(filmed(Passage(first="那年我十七岁"), withhold=(by_words("那年我十七岁。"),)))
    assert film.passages == ()
    assert [one.code for one in film.troubles] == ["film-words-nowhere"]


def test_an_interview_whose_sound_is_withheld_is_in_no_film():
    whole = filmed()
    shut = put(whole, record(whole.interviews["one"], withhold=(by_field("sound"),)))
    assert film_of(shut)[1].passages == ()


def test_another_recording_than_the_signed_one_is_in_no_film():
    whole = filmed()
    other = dataclasses.replace(whole.interviews["one"], sounds=(KeptSound("one/recording-1.wav", "b" * 64, 60_000),))
    assert film_of(put(whole, other))[1].passages == ()


def test_a_film_does_not_name_those_who_withdrew():
    whole = filmed()
    gone = withdrawn(person("yi", name="吴德山", aliases=(), portrait=None, consent=Consent()))
    plan = whole.films["film-1"].model_copy(
        update={
            "title": "吴德山等人",
            "opening": "开头。\n\n有吴德山。",
            "closing": "谢谢吴德山。",
            "credits": (Named(name="吴德山", role="剪辑"),),
        }
    )
    whole = dataclasses.replace(put(whole, gone), films={"film-1": plan})
    edition, film = film_of(whole)
    assert "吴德山" not in everything(edition)
    assert (film.opening, film.credits) == ("开头。", ())
