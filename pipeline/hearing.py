"""One interview's recordings become drafts; the task that is handed to a process, here or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import partial

from pipeline.errors import KoushuError, MissingTool, NotAModel
from pipeline.model.archive import KeptInterview
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.transcribe.hear import Original, forget, hear, listener
from pipeline.workshop import Workshop

Watch = Callable[[str, float, float], None]  # task, done, total


class Halt:
    """A watch that stops the work it watches once `now` is true: a thread cannot be interrupted otherwise."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.now = False

    def __call__(self, task: str, done: float, total: float) -> None:
        """Pass on how far the task is. Raises KeyboardInterrupt once the work is to stop."""
        if self.now:
            raise KeyboardInterrupt
        self._watch(task, done, total)


def gather(tasks: Mapping[str, Future[Outcome]], executor: Executor, halt: Halt | None) -> Outcome:
    """What all tasks did; a worker that the system killed is a problem of its interview. Raises MissingTool, NotAModel.

    After a failure or Ctrl-C nothing more is begun, and what is being heard stops at its next piece. `halt` is None where tasks
    run in processes, which Ctrl-C reaches by itself.
    """
    outcome = Outcome()
    try:
        for key, task in tasks.items():
            try:
                outcome += task.result()
            except BrokenExecutor:
                outcome += Outcome((), (Problem(key, 0, 0, "worker-lost", {"key": key}),))
    except BaseException:
        if halt:
            halt.now = True
        executor.shutdown(wait=True, cancel_futures=True)
        raise
    return outcome


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
            draft = hear(original, shop.ears, shop.hints(kept, sound), shop.windows, partial(watch, name))
            with shop.shelf.lock():
                saved = shop.shelf.save_draft(key, name, draft)
                shop.shelf.event("transcription", (saved,), shop.hand)
            forget(sound.digest, listener(shop.ears, shop.hints(kept, sound)), shop.windows)
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
