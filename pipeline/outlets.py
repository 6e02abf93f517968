"""Editions become what the public gets: media are cut, outlets write beside the old output, and it is swapped in whole."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import KoushuError
from pipeline.model.edition import Edition, PictureCut
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem, sentence
from pipeline.model.settings import Settings
from pipeline.printable import keep_contents
from pipeline.publish.ebook.book import LONGEST_VOICE_MS, voice_ms
from pipeline.publish.ebook.press import publish as publish_ebook
from pipeline.publish.holdings import Holdings, has_lost, holdings, named_in, shelf_holdings
from pipeline.publish.paging import VolumePages, parse_pages
from pipeline.publish.site.publish import publish as publish_site
from pipeline.publish.site.renewing import renewing_page
from pipeline.publish.site.workroom import room_of
from pipeline.publish.volume.bindery import Leaves, Made, Order, make_set
from pipeline.publish.volume.exhibit import publish as publish_labels
from pipeline.release.cut import Cutting, borrow, cut
from pipeline.release.missing import missing
from pipeline.release.pictures import without
from pipeline.release.regions import joined
from pipeline.release.view import View
from pipeline.workshop import Workshop
from pipeline.writing.atomic import file_digest, write_text
from pipeline.writing.folders import fresh_folder, keep_only, replace_folder

_HOUR_MS = 3_600_000
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
    with _closing_books(shop, editions, shown, "volumes"):
        fresh = fresh_folder(out)
        public, press = shop.settings.work / "public" / "volumes", shop.settings.work / "press"
        for folder in (public, press):  # a volume that is no longer planned may hold what was withdrawn since
            keep_only(folder, {edition.volumes[0].id for edition in editions})
        outcome = _make_set(shop, editions, fresh) + _left_out(shop, editions)
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


def ebooks_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does an ebook on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return bool(_outdated(settings.out / "ebooks", _Shown(settings.work / "ebooks.holds.json"), editions))


def make_ebooks(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """The ebooks of each volume that may reach the public and of each narrator, as text and with voices.

    Where none can be made, the old ones that hold what has left since go too.
    """
    out, media = shop.settings.out / "ebooks", shop.settings.work / "public" / "ebooks"
    shown = _Shown(shop.settings.work / "ebooks.holds.json")
    with _closing_books(shop, editions, shown, "ebooks"):
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
        shown.forget()
        replace_folder(fresh, out)
        shown.keep({name_of(edition): holdings(edition) for edition in editions})
    problems = (*made.problems, *(found for edition in editions for found in _unheard(edition)))
    return Outcome(tuple(str(out / name) for name in names), problems) + _left_out(shop, editions)


def labels_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does a label or panel on disk hold anything that has left its Edition since? Yes, where nobody knows what they hold."""
    return has_lost(_Shown(settings.work / "labels.holds.json").recall().get("labels"), holdings(editions[0]))


def make_labels(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """Labels and panels of the honour walls. Where they cannot be made and the old ones hold what has left, these go too."""
    out, media = shop.settings.out / "labels", shop.settings.work / "public" / "labels"
    shown = _Shown(shop.settings.work / "labels.holds.json")
    try:
        fresh = fresh_folder(out)
        made = cut(editions[0], shop.original, media)
        names = [path.name for path in publish_labels(without(editions[0], made.failed), media, fresh)]
        shown.forget()
        replace_folder(fresh, out)
        shown.keep({"labels": holdings(editions[0])})
    except Exception as failure:
        if not out.exists() or not labels_are_behind(shop.settings, editions):
            raise
        shutil.rmtree(out)
        shutil.rmtree(media, ignore_errors=True)
        if isinstance(failure, KoushuError):
            raise _worse(failure, "labels-removed", shop) from failure
        raise
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


def together(editions: Sequence[Edition]) -> Edition:
    """One Edition with the sounds and pictures of all; a picture is covered wherever any of them covers it."""
    first = editions[0]
    sounds = {one.file: one for edition in editions for one in edition.sounds}
    pictures: dict[str, PictureCut] = {}
    for one in (one for edition in editions for one in edition.pictures):
        known = pictures.get(one.file, one)
        pictures[one.file] = replace(one, edge=max(one.edge, known.edge), covered=joined(one.covered, known.covered))
    return replace(first, sounds=tuple(sounds.values()), pictures=tuple(pictures.values()))


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
def _closing_books(shop: Workshop, editions: tuple[Edition, ...], shown: _Shown, outlet: str) -> Iterator[None]:
    try:
        yield
    except Exception as failure:
        gone = _outdated(shop.settings.out / outlet, shown, editions)
        for book in gone:
            book.unlink()
        if gone:
            shutil.rmtree(shop.settings.out / outlet / PREVIEW, ignore_errors=True)
        shutil.rmtree(shop.settings.work / "public" / outlet, ignore_errors=True)
        if gone and isinstance(failure, KoushuError):
            raise _worse(failure, f"{outlet}-removed", shop, names="、".join(book.name for book in gone)) from failure
        raise


def _outdated(folder: Path, shown: _Shown, editions: tuple[Edition, ...]) -> list[Path]:
    """The books that hold what has left their Editions since."""
    known, now = shown.recall(), _held(editions)
    books = {path: path.name.split(".")[0].removesuffix("-voice") for path in sorted(folder.glob("*.*"))}
    return [path for path, name in books.items() if has_lost(known.get(name), now.get(name, {}))]


def _held(editions: tuple[Edition, ...]) -> dict[str, dict[str, str]]:
    """What each book shows that could ever have to leave it, by the book's name."""
    if all(edition.outlet == "volume" for edition in editions):
        return shelf_holdings(editions)
    return {name_of(edition): holdings(edition) for edition in editions}


def _worse(failure: KoushuError, code: str, shop: Workshop, **values: object) -> KoushuError:
    """The same trouble, saying what it took with it."""
    return type(failure)(code, why=sentence(failure.code, failure.values, shop.settings.language), **values)
