"""A volume's plan becomes its title and imprint pages, worded as its route asks: by ISBN, by permit, or as an archive copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.model.edition import Edition
from pipeline.model.nouns import Named, VolumePlan
from pipeline.model.projection import InterviewProjection
from pipeline.publish.volume.characters import UNTITLED, bare, plain

INTERNAL = "内部资料，免费交流"
ARCHIVE_COPY = "存档本，不公开发行"
NO_PERMIT = "准印证号：待填（填妥以前不得付印）"
Rows = list[tuple[str, str]]


def front(edition: Edition, plan: VolumePlan, interviews: Iterable[InterviewProjection]) -> dict[str, Any]:
    """What the template needs before the preface; empty strings and rows left out where the plan says nothing.

    The internal route bears its permit, 「内部资料，免费交流」 and no price (《内部资料性出版物管理办法》第十四、十五条).
    """
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
            "credits": _credits(edition, interviews),
            "rows": [(label, plain(value)) for label, value in _printing(edition, plan) if value.strip()],
        },
    }


def _sample(edition: Edition) -> str:
    if not edition.sample:
        return ""
    return plain(edition.sample_notice) or "本书为样书，书中人物与事迹均属虚构。"


def _notices(plan: VolumePlan) -> list[str]:
    if plan.route == "internal_permit":
        permit = plain(plan.imprint.permit)
        return [INTERNAL, f"准印证号：{permit}" if permit else NO_PERMIT]
    return [ARCHIVE_COPY] if plan.route == "archive_copy_only" else []


def _printing(edition: Edition, plan: VolumePlan) -> Rows:
    imprint = plan.imprint
    if plan.route == "isbn":
        return [
            ("出版发行", imprint.publisher),
            ("书号", f"ISBN {imprint.isbn.removeprefix('ISBN').strip()}" if imprint.isbn.strip() else ""),
            ("印刷", imprint.printer),
            ("印刷日期", imprint.print_date),
            ("印数", imprint.print_run),
        ]
    return [
        ("编印单位", imprint.publisher or edition.institution),
        ("发送对象", imprint.recipients),
        ("印刷单位", imprint.printer),
        ("印刷日期", imprint.print_date),
        ("印数", imprint.print_run),
    ]


def _credits(edition: Edition, interviews: Iterable[InterviewProjection]) -> Rows:
    worked = [named for interview in interviews for named in (*_asked(interview), *interview.crew)]
    return [*_by_role(worked, "参与"), ("档案收藏", plain(edition.institution))]


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
