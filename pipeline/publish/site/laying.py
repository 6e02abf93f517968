"""The pages and files of an edition are laid on the shelf; what lies there already as it would be made is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.publish.site.derived import Derived
from pipeline.publish.site.downloads import captions_file, text_file
from pipeline.publish.site.heads import Announced
from pipeline.publish.site.keeping import Kept
from pipeline.publish.site.recipes import Recipes
from pipeline.publish.site.shelf import Shelf
from pipeline.publish.site.stub import SitePage


class Laying:
    """One edition while it is laid: the recipe of each page that may stay, and what the page was seen to show."""

    def __init__(self, shelf: Shelf, kept: Kept, recipes: Recipes, derived: Derived) -> None:
        self._shelf = shelf
        self._kept = kept
        self._recipes = recipes
        self._derived = derived
        self._of: dict[str, str] = {}  # path of a page → its recipe
        self.announced = Announced()

    def downloads(self, edition: Edition) -> Iterator[str]:
        """Lay each interview's text and captions, and give the paths of those there are."""
        for entry in edition.interviews:
            recipe, name = self._recipes.files(entry), f"interviews/{entry.projection.id}"
            words = self._kept.find(name, recipe)
            if words is None:
                files = _downloads(entry, edition.sample_notice)
                words = {"suffixes": " ".join(files)}
                laid = [self._shelf.put(f"{name}{suffix}", content) for suffix, content in files.items()]
                self._kept.note(name, recipe, laid, **words)
            yield from (f"{name}{suffix}" for suffix in words["suffixes"].split())

    def interview(self, page: SitePage, entry: PublicInterview) -> SitePage | None:
        """The page of an interview as it lies; None where it is to be made."""
        return self._lying(page, self._recipes.interview(entry, self.announced.of(entry.projection.id)))

    def person(
        self, page: SitePage, person: PersonCard, shown: tuple[Sequence[PublicInterview], Sequence[ItemCard], object]
    ) -> SitePage | None:
        """The page of a person as it lies, with the interviews, the items and what else it shows; None where it is to be made."""
        talks, items, more = shown
        return self._lying(page, self._recipes.person(person, talks, items, (more, self.announced.of(person.id))))

    def page(self, page: SitePage) -> None:
        """Lay a page that was made, or that lies."""
        if page.lies:
            self._shelf.list(page)
            return
        leaf = self._shelf.page(page)
        shows = self._derived.shown()
        if recipe := self._of.get(page.path):
            self._kept.note(page.path, recipe, (leaf,), shows, description=page.description)

    def files(self, files: Mapping[str, bytes], media: Mapping[str, Path]) -> None:
        """Lay what stands beside the pages: files of ours by path, public files by name."""
        for name, content in files.items():
            self._shelf.put(name, content)
        for name, source in media.items():
            self._shelf.link(f"media/{name}", source)

    def _lying(self, page: SitePage, recipe: str) -> SitePage | None:
        self._of[page.path] = recipe
        return self._kept.page(page, recipe)


def _downloads(entry: PublicInterview, notice: str) -> dict[str, bytes]:
    files = {".txt": text_file(entry, notice).encode()}
    if entry.sound and (captions := captions_file(entry)):
        files[".vtt"] = captions.encode()
    return files
