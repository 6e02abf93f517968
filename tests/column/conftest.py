"""The hand-made edition's column, made once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.model.edition import Edition, PublicIssue
from pipeline.model.problem import Problem
from pipeline.publish.column.publish import publish
from tests.sharing import made_once
from tests.site.editions import edition, make_media

ADDRESS = "https://archive.example/oral/"


def columned(*issues: PublicIssue) -> Edition:
    """The column's edition, with other issues where some are given."""
    whole = edition(ADDRESS)
    assert whole.column is not None
    column = replace(whole.column, issues=issues) if issues else whole.column
    return replace(whole, outlet="column", interviews=(), column=column)


@dataclass(frozen=True)
class Made:
    """A made folder, what was told beside it, and the public files it was made of."""

    out: Path
    media: Path
    problems: tuple[Problem, ...] = ()

    @property
    def issues(self) -> list[Path]:
        """The folders of the issues, the oldest first."""
        return sorted(path for path in self.out.iterdir() if path.is_dir())


def made_of(whole: Edition, media: Path, out: Path) -> Made:
    out.mkdir(parents=True, exist_ok=True)
    return Made(out, media, publish(whole, media, out))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = made_once(
        tmp_path_factory, "column", lambda folder: made_of(columned(), make_media(folder / "media"), folder / "out")
    )
    return Made(folder / "out", folder / "media")
