"""The index of names in the ebook of a volume: links to the places, pages of paper, and only who is public."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from pipeline.publish.ebook.mentions import Mentions
from pipeline.publish.ebook.press import publish
from pipeline.publish.paging import VolumePages
from pipeline.publish.volume.naming import Names
from tests.ebook.conftest import Bound
from tests.ebook.editions import narrator
from tests.ebook.reading import NS, Opened, epubcheck


def lines(book: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Name → file, anchor and words of every link behind it."""
    found = {}
    for row in Opened.at(book).tree("index.xhtml").xpath("//x:li", namespaces=NS):
        links = row.xpath("x:a", namespaces=NS)
        found[row.text.strip("　")] = [(*link.get("href").split("#"), link.text) for link in links]
    return found


def test_each_link_leads_to_the_name_or_an_alias_on_the_page_it_says(bound: Bound) -> None:
    opened = Opened.at(bound.text)
    cards = {card.name: card for card in bound.edition.people}
    for name, links in lines(bound.text).items():
        assert links
        for file, anchor, page in links:
            before, _, after = opened.files[f"EPUB/{file}"].decode().partition(f'<span id="{anchor}">')
            assert after.partition("<")[0] in {name, *cards[name].aliases}, (name, anchor)
            assert re.findall(r'id="page-(\d+)"', before)[-1] == page


def test_the_index_knows_whom_the_edition_knows_and_nobody_else(bound: Bound, tmp_path: Path) -> None:
    named = set(lines(bound.text))
    assert {"曾山河", "刘㛃"} <= named <= {card.name for card in bound.edition.people}
    narrators = {card.name for one in bound.edition.interviews for card in one.projection.narrators}
    gone = sorted(named - narrators)
    assert gone, "somebody is named who tells nothing"
    less = dataclasses.replace(bound.edition, people=tuple(card for card in bound.edition.people if card.name not in gone))
    assert set(lines(publish(less, bound.media, tmp_path, bound.pages)[0])) == named - set(gone)


def test_without_pages_of_paper_the_index_names_the_chapters(bound: Bound, tmp_path: Path) -> None:
    made = publish(bound.edition, bound.media, tmp_path, VolumePages())
    assert {words for links in lines(made[0]).values() for _, _, words in links} <= {
        f"《{one.projection.title}》" for one in bound.edition.interviews
    }
    assert epubcheck(*made) == ""


def test_the_index_stands_in_the_contents_and_among_the_aids_and_a_narrators_book_has_none(bound: Bound, tmp_path: Path) -> None:
    assert "人名索引" in Opened.at(bound.text).words("nav.xhtml")
    assert "index" in Opened.at(bound.text).meta("schema:accessibilityFeature")
    own = publish(narrator(bound.edition, "P2"), bound.media, tmp_path / "own", VolumePages())
    (whole,) = bound.edition.volumes
    plan = whole.plan.model_copy(update={"indexes": ()})
    without = dataclasses.replace(bound.edition, volumes=(dataclasses.replace(whole, plan=plan),))
    for book in (own[0], publish(without, bound.media, tmp_path / "without", bound.pages)[0]):
        assert "EPUB/index.xhtml" not in Opened.at(book).files
        assert "name-1" not in "".join(str(content) for content in Opened.at(book).files.values())


def test_what_looks_like_markup_beside_a_name_is_escaped(bound: Bound) -> None:
    mentions = Mentions(Names(bound.edition.people))
    mentions.enter("chapter-001", "<题>")
    assert mentions.marked("<b>曾山河</b>&曾山河") == ('&lt;b&gt;<span id="name-1">曾山河</span>&lt;/b&gt;&amp;曾山河'), (
        "the second of a page needs no anchor"
    )
    assert "《&lt;题&gt;》" in mentions.index()
