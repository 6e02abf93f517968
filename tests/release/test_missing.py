"""Whatever was planned for an outlet and is not in it is named: nothing is lost without a word."""

from __future__ import annotations

import dataclasses
from typing import Any

from pipeline.model.archive import Archive
from pipeline.model.edition import Outlet
from pipeline.model.nouns import Imprint, Voice, VolumePlan
from pipeline.model.wall import Wall
from pipeline.release.decide import decide
from pipeline.release.missing import missing
from pipeline.release.view import View
from tests.release.sample import (
    TODAY,
    Clock,
    answers,
    archive,
    by_time,
    by_words,
    form,
    interview,
    item,
    person,
    put,
    record,
    signed,
    withdrawn,
)

SITE = {"site_url": "https://koushu.example/"}
CODES = {("one", None): "7F3K1234", ("one", 4000): "7F3K5678", ("one", 20_500): "7F3K9012", ("two", 1000): "7F3K3456"}


def bound(*purposes: Any, config: Any = SITE, **plan: Any) -> Archive:
    whole_plan = {"title": "卷一", "route": "isbn", "interviews": ("one", "two")} | plan
    talks = (interview("one", withhold=(by_time(20_000, 21_000),)), interview("two", id="ITWO"))
    whole = archive(person(), *talks, item(), volumes={"v": VolumePlan(**whole_plan)}, codes=CODES, config=config)
    for purpose in purposes or ("web_text", "web_audio", "print"):
        whole = signed(signed(whole, "one", purpose), "two", purpose)
    return signed(whole, "jia", "wall")


def told(whole: Archive, outlet: Outlet) -> list[tuple[str, dict[str, object]]]:
    found = missing(View(whole, TODAY, Clock()), decide(whole, outlet, TODAY, Clock()))
    assert all(one.is_notice for one in found)
    assert all("…" not in one.say("zh") + one.say("en") for one in found)
    return [(one.code, one.values) for one in found]


def closed(whole: Archive, key: str, purpose: str) -> Archive:
    return put(whole, record(whole.interviews[key], consent=form(purposes=answers(**{purpose: "no"}))))


def test_where_everything_is_out_nothing_is_missing() -> None:
    for outlet in ("site", "volume", "ebook", "labels"):
        assert told(bound(preface="序。", committee=("主任：李某",)), outlet) == []


def test_an_interview_that_a_volume_plans_and_may_not_print_is_named_and_one_of_no_record_is_for_check_to_name() -> None:
    whole = closed(bound(interviews=("one", "two", "gone")), "two", "print")
    assert told(whole, "volume") == [("volume-interview-closed", {"interview": "two"})]
    refused = bound(interviews=("one", "two"), imprint=Imprint(permit="（样）1"))
    assert told(closed(refused, "two", "print"), "volume") == []


def test_the_fields_of_which_words_are_left_out_are_named_and_no_word_of_them() -> None:
    whole = bound(preface="谢陈国栋。", subtitle="陈国栋", imprint=Imprint(printer="陈国栋厂"), committee=("主任：李某",))
    gone = put(whole, withdrawn(person("yi", name="陈国栋", aliases=())))
    assert told(gone, "volume") == [("front-matter-cut", {"fields": "subtitle、preface、imprint"})]
    unread = dataclasses.replace(whole, unread=frozenset({"people/yi/person.yml"}))
    assert told(unread, "volume") == [("front-matter-cut", {"fields": "committee、preface"})]


def test_a_moment_that_bears_no_code_is_named() -> None:
    at = {"one": ("00:00:04", "00:00:20.500"), "two": ("00:00:01",)}
    marks = tuple(Voice.model_validate({"interview": key, "at": one}) for key, times in at.items() for one in times)
    silent = ("voice-without-code", {"interview": "one", "at": "00:00:20.500"})
    assert told(bound(voices=marks), "volume") == [silent]
    assert told(bound(voices=marks, config={}), "volume") == []
    assert told(closed(bound(voices=marks), "two", "print"), "volume") == [
        ("volume-interview-closed", {"interview": "two"}),
        silent,
    ]
    alone = bound(voices=marks, interviews=("one",))
    assert told(alone, "volume") == [silent, ("voice-without-code", {"interview": "two", "at": "00:00:01"})]


def test_an_object_of_a_wall_without_a_label_is_named() -> None:
    whole = bound()
    walls = (Wall(id="wall-1", title="荣誉墙", people=("jia",), items=("medal", "nothing")),)
    assert told(dataclasses.replace(whole, walls=walls), "labels") == []
    unseen = put(dataclasses.replace(whole, walls=walls), item(consent=form(purposes=answers(wall="no"))))
    assert told(unseen, "labels") == [("wall-item-closed", {"wall": "荣誉墙", "item": "medal"})]
    empty = dataclasses.replace(whole, walls=(Wall(id="wall-1", title="荣誉墙", people=(), items=("medal",)),))
    assert told(empty, "labels") == [("wall-item-closed", {"wall": "荣誉墙", "item": "medal"})]


def test_an_interview_approved_in_other_words_for_paper_than_for_the_web_is_named() -> None:
    whole = bound("web_text")
    shorter = put(whole, record(whole.interviews["one"], withhold=(by_time(20_000, 21_000), by_words("我们连夜过江"))))
    other = dataclasses.replace(shorter.interviews["one"])
    paper = signed(put(shorter, other), "one", "print").interviews["one"]
    both = put(whole, dataclasses.replace(whole.interviews["one"], ledger=paper.ledger, approved=paper.approved))
    assert told(whole, "ebook") == []
    assert told(both, "ebook") == [("ebook-words-differ", {"interview": "one"})]
    assert told(both, "volume") == [("volume-interview-closed", {"interview": "two"})]
