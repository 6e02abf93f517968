"""The files of the search index: what an earlier run left is taken only where it is right, and a server may have no ranges."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.projection import PublicChapter, PublicTurn, Words
from pipeline.publish.site.packs import RECORDS, Lying, packed
from pipeline.publish.site.search import index, write_index
from pipeline.publish.site.server import server
from tests.site.editions import edition
from tests.site.test_search import FIND, everywhere, row

ASSETS = Path(__file__).parents[2] / "site/theme/assets"


def with_more(entry: PublicInterview, times: int) -> PublicInterview:
    """The interview with a turn more, of so many sentences that nothing else has."""
    words = "".join(f"第{number}夜我们又走了{number}里路，炊事班的锅还热着。" for number in range(times))
    turn = PublicTurn(speaker="甲", role="narrator", blocks=(Words(text=words),))
    chapters = (*entry.projection.chapters, PublicChapter(title="", turns=(turn,)))
    return replace(entry, projection=entry.projection.model_copy(update={"chapters": chapters}), timing=None)


def grown(whole: Edition, times: int) -> Edition:
    first, *rest = whole.interviews
    return replace(whole, interviews=(with_more(first, times), *rest))


def made_of(whole: Edition) -> dict[str, str]:
    return {entry.projection.id: entry.projection.model_dump_json() for entry in whole.interviews}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(st.lists(st.binary(max_size=9), max_size=2 * RECORDS))
def test_a_record_is_read_as_it_was_packed(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("packs")
    (folder / "3.js").write_bytes(packed("i", 3, parts, 2))
    full = [*parts, *[b""] * (2 * RECORDS - len(parts))]
    lying = Lying(folder, 2)
    assert [part for number in range(RECORDS) for part in lying.record(3 * RECORDS + number)] == full


def test_whatever_grew_moved_or_left_the_index_is_the_one_made_from_nothing(tmp_path: Path) -> None:
    folder, held = tmp_path / "search", tmp_path / "held"
    short, long = edition(), grown(edition(), 900)
    steps = (short, grown(short, 3), long, grown(short, 700), replace(short, interviews=short.interviews[1:]), long, short)
    for step in steps:
        write_index(step, folder, held, made_of(step))
        assert files(folder) == dict(index(step))
    assert "炊事班".encode() not in b"".join(files(folder).values())
    assert "炊事班".encode("utf-32-le") not in b"".join(files(held).values())


def test_what_is_the_same_is_not_touched(tmp_path: Path) -> None:
    folder, held, whole = tmp_path / "search", tmp_path / "held", grown(edition(), 300)
    write_index(whole, folder, held, made_of(whole))
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*.js")}
    write_index(whole, folder, held, made_of(whole))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.js")} == times


class _Whole(SimpleHTTPRequestHandler):
    """A server that knows no ranges."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def opened(chromium: Browser, bound: ThreadingHTTPServer) -> Iterator[tuple[Page, list[int]]]:
    """A page of the server with the finder in it, and the answers it got to questions for parts of files."""
    answers: list[int] = []
    page = chromium.new_page()
    page.on("response", lambda answer: answers.append(answer.status) if "range" in answer.request.headers else None)
    with bound:
        threading.Thread(target=bound.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{bound.server_address[1]}/index.html")
        yield page, answers
        bound.shutdown()
    page.close()


def test_parts_of_files_are_asked_for_and_whole_ones_where_a_server_gives_no_parts(chromium: Browser, tmp_path: Path) -> None:
    whole = grown(edition(), 1500)
    write_index(whole, tmp_path / "search")
    for name in ("oh-find.js", "oh-numerals.js"):
        shutil.copy(ASSETS / name, tmp_path)
    (tmp_path / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><script src="oh-find.js"></script>', encoding="utf-8"
    )
    text = row(whole)
    plain = partial(_Whole, directory=str(tmp_path))
    for bound, parts in ((server(tmp_path, 0), True), (ThreadingHTTPServer(("127.0.0.1", 0), plain), False)):
        with opened(chromium, bound) as (page, answers):
            for words in ("渡口", "我们又走了", "第九十九夜", "锅还热着第", "没有这句话"):
                assert [each[0] for each in page.evaluate(FIND, words)] == everywhere(text, words), words
        assert answers
        assert (set(answers) == {206}) is parts
        assert parts or len(answers) <= 2  # two at once before one of them is answered
