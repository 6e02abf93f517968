"""Volumes as an Edition names them: public ids in the place of the archive's names, and how each interview is told."""

from __future__ import annotations

from pipeline.model.edition import PublicVolume
from pipeline.model.routes import may_be_public, refusals
from pipeline.release.essays import Essays, front_matter
from pipeline.release.tellings import telling_of
from pipeline.release.view import View


def on_shelf(view: View, reader: Essays, released: dict[str, str]) -> tuple[PublicVolume, ...]:
    """The volumes of which the public may know."""
    plans = sorted(view.archive.volumes.items())
    known = [(key, plan) for key, plan in plans if may_be_public(plan.route) and not refusals(plan, view.today)]
    return tuple(shelved(view, reader, key, released) for key, _ in known)


def shelved(view: View, reader: Essays, key: str, released: dict[str, str]) -> PublicVolume:
    """A volume without the archive's names: what is out of it, by public id in order, and how each of that is told."""
    plan = view.archive.volumes[key]
    interviews = tuple(released[name] for name in dict.fromkeys(plan.interviews) if name in released)
    told = {name: telling_of(view.archive, plan, name) for name in (*plan.told_as, *plan.interviews) if name in released}
    told_as = tuple((released[name], how) for name, how in told.items() if name in plan.told_as or how != plan.prefer)
    return PublicVolume(key, front_matter(reader, plan), interviews, told_as=told_as)
