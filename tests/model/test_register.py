"""The names to expect in an interview: its own first, and no secret ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.ledger import Ledger, Withdrawal
from pipeline.model.register import Name, names_for, names_of
from tests.archive.building import IV, shelf_at

FILES = {
    "people/jia/person.yml": "name: 王长河\npinyin: Wáng Chánghé\naliases: [老王]\nportrait_alt: 像\nnative_place: 示例县\n"
    "honours: [merit]\nservice:\n  - {unit: brigade, place: neijiang}\n  - {unit: secret}\n",
    "people/yi/person.yml": "name: 李大川\nportrait_alt: 像\n",
    f"{IV}/interview.yml": "title: 雪夜过江\nnarrators: [jia]\ninterviewers: [{name: 苏念}]\ncrew: [{name: 方岸}]\n"
    "index:\n  - {at: 00:00:00, title: 参军, keywords: [童年, 土改, zizhong], places: [weiyuan, 山后村]}\n"
    "shows: [{at: 00:00:05, item: medal}]\nrecordings: [{file: recording-1.wav}]\n",
    "items/medal/item.yml": "kind: medal\ntitle: 章\nowner: jia\nhonour: road\nissuer: 某某部\ncaption: 一枚\nalt: 圆\n",
    "registers/units.yml": "- {id: brigade, name: 筑路大队, disclosure: open}\n- {id: secret, name: 三五二二部队, "
    "disclosure: cover_only, public_name: 某部}\n- {id: vague, name: 某旅, disclosure: open}\n",
    "registers/places.yml": "- {id: neijiang, name: 内江}\n- {id: zizhong, name: 资中县}\n- {id: weiyuan, name: 威远县（旧）}\n"
    "- {id: longchang, name: 隆昌}\n",
    "registers/events.yml": "- {id: land, name: 土地改革, aliases: [土改]}\n",
    "registers/honours.yml": "- {id: merit, name: 三等功}\n- {id: road, name: 筑路奖章}\n",
}


def opened(folder: Path) -> tuple[Archive, KeptInterview]:
    archive = shelf_at(folder, FILES).read()
    return archive, archive.interviews["2023-001-jia"]


def test_who_takes_part_comes_first_then_what_the_record_names_then_all_others(tmp_path: Path) -> None:
    archive, interview = opened(tmp_path)
    assert [name.spoken for name in names_for(archive, interview)] == [
        "王长河", "老王", "苏念", "方岸", "威远县", "山后村", "土地改革", "土改", "资中县", "筑路大队", "内江", "示例县",
        "三等功", "筑路奖章", "李大川", "隆昌",
    ]  # fmt: skip
    assert [name.spoken for name in names_for(archive, interview, most=3)] == ["王长河", "老王", "苏念"]


def test_a_unit_that_may_not_be_named_is_told_to_no_engine_but_is_known(tmp_path: Path) -> None:
    archive, interview = opened(tmp_path)
    assert not any("三五二二" in name.form for name in names_for(archive, interview))
    assert Name("三五二二部队", "units", "secret") in names_of(archive)


def test_a_closed_unit_in_plain_words_or_inside_another_name_is_told_to_no_engine_either(tmp_path: Path) -> None:
    served = "  - {unit: 三五二二部队一营}\n  - {place: 三五二二部队}\n"
    person = FILES["people/jia/person.yml"] + served + "aliases: [三五二二部队的老王]\n"
    files = FILES | {"people/jia/person.yml": person.replace("aliases: [老王]\n", "")}
    archive = shelf_at(tmp_path, files).read()
    names = names_for(archive, archive.interviews["2023-001-jia"])
    assert names
    assert not any("三五二二" in name.form for name in names)


def test_the_withdrawn_are_expected_nowhere_and_others_only_where_the_recording_stays(tmp_path: Path) -> None:
    archive, interview = opened(tmp_path)
    at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    gone = replace(archive.people["yi"], ledger=Ledger(withdrawals=(Withdrawal(withdrawn=True, by="乙", at=at),)))
    without = replace(archive, people={**archive.people, "yi": gone})
    assert "李大川" not in {name.form for name in names_for(without, interview)}
    own = {name.form for name in names_for(archive, interview, others=False)}
    assert "王长河" in own
    assert not {"李大川", "隆昌"} & own


def test_a_written_pinyin_goes_with_the_name_and_not_with_its_aliases(tmp_path: Path) -> None:
    archive, _ = opened(tmp_path)
    known = {name.form: name for name in names_of(archive)}
    assert known["王长河"] == Name("王长河", "people", "jia", "Wáng Chánghé")
    assert known["老王"] == Name("老王", "people", "jia")


def test_no_register_and_nobody_is_no_name(tmp_path: Path) -> None:
    assert names_of(Archive(opened(tmp_path)[0].config)) == ()
