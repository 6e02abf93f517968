"""The website: an Edition and its media folder become a folder of pages that needs no server and no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.errors import CannotWrite, Unreadable
from pipeline.model.edition import Edition
from pipeline.publish.site.derived import Derived
from pipeline.publish.site.downloads import captions_file, text_file
from pipeline.publish.site.generator import theme_folder, wrap
from pipeline.publish.site.lettering import drawn_texts, font_files, full_fonts
from pipeline.publish.site.machines import Machines
from pipeline.publish.site.pages import SitePages
from pipeline.publish.site.search import write_index
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.shelf import SEARCH, page_files
from pipeline.writing.folders import keep_files, put, second_name


def publish(edition: Edition, media: Path, pages: Path, out: Path, project: Path) -> None:
    """Build the website of `edition` in `out`, which is emptied first; the same edition gives the same bytes.

    `media` holds the public sounds and pictures that the edition names; nothing else in it is taken. `pages` becomes the folder
    of stubs that a plain `mkdocs build` in `project` reads. Raises Unreadable when a named file is missing, MissingTool
    without the theme, CannotWrite when the disk or the generator fails.
    """
    setter = Setter(theme_folder(project))
    site = SitePages(edition, setter)
    try:
        taken = _media_files(edition, media)
        derived = Derived(edition, media)
        derived.lend(setter)
        files = dict(_downloads(edition))
        machines = Machines(edition, setter, taken | derived.cards | derived.passages, files.keys())
        shared = site.shared() | machines.shared()
        files |= page_files(machines.over(site.all()), _site_words(edition), shared) | machines.files | site.beside()
        files |= font_files(drawn_texts(files, theme_folder(project)), full_fonts(), pages)
        lay_out(pages, files, taken | derived.files())
        write_index(edition, pages / SEARCH)
        out.mkdir(parents=True, exist_ok=True)
        wrap(pages, out, project, edition.date)
    except OSError as error:
        raise CannotWrite("site-not-written", folder=out, reason=error.strerror or error) from error


def lay_out(pages: Path, files: Mapping[str, bytes], media: Mapping[str, Path]) -> None:
    """Make `pages` hold exactly `files`, `media` under `media/`, and the search index; what is already right is not touched."""
    wanted = {*files, *(f"media/{name}" for name in media)}
    keep_files(pages, wanted, apart=pages / SEARCH)
    for name, content in files.items():
        put(pages / name, content)
    for name, source in media.items():
        second_name(source, pages / "media" / name)


def _downloads(edition: Edition) -> Iterator[tuple[str, bytes]]:
    for entry in edition.interviews:
        name = f"interviews/{entry.projection.id}"
        yield f"{name}.txt", text_file(entry, edition.sample_notice).encode()
        if entry.sound and (captions := captions_file(entry)):
            yield f"{name}.vtt", captions.encode()


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


def _media_files(edition: Edition, media: Path) -> dict[str, Path]:
    named = {name: media / name for name in sorted(set(_named_files(edition)))}
    for name, path in named.items():
        if not path.is_file():
            raise Unreadable("public-file-missing", file=name, folder=media)
    return named
