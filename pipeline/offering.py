"""Books that were made for the public become downloads of the website, for as long as all that they hold may be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.holding import Holding
from pipeline.model.book import BookForm, PublicBook
from pipeline.model.edition import Edition, Outlet
from pipeline.model.settings import Settings
from pipeline.publish.holdings import Holdings, has_lost, holdings, named_in, shelf_holdings
from pipeline.release.agreed import agreed
from pipeline.writing.atomic import worded
from pipeline.writing.folders import second_name

Released = Callable[[Outlet], tuple[Edition, ...]]
EBOOKS, VOLUMES = "ebooks", "volumes"
_FORMS: tuple[tuple[BookForm, str, str], ...] = (
    ("pdf", VOLUMES, ".pdf"),
    ("epub", EBOOKS, ".epub"),
    ("voice", EBOOKS, "-voice.epub"),
)


def offer(edition: Edition, settings: Settings, released: Released) -> Edition:
    """The website's Edition with every book on disk that it may give away.

    A book is given away while nothing of what it held when it was made has left its Edition or changed in it since. The PDF of a
    volume, besides, only while it shows nothing that the website does not show in the same words, and bears no price.
    """
    shown = {one.id for one in edition.people} | {one.id for one in edition.volumes}
    found = (*_printed(edition, settings, released), *_ebooks(settings, released))
    return replace(edition, books=tuple(one for one in found if one.of in shown))


def lay_books(edition: Edition, out: Path, media: Path) -> None:
    """Give the edition's books a second name in the folder of its public files, where no other book stays. Raises CannotWrite."""
    wanted = {book.file for book in edition.books}
    with worded(media):
        for path in sorted(media.iterdir()):
            if path.suffix in (".epub", ".pdf") and path.name not in wanted:
                path.unlink()
        for book in edition.books:
            second_name(out / next(folder for form, folder, _ in _FORMS if form == book.form) / book.file, media / book.file)


def _ebooks(settings: Settings, released: Released) -> Iterator[PublicBook]:
    known = Holding(settings, EBOOKS).recall()
    for edition in released("ebook") if known else ():
        name = edition.subject or edition.volumes[0].id
        if not has_lost(known.get(name), holdings(edition)):
            yield from _on_disk(settings.out, EBOOKS, name, known[name])


def _printed(site: Edition, settings: Settings, released: Released) -> Iterator[PublicBook]:
    known = Holding(settings, VOLUMES).recall()
    editions = released("volume") if known and site.volumes else ()
    now, public = shelf_holdings(editions), {one.id for one in site.volumes}
    for edition in editions:
        volume = edition.volumes[0]
        if volume.id not in public or volume.plan.imprint.price.strip() or has_lost(known.get(volume.id), now[volume.id]):
            continue
        if all(_says_no_more(one, site) for one in (edition, *named_in(edition, editions))):
            yield from _on_disk(settings.out, VOLUMES, volume.id, known[volume.id])


def _says_no_more(printed: Edition, site: Edition) -> bool:
    """Whether the website shows all that this volume shows of every interview in it, in the same words."""
    web = {one.projection.id: one.projection for one in site.interviews}
    papers = [one.projection for one in printed.interviews]
    return all(paper.id in web and agreed(paper, web[paper.id]) == paper for paper in papers)


def _on_disk(out: Path, folder: str, name: str, held: Holdings) -> Iterator[PublicBook]:
    for form, place, ending in _FORMS:
        path = out / folder / f"{name}{ending}"
        if place == folder and path.is_file():
            yield PublicBook(name, form, path.name, path.stat().st_size, tuple(sorted(held.items())))
