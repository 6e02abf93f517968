"""Years, maps and counts, one by one."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.entry import PublicEntry
from pipeline.model.nouns import Position
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.atlas import RADIUS, WIDTH, atlas, field_of
from pipeline.publish.site.dates import first_year, last_year, span_words
from pipeline.publish.site.figures import characters, figures
from pipeline.publish.site.timeline import timeline
from tests.site.editions import edition, river
from tests.site.registers import ways_edition, without_registers


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("1950年冬参军", 1950),
        ("1950-10-19", 1950),
        ("1950", 1950),
        ("1951—1956年　某连", 1951),
        ("1952年至1955年任护士", 1952),
        ("一九五一年春天—1956年", 1951),
        ("二〇二一年", 2021),
        ("修路的时候（铭文为一九五六）", None),
        ("五十年代初", None),
        ("1950号高地", None),
        ("四十五年", None),
        ("一千九百五十年", None),
        ("19500 人", None),
        ("81岁", None),
        ("", None),
    ],
)
def test_a_year_is_read_where_the_words_name_one_and_nowhere_else(words: str, year: int | None):
    assert first_year(words) == year


def test_the_last_year_of_a_span_is_its_end():
    assert last_year("1952年至1955年任护士") == 1955
    assert last_year("早年") is None


def test_a_span_is_told_as_far_as_it_is_known():
    assert span_words("1950-10-19", "1953-07") == "1950年10月19日—1953年7月"
    assert [span_words("1950", ""), span_words("", "1989"), span_words("", ""), span_words("1998", "1998")] == [
        "1950年起",
        "至1989年",
        "",
        "1998年",
    ]


def place(name: str, latitude: float, longitude: float) -> PublicEntry:
    return PublicEntry(f"L{name}", "places", name, position=Position(latitude=latitude, longitude=longitude))


POSITIONS = st.lists(st.tuples(st.floats(-80, 80), st.floats(-170, 170)), min_size=1, max_size=12)


@given(POSITIONS)
def test_every_place_lies_on_the_map_in_its_direction(positions):
    places = [place(f"地{at}", *position) for at, position in enumerate(positions)]
    drawn = atlas(places)
    assert drawn is not None
    assert len(drawn.marks) == len(places)
    for mark in drawn.marks:
        assert 0 <= mark.x <= WIDTH
        assert 0 <= mark.y <= drawn.height
    by_latitude = [mark.y for mark in sorted(drawn.marks, key=lambda one: one.entry.position.latitude)]
    assert by_latitude == sorted(by_latitude, reverse=True)
    assert 0.45 * WIDTH <= drawn.height <= 1.3 * WIDTH


@given(POSITIONS)
def test_a_name_on_the_map_covers_no_other_mark(positions):
    drawn = atlas([place(f"地名{at}", *position) for at, position in enumerate(positions)])
    assert drawn is not None
    for mark in drawn.marks:
        if mark.label_x is None:
            continue
        wide = 21 * len(mark.entry.name) - 21 * 0.38 * (len(mark.entry.name) - 2)  # two characters and figures
        left = mark.label_x if mark.anchor == "start" else mark.label_x - wide
        for other in drawn.marks:
            if other is not mark:
                assert not (
                    left < other.x + RADIUS and other.x - RADIUS < left + wide and abs(other.y - mark.y) < RADIUS + 10.5 - 0.01
                )


def test_a_degree_of_longitude_is_as_long_as_in_the_middle_of_the_map():
    field = field_of([place("南", 28, 104), place("北", 31, 107)])
    across = (field.x(105) - field.x(104)) / (field.y(29) - field.y(30))
    assert math.isclose(across, math.cos(math.radians((field.south + field.north) / 2)), rel_tol=0.01)


def test_without_a_position_there_is_no_map():
    assert atlas([PublicEntry("L1", "places", "某地")]) is None


def test_lives_service_items_and_events_are_on_the_timeline():
    found = timeline(ways_edition(), Here("", Directory.of(ways_edition())))
    kinds = {moment.kind for decade in found.decades for _, moments in decade.years for moment in moments}
    assert kinds == {"事件", "出生", "经历", "实物", "逝世"}
    years = [year for decade in found.decades for year, _ in decade.years]
    assert years == sorted(set(years))
    assert all(decade.start <= year < decade.start + 10 for decade in found.decades for year, _ in decade.years)


def test_characters_are_counted_without_marks_and_the_story_only_where_there_is_no_text():
    assert characters(river()) == sum(
        character.isalnum()
        for character in '<script>alert("x")</script> {{ site }} {% raw %} ]]> --> 星 [链](http://a.example/) 𬭎 & \\'
    ) + len("水很急我们手拉着手过河")


def test_an_empty_edition_counts_nothing_and_has_no_tables():
    found = figures(without_registers())
    assert [value.split()[0] for _, value in found.counts] == ["0"] * 6
    assert found.tables == ()


def test_bars_are_as_long_as_their_counts():
    tables = {table.key: table for table in figures(edition()).tables}
    assert [(bar.name, bar.count, bar.length) for bar in tables["trust"].bars] == [
        ("机器听写，未经人工校对", 1, 100.0),
        ("已校对", 1, 100.0),
    ]
    assert [(bar.name, bar.count) for bar in tables["births"].bars] == [("1930 年代", 2)]
