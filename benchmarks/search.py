"""Search measured by strings cut at random from public text, a third of them across sentences: found or not, where, at what cost.

    python benchmarks/search.py [--characters 3000000] [--strings 1000] [--peers]

Builds an edition of invented talk, indexes it, and asks a real Chromium over a server, with nothing cached before any query.
`--peers` adds Pagefind (npm) and the theme's own search on the same text in the same run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from pipeline.language.folding import folded
from pipeline.language.sentences import split
from pipeline.model.edition import Edition, PublicInterview, PublicSound
from pipeline.model.projection import InterviewProjection, PersonCard, PublicChapter, PublicTurn, Words
from pipeline.model.timing import SentenceTime, Timing, TurnTime
from pipeline.publish.site.findable import findables
from pipeline.publish.site.search import write_index
from pipeline.publish.site.server import server

TALK = 30_000  # characters of one interview, about two hours
ASSETS = Path(__file__).resolve().parents[1] / "site/theme/assets"
CHECKED = 2_000  # places of one string that are looked up; of the rest only the number is
ALL = """async ([query, most]) => {
  const letters = OhFind.folded(query);
  const found = await (await OhFind.search(letters)).next(0, 1e12, 1e9);
  const places = [];
  for (let at = 0; at < Math.min(most, found.starts.length); at += 100) // a browser asks for so many at once and no more
    places.push(...await Promise.all(found.starts.slice(at, at + 100).map(start => OhFind.place(start, letters))));
  const true_ = places.filter(Boolean).map(each => each.entry[3] + "#" + each.entry[6][each.index][2]);
  return [found.starts.length - places.length + true_.length, true_]; // what is not sure comes first
}"""
FIRST = """async (query) => {
  await OhFind.open("search/");
  const begun = performance.now(), letters = OhFind.folded(query), search = await OhFind.search(letters);
  for (let from = 0, shown = 0; from < 1e12 && shown < 6;) { // as the page does
    const found = await search.next(from, 1e12, 6 - shown);
    for (from = found.end; found.starts.length && shown < 6;) {
      const batch = found.starts.splice(0, 6 - shown);
      shown += (await Promise.all(batch.map(start => OhFind.place(start, letters)))).filter(Boolean).length;
    }
  }
  return performance.now() - begun;
}"""


def edition(characters: int) -> Edition:
    """Interviews of invented talk: the words of a dictionary, some as often as words are in speech."""
    chance = random.Random(1)  # noqa: S311 - the same text every time
    words = list(import_module("pypinyin.constants").PHRASES_DICT)
    chance.shuffle(words)
    often = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    entries = []
    for number in range(max(1, characters // TALK)):
        turns, times, at, written = [], [], 0, 0
        while written < TALK:
            said = [
                "".join(chance.choices(words, cum_weights=often, k=chance.randint(5, 11))) + chance.choice("。。。？！")
                for _ in range(8)
            ]
            text = "".join(said)
            spans = []
            for part in split(text):
                spans.append(SentenceTime(at, at + len(part) * 220, sure=True))
                at += len(part) * 220 + 300
            turns.append(PublicTurn(speaker="甲", role="narrator", blocks=(Words(text=text),)))
            times.append(TurnTime(spans[0].start_ms, at, (tuple(spans),)))
            written += len(text)
        person = PersonCard(id=f"P{number:07}", name=f"甲某{number}")
        talk = InterviewProjection(
            purpose="web_text",
            id=f"N{number:07}",
            title=f"第{number}次长谈",
            narrators=(person,),
            chapters=(PublicChapter(title="往事", turns=tuple(turns)),),
        )
        entries.append(
            (person, PublicInterview(talk, Timing(tuple(times)), PublicSound("a.m4a", at), "machine", dt.date(2026, 1, 1)))
        )
    return Edition(
        outlet="site",
        date=dt.date(2026, 1, 1),
        title="量度",
        institution="",
        series="",
        about="",
        contact="",
        site_url="",
        sample=False,
        sample_notice="",
        people=tuple(person for person, _ in entries),
        interviews=tuple(entry for _, entry in entries),
        items=(),
        walls=(),
        volumes=(),
        tombstones=(),
        sounds=(),
        pictures=(),
    )


@dataclass(frozen=True)
class Asked:
    """A string, and every address at which it truly stands."""

    words: str
    truth: tuple[str, ...]


def asked(found: Edition, count: int) -> list[Asked]:
    """Strings of 2 to 8 folded characters, a third of them across the end of a sentence, with the truth by plain search."""
    rows = []
    for each in findables(found):
        if each.kind == "text":
            parts = [folded(passage.text) for passage in each.passages]
            starts = list(itertools.accumulate((len(part) for part in parts), initial=0))
            rows.append(("".join(parts), starts, each))
    chance = random.Random(2)  # noqa: S311
    strings = []
    while len(strings) < count:
        text, starts, _ = chance.choice(rows)
        length = chance.randint(2, 8)
        if len(strings) % 3 == 0:
            at = chance.choice(starts[1:-1]) - chance.randint(1, length - 1)
        else:
            at = chance.randrange(len(text) - length)
        if 0 <= at <= len(text) - length:
            strings.append(text[at : at + length])
    return [Asked(words, tuple(_truth(rows, words))) for words in strings]


def _truth(rows: list[tuple[str, list[int], object]], words: str) -> Iterator[str]:
    for text, starts, each in rows:
        at = text.find(words)
        number = 0
        while at >= 0:
            while starts[number + 1] <= at:
                number += 1
            yield f"{each.href}#{each.passages[number].anchor}"  # type: ignore[attr-defined]
            at = text.find(words, at + 1)


def measured(cold: Page, warm: Page, questions: list[Asked], folder: Path) -> None:
    """Ask every string cold for its first six places, and a page that keeps what it read for all; print what it cost."""
    wrong = lost = 0
    weights, waits, files = [], [], []
    loaded: list[int] = []  # bytes of each answer, beside the head that is loaded once
    cold.on("request", lambda request: loaded.extend(_bytes(request.url, request.headers.get("range", ""), folder)))
    warm.evaluate("OhFind.open('search/')")
    for question in questions:
        loaded.clear()
        waits.append(cold.evaluate(FIRST, question.words))
        weights.append(sum(loaded))
        files.append(len(loaded))
        count, found = warm.evaluate(ALL, [question.words, CHECKED])
        missed, false = Counter(question.truth), Counter(found)
        missed.subtract(false)
        lost += count < len(question.truth) or (len(found) < CHECKED and any(left > 0 for left in missed.values()))
        wrong += count > len(question.truth) or any(left < 0 for left in missed.values())
    places = sum(len(each.truth) for each in questions)
    print(f"  {len(questions)} strings at {places:,} places: {lost} not wholly found, {wrong} with a false hit")
    for name, values, unit, goal in (
        ("read", weights, "B", 50_000),
        ("cold query", waits, "ms", 100),
        ("answers", files, "", None),
    ):
        ordered = sorted(values)
        beyond = f", {sum(value > goal for value in ordered)} over {goal:,}{unit}" if goal else ""
        print(
            f"  {name}: median {statistics.median(ordered):,.0f}{unit}, 95 % {ordered[int(len(ordered) * 0.95)]:,.0f}{unit}, "
            f"99 % {ordered[int(len(ordered) * 0.99)]:,.0f}{unit}, most {ordered[-1]:,.0f}{unit}{beyond}"
        )


def _bytes(address: str, part: str, folder: Path) -> Iterator[int]:
    """How many bytes are asked for: part of a file as it lies, or a whole one packed."""
    name = urlsplit(address).path.lstrip("/")
    if part:
        first, last = part.removeprefix("bytes=").split("-")
        yield int(last) - int(first) + 1
    elif not name.endswith("head.js") and (folder / name).is_file():
        yield len(gzip.compress((folder / name).read_bytes(), 6))


def ours(found: Edition, folder: Path, strings: int) -> None:
    before = time.process_time()
    write_index(found, folder / "search")
    spent = time.process_time() - before
    characters = sum(len(passage.text) for each in findables(found) for passage in each.passages)
    held = [path.stat().st_size for path in (folder / "search").rglob("*.js")]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"ours: {characters:,} characters in {spent:.1f} CPU-s ({spent * 3e6 / characters:.1f} for 3 million)")
    print(f"  {len(held):,} files, {sum(held) / 1e6:.1f} MB, peak {peak} MB with the edition")
    for name in ("oh-find.js", "oh-numerals.js"):
        shutil.copy(ASSETS / name, folder)
    script = (ASSETS / "oh-find.js").read_text(encoding="utf-8")
    (folder / "oh-keep.js").write_text(script.replace("KEEP = 400;", "KEEP = 1e9;"), encoding="utf-8")
    for page, name in (("index", "oh-find.js"), ("keeping", "oh-keep.js")):
        head = f'<!doctype html><meta charset="utf-8"><script src="{name}"></script>'
        (folder / f"{page}.html").write_text(head, encoding="utf-8")
    questions = asked(found, strings)
    with server(folder, 0) as bound, sync_playwright() as playwright:
        threading.Thread(target=bound.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        cold, warm = browser.new_page(), browser.new_page()
        cold.goto(f"http://127.0.0.1:{bound.server_address[1]}/index.html")
        warm.goto(f"http://127.0.0.1:{bound.server_address[1]}/keeping.html")
        client = cold.context.new_cdp_session(cold)
        client.send("Network.setCacheDisabled", {"cacheDisabled": True})
        measured(cold, warm, questions, folder)
        browser.close()
        bound.shutdown()


PAGEFIND = """async () => {
  const begun = performance.now(), engine = await import(new URL("pagefind/pagefind.js", location));
  await engine.init();
  window.ask = async question => {
    const asked = performance.now(), hits = await engine.search(question);
    const pages = await Promise.all(hits.results.map(hit => hit.data()));
    return [performance.now() - asked, pages.map(each => each.url)];
  };
  return performance.now() - begun;
}"""
LUNR = """async () => {
  const begun = performance.now(), worker = new Worker("%s");
  const told = kind => new Promise(resolve => worker.addEventListener("message", function heard(message) {
    if (message.data.type === kind) { worker.removeEventListener("message", heard); resolve(message.data.data); }
  }));
  const ready = told(1);
  const index = await (await fetch("search/search_index.json")).json();
  worker.postMessage({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: false } } });
  await ready;
  window.ask = async question => {
    const asked = performance.now(), answer = told(3);
    worker.postMessage({ type: 2, data: question });
    const found = await answer;
    return [performance.now() - asked, found.items.flat().map(each => each.location)];
  };
  return performance.now() - begun;
}"""
MKDOCS = """\
site_name: x
docs_dir: docs
site_dir: out-{name}
theme: {{name: material, language: zh, font: false}}
plugins: {plugins}
"""


def peers(found: Edition, folder: Path, strings: int) -> None:
    """Pagefind and the theme's search on the same text: time to index, size, and what they find, page by page."""
    texts = {each.href: each for each in findables(found) if each.kind == "text"}
    words = {href: folded("".join(passage.text for passage in each.passages)) for href, each in texts.items()}
    questions = [each.words for each in asked(found, strings)]
    truth = [{Path(href).stem for href, text in words.items() if each in text} for each in questions]
    pages, docs = folder / "plain", folder / "docs"
    for href, each in texts.items():
        (pages / href).parent.mkdir(parents=True, exist_ok=True)
        said = "".join(f'<p id="{number}">{escape(passage.text)}</p>' for number, passage in enumerate(each.passages))
        head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{each.title}</title><h1>{each.title}</h1>'
        (pages / href).write_text(head + said, encoding="utf-8")
        docs.mkdir(exist_ok=True)
        said = "\n\n".join(passage.text for passage in each.passages)
        (docs / f"{Path(href).stem}.md").write_text(f"# {each.title}\n\n{said}\n", encoding="utf-8")
    (docs / "index.md").write_text("# 量度\n", encoding="utf-8")
    spent = _child(["npm", "exec", "--yes", "--", "pagefind@1.6.0", "--site", str(pages)], folder)
    size = sum(path.stat().st_size for path in (pages / "pagefind").rglob("*") if path.is_file())
    print(f"Pagefind 1.6.0: {spent:.1f} CPU-s, {size / 1e6:.1f} MB")
    for name, query in (("plain", "{}"), ("in quotation marks", '"{}"')):
        _answers(pages, f"  {name}", PAGEFIND, [query.format(each) for each in questions], truth)
    times = {}
    for name, plugins in (("without", "[]"), ("with", "[search]")):
        config = folder / f"{name}.yml"
        config.write_text(MKDOCS.format(name=name, plugins=plugins), encoding="utf-8")
        times[name] = _child([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)], folder)
    site = folder / "out-with"
    size = (site / "search/search_index.json").stat().st_size
    more = times["with"] - times["without"]
    print(f"the theme's own: {more:.1f} CPU-s beyond {times['without']:.1f} without, {size / 1e6:.1f} MB, loaded by every page")
    worker = next(site.glob("assets/javascripts/workers/search.*.min.js")).relative_to(site).as_posix()
    _answers(site, "  as its box asks", LUNR % worker, [f"+{each}*" for each in questions], truth)


def _answers(site: Path, name: str, script: str, questions: list[str], truth: list[set[str]]) -> None:
    """Ask in a real Chromium and print how many strings were wholly found, how many with a false page, at what cost."""
    weights: dict[str, int] = {}
    (site / "index.html").touch()  # the server wants a site
    with server(site, 0) as bound, sync_playwright() as playwright:
        threading.Thread(target=bound.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(600_000)
        address = f"http://127.0.0.1:{bound.server_address[1]}/"
        (site / "ask.html").write_text('<!doctype html><meta charset="utf-8">', encoding="utf-8")
        page.goto(f"{address}ask.html")
        page.on("requestfinished", lambda request: weights.setdefault(request.url, request.sizes()["responseBodySize"]))
        began = page.evaluate(script)
        page.wait_for_timeout(1000)  # the last sizes arrive late
        first = sum(weights.values())
        waits, lost, wrong = [], 0, 0
        for question, pages in zip(questions, truth, strict=True):
            wait, found = page.evaluate("question => ask(question)", question)
            stems = {Path(urlsplit(each).path).stem for each in found}
            waits.append(wait)
            lost += bool(pages - stems)
            wrong += bool(stems - pages)
        browser.close()
        bound.shutdown()
    ordered = sorted(waits)
    middle, most = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    each = (sum(weights.values()) - first) / len(questions)
    print(f"{name}: {len(questions)} strings, {lost} not on all their pages, {wrong} with a false page")
    print(
        f"    ready in {began:,.0f} ms and {first:,} B; a query {middle:,.0f} ms, 95 % {most:,.0f} ms, {each:,.0f} B", flush=True
    )


def _child(argv: list[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--characters", type=int, default=3_000_000)
    words.add_argument("--strings", type=int, default=1000)
    words.add_argument("--peers", action="store_true")
    given = words.parse_args()
    found = edition(given.characters)
    folder = Path(tempfile.mkdtemp())
    try:
        ours(found, folder, given.strings)
        if given.peers:
            peers(found, folder, given.strings)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
