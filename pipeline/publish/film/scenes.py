"""What a film is made of: scenes one after the other, each a value that says all that is seen in it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.media.titles import Words


@dataclass(frozen=True)
class Card:
    """Large words: the film's title, or a part's."""

    count: int  # frames
    words: Words


@dataclass(frozen=True)
class Saying:
    """A paragraph of plain words."""

    count: int
    paragraph: str


@dataclass(frozen=True)
class Credits:
    """Roles and names."""

    count: int
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Talk:
    """Somebody talks: a stretch of an interview's public film (`film`), or its ground with portrait and waveform (`film` empty).

    `words` are name, a line on service and years, and the part's title; `third`: they come as a lower third, a moment after the
    beginning.
    """

    count: int
    sound: str
    start: int  # frame on the interview's clock
    film: str
    words: Words
    portrait: str = ""
    third: bool = False


@dataclass(frozen=True)
class Shown:
    """A picture or a medal at its moment, while the talk goes on."""

    count: int
    sound: str
    start: int
    picture: str
    caption: str


Scene = Card | Saying | Credits | Talk | Shown


def words_in(scene: Scene) -> tuple[str, ...]:
    """Everything that is written in a scene."""
    if isinstance(scene, Card):
        return scene.words.large, scene.words.above, scene.words.under, scene.words.foot, scene.words.mark
    if isinstance(scene, Saying):
        return (scene.paragraph,)
    if isinstance(scene, Credits):
        return tuple(word for row in scene.rows for word in row)
    if isinstance(scene, Talk):
        return scene.words.large, scene.words.above, scene.words.under, scene.words.mark
    return (scene.caption,)


def files_in(scene: Scene) -> tuple[str, ...]:
    """The public files that a scene shows."""
    if isinstance(scene, Talk):
        return (scene.film,) if scene.film else tuple(filter(None, (scene.portrait, scene.sound)))
    return (scene.picture,) if isinstance(scene, Shown) else ()
