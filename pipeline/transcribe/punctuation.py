"""Text without punctuation gets marks from a model of its own; not a letter of it is changed, and readers are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import NotAModel
from pipeline.model.draft import Flag, Options, Segment
from pipeline.transcribe.listening import ModelPlace
from pipeline.transcribe.onnx_notes import notes_of
from pipeline.transcribe.sherpa_runtime import Given, loaded, prove, version
from pipeline.transcribe.sherpa_words import joined

CODE = "machine-punctuation"
PAUSE_MS = 2_000  # a longer one ends a sentence
MOST = 400  # characters after which a row ends with its segment
_MARKS = frozenset("，。？！；：、…,.?!;:")


class Punctuation:
    """A ct-transformer folder of sherpa-onnx (`model.onnx` or `model.int8.onnx`), loaded at the first text without marks."""

    def __init__(self, place: ModelPlace) -> None:
        self._place = place

    def described(self) -> Options:
        """What a draft records of it; cheap. Raises NotAModel, MissingTool."""
        digest = self._place.digest_of(self._graph)
        return {"punctuation": Path(self._place.punctuation).name, "punctuation_digest": digest, "punctuation_by": version()}

    def punctuated(self, segments: Sequence[Segment]) -> tuple[Segment, ...]:
        """The same segments, those without any mark now with marks and the flag `machine-punctuation`; words stay.

        What one speaker says without a long pause is read as one text, so that a short pause alone ends no sentence.
        Raises NotAModel, MissingTool.
        """
        done: list[Segment] = []
        for row in _rows(segments):
            done += row if _has_marks(row[0]) else _marked(row, self._model)
        return tuple(done)

    @cached_property
    def _graph(self) -> Path:
        folder = self._place.root / self._place.punctuation
        found = sorted(folder.glob("*.onnx"), key=lambda file: (".int8." not in file.name, file.name))
        if not found:
            raise NotAModel("punctuation-not-found", model=folder.name)
        try:
            notes = notes_of(found[0])
        except ValueError:
            raise NotAModel("sherpa-file-broken", model=folder.name, file=found[0].name) from None
        if "punctuations" not in notes:
            raise NotAModel("punctuation-not-found", model=folder.name)
        return found[0]

    @cached_property
    def _model(self) -> Callable[[str], str]:
        given: Given = {"ct_transformer": str(self._graph), "num_threads": 1, "provider": "cpu"}
        proof = self._place.work / f"sherpa-{version()}-cpu-{self._place.digest_of(self._graph)[:16]}.proof"
        prove("punctuation", given, proof, {"model": self._graph.parent.name, "kind": "ct-transformer"})
        model: Any = loaded("punctuation", given)
        return lambda text: str(model.add_punctuation(text))


def _rows(segments: Sequence[Segment]) -> Iterator[tuple[Segment, ...]]:
    """The segments in rows that are read as one text; a segment that has marks is a row of its own."""
    row: list[Segment] = []
    for segment in segments:
        if row and not _goes_on(row, segment):
            yield tuple(row)
            row = []
        row.append(segment)
    if row:
        yield tuple(row)


def _goes_on(row: Sequence[Segment], segment: Segment) -> bool:
    last = row[-1]
    return (
        not _has_marks(last)
        and not _has_marks(segment)
        and _speaker(last) == _speaker(segment)
        and segment.start_ms - last.end_ms <= PAUSE_MS
        and sum(len(one.text) for one in row) <= MOST
    )


def _speaker(segment: Segment) -> str:
    return segment.words[0].speaker if segment.words else ""


def _has_marks(segment: Segment) -> bool:
    return not _MARKS.isdisjoint(segment.text)


def _marked(row: Sequence[Segment], mark: Callable[[str], str]) -> tuple[Segment, ...]:
    """The row read as one text; where the model changed more than marks, each for itself; where it still does, as it was."""
    texts = [segment.text for segment in row]
    whole = joined(texts)
    marks = marks_after(whole, mark(whole))
    if marks is None:
        return tuple(one for segment in row for one in _marked((segment,), mark)) if len(row) > 1 else tuple(row)
    done: list[Segment] = []
    spoken = 0
    for segment in row:
        text = ""
        for character in segment.text:
            text += character
            if _is_letter(character):
                text += marks.get(spoken, "")
                spoken += 1
        flags = (*segment.flags, Flag(CODE)) if text != segment.text else segment.flags
        done.append(replace(segment, text=text, flags=flags))
    return tuple(done)


def marks_after(text: str, marked: str) -> dict[int, str] | None:
    """Number of a letter → the marks after it; None where the two do not hold the same letters in the same order."""
    letters = [character for character in text if _is_letter(character)]
    marks: dict[int, str] = {}
    spoken = 0
    for character in marked:
        if _is_letter(character):
            if spoken == len(letters) or letters[spoken].casefold() != character.casefold():
                return None
            spoken += 1
        elif spoken and character in _MARKS:
            marks[spoken - 1] = marks.get(spoken - 1, "") + character
    return marks if spoken == len(letters) else None


def _is_letter(character: str) -> bool:
    return character.isalnum()
