"""What the sheets of a roster hold: which column is which field of which record, and what may stand in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.model.kinds import KINDS
from pipeline.model.nouns import Item, Person
from pipeline.model.record import Record
from pipeline.model.talk import Ground, Talk
from pipeline.model.wall import Wall

Form = Literal["text", "list", "date", "number", "yes_no", "people", "items"]
CLEAR = "清空"  # typed into a cell, it takes away what the record holds; an empty cell says nothing
EXAMPLE = "样例"  # a row whose first cell begins so explains the sheet and is not read
SEPARATOR = "、"

YES_NO: Mapping[str, str] = {"是": "yes", "否": "no"}


@dataclass(frozen=True)
class Column:
    """One column: its title, the field as a curator writes it in YAML, how a cell is read, and what its note says.

    `choices`: what a cell may say → what the record says; empty: anything.
    """

    title: str
    field: str
    form: Form = "text"
    note: str = ""
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    width: int = 16


Noun = Literal["person", "item", "wall", "talk"]


@dataclass(frozen=True)
class Roll:
    """One sheet: its title, the record that a row is, its columns after 编号, and an example of a row."""

    title: str
    noun: Noun
    kind: type[Record]
    columns: tuple[Column, ...]
    example: tuple[str, ...]

    @property
    def naming(self) -> Column:
        """The column by which people call the record."""
        return next(column for column in self.columns if column.field in ("name", "title", "place"))


_DATE = "写作 1953-07-27、1953-07 或 1953；说法不确定的写作：一九五〇年冬（1950-11-08至1951-02-03）"
_LIST = f"几项之间用顿号“{SEPARATOR}”隔开"
_PEOPLE = f"人物表里的编号或姓名，{_LIST}"
KEY = Column("编号", "id", note="小写字母、数字和连字符，定了就不再改；新的一行可以空着，由程序取", width=20)

ROLLS: tuple[Roll, ...] = (
    Roll(
        "人物",
        "person",
        Person,
        (
            Column("姓名", "name", note="以身份证件为准"),
            Column("拼音", "pinyin", note="多音字请写，例如 Zēng Guófān"),
            Column("别名", "aliases", "list", _LIST),
            Column("性别", "sex", choices={"男": "男", "女": "女"}, width=8),
            Column("出生", "birth", "date", _DATE),
            Column("逝世", "death", "date", _DATE),
            Column("籍贯", "native_place"),
            Column("荣誉", "honours", "list", f"荣誉规范表里的 id 或文字，{_LIST}", width=24),
            Column("小传", "bio", note="公开的文字", width=60),
            Column("肖像说明", "portrait_alt", note="给看不见图片的人读", width=30),
            Column("是样例", "sample", "yes_no", choices=YES_NO, width=8),
        ),
        (
            *("样例-lin", "林海生", "Lín Hǎishēng", "林班长、老林", "男", "1932-05", "", "示例县柳溪镇", "三等功"),
            *("林海生，一九三二年五月出生。", "", ""),
        ),
    ),
    Roll(
        "实物",
        "item",
        Item,
        (
            Column("名称", "title", width=24),
            Column("类别", "kind", choices={word: kind for kind, word in KINDS.items()}, width=10),
            Column("所有者", "owner", "people", "人物表里的编号或姓名，只写一人"),
            Column("荣誉", "honour", note="荣誉规范表里的 id 或文字"),
            Column("日期", "date", "date", _DATE),
            Column("颁发单位", "issuer"),
            Column("说明", "caption", note="公开的文字", width=40),
            Column("画面说明", "alt", note="给看不见图片的人读", width=40),
            Column("铭文", "inscription", width=30),
            Column("证书号码", "serial", note="不公开"),
            Column("保管处", "custody", note="不公开"),
            Column("是样例", "sample", "yes_no", choices=YES_NO, width=8),
        ),
        (
            *("样例-medal", "三等功奖章", "奖章", "林海生", "三等功", "1953", "", "一枚三等功奖章。"),
            *("圆形铜质奖章，红色绶带", "", "", "家中", ""),
        ),
    ),
    Roll(
        "荣誉墙",
        "wall",
        Wall,
        (
            Column("名称", "title", width=30),
            Column("人物", "people", "people", f"按墙上的顺序；{_PEOPLE}", width=60),
            Column("实物", "items", "items", f"实物表里的编号或名称，{_LIST}", width=60),
        ),
        ("样例-wall", "立功受奖", "林海生、何秀兰", "三等功奖章"),
    ),
    Roll(
        "讲座",
        "talk",
        Talk,
        (
            Column("日期", "date", "date", _DATE),
            Column("场所", "kind", choices={word: word for word in get_args(Ground)}, width=8),
            Column("地点", "place", width=30),
            Column("讲师", "lecturers", "list", _LIST),
            Column("题目", "topic", width=30),
            Column("讲到的人", "people", "people", _PEOPLE, width=30),
            Column("听众人数", "audience", "number", "只写数字", width=10),
            Column("反馈", "feedback", note="不公开", width=40),
            Column("备注", "notes", note="不公开", width=30),
        ),
        ("样例-talk", "2024-04-02", "学校", "示例县中学", "周明远", "他们那年十七岁", "林海生", "320", "", ""),
    ),
)  # fmt: skip
