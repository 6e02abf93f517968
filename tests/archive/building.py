"""Small archives made on the spot; `◆` in a text marks the place where a problem is expected."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pipeline.archive.facts import fact_key
from pipeline.archive.ids import Draw, Kind, new_id, write_ids
from pipeline.archive.manifest import write_manifest
from pipeline.archive.scan import Stamp
from pipeline.archive.shelf import Hand, Shelf
from pipeline.errors import KoushuError, WrongUse
from pipeline.model.nouns import Redirect

BY = Hand("试", dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
MARK = "◆"
IV = "interviews/2023-001-jia"
Content = str | bytes | None
SOUND: dict[str, Content] = {
    "archive.yml": "title: 库\ninstitution: 局\ngates:\n  site: [一校]\n",
    "staff.yml": "- {name: 乙, stages: [一校]}\n",
    "people/jia/person.yml": "name: 甲\nbirth: 1932\nportrait_alt: 半身像\n"
    "service:\n  - {unit: brigade, place: neijiang, from: 1950, to: 1953}\n",
    "people/jia/portrait.jpg": b"portrait",
    f"{IV}/interview.yml": "title: 雪夜过江\nnarrators: [jia]\ninterviewers: [{name: 乙}]\n"
    "recordings:\n  - {file: recording-1.wav}\n",
    f"{IV}/recording-1.wav": b"sound",
    f"{IV}/preservation/recording-1.flac": b"the same sound",
    f"{IV}/recording-1.whisper-0123abcd.json": "{}",
    f"{IV}/text.md": "## 雪 [00:00:00]\n\n**乙** [00:00:01] 您好。\n\n**甲** [00:00:03] 那天晚上下着大雪。\n",
    f"{IV}/photos/01.jpg": b"photo",
    f"{IV}/photos/01.yml": "caption: 合影\nalt: 两人并肩而坐\n",
    "items/medal/item.yml": "kind: medal\ntitle: 章\nowner: jia\ncaption: 一枚纪念章\nalt: 圆形，正面有五星\n",
    "items/medal/front.jpg": b"front",
    "registers/units.yml": "- {id: brigade, name: 某旅, disclosure: open}\n",
    "registers/places.yml": "- {id: neijiang, name: 内江}\n",
    "volumes/text-1.yml": "title: 书\nroute: isbn\ninterviews: [2023-001-jia]\n",
    "walls.yml": "- {id: main, title: 墙, people: [jia], items: [medal]}\n",
}

ORIGINALS = [path for path in SOUND if path.endswith((".jpg", ".wav", ".flac"))]
DIGESTS = {path: hashlib.sha256(content).hexdigest() for path in ORIGINALS if isinstance(content := SOUND[path], bytes)}
NAMED: list[tuple[Kind, str]] = [("person", "jia"), ("interview", "2023-001-jia"), ("item", "medal")]
TERMS: list[tuple[Kind, str]] = [("place", "neijiang"), ("unit", "brigade")]
NAMED += [("picture", path) for path in ORIGINALS if path.endswith(".jpg")]
NAMED += TERMS
NAMED += [("voice", "2023-001-jia")]


def drawn(seed: int) -> Draw:
    """Numbers that look drawn and are the same every time (the constants are those of C's `rand`)."""
    state = seed

    def draw(below: int) -> int:
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return (state >> 8) % below

    return draw


def _ids() -> Iterator[Redirect]:
    draw = drawn(1)
    for kind, key in NAMED:
        yield Redirect(id=new_id((), draw), kind=kind, key=key)


IDS = tuple(_ids())


def write(root: Path, files: Mapping[str, Content]) -> None:
    for inside, content in files.items():
        path = root / inside
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.replace(MARK, "").encode())


def shelf_at(folder: Path, files: Mapping[str, Content] | None = None) -> Shelf:
    """A sound archive, taken in, and then the given files on top of it."""
    root = folder / "archive"
    write(root, SOUND)
    write(root, {"ids.csv": write_ids(IDS), "manifest-sha256.txt": write_manifest(DIGESTS)})
    stamp = (root / f"{IV}/recording-1.wav").stat()
    facts = {fact_key(f"{IV}/recording-1.wav", Stamp(stamp.st_size, stamp.st_mtime_ns)): 60_000}
    write(folder / "work", {"facts.json": json.dumps(facts)})
    write(root, files or {})
    return Shelf(root, folder / "work", draw=drawn(2))


def marked(content: Content) -> tuple[int, int]:
    """Line and column of the mark, from 1; 0, 0 without one."""
    if not isinstance(content, str) or MARK not in content:
        return 0, 0
    before = content[: content.index(MARK)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@contextlib.contextmanager
def refused(code: str, kind: type[KoushuError] = WrongUse) -> Iterator[None]:
    """The block stops with this code."""
    with pytest.raises(kind) as stopped:
        yield
    assert stopped.value.code == code
