"""Which route may be public, and which ISBN is one."""

from __future__ import annotations

from typing import get_args

import pytest

from pipeline.model.nouns import Route
from pipeline.model.routes import isbn_is_sound, may_be_public


def test_only_a_book_that_is_sold_may_be_public() -> None:
    assert [route for route in get_args(Route) if may_be_public(route)] == ["isbn"]
    assert not may_be_public("unheard-of")  # type: ignore[arg-type]


@pytest.mark.parametrize("isbn", ["978-7-02-000220-7", "ISBN 978-7-02-000220-7", "9787020002207", "978–7–02–000220–7"])
def test_sound_numbers(isbn: str) -> None:
    assert isbn_is_sound(isbn)


def test_any_one_wrong_digit_and_any_other_word_is_noticed() -> None:
    good = "9787020002207"
    for at in range(len(good)):
        for other in "0123456789":
            wrong = good[:at] + other + good[at + 1 :]
            assert isbn_is_sound(wrong) == (wrong == good)
    assert isbn_is_sound("0-306-40615-2")
    assert isbn_is_sound("0-8044-2957-X")
    for wrong in ("", "待定", "978-7-02-000220", "٩٧٨٧٠٢٠٠٠٢٢٠٧", "0-306-40615-3"):
        assert not isbn_is_sound(wrong)
