"""Who hangs on which wall, by name and by rule; what a wall's own Edition holds; who is listed and may not be shown, and why."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from pipeline.model.archive import Archive
from pipeline.model.edition import Edition
from pipeline.model.nouns import Term
from pipeline.model.spot import nowhere
from pipeline.model.wall import Wall
from pipeline.release.decide import decide
from pipeline.release.hung import not_hung
from pipeline.release.view import View
from tests.release.sample import (
    REGISTERS,
    TODAY,
    WITHDRAWN,
    YES,
    Clock,
    answers,
    by_field,
    everything,
    form,
    interview,
    item,
    person,
    put,
    record,
    released,
    signed,
    text,
    withdrawn,
)

HOSPITAL = Term(id="hospital", name="某医院", disclosure="open")
UNITS = {**REGISTERS, "units": {**REGISTERS["units"], "hospital": HOSPITAL}}
TALK = text(
    ("乙", 0, ["您是哪一年入伍的？"]),
    ("甲", 1000, ["一九五〇年冬天，我十七岁，跟着队伍走到江边。"]),
    ("戊", 3000, ["我那时候还在学校里念书，第二年才参的军。"]),
)


def hall(*walls: Wall, **changes: Any) -> Archive:
    """Two people with one interview; the first has a medal and served in the company, the second is a nurse."""
    talk = changes.pop("talk", form())
    other = {
        "name": "戊",
        "pinyin": "wu",
        "aliases": (),
        "honours": ("嘉奖",),
        "service": ({"unit": "hospital", "role": "护士"},),
    }
    whole = released(
        person(**changes),
        person("yi", **other),
        interview(narrators=("jia", "yi"), text=TALK, consent=talk),
        item(),
        registers=UNITS,
        walls=walls or (Wall(id="main", title="荣誉墙", people=("jia",), items=("medal",)),),
    )
    assert all(one.approved for one in whole.people.values())
    return whole


def made(whole: Archive) -> dict[str, Edition]:
    return {one.walls[0].id: one for one in decide(whole, "wall", TODAY, Clock())}


def people(edition: Edition) -> list[str]:
    return [card.id for card in edition.walls[0].people]


def told(whole: Archive) -> list[tuple[str, str]]:
    found = list(not_hung(View(whole, TODAY, Clock()), nowhere, "zh"))
    assert all(one.is_notice for one in found)
    assert all("…" not in one.say("zh") + one.say("en") for one in found)
    return [(one.code, str(one.values.get("name") or one.values.get("item") or one.values["wall"])) for one in found]


RULES = {
    "everyone": ({"everyone": True}, ["PJIA", "PYI"]),
    "an honour of the register": ({"honours": ("merit",)}, ["PJIA"]),
    "a word of an honour": ({"honours": ("嘉奖", "三等功")}, ["PJIA", "PYI"]),
    "a unit of the register": ({"service": ("company",)}, ["PJIA"]),
    "a word of a role": ({"service": ("护士",)}, ["PYI"]),
    "who is named comes first": ({"people": ("yi",), "everyone": True}, ["PYI", "PJIA"]),
    "named and found is there once": ({"people": ("jia",), "honours": ("merit",)}, ["PJIA"]),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_wall_is_hung_by_rule(rule: str) -> None:
    chosen, ids = RULES[rule]
    assert people(made(hall(Wall(id="w", title="墙", **chosen)))["w"]) == ids


def test_each_wall_has_an_edition_of_its_own_in_its_own_size() -> None:
    walls = (
        Wall(id="one", title="甲墙", people=("jia",), items=("medal",), panel="A3", label="90x54"),
        Wall(id="two", title="乙墙", people=("yi",)),
    )
    found = made(hall(*walls))
    assert {key: people(one) for key, one in found.items()} == {"one": ["PJIA"], "two": ["PYI"]}
    assert (found["one"].walls[0].panel, found["one"].walls[0].label) == ("A3", "90x54")
    assert [cut.file for cut in found["two"].pictures] == ["FYI.jpg"]
    assert "甲墙" not in everything(found["two"])


def test_a_wall_holds_what_its_own_people_say_and_no_word_of_anybody_else() -> None:
    edition = made(hall())["main"]
    assert "跟着队伍走到江边" in everything(edition)
    assert not [word for word in ("在学校里念书", "哪一年入伍", "PYI", "FYI") if word in everything(edition)]
    timing = edition.interviews[0].timing
    assert timing is not None
    assert len(timing.turns) == len(edition.interviews[0].projection.chapters[0].turns) == 1
    assert [cut.file for cut in edition.sounds] == ["IONE.m4a"]
    assert [cut.file for cut in edition.pictures] == ["FJIA.jpg", "K1.jpg"], "no photograph of the interview"
    assert [cut.edge for cut in edition.pictures] == [2400, 2400], "a face is as fine as a medal"


def test_an_interview_in_which_they_say_nothing_is_not_on_their_wall_and_one_unheard_or_untimed_is():
    others = interview("two", title="别人的访谈", narrators=("yi",), text=text(("戊", 0, ["我在医院里学会了认字。"])))
    unheard = interview("three", title="三", text=TALK, narrators=("jia", "yi"), consent=form(purposes=answers(web_audio="no")))
    whole = hall()
    for one in (others, unheard):
        whole = signed(put(whole, one), one.key)
    edition = made(whole)["main"]
    assert [one.projection.id for one in edition.interviews] == ["IONE", "ITHREE"]
    assert [cut.file for cut in edition.sounds] == ["IONE.m4a"]
    assert "别人的访谈" not in everything(edition)
    assert {one.id for one in decide(whole, "wall", TODAY, Clock())[0].walls} == {"main"}
    (untimed,) = decide(whole, "wall", TODAY, Clock(silent=True))
    assert [one.timing for one in untimed.interviews] == [None, None]


def test_a_withdrawn_interview_takes_its_sentences_and_a_withdrawn_person_everything() -> None:
    whole = hall()
    silent = made(put(whole, withdrawn(whole.interviews["one"], WITHDRAWN)))["main"]
    assert (people(silent), silent.interviews, silent.sounds) == (["PJIA"], (), ())
    assert made(put(whole, withdrawn(whole.people["jia"], WITHDRAWN))) == {}


def test_a_hall_hears_an_interview_whose_own_form_allows_the_wall_and_no_other() -> None:
    for purposes, heard in ((YES, True), ({one: answer for one, answer in YES.items() if one != "wall"}, False)):
        whole = hall(talk=form(purposes=purposes))
        edition = made(whole)["main"]
        assert people(edition) == ["PJIA"], "her own form says that she may hang there"
        assert bool(edition.interviews) is bool(edition.sounds) is heard
        site = decide(whole, "site", TODAY, Clock())[0]
        assert [entry.projection.id for entry in site.interviews] == ["IONE"]
        assert site.for_halls == edition.for_halls == (("IONE",) if heard else ())


def test_who_agreed_to_the_web_and_not_to_the_wall_is_on_no_screen_of_the_website() -> None:
    web_alone = form(purposes={**YES, "wall": "no"})
    whole = hall(Wall(id="main", title="荣誉墙", everyone=True), consent=web_alone)
    site = decide(whole, "site", TODAY, Clock())[0]
    assert "PJIA" in [card.id for card in site.people]
    assert [card.id for wall in site.walls for card in wall.people] == ["PYI"]


def test_a_rule_knows_no_more_of_somebody_than_their_card_shows() -> None:
    for field, rule in (("honours", {"honours": ("merit",)}), ("service", {"service": ("company",)})):
        wall = Wall(id="w", title="墙", **rule)
        assert "w" in made(hall(wall))
        assert "w" not in made(hall(wall, withhold=(by_field(field),))), field


def test_a_closed_unit_may_choose_and_is_not_named() -> None:
    secret = {**REGISTERS["units"]["company"].model_dump(), "disclosure": "cover_only", "name": "八三四一", "public_name": "某部"}
    units = {"company": type(REGISTERS["units"]["company"])(**{**secret, "definition": ""})}
    whole = released(
        person(),
        interview(),
        item(),
        registers={**REGISTERS, "units": units},
        walls=(Wall(id="w", title="八三四一的人", service=("company",)),),
    )
    edition = made(whole)["w"]
    assert people(edition) == ["PJIA"]
    assert "八三四一" not in everything(edition)


def test_who_and_what_is_listed_and_may_not_be_shown_is_named_with_the_reason() -> None:
    whole = hall(Wall(id="w", title="墙", people=("jia", "yi", "gone"), items=("medal", "gun")), Wall(id="v", title="空墙"))
    assert told(whole) == [("wall-nobody", "空墙")]
    refused = put(whole, record(whole.people["jia"], consent=form(purposes=answers(wall="no"))))
    assert told(refused) == [("wall-person-closed", "甲"), ("wall-nobody", "空墙")]
    (why,) = [one.values["why"] for one in not_hung(View(refused, TODAY, Clock()), nowhere, "zh") if "why" in one.values]
    assert "wall" in str(why)
    kept_back = put(whole, item(consent=form(purposes=answers(wall="no"))))
    assert told(kept_back) == [("wall-item-closed", "medal"), ("wall-nobody", "空墙")]
    unsigned = put(whole, dataclasses.replace(whole.people["yi"], ledger=type(whole.people["yi"].ledger)(), approved=()))
    assert told(unsigned)[0] == ("wall-person-closed", "戊")


def test_of_whom_a_rule_finds_only_they_are_named_who_agreed() -> None:
    whole = hall(Wall(id="w", title="墙", everyone=True))
    assert told(whole) == []
    for consent, names in ((form(), ["戊"]), (form(purposes=answers(wall="no")), []), (None, [])):
        kept = record(whole.people["yi"], consent=consent)
        left = put(whole, dataclasses.replace(kept, ledger=type(kept.ledger)(), approved=()))
        assert [name for _, name in told(left)] == names
