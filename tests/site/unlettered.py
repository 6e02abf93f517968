"""Publishing a site in the reader's own fonts: cutting fonts takes seconds for each site, and few tests look at letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.edition import Edition
from pipeline.publish.site import publish as program
from pipeline.publish.site.lettering import ELSEWHERE


def publish(edition: Edition, media: Path, pages: Path, out: Path, project: Path) -> None:
    """As the program's own, on a machine on which the full fonts are not installed."""
    with pytest.MonkeyPatch.context() as machine:
        machine.setenv(ELSEWHERE, str(media / "no fonts here"))
        program.publish(edition, media, pages, out, project)


def lay_out(edition: Edition, media: Path, pages: Path, theme: Path) -> None:
    """The pages alone, before the generator wraps them, on such a machine."""
    with pytest.MonkeyPatch.context() as machine:
        machine.setenv(ELSEWHERE, str(media / "no fonts here"))
        program.lay_out(edition, media, pages, theme)
