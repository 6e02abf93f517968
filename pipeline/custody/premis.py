"""Files, history and consent → PREMIS 3 in XML: objects, events, agents and rights (PREMIS Data Dictionary 3.0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from pipeline.custody.dublin_core import plain, xml
from pipeline.custody.fields_rights import CONSENT
from pipeline.model.consent import Consent, Embargo, Signer
from pipeline.model.event import EventLine

SPACE = "http://www.loc.gov/premis/v3"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
# Elements in the order of the schema, as far as rights use them.
_ORDER = (
    "licenseDocumentationIdentifier", "licenseNote", "licenseApplicableDates", "startDate", "endDate",
    "act", "restriction", "termOfGrant", "rightsGrantedNote",
)  # fmt: skip


@dataclass(frozen=True)
class Stored:
    """A file of the package: path, size in bytes, digests, and the name of its format."""

    path: str
    size: int
    sha256: str
    sha512: str
    format: str


@dataclass(frozen=True)
class Entity:
    """A record as an intellectual entity: its ids, its name, the files it consists of, and the consent given for it."""

    ids: tuple[str, ...]
    name: str
    files: tuple[str, ...]
    consent: Consent | None


def premis(entities: Sequence[Entity], files: Sequence[Stored], events: Sequence[EventLine]) -> bytes:
    """The document: entities, then files, events, agents and rights."""
    Xml.register_namespace("premis", SPACE)
    Xml.register_namespace("xsi", _INSTANCE)
    root = Xml.Element(_tag("premis"), {"version": "3.0"})
    for entity in entities:
        _entity(root, entity)
    known = {one.path for one in files}
    for one in files:
        _file(root, one)
    for event in events:
        _event(root, event, known)
    for agent in sorted({line.event.agent for line in events}):
        _agent(root, agent)
    granted = [(one, one.consent) for one in entities if one.consent]
    if granted:
        rights = Xml.SubElement(root, _tag("rights"))
        for entity, consent in granted:
            _statement(rights, entity, consent)
    return xml(root)


def _entity(root: Xml.Element, entity: Entity) -> None:
    part = Xml.SubElement(root, _tag("object"), {f"{{{_INSTANCE}}}type": "premis:intellectualEntity"})
    for one in entity.ids:
        _identifier(part, "objectIdentifier", one)
    _put(part, "originalName", entity.name)
    for file in entity.files:
        relation = Xml.SubElement(part, _tag("relationship"))
        _put(relation, "relationshipType", "structural")
        _put(relation, "relationshipSubType", "has part")
        _identifier(relation, "relatedObjectIdentifier", file)


def _file(root: Xml.Element, one: Stored) -> None:
    part = Xml.SubElement(root, _tag("object"), {f"{{{_INSTANCE}}}type": "premis:file"})
    _identifier(part, "objectIdentifier", one.path)
    facts = Xml.SubElement(part, _tag("objectCharacteristics"))
    _put(facts, "compositionLevel", "0")
    for algorithm, digest in (("SHA-256", one.sha256), ("SHA-512", one.sha512)):
        fixity = Xml.SubElement(facts, _tag("fixity"))
        _put(fixity, "messageDigestAlgorithm", algorithm)
        _put(fixity, "messageDigest", digest)
    _put(facts, "size", str(one.size))
    form = Xml.SubElement(Xml.SubElement(facts, _tag("format")), _tag("formatDesignation"))
    _put(form, "formatName", one.format)
    _put(part, "originalName", one.path)


def _event(root: Xml.Element, line: EventLine, known: Iterable[str]) -> None:
    event = line.event
    part = Xml.SubElement(root, _tag("event"))
    _identifier(part, "eventIdentifier", f"events.ndjson:{line.number}")
    _put(part, "eventType", event.type)
    _put(part, "eventDateTime", event.at.isoformat())
    if event.detail:
        _put(Xml.SubElement(part, _tag("eventDetailInformation")), "eventDetail", event.detail)
    _put(Xml.SubElement(part, _tag("eventOutcomeInformation")), "eventOutcome", event.outcome)
    _identifier(part, "linkingAgentIdentifier", event.agent)
    for file in event.files:
        if file in known:
            _identifier(part, "linkingObjectIdentifier", file)


def _agent(root: Xml.Element, agent: str) -> None:
    part = Xml.SubElement(root, _tag("agent"))
    _identifier(part, "agentIdentifier", agent)
    _put(part, "agentName", agent)
    _put(part, "agentType", "software" if agent.startswith("koushu ") else "person")


def _statement(rights: Xml.Element, entity: Entity, consent: Consent) -> None:
    """One statement for a form, with one `rightsGranted` for each purpose allowed: an act may stand there once."""
    part = Xml.SubElement(rights, _tag("rightsStatement"))
    _identifier(part, "rightsStatementIdentifier", f"{entity.ids[0]}#consent")
    _put(part, "rightsBasis", "license")
    pairs = [(path, text) for field in CONSENT.fields for path in field.premis.split() for text in _texts(consent, field.field)]
    licence = [pair for pair in pairs if pair[0].startswith("licenseInformation/")]
    if licence:
        _nest(part, licence)
    shared = [pair for pair in pairs if pair[0].startswith("rightsGranted/") and pair[0] != "rightsGranted/act"]
    if consent.signed is None:  # a term must say when it begins
        shared = [pair for pair in shared if "/termOfGrant/" not in pair[0]]
    for path, text in pairs:
        if path == "rightsGranted/act":
            _nest(part, [(path, text), *shared])
    _identifier(part, "linkingObjectIdentifier", entity.ids[0])


def _texts(consent: Consent, field: str) -> tuple[str, ...]:
    value = getattr(consent, field)
    if isinstance(value, Signer):
        return (f"signed by {value.name} as {value.role}",)
    if isinstance(value, Embargo):
        return (f"closed until {value.until} {value.label}".strip(),)
    if isinstance(value, Mapping):
        return tuple(str(purpose) for purpose, answer in value.items() if answer == "yes")
    return (str(value),) if value else ()


def _nest(parent: Xml.Element, pairs: Sequence[tuple[str, str]]) -> None:
    """Elements along paths that all begin with the same name, made once each, in the order of the schema."""
    made: dict[str, Xml.Element] = {}
    for path, text in sorted(pairs, key=lambda pair: [_rank(name) for name in pair[0].split("/")[1:]]):
        names = path.split("/")
        for depth in range(1, len(names)):
            here = "/".join(names[:depth])
            if here not in made:
                above = made["/".join(names[: depth - 1])] if depth > 1 else parent
                made[here] = Xml.SubElement(above, _tag(names[depth - 1]))
                if names[depth - 1].endswith("Identifier"):
                    _put(made[here], f"{names[depth - 1]}Type", "local")
        _put(made["/".join(names[:-1])], names[-1], text)


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _identifier(parent: Xml.Element, name: str, value: str) -> None:
    part = Xml.SubElement(parent, _tag(name))
    _put(part, f"{name}Type", "local")
    _put(part, f"{name}Value", value)


def _put(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, _tag(name)).text = plain(text)


def _tag(name: str) -> str:
    return f"{{{SPACE}}}{name}"
