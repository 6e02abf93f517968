"""The website: an Edition and its media folder become a folder of pages that needs no server and no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.errors import CannotWrite, Unreadable
from pipeline.model.edition import Edition
from pipeline.publish.site.derived import Derived
from pipeline.publish.site.generator import theme_folder, wrap
from pipeline.publish.site.keeping import Kept
from pipeline.publish.site.laying import Laying
from pipeline.publish.site.lettering import drawn_texts, font_files, full_fonts, lacking, noted
from pipeline.publish.site.machines import Machines
from pipeline.publish.site.pages import SitePages
from pipeline.publish.site.recipes import Recipes
from pipeline.publish.site.reckoned import Reckoned
from pipeline.publish.site.search import write_index
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.shelf import BESIDE, COMPILED, RECKONED, SEARCH, STRETCHES, Shelf


def publish(edition: Edition, media: Path, pages: Path, out: Path, project: Path) -> str:
    """Build the website of `edition` in `out`, which is emptied first; the same edition gives the same bytes.

    `media` holds the public sounds and pictures that the edition names; nothing else in it is taken. `pages` becomes the folder
    of stubs that a plain `mkdocs build` in `project` reads. Gives the characters that the site's own fonts do not have: who has
    no font for them either sees boxes. Raises Unreadable when a named file is missing, MissingTool without the theme,
    CannotWrite when the disk or the generator fails.
    """
    try:
        lacked = lay_out(edition, media, pages, theme_folder(project))
        out.mkdir(parents=True, exist_ok=True)
        wrap(pages, out, project, edition.date)
    except OSError as error:
        raise CannotWrite("site-not-written", folder=out, reason=error.strerror or error) from error
    return lacked


def lay_out(edition: Edition, media: Path, pages: Path, theme: Path) -> str:
    """Make `pages` hold exactly the pages of the edition, what lies beside them and the search index; what is right stays.

    Gives what `publish` gives. Raises what `publish` raises, and OSError.
    """
    taken = _media_files(edition, media)
    shelf, derived = Shelf(pages), Derived(edition, media)
    kept = Kept(pages, shelf, derived.want)
    recipes = Recipes(edition, taken, theme)
    laying = Laying(shelf, kept, recipes, derived)
    reckoned = Reckoned(pages / RECKONED, recipes.texts())
    _lay(edition, (shelf, laying, derived), taken, (Setter(theme, pages / COMPILED), reckoned))
    drawn: set[str] = set()
    letters = noted(drawn_texts(shelf.leaves(), theme), drawn) if (fonts := full_fonts()) else ()
    laying.files(font_files(letters, fonts, pages / BESIDE), {})
    shelf.close()
    reckoned.close()
    write_index(edition, pages / SEARCH, pages / STRETCHES, recipes.texts())
    kept.close()
    return lacking(drawn, fonts)


def _lay(
    edition: Edition, laid: tuple[Shelf, Laying, Derived], taken: Mapping[str, Path], tools: tuple[Setter, Reckoned]
) -> None:
    """Lay every page, and what lies beside the pages, on the shelf."""
    (shelf, laying, derived), (setter, reckoned) = laid, tools
    derived.lend(setter)
    machines = Machines(edition, setter, {**taken, **derived.cards, **derived.passages}, frozenset(laying.downloads(edition)))
    laying.announced = machines.announced
    site = SitePages(edition, setter, laying, reckoned)
    shared = site.shared() | machines.shared()
    for page in machines.over(site.all()):
        laying.page(page)
    shelf.share(_site_words(edition), shared)
    laying.files({**machines.files, **site.beside()}, {**taken, **derived.files()})


def _site_words(edition: Edition) -> dict[str, str]:
    return {
        "title": edition.title,
        "institution": edition.institution,
        "contact": edition.contact,
        "notice": edition.sample_notice if edition.sample else "",
        "date": edition.date.isoformat(),
        "as_of": edition.date.isoformat() if edition.people else "",  # an empty edition has no newest decision
        "site_url": edition.site_url,
    }


def _named_files(edition: Edition) -> Iterator[str]:
    heard = {entry.sound.file for entry in edition.interviews if entry.sound}
    yield from heard
    yield from (cut.file for cut in edition.sounds if f"{cut.file.rpartition('.')[0]}.m4a" in heard)  # its other forms
    yield from (cut.file for cut in edition.pictures)
    yield from (book.file for book in edition.books)


def _media_files(edition: Edition, media: Path) -> dict[str, Path]:
    named = {name: media / name for name in sorted(set(_named_files(edition)))}
    for name, path in named.items():
        if not path.is_file():
            raise Unreadable("public-file-missing", file=name, folder=media)
    return named
