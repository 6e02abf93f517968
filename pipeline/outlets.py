"""Editions become what the public gets: media are cut, outlets write beside the old output, and it is swapped in whole."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import KoushuError
from pipeline.holding import Holding
from pipeline.model.edition import Edition
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem, sentence
from pipeline.model.settings import Settings
from pipeline.offering import lay_books
from pipeline.printable import keep_contents
from pipeline.publish.ebook.book import LONGEST_VOICE_MS, voice_ms
from pipeline.publish.ebook.press import publish as publish_ebook
from pipeline.publish.holdings import holdings, named_in, shelf_holdings
from pipeline.publish.paging import VolumePages, parse_pages
from pipeline.publish.site.publish import publish as publish_site
from pipeline.publish.site.renewing import renewing_page
from pipeline.publish.site.workroom import room_of
from pipeline.publish.volume.bindery import Leaves, Made, Order, make_set
from pipeline.publish.volume.exhibit import publish as publish_labels
from pipeline.release.cut import Cutting, borrow, cut
from pipeline.release.missing import missing
from pipeline.release.pictures import together, without
from pipeline.release.view import View
from pipeline.workshop import Workshop
from pipeline.writing.atomic import file_digest
from pipeline.writing.folders import fresh_folder, keep_only, replace_folder

_HOUR_MS = 3_600_000
PREVIEW = "preview"  # the folder beside the volumes in which their pages lie as pictures


def make_site(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """The website from its one Edition. Where it cannot be made and the old one holds what has left, that one goes too."""
    out, media = shop.settings.out, shop.settings.work / "public" / "site"
    shown = Holding(shop.settings, "site")
    with _closing_site(shop, editions[0], shown):
        made = cut(editions[0], shop.original, media)
        edition = without(editions[0], made.failed)
        lay_books(edition, out, media)
        fresh = fresh_folder(out / "site")
        lacked = publish_site(edition, media, out / "pages", fresh, shop.settings.project)
        shown.swap(fresh, {"site": holdings(editions[0])})
    boxes = (Problem("site", 0, 0, "site-glyph-missing", {"characters": "、".join(lacked)}),) if lacked else ()
    return Outcome((str(out / "site" / "index.html"),), (*made.problems, *boxes))


def site_is_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does the website on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return bool(Holding(settings, "site").behind({"site": holdings(editions[0])}))


def volumes_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does a PDF on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return bool(_outdated(Holding(settings, "volumes"), editions))


def make_volumes(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """A PDF for each volume of which anything is out; one that cannot be set or that its route refuses stops only itself.

    Where none can be made, the old ones that hold what has left since go too.
    """
    out = shop.settings.out / "volumes"
    shown = Holding(shop.settings, "volumes")
    with _closing_books(shop, editions, shown):
        fresh = fresh_folder(out)
        public, press = shop.settings.work / "public" / "volumes", shop.settings.work / "press"
        for folder in (public, press):  # a volume that is no longer planned may hold what was withdrawn since
            keep_only(folder, {edition.volumes[0].id for edition in editions})
        outcome = _make_set(shop, editions, fresh) + _left_out(shop, editions)
        shown.swap(fresh, shelf_holdings(editions))
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


def ebooks_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does an ebook on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return bool(_outdated(Holding(settings, "ebooks"), editions))


def make_ebooks(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """The ebooks of each volume that may reach the public and of each narrator, as text and with voices.

    Where none can be made, the old ones that hold what has left since go too.
    """
    out, media = shop.settings.out / "ebooks", shop.settings.work / "public" / "ebooks"
    shown = Holding(shop.settings, "ebooks")
    with _closing_books(shop, editions, shown):
        fresh = fresh_folder(out)
        made = Cutting()
        if editions:
            every = together(editions)
            borrow(every, shop.settings.work / "public" / "site", media)
            made = cut(every, shop.original, media)
        else:  # what an earlier book showed may have been withdrawn since
            keep_only(media, set())
        names: list[str] = []
        for edition in editions:
            pages = printed_pages(shop.settings, edition)
            names += [path.name for path in publish_ebook(without(edition, made.failed), media, fresh, pages)]
        shown.swap(fresh, {name_of(edition): holdings(edition) for edition in editions})
    problems = (*made.problems, *(found for edition in editions for found in _unheard(edition)))
    return Outcome(tuple(str(out / name) for name in names), problems) + _left_out(shop, editions)


def labels_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does a label or panel on disk hold anything that has left its Edition since? Yes, where nobody knows what they hold."""
    return bool(Holding(settings, "labels").behind({"labels": holdings(editions[0])}))


def make_labels(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """Labels and panels of the honour walls. Where they cannot be made and the old ones hold what has left, these go too."""
    shown, media = Holding(shop.settings, "labels"), shop.settings.work / "public" / "labels"
    out, held = shown.folder, {"labels": holdings(editions[0])}
    with shown.letting_go(held, [media]):
        fresh = fresh_folder(out)
        made = cut(editions[0], shop.original, media)
        names = [path.name for path in publish_labels(without(editions[0], made.failed), media, fresh)]
        shown.swap(fresh, held)
    return Outcome(tuple(str(out / name) for name in names), made.problems) + _left_out(shop, editions)


def printed_pages(settings: Settings, edition: Edition) -> VolumePages:
    """Where the paragraphs of an ebook's volume stand on paper, as far as the volume was set here."""
    if not edition.volumes:
        return VolumePages()
    volume = edition.volumes[0].id
    try:
        return parse_pages((settings.work / "press" / volume / f"{volume}.pages.json").read_bytes())
    except OSError:
        return VolumePages()


def _left_out(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """A notice for everything that was planned for the outlet of these editions and is not in them."""
    return Outcome((), missing(View(shop.archive, shop.settings.today, shop.times), editions))


def _unheard(edition: Edition) -> Iterator[Problem]:
    length = voice_ms(edition)
    if length > LONGEST_VOICE_MS:
        values = {"book": name_of(edition), "hours": -(-length // _HOUR_MS), "most": LONGEST_VOICE_MS // _HOUR_MS}
        yield Problem(f"ebooks/{name_of(edition)}", 0, 0, "ebook-voice-too-long", values)


def name_of(edition: Edition) -> str:
    """The name of the one book of an edition: its volume's, or its narrator's public id."""
    return edition.volumes[0].id if edition.volumes else edition.subject


def _leaves(settings: Settings, fresh: Path, volume: str) -> Leaves | None:
    """Where a preview is wanted: its pages lie beside the volumes, so that they leave with them."""
    return Leaves(fresh / PREVIEW / volume, settings.out / "volumes" / PREVIEW / volume) if settings.preview else None


def _leafed(settings: Settings, bound: Made) -> tuple[str, ...]:
    if bound.order.leaves is None or not bound.files:
        return ()
    page = settings.out / "volumes" / PREVIEW / bound.order.leaves.folder.name / "index.html"
    pages = "、".join(map(str, bound.changed)) or "—"
    return (sentence("volume-preview", {"page": page, "count": len(bound.changed), "pages": pages}, settings.language),)


@contextlib.contextmanager
def _closing_site(shop: Workshop, edition: Edition, shown: Holding) -> Iterator[None]:
    site = shown.folder
    try:
        yield
    except Exception as failure:
        if not site.exists() or not shown.behind({"site": holdings(edition)}):
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
            raise shown.worse(failure, "site-renewing") from failure
        raise


@contextlib.contextmanager
def _closing_books(shop: Workshop, editions: tuple[Edition, ...], shown: Holding) -> Iterator[None]:
    try:
        yield
    except Exception as failure:
        gone = _outdated(shown, editions)
        for book in gone:
            book.unlink()
        if gone:
            shutil.rmtree(shown.folder / PREVIEW, ignore_errors=True)
        shutil.rmtree(shop.settings.work / "public" / shown.outlet, ignore_errors=True)
        if gone and isinstance(failure, KoushuError):
            raise shown.worse(failure, f"{shown.outlet}-removed", names="、".join(book.name for book in gone)) from failure
        raise


def _outdated(shown: Holding, editions: tuple[Edition, ...]) -> list[Path]:
    """The books that hold what has left their Editions since."""
    books = {path: path.name.split(".")[0].removesuffix("-voice") for path in sorted(shown.folder.glob("*.*"))}
    behind = set(shown.behind(_held(editions), list(books.values())))
    return [path for path, name in books.items() if name in behind]


def _held(editions: tuple[Edition, ...]) -> dict[str, dict[str, str]]:
    """What each book shows that could ever have to leave it, by the book's name."""
    if all(edition.outlet == "volume" for edition in editions):
        return shelf_holdings(editions)
    return {name_of(edition): holdings(edition) for edition in editions}
