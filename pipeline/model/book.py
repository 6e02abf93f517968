"""A book that the website gives away, as the public may know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BookForm = Literal["pdf", "epub", "voice"]  # as printed; an ebook; an ebook that is also heard


@dataclass(frozen=True)
class PublicBook:
    """A book by its name in the media folder, of a volume or of one narrator's interviews; size in bytes.

    `holds` is what it held when it was made: kind and public id, and the digest of what it shows of that.
    """

    of: str  # the volume's id or the narrator's public id
    form: BookForm
    file: str
    size: int
    holds: tuple[tuple[str, str], ...] = ()
