"""What was planned for an outlet and is not in it: a notice for each, so that nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.model.edition import Edition, PublicVolume
from pipeline.model.nouns import VolumePlan
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.wall import Wall
from pipeline.release.agreed import agreed
from pipeline.release.essays import KEYS
from pipeline.release.judge import judge_text
from pipeline.release.tellings import ROUTES, as_edited, edited_purposes, telling_of, wanted
from pipeline.release.view import View


def missing(view: View, editions: Sequence[Edition]) -> tuple[Problem, ...]:
    """The notices for the Editions of one outlet; the site has none, since `status` tells all that is not on it."""
    found: list[Problem] = []
    for edition in editions:
        if edition.outlet == "volume":
            found += _from_volume(view, edition)
        elif edition.outlet == "labels":
            found += _from_walls(view, edition, view.archive.walls)
        elif edition.outlet == "wall":
            found += _from_walls(view, edition, [plan for plan in view.archive.walls if plan.id == edition.walls[0].id])
    return (*found, *(_from_ebooks(view) if any(one.outlet == "ebook" for one in editions) else ()))


def _from_volume(view: View, edition: Edition) -> Iterator[Problem]:
    """Interviews of the plan, lines of its front matter, and codes; nothing of a volume that its route refuses."""
    volume = edition.volumes[0]
    file, plan = f"volumes/{volume.id}.yml", view.archive.volumes[volume.id]
    if volume.refused:
        return
    for key in dict.fromkeys(plan.interviews):
        told = telling_of(view.archive, plan, key)
        out = key not in view.archive.interviews or view.archive.interviews[key].id in volume.interviews
        if not out and told == "edited":
            yield Problem(file, 0, 0, "volume-edited-closed", {"interview": key, "purpose": ROUTES[plan.route]})
        elif not out:
            yield Problem(file, 0, 0, "volume-interview-closed", {"interview": key})
        elif wanted(plan, key) == "edited" != told and key in view.archive.interviews:
            yield Problem(file, 0, 0, "volume-edited-missing", {"interview": key})
    if cut := "、".join(_cut(plan, volume)):
        yield Problem(file, 0, 0, "front-matter-cut", {"fields": cut})
    yield from _codes(view, edition, plan)


def _cut(plan: VolumePlan, volume: PublicVolume) -> Iterator[str]:
    """The fields of which something is left out."""
    for name in type(plan).model_fields:
        if name not in KEYS and getattr(plan, name) != getattr(volume.plan, name):
            yield name


def _codes(view: View, edition: Edition, plan: VolumePlan) -> Iterator[Problem]:
    """Moments that were to bear a code; of interviews that are not out on paper nothing is said twice."""
    borne = {(one.interview, one.at_ms) for one in edition.codes}
    for one in plan.voices if view.archive.config.site_url.strip() else ():
        kept = view.archive.interviews.get(one.interview)
        closed = kept and one.interview in plan.interviews and kept.id not in edition.volumes[0].interviews
        if kept and not closed and (kept.id, one.at_ms) not in borne:
            place: dict[str, object] = {"interview": one.interview, "at": format_clock(one.at_ms)}
            yield Problem(f"volumes/{edition.volumes[0].id}.yml", 0, 0, "voice-without-code", place)


def empty_walls(view: View, editions: Sequence[Edition]) -> Iterator[Problem]:
    """The walls of which nothing may be shown, so that they have no Edition."""
    made = {wall.id for edition in editions for wall in edition.walls}
    yield from (
        Problem("walls.yml", 0, 0, "wall-empty", {"wall": plan.title}) for plan in view.archive.walls if plan.id not in made
    )


def _from_walls(view: View, hall: Edition, plans: Sequence[Wall]) -> Iterator[Problem]:
    shown = {wall.id: {item.id for item in wall.items} for wall in hall.walls}
    for plan in plans:
        for key in plan.items:
            if key in view.archive.items and view.archive.items[key].id not in shown.get(plan.id, ()):
                yield Problem("walls.yml", 0, 0, "wall-item-closed", {"wall": plan.title, "item": key})


def _from_ebooks(view: View) -> Iterator[Problem]:
    """Interviews that the web and paper let out, each in other words, told by their texts or, where a volume does, edited."""
    edited = {key for key in view.archive.interviews if "web_text" in edited_purposes(view.archive, key)}
    yield from _in_other_words(view, view.archive.interviews)
    yield from _in_other_words(replace(view, archive=as_edited(view.archive, edited)), edited)


def _in_other_words(view: View, keys: Iterable[str]) -> Iterator[Problem]:
    for key in sorted(keys):
        kept = view.archive.interviews[key]
        web, paper = (judge_text(view, kept, purpose).chosen for purpose in ("web_text", "print"))
        if web and paper and agreed(web.projection, paper.projection) is None:
            yield Problem(f"interviews/{key}", 0, 0, "ebook-words-differ", {"interview": key})
