"""The column's Edition becomes the folder that is handed to accounts, messengers and media."""

from __future__ import annotations

import json
import shutil

from pipeline.errors import KoushuError
from pipeline.model.edition import Edition
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem, sentence
from pipeline.model.settings import Settings
from pipeline.publish.column.publish import publish
from pipeline.publish.holdings import Holdings, has_lost, holdings
from pipeline.publish.site.workroom import room_of
from pipeline.release.column import empty_day
from pipeline.release.cut import borrow, cut
from pipeline.release.pictures import without
from pipeline.workshop import Workshop
from pipeline.writing.atomic import write_text
from pipeline.writing.folders import fresh_folder, replace_folder

_HELD = "column.holds.json"


def make_column(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """Articles, tall pictures, clips and the calendar. Old ones that hold what has left go even where none can be made."""
    out, media = shop.settings.out / "column", shop.settings.work / "public" / "column"
    known = shop.settings.work / _HELD
    try:
        fresh = fresh_folder(out)
        borrow(editions[0], shop.settings.work / "public" / "site", media)
        made = cut(editions[0], shop.original, media)
        problems = publish(without(editions[0], made.failed), media, fresh)
        known.unlink(missing_ok=True)
        replace_folder(fresh, out)
        write_text(known, json.dumps(holdings(editions[0]), sort_keys=True, indent=0) + "\n")
    except Exception as failure:
        if not out.exists() or not column_is_behind(shop.settings, editions):
            raise
        shutil.rmtree(out)
        for folder in (media, room_of(media)):
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(failure, KoushuError):
            why = sentence(failure.code, failure.values, shop.settings.language)
            raise type(failure)("column-removed", why=why) from failure
        raise
    issues = editions[0].column.issues if editions[0].column else ()
    done = tuple(str(out / issue.id / "article.html") for issue in issues)
    return Outcome(done, (*made.problems, *problems, *_empty(shop)))


def column_is_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does the folder on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    try:
        before: Holdings | None = json.loads((settings.work / _HELD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = None
    return has_lost(before, holdings(editions[0]))


def _empty(shop: Workshop) -> tuple[Problem, ...]:
    day = empty_day(shop.archive.column, shop.settings.today)
    return (Problem("column.ndjson", 0, 0, "column-empty", {"date": day}),) if day else ()
