"""Files of one sitting keep the order in which they were made, and what seems to be missing is pointed out."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.parts import doubts, in_order

SERIES = {
    "a Sony camera": ["C0001.MP4", "C0002.MP4", "C0010.MP4"],
    "numbers without zeros": ["part 1.wav", "part 2.wav", "part 10.wav"],
    "a camcorder": ["00000.MTS", "00001.MTS", "00002.MTS"],
    "a new GoPro": ["GX010041.MP4", "GX010042.MP4", "GX020042.MP4", "GX010043.MP4"],
    "an old GoPro": ["GOPR0042.MP4", "GP010042.MP4", "GP020042.MP4"],
    "a Zoom": ["ZOOM0001_LR.WAV", "ZOOM0002_LR.WAV"],
    "by date and time": ["20260312_0901.mp3", "20260312_1015.mp3"],
}


@pytest.mark.parametrize("made", SERIES)
def test_parts_come_in_the_order_in_which_they_were_made(made: str) -> None:
    names = SERIES[made]
    shuffled = random.Random(3).sample(names, len(names))
    assert [shuffled[at] for at in in_order(shuffled)] == names


def test_files_of_no_one_series_stay_as_they_were_given() -> None:
    names = ["下午.wav", "上午.wav", "C0002.MP4", "C0001.MP4"]
    assert in_order(names) == (0, 1, 2, 3)
    assert doubts(names, "k") == ()


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["C0001.MP4", "C0002.MP4"], []),
        (["C0001.MP4", "C0004.MP4"], [("parts-gap", 2)]),
        (["GX010042.MP4", "GX030042.MP4"], [("parts-gap", 1)]),
        (["ZOOM0001_LR.WAV", "ZOOM0001_Tr1.WAV"], [("parts-parallel", None)]),
        (["20260312_0901.mp3", "20260312_1015.mp3"], []),
    ],
)
def test_what_is_missing_or_runs_side_by_side_is_pointed_out(names: list[str], found: list[tuple[str, int | None]]) -> None:
    said = doubts(names, "k")
    assert [(one.code, one.values.get("missing")) for one in said] == found
    assert all(one.is_notice for one in said)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_every_file_keeps_one_place_whatever_it_is_called(names: list[str]) -> None:
    assert sorted(in_order(names)) == list(range(len(names)))
    doubts(names, "k")
