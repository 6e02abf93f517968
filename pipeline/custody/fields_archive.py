"""The fields of the archive itself, of volumes, and of public ids; and the whole table."""

from __future__ import annotations

from pipeline.custody import fields_films, fields_interviews, fields_kits, fields_people, fields_rights
from pipeline.custody.fields import Mapped, Noun, table
from pipeline.model.binding import Cover
from pipeline.model.nouns import ArchiveConfig, BaseMap, Imprint, Redirect, SpeakerModels, Voice, VolumePlan

ARCHIVE = Noun(
    ArchiveConfig,
    "档案",
    "archive.yml",
    (
        Mapped("title", "名称", "must", "public", "46 全宗", "isPartOf", ohms="collection_name", schema="ArchiveComponent.name"),
        Mapped("institution", "采集、保管单位", "must", "public", "59 采集单位", "publisher", ohms="repository",
               schema="holdingArchive"),
        Mapped("series", "系列", "may", "public", "46 类别", "isPartOf", ohms="series_name", schema="isPartOf"),
        Mapped("contact", "对外联系方式", "should", "public"),
        Mapped("takedown", "多久答复撤下请求", "should", "public", schema="publishingPrinciples"),
        Mapped("about", "简介", "should", "public", "59 采集规划", schema="description"),
        Mapped("languages", "语种", "must", "public", "63 语种", schema="inLanguage"),
        Mapped("engine", "识别引擎", "may", "internal", "63 软件"),
        Mapped("model", "识别模型", "may", "internal", "63 软件"),
        Mapped("service", "识别服务的地址", "may", "internal"),
        Mapped("punctuation", "标点模型", "may", "internal", "63 软件"),
        Mapped("prompt", "给识别引擎的提示", "may", "internal"),
        Mapped("expect_names", "是否提前告诉引擎人名、地名", "may", "internal"),
        Mapped("speech", "怎样找出有人说话的地方", "may", "internal"),
        Mapped("speakers", "分辨说话人的模型", "may", "internal"),
        Mapped("gates", "各出口要求的签核环节", "must", "internal", "63 授权标识符 M93"),
        Mapped("machine_text", "纯机器文字能否公开", "may", "internal"),
        Mapped("consent", "整个系列的限制", "may", "internal", "63 利用限制"),
        Mapped("site_url", "网址", "may", "public", ohms="collection_link", schema="url"),
        Mapped("map", "底图", "may", "public"),
        Mapped("sample", "是否示例", "may", "public"),
        Mapped("sample_notice", "示例说明", "may", "public"),
    ),
)  # fmt: skip
BASE_MAP = Noun(
    BaseMap,
    "底图",
    "archive.yml 的 map",
    (
        Mapped("south", "南边的纬度", "must", "public", dc="coverage", schema="GeoShape.box"),
        Mapped("west", "西边的经度", "must", "public", dc="coverage", schema="GeoShape.box"),
        Mapped("north", "北边的纬度", "must", "public", dc="coverage", schema="GeoShape.box"),
        Mapped("east", "东边的经度", "must", "public", dc="coverage", schema="GeoShape.box"),
        Mapped("approval", "审图号", "must", "public", dc="identifier", schema="identifier"),
    ),
)
SPEAKERS = Noun(
    SpeakerModels,
    "分辨说话人的模型",
    "archive.yml 的 speakers",
    (
        Mapped("segmentation", "切分模型", "must", "internal", "63 软件"),
        Mapped("embedding", "声纹模型", "must", "internal", "63 软件"),
    ),
)
VOLUME = Noun(
    VolumePlan,
    "书卷",
    "volumes/*.yml",
    (
        Mapped("order", "在丛书里的顺序", "may", "public", schema="position"),
        Mapped("size", "开本", "may", "public", dc="extent"),
        Mapped("also", "另外制作的文件：付印本、封面、大字本、校样", "may", "internal"),
        Mapped("told_as", "个别访谈用文字稿、编辑整理稿还是整理稿", "may", "internal"),
        Mapped("dedication", "题词", "may", "public"),
        Mapped("committee", "编委会名单", "may", "public", dc="contributor"),
        Mapped("foreword", "序", "may", "public", dc="description"),
        Mapped("foreword_title", "序的题目", "may", "public"),
        Mapped("conventions", "凡例", "may", "public"),
        Mapped("conventions_title", "凡例的题目", "may", "public"),
        Mapped("portraits", "肖像放在文旁还是占一整页", "may", "internal"),
        Mapped("chronology", "是否附大事记", "may", "internal"),
        Mapped("plates", "是否附实物图录", "may", "internal"),
        Mapped("credits", "是否附图片来源", "may", "internal"),
        Mapped("indexes", "附哪几种索引", "may", "internal"),
        Mapped("names_by", "索引按拼音还是笔画", "may", "internal"),
        Mapped("set_index", "是否附各册人名总索引", "may", "internal"),
        Mapped("proofs", "校对记录", "may", "public"),
        Mapped("pictures", "付印本的图片：灰度还是四色", "may", "internal"),
        Mapped("profile", "印刷厂的 ICC 特性文件名", "may", "internal"),
        Mapped("cover", "封面", "may", "internal"),
        Mapped("title", "书名", "must", "public", "46 题名", "title", schema="Book.name"),
        Mapped("subtitle", "副题", "may", "public", "46 题名", "alternative", schema="alternativeHeadline"),
        Mapped("series", "丛书", "may", "public", dc="isPartOf", schema="isPartOf"),
        Mapped("number", "卷次", "may", "public", dc="identifier", schema="volumeNumber"),
        Mapped("route", "出版途径", "must", "internal", "63 利用限制", "accessRights"),
        Mapped("preface", "前言", "may", "public", dc="description"),
        Mapped("preface_title", "前言的题目", "may", "public"),
        Mapped("afterword", "后记", "may", "public"),
        Mapped("afterword_title", "后记的题目", "may", "public"),
        Mapped("interviews", "收录的访谈，按先后", "must", "public", "63 关联实体标识符 M87", "hasPart", schema="hasPart"),
        Mapped("prefer", "用文字稿、编辑整理稿还是整理稿", "may", "internal"),
        Mapped("voices", "另印二维码的各段", "may", "internal"),
        Mapped("imprint", "版权页", "must", "public"),
    ),
)
VOICE = Noun(
    Voice,
    "印有二维码的一段",
    "volumes/*.yml 的 voices",
    (
        Mapped("interview", "访谈", "must", "internal"),
        Mapped("at_ms", "时刻", "must", "internal", "63 起始时间"),
    ),
)
COVER = Noun(
    Cover,
    "封面",
    "volumes/*.yml 的 cover",
    (
        Mapped("back", "封底的话", "may", "public", dc="description"),
        Mapped("leaf_mm", "一张纸的厚度，毫米", "may", "internal"),
    ),
)
IMPRINT = Noun(
    Imprint,
    "版权页",
    "volumes/*.yml 的 imprint",
    (
        Mapped("publisher", "出版或编印单位", "must", "public", dc="publisher", schema="publisher"),
        Mapped("isbn", "国际标准书号", "may", "public", dc="identifier", schema="isbn"),
        Mapped("cip", "图书在版编目数据", "may", "public", dc="identifier"),
        Mapped("price", "定价", "may", "public", schema="offers"),
        Mapped("permit", "准印证号", "may", "public", "63 授权标识符 M93", "identifier", schema="identifier"),
        Mapped("permit_until", "准印证有效期", "may", "internal", "63 授权标识符 M93"),
        Mapped("recipients", "发送对象", "may", "public", "63 利用限制", "audience", schema="audience"),
        Mapped("printer", "印刷单位", "may", "public", dc="contributor"),
        Mapped("print_date", "印刷日期", "may", "public", dc="issued", schema="datePublished"),
        Mapped("print_run", "印数", "may", "public", dc="extent"),
        Mapped("editors", "编辑人员", "must", "public", "63 编辑者", "contributor", schema="editor"),
    ),
)
REDIRECT = Noun(
    Redirect,
    "公开编号",
    "ids.csv",
    (
        Mapped(
            "id", "公开编号，永不重用", "must", "public", "46 档号", "identifier", "objectIdentifier", "accession", "identifier"
        ),
        Mapped("kind", "种类", "must", "internal", dc="type"),
        Mapped("key", "在档案内的名字", "must", "internal"),
        Mapped("redirect", "转到哪个编号", "may", "public", dc="isReplacedBy"),
    ),
)
NOUNS = (
    ARCHIVE, BASE_MAP, SPEAKERS, *fields_interviews.NOUNS, *fields_people.NOUNS, *fields_rights.NOUNS, VOLUME, VOICE, COVER,
    IMPRINT, *fields_films.NOUNS, *fields_kits.NOUNS, REDIRECT,
)  # fmt: skip
TABLE = table(NOUNS)
