"""The ways a volume may go to print, and what each forbids (《内部资料性出版物管理办法》第十四、十五条; trust §1, §8.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model.nouns import Imprint, Route, VolumePlan

PUBLIC_ROUTES: frozenset[Route] = frozenset({"isbn"})
_PUBLIC_READERS = re.compile("公众|社会各界|社会人士|学校|学生|师生|中小学|大学|市民|群众|境外|国外|海外|港澳台|读者")
_NOT_IN_ISBN = re.compile(r"[\s\-‐-―—－]")


@dataclass(frozen=True)
class Flaw:
    """Something in a plan that its route forbids or asks for: the path to it in the file, and the sentence that names it."""

    path: tuple[str, ...]
    code: str
    values: dict[str, object] = field(default_factory=dict, hash=False)


def may_be_public(route: Route) -> bool:
    """Whether a volume of this route may reach the public in any form: page, list, file, search, kit. Every outlet asks this."""
    return route in PUBLIC_ROUTES


def isbn_is_sound(isbn: str) -> bool:
    """Whether the words are an ISBN whose check digit is right (GB/T 5795, ISO 2108); spaces and dashes do not count."""
    digits = _NOT_IN_ISBN.sub("", isbn.upper().removeprefix("ISBN").lstrip(":："))
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        return sum((10 - place) * (10 if digit == "X" else int(digit)) for place, digit in enumerate(digits)) % 11 == 0
    return False


def refusals(plan: VolumePlan, today: dt.date) -> tuple[Flaw, ...]:
    """Everything for which the volume may not be made on this day, whatever was signed; empty where nothing stands against it."""
    imprint = plan.imprint
    found = [*(_numbered(imprint) if may_be_public(plan.route) else _unsold(imprint))]
    if plan.route == "internal_permit":
        found += _permitted(imprint, today)
    elif imprint.permit.strip():
        found.append(Flaw(("imprint", "permit"), "route-permit", {"permit": imprint.permit}))
    return tuple(found)


def gaps(plan: VolumePlan) -> tuple[Flaw, ...]:
    """What must be filled in or mended before the volume is printed, though proofs may be made."""
    return tuple(_internal_gaps(plan.imprint)) if plan.route == "internal_permit" else ()


def _numbered(imprint: Imprint) -> Iterator[Flaw]:
    if imprint.isbn.strip() and not isbn_is_sound(imprint.isbn):
        yield Flaw(("imprint", "isbn"), "isbn-wrong", {"isbn": imprint.isbn})


def _permitted(imprint: Imprint, today: dt.date) -> Iterator[Flaw]:
    if not imprint.permit.strip():
        yield Flaw(("imprint",), "permit-missing")
    elif imprint.permit_until is None:
        yield Flaw(("imprint", "permit"), "permit-undated", {"permit": imprint.permit})
    elif imprint.permit_until < today:
        yield Flaw(("imprint", "permit_until"), "permit-expired", {"permit": imprint.permit, "until": imprint.permit_until})


def _unsold(imprint: Imprint) -> Iterator[Flaw]:
    for name, value in (("isbn", imprint.isbn), ("price", imprint.price), ("cip", imprint.cip)):
        if value.strip():
            yield Flaw(("imprint", name), "route-for-sale", {"field": name, "value": value})


def _internal_gaps(imprint: Imprint) -> Iterator[Flaw]:
    wanted = {"recipients": "发送对象", "printer": "印刷单位", "print_date": "印刷日期", "print_run": "印数"}
    missing = [words for name, words in wanted.items() if not str(getattr(imprint, name)).strip()]
    if missing:
        yield Flaw(("imprint",), "imprint-incomplete", {"missing": "、".join(missing)})
    if found := _PUBLIC_READERS.search(imprint.recipients):
        yield Flaw(("imprint", "recipients"), "recipients-public", {"found": found[0]})
