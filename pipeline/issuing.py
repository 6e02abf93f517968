"""The column's Edition becomes the folder that is handed to accounts, messengers and media."""

from __future__ import annotations

from pipeline.holding import Holding
from pipeline.model.edition import Edition
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.publish.column.publish import publish
from pipeline.publish.holdings import holdings
from pipeline.publish.site.workroom import room_of
from pipeline.release.column import empty_day
from pipeline.release.cut import borrow, cut
from pipeline.release.pictures import without
from pipeline.workshop import Workshop
from pipeline.writing.folders import fresh_folder


def make_column(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """Articles, tall pictures, clips and the calendar. Old ones that hold what has left go even where none can be made."""
    shown, media = Holding(shop.settings, "column"), shop.settings.work / "public" / "column"
    out, held = shown.folder, {"column": holdings(editions[0])}
    with shown.letting_go(held, [media, room_of(media)]):
        fresh = fresh_folder(out)
        borrow(editions[0], shop.settings.work / "public" / "site", media)
        made = cut(editions[0], shop.original, media)
        problems = publish(without(editions[0], made.failed), media, fresh)
        shown.swap(fresh, held)
    issues = editions[0].column.issues if editions[0].column else ()
    done = tuple(str(out / issue.id / "article.html") for issue in issues)
    return Outcome(done, (*made.problems, *problems, *_empty(shop)))


def column_is_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does the folder on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return bool(Holding(settings, "column").behind({"column": holdings(editions[0])}))


def _empty(shop: Workshop) -> tuple[Problem, ...]:
    day = empty_day(shop.archive.column, shop.settings.today)
    return (Problem("column.ndjson", 0, 0, "column-empty", {"date": day}),) if day else ()
