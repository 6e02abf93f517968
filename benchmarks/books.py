"""Sets one volume of 200,000 characters and 60 photographs with our press and, where found, XeLaTeX and WeasyPrint; then six.

    .venv/bin/python benchmarks/books.py [--weasyprint PYTHON] [--six]

PYTHON is an interpreter that has WeasyPrint. Each engine runs in a process of its own: CPU seconds (user and system, all
threads), wall seconds and peak memory are the system's own figures. Lines are read from the PDFs as preflight reads them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
import os
import pickle
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.model.edition import Edition, PictureCut, PublicInterview, PublicVolume  # noqa: E402 - the path comes first
from pipeline.model.nouns import VolumePlan  # noqa: E402
from pipeline.model.projection import InterviewProjection, PersonCard, Picture, PublicChapter, PublicTurn, Words  # noqa: E402
from pipeline.publish.volume.bindery import Order, make_set  # noqa: E402
from pipeline.publish.volume.pdfium import opened  # noqa: E402
from pipeline.publish.volume.preflight import NEVER_FIRST, NEVER_LAST, lines_of  # noqa: E402
from pipeline.publish.volume.series import agree  # noqa: E402
from pipeline.publish.volume.setting import Setting  # noqa: E402

CHAPTERS, SECTIONS, CHARACTERS, PHOTOS = 18, 6, 200_000, 60
DAY = dt.date(2024, 5, 1)
LETTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
SURNAMES = "赵钱孙李周吴郑王冯陈"
STOPS = "，，，，。，。？，！，。"


def clause(chance: random.Random) -> str:
    words = "".join(chance.choices(LETTERS, k=chance.randint(4, 14)))
    if chance.random() < 0.06:
        words = f"“{words}”"
    elif chance.random() < 0.04:
        words = f"（{words}）"
    return words + (chance.choice(("——", "……")) if chance.random() < 0.03 else chance.choice(STOPS))


def paragraph(chance: random.Random, length: int) -> str:
    words = ""
    while len(words) < length:
        words += clause(chance)
    return re.sub(r"[，；—…]+$", "", words) + "。"


def talks(seed: int) -> list[InterviewProjection]:
    """The interviews of one volume, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same book every time
    people = [
        PersonCard(id=f"{seed}P{n}", name=f"{'赵钱孙李周吴郑王冯陈'[n % 10]}{LETTERS[n + 7]}{LETTERS[n + 20]}")
        for n in range(CHAPTERS)
    ]
    turns = CHARACTERS // (CHAPTERS * SECTIONS * 3)
    found = []
    for n, person in enumerate(people):
        chapters = []
        for section in range(SECTIONS):
            said = []
            for _ in range(3):
                named = people[chance.randrange(CHAPTERS)].name
                said.append(_turn("访者", "interviewer", paragraph(chance, 24)))
                said.append(_turn(person.name, "narrator", paragraph(chance, turns - 60) + f"{named}也在。[^1]"))
            chapters.append(PublicChapter(title=f"第{section + 1}节", turns=tuple(said)))
        photos = tuple(_photo(seed, n, k) for k in range(n, PHOTOS, CHAPTERS))
        notes = (("1", paragraph(chance, 30)),)
        said = {"narrators": (person,), "chapters": tuple(chapters), "notes": notes, "photos": photos}
        found.append(InterviewProjection(purpose="print", id=f"{seed}V{n}", title=f"第{n + 1}篇", **said))
    return found


def _turn(speaker: str, role: str, words: str) -> PublicTurn:
    return PublicTurn.model_validate({"speaker": speaker, "role": role, "blocks": (Words(text=words),)})


def _photo(seed: int, chapter: int, number: int) -> Picture:
    return Picture(id=f"{seed}F{number}", digest=f"{seed}-{number}", caption=f"照片之{number}（第{chapter + 1}篇）", alt="照片")


def edition(seed: int, media: Path) -> Edition:
    """One volume's edition with its pictures drawn: 1600 by 1200 pixels with grain."""
    media.mkdir(parents=True, exist_ok=True)
    found = talks(seed)
    for talk in found:
        for photo in talk.photos:
            path = media / f"{photo.id}.jpg"
            if not path.exists():
                Image.effect_noise((1600, 1200), 40).convert("RGB").save(path, quality=80)
    plan = VolumePlan.model_validate(
        {"title": f"第{seed}卷", "number": f"第{seed}卷", "route": "isbn", "order": seed, "set_index": True}
    )
    cuts = tuple(PictureCut(f"{photo.id}.jpg", photo.digest, 2400) for talk in found for photo in talk.photos)
    return Edition(
        outlet="volume", date=DAY, title="量度", institution="量度组", series="", about="", contact="", site_url="", sample=False,
        sample_notice="", people=tuple(card for talk in found for card in talk.narrators),
        interviews=tuple(PublicInterview(talk, None, None, "confirmed", DAY) for talk in found), items=(), walls=(),
        volumes=(PublicVolume(f"text-{seed}", plan, tuple(talk.id for talk in found)),), tombstones=(), sounds=(), pictures=cuts,
    )  # fmt: skip


def kept(room: Path, seed: int) -> Edition:
    """The edition of a volume, drawn once: what our press is given, as the others are given a file of their own."""
    note = room / f"edition-{seed}.pickle"
    if not note.exists():
        note.write_bytes(pickle.dumps(edition(seed, room / f"media-{seed}")))
    found: Edition = pickle.loads(note.read_bytes())  # noqa: S301 - written above
    return found


def typeset(room: Path) -> None:
    """One volume's archive PDF with its index and tags, and nothing of what only we do with it afterwards."""
    one = kept(room, 1)
    plan = one.volumes[0].plan.model_copy(update={"set_index": False})
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(one, replace(one.volumes[0], plan=plan), room / "media-1", Path(folder))
        agree([setting])
        (room / "set.pdf").write_bytes(setting.archival())


def ours(room: Path, copies: list[str], volumes: int) -> None:
    """Every file of so many volumes."""
    orders = []
    for seed in range(1, volumes + 1):
        one = kept(room, seed)
        plan = one.volumes[0].plan.model_copy(update={"also": tuple(copies), "set_index": volumes > 1})
        orders.append(Order(replace(one, volumes=(replace(one.volumes[0], plan=plan),)), room / f"media-{seed}", room))
    for made in make_set(orders):
        if any(not problem.is_notice for problem in made.problems):
            raise SystemExit(made.problems)


def changed(room: Path) -> dict[str, float]:
    """Seconds to set the volume again in a warm process after one word changed."""
    one = kept(room, 1)
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(one, one.volumes[0], room / "media-1", Path(folder))
        setting.archival()
        turn = setting.book["chapters"][9]["parts"][3]["pieces"][0]
        turn["text"] = "改" + turn["text"][1:]
        (Path(folder) / "book.json").write_text(json.dumps(setting.book, ensure_ascii=False), encoding="utf-8")
        wall, cpu = time.perf_counter(), time.process_time()
        setting.archival()
        return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


WEASY = """
import sys, weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1", pdf_tags=True)
"""
STYLE = """
@page { size: 170mm 240mm; margin: 27mm 17.65mm 21.3mm 19mm; @bottom-center { content: counter(page) } }
html { font: 10.5pt/18.375pt "Noto Serif CJK SC"; } body { margin: 0 } p { margin: 0; text-indent: 2em; text-align: justify }
h1 { break-before: right; text-align: center; font-size: 20pt; line-height: 1.4 }
h2 { font: 12.5pt "Noto Sans CJK SC" }
figure { margin: 9pt 0; text-align: center } figure img { width: 100%; max-height: 88mm; object-fit: contain }
.note { float: footnote; font-size: 8.6pt; line-height: 1.5 }
nav a { display: block }
nav a::after { content: leader('.') target-counter(attr(href), page) }
.index a::after { content: target-counter(attr(href), page) "、" }
"""
Mentions = dict[str, list[str]]  # a name, and the anchors in the text where it stands


def anchored(words: str, names: str, mentions: Mentions, form: str) -> str:
    """The words with an anchor at each name, written as `form` says."""

    def anchor(found: re.Match[str]) -> str:
        mark = f"m{sum(map(len, mentions.values()))}"
        mentions.setdefault(found[0], []).append(mark)
        return form.format(mark=mark, name=found[0])

    return re.sub(names, anchor, words)


def page_of(room: Path) -> Path:
    """The same volume as HTML."""
    found, mentions = talks(1), Mentions()
    names = "|".join(talk.narrators[0].name for talk in found)
    rows = [f"<nav>{''.join(f'<a href=#{talk.id}>{talk.title}</a>' for talk in found)}</nav>"]
    for talk in found:
        note = f"<span class=note>{html.escape(talk.notes[0][1])}</span>"
        rows.append(f"<h1 id={talk.id}>{talk.title}</h1>")
        figures = [
            f"<figure><img src='media-1/{one.id}.jpg'><figcaption>{one.caption}</figcaption></figure>" for one in talk.photos
        ]
        for number, chapter in enumerate(talk.chapters):
            rows.append(f"<h2>{chapter.title}</h2>")
            for turn in chapter.turns:
                words = anchored(html.escape(turn.blocks[0].text), names, mentions, "<a id={mark}>{name}</a>")  # type: ignore[union-attr]
                words = words.replace("[^1]", note)
                rows.append(f"<p><b>{turn.speaker}</b>：{words}</p>")
            rows += figures[number : number + 1]
    rows += [
        f"<p class=index>{name} {''.join(f'<a href=#{mark}></a>' for mark in marks)}" for name, marks in sorted(mentions.items())
    ]
    target = room / "book.html"
    target.write_text(f"<!doctype html><html lang=zh><meta charset=utf-8><style>{STYLE}</style>{''.join(rows)}", encoding="utf-8")
    return target


TEX = r"""\documentclass[fontset=none,zihao=5,openright]{ctexbook}
\usepackage[paperwidth=170mm,paperheight=240mm,top=27mm,bottom=21.3mm,inner=19mm,outer=17.65mm]{geometry}
\usepackage{graphicx}
\setCJKmainfont{Noto Serif CJK SC}\setCJKsansfont{Noto Sans CJK SC}
\begin{document}\tableofcontents
"""


def tex_of(room: Path) -> Path:
    """The same volume for XeLaTeX with ctex: contents, footnotes, figures that float, an index of names."""
    rows, mentions = [TEX], Mentions()
    names = "|".join(talk.narrators[0].name for talk in talks(1))
    for talk in talks(1):
        note = f"\\footnote{{{talk.notes[0][1]}}}"
        rows.append(f"\\chapter{{{talk.title}}}")
        figures = [
            f"\\begin{{figure}}[tb]\\centering\\includegraphics[width=\\textwidth,height=88mm,keepaspectratio]"
            f"{{media-1/{one.id}.jpg}}\\caption{{{one.caption}}}\\end{{figure}}"
            for one in talk.photos
        ]
        for number, chapter in enumerate(talk.chapters):
            rows.append(f"\\section{{{chapter.title}}}")
            for turn in chapter.turns:
                words = anchored(turn.blocks[0].text, names, mentions, "{name}\\label{{{mark}}}")  # type: ignore[union-attr]
                rows.append(f"\\textbf{{{turn.speaker}}}：{words.replace('[^1]', note)}\n")
            rows += figures[number : number + 1]
    rows.append("\\chapter{人名索引}")
    for name, marks in sorted(mentions.items()):
        pages = [f"\\pageref{{{mark}}}" for mark in marks]
        rows.append(f"{name} {'、'.join(pages)}\n")
    target = room / "book.tex"
    target.write_text("\n".join([*rows, "\\end{document}\n"]), encoding="utf-8")
    return target


def measured(*command: str) -> dict[str, float]:
    """CPU and wall seconds, peak memory in MB of a process."""
    wall = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter() - wall, "peak": usage.ru_maxrss / 1024}


def lines(pdf: Path) -> tuple[int, int]:
    """Lines that begin or end with a mark that may not stand there, and last lines of one character."""
    rows = [line.text for line in lines_of(pdf.read_bytes()) if len(line.text) > 1]
    wrong = [row for row in rows if row[0] in NEVER_FIRST or row[-1] in NEVER_LAST]
    alone = [row for row in rows if re.fullmatch(r"[\u4e00-\u9fff][。！？”]+", row)]
    return len(wrong), len(alone)


def told(name: str, figures: dict[str, float], pdf: Path) -> None:
    wrong, alone = lines(pdf)
    with opened(pdf.read_bytes()) as document:
        pages = len(document)
    print(
        f"{name:<28}{figures['cpu']:>8.1f} CPU-s{figures['wall']:>8.1f} s{figures['peak']:>8.0f} MB"
        f"{wrong:>6} line edges{alone:>6} alone{pages:>6} pages"
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--weasyprint", metavar="PYTHON")
    words.add_argument("--six", action="store_true")
    words.add_argument("--inner", nargs=3, metavar=("ROOM", "COPIES", "VOLUMES"), help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.inner and given.inner[1] == "set":
        typeset(Path(given.inner[0]))
        return
    if given.inner and given.inner[1] == "changed":
        warm = changed(Path(given.inner[0]))
        print(f"one word changed, warm: {warm['wall']:.2f} s, {warm['cpu']:.2f} CPU-s", flush=True)
        return
    if given.inner:
        ours(Path(given.inner[0]), [one for one in given.inner[1].split(",") if one], int(given.inner[2]))
        return
    room = Path(tempfile.mkdtemp(prefix="koushu-books-"))
    try:
        volumes = 6 if given.six else 1
        for seed in range(1, volumes + 1):
            kept(room, seed)
        me = (sys.executable, str(Path(__file__).resolve()), "--inner", str(room))
        told("koushu, archive PDF", measured(*me, "set", "1"), room / "set.pdf")
        told("koushu, with preflight", measured(*me, "", "1"), room / "text-1.pdf")
        told("koushu, print and cover too", measured(*me, "print,cover", "1"), room / "text-1.print.pdf")
        subprocess.run([*me, "changed", "1"], check=True)
        if given.weasyprint:
            page = page_of(room)
            told("WeasyPrint", measured(given.weasyprint, "-c", WEASY, str(page), str(room / "weasy.pdf")), room / "weasy.pdf")
        if shutil.which("xelatex"):
            once = f"xelatex -interaction=batchmode {tex_of(room).name} >xelatex.txt 2>&1"
            command = f"cd {room} && {once} && {once} && {once}"  # contents and index hold pages of the pass before
            subprocess.run(["xelatex", "-version"], stdout=subprocess.DEVNULL, check=True)
            told("XeLaTeX and ctex", measured("bash", "-c", command), room / "book.pdf")
        if given.six:
            figures = measured(*me, "print,cover", "6")
            print(
                f"six volumes, print and cover too: {figures['wall']:.1f} s, {figures['cpu']:.1f} CPU-s, {figures['peak']:.0f} MB"
            )
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
