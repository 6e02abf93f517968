"""Pieces of speech become segments through a server on the archive's own network that speaks OpenAI's transcription interface."""

from __future__ import annotations

import hashlib
import io
import os
import re
import wave
from collections.abc import Sequence

import numpy as np

from pipeline.errors import Unreadable, WrongUse
from pipeline.model.draft import Listener, Options, Segment
from pipeline.transcribe.answers import segments_of
from pipeline.transcribe.listening import RATE, Hints, ModelPlace, Piece
from pipeline.transcribe.whisper_options import language_code, said_before
from pipeline.transcribe.wire import USUAL, Manners, Request, post, server_at

VERSION = "openai-compatible-1"  # of what is asked of a server; another one may give other words
SECRET = "KOUSHU_SERVICE_KEY"  # noqa: S105 # the name of the variable that holds it
PATH = "/audio/transcriptions"


class ServiceEngine:
    """A recogniser that runs elsewhere, because its packages must not enter ours or because a GPU is there."""

    at_once = 1

    def __init__(self, place: ModelPlace, manners: Manners = USUAL) -> None:
        self._place = place
        self._manners = manners

    def describe(self, hints: Hints) -> Listener:
        """See `Engine.describe`. Nothing is asked of the server, whose model nobody can verify: its name stands for it.

        Raises WrongUse where archive.yml names no server or no model.
        """
        place = self._place
        if not place.service:
            raise WrongUse("service-unnamed")
        server_at(place.service)
        if not place.model:
            raise WrongUse("service-unnamed-model")
        told: Options = {"language": hints.language, "initial_prompt": hints.prompt}
        if hints.names:
            told["names"] = "、".join(hints.names)
        return Listener("service", VERSION, place.model, hashlib.sha256(place.model.encode()).hexdigest(), told)

    def listen(self, pieces: Sequence[Piece], hints: Hints) -> Sequence[tuple[Segment, ...]]:
        """See `Engine.listen`. Raises NotSound where the server is outside and the person did not allow that, Unreadable."""
        return [self._heard(piece, hints) if len(piece.samples) else () for piece in pieces]

    def _heard(self, piece: Piece, hints: Hints) -> tuple[Segment, ...]:
        server = server_at(self._place.service)
        fields = [("model", self._place.model), ("language", language_code(hints)), ("prompt", said_before(hints))]
        fields += [("response_format", "verbose_json")]
        fields += [("timestamp_granularities[]", one) for one in ("segment", "word")]
        answer = post(server, _request(fields, _wav(piece)), self._manners, elsewhere=hints.elsewhere)
        try:
            return segments_of(answer, piece.length_ms)
        except ValueError as unlike:
            raise Unreadable("service-unlike", host=server.host, reason=str(unlike)[:100]) from None


def _wav(piece: Piece) -> bytes:
    """The piece as 16-bit WAV: the very samples it was decoded to."""
    samples = np.clip(np.round(piece.samples.astype(np.float64) * 32768), -32768, 32767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(samples.tobytes())
    return file.getvalue()


def _request(fields: Sequence[tuple[str, str]], sound: bytes) -> Request:
    """A form as browsers send it (RFC 7578); the boundary is drawn from what it must not occur in."""
    boundary = hashlib.sha256(sound + repr(fields).encode()).hexdigest()
    parts = [_part(boundary, f'name="{name}"', "", value.encode()) for name, value in fields if value]
    parts.append(_part(boundary, 'name="file"; filename="piece.wav"', "Content-Type: audio/wav\r\n", sound))
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept": "application/json"}
    secret = os.environ.get(SECRET, "")
    if secret and not re.fullmatch(r"[!-~]+", secret):
        raise WrongUse("service-key")
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    return Request(PATH, headers, b"".join((*parts, f"--{boundary}--\r\n".encode())), secret)


def _part(boundary: str, disposition: str, kind: str, value: bytes) -> bytes:
    return f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n{kind}\r\n".encode() + value + b"\r\n"
