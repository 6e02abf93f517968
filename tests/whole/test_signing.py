"""The command at the reviewer's desk: reading and signing, the page to read from, quarantine, a clock that went back."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.whole.conftest import Bench

LIN = "2023-001-lin"


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    """The sample archive as it was signed; nothing is heard or built."""
    shutil.copytree(project / "archive", tmp_path / "archive")
    return Bench(project, tmp_path / "archive", tmp_path / "build")


def edited(bench: Bench, words: str) -> None:
    path = bench.archive / "interviews" / LIN / "text.md"
    path.write_text(path.read_text(encoding="utf-8").replace("新兵连训练了三个月", words, 1), encoding="utf-8")


def digest_of(bench: Bench, purpose: str = "web_text") -> str:
    found = re.search("摘要 ([0-9a-f]{64})", bench.koushu("review", LIN, "--purpose", purpose).stdout)
    assert found
    return found[1]


def status(bench: Bench, purpose: str) -> dict[str, object]:
    rows = json.loads(bench.koushu("status", LIN, "--json").stdout)
    return next(row for row in rows if row["purpose"] == purpose)


def test_only_what_was_read_is_signed(bench: Bench) -> None:
    edited(bench, "新兵连训练了四个月")
    read = digest_of(bench)
    edited(bench, "新兵连")  # nothing to replace any more: the words stay
    sign = ("review", LIN, "--purpose", "web_text", "--sign", "一校", "--by", "叶青禾", "--digest")
    assert "f" * 8 in bench.koushu(*sign, "f" * 8, expect=2).stderr
    bench.koushu(*sign, read[:8])
    told = bench.koushu("status", LIN).stdout
    assert "签核 web_text：一校（叶青禾" in told
    assert "还缺 终审" in told
    assert re.search("工作：录音已入库、.*已成稿", told)


def test_a_filing_is_signed_with_its_number(bench: Bench) -> None:
    config = bench.archive / "archive.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("gates:\n", "gates:\n  print: [一校, 终审, 重大选题备案]\n"), encoding="utf-8"
    )
    staff = bench.archive / "staff.yml"
    staff.write_text(staff.read_text(encoding="utf-8") + "- {name: 戴编号, stages: [重大选题备案]}\n", encoding="utf-8")
    assert status(bench, "print")["public"] is False
    sign = ("review", LIN, "--purpose", "print", "--sign", "重大选题备案", "--by", "戴编号")
    assert "--number" in bench.koushu(*sign, expect=2).stderr
    bench.koushu(*sign, "--number", "川新备〔2026〕7号")
    assert status(bench, "print")["public"] is True
    assert "川新备〔2026〕7号" in bench.koushu("review", LIN, "--purpose", "print").stdout
    again = ("review", LIN, "--purpose", "print", "--sign", "一校", "--by", "叶青禾", "--number", "7")
    assert "--number" in bench.koushu(*again, expect=2).stderr


def test_without_staff_nobody_signs_and_the_sentence_says_what_to_do(bench: Bench) -> None:
    (bench.archive / "staff.yml").write_text("[]\n", encoding="utf-8")
    said = bench.koushu("review", LIN, "--purpose", "web_text", "--sign", "一校", "--by", "乙", expect=2).stderr
    assert "staff.yml 里还没有" in said
    assert "：。" not in said


def test_the_page_shows_what_is_to_be_approved_and_lies_outside_the_site(bench: Bench) -> None:
    edited(bench, "新兵连训练了<script>alert(1)</script>三个月")
    page = Path(bench.koushu("review", LIN, "--purpose", "web_text", "--page").stdout.splitlines()[-1])
    assert page.parent.parent == bench.out / "review"
    source = page.read_text(encoding="utf-8")
    assert digest_of(bench)[:8] in source
    assert "<script" not in source
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in source
    pictures = re.findall(r"<img src='([0-9A-Z]{8}\.jpg)'", source)
    assert pictures
    assert all((page.parent / name).is_file() for name in pictures)
    assert LIN not in "".join(pictures)
    heard = Path(bench.koushu("review", LIN, "--purpose", "web_audio", "--page").stdout.splitlines()[-1])
    assert re.search(r"<audio controls src='[0-9A-Z]{8}\.m4a'>", heard.read_text(encoding="utf-8"))


def test_one_person_shuts_away_and_two_let_out(bench: Bench) -> None:
    assert status(bench, "web_text")["public"] is True
    record = bench.archive / "interviews" / LIN / "interview.yml"
    before = record.read_text(encoding="utf-8")
    record.write_text(before + "quarantine: yes  # 提到番号\n", encoding="utf-8")
    assert status(bench, "web_text")["public"] is False
    said = bench.koushu("review", LIN, "--purpose", "web_text", "--sign", "终审", "--by", "孟怀谷", expect=2).stderr
    assert "封存" in said
    lift = ("quarantine", LIN, "--lift", "--by")
    bench.koushu(*lift, "严守真")
    assert status(bench, "web_text")["public"] is False
    assert bench.koushu(*lift, "严守真", expect=2).stderr
    bench.koushu(*lift, "孟怀谷")
    assert record.read_text(encoding="utf-8").strip() == before.strip()
    row = status(bench, "web_text")
    assert row["public"] is False
    assert "signed-before-lifting" in {one["code"] for one in row["reasons"]}  # type: ignore[index,attr-defined]
    bench.koushu("check")


def test_deleting_the_word_opens_nothing_once_a_command_has_seen_it(bench: Bench) -> None:
    bench.koushu("quarantine", LIN, "--by", "任何人", "--reason", "提到番号")
    assert status(bench, "web_text")["public"] is False
    ledger = bench.archive / "interviews" / LIN / "signoffs.ndjson"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join(line for line in lines if '"quarantine"' not in line), encoding="utf-8")
    assert status(bench, "web_text")["public"] is False
    assert "quarantine-gone" in {one["code"] for one in json.loads(bench.koushu("check", "--json", expect=1).stdout)}


def test_a_clock_that_went_back_stops_publishing_and_signing(bench: Bench) -> None:
    bench.koushu("quarantine", "2023-003-he", "--by", "乙")
    history = bench.archive / "events.ndjson"
    lines = history.read_text(encoding="utf-8").splitlines()
    future = json.loads(lines[-1]) | {"at": "2199-01-01T00:00:00+08:00"}
    history.write_text("\n".join([*lines[:-1], json.dumps(future, ensure_ascii=False)]) + "\n", encoding="utf-8")
    for words in (
        ("publish", "site"),
        ("run",),
        ("review", LIN, "--purpose", "web_text", "--sign", "终审", "--by", "孟怀谷"),
        ("quarantine", "2023-003-he", "--lift", "--by", "严守真"),
    ):
        assert "2199-01-01" in bench.koushu(*words, expect=2).stderr
    assert not (bench.out / "site").exists()


@pytest.mark.parametrize("words", [("withdraw", LIN, "--by", "乙"), ("quarantine", LIN, "--by", "乙"), ("publish", "site")])
def test_what_is_closed_leaves_no_page_for_reviewing_behind(bench: Bench, words: tuple[str, ...]) -> None:
    if words[0] == "publish":
        with (bench.archive / "interviews" / LIN / "interview.yml").open("a", encoding="utf-8") as record:
            record.write("quarantine: yes\n")
    other = bench.out / f"review/{LIN}-other"
    for purpose in ("web_text", "print"):
        page = bench.out / f"review/{LIN}-{purpose}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text("全文", encoding="utf-8")
    other.mkdir()
    bench.koushu(*words)
    assert [path.name for path in (bench.out / "review").iterdir()] == [other.name]


def test_the_edited_text_is_read_and_signed_for_itself(bench: Bench) -> None:
    path = bench.archive / "interviews" / LIN / "edited.md"
    path.write_text("## 高原\n\n**林远山** [00:01:11] 我们修了四年公路。\n", encoding="utf-8")
    volume = bench.archive / "volumes/text-2.yml"
    plan = "title: 书\nroute: isbn\ninterviews: [2023-001-lin]\nprefer: edited\n"
    volume.write_text(plan, encoding="utf-8")
    review = ("review", LIN, "--telling", "edited", "--purpose", "print")
    read = bench.koushu(*review, "--page").stdout
    assert "我们修了四年公路" in read
    assert "正文是编辑整理稿" in read
    page = bench.out / f"review/{LIN}-print-edited/index.html"
    assert "编辑整理稿" in page.read_text(encoding="utf-8")
    for stage, by in (("一校", "叶青禾"), ("终审", "孟怀谷")):
        assert "（编辑整理稿）" in bench.koushu(*review, "--sign", stage, "--by", by).stdout
    rows = json.loads(bench.koushu("status", LIN, "--json").stdout)
    assert {row["telling"]: row["public"] for row in rows if row["purpose"] == "print"} == {"text": True, "edited": True}
    assert "没有用途 film" in bench.koushu(*review[:-1], "film", expect=2).stderr
    bench.koushu("withdraw", LIN, "--by", "罗书简")
    assert not page.exists()
