"""Recordings are cut at their pauses, and nothing that was said is lost."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.media.sound import decode
from pipeline.transcribe.listening import RATE, Piece
from pipeline.transcribe.pauses import Tally, cut
from tests.transcribe.conftest import talk


def _cut(sound: np.ndarray, block: int = 160_000) -> tuple[list[Piece], Tally]:
    tally = Tally()
    return list(cut((sound[at : at + block] for at in range(0, len(sound), block)), tally)), tally


plans = st.lists(st.tuples(st.floats(0.5, 45), st.floats(0.1, 12)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(plans, st.integers(1, 3))
def test_all_speech_is_in_pieces_that_never_overlap_and_are_thirty_seconds_at_most(
    spoken: list[tuple[float, float]], seed: int
) -> None:
    plan = [part for speech, pause in spoken for part in ((round(speech, 1), True), (round(pause, 1), False))]
    sound = talk([(0.5, False), *plan], seed)
    pieces, tally = _cut(sound)
    covered = np.zeros(len(sound) // 16 + 40, bool)
    for piece in pieces:
        assert 0 < piece.length_ms <= 30_000
        assert not covered[piece.start_ms : piece.end_ms].any()
        covered[piece.start_ms : piece.end_ms] = True
        begin = piece.start_ms * 16
        assert (piece.samples * 32768 == sound[begin : begin + len(piece.samples), 0]).all()
        assert all(0 <= first < last <= piece.length_ms + 20 for first, last in piece.voiced)
    at = 500
    for seconds, speaking in plan:
        until = at + round(seconds * 1000)
        if speaking:
            assert covered[at + 20 : until - 20].all()
        at = until
    assert tally.pieces == len(pieces)
    assert tally.kept_ms == sum(piece.length_ms for piece in pieces)


def test_cuts_fall_into_the_middle_of_pauses_and_pieces_are_ten_seconds_or_more() -> None:
    pieces, tally = _cut(talk([(0.5, False), *[(6, True), (0.5, False)] * 20]))
    assert tally.cuts_in_speech == 0
    assert all(10_000 <= piece.length_ms <= 28_400 for piece in pieces[:-1])
    for before, after in pairwise(pieces):
        assert abs((before.end_ms + after.start_ms) / 2 % 6500 - 250) < 60
        assert after.start_ms - before.end_ms < 200


def test_long_silence_is_never_handed_to_an_engine() -> None:
    pieces, tally = _cut(talk([(30, False), (12, True), (600, False), (12, True), (30, False)]))
    assert [round(piece.length_ms, -3) for piece in pieces] == [12_000, 12_000]
    assert tally.heard_ms == 684_000
    assert 659_000 < tally.skipped_ms < 660_000


def test_speech_without_a_pause_is_cut_at_its_quietest_moment() -> None:
    sound = talk([(40, True)])
    sound[19 * RATE : 19 * RATE + 1600] //= 20  # a tenth of a second
    pieces, tally = _cut(sound)
    assert abs(pieces[0].end_ms - 19_050) < 60
    assert pieces[1].start_ms == pieces[0].end_ms
    assert tally.cuts_in_speech >= 1
    assert sum(piece.length_ms for piece in pieces) >= 39_900


@pytest.mark.parametrize("room", [0, 20, 600])
def test_a_silent_studio_and_a_hissing_tape_are_cut_alike(room: float) -> None:
    pieces, _ = _cut(talk([(1, False), *[(12, True), (4, False)] * 4], room=room))
    assert [round(piece.start_ms, -3) for piece in pieces] == [1000, 17_000, 33_000, 49_000]


def test_a_room_where_nobody_speaks_gives_no_piece() -> None:
    for room in (0, 2, 300):
        assert _cut(talk([(75, False)], room=room))[0] == []
    assert _cut(np.zeros((0, 1), np.int16))[0] == []


def test_the_cuts_do_not_depend_on_the_blocks() -> None:
    sound = talk([(0.5, False), *[(7, True), (0.7, False)] * 9])
    spans = [[(piece.start_ms, piece.end_ms) for piece in _cut(sound, block)[0]] for block in (777, 160_000, len(sound))]
    assert spans[0] == spans[1] == spans[2]


@pytest.mark.parametrize("what", ["talk", "silence"])
def test_hours_of_talk_or_silence_need_no_more_memory_than_a_minute(what: str) -> None:
    block = talk([(10, what == "talk")], room=50)

    def hour() -> Iterator[np.ndarray]:
        for _ in range(180):
            yield block

    tracemalloc.start()
    for _ in cut(hour(), Tally()):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000


@pytest.mark.real
def test_every_real_recording_is_cut_and_most_of_it_is_kept(real_data: Path) -> None:
    for file in sorted((real_data / "speech").iterdir()):
        tally = Tally()
        pieces = list(cut(decode(file, RATE), tally))
        assert pieces, file
        assert tally.cuts_in_speech == 0, file
        assert tally.kept_ms > 0.8 * tally.heard_ms, file
