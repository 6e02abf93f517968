"""What a curator asks at the counter, one small flow each: look, judge, review, sign, withdraw, begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.archive.begin import new_archive
from pipeline.check.rules import check as check_archive
from pipeline.edit.compare import Score
from pipeline.edit.compare import evaluate as compare_texts
from pipeline.errors import WrongUse
from pipeline.model.consent import Purpose
from pipeline.model.ledger import Withdrawal
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.publish.site.server import serve as serve_folder
from pipeline.release.explain import Verdict, verdicts
from pipeline.release.review import Review, sign_off
from pipeline.release.review import review as review_projection
from pipeline.workshop import Workshop


def new(folder: Path) -> None:
    """Lay out an empty archive in which nothing is public until everything is signed. Raises WrongUse where there is one."""
    new_archive(folder, "口述历史", "（请填写单位名称）")


def check(settings: Settings) -> tuple[Problem, ...]:
    """Every problem: what cannot be read, what does not fit together, what was done to the history."""
    shop = Workshop(settings)
    found = (
        *shop.measure(),
        *shop.archive.problems,
        *check_archive(shop.archive, shop.shelf.locate()),
        *shop.shelf.verify_chain(),
    )
    return tuple(sorted(set(found), key=lambda one: (one.file, one.line, one.column, one.code)))


def status(settings: Settings) -> tuple[Verdict, ...]:
    """Each interview and person for each purpose today: public or not, and why."""
    shop = Workshop(settings)
    shop.measure()
    return verdicts(shop.archive, settings.today, shop.times)


def review(settings: Settings, key: str, purpose: Purpose) -> Review:
    """Exactly what `purpose` would let out of the interview or person `key`. Raises WrongUse."""
    shop = Workshop(settings)
    shop.measure()
    return review_projection(shop.archive, key, purpose, settings.today, shop.times)


def sign(settings: Settings, key: str, purpose: Purpose, stages: Sequence[str], by: str) -> str:
    """Sign stages for exactly what `review` shows now, and keep those words. Returns their digest. Raises WrongUse."""
    reviewed = review(settings, key, purpose)
    shop = Workshop(settings)
    record = f"people/{key}" if purpose == "wall" else f"interviews/{key}"
    with shop.shelf.lock():
        entries = [sign_off(shop.archive, reviewed, stage, by, settings.now) for stage in stages]
        shop.shelf.keep_projection(record, purpose, reviewed.canonical)
        for entry in entries:
            shop.shelf.sign(record, entry)
    return reviewed.digest


def withdraw(settings: Settings, key: str, by: str, reason: str) -> None:
    """Close an interview or a person for ever. Raises WrongUse where there is none of that name."""
    Workshop(settings).shelf.withdraw(key, Withdrawal(withdrawn=True, by=by, at=settings.now, reason=reason))


def evaluate(settings: Settings, keys: Sequence[str]) -> list[tuple[str, Score]]:
    """Each recording's draft against the text of record. Raises Unreadable for a spoilt draft."""
    shop = Workshop(settings)
    shop.known(keys)
    shop.measure()
    rows: list[tuple[str, Score]] = []
    for key, kept in shop.archive.interviews.items():
        if kept.text is None or (keys and key not in keys):
            continue
        scores = compare_texts(kept.text, shop.placed_drafts(kept))
        rows += [(f"{key} {number}", score) for number, score in enumerate(scores, 1)]
    return rows


def serve(settings: Settings, port: int) -> None:
    """Serve the built site on this machine until interrupted. Raises WrongUse where it was not built yet."""
    folder = settings.out / "site"
    if not (folder / "index.html").is_file():
        raise WrongUse("no-site", folder=folder)
    serve_folder(folder, port)
