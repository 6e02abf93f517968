"""Unique words planted in every private place never come out; those in public places do."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.model.archive import Archive, KeptPhoto, KeptSound
from pipeline.model.column import Column, ColumnEntry, ColumnRule
from pipeline.model.consent import Consent, Signer
from pipeline.model.film import FilmPart, FilmPlan
from pipeline.model.nouns import IndexPoint, Interview, Item, Named, Person, Photo, Session, VolumePlan
from pipeline.model.record import SaidDate
from pipeline.model.text import Chapter, Paragraph, Shown, Story, Text, Turn
from pipeline.publish.column.publish import publish as publish_column
from pipeline.publish.site.machines import column_files
from pipeline.release.decide import decide, decide_site, decide_volume
from tests.decoding import everything as decoded
from tests.film.coded import blips_in, numbers_of, sound_of
from tests.film.making import HIDDEN, HUSHED, made_film, probed
from tests.release.sample import (
    GATE,
    TODAY,
    YES,
    Clock,
    archive,
    by_time,
    by_words,
    everything,
    interview,
    item,
    person,
    picture,
    put,
    record,
    signed,
)

SECRETS = tuple(f"秘{mark}密" for mark in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
OPEN = tuple(f"公{mark}开" for mark in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")


def planted(withheld: str, told: tuple[str, ...]) -> Archive:
    """An archive with a secret in every private field, `withheld` in the text and elsewhere, and open words beside them."""
    private = iter(SECRETS)
    shown = iter(OPEN)
    form = Consent(
        form=next(private),
        signed=dt.date(2023, 1, 1),
        by=Signer(name=next(private), role="narrator"),
        purposes=YES,
        note=next(private),
    )
    jia = person(
        bio=f"{next(shown)}与{withheld}同村",
        consent=form,
        private={"telephone": next(private)},
        honours=[next(shown)],
        native_place=next(shown),
    )
    medal = item(
        title=next(shown),
        caption=f"{withheld}赠{next(shown)}",
        inscription=next(shown),
        issuer=next(shown),
        serial=next(private),
        custody=next(private),
    )
    blocks: list[Paragraph | Shown] = [Paragraph(f"{words}，他叫{withheld}[^1]。{next(shown)}。") for words in told]
    words = Text(
        (Chapter(f"{next(shown)}识{withheld}", 0, (Turn("甲", 0, (*blocks, Shown("medal"))),)),),
        (("1", f"{withheld}即{next(private)}。"), ("2", next(private))),
    )
    kept = interview(
        title=f"{next(shown)}{withheld}",
        text=words,
        story=Story(((f"{withheld}事", (f"{next(shown)}，那天{withheld}来。",)),)),
        index=(IndexPoint(at_ms=0, title=next(shown), synopsis=withheld, keywords=(withheld, next(shown))),),
        crew=(Named(name=next(shown), role="摄像"), Named(name=withheld, role="录音")),
        sessions=(
            Session(date=SaidDate.model_validate("2023"), place=next(shown), method=next(private), present=(next(private),)),
        ),
        notes=next(private),
        consent=form,
        withhold=(by_words(withheld, decided_by=next(private)),),
        sounds=(KeptSound(f"{next(private)}.wav", "a" * 64, 60_000),),
        photos=(
            KeptPhoto(
                Photo(caption=next(shown), credit=withheld, depicts=(next(private),), consent=form, notes=next(private)),
                picture("H1"),
            ),
        ),
    )
    return archive(jia, medal, kept)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["王二小", "ＡＢ１３８", "一三八〇〇"]),
    st.lists(st.sampled_from(["雪下", "**雪**", "走\n了"]), min_size=1, max_size=4),
)
def test_no_secret_comes_out_and_every_public_word_does(withheld, told):
    whole = planted(withheld, tuple(told))
    for purpose in ("web_text", "web_audio"):
        whole = signed(whole, "one", purpose)
    edition = decide_site(signed(whole, "jia", "wall"), TODAY, Clock())
    found = everything(edition)
    assert edition.interviews
    assert edition.walls
    assert withheld not in found
    assert not [secret for secret in SECRETS if secret in found]
    written = repr(whole)
    missing = [word for word in OPEN if word in written and word not in found]
    assert missing == []


def test_the_search_for_secrets_finds_what_is_there():
    whole = planted("王二小", ("雪下",))
    assert all(secret in repr(whole) for secret in SECRETS[:15])
    assert "王二小" in repr(whole)


SENTENCES = [f"第{mark}句在此。" for mark in "零一二三四五六七八九"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10_500), st.integers(1, 4_000)), min_size=1, max_size=4),
    st.sets(st.integers(0, 9), max_size=3),
)
def test_no_sentence_that_may_be_spoken_in_a_withheld_span_comes_out(spans, unsure):
    cuts = [(start, start + length) for start, length in spans]
    turns = tuple(
        Turn("甲" if at % 2 else "乙", at * 2500, (Paragraph("".join(SENTENCES[at * 2 : at * 2 + 2])),)) for at in range(5)
    )
    times = Clock(unsure=[SENTENCES[at] for at in unsure])
    kept = interview(
        text=Text((Chapter("", None, turns),)),
        shows=(),
        withhold=tuple(by_time(start, end, id=f"w{at}") for at, (start, end) in enumerate(cuts)),
    )
    edition = decide_site(signed(archive(person(), kept), times=times), TODAY, times)
    found = everything(edition)
    for at, sentence in enumerate(SENTENCES):
        turn = at // 2
        start = turn * 2500 + (at % 2) * 1000
        whole_turn = any(one // 2 == turn for one in unsure)
        low, high = (turn * 2500, turn * 2500 + 2000) if whole_turn else (start, start + 1000)
        touched = any(low <= end + 150 and high >= begin - 150 for begin, end in cuts)
        assert (sentence in found) is not touched


def test_every_field_of_a_person_item_photo_and_interview_is_either_public_by_name_or_planted():
    """A new field in the model must be decided on here before the door lets it through."""
    public = {
        Person: {
            "name",
            "pinyin",
            "aliases",
            "sex",
            "birth",
            "death",
            "native_place",
            "service",
            "honours",
            "bio",
            "portrait_alt",
            "sample",
        },
        Item: {"kind", "title", "owner", "honour", "date", "issuer", "caption", "alt", "inscription", "sample"},
        Photo: {"caption", "alt", "date", "credit"},
        Interview: {"title", "narrators", "interviewers", "crew", "sessions", "language", "dialect", "index", "shows", "sample"},
    }
    private = {
        Person: {"consent", "withhold", "private"},
        Item: {"serial", "custody", "consent", "withhold"},
        Photo: {"depicts", "consent", "notes"},
        Interview: {"recordings", "consent", "withhold", "quarantine", "notes"},
    }
    for kind, fields in public.items():
        assert set(kind.model_fields) == fields | private[kind]


def test_the_volume_keeps_the_secrets_too():
    whole = signed(planted("王二小", ("雪下",)), "one", "print")
    whole = dataclasses.replace(whole, volumes={"text-1": VolumePlan(title="卷", route="isbn", interviews=("one",))})
    found = everything(decide_volume(whole, "text-1", TODAY, Clock()))
    assert "公甲开" in found
    assert not [secret for secret in (*SECRETS, "王二小") if secret in found]


def test_the_column_keeps_the_secrets_too():
    told = IndexPoint(at_ms=0, title="题")
    whole = planted("王二小", ("雪下", "**雪**"))
    whole = put(whole, record(whole.interviews["one"], index=(told,)))
    whole = dataclasses.replace(whole, config=whole.config.model_copy(update={"gates": {"site": GATE, "column": GATE}}))
    for purpose in ("web_text", "web_audio", "column"):
        whole = signed(whole, "one", purpose)
    line = {"date": TODAY, "interview": "one", "by": SECRETS[-1], "at": "2026-01-01T00:00:00Z", "why": SECRETS[-2]}
    later = {**line, "date": TODAY + dt.timedelta(days=7), "title": SECRETS[-3]}
    entries = tuple(ColumnEntry.model_validate(one) for one in ({**line, "title": "公亥开与王二小"}, later))
    rule = ColumnRule(weekday="三", begins=TODAY, spares=("one",))
    (edition,) = decide(dataclasses.replace(whole, column=Column(rule, entries)), "column", TODAY, Clock())
    found = everything(edition)
    assert edition.column is not None
    assert len(edition.column.issues) == 1
    assert [word for word in ("公甲开", "公亥开与") if word in found] == ["公甲开", "公亥开与"]
    assert not [secret for secret in (*SECRETS, "王二小") if secret in found]


def test_in_the_columns_files_as_they_are_decoded_no_secret_stands_and_the_public_words_do(tmp_path):
    whole = planted("王二小", ("雪下", "**雪**"))
    whole = put(whole, record(whole.interviews["one"], index=()))
    gates = {"gates": {"site": GATE, "column": GATE}, "site_url": "https://example.org/"}
    whole = dataclasses.replace(whole, config=whole.config.model_copy(update=gates))
    for purpose in ("web_text", "column"):
        whole = signed(whole, "one", purpose)
    line = {"date": TODAY, "interview": "one", "by": SECRETS[-1], "at": "2026-01-01T00:00:00Z", "title": "公亥开与王二小"}
    later = {**line, "date": TODAY + dt.timedelta(days=7), "title": SECRETS[-3]}
    entries = tuple(ColumnEntry.model_validate(one) for one in (line, later))
    column = Column(ColumnRule(weekday="三", begins=TODAY, outlets=(SECRETS[-4],)), entries)
    (edition,) = decide(dataclasses.replace(whole, column=column), "column", TODAY, Clock())
    media, out = tmp_path / "media", tmp_path / "out"
    media.mkdir()
    out.mkdir()
    for cut in edition.pictures:
        Image.new("RGB", (300, 400), "gray").save(media / cut.file)
    assert publish_column(edition, media, out) == ()
    for name, content in column_files(edition, {}):
        (out / name.replace("/", "-")).write_bytes(content)
    readings = [(path.name, words) for path, words in decoded(out)]
    readings += [(path.name, read_off(path)) for path in out.rglob("*.jpg") if path.stem.startswith(("tall", "cover"))]
    leaks = {(name, secret) for name, words in readings for secret in (*SECRETS, "王二小") if secret in words}
    assert leaks == set()
    for name in ("article.html", "tall-1.jpg", "column-feed.xml", "column-calendar.ics"):
        assert any("公亥开与" in words for path, words in readings if path == name), name


def read_off(path):
    """What a reader of pictures makes of one."""
    ocr = pytest.importorskip("rapidocr_onnxruntime", reason="the reader of pictures is not installed (dev extra)").RapidOCR()
    with Image.open(path) as picture:
        lines, _ = ocr(np.asarray(picture.convert("RGB")))
    return "".join(one[1] for one in lines or ()).replace(" ", "")


def test_the_film_keeps_the_secrets_too():
    whole = planted("王二小", ("雪下",))
    whole = dataclasses.replace(whole, config=whole.config.model_copy(update={"gates": {"film": GATE}}))
    plan = FilmPlan(title="片", opening="王二小", parts=(FilmPart(interview="one", title="识王二小"),))
    whole = dataclasses.replace(signed(whole, "one", "film"), films={"film-1": plan})
    (edition,) = decide(whole, "film", TODAY, Clock())
    found = everything(edition)
    assert edition.films[0].passages
    assert "公甲开" in found
    assert not [secret for secret in (*SECRETS, "王二小") if secret in found]


def test_the_decoded_film_shows_and_says_nothing_withheld(tmp_path_factory):
    """Frames, sound, subtitles and chapters of every edition of a film with a withheld span; and, as a proof that one would be
    found, of the original recording."""
    shop = made_film(tmp_path_factory)
    hidden = range(HIDDEN[0] * 25 // 1000, HIDDEN[1] * 25 // 1000 + 1)
    assert set(hidden) <= set(numbers_of(shop.folder / "originals" / ("aaaa" * 16)))
    for film in (shop.films / "film-1.mp4", shop.films / "film-1.tv.mp4", shop.films / "film-1.web" / "h264" / "index.m3u8"):
        shown = numbers_of(film)
        assert any(shown)
        assert not set(shown) & set(hidden)
        assert len(blips_in(sound_of(film))) == 16, "one less than were recorded"
        told = probed(film, "-show_chapters", "-show_entries", "format_tags:stream_tags")
        assert HUSHED[:4] not in told
    for file in shop.films.rglob("*.vtt"):
        assert "渡口只有一条船。" in file.read_text(encoding="utf-8")
        assert HUSHED[:4] not in file.read_text(encoding="utf-8")
