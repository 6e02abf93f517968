"""A volume's plan becomes its title and imprint pages, worded as its route asks: by ISBN, by permit, or as an archive copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.model.edition import Edition, PublicVolume
from pipeline.model.nouns import Named, VolumePlan
from pipeline.model.projection import InterviewProjection
from pipeline.publish.volume.characters import UNTITLED, bare, plain

INTERNAL = "内部资料，免费交流"
ARCHIVE_COPY = "仅供存档，不得外传"
UNFILLED = "待填（填妥以前不得付印）"
WITNESSED = (
    "本书付排时，全部原件与审签记录的清单已逐条相扣，合成以上校验码；此后清单有任何增删改动，校验码都会不同。"
    "持有档案者可用此命令核对："
)
Rows = list[tuple[str, str]]


def front(edition: Edition, volume: PublicVolume, interviews: Iterable[InterviewProjection]) -> dict[str, Any]:
    """What the template needs before the preface; empty strings and rows left out where the plan says nothing.

    The internal route bears its permit, 「内部资料，免费交流」 and no price (《内部资料性出版物管理办法》第十四、十五条).
    """
    plan = volume.plan
    number = plain(plan.number)
    title = plain(plan.title)
    return {
        "title": title or UNTITLED,
        "subtitle": plain(plan.subtitle),
        "series": plain(plan.series or edition.series),
        "number": number,
        "running": f"{title}　{number}" if number else title,
        "responsible": [_line(row) for row in _by_role(plan.imprint.editors, "主编")],
        "notices": _notices(plan),
        "foot": ARCHIVE_COPY if plan.route == "archive_copy_only" else "",
        "witness": _witness(edition),
        "notice": _sample(edition),
        "metadata": {
            "title": bare(plan.title) or UNTITLED,
            "authors": [bare(editor.name) for editor in plan.imprint.editors] or [bare(edition.institution)],
            "keywords": [word for word in ("口述历史", bare(plan.series or edition.series)) if word],
            "description": bare(plan.subtitle or f"{edition.institution}　口述历史"),
            "date": [edition.date.year, edition.date.month, edition.date.day],
        },
        "imprint": {
            "publisher": plain(plan.imprint.publisher or edition.institution),
            "year": f"{edition.date.year} 年",
            "credits": [*_credits(edition, interviews), *_proofs(plan)],
            "rows": [(label, plain(value)) for label, value in _printing(edition, volume) if value.strip()],
        },
    }


def _sample(edition: Edition) -> str:
    if not edition.sample:
        return ""
    return plain(edition.sample_notice) or "本书为样书，书中人物与事迹均属虚构。"


def _notices(plan: VolumePlan) -> list[str]:
    if plan.route == "internal_permit":
        return [INTERNAL, f"准印证号：{plain(plan.imprint.permit)}"]
    return [ARCHIVE_COPY] if plan.route == "archive_copy_only" else []


def _printing(edition: Edition, volume: PublicVolume) -> Rows:
    imprint = volume.plan.imprint
    filed = [("备案号", number) for stage, number in volume.filings if stage != "准印证"]
    if volume.plan.route == "isbn":
        isbn = imprint.isbn.upper().removeprefix("ISBN").lstrip(":： ").strip()
        return [
            ("出版发行", imprint.publisher),
            ("书号", f"ISBN {isbn}" if isbn else UNFILLED),
            ("CIP 数据", imprint.cip),
            *filed,
            ("印刷", imprint.printer),
            ("印刷日期", imprint.print_date),
            ("印数", imprint.print_run),
            ("定价", imprint.price),
        ]
    rows = [
        ("编印单位", imprint.publisher or edition.institution),
        ("准印证号", imprint.permit),
        ("发送对象", imprint.recipients),
        ("印刷单位", imprint.printer),
        ("印刷日期", imprint.print_date),
        ("印数", imprint.print_run),
    ]
    required = volume.plan.route == "internal_permit"  # 《内部资料性出版物管理办法》第十四条
    return [*((label, value if value.strip() or not required else UNFILLED) for label, value in rows), *filed]


def _witness(edition: Edition) -> dict[str, Any] | None:
    """The archive's history as paper keeps it: its digest in groups, a sentence on what it proves, the command that checks it.

    None for an archive without a history.
    """
    if edition.witness is None:
        return None
    length, root = edition.witness.length, edition.witness.root
    return {
        "length": f"{length}",
        "groups": [root[at : at + 8] for at in range(0, len(root), 8)],
        "says": WITNESSED,
        "command": f"koushu verify --against {length}:",
        "ends": "校验码（64 位连写，不留空格）。",
    }


def _credits(edition: Edition, interviews: Iterable[InterviewProjection]) -> Rows:
    worked = [named for interview in interviews for named in (*_asked(interview), *interview.crew)]
    return [*_by_role(worked, "参与"), ("档案收藏", plain(edition.institution))]


def _proofs(plan: VolumePlan) -> Rows:
    """The log of proofs: one row, its lines one below another."""
    lines = [plain(line) for line in plan.proofs if line.strip()]
    return [("校对记录" if not number else "", line) for number, line in enumerate(lines)]


def _asked(interview: InterviewProjection) -> tuple[Named, ...]:
    return tuple(named.model_copy(update={"role": named.role or "采访"}) for named in interview.interviewers)


def _by_role(people: Iterable[Named], otherwise: str) -> Rows:
    """One row a role, in the order in which roles and names first occur."""
    roles: dict[str, dict[str, None]] = {}
    for named in people:
        name = plain(named.name) + (f"（{plain(named.of)}）" if named.of.strip() else "")
        roles.setdefault(plain(named.role) or otherwise, {})[name] = None
    return [(role, "、".join(names)) for role, names in roles.items()]


def _line(row: tuple[str, str]) -> str:
    return f"{row[0]}　{row[1]}"
