"""What a machine made up, from its mark to a person's decision that no later draft undoes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from pipeline.model.changes import TextChanges
from pipeline.model.ledger import STAGES
from tests.whole.conftest import Bench

KEY = "2026-001-jia"
NEW = ("--title", "雪夜", "--narrator", "jia=甲某")
ONE = """WEBVTT

00:00.000 --> 00:04.000
那年冬天我十七嵗，什幺都不懂。

00:05.000 --> 00:09.000
請不吝點贊 訂閱 轉發

00:09.500 --> 00:12.000
字幕志愿者 李宗盛

00:20.000 --> 00:24.000
谢谢大家。

00:30.000 --> 00:29.000
我们天亮时到了江边。
"""
OTHER = ONE.replace("請不吝點贊 訂閱 轉發", "请不吝点赞，订阅。").replace("00:05.000 --> 00:09.000", "00:04.500 --> 00:08.000")
AGAIN = "\n00:40.000 --> 00:43.000\n请不吝点赞\n"


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    new_archive(tmp_path / "archive", "库", "局")
    (tmp_path / "archive/staff.yml").write_text(
        f"- {{name: 乙, stages: [{'、'.join(STAGES)}]}}\n".replace("、", ", "), encoding="utf-8"
    )
    bench = Bench(project, tmp_path / "archive", tmp_path / "build")
    (tmp_path / "one.vtt").write_text(ONE, encoding="utf-8")
    bench.koushu("add", KEY, str(tmp_path / "one.vtt"), *NEW)
    bench.koushu("edit")
    return bench


def text(bench: Bench) -> Path:
    return bench.archive / "interviews" / KEY / "text.md"


def laid_out_again(bench: Bench) -> str:
    text(bench).unlink()
    bench.koushu("edit")
    return text(bench).read_text(encoding="utf-8")


def flags(bench: Bench) -> dict[str, str]:
    """The words of each waiting flag → its id."""
    rows = [line.split("  ") for line in bench.koushu("review", KEY, "--flags").stdout.splitlines()[:-1]]
    return {row[3]: row[0] for row in rows}


def notices(bench: Bench) -> list[tuple[int, str]]:
    rows = json.loads(bench.koushu("check", "--json", expect=None).stdout)
    return [(row["line"], row["code"]) for row in rows if row["notice"]]


def test_what_is_in_doubt_is_marked_named_and_no_error(bench: Bench) -> None:
    lines = text(bench).read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith("那年冬天我十七岁，什么都不懂。")
    assert lines[1] == "〔待核：疑似套话〕请不吝点赞订阅转发"
    assert notices(bench) == [(2, "credit-line"), (3, "credit-line"), (5, "credit-line"), (7, "times-backwards")]
    said = bench.koushu("check", expect=0)
    assert f"interviews/{KEY}/text.md:2:1 credit-line" in said.stderr
    assert "另有 4 处请核对" in said.stdout
    changes = TextChanges.model_validate_json((text(bench).parent / "text-changes.json").read_bytes())
    assert [change.rule for change in changes.pieces[0].changes] == ["script", "yao"]
    assert (text(bench).parent / changes.drafts[0]).is_file()


def test_a_mark_that_somebody_took_out_is_settled(bench: Bench) -> None:
    words = text(bench).read_text(encoding="utf-8").replace("〔待核：疑似套话〕谢谢大家", "谢谢大家")
    text(bench).write_text(words, encoding="utf-8")
    assert [line for line, _ in notices(bench)] == [2, 3, 7]
    listed = bench.koushu("review", KEY, "--flags").stdout
    assert next(line for line in listed.splitlines() if "谢谢大家" in line).endswith("（稿中已无记号）")


def test_what_was_struck_stays_struck_whoever_hears_it_again(bench: Bench, tmp_path: Path) -> None:
    found = flags(bench)
    assert set(found) == {"请不吝点赞 订阅 转发", "字幕志愿者 李宗盛", "谢谢大家。", "我们天亮时到了江边。"}
    before = text(bench).read_bytes()
    bench.koushu("review", KEY, "--decide", found["谢谢大家。"], "kept", "--by", "乙")
    bench.koushu("review", KEY, "--decide", found["我们天亮时到了江边。"], "replaced", "--with", "我们到了。", "--by", "乙")
    assert "2 处" in bench.koushu("review", KEY, "--decide", "credit-line", "deleted", "--by", "乙").stdout
    assert text(bench).read_bytes() == before, "a person's text is never touched"
    assert notices(bench) == [(2, "flag-deleted"), (3, "flag-deleted"), (5, "flag-kept"), (7, "flag-replaced")]
    assert flags(bench) == {}
    struck = laid_out_again(bench)
    assert "点赞" not in struck
    assert "字幕" not in struck
    assert "待核" not in struck
    assert "谢谢大家。" in struck
    assert struck.endswith("我们到了。\n")
    (tmp_path / "other.vtt").write_text(OTHER + AGAIN, encoding="utf-8")
    bench.koushu("add", KEY, str(tmp_path / "other.vtt"))
    for draft in text(bench).parent.glob("recording-1.import-*.json"):
        if "one.vtt" in draft.read_text(encoding="utf-8"):
            draft.unlink()
    assert set(flags(bench)) == {"请不吝点赞"}
    other = laid_out_again(bench)
    assert other == struck.rstrip("\n") + "\n\n〔待核：疑似套话〕请不吝点赞\n"
    assert "00:00:05 处的这些话，乙已决定删去。如果就是这里" in bench.koushu("check").stderr  # a turn is no exact place


def test_a_decision_needs_somebody_a_flag_and_what_is_really_said(bench: Bench) -> None:
    one = flags(bench)["谢谢大家。"]
    for words in (
        ("--decide", one, "deleted"),
        ("--decide", one, "deleted", "--by", "丙"),
        ("--decide", "00000000", "deleted", "--by", "乙"),
        ("--decide", one, "replaced", "--by", "乙"),
        ("--decide", one, "deleted", "--with", "谢谢", "--by", "乙"),
        ("--decide", one, "perhaps", "--by", "乙"),
        (),
    ):
        bench.koushu("review", KEY, *words, expect=2)
    assert not (text(bench).parent / "decisions.ndjson").exists()


def test_a_name_that_is_right_as_it_stands_raises_no_alarm_again(bench: Bench) -> None:
    (bench.archive / "registers").mkdir(exist_ok=True)
    (bench.archive / "registers/places.yml").write_text("- {id: zz, name: 资中县}\n- {id: wy, name: 威远县}\n", "utf-8")
    words = "**甲某** [00:00:01] 去姿中县。\n\n又到维远县。\n\n**甲某** [00:00:09] 还是姿中县。\n"
    text(bench).write_text(words, encoding="utf-8")
    alarms = [(1, "name-alarm"), (3, "name-alarm"), (5, "name-alarm")]
    assert [one for one in notices(bench) if one[1] == "name-alarm"] == alarms
    found = flags(bench)
    assert "00:00:01  听起来像“资中县”  姿中县" in bench.koushu("review", KEY, "--flags").stdout
    bench.koushu("review", KEY, "--decide", found["姿中县"], "kept", "--by", "乙")
    assert notices(bench) == [(3, "name-alarm")]
    assert "姿中县" not in flags(bench)
    bench.koushu("review", KEY, "--decide", found["维远县"], "replaced", "--with", "威远县", "--by", "乙")
    assert notices(bench) == [(3, "name-alarm")], "until the text is mended"
    assert text(bench).read_text(encoding="utf-8") == words


def test_a_spelling_that_only_the_edited_text_has_is_listed_and_settled_too(bench: Bench) -> None:
    (bench.archive / "registers").mkdir(exist_ok=True)
    (bench.archive / "registers/places.yml").write_text("- {id: zz, name: 资中县}\n", "utf-8")
    text(bench).write_text("**甲某** [00:00:01] 去资中县。\n", encoding="utf-8")
    text(bench).with_name("edited.md").write_text("**甲某** [00:00:01] 去姿中县。\n", encoding="utf-8")
    assert "name-alarm" in {code for _, code in notices(bench)}
    bench.koushu("review", KEY, "--decide", flags(bench)["姿中县"], "kept", "--by", "乙")
    assert "姿中县" not in flags(bench)
    assert "name-alarm" not in {code for _, code in notices(bench)}


def test_while_decisions_cannot_be_read_nothing_is_laid_out(bench: Bench) -> None:
    bench.koushu("review", KEY, "--decide", "credit-line", "deleted", "--by", "乙")
    path = text(bench).parent / "decisions.ndjson"
    path.write_bytes(path.read_bytes() + b"{\n")
    text(bench).unlink()
    assert "decisions-broken" in bench.koushu("edit", expect=1).stderr
    assert not text(bench).exists()
    assert "decisions.ndjson:4:1 decision-line" in bench.koushu("check", expect=1).stderr


def test_a_guess_at_who_speaks_is_marked_named_and_settled_all_at_once(bench: Bench, tmp_path: Path) -> None:
    lines = ["您是哪一年入伍的？", "一九五〇年冬天。", "那天下着大雪。", "我们过了江。"]
    lines += ["您后来去了哪里？", "先到重庆，再到成都。", "在铁路上干了三年。", "一九五四年回了家。"]
    cues = [f"00:{5 * n:02}.000 --> 00:{5 * n + 4:02}.000\n{line}\n" for n, line in enumerate(lines)]
    (tmp_path / "two.vtt").write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")
    key = "2026-002-yi"
    bench.koushu("add", key, str(tmp_path / "two.vtt"), "--title", "过江", "--narrator", "ding=丁某")
    record = bench.archive / "interviews" / key / "interview.yml"
    with record.open("a", encoding="utf-8") as file:
        file.write("interviewers:\n- name: 乙\n")
    bench.koushu("edit")
    text = bench.archive / "interviews" / key / "text.md"
    assert text.read_text(encoding="utf-8").count("**乙** ") == 2
    assert text.read_text(encoding="utf-8").count("〔待核：说话人系推测〕您") == 2
    assert [code for _, code in notices(bench)].count("speaker-guessed") == 2
    bench.koushu("review", key, "--decide", "speaker-guessed", "kept", "--by", "乙")
    assert "待核 0 处，已决定 2 处" in bench.koushu("review", key, "--flags").stdout
    assert [code for _, code in notices(bench)].count("flag-kept") == 2
    text.unlink()
    bench.koushu("edit")
    assert "〔待核" not in text.read_text(encoding="utf-8")
