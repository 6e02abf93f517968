"""Editions become what the public gets: media are cut, outlets write beside the old output, and it is swapped in whole."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import KoushuError
from pipeline.model.edition import Edition
from pipeline.model.outcome import Outcome
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.printable import keep_contents
from pipeline.publish.holdings import Holdings, has_lost, holdings, named_in, shelf_holdings
from pipeline.publish.site.publish import publish as publish_site
from pipeline.publish.site.renewing import renewing_page
from pipeline.publish.site.workroom import room_of
from pipeline.publish.volume.bindery import Leaves, Made, Order, make_set
from pipeline.release.cut import cut
from pipeline.release.pictures import without
from pipeline.workshop import Workshop
from pipeline.writing.atomic import file_digest, write_text
from pipeline.writing.folders import fresh_folder, keep_only, replace_folder

PREVIEW = "preview"  # the folder beside the volumes in which their pages lie as pictures


def make_site(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """The website from its one Edition. Where it cannot be made and the old one holds what has left, that one goes too."""
    out, media = shop.settings.out, shop.settings.work / "public" / "site"
    shown = _Shown(shop.settings.work / "site.holds.json")
    with _closing_site(shop, editions[0], shown):
        made = cut(editions[0], shop.original, media)
        edition = without(editions[0], made.failed)
        fresh = fresh_folder(out / "site")
        publish_site(edition, media, out / "pages", fresh, shop.settings.project)
        shown.forget()
        replace_folder(fresh, out / "site")
        shown.keep({"site": holdings(editions[0])})
    return Outcome((str(out / "site" / "index.html"),), made.problems)


def site_is_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does the website on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return has_lost(_Shown(settings.work / "site.holds.json").recall().get("site"), holdings(editions[0]))


def volumes_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does a PDF on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return bool(_outdated(settings.out / "volumes", _Shown(settings.work / "volumes.holds.json"), editions))


def make_volumes(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """A PDF for each volume of which anything is out; one that cannot be set or that its route refuses stops only itself.

    Where none can be made, the old ones that hold what has left since go too.
    """
    out = shop.settings.out / "volumes"
    shown = _Shown(shop.settings.work / "volumes.holds.json")
    with _closing_volumes(shop, editions, shown):
        fresh = fresh_folder(out)
        public, press = shop.settings.work / "public" / "volumes", shop.settings.work / "press"
        for folder in (public, press):  # a volume that is no longer planned may hold what was withdrawn since
            keep_only(folder, {edition.volumes[0].id for edition in editions})
        outcome = _make_set(shop, editions, fresh)
        shown.forget()
        replace_folder(fresh, out)
        shown.keep(shelf_holdings(editions))
    return outcome


def _make_set(shop: Workshop, editions: tuple[Edition, ...], fresh: Path) -> Outcome:
    """Every file of every volume, in the new folder; what each PDF holds is remembered by its digest."""
    orders, outcome = [], Outcome()
    for edition in editions:
        volume = edition.volumes[0]
        media, room = (shop.settings.work / name / volume.id for name in ("public/volumes", "press"))
        made = cut(edition, shop.original, media)
        outcome += Outcome((), (*volume.refused, *made.problems))
        orders.append(Order(without(edition, made.failed), media, room, _leaves(shop.settings, fresh, volume.id)))
    for bound in make_set(orders):
        for file in bound.files:
            if file.suffix == ".pdf":
                keep_contents(shop.settings.work, bound.order.edition, file_digest(file), named_in(bound.order.edition, editions))
            file.rename(fresh / file.name)
        done = tuple(str(shop.settings.out / "volumes" / file.name) for file in bound.files)
        outcome += Outcome((*done, *_leafed(shop.settings, bound)), bound.problems)
    return outcome


def _leaves(settings: Settings, fresh: Path, volume: str) -> Leaves | None:
    """Where a preview is wanted: its pages lie beside the volumes, so that they leave with them."""
    return Leaves(fresh / PREVIEW / volume, settings.out / "volumes" / PREVIEW / volume) if settings.preview else None


def _leafed(settings: Settings, bound: Made) -> tuple[str, ...]:
    if bound.order.leaves is None or not bound.files:
        return ()
    page = settings.out / "volumes" / PREVIEW / bound.order.leaves.folder.name / "index.html"
    pages = "、".join(map(str, bound.changed)) or "—"
    return (sentence("volume-preview", {"page": page, "count": len(bound.changed), "pages": pages}, settings.language),)


@dataclass(frozen=True)
class _Shown:
    """What the outputs on disk hold, remembered by output; nothing while one takes the place of another."""

    path: Path

    def recall(self) -> dict[str, Holdings]:
        try:
            known: dict[str, Holdings] = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)

    def keep(self, held: dict[str, dict[str, str]]) -> None:
        write_text(self.path, json.dumps(held, sort_keys=True, indent=0) + "\n")


@contextlib.contextmanager
def _closing_site(shop: Workshop, edition: Edition, shown: _Shown) -> Iterator[None]:
    site = shop.settings.out / "site"
    try:
        yield
    except Exception as failure:
        if not site.exists() or not has_lost(shown.recall().get("site"), holdings(edition)):
            raise
        with contextlib.suppress(OSError):
            shutil.rmtree(shop.settings.out / "pages")
        shutil.rmtree(room_of(shop.settings.work / "public" / "site"), ignore_errors=True)
        try:
            fresh = fresh_folder(site)
            renewing_page(edition, fresh)
            replace_folder(fresh, site)
        except (KoushuError, OSError):
            shutil.rmtree(site)  # a full disk takes no new page, and still lets go of the old ones
        if isinstance(failure, KoushuError):
            raise _worse(failure, "site-renewing", shop) from failure
        raise


@contextlib.contextmanager
def _closing_volumes(shop: Workshop, editions: tuple[Edition, ...], shown: _Shown) -> Iterator[None]:
    try:
        yield
    except Exception as failure:
        gone = _outdated(shop.settings.out / "volumes", shown, editions)
        for pdf in gone:
            pdf.unlink()
        if gone:
            shutil.rmtree(shop.settings.out / "volumes" / PREVIEW, ignore_errors=True)
        shutil.rmtree(shop.settings.work / "public" / "volumes", ignore_errors=True)
        if gone and isinstance(failure, KoushuError):
            raise _worse(failure, "volumes-removed", shop, names="、".join(pdf.name for pdf in gone)) from failure
        raise


def _outdated(folder: Path, shown: _Shown, editions: tuple[Edition, ...]) -> list[Path]:
    """The PDFs that hold what has left their Editions since."""
    known, now = shown.recall(), shelf_holdings(editions)
    volumes = {file: file.name.split(".")[0] for file in sorted(folder.glob("*.*"))}
    return [file for file, volume in volumes.items() if has_lost(known.get(volume), now.get(volume, {}))]


def _worse(failure: KoushuError, code: str, shop: Workshop, **values: object) -> KoushuError:
    """The same trouble, saying what it took with it."""
    return type(failure)(code, why=sentence(failure.code, failure.values, shop.settings.language), **values)
