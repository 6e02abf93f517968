"""Sentences about what may have to be withheld, by category. None of them fails a check: people decide, nothing is cleared."""

from __future__ import annotations

FINDS: dict[str, tuple[str, str]] = {
    "personal-private": (
        "{at}“{words}”可能是档案列为不公开的内容。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: kept private. See koushu review {key} --flags, and decide.",
    ),
    "personal-id-number": (
        "{at}“{words}”可能是身份证号码。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: identity number. See koushu review {key} --flags, and decide.",
    ),
    "personal-id-photo": (
        "{at}“{words}”可能是证件影像。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: picture of a document. See koushu review {key} --flags, and decide.",
    ),
    "personal-phone": (
        "{at}“{words}”可能是电话或联系号码。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: telephone number. See koushu review {key} --flags, and decide.",
    ),
    "personal-account": (
        "{at}“{words}”可能是银行账户或卡号。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: bank account or card. See koushu review {key} --flags, and decide.",
    ),
    "personal-military-cert": (
        "{at}“{words}”可能是军人证件或证书号码。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: number of a military certificate. See koushu review {key} --flags, and decide.",
    ),
    "personal-address": (
        "{at}“{words}”可能是住址。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: address. See koushu review {key} --flags, and decide.",
    ),
    "personal-whereabouts": (
        "{at}“{words}”可能是现在的住处或行踪。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: whereabouts. See koushu review {key} --flags, and decide.",
    ),
    "personal-coordinates": (
        "{at}“{words}”可能是坐标。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: coordinates. See koushu review {key} --flags, and decide.",
    ),
    "personal-biometric": (
        "{at}“{words}”可能是生物识别信息。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: biometric. See koushu review {key} --flags, and decide.",
    ),
    "personal-religion": (
        "{at}“{words}”可能是宗教信仰。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: religion. See koushu review {key} --flags, and decide.",
    ),
    "personal-specific-identity": (
        "{at}“{words}”可能是特定身份（伤残、优抚等）。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: specific status. See koushu review {key} --flags, and decide.",
    ),
    "personal-medical": (
        "{at}“{words}”可能是病情或治疗。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: health. See koushu review {key} --flags, and decide.",
    ),
    "personal-finance": (
        "{at}“{words}”可能是个人财产或收入。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: means. See koushu review {key} --flags, and decide.",
    ),
    "personal-minor": (
        "{at}“{words}”可能是未成年人。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: minor. See koushu review {key} --flags, and decide.",
    ),
    "personal-third-party-named": (
        "{at}“{words}”可能是指名说他人的不是。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: ill said of somebody named. See koushu review {key} --flags, and decide.",
    ),
    "personal-unit-designation": (
        "{at}“{words}”可能是部队番号。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: unit designation. See koushu review {key} --flags, and decide.",
    ),
    "personal-cover-number": (
        "{at}“{words}”可能是部队代号或信箱。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: cover number. See koushu review {key} --flags, and decide.",
    ),
    "personal-facility-location": (
        "{at}“{words}”可能是军事设施的位置。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: site of a facility. See koushu review {key} --flags, and decide.",
    ),
    "personal-equipment-parameter": (
        "{at}“{words}”可能是装备性能数据。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: parameter of equipment. See koushu review {key} --flags, and decide.",
    ),
    "personal-intelligence-work": (
        "{at}“{words}”可能是情报、机要工作。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: intelligence work. See koushu review {key} --flags, and decide.",
    ),
    "personal-nuclear-missile": (
        "{at}“{words}”可能是核武器或导弹。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: nuclear arms or missiles. See koushu review {key} --flags, and decide.",
    ),
    "personal-border-incident": (
        "{at}“{words}”可能是边境事件。请用 koushu review {key} --flags 查看，决定能否公开。",
        "{at} “{words}” may be: border incident. See koushu review {key} --flags, and decide.",
    ),
    "personal-uncovered": (
        "{at}“{words}”：{by}已决定不公开，但还没有对应的记录。请在 interview.yml 的 withhold 里添上一条。",
        "{at} “{words}”: {by} decided to withhold this, and no record does so yet. Add one under `withhold` in interview.yml.",
    ),
}
SENTENCES: dict[str, tuple[str, str]] = {
    **FINDS,
    "verdict-unfit": (
        "{flag} 不能这样决定。疑似个人信息或军事内容只能记为 kept（可以公开）或 withheld（不公开）；"
        "其他存疑之处记为 deleted、kept 或 replaced。",
        "{flag} cannot be decided so: what may be personal or secret is `kept` or `withheld`, "
        "any other flag `deleted`, `kept` or `replaced`.",
    ),
    "screen-too-large": (
        "{file} 超过 {limit} MB，没有筛查。请分成几份再试。",
        "{file} has more than {limit} MB and was not screened. Split it and try again.",
    ),
}
