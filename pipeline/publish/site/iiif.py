"""Interviews and items become IIIF manifests (Presentation API 3.0), which other archives' viewers open."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from pipeline.media.pictures import picture_size
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.kinds import KINDS
from pipeline.model.projection import InterviewProjection, ItemCard, Picture
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.labels import SIDES
from pipeline.publish.site.telling import gist, names
from pipeline.publish.site.words import seconds
from pipeline.publish.trust import TRUST

Data = dict[str, object]
_CONTEXT = "http://iiif.io/api/presentation/3/context.json"
_FOLDER = "iiif"
_SMALL = 400  # pixels of the longest edge of a picture in a list, at least


class Manifests:
    """The manifests of one edition; none where the site has no address, since every name in a manifest is one."""

    def __init__(self, edition: Edition, media: Mapping[str, Path], written: Collection[str]) -> None:
        """`media` gives the public files by name, `written` the site's other files by their path."""
        self._edition = edition
        self._media = media
        self._written = written
        self._web = Web.of(edition)
        self._here = Here("", Directory.of(edition))
        self._names = {person.id: person.name for person in edition.people}

    def all(self) -> Iterable[tuple[str, bytes]]:
        """Every manifest by its place in the site. Raises Unreadable for a damaged picture."""
        if not self._web.is_known:
            return
        for entry in self._edition.interviews:
            if canvases := self._interview_canvases(entry):
                yield self._file(entry.projection.id, self._interview(entry, canvases))
        for item in self._edition.items:
            if canvases := self._sides(item):
                yield self._file(item.id, self._item(item, canvases))

    def _file(self, public_id: str, manifest: Data) -> tuple[str, bytes]:
        own = self._web.at(manifest_path(public_id))
        whole = {"@context": _CONTEXT, "id": own, "type": "Manifest", **manifest}
        return manifest_path(public_id), (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()

    def _interview(self, entry: PublicInterview, canvases: list[Data]) -> Data:
        talk = entry.projection
        facts = [("口述", names(entry)), ("访谈", "；".join(talk.sessions)), ("文字", TRUST[entry.trust].name)]
        facts += [("样例", self._edition.sample_notice)] if talk.sample else []
        ranges = self._ranges(talk, entry.sound.duration_ms) if entry.sound else []
        page = self._web.interview(talk.id)
        faces = [person.portrait for person in talk.narrators]
        return {
            "label": _said(talk.title),
            "summary": _said(gist(entry) or f"{names(entry)}口述"),
            **next(filter(None, map(self._thumbnail, (*faces, *talk.photos))), {}),
            **self._about(page, talk.title, facts),
            "rendering": [_file_of(self._web.at(f"interviews/{talk.id}.txt"), "Text", "text/plain", "文字")],
            "items": canvases,
            **({"structures": ranges} if ranges else {}),
        }

    def _item(self, item: ItemCard, canvases: list[Data]) -> Data:
        facts = [("类别", KINDS.get(item.kind, item.kind)), ("年代", item.date), ("颁发", item.issuer)]
        facts += [("持有人", self._names.get(item.owner, "")), ("铭文", " ".join(item.inscription.split()))]
        facts += [("样例", self._edition.sample_notice)] if item.sample else []
        told = {"summary": _said(" ".join(item.caption.split()))} if item.caption.strip() else {}
        shown = {**told, **next(filter(None, map(self._thumbnail, item.pictures)), {})}
        return {"label": _said(item.title), **shown, **self._about(self._web.item(item.id), item.title, facts), "items": canvases}

    def _about(self, page: str, title: str, facts: Iterable[tuple[str, str]]) -> Data:
        """What the archive says of every object: facts, whose it is, and the page it belongs to. No `rights`: no archive states a
        licence, and none is invented for it."""
        edition = self._edition
        home = {"id": self._web.root, "type": "Text", "label": _said(edition.title), "format": "text/html"}
        owner = {"id": self._web.root, "type": "Agent", "label": _said(edition.institution or edition.title), "homepage": [home]}
        credit = "，".join(filter(None, (edition.title, edition.institution)))
        return {
            "metadata": [{"label": _said(name), "value": _said(value)} for name, value in facts if value],
            "requiredStatement": {"label": _said("来源"), "value": _said(credit)},
            "provider": [owner],
            "homepage": [_file_of(page, "Text", "text/html", title)],
        }

    def _interview_canvases(self, entry: PublicInterview) -> list[Data]:
        """The sound, then the photographs."""
        talk = entry.projection
        sound = [self._sound(entry)] if entry.sound else []
        photos = [self._picture((talk.id, f"photo-{at}"), one, one.caption) for at, one in enumerate(talk.photos, start=1)]
        return [*sound, *filter(None, photos)]

    def _sides(self, item: ItemCard) -> list[Data]:
        found = []
        for number, picture in enumerate(item.pictures):
            side = SIDES[number] if number < len(SIDES) else f"图 {number + 1}"
            found.append(self._picture((item.id, f"side-{number + 1}"), picture, picture.caption or side))
        return [canvas for canvas in found if canvas]

    def _sound(self, entry: PublicInterview) -> Data:
        """A canvas that lasts as long as the sound; captions are its supplement."""
        assert entry.sound is not None  # noqa: S101 # asked by the caller
        talk, length = entry.projection, entry.sound.duration_ms / 1000
        canvas = self._canvas(talk.id, "sound")
        body: Data = {"id": self._web.media(entry.sound.file), "type": "Sound", "format": "audio/mp4", "duration": length}
        captions = f"interviews/{talk.id}.vtt"
        supplements: Data = {}
        if captions in self._written:
            text = {**_file_of(self._web.at(captions), "Text", "text/vtt", "字幕"), "language": "zh-Hans"}
            supplements = {"annotations": [_annotated(canvas, "captions", "supplementing", text)]}
        painted = _annotated(canvas, "page", "painting", body)
        return {"id": canvas, "type": "Canvas", "label": _said("录音"), "duration": length, "items": [painted], **supplements}

    def _picture(self, place: tuple[str, str], picture: Picture, label: str) -> Data | None:
        """A canvas as large as the largest public cut; None where the picture has none."""
        file = PurePosixPath(self._here.picture(picture, 1 << 20)).name
        if file not in self._media:
            return None
        width, height = picture_size(self._media[file])
        canvas, size = self._canvas(*place), {"width": width, "height": height}
        body: Data = {"id": self._web.media(file), "type": "Image", "format": "image/jpeg", **size}
        painted = _annotated(canvas, "page", "painting", body)
        shown: Data = {"summary": _said(picture.alt)} if picture.alt else {}
        if picture.credit:
            shown["requiredStatement"] = {"label": _said("图片来源"), "value": _said(picture.credit)}
        shown |= self._thumbnail(picture)
        return {"id": canvas, "type": "Canvas", "label": _said(label or "照片"), **shown, **size, "items": [painted]}

    def _thumbnail(self, picture: Picture | None) -> Data:
        """A small public cut of a picture, for lists; nothing where it has none."""
        file = PurePosixPath(self._here.picture(picture, _SMALL)).name
        if file not in self._media:
            return {}
        width, height = picture_size(self._media[file])
        return {
            "thumbnail": [
                {"id": self._web.media(file), "type": "Image", "format": "image/jpeg", "width": width, "height": height}
            ]
        }

    def _ranges(self, talk: InterviewProjection, duration_ms: int) -> list[Data]:
        """The chapters as a table of contents, each up to the next; none where no chapter has a time within the sound."""
        known = [(chapter.start_ms, chapter.title) for chapter in talk.chapters if chapter.start_ms is not None]
        timed = sorted((start, title) for start, title in known if start < duration_ms)
        rows: list[Data] = []
        for number, (start, title) in enumerate(timed, start=1):
            end = seconds(timed[number][0] if number < len(timed) else duration_ms)
            stretch = {"id": f"{self._canvas(talk.id, 'sound')}#t={seconds(start)},{end}", "type": "Canvas"}
            name = title or f"第 {number} 部分"
            rows.append({"id": self._part(talk.id, f"range/{number}"), "type": "Range", "label": _said(name), "items": [stretch]})
        return [{"id": self._part(talk.id, "range"), "type": "Range", "label": _said("章节"), "items": rows}] if rows else []

    def _canvas(self, public_id: str, name: str) -> str:
        return self._part(public_id, f"canvas/{name}")

    def _part(self, public_id: str, name: str) -> str:
        return f"{self._web.at(f'{_FOLDER}/{public_id}')}/{name}"


def manifest_path(public_id: str) -> str:
    """The place of a manifest in the site."""
    return f"{_FOLDER}/{public_id}.json"


def _said(text: str) -> dict[str, list[str]]:
    return {"zh-Hans": [text]}


def _file_of(address: str, kind: str, form: str, label: str) -> Data:
    return {"id": address, "type": kind, "label": _said(label), "format": form}


def _annotated(canvas: str, name: str, motive: str, body: Data) -> Data:
    """A page with the one annotation that puts `body` on the canvas."""
    one = {"id": f"{canvas}/{name}/1", "type": "Annotation", "motivation": motive, "body": body, "target": canvas}
    return {"id": f"{canvas}/{name}", "type": "AnnotationPage", "items": [one]}
