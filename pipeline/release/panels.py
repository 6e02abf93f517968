"""What hangs in a hall, taken out of the website's Edition: the walls alone, which the purpose `wall` let out."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.edition import Edition
from pipeline.release.pictures import with_cuts


def walls_alone(site: Edition) -> Edition:
    """The Edition of labels and panels: people and items of the walls as they may hang there, and no word of any interview."""
    bare = replace(
        site,
        outlet="labels",
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
    )
    return with_cuts(bare)
