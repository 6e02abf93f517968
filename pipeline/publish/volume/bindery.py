"""The volumes of one day are bound into sets, and every copy that their plans ask for is made."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.errors import KoushuError, MissingTool
from pipeline.media.inks import cmyk_picture, gray_picture
from pipeline.model.edition import Edition
from pipeline.model.nouns import Route
from pipeline.model.problem import Problem
from pipeline.publish.volume.covering import cover
from pipeline.publish.volume.finish import Press, finish
from pipeline.publish.volume.icc import GRAY_NAME, find_profile, gray_profile
from pipeline.publish.volume.paging import pages_of
from pipeline.publish.volume.preflight import Proofread, examine
from pipeline.publish.volume.preview import preview
from pipeline.publish.volume.series import agree
from pipeline.publish.volume.setting import Found, Setting
from pipeline.writing.atomic import worded, write_bytes, write_text

AT_ONCE = 4  # volumes on the press: each takes up to a gigabyte
T = TypeVar("T")


@dataclass(frozen=True)
class Leaves:
    """Where pictures of the pages go, and where those of the last time lie."""

    folder: Path
    before: Path


@dataclass(frozen=True)
class Order:
    """One volume to be made: its edition, the folder of its public pictures, and where its files go."""

    edition: Edition
    media: Path
    room: Path
    leaves: Leaves | None = None  # None: nobody wants to leaf through it


@dataclass(frozen=True)
class Made:
    """What came of an order: files in its room, the archive's PDF first, and what somebody should look at or mend."""

    order: Order
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    changed: tuple[int, ...] = ()  # first pages of the spreads that differ from the last preview


def make_set(orders: Sequence[Order]) -> Iterator[Made]:
    """Every volume of which an interview is out, with its copies; volumes of one route are one set and know each other's pages.

    A volume that cannot be made stops only itself. Raises MissingTool without the fonts.
    """
    routes: dict[Route, list[Order]] = defaultdict(list)
    for order in orders:
        routes[order.edition.volumes[0].plan.route].append(order)
    for members in routes.values():
        with worded(Path(tempfile.gettempdir())), ExitStack() as stack:
            settings = [_opened(order, members, stack) for order in members]
            yield from _bound([one for one in settings if one[1].chosen])


def _opened(order: Order, members: Sequence[Order], stack: ExitStack) -> tuple[Order, Setting]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="koushu-volume-")))
    others = tuple(card for other in members if other is not order for card in other.edition.people)
    return order, Setting(order.edition, order.edition.volumes[0], order.media, folder, others)


def _bound(members: list[tuple[Order, Setting]]) -> Iterator[Made]:
    """Set each once by itself; what can be set is bound together and made. Typst leaves Python's lock while it sets, so that as
    many volumes are set at a time as there are cores."""
    with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
        tried = list(zip(members, pool.map(lambda one: _tried(one[1].found), members), strict=True))
        sound = [member for member, found in tried if not isinstance(found, KoushuError)]
        yield from (_failed(*member, found) for member, found in tried if isinstance(found, KoushuError))
        try:
            found = agree([setting for _, setting in sound], pool.map)
        except KoushuError as trouble:
            yield from (_failed(order, setting, trouble) for order, setting in sound)
            return
        made = pool.map(lambda one: _tried(lambda: _made(one[0], one[1], found[one[1].volume.id])), sound)
        for member, one in zip(sound, made, strict=True):
            yield _failed(*member, one) if isinstance(one, KoushuError) else one


def _tried(work: Callable[[], T]) -> T | KoushuError:
    """What the work gives, or its trouble; without a tool nothing can be made, so that its lack is raised."""
    try:
        return work()
    except MissingTool:
        raise
    except KoushuError as trouble:
        return trouble


def _failed(order: Order, setting: Setting, trouble: KoushuError) -> Made:
    return Made(order, (), (Problem(f"volumes/{setting.volume.id}.yml", 0, 0, trouble.code, trouble.values),))


def _made(order: Order, setting: Setting, found: Found) -> Made:
    volume = setting.volume
    copies: dict[str, bytes] = {"": setting.archival()}
    for copy in dict.fromkeys(volume.plan.also):
        if copy in ("large", "proof"):
            copies[f".{copy}"] = setting.archival(copy)
        elif copy == "print":
            copies[".print"] = printed(setting)
        else:
            copies[".cover"] = _covered(setting, found)
    files: list[Path] = []
    for name, data in copies.items():
        files.append(order.room / f"{volume.id}{name}.pdf")
        write_bytes(files[-1], data)
    (places,) = setting.say("places")
    write_bytes(order.room / f"{volume.id}.pages.json", pages_of(places, setting.chosen))
    report = examine(Proofread(setting, found, copies[""], copies.get(".print")))
    files.append(order.room / f"{volume.id}.report.txt")
    write_text(files[-1], report.words)
    changed = preview(volume.plan.title, copies[""], order.leaves.folder, order.leaves.before) if order.leaves else ()
    return Made(order, tuple(files), report.problems, changed)


def printed(setting: Setting) -> bytes:
    """The print copy: the pages of the archive's, pictures for the press in them, then the finish."""
    plan = setting.volume.plan
    profile = find_profile(plan.profile) if plan.pictures == "cmyk" else None
    pictures: dict[str, Path] = {}
    for name, picture in setting.pictures.real.items():
        pictures[name] = setting.folder / f"press-{name}"
        cmyk_picture(picture, pictures[name], profile) if profile else gray_picture(picture, pictures[name])
    made = setting.pictures.exchanged(setting.pressed(), pictures)
    return finish(made, _press(setting), setting.book["metadata"]["title"], setting.edition.date.isoformat())


def _press(setting: Setting) -> Press:
    plan = setting.volume.plan
    if plan.pictures == "gray":
        return Press(gray_profile(), GRAY_NAME, 1)
    return Press(find_profile(plan.profile).read_bytes(), plan.profile, 4)


def _covered(setting: Setting, found: Found) -> bytes:
    made = setting.cover(cover(setting.edition, setting.volume, setting.book, found.sides))
    return finish(made, _press(setting), setting.book["metadata"]["title"], setting.edition.date.isoformat())
