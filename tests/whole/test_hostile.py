"""Hostile words in every field that people write, taken through the real commands: they stay words in every output."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.decoding import everything
from tests.whole.canaries import Words, found_in
from tests.whole.conftest import Bench
from tests.whole.test_canary_everywhere import KEYS, SOMEWHERE, Builder

LEADS = ('=HYPERLINK("https://evil.test","x")', "+1+1", "-1+1", "@SUM(1)")
ATTACKS = (
    "<script>evil()</script>",
    "<img src=x onerror=evil()>",
    "\"'><svg/onload=evil()>",
    "{{7*7}}{%evil%}",
    '#eval("evil")#read("../../evil")',
    "$(touch evil)",
    "!!python/object/apply:os.system",
    "../../../evil",
    "..\\evil",
    "\u202egpj.evil",
)
LINK = "javascript:evil"
SPEAKERS = frozenset(("Person.name", "Interview.interviewers.name"))  # a turn begins with them; there Markdown is read
FILE_NAMES = frozenset(("a recording's own name", "photograph name", "sealed name", "agent", "author e-mail", "Staff.name"))
BIDI = frozenset(("LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"))


class Hostile(Words):
    """Words that occur once, with attacks of every kind around them where a file's name or an argument allows it."""

    def word(self, where: str, *, public: bool = False) -> str:
        """The word between a formula's beginning and everything else that something might run."""
        made = super().word(where, public=public)
        if where in FILE_NAMES | SPEAKERS or "." not in where:
            return made
        return f"{LEADS[len(made + where) % len(LEADS)]}{made}{''.join(ATTACKS)}[x]({LINK})"


class Page(HTMLParser):
    """What a browser would take from a page: its tags, and the words between them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


MADE = ("site", "volumes", "talks")
DATA = ("application/json", "application/ld+json")  # blocks that no browser runs


def dangers(page: Page) -> Iterator[str]:
    """Every tag of it that runs something, or fetches it from where an attack says."""
    for tag, attributes in page.tags:
        runs = [name for name in attributes if name.startswith("on")]
        leads = [str(attributes[name]) for name in ("href", "src", "action", "poster", "content") if attributes.get(name)]
        led = [one for one in leads if one.lower().lstrip().startswith(("javascript:", "data:text", "https://evil"))]
        if runs or led or (tag == "script" and "src" not in attributes and attributes.get("type") not in DATA):
            yield f"<{tag} {attributes}>"


@pytest.fixture(scope="module")
def attacked(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    folder = tmp_path_factory.mktemp("hostile")
    builder = Builder(Bench(project, folder / "archive", folder / "build"), folder / "brought")
    builder.words = Hostile()
    builder.folder.mkdir()
    builder.begin()
    for key in KEYS:
        builder.add(key)
    builder.end()
    return builder


def test_every_public_word_is_out_and_no_private_one(attacked: Builder) -> None:
    words, out = attacked.words, attacked.bench.out
    hits = found_in(((path, one) for name in MADE for path, one in everything(out / name)), words.private)
    assert hits == {}
    hits = found_in(((path, one) for name in MADE for path, one in everything(out / name)), words.public)
    assert {where for word, where in words.public.items() if word not in hits} <= SOMEWHERE


def test_no_page_has_a_tag_from_an_attack_and_the_words_can_be_read(attacked: Builder) -> None:
    pages = {path: Page(path.read_text("utf-8")) for path in sorted((attacked.bench.out / "site").rglob("*.html"))}
    assert {str(path): list(dangers(page)) for path, page in pages.items() if list(dangers(page))} == {}
    shown = "\n".join("".join(page.words) for page in pages.values())
    for attack in ATTACKS[:-1]:
        assert attack in shown, attack


def test_no_page_lets_a_change_of_direction_out(attacked: Builder) -> None:
    for path in sorted((attacked.bench.out / "site").rglob("*.html")):
        for line in Page(path.read_text("utf-8")).words:
            assert not [one for one in line if unicodedata.bidirectional(one) in BIDI], (path, line)


def test_a_pdf_runs_nothing_and_leads_nowhere(attacked: Builder) -> None:
    books = sorted((attacked.bench.out / "volumes").rglob("*.pdf"))
    assert books
    for book in books:
        reader = PdfReader(book)
        found = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
        tables = [one for one in found if isinstance(one, DictionaryObject)]
        assert not [one for one in tables if one.get("/S") in ("/JavaScript", "/Launch") or "evil" in str(one.get("/URI", ""))]
        assert "<script>evil()</script>" in re.sub(r"[\s\u2060\u200b]", "", "".join(page.extract_text() for page in reader.pages))


def test_nothing_was_run_and_nothing_written_elsewhere(attacked: Builder, project: Path) -> None:
    assert not list(attacked.bench.archive.parent.rglob("*evil*"))
    assert not (project / "evil").exists()
