"""The website measured: our pages and our index against the plain theme and its own search, fed the same content in the same run.

    python benchmarks/site.py [--interviews 1000] [--sentences 400] [--alone] [--profile]

Each figure is a process of its own, with its children: CPU seconds, and the most memory that one of them held. Ours is
everything that `koushu publish site` does with an Edition: pages, feeds, manifests, downloads, index. The pictures that a shared
link shows are counted apart, since the plain theme draws none and each is drawn once. Pages are set in the reader's own fonts,
as the plain theme's are, unless `--fonts` is given: those are cut once for the alphabet of an archive. The plain theme gets the
same words twice over: all our pages as the same HTML inside Markdown, and interviews as Markdown, a paragraph with an id for
each sentence; its pages stay out of its navigation, which would cost it still more. `--alone` measures ours alone, `--profile`
prints where its time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import itertools
import os
import pstats
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.projection import InterviewProjection, PersonCard, PublicChapter, PublicTurn, Words
from pipeline.model.timing import SentenceTime, Timing, TurnTime
from pipeline.publish.site.derived import Derived
from pipeline.publish.site.fill import fill
from pipeline.publish.site.generator import theme_folder
from pipeline.publish.site.lettering import ELSEWHERE
from pipeline.publish.site.pages import SitePages
from pipeline.publish.site.publish import publish
from pipeline.publish.site.search import write_index
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import compose

ROOT = Path(__file__).resolve().parents[1]
GOAL_PAGES, GOAL_INDEX, GOAL_BOTH, GOAL_MB, GOAL_S = 8, 3, 4, 600, 3.0
IN_TURN, IN_CHAPTER = 8, 80  # sentences
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
PLAIN = """\
site_name: x
docs_dir: {docs}
site_dir: {out}
theme: {{name: material, language: zh, font: false}}
plugins: {plugins}
markdown_extensions: [attr_list, md_in_html]
nav: [index.md]
not_in_nav: "*"
validation: {{nav: {{omitted_files: ignore}}, links: {{anchors: ignore, not_found: ignore, unrecognized_links: ignore}}}}
"""


def edition(interviews: int, sentences: int) -> Edition:
    """Interviews of invented talk with times for every sentence and no sound files; the same every time."""
    chance = random.Random(1)  # noqa: S311
    words = list(import_module("pypinyin.constants").PHRASES_DICT)
    chance.shuffle(words)
    often = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))

    def said(count: int) -> str:
        return "".join(
            "".join(chance.choices(words, cum_weights=often, k=chance.randint(5, 11))) + chance.choice("。。。？")
            for _ in range(count)
        )

    people = tuple(PersonCard(id=f"P{number:07}", name=f"甲某{number}", birth="1930年") for number in range(interviews))
    return Edition(
        outlet="site",
        date=dt.date(2026, 1, 1),
        title="量度",
        institution="量度组",
        series="",
        about="量度用。",
        contact="电话",
        site_url="https://example.org/",
        sample=False,
        sample_notice="",
        people=people,
        interviews=tuple(_interview(number, person, said, sentences) for number, person in enumerate(people)),
        items=(),
        walls=(),
        volumes=(),
        tombstones=(),
        sounds=(),
        pictures=(),
    )


def _interview(number: int, person: PersonCard, said: Callable[[int], str], sentences: int) -> PublicInterview:
    turns, times, at = [], [], 0
    for count in range(0, sentences, IN_TURN):
        size = min(IN_TURN, sentences - count)
        turns.append(
            PublicTurn(speaker=person.name, role="narrator", person=person.id, start_ms=at, blocks=(Words(text=said(size)),))
        )
        spans = tuple(SentenceTime(at + 4000 * each, at + 4000 * each + 3800, sure=True) for each in range(size))
        times.append(TurnTime(at, spans[-1].end_ms, (spans,)))
        at = spans[-1].end_ms + 200
    step = IN_CHAPTER // IN_TURN
    chapters = tuple(
        PublicChapter(
            title=f"往事之{start // step + 1}", start_ms=turns[start].start_ms, turns=tuple(turns[start : start + step])
        )
        for start in range(0, len(turns), step)
    )
    talk = InterviewProjection(
        purpose="web_text",
        id=f"N{number:07}",
        title=f"第{number}次长谈",
        narrators=(person,),
        sessions=("2023年4月12日，会客室，面谈",),
        chapters=chapters,
    )
    return PublicInterview(talk, Timing(tuple(times)), None, "proofread", dt.date(2026, 1, 1))


def changed(found: Edition) -> Edition:
    """The same with a word put into one interview."""
    entry = found.interviews[0]
    first, *rest = entry.projection.chapters
    turn = first.turns[0]
    block = turn.blocks[0]
    if not isinstance(block, Words):
        raise TypeError(block)
    turn = turn.model_copy(update={"blocks": (Words(text=block.text.replace("。", "，真的。", 1)),)})
    first = first.model_copy(update={"turns": (turn, *first.turns[1:])})
    talk = entry.projection.model_copy(update={"chapters": (first, *rest)})
    return replace(found, interviews=(replace(entry, projection=talk), *found.interviews[1:]))


@dataclass(frozen=True)
class Spent:
    """What a process and its children took."""

    cpu_s: float
    wall_s: float
    peak_mb: int

    def __str__(self) -> str:
        return f"{self.cpu_s:8.1f} CPU-s {self.wall_s:8.1f} s {self.peak_mb:6} MB"


def spent(argv: list[str], folder: Path) -> Spent:
    """Run a child to its end; the most memory is that of the largest process among it and its children."""
    begun = time.monotonic()
    child = subprocess.Popen(argv, cwd=folder, env={**os.environ, **QUIET})
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{argv} ended with {os.waitstatus_to_exitcode(status)}")
    return Spent(usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss // 1024)


def part(name: str, given: argparse.Namespace) -> None:
    """What one of our own processes does; `edition` alone is what the others need before they begin."""
    folder, found = given.folder, edition(given.interviews, given.sentences)
    if name in ("pages+index", "again", "changed"):
        media = folder / "media"
        media.mkdir(exist_ok=True)
        edited = changed(found) if name == "changed" else found
        begun, before = time.monotonic(), os.times()
        publish(edited, media, folder / "pages", folder / "out", ROOT)
        after = os.times()
        cpu = sum(after[:4]) - sum(before[:4])
        (folder / f"{name}.s").write_text(f"{time.monotonic() - begun} {cpu}", encoding="utf-8")
    elif name == "cards":
        media = folder / "cards-media"
        media.mkdir()
        Derived(found, media)
    elif name == "index":
        write_index(found, folder / "index")
    elif name == "plain":
        plain_pages(found, folder)


def plain_pages(found: Edition, folder: Path) -> None:
    """The same words for the plain theme: `html/` holds our own fragments inside Markdown, `paragraphs/` Markdown alone."""
    site = SitePages(found, Setter(theme_folder(ROOT)))
    for page in site.all():
        path = folder / "html" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            re.sub(r"\n\s*\n", "\n", fill(compose(page), page.fragments)).replace("---\n# ", "---\n\n# "), encoding="utf-8"
        )
    for entry in found.interviews:
        path = folder / "paragraphs/interviews" / f"{entry.projection.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [f"# {entry.projection.title}"]
        for chapter in entry.projection.chapters:
            rows.append(f"## {chapter.title}")
            for turn in chapter.turns:
                for block in turn.blocks:
                    said = re.findall(r"[^。？]+[。？]", block.text) if isinstance(block, Words) else []
                    rows += [f"{sentence}\n{{: #t{turn.start_ms}-{count} .oh-s }}" for count, sentence in enumerate(said)]
        path.write_text("\n\n".join(rows) + "\n", encoding="utf-8")
    for name in ("html", "paragraphs"):
        (folder / name / "index.md").write_text("# 量度\n", encoding="utf-8")


def plain(folder: Path, docs: str, plugins: str) -> Spent:
    """One plain build."""
    config = folder / f"{docs}.yml"
    out = folder / "plain-out"
    config.write_text(PLAIN.format(docs=folder / docs, out=out, plugins=plugins), encoding="utf-8")
    took = spent([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)], folder)
    shutil.rmtree(out)
    return took


def verdict(name: str, ours: float, theirs: float, goal: int) -> None:
    print(f"{name}: 1/{theirs / ours:.1f} of the plain theme's CPU seconds (goal 1/{goal})", flush=True)


def measured(given: argparse.Namespace) -> None:
    def own(name: str) -> Spent:
        sizes = [f"--interviews={given.interviews}", f"--sentences={given.sentences}", f"--folder={given.folder}"]
        return spent([sys.executable, __file__, f"--part={name}", *sizes], ROOT)

    def show(name: str, took: Spent) -> Spent:
        print(f"{name:<44}{took}", flush=True)
        return took

    start = show("the edition alone (not counted)", own("edition"))
    whole = show("ours, pages and index, from nothing", own("pages+index"))
    index = show("ours, index alone", own("index"))
    cards = show("ours, drawn cards alone", own("cards"))
    show("ours, nothing changed", own("again"))
    show("ours, one interview changed", own("changed"))
    wall, cpu = (float(each) for each in (given.folder / "changed.s").read_text(encoding="utf-8").split())
    print(f"  one interview changed, from the Edition on: {wall:.1f} s, {cpu:.1f} CPU-s (goal {GOAL_S} s)")
    index_s = index.cpu_s - start.cpu_s
    cards_s = cards.cpu_s - start.cpu_s
    pages_s = whole.cpu_s - start.cpu_s - index_s - cards_s
    print(f"ours: pages {pages_s:.1f} CPU-s, index {index_s:.1f} CPU-s, cards {cards_s:.1f} CPU-s", flush=True)
    print(f"  peak {whole.peak_mb} MB (goal {GOAL_MB} MB; the benchmark's edition alone is {start.peak_mb} MB)", flush=True)
    if given.alone:
        return
    own("plain")
    html = show("the plain theme, the same HTML", plain(given.folder, "html", "[]"))
    paragraphs = show("the plain theme, Markdown paragraphs", plain(given.folder, "paragraphs", "[]"))
    search = show("the plain theme, paragraphs, its own search", plain(given.folder, "paragraphs", "[search]"))
    verdict("pages, against the same HTML", pages_s, html.cpu_s, GOAL_PAGES)
    verdict("pages, against Markdown paragraphs", pages_s, paragraphs.cpu_s, GOAL_PAGES)
    verdict("index", index_s, search.cpu_s - paragraphs.cpu_s, GOAL_INDEX)
    verdict("both, against the same HTML", pages_s + index_s, html.cpu_s + search.cpu_s - paragraphs.cpu_s, GOAL_BOTH)


def profiled(given: argparse.Namespace) -> None:
    profile = cProfile.Profile()
    profile.runcall(part, "pages+index", given)
    pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    pstats.Stats(profile).sort_stats("cumtime").print_stats(60)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--interviews", type=int, default=1000)
    words.add_argument("--sentences", type=int, default=400)
    words.add_argument("--alone", action="store_true")
    words.add_argument("--profile", action="store_true")
    words.add_argument("--fonts", action="store_true")
    words.add_argument("--part", default="", help=argparse.SUPPRESS)
    words.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.part:
        part(given.part, given)
        return
    with tempfile.TemporaryDirectory() as folder:
        given.folder = Path(folder)
        if not given.fonts:
            os.environ[ELSEWHERE] = folder  # where none are
        if given.profile:
            profiled(given)
        else:
            measured(given)


if __name__ == "__main__":
    main()
