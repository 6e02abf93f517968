"""Every sentence the program says about trouble, by code, in Chinese and English; each says the cure."""

from __future__ import annotations

from pipeline.model.catalogue import (
    archive,
    cluster,
    command,
    copies,
    custody,
    decisions,
    edit,
    film,
    flags,
    hear,
    intake,
    kit,
    measure,
    media,
    office,
    packages,
    personal,
    publish,
    release,
    volume,
)

SENTENCES: dict[str, tuple[str, str]] = {
    **archive.SENTENCES,
    **media.SENTENCES,
    **hear.SENTENCES,
    **intake.SENTENCES,
    **edit.SENTENCES,
    **measure.SENTENCES,
    **flags.SENTENCES,
    **decisions.SENTENCES,
    **personal.SENTENCES,
    **release.SENTENCES,
    **publish.SENTENCES,
    **volume.SENTENCES,
    **film.SENTENCES,
    **kit.SENTENCES,
    **packages.SENTENCES,
    **command.SENTENCES,
    **office.SENTENCES,
    **copies.SENTENCES,
    **cluster.SENTENCES,
    **custody.SENTENCES,
}
