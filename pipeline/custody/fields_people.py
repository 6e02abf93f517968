"""The fields of people, staff, registers and walls."""

from __future__ import annotations

from pipeline.custody.fields import Mapped, Noun
from pipeline.model.column import Clip, ColumnEntry, ColumnRule, Feast, Pin
from pipeline.model.nouns import Named, Period, Person, Position, Service, Staff, Term
from pipeline.model.talk import Talk
from pipeline.model.wall import Wall

PERSON = Noun(
    Person,
    "人物",
    "people/<人物>/person.yml",
    (
        Mapped("name", "姓名", "must", "public", "59 口述者；46 人名", "title", ohms="interviewee", schema="Person.name"),
        Mapped("pinyin", "姓名读音", "may", "public", "46 人名", "alternative", schema="Person.alternateName"),
        Mapped("aliases", "曾用名、别名", "may", "public", "46 人名", "alternative", schema="Person.alternateName"),
        Mapped("sex", "性别", "should", "public", "59 口述者", schema="Person.gender"),
        Mapped("birth", "出生日期（对外只到年）", "should", "public", "59 口述者", "date", schema="Person.birthDate"),
        Mapped("death", "去世日期", "should", "public", "59 口述者", "date", schema="Person.deathDate"),
        Mapped("native_place", "籍贯", "should", "public", "59 背景信息", "coverage", schema="Person.birthPlace"),
        Mapped("service", "服役经历", "should", "public", "59 背景信息", schema="Person.affiliation"),
        Mapped("honours", "功勋荣誉", "should", "public", "59 背景信息", "relation", schema="Person.award"),
        Mapped("bio", "小传", "should", "public", "59 背景信息", "description", schema="Person.description"),
        Mapped("portrait_alt", "肖像的文字说明", "should", "public", "54 文字说明", schema="ImageObject.caption"),
        Mapped("consent", "本人的授权", "should", "internal", "59 授权书", premis="rightsStatement"),
        Mapped("withhold", "不公开的内容", "may", "internal", "63 利用限制"),
        Mapped("private", "电话、住址、亲属等", "may", "sealed"),
        Mapped("sample", "是否示例", "may", "public"),
    ),
)
SERVICE = Noun(
    Service,
    "服役经历",
    "person.yml 的 service",
    (
        Mapped("unit", "部队（按名录的公开规定）", "should", "public", "59 背景信息", "description", schema="Organization.name"),
        Mapped("role", "职务", "should", "public", "59 背景信息", "description", schema="Role.roleName"),
        Mapped("rank", "军衔", "may", "public", "59 背景信息", "description"),
        Mapped("start", "起", "should", "public", "59 背景信息", schema="Role.startDate"),
        Mapped("end", "止", "should", "public", "59 背景信息", schema="Role.endDate"),
        Mapped("place", "地点", "should", "public", "59 背景信息", "coverage"),
    ),
)
NAMED = Noun(
    Named,
    "参与者",
    "interview.yml 的 interviewers、crew",
    (
        Mapped("name", "姓名", "must", "public", "59 采集者；63 机构人员标识符 M88", "contributor", ohms="interviewer"),
        Mapped("role", "职责", "must", "public", "63 摄录者、编辑者、著录者"),
        Mapped("of", "所属单位", "may", "public", "59 采集单位"),
    ),
)
STAFF = Noun(
    Staff,
    "工作人员",
    "staff.yml",
    (
        Mapped("name", "姓名", "must", "internal", "63 机构人员标识符 M88", premis="agentName"),
        Mapped("stages", "可以签核的环节", "must", "internal", "63 授权标识符 M93"),
        Mapped("left", "离任前的最后一天", "may", "internal"),
    ),
)
TERM = Noun(
    Term,
    "名录条目",
    "registers/*.yml",
    (
        Mapped("id", "标识", "must", "internal", dc="identifier"),
        Mapped("name", "规范名称", "must", "public", "46 题名", "title", schema="DefinedTerm.name"),
        Mapped("aliases", "别名、旧称", "may", "public", dc="alternative", schema="alternateName"),
        Mapped("valid_from", "名称启用时间", "may", "public", dc="valid"),
        Mapped("valid_to", "名称停用时间", "may", "public", dc="valid"),
        Mapped("parent", "上级", "may", "public", dc="isPartOf", schema="DefinedTerm.inDefinedTermSet"),
        Mapped("kind", "类别", "may", "public", dc="type"),
        Mapped("disclosure", "名称能否公开", "must", "internal", "63 利用限制", "accessRights"),
        Mapped("public_name", "对外名称", "may", "public"),
        Mapped("periods", "各个时期能否公开", "may", "internal", "63 利用限制"),
        Mapped("definition", "释义", "should", "public", dc="description", schema="DefinedTerm.description"),
        Mapped("sources", "出处", "should", "public", dc="source", schema="citation"),
        Mapped("position", "经纬度（只用于地名）", "may", "public", dc="coverage", schema="Place.geo"),
    ),
)
POSITION = Noun(
    Position,
    "经纬度",
    "registers/places.yml 的 position",
    (
        Mapped("latitude", "纬度", "must", "public", schema="GeoCoordinates.latitude"),
        Mapped("longitude", "经度", "must", "public", schema="GeoCoordinates.longitude"),
    ),
)
PERIOD = Noun(
    Period,
    "名称的公开时期",
    "registers/units.yml 的 periods",
    (
        Mapped("start", "起", "may", "internal", "63 利用限制"),
        Mapped("end", "止", "may", "internal", "63 利用限制"),
        Mapped("disclosure", "这个时期名称能否公开", "must", "internal", "63 利用限制"),
        Mapped("public_name", "这个时期的对外名称", "may", "public"),
    ),
)
WALL = Noun(
    Wall,
    "荣誉墙",
    "walls.yml",
    (
        Mapped("id", "标识", "must", "internal", dc="identifier"),
        Mapped("title", "名称", "must", "public", dc="title", schema="ItemList.name"),
        Mapped("people", "人物，按先后", "may", "public", dc="hasPart", schema="itemListElement"),
        Mapped("everyone", "同意上墙的都上", "may", "internal"),
        Mapped("honours", "有这些荣誉的都上", "may", "internal"),
        Mapped("service", "在这些单位、岗位或地方服役过的都上", "may", "internal"),
        Mapped("items", "实物，按先后", "may", "public", dc="hasPart", schema="itemListElement"),
        Mapped("panel", "展板大小", "may", "internal"),
        Mapped("label", "展签大小（毫米）", "may", "internal"),
    ),
)
TALK = Noun(
    Talk,
    "讲座",
    "talks.yml",
    (
        Mapped("id", "标识", "must", "internal", dc="identifier"),
        Mapped("date", "日期", "must", "public", dc="date", schema="Event.startDate"),
        Mapped("kind", "场所类别", "must", "public", dc="type", schema="Event.eventType"),
        Mapped("place", "地点", "must", "public", dc="coverage", schema="Event.location"),
        Mapped("lecturers", "讲师", "should", "public", dc="contributor", schema="Event.performer"),
        Mapped("topic", "题目", "should", "public", dc="title", schema="Event.name"),
        Mapped("people", "讲到的人", "may", "public", dc="subject", schema="Event.about"),
        Mapped("kit", "用了哪个资料包", "may", "internal", dc="relation"),
        Mapped("audience", "听众人数", "should", "public", dc="extent"),
        Mapped("feedback", "反馈", "may", "internal"),
        Mapped("notes", "备注", "may", "internal"),
    ),
)
COLUMN = Noun(
    ColumnRule,
    "专栏",
    "column.yml",
    (
        Mapped("title", "名称", "may", "public", dc="title", schema="Periodical.name"),
        Mapped("weekday", "每周几刊出", "must", "internal"),
        Mapped("hour", "几点刊出", "may", "internal"),
        Mapped("begins", "从哪一天起", "must", "internal"),
        Mapped("outlets", "在哪里刊出", "may", "internal"),
        Mapped("feasts", "纪念日", "may", "internal"),
        Mapped("own_dates", "是否照顾本人的纪念日", "may", "internal"),
        Mapped("pins", "编辑指定的各期", "may", "internal"),
        Mapped("rests", "停刊日", "may", "internal"),
        Mapped("spares", "候补的访谈，按次序", "may", "internal"),
        Mapped("clips", "人选定的片段", "may", "internal"),
    ),
)
CLIP = Noun(
    Clip,
    "选定的片段",
    "column.yml 的 clips",
    (
        Mapped("date", "哪一天的", "must", "internal"),
        Mapped("start_ms", "从何时起", "must", "public"),
        Mapped("end_ms", "到何时止", "must", "public"),
    ),
)
PIN = Noun(
    Pin,
    "指定的一期",
    "column.yml 的 pins",
    (
        Mapped("date", "日期", "must", "internal"),
        Mapped("interview", "访谈", "must", "internal"),
        Mapped("start_ms", "从何时起", "may", "internal"),
        Mapped("end_ms", "到何时止", "may", "internal"),
        Mapped("title", "题目", "may", "public", dc="title"),
    ),
)
FEAST = Noun(
    Feast,
    "纪念日",
    "column.yml 的 feasts",
    (
        Mapped("day", "月日", "must", "internal"),
        Mapped("name", "名称", "must", "internal"),
    ),
)
ENTRY = Noun(
    ColumnEntry,
    "已确认的一期",
    "column.ndjson",
    (
        Mapped("date", "日期", "must", "public", dc="issued"),
        Mapped("interview", "访谈，空着是停刊", "must", "internal", dc="relation"),
        Mapped("by", "谁确认的", "must", "internal"),
        Mapped("at", "何时确认", "must", "internal"),
        Mapped("start_ms", "从何时起", "may", "internal"),
        Mapped("end_ms", "到何时止", "may", "internal"),
        Mapped("title", "题目", "may", "public", dc="title"),
        Mapped("why", "为什么", "may", "internal"),
    ),
)
NOUNS = (PERSON, SERVICE, NAMED, STAFF, TERM, POSITION, PERIOD, WALL, TALK, COLUMN, PIN, CLIP, FEAST, ENTRY)
