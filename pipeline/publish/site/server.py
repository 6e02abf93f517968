"""A built folder becomes pages at 127.0.0.1, with byte ranges, which a browser needs to seek in sound, and gzip for text."""

from __future__ import annotations

import gzip
import io
import re
from email.utils import formatdate
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

from pipeline.errors import CannotWrite, WrongUse
from pipeline.publish.site.pulse import Pulse

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_CHUNK = 256 * 1024
_TEXT = re.compile(r"text/|application/(?:json|ld\+json|xml|rss\+xml|atom\+xml|javascript)|image/svg")
_ZIP_FROM = 1024  # bytes; less is not worth the work


class _Pages(SimpleHTTPRequestHandler):
    """One request; a single `Range: bytes=…` is answered with 206 (RFC 9110 §14), several at once with the whole file."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body of an answer waits for the head to be acknowledged: 40 ms each on Linux
    pulse: Pulse | None = None  # None: what is served stays as it is
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".m4a": "audio/mp4",
        ".opus": "audio/ogg",
        ".avif": "image/avif",
        ".epub": "application/epub+zip",
        ".webp": "image/webp",
        ".js": "text/javascript; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".vtt": "text/vtt; charset=utf-8",
    }

    def send_head(self) -> Any:  # noqa: ANN401 - a file, or None when there is nothing to send
        """Answer with a range where one is asked for, otherwise as the library does."""
        self._left: int | None = None
        if self.pulse and (script := self.pulse.answer(self.path)) is not None:
            return self._whole(script, "text/javascript; charset=utf-8")
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not asked or not path.is_file() or asked[0] == "bytes=-":
            return self._sent(path)
        size = path.stat().st_size
        first = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
        last = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
        if first > last:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        return self._part(path, first, last, size)

    def _part(self, path: Path, first: int, last: int, size: int) -> IO[bytes]:
        self._left = last - first + 1
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("Content-Length", str(self._left))
        self.end_headers()
        opened = path.open("rb")
        opened.seek(first)
        return opened

    def _sent(self, path: Path) -> Any:  # noqa: ANN401
        """The whole of what `path` is: text packed for whoever unpacks it, and pages with a pulse where there is one."""
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        kind = self.guess_type(str(path))
        if self.pulse and path.suffix == ".html" and path.is_file():
            return self._whole(self.pulse.page(path), "text/html; charset=utf-8")
        if not self._unpacks() or "If-Modified-Since" in self.headers or not path.is_file() or not _TEXT.match(kind):
            return super().send_head()
        return self._whole(path.read_bytes(), kind, formatdate(path.stat().st_mtime, usegmt=True))

    def _unpacks(self) -> bool:
        return "gzip" in self.headers.get("Accept-Encoding", "")

    def _whole(self, content: bytes, kind: str, changed: str = "") -> IO[bytes]:
        """Bytes as an answer, packed (RFC 9110 §8.4.1.3) where that is worth the work; sound and pictures never come here."""
        packed = self._unpacks() and len(content) >= _ZIP_FROM
        content = gzip.compress(content, compresslevel=6, mtime=0) if packed else content
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(content)))
        if changed:
            self.send_header("Last-Modified", changed)
        self.end_headers()
        return io.BytesIO(content)

    def copyfile(self, source: Any, outputfile: Any) -> None:  # noqa: ANN401
        """Send what `send_head` opened; a listener who jumps or leaves closes the connection, which is no failure."""
        left = self._left
        try:
            while chunk := source.read(_CHUNK if left is None else min(_CHUNK, left)):
                outputfile.write(chunk)
                if left is not None:
                    left -= len(chunk)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def end_headers(self) -> None:
        """Every answer says that ranges are served and that pages may change."""
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the command line speaks for itself."""


def server(folder: Path, port: int, pulse: Pulse | None = None) -> ThreadingHTTPServer:
    """A server of `folder` on 127.0.0.1, bound and not yet serving; port 0 takes any free one.

    With a `pulse`, open pages read themselves again whenever it beats.

    Raises WrongUse when the folder holds no site, CannotWrite when the port is taken.
    """
    if not (folder / "index.html").is_file():
        raise WrongUse("site-not-built", folder=folder)
    try:
        pages = type("_Pages", (_Pages,), {"pulse": pulse})
        bound = ThreadingHTTPServer(("127.0.0.1", port), partial(pages, directory=str(folder)))
    except OSError as error:
        raise CannotWrite("site-port-taken", port=port, other=port + 1) from error
    bound.daemon_threads = True
    return bound


def serve(folder: Path, port: int, pulse: Pulse) -> None:
    """Serve `folder` at http://127.0.0.1:`port`/ until interrupted."""
    with server(folder, port, pulse) as bound:
        bound.serve_forever()
