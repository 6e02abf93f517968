"""The table of fields → `docs/fields.md`: what every field is, and what other people's standards call it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.custody.fields import Noun

_NEED = {"must": "必备", "should": "应有", "may": "可选"}
_SIGHT = {"public": "公开", "internal": "内部", "sealed": "密"}
_INTRODUCTION = """# 字段表

由 `scripts/make-fields` 从程序生成，请勿手改。每个字段是什么、是否必备、给谁看，以及在各种标准里叫什么。
移交信息包里的都柏林核心和 PREMIS 元数据、四性检测的“必备字段”，用的都是这张表。

- **必备性** 必备：四性检测要求填写；应有：适用时填写；可选。
- **可见性** 公开：经授权、审核放行以后才对外，不会自动公开；内部：只在档案和移交信息包里；密：连移交信息包的元数据也不写。
- **DA/T** 前面的数字是标准号：46 文书，54 照片，59 口述史料，63 录音录像元数据，78 录音录像管理；M 后面是该标准的元数据编号。
- 对照依据各标准的摘录，空白表示没有查到对应，不表示没有。法律和标准问题以正式文本为准。
- 字段名是 YAML 里的写法。
"""
_HEAD = (
    "| 字段 | 是什么 | 必备性 | 可见性 | DA/T | Dublin Core | PREMIS | OHMS | schema.org |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


def fields_page(nouns: Sequence[Noun]) -> str:
    """The page as Markdown, one table for each noun."""
    return "\n".join([_INTRODUCTION, *(_section(noun) for noun in nouns)])


def _section(noun: Noun) -> str:
    return f"## {noun.name}\n\n{noun.place}\n\n{_HEAD}{''.join(_rows(noun))}"


def _rows(noun: Noun) -> Iterator[str]:
    for one in noun.fields:
        written = noun.kind.model_fields[one.field].alias or one.field
        others = (one.dat, _elements(one.dc), _elements(one.premis), one.ohms, one.schema)
        cells = (f"`{written}`", one.label, _NEED[one.need], _SIGHT[one.sight], *others)
        yield f"| {' | '.join(cells)} |\n"


def _elements(words: str) -> str:
    return "、".join(words.split())
