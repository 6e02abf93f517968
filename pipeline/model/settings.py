"""What the command line read once and hands down: folders, today, the language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.kit import KitPlan
from pipeline.model.problem import Language


@dataclass(frozen=True)
class Settings:
    """One run: the archive, the folder for everything derived, the hand-written site, the moment it is."""

    archive: Path
    out: Path
    project: Path  # holds mkdocs.yml and site/
    now: dt.datetime
    language: Language
    engine: str = ""  # another engine than archive.yml names, to compare; empty: as it says
    model: str = ""  # the same for the model
    films: tuple[str, ...] = ()  # editions of films that are made besides the one to keep
    kit: KitPlan | None = None  # another kit than kits.yml names; None: none was asked for
    preview: bool = False  # volumes: pictures of the pages too, made anew whether anything changed or not

    @property
    def today(self) -> dt.date:
        """The day on which consents and embargoes are judged."""
        return self.now.date()

    @property
    def work(self) -> Path:
        """Where windows, facts and cut media are kept between runs; disposable."""
        return self.out / "work"
