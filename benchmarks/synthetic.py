"""A big archive made from nothing: interviews of an hour each, with drafts, texts, consent and sign-offs, and no sound."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from pipeline.archive.begin import new_archive
from pipeline.archive.shelf import Hand, Shelf
from pipeline.edit.times import FoundTimes
from pipeline.flow import edit
from pipeline.model.draft import Draft, Listener, Segment, Word, draft_name
from pipeline.model.settings import Settings
from pipeline.release.review import Signing, review, sign_off
from pipeline.workshop import Workshop

HOUR_MS = 3_600_000
NOW = dt.datetime(2026, 1, 10, 9, 0, tzinfo=dt.UTC)
LETTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
PURPOSES = ("web_text", "print")
INTERVIEW = """\
title: 第{number}次长谈
narrators: [p{number}]
sessions: [{{date: 2023-04-12, place: 会客室, method: 面谈}}]
consent:
  signed: 2023-04-12
  by: {{name: 甲某{number}, as: narrator}}
  purposes: {{web_text: yes, print: yes}}
"""
CONFIG = """\
title: 量度用档案
institution: 量度组
engine: whisper
model: large-v3
gates: {site: [一校, 终审], volume: [一校, 终审], wall: [终审, 保密审查]}
"""


def hour(chance: random.Random) -> tuple[Segment, ...]:
    """About 900 sentences of 8 to 24 characters, one after the other, every character a timed word."""
    segments: list[Segment] = []
    at = 500
    while at < HOUR_MS - 6000:
        text = "".join(chance.choices(LETTERS, k=chance.randint(8, 24))) + chance.choice("。。。？，")
        step = chance.randint(150, 260)
        words = tuple(Word(at + index * step, at + (index + 1) * step, letter) for index, letter in enumerate(text[:-1]))
        segments.append(Segment(at, words[-1].end_ms, text, words))
        at = words[-1].end_ms + chance.randint(200, 1500)
    return tuple(segments)


def lay_out_archive(folder: Path, interviews: int) -> None:
    """Write the archive, have every interview signed for the site and for one volume."""
    new_archive(folder, "量度用档案", "量度组")
    (folder / "archive.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "staff.yml").write_text("- {name: 甲, stages: [一校]}\n- {name: 乙, stages: [终审]}\n", encoding="utf-8")
    shelf = Shelf(folder, folder.with_name(folder.name + "-work"))
    chance = random.Random(1)  # noqa: S311 - the same archive every time
    keys = [f"2023-{number:03}-p" for number in range(interviews)]
    for number, key in enumerate(keys):
        shelf.new_person(f"p{number}", f"甲某{number}")
        shelf.new_interview(key, "长谈", (f"p{number}",))
        (folder / "interviews" / key / "interview.yml").write_text(INTERVIEW.format(number=number), encoding="utf-8")
        who = Listener("import", "1", "", f"{number:064x}", {})
        draft = Draft("", HOUR_MS, who.engine, who.version, "", who.model_digest, {}, hour(chance), "imported")
        shelf.save_draft(key, draft_name("recording-1", "import", who.key("")), draft)
    names = ", ".join(keys)
    (folder / "volumes/text-1.yml").write_text(f"title: 长谈\nroute: isbn\ninterviews: [{names}]\n", encoding="utf-8")
    shelf.adopt(Hand("benchmark", NOW))
    _texts_and_signatures(folder, keys)


def _texts_and_signatures(folder: Path, keys: list[str]) -> None:
    settings = Settings(folder, folder.with_name(folder.name + "-build"), Path(), NOW, "en")
    edit(settings)
    shop = Workshop(settings)
    times: FoundTimes = shop.times
    for key in keys:
        for purpose in PURPOSES:
            reviewed = review(shop.archive, key, purpose, NOW.date(), times)
            shop.shelf.keep_projection(f"interviews/{key}", purpose, reviewed.canonical)
            for stage, by in (("一校", "甲"), ("终审", "乙")):
                for line in sign_off(shop.archive, reviewed, Signing((stage,), by), NOW):
                    shop.shelf.sign(f"interviews/{key}", line)
