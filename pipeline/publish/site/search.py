"""The search index as files: a page asks a server for parts of them, and a disk for whole ones, as classic scripts.

`head.js` comes first; `i/N.js` holds terms, `t/N.js` the words of pages, both in records (`packs.py`), `facets.js` what hits can
be narrowed by, `borders.js` where entries begin; all but the records call `ohFound(kind, key, …)`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, islice
from pathlib import Path

import numpy as np

from pipeline.language.folding import simplifications
from pipeline.model.edition import Edition
from pipeline.publish.site.dates import first_year
from pipeline.publish.site.findable import Findable, before_texts, text
from pipeline.publish.site.held import FRONT, Held, Stretch
from pipeline.publish.site.labels import FACETS
from pipeline.publish.site.packs import RECORDS, Lying, packed
from pipeline.publish.site.postings import Row, Wanted, pack, ranked
from pipeline.publish.site.stream import PAGE, Stream
from pipeline.publish.site.terms import records_for, term_files
from pipeline.writing.folders import keep_files, put_new

RARE = 300  # a single character that occurs more often is looked for in names and titles alone
_COMMON = 300

Laid = tuple[str, bytes | None]  # a file by its way in the folder; None: it lies there as it is


def write_index(edition: Edition, folder: Path, stretches: Path | None = None, made_of: Mapping[str, str] | None = None) -> None:
    """Make `folder` hold exactly the index of `edition`; a file that is right is not touched. Raises OSError.

    What an earlier run laid is held in `stretches`, where it is given, by the digest of each interview's text in `made_of`.
    """
    held = Held(stretches, made_of or {}, folder)
    kept: set[str] = set()
    fresh: list[Path] = []
    for name, content in _files(edition, held, folder):
        kept.add(name)
        if content is not None and not _lies(folder / name, content):
            fresh.append(folder / name)
            put_new(_beside(folder / name), content)
    for path in fresh:  # only now: what was written before may be read until here
        _beside(path).replace(path)
    keep_files(folder, kept)
    held.close(folder)


def index(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Every file of the index by its name in the folder, one after the other; the same edition gives the same files."""
    return ((name, content or b"") for name, content in _files(edition, Held(None, {}, Path()), Path()))


def _beside(path: Path) -> Path:
    return path.with_suffix(".new")


def _lies(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


def _files(edition: Edition, held: Held, folder: Path) -> Iterator[Laid]:
    stream = Stream()
    yield from _page_files(_pages(edition, stream, held), Lying(folder / "t", 1))
    yield "facets.js", _script("facets", _facets(edition, stream))
    yield "borders.js", _script("borders", _borders(stream.entries))
    shards = records_for(stream.length) if stream.length else 0
    if held.same():
        yield "head.js", None
        yield from ((f"i/{number}.js", None) for number in range(-(-shards // RECORDS)))
        return
    codes = stream.codes()
    stream.parts.clear()
    held.keep(codes)
    row = ranked(codes)
    del codes
    head = {
        "version": held.version(),
        "page": PAGE,
        "records": RECORDS,
        "shards": shards,
        "rare": RARE,
        "kinds": [[kind, *pages] for kind, pages in stream.kinds.items()],
        **_letters(row),
    }
    yield "head.js", _script("head", head)
    if shards:
        first, _last = stream.kinds.get("text", (stream.length // PAGE, 0))
        yield from term_files(row, Wanted(first * PAGE, RARE, held.touched(shards)), shards, folder / "i")


def _pages(edition: Edition, stream: Stream, held: Held) -> Iterator[bytes | int]:
    """Every page as it is written, or its number where it lies in the index that an earlier run wrote."""
    yield from _made(stream, before_texts(edition), held, (FRONT, held.made_of.get("", "")))
    for number, entry in enumerate(edition.interviews):
        key = entry.projection.id
        made_of = f"{held.made_of.get(key, '')} {number}"
        known = held.find(key, made_of)
        if known is None:
            yield from _made(stream, [text(entry, number)], held, (key, made_of))
        else:
            codes = held.codes(known)
            pages = stream.take("text", codes)
            held.note(key, Stretch(made_of, pages.start, pages.stop, known.pages), codes)
            yield from range(known.first, known.last)


def _made(stream: Stream, found: Iterable[Findable], held: Held, name: tuple[str, str]) -> Iterator[bytes]:
    """A stretch of the row, page by page; `name` is its key, and what it is made of."""
    begin, pages = stream.length, hashlib.sha256()
    for _, page in stream.pages(found):
        written = f"{page},\n".encode()
        pages.update(written)
        yield written
    codes = stream.since(begin)
    pages.update(codes.tobytes())
    held.note(name[0], Stretch(name[1], begin // PAGE, stream.length // PAGE, pages.hexdigest()), codes)


def _page_files(pages: Iterator[bytes | int], lying: Lying) -> Iterator[Laid]:
    for number in count():
        some = list(islice(pages, RECORDS))
        if not some:
            return
        if some == list(range(number * RECORDS, (number + 1) * RECORDS)):
            yield f"t/{number}.js", None
        else:
            parts = [page if isinstance(page, bytes) else lying.record(page)[0] for page in some]
            yield f"t/{number}.js", packed("t", number, parts, 1)


def _letters(row: Row) -> dict[str, str]:
    """The most common characters, and those that stand for others."""
    counted = dict(zip(map(chr, row.letters[1:].tolist()), row.counts[1:].tolist(), strict=True))
    common = sorted(counted, key=lambda letter: (-counted[letter], letter))[:_COMMON]
    return {"common": "".join(common), "simple": "".join(was + now for was, now in sorted(simplifications(counted).items()))}


def _facets(edition: Edition, stream: Stream) -> dict[str, object]:
    """By what hits can be narrowed: for each kind of facet, its values, each with the numbers of the interviews."""
    kinds: dict[str, defaultdict[str, set[int]]] = {name: defaultdict(set) for name in FACETS}
    for name, value, number in _values(edition):
        kinds[name][value].add(number)
    listed = {name: [[value, sorted(each)] for value, each in sorted(values.items())] for name, values in kinds.items()}
    return {"starts": stream.starts, **listed}


def _borders(entries: list[int]) -> str:
    """Where the entries before the texts begin, as lists of positions are written."""
    packed, _ = pack(np.array(entries, dtype=np.int64), np.array([len(entries)])) if entries else (b"", None)
    return base64.b64encode(packed).decode()


def _values(edition: Edition) -> Iterator[tuple[str, str, int]]:
    """(kind of facet, value, number of an interview that has it)."""
    known = {entry.projection.id: number for number, entry in enumerate(edition.interviews)}
    for number, entry in enumerate(edition.interviews):
        talk = entry.projection
        yield from (("people", person.name, number) for person in talk.narrators)
        yield from (("places", place, number) for point in talk.index for place in point.places)
        yield from (("years", str(year), number) for session in talk.sessions if (year := first_year(session)))
    for named in edition.entries:
        if named.register in FACETS:
            yield from ((named.register, named.name, known[passage.interview]) for passage in named.passages)


def _script(kind: str, value: object) -> bytes:
    return f'ohFound("{kind}",0,{json.dumps(value, ensure_ascii=False, separators=(",", ":"))});\n'.encode()
