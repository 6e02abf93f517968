"""What hangs in a hall, taken out of the website's Edition: the walls alone, which the purpose `wall` let out."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.edition import Edition
from pipeline.release.essays import Essays
from pipeline.release.pictures import with_cuts
from pipeline.release.view import View


def walls_alone(view: View, site: Edition) -> Edition:
    """The Edition of labels and panels: people and items of the walls as they may hang there, and no word of any interview.

    In its own words it names nobody who withdrew something and whom no wall shows, whoever else is on the website.
    """
    reader = Essays.of(view, {card.id for wall in site.walls for card in wall.people})
    titles = {plan.id: reader.words(plan.title) for plan in view.archive.walls}
    bare = replace(
        site,
        outlet="labels",
        walls=tuple(replace(wall, title=titles[wall.id]) for wall in site.walls),
        **reader.name(view.archive.config),
        about="",
        takedown="",
        people=(),
        interviews=(),
        items=(),
        volumes=(),
        tombstones=(),
        forwards=(),
        codes=(),
        sounds=(),
        pictures=(),
        entries=(),
        spoken_of=(),
        base_map=None,
        column=None,
        for_halls=(),
    )
    return with_cuts(bare)
