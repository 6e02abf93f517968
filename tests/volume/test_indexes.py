"""Long indexes go from page to page; none of their lines is lost, and no run of pages is broken between two lines."""

from __future__ import annotations

import re

import pytest

from pipeline.model.projection import PublicChapter
from pipeline.publish.volume.bindery import Order, make_set
from tests.volume.bound import plan
from tests.volume.editions import Shelf, speech, turn
from tests.volume.reading import Page, body, read

NAMES = [a + b + c for a in "赵钱孙李周吴郑王冯陈褚卫" for b in "山河江海" for c in "明华国"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    folder = tmp_path_factory.mktemp("long")
    shelf = Shelf(folder / "media")
    people = [shelf.person(f"P{number}", name) for number, name in enumerate(NAMES)]
    told = [turn(NAMES[0], speech(n, 10) + "".join(f"{name}也在。" for name in NAMES[n % 7 :: 3])) for n in range(30)]
    shelf.interview("V1", "一章", people[0], chapters=(PublicChapter(title="节", turns=tuple(told)),))
    edition = shelf.edition(plan(also=[], indexes=["people"], set_index=True))
    (made,) = make_set([Order(edition, folder / "media", folder)])
    return read(made.files[0])


def opener(pages: tuple[Page, ...], title: str) -> int:
    return next(page.number for page in pages if any(line.text == title and line.size > 15 for line in page.lines))


def test_a_long_index_that_follows_another_begins_on_a_page_of_its_own_on_either_side(pages: tuple[Page, ...]) -> None:
    first, second = opener(pages, "人名索引"), opener(pages, "人名总索引")
    assert first % 2 == 1
    assert second - first >= 2
    before = pages[second - 2]
    assert before.text.strip(), "no blank page stands between them"
    assert pages[second - 1].lines[1].text == "人名总索引", "under the running head"


def test_every_name_stands_in_both_indexes_with_pages_on_which_it_is(pages: tuple[Page, ...]) -> None:
    first, second = opener(pages, "人名索引"), opener(pages, "人名总索引")
    last = max(page.number for page in pages if page.folio)
    printed = {folio: re.sub(r"\s", "", page.text) for folio, page in body(pages).items()}
    for start, end in ((first, second), (second, last + 1)):
        text = "\n".join(page.text for page in pages[start - 1 : end - 1])
        rows = re.findall(r"^(\S{3}) ((?:1:)?\d[\d–, \n]*)$", text, re.MULTILINE)
        listed = dict(rows)
        assert set(listed) >= set(NAMES)
        for name in NAMES:
            number = re.findall(r"\d+", listed[name].removeprefix("1:"))[0]
            words = printed[number].removeprefix("书").removeprefix("一章")  # without the running head
            assert name in words or words.startswith((name[1:], name[2:])), (name, number)


def test_a_run_of_pages_is_not_broken_between_two_lines(pages: tuple[Page, ...]) -> None:
    first = opener(pages, "人名索引")
    lines = [line.text for page in pages[first - 1 :] for line in page.lines]
    assert sum("–" in line for line in lines) > 50
    assert [line for line in lines if line.endswith("–")] == []
