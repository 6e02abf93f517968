"""The fields of lecturers' kits."""

from __future__ import annotations

from pipeline.custody.fields import Mapped, Noun
from pipeline.model.kit import KitPlan

KIT = Noun(
    KitPlan,
    "讲座资料包",
    "kits.yml",
    (
        Mapped("id", "标识，也是文件夹的名字", "must", "public", dc="identifier"),
        Mapped("title", "题目", "must", "public", dc="title", schema="LearningResource.name"),
        Mapped("age", "对象：小学、中学、成人", "must", "public", dc="audience", schema="educationalLevel"),
        Mapped("people", "讲谁", "may", "internal"),
        Mapped("topics", "讲什么：访谈里的词", "may", "public", dc="subject", schema="LearningResource.about"),
        Mapped("parts", "人选定的访谈和段落，写法同影片", "may", "internal"),
        Mapped("opening", "开场白，写进备注", "may", "public", dc="description"),
    ),
)
NOUNS = (KIT,)
