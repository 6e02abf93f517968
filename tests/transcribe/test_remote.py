"""Recognition servers: a real one of ours that hears, and all the ways in which servers and networks misbehave."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import KoushuError, NotSound, Unreadable, WrongUse
from pipeline.model.draft import Segment
from pipeline.model.problem import sentence
from pipeline.transcribe.faster import FasterEngine
from pipeline.transcribe.listening import RATE, Hints, ModelPlace, Piece
from pipeline.transcribe.remote import ServiceEngine
from pipeline.transcribe.whisper import sha256
from pipeline.transcribe.wire import Manners, is_own, server_at
from tests.transcribe import hearing_server as server
from tests.transcribe.hearing_server import serving
from tests.transcribe.models import EIGHT_BITS_WRONG, error_rate, sample_pieces

QUICK = Manners(connect_s=5, answer_s=60, waits_s=(0, 0, 0))
HASTY = Manners(connect_s=5, answer_s=0.3, waits_s=(0, 0, 0))
HINTS = Hints()
PIECE = Piece(4000, np.random.default_rng(5).normal(0, 0.1, RATE).astype(np.float32))
SAID = {"text": "下着大雪。", "segments": [{"start": 0.1, "end": 0.9, "text": "下着大雪。"}]}


def engine(url: str, manners: Manners = QUICK, model: str = "paraformer-zh") -> ServiceEngine:
    return ServiceEngine(ModelPlace(model, Path(), Path(), sha256, service=url), manners)


def unsure(segment: Segment) -> Segment:
    """The same without the words' probabilities, which OpenAI's interface does not tell."""
    return replace(segment, words=tuple(replace(word, probability=None) for word in segment.words))


def refusal(url: str, hints: Hints = HINTS, manners: Manners = QUICK) -> KoushuError:
    with pytest.raises(KoushuError) as refused:
        engine(url, manners).listen([PIECE], hints)
    assert "…" not in sentence(refused.value.code, {**refused.value.values, "reason": "x"}, "zh"), "an unfilled blank"
    return refused.value


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and the certificate it signed for itself, for the name localhost."""
    folder = tmp_path_factory.mktemp("tls")
    key, signed = folder / "key.pem", folder / "cert.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(["openssl", *words.split(), "-keyout", key, "-out", signed], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes(key.read_bytes() + signed.read_bytes())
    return both


def test_a_server_hears_the_sample_as_well_as_its_engine_does(ct2_int8_model: Path, tmp_path: Path) -> None:
    own = FasterEngine(ModelPlace(str(ct2_int8_model), tmp_path, tmp_path, sha256, threads=1))
    spoken = list(sample_pieces("2023-002-qin/recording-1"))
    pieces = [Piece(one.start_ms, one.samples) for one in spoken]
    with serving(server.hears(own)) as hearing:
        heard = engine(hearing.url).listen(pieces, Hints("zh-CN"))
    assert (
        error_rate([(one.text, "".join(s.text for s in said)) for one, said in zip(spoken, heard, strict=True)])
        <= EIGHT_BITS_WRONG
    )
    assert [[unsure(segment) for segment in said] for said in own.listen(pieces, Hints("zh-CN"))] == [
        list(said) for said in heard
    ]
    assert all(segment.words for said in heard for segment in said)


def test_it_asks_as_openai_wants_to_be_asked_and_keeps_its_own_names_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUSHU_SERVICE_KEY", "sk-quite-secret")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with serving(server.says_json(SAID)) as hearing:
        engine(hearing.url + "/").listen([PIECE], Hints("zh-CN", "以下是采访。", names=("季羡林", "陈佳洱")))
    (asked,) = hearing.asked
    assert asked.path == "/v1/audio/transcriptions"
    assert asked.headers["Authorization"] == "Bearer sk-quite-secret"
    assert asked.headers["Host"] == f"127.0.0.1:{hearing.port}"
    assert asked.field("model") == ["paraformer-zh"]
    assert asked.field("language") == ["zh"]
    assert asked.field("prompt") == ["以下是采访。这次访谈会说到季羡林、陈佳洱。"]
    assert asked.field("response_format") == ["verbose_json"]
    assert asked.field("timestamp_granularities[]") == ["segment", "word"]
    assert np.abs(asked.piece.samples - PIECE.samples).max() <= 0.5 / 32768


def test_a_draft_names_neither_the_server_nor_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUSHU_SERVICE_KEY", "sk-quite-secret")
    told = engine("http://recogniser.lan:8000/v1").describe(Hints("zh", "x", names=("季羡林",)))
    everything = json.dumps(asdict(told))
    assert (told.engine, told.version, told.model) == ("service", "openai-compatible-1", "paraformer-zh")
    assert "recogniser" not in everything
    assert "secret" not in everything
    allowed = engine("http://10.0.0.7/v1").describe(Hints("zh", "x", names=("季羡林",), elsewhere=True))
    assert allowed == told


@pytest.mark.parametrize("first", [server.says(429, b"busy"), server.says(503, b""), server.hangs_up, server.stops_half_way])
def test_a_busy_server_and_a_lost_connection_are_tried_again(first: server.Behaviour) -> None:
    with serving(first, first, server.says_json(SAID)) as hearing:
        ((segment,),) = engine(hearing.url).listen([PIECE], Hints())
    assert segment.text == "下着大雪。"
    assert len(hearing.asked) == 3


@pytest.mark.parametrize(
    ("behaviour", "code", "tries"),
    [
        (server.says(500, b"model crashed"), "service-refused", 1),
        (server.says(401, b"wrong key sk-quite-secret"), "service-refused", 1),
        (server.says(404, b"<html>"), "service-refused", 1),
        (server.says(204, b""), "service-refused", 1),
        (server.says(429, b"busy"), "service-refused", 4),
        (server.hangs_up, "service-unreachable", 4),
        (server.stops_half_way, "service-unreachable", 4),
        (server.speaks_no_http, "service-unlike", 1),
        (server.never_ends, "service-unlike", 1),
        (server.says(200, b"<html>hello</html>"), "service-unlike", 1),
        (server.says(200, b"\xff\xfe"), "service-unlike", 1),
        (server.says(200, b"[" * 100_000), "service-unlike", 1),
        (server.says(200, b'{"error": "no"}'), "service-unlike", 1),
        (server.says(200, b"[1, 2]"), "service-unlike", 1),
        (server.says(200, b'{"text": ' + b"9" * 5000 + b"}"), "service-unlike", 1),
    ],
)
def test_what_goes_wrong_is_one_sentence_after_a_bounded_number_of_tries(
    behaviour: server.Behaviour, code: str, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOUSHU_SERVICE_KEY", "sk-quite-secret")
    with serving(behaviour) as hearing:
        refused = refusal(hearing.url)
    assert isinstance(refused, Unreadable)
    assert refused.code == code
    assert len(hearing.asked) == tries
    assert "secret" not in sentence(refused.code, refused.values, "zh")


def test_a_server_that_drips_is_given_up() -> None:
    with serving(server.drips) as hearing:
        assert refusal(hearing.url, manners=HASTY).code == "service-slow"
    assert len(hearing.asked) == 1


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert refusal(f"http://127.0.0.1:{port}/v1", manners=HASTY).code == "service-slow"


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    refused = refusal(f"http://127.0.0.1:{port}/v1")
    assert refused.code == "service-unreachable"
    assert "127.0.0.1" in sentence(refused.code, refused.values, "zh")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_not_followed(status: int) -> None:
    with serving(server.says_json(SAID)) as other, serving(server.says(status, b"", Location=other.url)) as hearing:
        assert refusal(hearing.url).code == "service-redirected"
    assert len(hearing.asked) == 1
    assert other.asked == []


def test_a_certificate_must_be_known_and_name_the_host(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(server.says_json(SAID), certificate=certificate) as hearing:
        assert refusal(hearing.url.replace("127.0.0.1", "localhost")).code == "service-untrusted"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("cert.pem")))
        assert refusal(hearing.url).code == "service-untrusted"
        assert hearing.asked == []
        ((segment,),) = engine(hearing.url.replace("127.0.0.1", "localhost")).listen([PIECE], Hints())
    assert segment.text == "下着大雪。"


def test_a_dripping_server_is_given_up_behind_tls_too(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("cert.pem")))
    with serving(server.drips, certificate=certificate) as hearing:
        assert refusal(hearing.url.replace("127.0.0.1", "localhost"), manners=HASTY).code == "service-slow"


def test_https_to_a_server_that_does_not_speak_it_is_unreachable() -> None:
    with serving(server.says_json(SAID)) as hearing:
        assert refusal(hearing.url.replace("http:", "https:")).code == "service-unreachable"


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.20", "127.0.0.1", "169.254.7.7", "::1", "fe80::1%eth0", "fd00::7",
        "::ffff:10.0.0.1",
    ],
)  # fmt: skip
def test_private_ranges_are_the_archives_own_network(address: str) -> None:
    assert is_own(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8", "172.15.255.255", "172.32.0.0", "192.169.0.1", "11.0.0.0", "0.0.0.0", "::", "::ffff:8.8.8.8", "100.64.0.1",  # noqa: S104
        "2001:4860:4860::8888", "64:ff9b::a00:1", "2002:a00:1::", "224.0.0.1", "255.255.255.255", "fec0::1", "::ffff:0.0.0.0",
    ],
)  # fmt: skip
def test_every_other_address_is_not(address: str) -> None:
    assert not is_own(address)


@pytest.mark.parametrize("host", ["192.0.2.1", "0.0.0.0", "[::ffff:192.0.2.1]", "[2001:db8::1]", "3221225985"])  # noqa: S104
def test_nothing_is_sent_outside_unless_the_person_allowed_it(host: str) -> None:
    refused = refusal(f"http://{host}:9/v1")
    assert isinstance(refused, NotSound)
    assert refused.code == "service-outside"
    assert "recognise_elsewhere" in sentence(refused.code, refused.values, "zh")


def test_outside_it_must_be_encrypted_even_where_the_person_allowed_it() -> None:
    assert refusal("http://192.0.2.1:9/v1", Hints(elsewhere=True)).code == "service-not-encrypted"


def answers(*addresses: str) -> Callable[..., list]:
    """A name server that gives these addresses at the first question and a public one at every later question."""
    asked = []

    def resolve(host: str, port: int, **_: object) -> list:
        asked.append(host)
        found = addresses if len(asked) == 1 else ("192.0.2.1",)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    return resolve


def test_one_public_address_among_many_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(server.says_json(SAID)) as hearing:
        monkeypatch.setattr(socket, "getaddrinfo", answers("127.0.0.1", "192.0.2.1"))
        assert refusal(f"http://recogniser.lan:{hearing.port}/v1").code == "service-outside"
    assert hearing.asked == []


def test_a_second_answer_of_the_name_server_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(server.says_json(SAID)) as hearing:
        monkeypatch.setattr(socket, "getaddrinfo", answers("127.0.0.1"))
        engine(f"http://recogniser.lan:{hearing.port}/v1").listen([PIECE], Hints())
    assert hearing.asked[0].headers["Host"] == f"recogniser.lan:{hearing.port}"


@pytest.mark.parametrize(
    "address",
    [
        "192.168.1.20:8000", "ftp://10.0.0.1/v1", "http://", "http:///v1", "http://me:secret@10.0.0.1/v1", "http://10.0.0.1/v1?x=1",
        "http://10.0.0.1/v1#x", "http://10.0.0.1:99999/v1", "http://10.0.0.1:a/v1", "http://10.0.0.1/v 1", "http://服务器/v1",
        "http://10.0.0.1/v1\r\nX: 1", "http://[::1/v1", "http://a..b/v1", f"http://{'a' * 64}.lan/v1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_plain_is_refused_before_anything_is_heard(address: str) -> None:
    with pytest.raises(WrongUse, match="service-address"):
        engine(address).describe(Hints())


def test_an_address_is_taken_apart() -> None:
    assert asdict(server_at("https://Recogniser.lan/api/v1/")) == {
        "host": "recogniser.lan",
        "port": 443,
        "path": "/api/v1",
        "encrypted": True,
    }


def test_an_unnamed_server_or_model_and_a_strange_key_say_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongUse, match=r"^service-unnamed$"):
        engine("").describe(Hints())
    with pytest.raises(WrongUse, match="service-unnamed-model"):
        engine("http://10.0.0.1/v1", model="").describe(Hints())
    monkeypatch.setenv("KOUSHU_SERVICE_KEY", "sk-quite\nsecret")
    assert refusal("http://127.0.0.1:9/v1").code == "service-key"
