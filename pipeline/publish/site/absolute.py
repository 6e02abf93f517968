"""The site's own address becomes absolute addresses, which machines elsewhere ask for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pipeline.model.edition import Edition


@dataclass(frozen=True)
class Web:
    """Where the site stands in the world: `root` ends in a slash; empty where the archive names no address, as on a USB stick."""

    root: str

    @classmethod
    def of(cls, edition: Edition) -> Web:
        """The address that archive.yml names; one that is not http or https counts as none."""
        parts = urlsplit(edition.site_url.strip())
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            return cls("")
        path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
        return cls(f"{parts.scheme}://{parts.netloc}{path}")

    @property
    def is_known(self) -> bool:
        """Whether anything absolute can be said at all."""
        return bool(self.root)

    def at(self, path: str) -> str:
        """The address of a file by its path in the site; empty where the site has none."""
        return f"{self.root}{quote(path)}" if self.root else ""

    def interview(self, public_id: str) -> str:
        """The page of an interview."""
        return self.at(f"interviews/{public_id}.html")

    def person(self, public_id: str) -> str:
        """The page of a person."""
        return self.at(f"people/{public_id}.html")

    def item(self, public_id: str) -> str:
        """The page of an item."""
        return self.at(f"items/{public_id}.html")

    def media(self, file: str) -> str:
        """A public sound or picture."""
        return self.at(f"media/{file}")
