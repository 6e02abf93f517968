"""Whom a talk is held before: how much is told, how long a passage may be, and how listeners are spoken to."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.kit import Age
from pipeline.model.projection import PersonCard
from pipeline.publish.site.dates import first_year

_OLD = 60  # years; younger narrators are nobody's grandparents


@dataclass(frozen=True)
class Manner:
    """How a kit for an age speaks.

    `passages` at most, each of `characters` at most; `questions` in the quiz with `options` each; `pace` is characters a minute
    when read aloud to them; `wonder` are questions to think about, which state nothing.
    """

    passages: int
    characters: int
    questions: int
    options: int
    pace: int
    listeners: str
    wonder: tuple[str, ...]
    kin: bool = False  # are narrators called grandmother and grandfather, as children call old people


MANNERS: dict[Age, Manner] = {
    "小学": Manner(
        3, 70, 6, 3, 150, "小学生",
        ("听了这段讲述，你记住了哪一个画面？把它画下来。", "回家问问长辈：他们像你这么大的时候，每天做些什么？"),
        kin=True,
    ),
    "中学": Manner(
        5, 120, 8, 4, 200, "中学生",
        ("讲述里的哪一句话让你印象最深？为什么？", "如果由你来采访，你还想问什么？写下三个问题。",
         "怎样知道一段回忆是不是准确？可以找哪些材料来对照？"),
    ),
    "成人": Manner(
        8, 180, 10, 4, 220, "成人",
        ("讲述里的哪一段与您自己或家人的经历相近？", "身边还有哪些人的经历值得记下来？您愿意从谁开始？",
         "口述与文字档案说法不同的时候，应当怎样对待？"),
    ),
}  # fmt: skip


def called(card: PersonCard, manner: Manner, year: int) -> str:
    """How a narrator is spoken of in the year of the kit: before children as old people are, where their birth is public."""
    born = first_year(card.birth)
    word = {"男": "爷爷", "女": "奶奶"}.get(card.sex, "")
    return f"{card.name}{word}" if manner.kin and born and year - born >= _OLD else card.name
