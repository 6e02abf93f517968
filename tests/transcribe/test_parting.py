"""A piece is parted where nobody speaks."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.transcribe.listening import RATE, Piece
from pipeline.transcribe.parting import parts


def spoken(seconds: float, *quiet: tuple[float, float]) -> np.ndarray:
    sound = np.random.default_rng(1).normal(0, 0.1, round(seconds * RATE)).astype(np.float32)
    for start, end in quiet:
        sound[round(start * RATE) : round(end * RATE)] *= 0.01
    return sound


def test_a_piece_is_parted_in_its_longest_pause() -> None:
    piece = Piece(5000, spoken(20), ((200, 6000), (6400, 9000), (10_000, 19_800)))
    assert [(part.start_ms, part.length_ms) for part in parts(piece, 15_000)] == [(5000, 9500), (14_500, 10_500)]
    assert [part.voiced for part in parts(piece, 15_000)] == [((200, 6000), (6400, 9000)), ((500, 10_300),)]


def test_without_a_pause_it_is_parted_where_it_is_quietest() -> None:
    first, second = parts(Piece(0, spoken(18, (7.0, 7.2)), ((0, 18_000),)), 15_000)
    assert 7000 <= first.end_ms == second.start_ms <= 7200


def test_what_is_short_enough_or_has_no_limit_stays_whole() -> None:
    piece = Piece(0, spoken(20), ((0, 20_000),))
    assert list(parts(piece, 0)) == list(parts(piece, 20_000)) == [piece]


@given(st.integers(1, 284), st.integers(50, 150), st.lists(st.integers(0, 28_400), max_size=8))
def test_parts_are_the_piece(tenths: int, longest: int, edges: list[int]) -> None:
    length = tenths * 100
    edges = sorted({edge for edge in edges if edge <= length})
    voiced = tuple(zip(edges[::2], edges[1::2], strict=False))
    piece = Piece(3000, np.arange(tenths * RATE // 10, dtype=np.float32), voiced)
    made = list(parts(piece, longest * 100))
    assert np.array_equal(np.concatenate([part.samples for part in made]), piece.samples)
    assert [part.end_ms for part in made[:-1]] == [part.start_ms for part in made[1:]]
    assert all(part.length_ms <= longest * 100 for part in made)
    assert all(0 <= start <= end <= part.length_ms for part in made for start, end in part.voiced)
    assert sum(end - start for part in made for start, end in part.voiced) == sum(end - start for start, end in voiced)
