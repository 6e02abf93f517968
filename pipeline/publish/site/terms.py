"""Where every term stands becomes the records of a search index, so many to a file; long lists lie in pieces.

A record is its terms, two characters each (`_`: none), then base64 of sizes and positions, then base64 of the pieces of long
lists.
A size is twice the bytes, and one more for a long list, of which there stand only how many positions it has, the first of each
piece, and how long each piece is, in units of three bytes.
"""

from __future__ import annotations

import base64
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from pipeline.publish.site.packs import RECORDS, Lying, packed
from pipeline.publish.site.postings import Numbers, Postings, Row, Wanted, gathered, pack, postings, shard_of

LONG = 1024  # positions; a longer list lies in pieces
PIECE = 256  # positions of a piece: what is held against a long list reads one of them for each place
PARTS = 2  # of a record: what every query reads, and the pieces of long lists
_EMPTY = [b"0", b",\n"]
_SHARD = 512  # characters of the text for each record, at least


def records_for(length: int) -> int:
    """Over how many records the terms of a text of so many characters are spread: a power of two."""
    return 1 << max(0, (length // _SHARD).bit_length())


def term_files(row: Row, wanted: Wanted, count: int, lying: Path) -> Iterator[tuple[str, bytes | None]]:
    """Every file of terms; None for what lies in the folder `lying` as it is. `wanted` says which of `count` records to make."""
    made = _made(row, wanted, count)
    asked = np.ones(count, dtype=bool) if wanted.shards is None else wanted.shards
    old = Lying(lying, PARTS)
    for number in range(0, count, RECORDS):
        name = f"i/{number // RECORDS}.js"
        several = asked[number : number + RECORDS].tolist()
        if not any(several):
            yield name, None
            continue
        new = list(made.records(number, number + len(several)))
        parts = [part for at, own in enumerate(several) for part in (new[at] if own else old.record(number + at))]
        yield name, packed("i", number // RECORDS, parts, PARTS)


@dataclass(frozen=True)
class _Made:
    """Terms by record: `bounds` where each record's begin; the bytes of each term stand in `content`."""

    terms: Numbers
    bounds: Numbers
    content: Numbers
    starts: Numbers
    sizes: Numbers
    long: Numbers  # whether the list of a term is long
    pieces: dict[int, bytes]  # term → base64 of the pieces of its long list

    def records(self, first: int, last: int) -> Iterator[list[bytes]]:
        """The parts of the records [first, last)."""
        begin, end = int(self.bounds[first]), int(self.bounds[last])
        cuts = (self.bounds[first : last + 1] - begin).tolist()
        terms, sizes, long = self.terms[begin:end], self.sizes[begin:end], self.long[begin:end]
        letters = np.where(terms > 0, terms, ord("_")).astype("<u4").tobytes().decode("utf-32-le")
        heads, stops = pack(sizes * 2 + long, np.arange(1, len(sizes) + 1))
        bodies = gathered(self.content, self.starts[begin:end], sizes)
        head_at, body_at = (np.append(0, ends)[cuts].tolist() for ends in (stops, np.cumsum(sizes)))
        pieces: defaultdict[int, bytes] = defaultdict(bytes)
        for term in np.flatnonzero(long).tolist():
            pieces[bisect_right(cuts, term) - 1] += self.pieces[begin + term]
        for at, (start, stop) in enumerate(pairwise(cuts)):
            if start == stop:
                yield _EMPTY
                continue
            own = heads[head_at[at] : head_at[at + 1]] + bodies[body_at[at] : body_at[at + 1]]
            rest = b',"%s"],\n' % pieces[at] if at in pieces else b"],\n"
            words = letters[2 * start : 2 * stop].encode()  # letters and figures: nothing to escape
            yield [b'["%s","%s"' % (words, base64.b64encode(own)), rest]


def _made(row: Row, wanted: Wanted, count: int) -> _Made:
    """All terms that are wanted, packed, by record."""
    blocks = [_block(found) for found in postings(row, wanted)]
    terms = np.concatenate([np.zeros((0, 2), dtype=np.uint32), *(block.terms for block in blocks)])
    starts, sizes = (np.concatenate([np.zeros(0, dtype=np.int64), *each]) for each in _placed(blocks))
    before = accumulate((len(block.terms) for block in blocks), initial=0)
    pieces = {term + at: piece for block, at in zip(blocks, before, strict=False) for term, piece in block.pieces.items()}
    content = b"".join(block.content for block in blocks)
    blocks.clear()
    shards = shard_of(terms[:, 0], terms[:, 1], count)
    order = np.argsort(shards, kind="stable")
    bounds = np.append(0, np.cumsum(np.bincount(shards, minlength=count)))
    own = np.isin(order, np.fromiter(pieces, dtype=np.int64))
    long = {at: pieces[term] for at, term in zip(np.flatnonzero(own).tolist(), order[own].tolist(), strict=True)}
    return _Made(terms[order], bounds, np.frombuffer(content, dtype=np.uint8), starts[order], sizes[order], own, long)


@dataclass(frozen=True)
class _Block:
    """Some terms, with where the bytes of each begin in `content` and how many they are, and the pieces of long lists."""

    terms: Numbers
    starts: Numbers
    sizes: Numbers
    content: bytes
    pieces: dict[int, bytes]


def _placed(blocks: Sequence[_Block]) -> tuple[list[Numbers], list[Numbers]]:
    before = accumulate((len(block.content) for block in blocks), initial=0)
    return [block.starts + at for block, at in zip(blocks, before, strict=False)], [block.sizes for block in blocks]


def _block(found: Postings) -> _Block:
    """Some terms packed: their positions, or a directory where these lie in pieces."""
    counts = np.diff(found.ends, prepend=0)
    each = np.where(counts > LONG, -(-counts // PIECE), 1)  # pieces
    first = np.cumsum(each) - each
    term = np.repeat(np.arange(len(each)), each)
    within = np.arange(len(term)) - first[term]
    last = within + 1 == each[term]
    content, stops = pack(found.at, np.where(last, found.ends[term], (found.ends - counts)[term] + (within + 1) * PIECE))
    sizes = np.diff(stops, prepend=0)
    starts = stops - sizes
    own_starts, own_sizes = starts[first], sizes[first]
    whole, pieces = [content], {}
    end = len(content)
    for long in np.flatnonzero(each > 1).tolist():
        own = slice(int(first[long]), int(first[long] + each[long]))
        cut = [content[at : at + size] for at, size in zip(starts[own].tolist(), sizes[own].tolist(), strict=True)]
        pieces[long] = base64.b64encode(b"".join(piece + bytes(-len(piece) % 3) for piece in cut))
        firsts = found.at[int(found.ends[long] - counts[long]) : int(found.ends[long]) : PIECE]
        whole.append(_directory(int(counts[long]), firsts, (sizes[own] + 2) // 3))
        own_starts[long], own_sizes[long] = end, len(whole[-1])
        end += len(whole[-1])
    return _Block(found.terms, own_starts, own_sizes, b"".join(whole), pieces)


def _directory(count: int, firsts: Numbers, units: Numbers) -> bytes:
    numbers = np.concatenate([[count], firsts[:1], np.diff(firsts), units])
    return pack(numbers, np.arange(1, len(numbers) + 1))[0]
