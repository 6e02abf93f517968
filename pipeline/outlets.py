"""Editions become what the public gets: media are cut, outlets write beside the old output, and it is swapped in whole."""

from __future__ import annotations

from pipeline.errors import KoushuError, MissingTool
from pipeline.model.edition import Edition
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.publish.site.publish import publish as publish_site
from pipeline.publish.volume.press import publish as publish_volume
from pipeline.release.cut import cut
from pipeline.release.pictures import without
from pipeline.workshop import Workshop
from pipeline.writing.folders import fresh_folder, keep_only, replace_folder


def make_site(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """The website from its one Edition."""
    out, media = shop.settings.out, shop.settings.work / "public" / "site"
    made = cut(editions[0], shop.original, media)
    edition = without(editions[0], made.failed)
    fresh = fresh_folder(out / "site")
    publish_site(edition, media, out / "pages", fresh, shop.settings.project)
    replace_folder(fresh, out / "site")
    return Outcome((str(out / "site" / "index.html"),), made.problems)


def make_volumes(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """A PDF for each volume of which anything is out; one that cannot be set stops only itself."""
    out = shop.settings.out / "volumes"
    fresh = fresh_folder(out)
    outcome = Outcome()
    public, press = shop.settings.work / "public" / "volumes", shop.settings.work / "press"
    for folder in (public, press):  # a volume that is no longer planned may hold what was withdrawn since
        keep_only(folder, {edition.volumes[0].id for edition in editions})
    for edition in editions:
        volume = edition.volumes[0].id
        media, room = public / volume, press / volume
        made = cut(edition, shop.original, media)
        outcome += Outcome((), made.problems)
        try:
            for pdf in publish_volume(without(edition, made.failed), media, room):
                pdf.rename(fresh / pdf.name)
                outcome += Outcome((str(out / pdf.name),))
        except MissingTool:
            raise
        except KoushuError as failure:
            outcome += Outcome((), (Problem(f"volumes/{volume}.yml", 0, 0, failure.code, failure.values),))
    replace_folder(fresh, out)
    return outcome
