"""The fields of consent, of withheld passages, of sign-offs, and of dates."""

from __future__ import annotations

from pipeline.custody.fields import Mapped, Noun
from pipeline.model.consent import Consent, Embargo, Region, Signer, Withhold
from pipeline.model.ledger import Quarantine, SignOff, Withdrawal
from pipeline.model.record import SaidDate

CONSENT = Noun(
    Consent,
    "授权",
    "各记录的 consent",
    (
        Mapped("form", "授权书扫描件（在 sealed/ 中）", "must", "internal", "59 授权书",
               premis="licenseInformation/licenseDocumentationIdentifier/licenseDocumentationIdentifierValue"),
        Mapped("signed", "签署日期", "must", "internal", "59 授权书",
               premis="licenseInformation/licenseApplicableDates/startDate rightsGranted/termOfGrant/startDate"),
        Mapped("by", "签署人及其身份", "must", "internal", "59 授权书", premis="licenseInformation/licenseNote"),
        Mapped("purposes", "同意的用途", "must", "internal", "59 授权书", "rights", "rightsGranted/act", "usage", "license"),
        Mapped("until", "授权截止日期", "should", "internal", "63 利用限制", "accessRights",
               "licenseInformation/licenseApplicableDates/endDate rightsGranted/termOfGrant/endDate"),
        Mapped("embargo", "封存", "may", "internal", "63 利用限制", "accessRights", "rightsGranted/restriction", "usage"),
        Mapped("after_death", "身后安排", "must", "internal", "59 授权书", premis="rightsGranted/rightsGrantedNote"),
        Mapped("review_on", "哪一天再问", "may", "internal", "63 利用限制"),
        Mapped("note", "内部备注", "may", "internal"),
    ),
)  # fmt: skip
SIGNER = Noun(
    Signer,
    "签署人",
    "consent 的 by",
    (
        Mapped("name", "姓名", "must", "internal", "59 授权书"),
        Mapped("role", "身份", "must", "internal", "59 授权书"),
    ),
)
EMBARGO = Noun(
    Embargo,
    "封存",
    "consent 的 embargo",
    (
        Mapped("until", "封存到哪一天", "must", "internal", "63 利用限制", "available", schema="conditionsOfAccess"),
        Mapped("label", "对外的说法", "may", "public", "63 利用限制", "accessRights", schema="conditionsOfAccess"),
    ),
)
WITHHOLD = Noun(
    Withhold,
    "不公开的内容",
    "各记录的 withhold",
    (
        Mapped("id", "编号", "must", "internal"),
        Mapped("from_ms", "起", "may", "internal", "63 利用限制"),
        Mapped("to_ms", "止", "may", "internal", "63 利用限制"),
        Mapped("quote", "原话", "may", "internal", "63 利用限制"),
        Mapped("field", "字段", "may", "internal", "63 利用限制"),
        Mapped("picture", "图片", "may", "internal", "63 利用限制"),
        Mapped("region", "图中的区域", "may", "internal", "63 利用限制"),
        Mapped("category", "类别", "must", "internal", "63 利用限制"),
        Mapped("label", "对外的说法", "must", "public", "63 利用限制", "accessRights", schema="conditionsOfAccess"),
        Mapped("decided_by", "决定人", "must", "internal", "63 机构人员标识符 M88"),
        Mapped("on", "决定日期", "must", "internal", "63 管理活动"),
        Mapped("until", "到哪一天为止", "should", "internal", "63 利用限制"),
        Mapped("review_on", "哪一天复查", "should", "internal", "63 利用限制"),
    ),
)
REGION = Noun(
    Region,
    "图中的区域",
    "withhold 的 region，写作 [左, 上, 宽, 高]，单位是像素",
    tuple(
        Mapped(name, label, "must", "internal")
        for name, label in (("left", "左"), ("top", "上"), ("width", "宽"), ("height", "高"))
    ),
)
SIGNOFF = Noun(
    SignOff,
    "签核",
    "signoffs.ndjson",
    (
        Mapped("stage", "环节", "must", "internal", "63 管理活动标识符 M83", premis="eventType", schema="creativeWorkStatus"),
        Mapped("purpose", "用途", "must", "internal", "63 授权标识符 M93", premis="eventDetailInformation/eventDetail"),
        Mapped("by", "签核人", "must", "internal", "63 机构人员标识符 M88", premis="linkingAgentIdentifier"),
        Mapped("at", "时间", "must", "internal", "63 管理活动", premis="eventDateTime"),
        Mapped("digest", "所签内容的摘要", "must", "internal", "63 管理活动", premis="eventOutcomeInformation"),
        Mapped("number", "备案号或准印证号", "may", "public", "63 授权标识符 M93"),
        Mapped("telling", "签的是文字稿还是编辑整理稿", "may", "internal"),
    ),
)
WITHDRAWAL = Noun(
    Withdrawal,
    "撤回",
    "signoffs.ndjson",
    (
        Mapped("withdrawn", "已撤回", "must", "internal", "63 管理活动", premis="eventType"),
        Mapped("by", "决定人", "must", "internal", "63 机构人员标识符 M88", premis="linkingAgentIdentifier"),
        Mapped("at", "时间", "must", "internal", "63 管理活动", premis="eventDateTime"),
        Mapped("reason", "原因", "may", "internal", "63 管理活动", premis="eventDetailInformation/eventDetail"),
    ),
)
QUARANTINE = Noun(
    Quarantine,
    "隔离",
    "signoffs.ndjson",
    (
        Mapped("quarantine", "隔离或解除", "must", "internal", "63 密级", premis="eventType"),
        Mapped("by", "决定人", "must", "internal", "63 机构人员标识符 M88", premis="linkingAgentIdentifier"),
        Mapped("at", "时间", "must", "internal", "63 管理活动", premis="eventDateTime"),
        Mapped("reason", "原因", "may", "sealed"),
    ),
)
DATE = Noun(
    SaidDate,
    "日期",
    "各记录中的日期",
    (
        Mapped("said", "原话", "must", "public", "59 时间"),
        Mapped("earliest", "最早", "must", "public", "59 时间", "date"),
        Mapped("latest", "最晚", "must", "public", "59 时间", "date"),
        Mapped("basis", "依据", "must", "internal"),
        Mapped("confirmed_by", "核定人", "should", "internal", "63 机构人员标识符 M88"),
    ),
)
NOUNS = (CONSENT, SIGNER, EMBARGO, WITHHOLD, REGION, SIGNOFF, WITHDRAWAL, QUARANTINE, DATE)
