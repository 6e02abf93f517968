"""Everything a reader, a crawler or a curious person could get out of a folder of published files, as text."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import subprocess
import tempfile
import urllib.parse
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import StreamObject

PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif"}
TAGS = ("exiftool", "-a", "-u", "-U", "-G1")
MEDIA = {".m4a", ".mp3", ".mp4", ".flac", ".wav", ".opus"}

_HIDDEN: dict[tuple[str, str], tuple[str, ...]] = {}  # by digest of the bytes and kind; most files stand in several places


def readings(path: Path) -> Iterator[str]:
    """Every way to read one file: its name, its bytes in four encodings, and what its format hides."""
    yield urllib.parse.unquote(str(path))
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        yield data.decode(encoding, errors="ignore")
    if path.suffix in {".html", ".js", ".json", ".xml", ".svg", ".md", ".ics"}:
        yield from _unescaped(data.decode("utf-8", errors="ignore"))
    if zipfile.is_zipfile(path):
        yield from _packed(path)
    if path.suffix in PICTURES | MEDIA | {".pdf"}:
        kept = (hashlib.sha256(data).hexdigest(), path.suffix)
        if kept not in _HIDDEN:
            _HIDDEN[kept] = tuple(_hidden(path))
        yield from _HIDDEN[kept]


def everything(folder: Path) -> Iterator[tuple[Path, str]]:
    """(file, reading) for every file below `folder`."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    _read_tags([path for path in files if path.suffix in PICTURES])
    for path in files:
        for reading in readings(path):
            yield path, reading


def _hidden(path: Path) -> Iterator[str]:
    if path.suffix == ".pdf":
        yield from _pdf(path)
    if path.suffix in PICTURES | {".pdf"}:
        yield _run(*TAGS, str(path))
    if path.suffix in MEDIA:
        yield _run("ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-show_programs", str(path))


def _read_tags(pictures: list[Path]) -> None:
    """The tags of many pictures by one call of exiftool: to begin it takes far longer than to read one more."""
    asked = {(hashlib.sha256(path.read_bytes()).hexdigest(), path.suffix): path for path in pictures}
    asked = {kept: path for kept, path in asked.items() if kept not in _HIDDEN}
    if len(asked) < 2:
        return
    told = _run(*TAGS, *map(str, asked.values())).split("======== ")[1:]
    assert len(told) == len(asked)
    for (kept, path), tags in zip(asked.items(), told, strict=True):
        assert tags.startswith(f"{path}\n"), tags[:200]
        _HIDDEN[kept] = (tags,)


def _unescaped(source: str) -> Iterator[str]:
    plain = html.unescape(source)
    yield plain
    yield re.sub(r"<[^>]*>", "", plain)
    yield re.sub(r"\r\n ", "", source)  # a calendar's lines are folded, in the middle of words too (RFC 5545 §3.1)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), source)
    if source.lstrip()[:1] in ("{", "["):
        try:
            yield json.dumps(json.loads(source), ensure_ascii=False)
        except ValueError:
            return


def _packed(path: Path) -> Iterator[str]:
    """Names, comments and the readings of every file in an EPUB or ZIP."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as packed:
        yield packed.comment.decode("utf-8", errors="ignore")
        for one in packed.infolist():
            yield f"{one.filename} {one.comment.decode('utf-8', errors='ignore')}"
        packed.extractall(folder)
        for _, reading in everything(Path(folder)):
            yield reading


def _pdf(path: Path) -> Iterator[str]:
    reader = PdfReader(path)
    text = "".join(page.extract_text() for page in reader.pages)
    yield text
    yield re.sub(r"[\s\u2060]", "", text)  # line ends, and the joiners that keep a last line from being one character
    yield str(reader.metadata)
    yield str(reader.xmp_metadata.rdf_root.toxml() if reader.xmp_metadata else "")
    for name, contents in reader.attachments.items():
        yield name
        yield from (content.decode("utf-8", errors="ignore") for content in contents)
    for number in range(1, int(reader.trailer["/Size"])):
        yield from _object(reader, number)


def _object(reader: PdfReader, number: int) -> Iterator[str]:
    """One object of the file, on a page or not: its dictionary, and what its stream holds unpacked."""
    try:
        found = reader.get_object(number)
    except PdfReadError:  # a number that was freed
        return
    yield repr(found)
    if isinstance(found, StreamObject) and found.get("/Subtype") != "/Image":
        yield found.get_data().decode("utf-8", errors="ignore")


def _run(*arguments: str) -> str:
    return subprocess.run(arguments, capture_output=True, check=True, timeout=600).stdout.decode("utf-8", errors="ignore")
