"""What may have to be withheld: the categories that the detector of `language.personal` tells apart, by their names."""

from __future__ import annotations

from typing import Literal, get_args

Category = Literal[
    "private",
    "id_number",
    "id_photo",
    "phone",
    "account",
    "military_cert",
    "address",
    "whereabouts",
    "coordinates",
    "biometric",
    "religion",
    "specific_identity",
    "medical",
    "finance",
    "minor",
    "third_party_named",
    "unit_designation",
    "cover_number",
    "facility_location",
    "equipment_parameter",
    "intelligence_work",
    "nuclear_missile",
    "border_incident",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)
LABELS: dict[Category, tuple[str, str]] = {
    "private": ("档案列为不公开的内容", "kept private"),
    "id_number": ("身份证号码", "identity number"),
    "id_photo": ("证件影像", "picture of a document"),
    "phone": ("电话或联系号码", "telephone number"),
    "account": ("银行账户或卡号", "bank account or card"),
    "military_cert": ("军人证件或证书号码", "number of a military certificate"),
    "address": ("住址", "address"),
    "whereabouts": ("现在的住处或行踪", "whereabouts"),
    "coordinates": ("坐标", "coordinates"),
    "biometric": ("生物识别信息", "biometric"),
    "religion": ("宗教信仰", "religion"),
    "specific_identity": ("特定身份（伤残、优抚等）", "specific status"),
    "medical": ("病情或治疗", "health"),
    "finance": ("个人财产或收入", "means"),
    "minor": ("未成年人", "minor"),
    "third_party_named": ("指名说他人的不是", "ill said of somebody named"),
    "unit_designation": ("部队番号", "unit designation"),
    "cover_number": ("部队代号或信箱", "cover number"),
    "facility_location": ("军事设施的位置", "site of a facility"),
    "equipment_parameter": ("装备性能数据", "parameter of equipment"),
    "intelligence_work": ("情报、机要工作", "intelligence work"),
    "nuclear_missile": ("核武器或导弹", "nuclear arms or missiles"),
    "border_incident": ("边境事件", "border incident"),
}
_PREFIX = "personal-"


def code_of(category: Category) -> str:
    """The code under which a find of this category is told and decided: `personal-id-number`."""
    return _PREFIX + category.replace("_", "-")


def is_personal(code: str) -> bool:
    """Is it the code of such a find?"""
    return code.startswith(_PREFIX)


def label_of(code: str) -> tuple[str, str] | None:
    """What a code is called in Chinese and in English; None where it is of no category."""
    return next((LABELS[category] for category in CATEGORIES if code_of(category) == code), None)
