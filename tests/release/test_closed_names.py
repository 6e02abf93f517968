"""A unit that nobody decided on stands nowhere, however it is written: texts, records, and what the archive says of itself."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.language.designations import mentions
from pipeline.model.nouns import Term, VolumePlan, Wall
from pipeline.release.decide import decide_site, decide_volume
from tests.release.sample import REGISTERS, TODAY, Clock, archive, everything, interview, item, person, released, text

SECRET = {
    **REGISTERS,
    "units": {**REGISTERS["units"], "secret": Term(id="secret", name="九〇一旅", aliases=("獅子团",), disclosure="unknown")},
}


def site(whole):
    return decide_site(whole, TODAY, Clock())


@pytest.mark.parametrize(
    "written", ["九〇一旅", "九零一旅", "901旅", "９０１旅", "玖〇壹旅", "九洞幺旅", "勾洞幺旅", "九 〇 一 旅", "九“〇一”旅"]
)
def test_a_number_is_found_however_it_is_written(written):
    assert [one.key for one in mentions(f"我到了{written}报到。", {"九〇一旅": "secret"})] == ["secret"]


@pytest.mark.parametrize("written", ["狮子团", "獅子团", "獅子團"])
def test_a_name_is_found_in_traditional_characters(written):
    assert [one.key for one in mentions(written, {"獅子团": "secret"})] == ["secret"]
    assert [one.key for one in mentions(written, {"狮子團": "secret"})] == ["secret"]


def test_numbers_of_two_figures_are_words():
    assert not list(mentions("一二十个人，二一添作五。", {"12旅": "secret"}))


def test_a_name_that_goes_on_in_the_next_paragraph_keeps_the_interview_shut():
    split = text(("甲", 0, ["我后来到了九〇", "一旅当兵。"]))
    whole = archive(person(), interview(text=split, shows=()), item(), registers=SECRET)
    found = everything(site(_signed_as_if(whole)))
    assert "当兵" not in found


def _signed_as_if(whole):
    """Signed while the unit was open, which nobody has decided now."""
    units = {key: one.model_copy(update={"disclosure": "open"}) for key, one in SECRET["units"].items()}
    was = released(
        *whole.people.values(), *whole.interviews.values(), *whole.items.values(), registers={**SECRET, "units": units}
    )
    assert "当兵" in everything(site(was))
    return dataclasses.replace(was, registers=SECRET)


@pytest.mark.parametrize("field", ["role", "rank", "place"])
def test_a_name_in_the_free_words_of_a_stretch_of_service_keeps_the_person_shut(field):
    served = [{"unit": "company", "from": "1950", "to": "1953-07", field: "九零一旅文书"}]
    units = {key: one.model_copy(update={"disclosure": "open"}) for key, one in SECRET["units"].items()}
    was = released(person(service=served), interview(), item(), registers={**SECRET, "units": units})
    assert "文书" in everything(site(was))
    assert "文书" not in everything(site(dataclasses.replace(was, registers=SECRET)))


@pytest.mark.parametrize("field", ["title", "institution", "series", "contact", "sample_notice"])
def test_a_name_in_what_the_archive_says_of_itself_is_left_out(field):
    whole = released(config={field: "原九零一旅军休所"}, registers=SECRET)
    assert "九零一旅" not in everything(site(whole))
    assert "军休所" in everything(site(whole))


def test_a_name_in_a_walls_title_is_left_out():
    wall = Wall(id="wall-1", title="九零一旅荣誉墙", people=("jia",), items=("medal",))
    whole = released(registers=SECRET, walls=(wall,))
    assert [one.title for one in site(whole).walls] == ["荣誉墙"]


def test_a_name_in_a_volumes_series_is_left_out():
    plan = VolumePlan(title="书", route="archive_copy_only", interviews=("one",), series="九零一旅丛书", number="九零一旅之一")
    whole = released(registers=SECRET, volumes={"text-1": plan})
    volume = decide_volume(whole, "text-1", TODAY, Clock())
    assert "九零一旅" not in everything(volume)
