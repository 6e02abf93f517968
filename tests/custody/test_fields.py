"""Every field of every noun stands in the one table, with its visibility; the page and the exports follow it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as Xml

import pytest

from pipeline.custody.dublin_core import Described, crosswalk, dublin_core
from pipeline.custody.fields import DUBLIN_CORE, Need, Sight
from pipeline.custody.fields_archive import NOUNS, TABLE
from pipeline.custody.fields_page import fields_page
from pipeline.model.binding import Binding
from pipeline.model.nouns import ArchiveConfig, Interview, Item, Person
from pipeline.model.record import Record

MODULES = ("nouns", "binding", "consent", "ledger", "record", "talk", "column")
# DCMI Metadata Terms outside the fifteen elements, as far as they are used here.
TERMS = frozenset(
    ["abstract", "accessRights", "alternative", "audience", "available", "created", "extent", "hasPart", "isPartOf",
     "isReplacedBy", "issued", "provenance", "tableOfContents", "valid"]
)  # fmt: skip


def records() -> Iterator[type[Record]]:
    for module in MODULES:
        found = importlib.import_module(f"pipeline.model.{module}")
        for kind in vars(found).values():
            if (
                isinstance(kind, type)
                and issubclass(kind, Record)
                and kind not in (Record, Binding)
                and kind.__module__ == found.__name__
            ):
                yield kind


@pytest.mark.parametrize("kind", sorted(records(), key=lambda one: one.__name__), ids=lambda one: one.__name__)
def test_every_field_has_its_row_with_a_decided_visibility(kind: type[Record]) -> None:
    rows = {one.field: one for one in TABLE[kind].fields}
    assert list(rows) == list(kind.model_fields), f"add the fields of {kind.__name__} to pipeline/custody/fields_*.py"
    for one in rows.values():
        assert one.sight in get_args(Sight), one
        assert one.need in get_args(Need), one
        assert one.label, one
        assert set(one.dc.split()) <= DUBLIN_CORE | TERMS, one
        if one.sight == "sealed":
            assert one.dc + one.premis + one.ohms + one.schema == "", one


def test_what_the_model_requires_is_required() -> None:
    for noun in NOUNS:
        for one in noun.fields:
            if noun.kind.model_fields[one.field].is_required():
                assert one.need == "must", (noun.name, one)


def test_the_page_is_up_to_date(project: Path) -> None:
    page = (project / "docs/fields.md").read_text(encoding="utf-8")
    assert page == fields_page(NOUNS), "run scripts/make-fields"


def test_what_is_sealed_or_withheld_is_in_no_metadata() -> None:
    person = Person.model_validate(
        {"name": "甲", "bio": "小传", "native_place": "内江", "private": {"phone": "CANARY1"},
         "withhold": [{"id": "w", "field": "native_place"}]}
    )  # fmt: skip
    item = Item(kind="medal", title="章", owner="jia", serial="CANARY2", custody="CANARY3")
    told = [text for record in (person, item) for _, text in crosswalk(record, lambda word: word)]
    assert "小传" in told
    assert not [text for text in told if "CANARY" in text or text == "内江"]


def test_metadata_holds_whatever_words_people_wrote() -> None:
    hostile = "</dc:title><x>&amp; \x00\x0b\ud83d 𠮷 \u202e"
    interview = Interview(title=hostile.encode("utf-8", "replace").decode(), narrators=("jia",))
    config = ArchiveConfig(title="库", institution="局")
    data = dublin_core(config, [Described(interview, "AAAA", "interviews/x")], lambda word: word)
    titles = [one.text for one in Xml.fromstring(data).iter("{http://purl.org/dc/elements/1.1/}title")]  # noqa: S314 - our own file
    assert titles == ["</dc:title><x>&amp; ? 𠮷 \u202e"]
