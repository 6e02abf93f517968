"""Public ids: opaque, never reused, and a slip of the pen is noticed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.ids import ALPHABET, LENGTH, final_redirects, is_public_id, new_id, read_ids, write_ids
from pipeline.archive.manifest import read_manifest, write_manifest
from pipeline.archive.shelf import Hand, Shelf
from pipeline.model.nouns import Redirect
from tests.archive.building import drawn, shelf_at

IDS = st.integers(0, 2**32).map(lambda seed: new_id((), drawn(seed)))


@given(IDS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(found: str, at: int, other: str) -> None:
    assert is_public_id(found)
    wrong = found[:at] + other + found[at + 1 :]
    assert is_public_id(wrong) == (wrong == found)


@given(IDS, st.integers(0, LENGTH - 2))
def test_any_swap_of_neighbours_is_noticed(found: str, at: int) -> None:
    swapped = found[:at] + found[at + 1] + found[at] + found[at + 2 :]
    assert is_public_id(swapped) == (swapped == found)


def test_an_id_in_use_is_never_drawn_again() -> None:
    first = new_id((), drawn(1))
    assert new_id((first,), drawn(1)) != first


def test_ids_hold_no_vowel_and_nothing_that_looks_like_a_digit() -> None:
    assert not set("AEIOUYBDGLQSZ") & set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 23


def test_a_redirected_id_stays_taken_and_its_key_may_have_a_new_one() -> None:
    old, new = (new_id((), drawn(seed)) for seed in (1, 2))
    rows = (Redirect(id=old, kind="person", key="jia", redirect=new), Redirect(id=new, kind="person", key="jia"))
    assert read_ids(write_ids(rows), "ids.csv") == (rows, ())


def test_redirects_lead_to_where_they_end_and_circles_nowhere() -> None:
    one, two, three, four, five = (new_id((), drawn(seed)) for seed in range(5))
    rows = [
        Redirect(id=this, kind="person", key="jia", redirect=to)
        for this, to in ((one, two), (two, three), (four, five), (five, four))
    ]
    assert dict(final_redirects([*rows, Redirect(id=three, kind="person", key="jia")])) == {one: three, two: three}


def test_an_id_that_was_given_up_is_never_given_again(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    path = shelf.layout.root / "ids.csv"
    before = path.read_text(encoding="utf-8")
    old = new_id((), drawn(77))
    path.write_text(before + f"{old},person,somebody-gone,{before.splitlines()[1].split(',')[0]}\n", encoding="utf-8")
    fresh = Shelf(shelf.layout.root, shelf.layout.work, draw=drawn(77))
    fresh.new_person("ding", "丁")
    fresh.adopt(Hand("test", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)))
    ids = [line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(ids) == len(set(ids))
    assert ids.count(old) == 1
    assert fresh.read().redirects == ((old, before.splitlines()[1].split(",")[0]),)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9 .-]{0,20}[a-z0-9]", fullmatch=True),
        st.binary(max_size=4).map(lambda data: data.hex().zfill(64)),
    )
)
def test_a_manifest_reads_back_what_was_written(digests: dict[str, str]) -> None:
    assert read_manifest(write_manifest(digests), "manifest-sha256.txt") == (digests, ())
