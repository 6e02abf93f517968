"""An entry of a register whose only words were withdrawn leaves a stone in its register, which names nothing."""

from __future__ import annotations

import dataclasses

from pipeline.model.archive import Archive
from pipeline.model.edition import Tombstone
from pipeline.model.ledger import Ledger
from pipeline.model.nouns import Term
from tests.release.sample import everything, put, signed, signed_edited, withdrawn
from tests.release.test_entries import EVENT, registers, site, whole


def shut(archive: Archive) -> Archive:
    return dataclasses.replace(archive, interviews={"one": withdrawn(archive.interviews["one"])})


def register_stones(archive: Archive) -> list[Tombstone]:
    return [one for one in site(archive).tombstones if one.register]


def test_an_entry_that_only_withdrawn_words_name_leaves_its_bare_id_in_its_register():
    archive = whole()
    assert register_stones(archive) == []
    found = site(shut(archive))
    assert [one for one in found.tombstones if one.register] == [Tombstone("EWAR", "events")]
    assert EVENT.name not in everything(found)


def test_an_entry_that_something_public_still_names_keeps_its_page():
    found = site(shut(whole()))
    assert "ENEIJIANG" in {entry.id for entry in found.entries}, "a card names the place"
    assert "ENEIJIANG" not in {one.id for one in found.tombstones}


def test_nobody_learns_of_an_entry_that_may_no_longer_be_told():
    archive = whole()
    hidden = Term(id="war", name=EVENT.name, disclosure="cover_only", public_name="某战役")
    assert register_stones(shut(archive)) != []
    closed = dataclasses.replace(archive, registers={**archive.registers, "events": {"war": hidden}})
    assert register_stones(shut(closed)) == []


def test_nobody_learns_of_an_entry_of_which_nobody_spoke():
    silent = Term(id="drill", name="没人说起的演习", disclosure="open")
    found = {**registers(), "events": {"war": EVENT, "drill": silent}}
    assert [one.id for one in register_stones(shut(whole(registers=found)))] == ["EWAR"]


def test_nobody_learns_of_an_entry_of_which_only_paper_or_an_edited_text_spoke():
    one = dataclasses.replace(whole().interviews["one"], ledger=Ledger(), approved=())
    unsigned = put(whole(), dataclasses.replace(one, edited=one.text))
    assert register_stones(shut(signed(unsigned))) != []
    for other in (signed(unsigned, "one", "print_internal"), signed_edited(unsigned, "one", "web_text")):
        assert register_stones(shut(other)) == []
