"""A text and a query fold alike, wherever they were cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.folding import folded, simplifications


def test_width_case_script_and_punctuation_do_not_count() -> None:
    assert folded("第３８軍、ＡＢＣ：『衝鋒』！") == "第38军abc冲锋"
    assert folded("一九五〇年") == folded("一九五零年")


def test_rare_and_very_new_characters_are_letters() -> None:
    assert folded("秉𬭎") == "秉𬭎"
    assert folded("\U00031350") == "\U00031350"  # a character of Unicode 15


@given(st.text(), st.text())
def test_any_cut_folds_alike(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)
    assert folded(folded(one)) == folded(one)


def test_the_table_for_readers_holds_what_folding_changes_and_nothing_else() -> None:
    table = simplifications("军冲锋零")
    assert table["軍"] == "军"
    assert table["衝"] == "冲"
    assert table["〇"] == "零"
    assert "龍" not in table
    for was, now in table.items():
        assert folded(was) == now
