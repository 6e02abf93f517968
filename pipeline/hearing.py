"""One interview's recordings become drafts; the task that is handed to a process, here or elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pipeline.errors import KoushuError, MissingTool, NotAModel
from pipeline.model.archive import KeptInterview
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.transcribe.hear import Original, forget, hear, listener
from pipeline.workshop import Workshop

Watch = Callable[[str, float, float], None]  # task, done, total


def hear_interview(settings: Settings, key: str, watch: Watch) -> Outcome:
    """Hear one interview's recordings; a recording that cannot be heard stops only itself."""
    shop = Workshop(settings)
    kept = shop.archive.interviews[key]
    outcome = Outcome()
    for sound in kept.sounds:
        name = shop.draft_name(kept, sound)
        if name in kept.drafts or not sound.digest:
            continue
        try:
            original = Original(shop.original(sound.digest), sound.digest, sound.duration_ms)
            draft = hear(original, shop.engine, shop.hints(kept), shop.windows, partial(watch, name))
            saved = shop.shelf.save_draft(key, name, draft)
            forget(sound.digest, listener(shop.engine, shop.hints(kept)), shop.windows)
            shop.shelf.event("transcription", (saved,), shop.hand)
            outcome += Outcome((saved,))
        except (MissingTool, NotAModel):
            raise
        except KoushuError as failure:
            outcome += Outcome((), (Problem(sound.file, 0, 0, failure.code, failure.values),))
    return outcome


def unwatched(task: str, done: float, total: float) -> None:
    """Another process cannot draw on this one's terminal."""


def unheard(shop: Workshop, kept: KeptInterview) -> bool:
    """Is there a recording that this engine, with this model and these options, has not heard? Raises NotAModel, MissingTool."""
    return any(sound.digest and shop.draft_name(kept, sound) not in kept.drafts for sound in kept.sounds)
