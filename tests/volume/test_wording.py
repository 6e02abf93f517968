"""Words on their way to the template."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.projection import PersonCard
from pipeline.publish.volume.characters import bare, plain
from pipeline.publish.volume.naming import Names
from pipeline.publish.volume.wording import Wording

PEOPLE = (
    PersonCard(id="P1", name="欧阳山", aliases=("老欧", "小名")),
    PersonCard(id="P2", name="欧阳山河", aliases=("小名",)),
    PersonCard(id="P3", name="甲"),
)


@given(st.text())
def test_nothing_invisible_is_left_and_nothing_visible_is_lost(text: str) -> None:
    kept = bare(text)
    assert not [character for character in kept if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert [character for character in text if unicodedata.category(character)[0] in "LNPSM"] == [
        character for character in kept if unicodedata.category(character)[0] in "LNPSM"
    ]
    assert plain(text).replace("\u200b", "") == kept


@given(st.lists(st.sampled_from(["欧阳山河", "欧阳山", "老欧", "小名", "甲", "，去了", "河", "欧"])))
def test_words_cut_at_names_are_the_same_words(parts: list[str]) -> None:
    text = "".join(parts)
    cut = Names(PEOPLE).split(text)
    assert "".join(words for words, _ in cut) == text
    assert all(words.endswith(("欧阳山", "欧阳山河", "老欧")) for words, keys in cut if keys)


def test_the_longest_name_is_found_and_a_shared_alias_or_a_single_character_is_not() -> None:
    found = [keys for _, keys in Names(PEOPLE).split("欧阳山河和老欧，小名是甲。") if keys]
    assert found == [("欧阳山河",), ("欧阳山",)]


def test_a_name_is_found_in_emphasis_and_in_a_note() -> None:
    wording = Wording({"1": "见*欧阳山*的信。"}, Names(PEOPLE))
    pieces = wording.pieces("**欧阳山**来过。[^1][^2]")
    assert [(it["text"], it["face"], it["people"]) for it in pieces] == [
        ("欧阳山", "strong", ["欧阳山"]),
        ("来过。", "text", []),
        ("", "text", []),
    ]
    assert [(it["text"], it["people"]) for it in pieces[-1]["note"]] == [("见", []), ("欧阳山", ["欧阳山"]), ("的信。", [])]
