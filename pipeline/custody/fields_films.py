"""The fields of films."""

from __future__ import annotations

from pipeline.custody.fields import Mapped, Noun
from pipeline.model.film import FilmPart, FilmPlan, Passage

FILM = Noun(
    FilmPlan,
    "影片",
    "volumes/film-*.yml",
    (
        Mapped("title", "片名", "must", "public", "46 题名", "title", schema="VideoObject.name"),
        Mapped("subtitle", "副题", "may", "public", "46 题名", "alternative", schema="alternativeHeadline"),
        Mapped("series", "丛书", "may", "public", dc="isPartOf", schema="isPartOf"),
        Mapped("number", "部次", "may", "public", dc="identifier", schema="episodeNumber"),
        Mapped("size", "画面的宽和高，像素", "may", "public", dc="format", schema="videoFrameSize"),
        Mapped("opening", "片头的话", "may", "public", dc="description"),
        Mapped("parts", "收录的访谈，按先后", "must", "public", "63 关联实体标识符 M87", "hasPart", schema="hasPart"),
        Mapped("closing", "片尾的话", "may", "public", dc="description"),
        Mapped("credits", "制作人员", "may", "public", dc="contributor", schema="contributor"),
        Mapped("cover", "封面用谁的肖像", "may", "internal"),
    ),
)
PART = Noun(
    FilmPart,
    "影片里的一篇访谈",
    "volumes/film-*.yml 的 parts",
    (
        Mapped("interview", "访谈", "must", "internal"),
        Mapped("title", "这一篇的题目", "may", "public", dc="title", schema="Clip.name"),
        Mapped("passages", "选用的段落，按先后", "may", "internal"),
    ),
)
PASSAGE = Noun(
    Passage,
    "选用的一段",
    "volumes/film-*.yml 的 parts 里的 passages",
    (
        Mapped("from_ms", "从什么时刻", "may", "internal", "63 起始时间", schema="startOffset"),
        Mapped("to_ms", "到什么时刻", "may", "internal", "63 结束时间", schema="endOffset"),
        Mapped("first", "从哪一句", "may", "internal"),
        Mapped("last", "到哪一句", "may", "internal"),
    ),
)
NOUNS = (FILM, PART, PASSAGE)
