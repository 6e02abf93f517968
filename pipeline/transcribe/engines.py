"""A name in archive.yml becomes a recogniser; every engine there is stands in this dict."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.errors import WrongUse
from pipeline.transcribe.faster import FasterEngine
from pipeline.transcribe.listening import Engine, ModelPlace
from pipeline.transcribe.remote import ServiceEngine
from pipeline.transcribe.sherpa import SherpaEngine
from pipeline.transcribe.whisper import WhisperEngine

# No module of an engine imports its library before it is needed, so all of them may stand here.
ENGINES: dict[str, Callable[[ModelPlace], Engine]] = {
    "whisper": WhisperEngine,
    "faster": FasterEngine,
    "sherpa": SherpaEngine,
    "service": ServiceEngine,
}


def engine_named(name: str, place: ModelPlace) -> Engine:
    """The engine, not loaded yet. Raises WrongUse for a name that is not in the dict."""
    if name not in ENGINES:
        raise WrongUse("engine-unknown", engine=name, known="、".join(sorted(ENGINES)))
    return ENGINES[name](place)
