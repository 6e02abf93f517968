"""A base map is shown with its approval number, or not at all."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import Archive
from pipeline.model.nouns import BaseMap, Term
from pipeline.release.decide import decide_site
from pipeline.release.pictures import without
from tests.release.sample import REGISTERS, TODAY, Clock, picture, released

BASE = {"south": 25, "west": 97, "north": 35, "east": 110, "approval": "GS（2023）1号"}


def whole(**changes) -> Archive:
    return dataclasses.replace(released(config={"map": BaseMap(**(BASE | changes))}), base_map=picture("MAP"))


def shown(archive: Archive):
    return decide_site(archive, TODAY, Clock())


def test_an_approved_base_map_comes_out_with_its_number_and_is_cut():
    edition = shown(whole())
    assert edition.base_map is not None
    assert edition.base_map.approval == "GS（2023）1号"
    assert (edition.base_map.south, edition.base_map.west, edition.base_map.north, edition.base_map.east) == (25, 97, 35, 110)
    assert "MAP.jpg" in {cut.file for cut in edition.pictures}


@pytest.mark.parametrize("changes", [{"approval": " "}, {"south": 35}, {"east": 97}])
def test_a_base_map_without_a_number_or_an_area_is_not_shown(changes: dict[str, object]):
    edition = shown(whole(**changes))
    assert edition.base_map is None
    assert "MAP.jpg" not in {cut.file for cut in edition.pictures}


def test_a_picture_alone_and_an_area_alone_are_no_base_map():
    assert shown(dataclasses.replace(whole(), base_map=None)).base_map is None
    assert shown(dataclasses.replace(released(), base_map=picture("MAP"))).base_map is None


def test_a_base_map_that_was_not_taken_in_is_not_shown():
    for kept in (picture(""), dataclasses.replace(picture("MAP"), digest="")):
        assert shown(dataclasses.replace(whole(), base_map=kept)).base_map is None


def test_an_approval_that_holds_a_closed_name_closes_the_base_map():
    closed = {**REGISTERS, "units": {**REGISTERS["units"], "secret": Term(id="secret", name="九〇一旅")}}
    archive = dataclasses.replace(whole(approval="九〇一旅1号"), registers=closed)
    assert shown(archive).base_map is None


def test_a_base_map_whose_file_could_not_be_made_is_left_out():
    edition = without(shown(whole()), ["MAP.jpg"])
    assert edition.base_map is None
    assert without(shown(whole()), ["K1.jpg"]).base_map is not None
