"""A name in public words leads to whoever bears it alone: exactly as registered, longest first."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.sentences import plain_sentences, split
from pipeline.model.archive import Archive
from pipeline.model.nouns import IndexPoint, Term
from pipeline.model.text import Story
from pipeline.release.decide import decide_site
from tests.release.sample import TODAY, Clock, by_field, by_words, interview, item, person, released, text


def place(key: str, name: str, *aliases: str) -> Term:
    return Term(id=key, name=name, aliases=aliases, disclosure="open")


def told(archive: Archive, *places: Term, times: Clock | None = None) -> dict[str, list[str]]:
    """Entry → the words of its passages, of an archive with these places alone."""
    found = {"places": {one.id: one for one in places}}
    ids = {("places", one.id): one.id.upper() for one in places}
    whole = dataclasses.replace(archive, registers=found, term_ids=ids)
    return {entry.id: [one.words for one in entry.passages] for entry in decide_site(whole, TODAY, times or Clock()).entries}


def one(*words: str, **changes) -> Archive:
    said = {"text": text(("甲", 0, list(words))), "index": (), "sessions": (), "shows": (), "photos": ()}
    return released(person(native_place="", service=[], honours=[]), interview(**(said | changes)), registers={})


def test_a_name_inside_a_longer_known_name_is_not_meant():
    found = told(one("我们到了江北。后来去江北县。又到江北县城。"), place("jiangbei", "江北"), place("county", "江北县"))
    assert found == {"JIANGBEI": ["我们到了江北。"], "COUNTY": ["后来去江北县。", "又到江北县城。"]}


def test_a_longer_name_that_has_no_page_covers_a_shorter_one_all_the_same():
    shut = Term(id="county", name="江北县", disclosure="unknown")
    assert told(one("我们到了江北。后来去江北县。"), place("jiangbei", "江北"), shut) == {"JIANGBEI": ["我们到了江北。"]}


def test_what_a_closed_place_is_called_in_public_covers_a_shorter_name():
    shut = Term(id="camp", name="某营地", disclosure="generalise", public_name="江北一带")
    timed = Term.model_validate(
        {
            "id": "camp2",
            "name": "又一营地",
            "disclosure": "open",
            "periods": [{"disclosure": "generalise", "public_name": "江北附近"}],
        }
    )
    assert told(one("江北一带。江北附近。江北。"), place("jiangbei", "江北"), shut, timed) == {"JIANGBEI": ["江北。"]}


def test_the_name_of_a_person_covers_the_name_of_a_place_in_it():
    archive = one("江北生来了。江北。")
    archive = dataclasses.replace(archive, people={**archive.people, "sheng": person("sheng", id="", name="江北生")})
    assert told(archive, place("jiangbei", "江北")) == {"JIANGBEI": ["江北。"]}


def test_a_name_that_two_bear_leads_to_neither():
    found = told(one("在石桥。在石桥乡。"), place("first", "石桥乡", "石桥"), place("second", "石桥镇", "石桥"))
    assert found == {"FIRST": ["在石桥乡。"]}


def test_a_name_of_one_character_is_not_looked_for():
    assert told(one("到了渝。到了渝州。"), place("yu", "渝州", "渝")) == {"YU": ["到了渝州。"]}


def test_a_name_is_found_across_emphasis_and_the_call_of_a_note_and_never_across_sentences():
    said = text(("甲", 0, ["到了江[^1]北*县*。过了江。北边下雪。"]), notes=[("1", "旧县。")])
    archive = one(text=said)
    assert told(archive, place("county", "江北县"), place("jiangbei", "江北")) == {"COUNTY": ["到了江北县。"]}


def test_a_passage_says_where_it_stands_who_speaks_and_when():
    said = text(("乙", 0, ["您是江北人？"]), ("甲", 3000, ["是。", "我是江北人。离江北城不远，江北城。"]))
    archive = one(text=said)
    whole = dataclasses.replace(archive, registers={"places": {"j": place("j", "江北")}}, term_ids={("places", "j"): "J"})
    (entry,) = decide_site(whole, TODAY, Clock()).entries
    assert [(p.part, p.turn, p.block, p.sentence, p.start_ms, p.speaker) for p in entry.passages] == [
        ("text", 0, 0, 0, 0, "乙"),
        ("text", 1, 1, 0, 4000, "甲"),
        ("text", 1, 1, 1, 5000, "甲"),
    ]
    assert [[p.words[a:b] for a, b in p.marks] for p in entry.passages] == [["江北"], ["江北"], ["江北", "江北"]]


def test_without_a_draft_the_turn_alone_says_when():
    archive = one(text=text(("甲", 3000, ["我是江北人。离江北城不远。"])))
    whole = dataclasses.replace(archive, registers={"places": {"j": place("j", "江北")}}, term_ids={("places", "j"): "J"})
    (entry,) = decide_site(whole, TODAY, Clock(silent=True)).entries
    assert [p.start_ms for p in entry.passages] == [3000, 3000]


def test_the_story_and_the_index_speak_too():
    archive = one(
        "我老家。",
        story=Story((("归乡", ("他回到*江北*。雪停了。",)),)),
        index=(
            IndexPoint(at_ms=7000, title="老家", synopsis="讲老家的事", keywords=("江北",)),
            IndexPoint(at_ms=8000, title="江北的雪", keywords=("童年",)),
        ),
    )
    assert told(archive, place("jiangbei", "江北")) == {"JIANGBEI": ["老家：讲老家的事", "他回到江北。"]}


def test_a_place_that_the_index_names_by_its_id_is_spoken_of_there():
    archive = one("我老家。", index=(IndexPoint(at_ms=7000, title="老家", places=("jiangbei",)),))
    assert told(archive, place("jiangbei", "江北")) == {}, "what was signed names no such place"
    places = {"places": {"jiangbei": place("jiangbei", "江北")}}
    kept = interview(text=text(("甲", 0, ["我老家。"])), index=(IndexPoint(at_ms=7000, title="老家", places=("jiangbei",)),))
    archive = released(person(native_place="", service=[], honours=[]), kept, registers=places)
    assert told(archive, place("jiangbei", "江北")) == {"JIANGBEI": ["老家"]}


def test_a_withheld_passage_speaks_of_nothing():
    archive = one("我是江北人。天下着大雪。", withhold=(by_words("我是江北人"),))
    assert told(archive, place("jiangbei", "江北")) == {}


def others(words: str, **changes) -> dict[str, list[str]]:
    """Whom the interview of 甲 speaks of, when 乙老汉 is public too."""
    yi = person("yi", **({"name": "易老汉", "aliases": ["易班长"]} | changes))
    own = interview("two", narrators=("yi",), text=text(("易老汉", 0, ["我是易老汉。甲班长好。"])), shows=(), index=())
    whole = released(person(), yi, interview(text=text(("甲", 0, [words]))), own, item())
    return {one.person: [p.words for p in one.passages] for one in decide_site(whole, TODAY, Clock()).spoken_of}


def test_a_person_is_spoken_of_by_others_and_not_by_themselves():
    assert others("易老汉和我同乡。易班长背过我。雪大。") == {"PYI": ["易老汉和我同乡。", "易班长背过我。"]}


def test_a_withheld_alias_leads_to_nobody():
    assert others("易老汉和我同乡。易班长背过我。", withhold=(by_field("aliases"),)) == {"PYI": ["易老汉和我同乡。"]}


def test_somebody_who_is_not_public_is_spoken_of_on_no_page():
    whole = released(person(), interview(text=text(("甲", 0, ["易老汉和我同乡。"]))), item())
    whole = dataclasses.replace(whole, people={**whole.people, "yi": person("yi", name="易老汉")})
    assert decide_site(whole, TODAY, Clock()).spoken_of == ()


@given(st.text(alphabet="江北县。！，\n *[^1]\\“”", max_size=60))
def test_the_plain_sentences_of_a_paragraph_are_as_many_as_its_sentences(paragraph: str):
    assert len(plain_sentences(paragraph)) == len(split(paragraph))
