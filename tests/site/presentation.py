"""The structure rules of the IIIF Presentation API 3.0 as far as manifests of sound and pictures need them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
BEHIND = {"Manifest": "Canvas", "Canvas": "AnnotationPage", "AnnotationPage": "Annotation"}
KNOWN = {
    "Manifest": {
        "@context", "id", "type", "label", "summary", "metadata", "requiredStatement", "provider", "homepage", "rendering",
        "items", "structures", "thumbnail", "seeAlso", "rights",
    },
    "Canvas": {
        "id", "type", "label", "summary", "width", "height", "duration", "items", "annotations", "thumbnail", "requiredStatement",
    },
    "AnnotationPage": {"id", "type", "items"},
    "Annotation": {"id", "type", "motivation", "body", "target"},
    "Range": {"id", "type", "label", "items"},
}  # fmt: skip


def faults(manifest: dict[str, Any]) -> Iterator[str]:
    """Every breach of a MUST (§3, §4, §5), in a few words; nothing for a sound manifest."""
    if next(iter(manifest)) != "@context" or manifest["@context"] != CONTEXT:
        yield "the context comes first (§4.6)"
    if manifest.get("type") != "Manifest":
        yield "not a Manifest"
    yield from _resource(manifest)
    yield from _statements(manifest)
    names = [one["id"] for one in _inside(manifest) if one.get("type") != "Canvas" or "items" in one]
    yield from (f"id used twice: {name}" for name in {name for name in names if names.count(name) > 1})
    canvases = {one["id"]: one for one in manifest.get("items", [])}
    for top in manifest.get("structures", []):
        yield from _range(top, canvases)


def _inside(value: Any) -> Iterator[dict[str, Any]]:
    for one in value.get("items", []) + value.get("annotations", []):
        yield one
        yield from _inside(one)


def _resource(one: dict[str, Any]) -> Iterator[str]:
    kind, name = one.get("type", ""), one.get("id", "")
    parts = urlsplit(name)
    if parts.scheme not in {"http", "https"} or not parts.netloc or (kind == "Canvas" and parts.fragment):
        yield f"{kind}: id is no web address: {name}"
    yield from (f"{kind}: unknown property {key}" for key in set(one) - KNOWN.get(kind, set()))
    if kind in {"Manifest", "Range"} or "label" in one:
        yield from _language_map(one.get("label"), f"{kind} label")
    yield from _shown(one)
    items = one.get("items")
    if not isinstance(items, list) or not items:
        yield f"{kind}: items must hold something"
        return
    for child in items:
        if child.get("type") != BEHIND[kind]:
            yield f"{kind} holds a {child.get('type')}"
        elif kind == "AnnotationPage":
            yield from _annotation(child)
        else:
            yield from _resource(child)
    if kind == "Canvas":
        yield from _canvas(one)


def _shown(one: dict[str, Any]) -> Iterator[str]:
    """A thumbnail is a list of content resources (§3.2); a statement has a label and a value (§3.1)."""
    for small in one.get("thumbnail", []):
        yield from (f"thumbnail without {key}" for key in ("id", "type", "format", "width", "height") if not small.get(key))
    if "requiredStatement" in one:
        yield from _language_map(one["requiredStatement"].get("label"), "statement label")
        yield from _language_map(one["requiredStatement"].get("value"), "statement value")


def _canvas(one: dict[str, Any]) -> Iterator[str]:
    if ("width" in one) != ("height" in one):
        yield "a Canvas with one side only (§5.3)"
    if "width" not in one and "duration" not in one:
        yield "a Canvas without any extent (§5.3)"
    for key, kind in (("width", int), ("height", int), ("duration", (int, float))):
        if key in one and (not isinstance(one[key], kind) or one[key] <= 0):
            yield f"Canvas {key} must be positive"
    yield from _notes(one)


def _notes(one: dict[str, Any]) -> Iterator[str]:
    pages = [*((page, "painting") for page in one["items"]), *((page, "") for page in one.get("annotations", []))]
    for page, motive in pages:
        for note in page.get("items", []):
            if note.get("target") != one["id"]:
                yield "an annotation on another canvas"
            if (note.get("motivation") == "painting") != (motive == "painting"):
                yield "painting belongs into items, everything else into annotations (§3.4)"


def _annotation(one: dict[str, Any]) -> Iterator[str]:
    yield from (f"Annotation without {key}" for key in ("id", "type", "motivation", "body", "target") if not one.get(key))
    body = one.get("body", {})
    yield from (f"body without {key}" for key in ("id", "type", "format") if not body.get(key))
    wanted = {"Image": {"width", "height"}, "Sound": {"duration"}, "Text": {"language"}}[body["type"]]
    yield from (f"body without {key}" for key in wanted - set(body))


def _range(one: dict[str, Any], canvases: dict[str, Any]) -> Iterator[str]:
    yield from (f"Range: unknown property {key}" for key in set(one) - KNOWN["Range"])
    yield from _language_map(one.get("label"), "Range label")
    if not one.get("items"):
        yield "an empty Range"
    for child in one.get("items", []):
        if child["type"] == "Range":
            yield from _range(child, canvases)
            continue
        name, _, fragment = child["id"].partition("#t=")
        ends = [float(end) for end in fragment.split(",")] if fragment else []
        if child["type"] != "Canvas" or name not in canvases:
            yield f"a Range leads to nothing: {name}"
        elif ends != sorted(ends) or (ends and ends[-1] > canvases[name].get("duration", 0)):
            yield f"a Range beyond its canvas: {fragment}"


def _statements(manifest: dict[str, Any]) -> Iterator[str]:
    pairs = [*manifest.get("metadata", []), *([manifest["requiredStatement"]] if "requiredStatement" in manifest else [])]
    for pair in pairs:
        yield from _language_map(pair.get("label"), "metadata label")
        yield from _language_map(pair.get("value"), "metadata value")
    if "summary" in manifest:
        yield from _language_map(manifest["summary"], "summary")
    for agent in manifest.get("provider", []):
        if agent.get("type") != "Agent" or not agent.get("id") or not agent.get("homepage"):
            yield "a provider is an Agent with id, label and homepage (§3.3)"
        yield from _language_map(agent.get("label"), "Agent label")
    for key in ("homepage", "rendering", "seeAlso"):
        for link in manifest.get(key, []):
            yield from (f"{key} without {name}" for name in ("id", "type", "format") if not link.get(name))
            yield from _language_map(link.get("label"), f"{key} label")


def _language_map(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{where}: no language map"
        return
    for words in value.values():
        if not isinstance(words, list) or not words or not all(isinstance(one, str) and one for one in words):
            yield f"{where}: no words"
