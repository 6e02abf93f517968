"""What a kit may take from the archive, guard by guard: whose interviews, which passages, which volumes, which pages."""

from __future__ import annotations

import dataclasses
from typing import Any

from pipeline.model.archive import Archive
from pipeline.model.edition import Edition
from pipeline.model.film import FilmPart, Passage
from pipeline.model.kit import KitPlan, PublicKit
from pipeline.model.nouns import Imprint, VolumePlan
from pipeline.release.decide import decide
from tests.release.sample import GATE, TODAY, Clock, archive, interview, item, person, signed, text

CONFIG = {"gates": {"talks": GATE, "site": GATE, "volume": GATE, "wall": GATE}}
ISBN, WRONG = Imprint(isbn="978-7-02-000220-7"), Imprint(isbn="978-7-02-000220-8")


def part(key: str, *passages: Passage) -> FilmPart:
    return FilmPart(interview=key, passages=passages)


def clock(start: str, end: str) -> Passage:
    return Passage.model_validate({"from": start, "to": end})


def library(*, purposes: tuple[Any, ...] = ("talks",), changes: dict[str, Any] | None = None, **plan: Any) -> Archive:
    """A kit and two interviews, of 甲 and of 丁, signed for these purposes; both tell of 过河."""
    other = interview(
        "two", title="灯下", narrators=("ding",), shows=(), index=(),
        text=text(("乙", 0, ["您学过认字吗？"]), ("丁", 1000, ["夜校里学的。后来过河。"]), title="夜校"),
    )  # fmt: skip
    own = text(("乙", 0, ["您是哪一年入伍的？"]), ("甲", 1000, ["一九五〇年冬天过河。"]), ("乙", 5000, ["后来呢？"]))
    people = (person(), person("ding", name="丁", aliases=(), honours=(), portrait=None), person("wu", name="吴", aliases=()))
    made = archive(*people, item(), interview(text=own, **(changes or {})), other, config=CONFIG)
    for key in made.interviews:
        for purpose in purposes:
            made = signed(made, key, purpose)
    return dataclasses.replace(made, kits=(KitPlan(id="k", title="题", age="成人", **plan),))


def kit_of(whole: Archive, times: Clock | None = None) -> tuple[Edition, PublicKit]:
    (edition,) = decide(whole, "talks", TODAY, times or Clock())
    return edition, edition.kits[0]


def told(kit: PublicKit) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    return [(one.interview, one.spans) for one in kit.parts]


def shelf(plan: VolumePlan, *purposes: Any) -> list[str]:
    whole = library(purposes=("talks", *purposes), people=("jia",))
    return [volume.id for volume in kit_of(dataclasses.replace(whole, volumes={"book": plan}))[0].volumes]


def test_an_archive_without_kits_makes_none():
    assert decide(dataclasses.replace(library(people=("jia",)), kits=()), "talks", TODAY, Clock()) == ()


def test_a_kit_bears_the_title_it_was_given_or_one_of_whom_it_tells_and_a_name_that_is_nobodys_stops_nothing():
    assert kit_of(library(people=("jia",)))[1].title == "题"
    untitled = library(people=("nobody", "jia"))
    untitled = dataclasses.replace(untitled, kits=(untitled.kits[0].model_copy(update={"title": ""}),))
    assert kit_of(untitled)[1].title == "甲的故事"


def test_parts_come_in_their_order_each_once_and_one_that_is_closed_stops_no_other():
    plan = {"parts": (part("nowhere"), part("two"), part("one", clock("00:00:01", "00:00:02"))), "people": ("jia", "ding")}
    _, kit = kit_of(library(**plan))
    assert told(kit) == [("ITWO", ()), ("IONE", ((1000, 2000),))]
    assert [one.code for one in kit.troubles] == ["kit-interview-closed"]


def test_a_part_all_of_whose_passages_fail_is_left_out_and_one_good_passage_suffices():
    gone, good = clock("00:00:30", "00:00:40"), clock("00:00:01", "00:00:02")
    _, kit = kit_of(library(parts=(part("one", gone),)))
    assert (told(kit), [one.code for one in kit.troubles]) == ([], ["kit-past-end"])
    _, kit = kit_of(library(parts=(part("one", gone, good),)))
    assert (told(kit), [one.code for one in kit.troubles]) == ([("IONE", ((1000, 2000),))], ["kit-past-end"])


def test_a_passage_ends_with_the_sound_where_there_is_one():
    long = clock("00:00:01", "00:10:00")
    assert told(kit_of(library(parts=(part("one", long),)))[1]) == [("IONE", ((1000, 60_000),))]
    mute = library(parts=(part("one", long),), changes={"sounds": ()})
    assert told(kit_of(mute)[1]) == [("IONE", ((1000, 600_000),))]


def test_with_people_and_topics_only_what_these_people_say_of_them_is_told():
    assert told(kit_of(library(topics=("过河",)))[1]) == [("IONE", ()), ("ITWO", ())]
    assert told(kit_of(library(topics=("过河",), people=("ding",)))[1]) == [("ITWO", ())]
    assert told(kit_of(library(topics=("夜校",), people=("jia",)))[1]) == []


def test_a_topic_is_a_word_and_not_what_was_asked():
    assert told(kit_of(library(topics=("认字",)))[1]) == []
    assert told(kit_of(library(topics=(" ", "从来没有人说过的词")))[1]) == []


def test_others_of_whom_talks_may_tell_are_named_without_a_face_and_nobody_twice():
    edition, kit = kit_of(library(people=("jia",)))
    assert [card.id for card in edition.people] == ["PJIA"]
    assert [(card.id, card.portrait) for card in kit.peers] == [("PDING", None)]


def test_volumes_are_named_where_what_is_told_is_printed_in_them_and_anybody_may_have_them():
    printed = {"title": "一册", "interviews": ("one",)}
    assert shelf(VolumePlan(route="isbn", imprint=ISBN, **printed), "print") == ["book"]
    assert shelf(VolumePlan(route="isbn", imprint=ISBN, **printed)) == [], "not signed for print"
    assert shelf(VolumePlan(route="isbn", imprint=WRONG, **printed), "print") == [], "its route refuses it"
    assert shelf(VolumePlan(route="isbn", imprint=ISBN, title="别册", interviews=("two",)), "print") == [], "not in it"
    inside = VolumePlan(route="internal_permit", imprint=Imprint(permit="川准印2026001", permit_until=TODAY), **printed)
    assert shelf(inside, "print", "print_internal") == []


def test_pages_are_told_of_those_in_the_kit_alone_each_once():
    whole = library(purposes=("talks", "web_text"), people=("jia",))
    for key in ("jia", "ding", "wu"):
        whole = signed(whole, key, "wall")
    assert kit_of(whole)[1].on_site == ("IONE", "PJIA")
    walled = signed(signed(library(people=("jia",)), "jia", "wall"), "wu", "wall")
    assert kit_of(walled)[1].on_site == ("PJIA",)
    assert kit_of(library(people=("jia",)))[1].on_site == ()
