"""The registers come out as far as they are open and something public speaks of them, and no word further."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import Archive
from pipeline.model.edition import Edition
from pipeline.model.entry import FactMark, PublicEntry
from pipeline.model.nouns import Position, Term, VolumePlan
from pipeline.release.decide import decide_site, decide_volume
from tests.release.sample import TODAY, Clock, by_words, everything, interview, item, person, released, text, withdrawn

PLACE = Term(
    id="neijiang",
    name="内江",
    aliases=("内江专区", "沱江畔"),
    kind="专区",
    valid_from="1950",
    valid_to="1985",
    disclosure="open",
    definition="在沱江边。",
    sources=("地方志",),
    position=Position(latitude=29.58374, longitude=105.05812),
)
EVENT = Term(id="war", name="抗美援朝", disclosure="open")
UNIT = Term(id="company", name="某连", disclosure="open")
MERIT = Term(id="merit", name="三等功", disclosure="open")
SAID = text(("乙", 0, ["您在哪里入伍？"]), ("甲", 1000, ["在内江。那时候叫内江专区。后来抗美援朝，我去了。"]))


def registers(**changes: Term) -> dict[str, dict[str, Term]]:
    entries = {"places": PLACE, "events": EVENT, "units": UNIT, "honours": MERIT} | changes
    return {register: {term.id: term} for register, term in entries.items()}


def ids(found: dict[str, dict[str, Term]]) -> dict[tuple[str, str], str]:
    return {(register, key): f"E{key.upper()}" for register, terms in found.items() for key in terms}


def whole(*kept, **changes) -> Archive:
    found = changes.pop("registers", None) or registers(**{one: changes.pop(one) for one in tuple(changes) if one in registers()})
    parts = kept or (person(), interview(text=SAID, index=()), item())
    return released(*parts, registers=found, **({"term_ids": ids(found)} | changes))


def site(archive: Archive) -> Edition:
    return decide_site(archive, TODAY, Clock())


def entries(archive: Archive) -> dict[str, PublicEntry]:
    return {entry.id: entry for entry in site(archive).entries}


def test_an_open_entry_comes_out_with_its_public_fields_and_where_it_is_spoken_of():
    found = entries(whole())
    place = found["ENEIJIANG"]
    assert dataclasses.replace(place, passages=()) == PublicEntry(
        id="ENEIJIANG",
        register="places",
        name="内江",
        aliases=("内江专区", "沱江畔"),
        kind="专区",
        valid_from="1950",
        valid_to="1985",
        definition="在沱江边。",
        sources=("地方志",),
        position=Position(latitude=29.58, longitude=105.06),
        people=("PJIA",),
        facts=place.facts,
    )
    assert [(one.words, one.start_ms, one.speaker) for one in place.passages] == [
        ("在内江。", 1000, "甲"),
        ("那时候叫内江专区。", 2000, "甲"),
    ]
    assert [found[one].people for one in ("ECOMPANY", "EMERIT")] == [("PJIA",), ("PJIA",)]
    assert found["EMERIT"].items == ("MMEDAL",)
    assert [one.words for one in found["EWAR"].passages] == ["后来抗美援朝，我去了。"]


def test_the_lines_of_cards_say_where_they_name_an_entry():
    found = entries(whole())
    for public_id, name in (("ECOMPANY", "某连"), ("EMERIT", "三等功"), ("ENEIJIANG", "内江")):
        assert {mark.line[mark.start : mark.end] for mark in found[public_id].facts} == {name}
    cards = site(whole()).people
    assert {mark.line for mark in found["ECOMPANY"].facts} <= {line for card in cards for line in card.service}
    assert found["EMERIT"].facts == (FactMark("三等功", 0, 3),), "two cards and an object bear the same line"
    assert found["EWAR"].facts == ()


def test_a_line_in_which_a_longer_name_covers_an_entry_does_not_name_it():
    known = registers()
    longer = Term(id="long", name="三等功臣", disclosure="open")
    known["honours"] |= {"long": longer}
    kept = person(honours=["long"]), interview(text=SAID, index=()), item()
    found = entries(whole(*kept, registers=known, term_ids=ids(registers())))["EMERIT"]
    assert (found.people, found.items) == ((), ("MMEDAL",))
    assert [mark.line for mark in found.facts] == ["三等功"]


def test_entries_stand_in_the_order_of_the_registers():
    assert [entry.id for entry in site(whole()).entries] == ["ENEIJIANG", "ECOMPANY", "EWAR", "EMERIT"]


def test_an_entry_of_which_nothing_public_speaks_does_not_come_out():
    silent = Term(id="battle", name="没人说起的战役", disclosure="open", definition="没人说起。")
    archive = whole(events=silent)
    assert "EBATTLE" not in entries(archive)
    assert "没人说起" not in everything(site(archive))


def test_an_entry_of_which_only_a_closed_interview_speaks_does_not_come_out():
    archive = whole()
    shut = dataclasses.replace(archive, interviews={"one": withdrawn(archive.interviews["one"])})
    assert "EWAR" in entries(archive)
    assert "EWAR" not in entries(shut)
    assert entries(shut)["ENEIJIANG"].passages == ()


@pytest.mark.parametrize("disclosure", ["unknown", "generalise", "cover_only"])
@pytest.mark.parametrize("register", ["units", "places", "events", "honours"])
def test_an_entry_that_is_not_open_has_no_page(register: str, disclosure: str):
    term = registers()[register]
    key, found = next(iter(term.items()))
    shut = found.model_copy(update={"disclosure": disclosure, "public_name": "某地", "definition": "秘密的说明"})
    archive = whole(
        person(service=[], native_place="四川"), interview(text=SAID, index=(), sessions=()), item(), registers=registers()
    )
    archive = dataclasses.replace(archive, registers={**archive.registers, register: {key: shut}})
    assert f"E{key.upper()}" not in entries(archive)
    assert "秘密的说明" not in everything(site(archive))


def test_a_unit_that_is_open_for_a_time_alone_has_no_page():
    term = Term.model_validate(
        {
            "id": "company",
            "name": "某连",
            "disclosure": "unknown",
            "periods": [{"from": "1949", "to": "1955", "disclosure": "open"}],
        }
    )
    archive = whole(units=term)
    assert site(archive).interviews
    assert "ECOMPANY" not in entries(archive)


def test_an_entry_without_a_public_id_has_no_page():
    archive = whole()
    assert entries(dataclasses.replace(archive, term_ids={})) == {}


def test_the_entry_above_is_named_only_where_it_is_public_itself():
    above = Term(id="sichuan", name="四川", disclosure="open")
    found = {"places": {"neijiang": PLACE.model_copy(update={"parent": "sichuan"}), "sichuan": above}}
    said = text(("甲", 0, ["在内江。四川话。"]))
    archive = whole(person(), interview(text=said, index=()), item(), registers={**registers(), **found})
    assert entries(archive)["ENEIJIANG"].parent == "ESICHUAN"
    unsaid = text(("甲", 0, ["在内江。"]))
    archive = whole(person(), interview(text=unsaid, index=()), item(), registers={**registers(), **found})
    assert entries(archive)["ENEIJIANG"].parent == ""


def test_words_that_an_interview_withholds_stand_in_no_field_of_an_entry():
    held = "王二小"
    place = PLACE.model_copy(
        update={
            "aliases": ("内江专区", f"{held}乡"),
            "kind": f"{held}之乡",
            "valid_from": f"{held}来的那年",
            "valid_to": f"{held}走的那年",
            "definition": f"{held}在这里住过。",
            "sources": ("地方志", f"{held}的信"),
        }
    )
    archive = whole(person(), interview(text=SAID, index=(), withhold=(by_words(held),)), item(), places=place)
    found = entries(archive)["ENEIJIANG"]
    assert (found.aliases, found.sources) == (("内江专区",), ("地方志",))
    assert (found.kind, found.valid_from, found.valid_to) == ("", "", "")
    assert held not in everything(site(archive))


def test_an_entry_whose_name_is_withheld_has_no_page():
    archive = whole(person(), interview(text=SAID, index=(), withhold=(by_words("抗美援朝"),)), item())
    assert "EWAR" not in entries(archive)
    assert "抗美援朝" not in everything(site(archive))


def test_an_entry_whose_name_is_withheld_has_no_page_under_another_name_either():
    event = EVENT.model_copy(update={"aliases": ("入朝",)})
    said = text(("甲", 0, ["后来抗美援朝。", "我们入朝了。"]))
    archive = whole(person(), interview(text=said, index=(), withhold=(by_words("抗美援朝"),)), item(), events=event)
    assert "入朝" in everything(site(archive))
    assert "EWAR" not in entries(archive)


def test_an_entry_that_only_an_item_names_has_a_page():
    badge = Term(id="badge", name="纪念奖章", disclosure="open")
    found = registers()
    found["honours"]["badge"] = badge
    archive = whole(person(), interview(text=SAID, index=()), item(honour="badge"), registers=found)
    assert entries(archive)["EBADGE"].items == ("MMEDAL",)


def test_a_paragraph_that_names_somebody_who_withdrew_or_a_closed_unit_is_left_out_of_a_definition():
    place = PLACE.model_copy(update={"definition": "在沱江边。\n\n王二小守过这里。\n\n九〇一旅驻过这里。"})
    found = registers(places=place)
    found["units"]["secret"] = Term(id="secret", name="九〇一旅")
    archive = whole(person(), interview(text=SAID, index=()), item(), registers=found)
    archive = dataclasses.replace(archive, people={**archive.people, "wang": withdrawn(person("wang", name="王二小"))})
    assert entries(archive)["ENEIJIANG"].definition == "在沱江边。"


def test_nothing_of_the_registers_comes_out_while_a_record_cannot_be_read():
    archive = whole()
    for path in ("registers/units.yml", "interviews/two/interview.yml", "people/yi/person.yml"):
        assert site(dataclasses.replace(archive, unread=frozenset({path}))).entries == ()


def test_only_a_place_has_a_position():
    event = EVENT.model_copy(update={"position": Position(latitude=1, longitude=2)})
    assert entries(whole(events=event))["EWAR"].position is None


def test_a_volume_holds_no_registers():
    archive = dataclasses.replace(whole(), volumes={"text-1": VolumePlan(title="卷", route="isbn", interviews=("one",))})
    edition = decide_volume(archive, "text-1", TODAY, Clock())
    assert (edition.entries, edition.spoken_of) == ((), ())


def test_every_field_of_a_register_entry_is_either_public_by_name_or_private():
    """A new field in the model must be decided on here before the door lets it through."""
    public = {"name", "aliases", "kind", "valid_from", "valid_to", "definition", "sources", "parent", "position"}
    private = {"id", "disclosure", "public_name", "periods"}
    assert set(Term.model_fields) == public | private
    own = {"id", "register", "passages", "people", "items", "facts"}
    assert {one.name for one in dataclasses.fields(PublicEntry)} == public | own
