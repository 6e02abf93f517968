"""What archive.yml says about hearing becomes the ears that hear, on whichever machine."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.transcribe.engines import engine_named
from pipeline.transcribe.hear import Ears
from pipeline.transcribe.listening import ModelPlace
from pipeline.transcribe.punctuation import Punctuation
from pipeline.transcribe.silero import finder
from pipeline.transcribe.voices import Voices


@dataclass(frozen=True)
class Recipe:
    """Engine, how speech is found, and the models, in words that another machine understands.

    `speakers` are the paths of the models that tell voices apart (segmentation, embedding) from `place.root`; none: nobody is.
    """

    engine: str
    place: ModelPlace
    speech: str = "auto"
    speakers: tuple[str, str] | tuple[()] = ()

    @property
    def models(self) -> tuple[str, ...]:
        """The paths or names of all models."""
        return tuple(filter(None, (self.place.model, self.place.punctuation, *self.speakers)))

    def ears(self) -> Ears:
        """What hears, nothing loaded yet. Raises WrongUse for an unknown engine, MissingTool."""
        place = self.place
        voices = None
        if self.speakers:
            segmentation, embedding = (place.root / model for model in self.speakers)
            voices = Voices(segmentation, embedding, place.digest_of, place.work)
        punctuation = Punctuation(place) if place.punctuation else None
        return Ears(engine_named(self.engine, place), finder(self.speech), voices, punctuation)
