"""The archive as a volume tells it: an interview that is told as edited has its edited text, and the sign-offs on that, in the
place of its text of record."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.binding import Telling
from pipeline.model.consent import Purpose
from pipeline.model.nouns import VolumePlan
from pipeline.model.routes import may_be_public

ROUTES: dict[str, Purpose] = {"isbn": "print", "internal_permit": "print_internal", "archive_copy_only": "archive"}
EDITED_PURPOSES: tuple[Purpose, ...] = (*ROUTES.values(), "web_text")  # an ebook asks for the web's leave besides the paper's


def wanted(plan: VolumePlan, key: str) -> Telling:
    """How a volume's plan wants an interview told."""
    return plan.told_as.get(key, plan.prefer)


def telling_of(archive: Archive, plan: VolumePlan, key: str) -> Telling:
    """How a volume tells an interview: as its plan wants, and by its text where it has no edited text."""
    told = wanted(plan, key)
    return "text" if told == "edited" and not has_edited(archive, key) else told


def has_edited(archive: Archive, key: str) -> bool:
    """Is there an edited text of the interview `key`?"""
    kept = archive.interviews.get(key)
    return kept is not None and any(name == "edited" for name, _ in kept.texts)


def as_told(archive: Archive, plan: VolumePlan) -> Archive:
    """The archive as the door must see it for a volume with this plan."""
    return as_edited(archive, {key for key in plan.interviews if telling_of(archive, plan, key) == "edited"})


def as_edited(archive: Archive, keys: Collection[str]) -> Archive:
    """The archive in which these interviews are told by their edited texts; those without one are as they are."""
    told = {key: _edited(archive.interviews[key]) for key in keys if has_edited(archive, key)}
    return replace(archive, interviews={**archive.interviews, **told}) if told else archive


def _edited(kept: KeptInterview) -> KeptInterview:
    if kept.telling == "edited":
        return kept
    return replace(kept, text=kept.edited, edited=kept.text, ledger=kept.ledger.of_edited, telling="edited")


def edited_purposes(archive: Archive, key: str) -> tuple[Purpose, ...]:
    """The purposes for which a volume, or its ebook, tells the interview `key` by its edited text, each once."""
    plans = [plan for plan in archive.volumes.values() if key in plan.interviews]
    return tuple(dict.fromkeys(purpose for plan in plans for purpose in _asked(archive, plan, key)))


def _asked(archive: Archive, plan: VolumePlan, key: str) -> Iterator[Purpose]:
    if telling_of(archive, plan, key) == "edited":
        yield ROUTES[plan.route]
        if may_be_public(plan.route):
            yield "web_text"
