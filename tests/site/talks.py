"""Interviews of every awkward kind for the interview page; invented, as every name in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.model.edition import Edition, PublicInterview, PublicSound
from pipeline.model.nouns import Named
from pipeline.model.projection import InterviewProjection, LeftOut, PublicChapter, PublicTurn, Words
from tests.site.editions import JIA, PEOPLE, PROOFREAD_SECONDS, SNOW, edition, snow, timing_of

NAMED, LONG, SILENT, BARE = "N2AAA7KQ", "N3BBB8LR", "N5CCC9MT", "N6DDD2NV"
SPOKEN = (
    ("interviewer", "乙", 0, (Words(text="贾明远同志，您和易秀兰是哪一年认识的？"),)),
    (
        "narrator",
        "贾明远",
        6_000,
        (
            Words(text="易秀兰那时候在*卫生训练班*。“你就叫我易秀兰。”她说。[^1]后来易秀兰到了师医院。"),
            LeftOut(label="应家属要求，此处略去"),
            Words(text="赵易秀兰是另外一个人。"),
        ),
    ),
    ("interviewer", "乙", 30_000, (Words(text="后来呢？"),)),
    ("narrator", "贾明远", 33_500, (Words(text="后来就转业了。我回了邮电局。"), LeftOut(label="应家属要求，此处略去"))),
    ("other", "家属", 50_000, (Words(text="他天天念叨秉𬭎。"), LeftOut(label="涉及他人隐私，此处略去"))),
    ("narrator", "贾明远", 55_000, (Words(text="没有的事。"),)),
)


def turns_of(rows: tuple[tuple[str, str, int, tuple[Words | LeftOut, ...]], ...]) -> tuple[PublicTurn, ...]:
    return tuple(
        PublicTurn.model_validate(
            {"speaker": name, "role": role, "person": JIA if role == "narrator" else "", "start_ms": at, "blocks": blocks}
        )
        for role, name, at, blocks in rows
    )


def named() -> PublicInterview:
    """Names in the text, three chapters of which the second has no title, withheld places, a trust that asks for caution."""
    turns = turns_of(SPOKEN)
    talk = snow().projection.model_copy(
        update={
            "id": NAMED,
            "title": "训练班与《家信》",
            "sessions": ("2023年4月12日，内江市军休所，面谈",),
            "interviewers": (Named(name="乙", role="采访"),),
            "index": (),
            "shows": (),
            "items": (),
            "photos": (),
            "story": (),
            "story_notes": (),
            "chapters": (
                PublicChapter(title="相识", start_ms=0, turns=turns[:2]),
                PublicChapter(title="", start_ms=30_000, turns=turns[2:4]),
                PublicChapter(title="回家以后", start_ms=50_000, turns=turns[4:]),
            ),
        }
    )
    sound = PublicSound(f"{SNOW}.m4a", PROOFREAD_SECONDS * 1000)
    return PublicInterview(talk, timing_of(turns, PROOFREAD_SECONDS * 1000), sound, "machine", dt.date(2023, 5, 20))


def long(count: int = 12_000) -> PublicInterview:
    """Nine hours in `count` sentences, four a turn, one chapter for each hour."""
    step = 9 * 3600_000 // count
    rows = []
    for number in range(count // 4):
        at = number * 4 * step
        words = "".join(f"这是第{number * 4 + k}句，讲的是当年行军路上的事情和后来的日子。" for k in range(4))
        rows.append(("narrator", "贾明远", at, (Words(text=words),)))
    turns = turns_of(tuple(rows))
    each = -(-len(turns) // 9)
    chapters = tuple(
        PublicChapter(title="", start_ms=turns[at].start_ms, turns=turns[at : at + each]) for at in range(0, len(turns), each)
    )
    talk = InterviewProjection(
        purpose="web_text", id=LONG, title="九个小时", narrators=(PEOPLE[0],), chapters=chapters, sample=True
    )
    sound = PublicSound(f"{LONG}.m4a", 9 * 3600_000)
    return PublicInterview(talk, timing_of(turns, 9 * 3600_000), sound, "proofread", dt.date(2023, 5, 20))


def silent() -> PublicInterview:
    """Text whose sentence times are not known and whose sound is not out; two narrators, four sessions."""
    rows = (("narrator", "贾明远", 0, (Words(text="我们一起走。"),)), ("narrator", "易秀兰", 9_000, (Words(text="走了一夜。"),)))
    talk = InterviewProjection(
        purpose="web_text",
        id=SILENT,
        title="两个人",
        narrators=PEOPLE[:2],
        sessions=tuple(f"2023年{month}月" for month in (1, 2, 3, 4)),
        chapters=(PublicChapter(title="", turns=turns_of(rows)),),
    )
    return PublicInterview(talk, None, None, "confirmed", dt.date(2023, 5, 20))


def bare() -> PublicInterview:
    """Neither text nor sound."""
    talk = InterviewProjection(purpose="web_text", id=BARE, title="还没有文字", narrators=(PEOPLE[1],))
    return PublicInterview(talk, None, None, "machine", dt.date(2023, 5, 20))


def talks(site_url: str = "") -> Edition:
    """An edition of these interviews and of that with everything."""
    return replace(edition(site_url), interviews=(snow(), named(), silent(), bare()))
