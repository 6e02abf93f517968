"""The search index as files: classic scripts that a page loads one by one, from a server and from a disk alike.

`head.js` comes first; `i/N.js` holds terms, `l/A-B-K.js` a piece of a long list, `t/N.js` the words of a page, `facets.js` what
hits can be narrowed by. Each calls `ohFound(kind, key, …)`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np

from pipeline.language.folding import simplifications
from pipeline.model.edition import Edition
from pipeline.publish.site.dates import first_year
from pipeline.publish.site.findable import Findable, before_texts, text
from pipeline.publish.site.held import FRONT, Held, Stretch
from pipeline.publish.site.labels import FACETS
from pipeline.publish.site.postings import GAP, Numbers, Postings, by_shard, gathered, pack, postings
from pipeline.publish.site.stream import PAGE, Stream
from pipeline.writing.folders import keep_files, put, put_new

LONG = 2000  # positions; a longer list lies in files of its own, of so many each
RARE = 300  # a single character that occurs more often is looked for in names and titles alone
_SHARD = 3072  # bytes of a file of terms, about
_COMMON = 300
_AT_ONCE = 64  # files of terms


def write_index(edition: Edition, folder: Path, stretches: Path | None = None, made_of: Mapping[str, str] | None = None) -> None:
    """Make `folder` hold exactly the index of `edition`; a file that is right is not touched. Raises OSError.

    What an earlier run laid is held in `stretches`, where it is given, by the digest of each interview's text in `made_of`.
    """
    held = Held(stretches, made_of or {}, folder)
    known = {name for _, _, names in os.walk(folder) for name in names}
    kept: set[str] = set()
    for name, script in _files(edition, held):
        kept.add(name)
        if script and name.rpartition("/")[2] in known:
            put(folder / name, script.encode())
        elif script:
            put_new(folder / name, script.encode())
    keep_files(folder, kept)
    held.close(folder)


def index(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every file of the index by its name in the folder, one after the other; the same edition gives the same files."""
    return ((name, script or "") for name, script in _files(edition, Held(None, {}, Path())))


def _files(edition: Edition, held: Held) -> Iterator[tuple[str, str | None]]:
    """Every file; None for what lies in it as it is."""
    stream = Stream()
    yield from _made(stream, before_texts(edition), held, (FRONT, held.made_of.get("", "")))
    for number, entry in enumerate(edition.interviews):
        key = entry.projection.id
        made_of = f"{held.made_of.get(key, '')} {number}"
        codes = held.find(key, made_of, stream.length // PAGE)
        if codes is None:
            yield from _made(stream, [text(entry, number)], held, (key, made_of))
        else:
            yield from ((f"t/{page}.js", None) for page in stream.take("text", codes))
    codes = stream.codes()
    first, _last = stream.kinds.get("text", (stream.length // PAGE, 0))
    found = postings(codes, singles_before=first * PAGE, rare=RARE)
    yield from _lists(found, held.touched(_count(found)))
    yield "facets.js", _script("facets", 0, _json(_facets(edition, stream)))
    common = Counter({chr(code): count for code, count in enumerate(np.bincount(codes).tolist()) if count})
    del common[GAP]
    head = {
        "version": held.version(),
        "page": PAGE,
        "shards": _count(found),
        "rare": RARE,
        "kinds": [[kind, *pages] for kind, pages in stream.kinds.items()],
        "common": "".join(letter for letter, _ in sorted(common.items(), key=lambda pair: (-pair[1], pair[0]))[:_COMMON]),
        "simple": "".join(was + now for was, now in sorted(simplifications(common).items())),
    }
    yield "head.js", _script("head", 0, _json(head))


def _made(stream: Stream, found: Iterable[Findable], held: Held, name: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """A stretch of the row, page by page; `name` is its key, and what it is made of."""
    begin, pages = stream.length, hashlib.sha256()
    for number, page in stream.pages(found):
        pages.update(page.encode())
        yield f"t/{number}.js", _script("t", number, page)
    codes = stream.since(begin)
    pages.update(codes.tobytes())
    held.note(name[0], Stretch(name[1], begin // PAGE, pages.hexdigest()), codes)


def _count(found: Postings) -> int:
    """How many files the terms are spread over: a power of two."""
    size = len(found.at) * 2 + len(found.terms) * 8
    return 1 << max(0, (size // _SHARD).bit_length())


def _lists(found: Postings, touched: Numbers | None) -> Iterator[tuple[str, str | None]]:
    """The files of terms and of long lists; those that are not touched lie as they are."""
    if not len(found.terms):
        return
    packed, stops = pack(found.at, found.ends)
    long = np.diff(found.ends, prepend=0) > LONG
    own = np.flatnonzero(long)
    directories = [_directory(found.positions(term)) for term in own.tolist()]
    bodies = np.frombuffer(packed + b"".join(directories), dtype=np.uint8)
    sizes = np.diff(stops, prepend=0)
    starts = stops - sizes
    sizes[own] = [len(each) for each in directories]
    starts[own] = len(packed) + np.cumsum(sizes[own]) - sizes[own]
    heads, ends = pack(sizes * 2 + long, np.arange(1, len(sizes) + 1))
    lengths = np.diff(ends, prepend=0)
    letters = np.where(found.terms > 0, found.terms, ord("_")).astype("<u4")
    begun = np.frombuffer(heads, dtype=np.uint8)
    every_file = list(by_shard(found.terms, _count(found)))
    asked = set(touched.tolist()) if touched is not None else {number for number, _ in every_file}
    for number, group in every_file:
        if number not in asked:
            yield f"i/{number}.js", None
            yield from ((name, None) for term in group[long[group]].tolist() for name in _named(found, term))
    for groups in _several(pair for pair in every_file if pair[0] in asked):
        every = np.concatenate([group for _, group in groups])
        for term in every[long[every]].tolist():
            yield from _pieces(found, term)
        head, body = (
            _parted(gathered(content, begins[every], lengths_of[every]), lengths_of, groups)
            for content, begins, lengths_of in ((begun, ends - lengths, lengths), (bodies, starts, sizes))
        )
        for (number, group), before, after in zip(groups, head, body, strict=True):
            words = _json(letters[group].tobytes().decode("utf-32-le"))
            yield f"i/{number}.js", _script("i", number, words, _coded(before + after))


def _several(groups: Iterable[tuple[int, Numbers]]) -> Iterator[tuple[tuple[int, Numbers], ...]]:
    """So many files at a time as are put together at once."""
    waiting = iter(groups)
    while some := tuple(islice(waiting, _AT_ONCE)):
        yield some


def _parted(content: bytes, sizes: Numbers, groups: Iterable[tuple[int, Numbers]]) -> Iterator[bytes]:
    """The bytes of several groups of terms, group by group."""
    at = 0
    for _, group in groups:
        size = int(sizes[group].sum())
        yield content[at : at + size]
        at += size


def _directory(at: Numbers) -> bytes:
    """How many positions a long list has, and the first of each of its pieces."""
    return _plain_numbers([len(at)]) + _deltas(at[::LONG])


def _named(found: Postings, term: int) -> Iterator[str]:
    """The files of a long list."""
    first, second = found.terms[term].tolist()
    pieces = -(-len(found.positions(term)) // LONG)
    return (f"l/{first:x}-{second:x}-{count}.js" for count in range(pieces))


def _pieces(found: Postings, term: int) -> Iterator[tuple[str, str]]:
    at = found.positions(term)
    for count, name in enumerate(_named(found, term)):
        yield name, _script("l", name[2:-3], _coded(_deltas(at[count * LONG : (count + 1) * LONG])))


def _deltas(at: Numbers) -> bytes:
    return pack(at, np.array([len(at)]))[0]


def _plain_numbers(values: list[int]) -> bytes:
    return pack(np.array(values), np.arange(1, len(values) + 1))[0]


def _facets(edition: Edition, stream: Stream) -> dict[str, object]:
    """By what hits can be narrowed: for each kind of facet, its values, each with the numbers of the interviews."""
    kinds: dict[str, defaultdict[str, set[int]]] = {name: defaultdict(set) for name in FACETS}
    for name, value, number in _values(edition):
        kinds[name][value].add(number)
    listed = {name: [[value, sorted(each)] for value, each in sorted(values.items())] for name, values in kinds.items()}
    return {"starts": stream.starts, **listed}


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


def _script(kind: str, key: object, *values: str) -> str:
    return f"ohFound({_json(kind)},{_json(key)},{','.join(values)});\n"


def _coded(packed: bytes) -> str:
    return _json(base64.b64encode(packed).decode("ascii"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
