"""The little server: ranges, types, and the folder's edge."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.errors import CannotWrite, WrongUse
from pipeline.publish.site.server import server
from tests.site.editions import SNOW

SOUND = f"/media/{SNOW}.m4a"


def ask(served: str, path: str, wanted: str = "", *, packed: bool = False) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(served).netloc, timeout=120)
    headers = {"Range": wanted} if wanted else {}
    connection.request("GET", path, headers={**headers, "Accept-Encoding": "gzip, br"} if packed else headers)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=5-99999999", slice(5, None)),
    ],
)
def test_a_range_of_sound_is_exactly_those_bytes(served: str, built: Path, wanted: str, part: slice) -> None:
    whole = (built / SOUND[1:]).read_bytes()
    status, headers, body = ask(served, SOUND, wanted)
    assert status == 206
    assert body == whole[part]
    assert headers["content-range"].endswith(f"/{len(whole)}")
    assert headers["content-type"] == "audio/mp4"


def test_a_range_past_the_end_is_refused_with_the_size(served: str, built: Path) -> None:
    status, headers, _ = ask(served, SOUND, "bytes=99999999-")
    assert status == 416
    assert headers["content-range"] == f"bytes */{(built / SOUND[1:]).stat().st_size}"


def test_what_is_no_single_range_gives_the_whole_file(served: str, built: Path) -> None:
    for wanted in ("", "bytes=-", "bytes=0-1,4-5", "lines=1-2"):
        status, _, body = ask(served, SOUND, wanted)
        assert (status, body) == (200, (built / SOUND[1:]).read_bytes())


def test_nothing_outside_the_folder_is_served(served: str) -> None:
    for path in ("/../pages/stubs/index.md", "/%2e%2e/pages/stubs/index.md", "/media/../../pages/stubs/index.md"):
        assert ask(served, path)[0] == 404
        assert ask(served, path, "bytes=0-3")[0] == 404


def test_the_body_of_an_answer_does_not_wait_until_its_head_is_acknowledged(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once: list[int] = []
    with server(built, 0) as bound:
        bound.daemon_threads = False  # closing it waits for its answers
        close = bound.shutdown_request

        def watched(connection: socket.socket) -> None:
            at_once.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            close(connection)

        monkeypatch.setattr(bound, "shutdown_request", watched)
        thread = threading.Thread(target=bound.serve_forever, daemon=True)
        thread.start()
        ask(f"http://127.0.0.1:{bound.server_address[1]}", "/index.html")
        bound.shutdown()
        thread.join()
    assert at_once == [1]


def test_a_folder_without_a_site_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as caught:
        server(tmp_path, 0)
    assert caught.value.code == "site-not-built"


def test_a_taken_port_is_named(built: Path, served: str) -> None:
    with pytest.raises(CannotWrite) as caught:
        server(built, int(urlsplit(served).port or 0))
    assert caught.value.code == "site-port-taken"


def test_text_is_packed_for_whoever_unpacks_it(served: str, built: Path) -> None:
    for name in ("index.html", "assets/oh-english.js", "search/head.js"):
        status, headers, body = ask(served, f"/{name}", packed=True)
        assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
        assert len(body) < (built / name).stat().st_size
        assert gzip.decompress(body) == (built / name).read_bytes()
    assert "content-encoding" not in ask(served, "/index.html")[1]


def test_sound_and_ranges_are_never_packed(served: str, built: Path) -> None:
    status, headers, body = ask(served, SOUND, packed=True)
    assert (status, body) == (200, (built / SOUND[1:]).read_bytes())
    assert "content-encoding" not in headers
    for name in (SOUND, "/index.html"):
        status, headers, body = ask(served, name, "bytes=3-40", packed=True)
        assert (status, body) == (206, (built / name[1:]).read_bytes()[3:41])
        assert "content-encoding" not in headers
