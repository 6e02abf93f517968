"""A recognition server of our own on 127.0.0.1, which hears for real and, when told to, misbehaves in every way servers do."""

from __future__ import annotations

import email
import email.policy
import io
import json
import ssl
import threading
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from pipeline.model.draft import Segment
from pipeline.transcribe.listening import Engine, Hints, Piece


@dataclass
class Asked:
    """One request: its path, headers, and the fields of its form."""

    path: str
    headers: dict[str, str]
    fields: list[tuple[str, bytes]]

    def field(self, name: str) -> list[str]:
        return [value.decode() for called, value in self.fields if called == name]

    @property
    def piece(self) -> Piece:
        """The sound that came."""
        sound = next(value for called, value in self.fields if called == "file")
        with wave.open(io.BytesIO(sound)) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return Piece(0, samples.astype(np.float32) / 32768)


Behaviour = Callable[[BaseHTTPRequestHandler, Asked], None]


@dataclass
class HearingServer:
    """Behaves as the first of `script` at the first request, and so on, the last again and again; `asked` is what came."""

    script: Sequence[Behaviour]
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/v1"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        form = email.message_from_bytes(
            f"Content-Type: {handler.headers['Content-Type']}\r\n\r\n".encode() + body, policy=email.policy.HTTP
        )
        fields = [
            (part.get_param("name", header="content-disposition"), part.get_payload(decode=True)) for part in form.iter_parts()
        ]
        asked = Asked(handler.path, dict(handler.headers), fields)
        self.asked.append(asked)
        self.script[min(len(self.asked), len(self.script)) - 1](handler, asked)


@contextmanager
def serving(*script: Behaviour, certificate: Path | None = None) -> Iterator[HearingServer]:
    """The server, until the block ends; with `certificate` (a PEM file with its key) it speaks TLS."""
    hearing = HearingServer(script)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                hearing.answer(self)
            except (ConnectionError, ssl.SSLError):  # who asked has gone away
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = False  # whoever is answering is waited for

        def handle_error(self, *_: object) -> None:
            """Say nothing of a handshake that broke off."""

    with Server(("127.0.0.1", 0), Handler) as server:
        hearing.port = server.server_port
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            hearing.scheme = "https"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield hearing
        finally:
            server.shutdown()
            thread.join()


def says(status: int, body: bytes, **headers: str) -> Behaviour:
    def behave(handler: BaseHTTPRequestHandler, _: Asked) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def says_json(answer: object, status: int = 200) -> Behaviour:
    return says(status, json.dumps(answer).encode(), Content_Type="application/json")


def hears(engine: Engine) -> Behaviour:
    """Answer with what the engine hears, as OpenAI would write it."""
    lock = threading.Lock()

    def behave(handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        hints = Hints(asked.field("language")[0], "".join(asked.field("prompt")))
        with lock:
            (heard,) = engine.listen([asked.piece], hints)
        says_json(verbose_json(heard))(handler, asked)

    return behave


def verbose_json(heard: Sequence[Segment]) -> dict:
    words = [word for segment in heard for word in segment.words]
    return {
        "task": "transcribe",
        "text": "".join(segment.text for segment in heard),
        "segments": [
            {"id": n, "start": s.start_ms / 1000, "end": s.end_ms / 1000, "text": s.text, **s.figures}
            for n, s in enumerate(heard)
        ],
        "words": [{"word": word.text, "start": word.start_ms / 1000, "end": word.end_ms / 1000} for word in words],
    }


def hangs_up(handler: BaseHTTPRequestHandler, _: Asked) -> None:
    handler.close_connection = True


def never_ends(handler: BaseHTTPRequestHandler, _: Asked) -> None:
    """A body without an end, as fast as it is taken."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


def drips(handler: BaseHTTPRequestHandler, _: Asked) -> None:
    """A body without an end, a byte every twentieth of a second."""
    handler.send_response(200)
    handler.end_headers()
    rest = threading.Event()
    while not rest.wait(0.05):
        handler.wfile.write(b" ")


def stops_half_way(handler: BaseHTTPRequestHandler, _: Asked) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"text": "')
    handler.close_connection = True


def speaks_no_http(handler: BaseHTTPRequestHandler, _: Asked) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n\r\n")
    handler.close_connection = True
