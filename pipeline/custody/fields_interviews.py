"""The fields of interviews, and of items and photographs."""

from __future__ import annotations

from pipeline.custody.fields import Mapped, Noun
from pipeline.model.nouns import IndexPoint, Interview, Item, Photo, Recording, Session, Show

INTERVIEW = Noun(
    Interview,
    "访谈",
    "interviews/<访谈>/interview.yml",
    (
        Mapped("title", "题名", "must", "public", "63 题名 M7", "title", "originalName", "title", "name"),
        Mapped("narrators", "口述者", "must", "public", "59 口述者", "creator", ohms="interviewee", schema="creator"),
        Mapped("interviewers", "采集者", "must", "public", "59 采集者", "contributor", ohms="interviewer", schema="contributor"),
        Mapped("crew", "摄录、整理人员", "must", "public", "63 摄录者、编辑者、著录者", "contributor", schema="contributor"),
        Mapped("sessions", "采集的时间、地点、方式", "must", "public", "59 时间、地点、方式"),
        Mapped("language", "语种", "must", "public", "63 语种", "language", ohms="language", schema="inLanguage"),
        Mapped("dialect", "方言", "should", "public", "59 背景信息", "language", ohms="language", schema="inLanguage"),
        Mapped("recordings", "录音录像原件", "must", "internal", "63 时间长度、采样率、声道、编码"),
        Mapped("index", "内容索引", "should", "public", "78 著录", "tableOfContents", ohms="index/point", schema="hasPart Clip"),
        Mapped("shows", "讲述中出示的实物", "may", "public", "63 关联实体标识符 M87", "relation", schema="mentions"),
        Mapped("consent", "授权书", "must", "internal", "59 授权书", premis="rightsStatement", ohms="rights"),
        Mapped("withhold", "不公开的内容", "may", "internal", "63 利用限制"),
        Mapped("quarantine", "疑似涉密，禁止一切导出", "may", "internal", "63 密级"),
        Mapped("notes", "内部备注", "may", "internal", "63 附注", ohms="user_notes"),
        Mapped("sample", "是否示例", "may", "public"),
    ),
)
SESSION = Noun(
    Session,
    "采集场次",
    "interview.yml 的 sessions",
    (
        Mapped("date", "采集日期", "must", "public", "59 时间", "created", schema="dateCreated"),
        Mapped("place", "采集地点", "must", "public", "59 地点", "coverage", schema="locationCreated"),
        Mapped("method", "采集方式", "must", "public", "59 方式", "description"),
        Mapped("present", "在场人员", "may", "internal", "59 采集记录"),
    ),
)
RECORDING = Noun(
    Recording,
    "录音录像原件",
    "interview.yml 的 recordings",
    (
        Mapped("file", "文件名", "must", "internal", "63 计算机文件名", "identifier", "originalName", "file_name", "contentUrl"),
        Mapped("channels", "各声道是谁的话筒", "may", "internal", "63 声道"),
    ),
)
INDEX = Noun(
    IndexPoint,
    "索引条目",
    "interview.yml 的 index",
    (
        Mapped("at_ms", "时间", "must", "public", "78 著录", ohms="index/point/time", schema="Clip.startOffset"),
        Mapped("title", "小标题", "must", "public", "78 著录", "tableOfContents", ohms="index/point/title", schema="Clip.name"),
        Mapped("synopsis", "提要", "should", "public", "摘要", "abstract", ohms="index/point/synopsis", schema="Clip.abstract"),
        Mapped("keywords", "主题词", "should", "public", "46 关键词", "subject", ohms="index/point/keywords", schema="keywords"),
        Mapped("places", "地名", "may", "public", "46 关键词", "coverage", ohms="index/point/gpspoints", schema="location"),
    ),
)
SHOW = Noun(
    Show,
    "出示实物",
    "interview.yml 的 shows",
    (
        Mapped("at_ms", "时间", "must", "public", schema="Clip.startOffset"),
        Mapped("item", "实物", "must", "public", "63 关联实体标识符 M87", "relation", schema="mentions"),
    ),
)
PHOTO = Noun(
    Photo,
    "照片",
    "interviews/<访谈>/photos/*.yml，talks/<讲座>/*.yml",
    (
        Mapped("caption", "题名、说明", "must", "public", "54 题名", "title", schema="ImageObject.caption"),
        Mapped("alt", "无障碍文字说明", "should", "public", "54 文字说明", "description", schema="alternateName"),
        Mapped("date", "拍摄日期", "should", "public", "54 摄影时间", "created", schema="dateCreated"),
        Mapped("credit", "摄影者", "must", "public", "54 摄影者", "creator", schema="creditText"),
        Mapped("depicts", "照片中的人物", "should", "public", "54 人物", "subject", schema="about"),
        Mapped("consent", "被拍摄者的授权", "may", "internal", "59 授权书", premis="rightsStatement"),
        Mapped("notes", "内部备注", "may", "internal", "54 附注"),
    ),
)
ITEM = Noun(
    Item,
    "实物",
    "items/<实物>/item.yml",
    (
        Mapped("kind", "种类", "must", "public", "54 体裁", "type", schema="@type"),
        Mapped("title", "名称", "must", "public", "54 题名", "title", "originalName", schema="name"),
        Mapped("owner", "所有者", "must", "public", "54 来源", "provenance", schema="owns"),
        Mapped("honour", "所属荣誉", "should", "public", "54 主题", "subject", schema="award"),
        Mapped("date", "颁发或形成日期", "should", "public", "54 时间", "created", schema="dateCreated"),
        Mapped("issuer", "颁发单位（按名录的公开规定）", "should", "public", "54 题名", "publisher", schema="sponsor"),
        Mapped("caption", "说明", "must", "public", "54 文字说明", "description", schema="caption"),
        Mapped("alt", "无障碍文字说明", "should", "public", "54 文字说明", "description", schema="alternateName"),
        Mapped("inscription", "铭文、证书文字", "should", "public", "54 文字说明", "description", schema="text"),
        Mapped("serial", "编号、证号", "may", "sealed"),
        Mapped("custody", "保管与流传经过", "should", "internal", "54 来源"),
        Mapped("consent", "所有者的授权", "may", "internal", "59 授权书", premis="rightsStatement"),
        Mapped("withhold", "不公开的部分", "may", "internal", "63 利用限制"),
        Mapped("sample", "是否示例", "may", "public"),
    ),
)
NOUNS = (INTERVIEW, SESSION, RECORDING, INDEX, SHOW, PHOTO, ITEM)
