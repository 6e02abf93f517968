"""The column's issues become pages of the website: the list of them, a page for each, and stones for what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.model.edition import Edition, PublicIssue
from pipeline.model.projection import Picture
from pipeline.publish.column.feeds import heard, sound_of
from pipeline.publish.column.parts import day_words, names, notes_of, parts
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.address import Here
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import SitePage, Slot
from pipeline.publish.site.telling import shortened
from pipeline.publish.site.words import Notes, inline, seconds

_LIST = "column/index.md"


@dataclass(frozen=True)
class _Row:
    """A paragraph or a picture as the page shows it; `speaker` is empty where the one before goes on."""

    kind: str
    speaker: str
    html: Markup
    picture: Picture | None


def column_pages(edition: Edition, here: Here, setter: Setter) -> Iterator[SitePage]:
    """Every page of the column; none where the archive has no column."""
    column = edition.column
    if column is None:
        return
    issues = column.issues
    rows = [(issue, day_words(issue.date), names(issue)) for issue in reversed(issues)]
    fed = Web.of(edition).is_known
    whole = setter.set("column", here=here, column=column, issues=rows, fed=fed)
    yield SitePage(_LIST, column.title, "column", (Slot("body"),), {"body": whole})
    for at, issue in enumerate(issues):
        beside = (issues[at - 1] if at else None, issues[at + 1] if at + 1 < len(issues) else None)
        yield _page(issue, beside, here, setter)
    for stone in column.gone:
        html = setter.set("tombstone", here=here, id=stone.id, edition=edition)
        yield SitePage(f"column/{stone.id}.md", "已撤回", "tombstone", (Slot("body"),), {"body": html}, _LIST)


def _page(issue: PublicIssue, beside: tuple[PublicIssue | None, PublicIssue | None], here: Here, setter: Setter) -> SitePage:
    talk = issue.story.projection
    notes = Notes("fn", notes_of(issue))
    rows = [_Row(part.kind, part.speaker, inline(part.text, notes), part.picture) for part in parts(issue)]
    start, end = heard(issue)
    html = setter.set(
        "issue",
        here=here,
        issue=issue,
        talk=talk,
        day=day_words(issue.date),
        rows=rows,
        notes=[row for row in notes.listed() if row["back"]],
        prefix=notes.prefix,
        sound=sound_of(issue),
        length_ms=end - start,
        at=f"#t={seconds(start)}" if start and issue.story.sound else "",
        before=beside[0],
        after=beside[1],
    )
    told = shortened(f"{names(issue)}口述：{issue.title}（{day_words(issue.date)}）")
    return SitePage(f"column/{issue.id}.md", issue.title, "issue", (Slot("body"),), {"body": html}, _LIST, told)
