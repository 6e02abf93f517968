"""Nothing that people wrote is a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writing.spreadsheet import cell, compose_csv


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1", "|cmd", "\ufeff=1", "﹣2"])
def test_a_formula_in_any_width_is_made_words(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "甲所", "2026-11-24", "a=b", "300"])
def test_other_words_stay(text: str) -> None:
    assert cell(text) == text


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00")), min_size=1), min_size=1))
def test_every_cell_is_read_back_and_none_begins_a_formula(rows: list[list[str]]) -> None:
    data = compose_csv(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [[text.removeprefix("'") for text in row] for row in back if row] == [
        [text.removeprefix("'") for text in row] for row in rows if row
    ]
    assert not [text for row in back for text in row if text[:1] in ("=", "+", "-", "@")]
