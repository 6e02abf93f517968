"""Films that hold what has left go where nothing can be made, and the failure names them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.errors import CannotWrite
from pipeline.filming import make_films
from pipeline.model.settings import Settings
from tests.release.sample import when


def test_where_nothing_can_be_written_films_of_which_nobody_knows_what_they_hold_go_and_are_named(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path / "build", tmp_path, when(2026, 5, 20, 9), "zh")
    film = settings.out / "films/film-1.mp4"
    film.parent.mkdir(parents=True)
    film.write_bytes(b"old")
    (settings.out / ".koushu-films.new").write_text("in the way", encoding="utf-8")
    with pytest.raises(CannotWrite, match="films-removed") as failure:
        make_films(SimpleNamespace(settings=settings), ())  # type: ignore[arg-type]  # all that is asked before it fails
    assert failure.value.values["names"] == "film-1.mp4"
    assert not film.exists()
