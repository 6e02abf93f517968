"""YAML in, records out; and nothing but records and problems, whatever the bytes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.archive.amend import edit_yaml
from pipeline.archive.begin import scalar
from pipeline.archive.records import read_list, read_record
from pipeline.archive.schemas import KINDS, schema
from pipeline.archive.yaml import read_yaml
from pipeline.errors import NotSound
from pipeline.model.nouns import Interview, Person, Term
from pipeline.model.problem import Problem
from pipeline.model.record import Record

WHOLE = """\
title: "雪夜过江"
narrators: [jia]
interviewers: [{name: 乙, role: 采访}]
sessions: [{date: {said: 冬, earliest: 1950-11-08, latest: 1951-02-03}, place: 内江}]
recordings:
  - {file: recording-1.wav, channels: {left: yi, right: jia}}
index:
  - {at: 00:00:00, title: 参军, keywords: [参军, 土改]}
consent:
  form: consent.pdf
  signed: 2023-04-12
  by: {name: 甲, as: narrator}
  purposes: {web_text: yes, talks: ask}
withhold:
  - {id: w1, from: 00:31:05.200, to: 00:31:11.000, on: 2023-05-01}
"""
PIECES = [
    "\t",
    "&a ",
    "*a",
    "!!x ",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\n",
    "  ",
    "'",
    '"',
    "|\n",
    "? ",
    "---\n",
    "\x00",
    "\u202e",
    "：",
    "#",
    "%",
]


def mutated(draw: st.DrawFn) -> bytes:
    text = WHOLE
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 12))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + cut :]
    return text.encode()


MUTATED = st.composite(mutated)()


def reads_or_complains(data: bytes) -> None:
    record, problems = read_record(Interview, data, "interview.yml")
    assert record is not None or problems
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2
    for one in problems:
        assert isinstance(one, Problem)
        assert 0 <= one.line <= lines
        assert one.say("zh")
        assert not one.say("zh").startswith(one.code)


def test_scalars_stay_what_was_written() -> None:
    root, problems = read_yaml(b"a: 0012\nb: NO\nc: 1:02:03\nd: ~\ne: 1.10\nf: 2023-04-12\n", "x.yml")
    assert problems == ()
    assert root is not None
    assert root.value == {"a": "0012", "b": "NO", "c": "1:02:03", "d": "~", "e": "1.10", "f": "2023-04-12"}


def test_a_whole_interview_is_read() -> None:
    record, problems = read_record(Interview, WHOLE.encode(), "interview.yml")
    assert problems == ()
    assert record is not None
    assert record.withhold[0].from_ms == 1_865_200
    assert record.consent is not None
    assert record.consent.purposes == {"web_text": "yes", "talks": "ask"}


def test_an_anchor_may_be_used_within_reason() -> None:
    record, problems = read_record(Person, "name: 甲\naliases: &a [乙]\nhonours: *a\n".encode(), "person.yml")
    assert problems == ()
    assert record is not None
    assert record.honours == ("乙",)


def test_python_names_of_fields_are_not_yaml_names() -> None:
    _, problems = read_record(Person, "name: 甲\nservice: [{start: 1950}]\n".encode(), "person.yml")
    assert [(one.code, one.line, one.column) for one in problems] == [("key-unknown", 2, 12)]


def test_a_digit_is_no_date() -> None:
    _, problems = read_record(Interview, (WHOLE + "").replace("2023-04-12", "0").encode(), "interview.yml")
    assert [one.code for one in problems] == ["bad-day"]


def test_every_problem_of_a_file_is_named_at_once_in_the_order_of_its_lines() -> None:
    broken = (
        WHOLE.replace("title: ", "titel: ", 1).replace("00:00:00", "0").replace("2023-05-01", "2023").replace("ask", "perhaps")
    )
    _, problems = read_record(Interview, broken.encode(), "interview.yml")
    assert [(one.code, one.line) for one in problems] == [
        ("key-missing", 1), ("key-misspelt", 1), ("bad-clock", 8), ("value-not-allowed", 13), ("bad-day", 15),
    ]  # fmt: skip


def test_one_wrong_entry_of_a_list_leaves_the_others() -> None:
    terms, problems = read_list(Term, "- {id: a, name: 甲}\n- {id: 乙, name: 乙}\n- {id: c, name: 丙}\n".encode(), "places.yml")
    assert [term.id for term in terms] == ["a", "c"]
    assert [(one.code, one.line) for one in problems] == [("bad-key", 2)]


def test_what_no_rule_foresaw_is_named_with_the_schema_s_own_words() -> None:
    class Box(Record):
        size: int

    _, problems = read_record(Box, b"size: big\n", "box.yml")
    assert [(one.code, one.line, one.column) for one in problems] == [("value-wrong", 1, 7)]


def test_a_list_of_comments_is_empty() -> None:
    assert read_list(Term, "# 还没有\n".encode(), "places.yml") == ((), ())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(data: bytes) -> None:
    reads_or_complains(data)


@settings(max_examples=150, deadline=None)
@given(MUTATED)
def test_no_damage_to_a_file_ends_in_a_traceback(data: bytes) -> None:
    reads_or_complains(data)


@pytest.mark.long
@settings(max_examples=30_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(MUTATED, st.binary(max_size=2000), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_no_damage_ends_in_a_traceback_in_a_long_sweep(data: bytes) -> None:
    reads_or_complains(data)
    read_list(Term, data, "places.yml")


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_what_is_put_into_a_template_reads_back_the_same(text: str) -> None:
    import unicodedata  # noqa: PLC0415 - only here

    text = unicodedata.normalize("NFC", text)
    root, _ = read_yaml(f"name: {scalar(text)}\n".encode(), "person.yml")
    assert root is not None
    assert root.value == {"name": text}


COMMENTED = """\
# 说明
title: "雪夜过江"   # 题目
narrators: [jia]
notes: 0012
dialect: NO

recordings:
  # 第一段
  - {file: recording-1.wav}   # 左右

consent:
  purposes: {web_text: yes}
# 末尾
"""


def test_a_command_changes_one_line_and_leaves_what_a_person_wrote(tmp_path: Path) -> None:
    path = tmp_path / "interview.yml"
    path.write_text(COMMENTED, encoding="utf-8")
    edit_yaml(path, lambda record: record["recordings"].append({"file": "recording-2.wav"}), "interview.yml")
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in COMMENTED.splitlines()] == ["  - file: recording-2.wav"]
    assert [line for line in after if line != "  - file: recording-2.wav"] == COMMENTED.splitlines()


def test_a_file_that_cannot_be_read_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "interview.yml"
    path.write_text("title: 甲\ntitle: 乙\n", encoding="utf-8")
    with pytest.raises(NotSound) as stopped:
        edit_yaml(path, lambda record: record.update(notes="x"), "interview.yml")
    assert stopped.value.code == "cannot-edit"
    assert path.read_text(encoding="utf-8") == "title: 甲\ntitle: 乙\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_beside_the_docs_are_those_of_the_model(kind: str, project: Path) -> None:
    assert (project / "docs" / "schemas" / f"{kind}.json").read_text(encoding="utf-8") == schema(kind)


def test_the_schema_accepts_what_the_reader_accepts_and_names_fields_as_a_curator_does() -> None:
    found = json.loads(schema("interview"))
    root, _ = read_yaml(WHOLE.encode(), "interview.yml")
    assert root is not None
    jsonschema.validate(root.value, found)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**root.value, "titel": "x"}, found)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**root.value, "index": [{"at_ms": 1, "title": "x"}]}, found)
