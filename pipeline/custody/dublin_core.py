"""Records → Dublin Core in XML, by the table of fields: what the table maps is exported, and nothing else.

Terms of the fifteen elements are in the `dc` namespace, all others in `dcterms` (DCMI Metadata Terms, 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from pipeline.custody.fields import DUBLIN_CORE, Mapped
from pipeline.custody.fields_archive import TABLE
from pipeline.model.archive import Archive
from pipeline.model.consent import Embargo
from pipeline.model.nouns import IndexPoint, Named, Recording, Show
from pipeline.model.record import Record, SaidDate, format_clock

ELEMENTS, TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
Naming = Callable[[str], str]


@dataclass(frozen=True)
class Described:
    """A record and the ids by which it is known outside: its public id and its folder in the archive."""

    record: Record
    id: str  # empty: none was given yet
    folder: str


def dublin_core(collection: Record, records: Sequence[Described], name: Naming) -> bytes:
    """One `record` for each, in order; `collection` says what they are part of. `name` gives the words for a key."""
    Xml.register_namespace("dc", ELEMENTS)
    Xml.register_namespace("dcterms", TERMS)
    root = Xml.Element("metadata")
    shared = [pair for pair in crosswalk(collection, name) if pair[0] in ("isPartOf", "publisher")]
    for one in records:
        entry = Xml.SubElement(root, "record")
        pairs = [*(("identifier", each) for each in (one.id, one.folder) if each), *crosswalk(one.record, name), *shared]
        for element, text in dict.fromkeys(pairs):
            Xml.SubElement(entry, f"{{{ELEMENTS if element in DUBLIN_CORE else TERMS}}}{element}").text = plain(text)
    return xml(root)


def crosswalk(record: Record, name: Naming) -> Iterator[tuple[str, str]]:
    """(element, text) for each value of the record that the table maps; a field that is withheld is left out."""
    withheld = {one.field.partition(".")[0].partition("[")[0] for one in getattr(record, "withhold", ())}
    for field in TABLE[type(record)].fields:
        value = getattr(record, field.field)
        if field.sight == "sealed" or field.field in withheld:
            continue
        if field.dc:
            yield from ((element, text) for element in field.dc.split() for text in _texts(value, name))
        else:
            yield from _inside(field, value, name)


def naming(archive: Archive) -> Naming:
    """What a key of this archive is called; a unit that may not be named openly by its public name, or not at all."""
    terms = {key: term for entries in archive.registers.values() for key, term in entries.items()}

    def name(word: str) -> str:
        if word in archive.people:
            return archive.people[word].record.name
        if word in archive.items:
            return archive.items[word].record.title
        if word not in terms:
            return word
        term = terms[word]
        is_unit = word in archive.registers.get("units", {})
        is_open = all(word == "open" for word in (term.disclosure, *(period.disclosure for period in term.periods)))
        return term.name if is_open or not is_unit else term.public_name

    return name


def xml(root: Xml.Element) -> bytes:
    """The document, indented, with its declaration, ending in a line end."""
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def plain(text: str) -> str:
    """The text without what XML 1.0 cannot hold (XML §2.2)."""
    return "".join(c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000")


def _inside(field: Mapped, value: object, name: Naming) -> Iterator[tuple[str, str]]:
    if field.premis == "rightsStatement" and field.need == "must" and value is None:
        yield "accessRights", "没有授权书，不得公开"
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Record) and not isinstance(one, SaidDate):
            yield from crosswalk(one, name)


def _texts(value: object, name: Naming) -> Iterator[str]:
    """A value in words."""
    if isinstance(value, tuple):
        for one in value:
            yield from _texts(one, name)
    elif isinstance(value, dict):
        yield from (f"{key}: {answer}" for key, answer in value.items())
    elif isinstance(value, str):
        yield from filter(None, (name(value),))
    elif value is not None and not isinstance(value, bool):
        yield _words(value, name)


def _words(value: object, name: Naming) -> str:
    if isinstance(value, SaidDate):
        return str(value.earliest) if value.earliest == value.latest else f"{value.earliest}/{value.latest}"
    if isinstance(value, Named):
        return f"{value.name}（{value.role}）" if value.role else value.name
    if isinstance(value, IndexPoint):
        return f"{format_clock(value.at_ms)} {value.title}"
    if isinstance(value, Show):
        return name(value.item)
    if isinstance(value, Recording):
        return value.file
    if isinstance(value, Embargo):
        return f"{value.until} {value.label}".strip()
    return str(value)
