"""The codes of printed volumes become short addresses, and one page on which a code can be looked up by its letters."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.edition import Edition, PublicCode
from pipeline.publish.codes import FOLDER, spelled
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import SitePage, Slot
from pipeline.publish.site.transcript import clock
from pipeline.publish.site.words import seconds


def code_pages(edition: Edition, setter: Setter) -> Iterator[SitePage]:
    """A page that sends on for each code and each item, and a list of the codes where a volume bears any.

    A label may hang when its item is on no wall any more, and when it was withdrawn: then it leads to the stone.

    The address is a folder, since that is what is left of an address when every letter is a capital: no server is asked for a
    file ending, and on a disk the folder is opened and its page chosen.
    """
    known = Directory.of(edition)
    stones = {stone.id for stone in edition.tombstones if stone.register is None}  # no label hangs for an entry of a register
    for item in sorted(known.items | stones):
        target = f"../../items/{item}.html"
        body = setter.set("code", target=target, code=spelled(item), title="")
        yield SitePage(f"{FOLDER}/{item}/index.md", "展品", "forward", (Slot("body"),), {"body": body}, target=target)
    if not edition.codes:
        return
    titles = {entry.projection.id: entry.projection.title for entry in edition.interviews}
    rows = [(one, spelled(one.code), titles.get(one.interview, ""), _moment(one)) for one in edition.codes]
    body = setter.set("codes", rows=rows, here=Here("../", known))
    yield SitePage(f"{FOLDER}/index.md", "书中编号", "codes", (Slot("body"),), {"body": body})
    for one in edition.codes:
        target = _target(one)
        body = setter.set("code", target=target, code=spelled(one.code), title=titles.get(one.interview, ""))
        yield SitePage(f"{FOLDER}/{one.code}/index.md", "原声", "forward", (Slot("body"),), {"body": body}, target=target)


def _target(one: PublicCode) -> str:
    return f"../../interviews/{one.interview}.html" + ("" if one.at_ms is None else f"#t={seconds(one.at_ms)}")


def _moment(one: PublicCode) -> str:
    return "" if one.at_ms is None else clock(one.at_ms)
