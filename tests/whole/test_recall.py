"""What is withdrawn leaves every output at the next publish, whatever fails; and printed copies of it are listed."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from pipeline import flow
from pipeline.errors import KoushuError, MissingTool
from pipeline.model.settings import Settings
from tests.whole.conftest import Bench

KEY, PERSON, ROUTE = "2023-001-lin", "lin", "text-1"
OTHER = "2023-003-he"
CACHES = ("work/facts.json", "work/originals.json", "work/seen.json")  # paths of the archive, for this program alone


@pytest.fixture
def bench(sample_bench: Bench, tmp_path: Path) -> Bench:
    """The published sample, to be changed; its pages are set without letters of their own from now on."""
    shutil.copytree(sample_bench.archive, tmp_path / "archive", symlinks=True)
    shutil.copytree(sample_bench.out, tmp_path / "build", symlinks=True)
    return Bench(sample_bench.project, tmp_path / "archive", tmp_path / "build")


def ids(bench: Bench) -> dict[tuple[str, str], str]:
    rows = csv.DictReader((bench.archive / "ids.csv").read_text(encoding="utf-8").splitlines())
    return {(row["kind"], row["key"]): row["id"] for row in rows}


def sentences(bench: Bench, key: str) -> list[str]:
    """Sentences of a text that no other text holds, its title and its narrator's names."""
    folder = bench.archive / "interviews"
    others = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*/text.md") if path.parent.name != key)
    found = re.findall(r"[一-鿿，]{9,}", (folder / key / "text.md").read_text(encoding="utf-8"))
    return [one for one in found if one not in others]


def words_of(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".pdf":
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, timeout=600)
        return re.sub(r"\s", "", done.stdout.decode("utf-8"))
    return data.decode("utf-8", "ignore")


def traces(bench: Bench, words: list[str], digests: set[str]) -> dict[str, list[str]]:
    """Every file under the output that holds one of the words, in its bytes or its name, or has one of the digests."""
    found: dict[str, list[str]] = {}
    for path in sorted(bench.out.rglob("*")):
        if not path.is_file():
            continue
        inside = path.relative_to(bench.out).as_posix()
        text = "" if inside in CACHES else words_of(path)
        held = [word for word in words if word in text or word in inside]
        if hashlib.sha256(path.read_bytes()).hexdigest() in digests:
            held.append("bytes")
        if held:
            found[inside] = held
    return found


def public_media(bench: Bench, public: list[str]) -> set[str]:
    media = [path for path in bench.out.rglob("*") if path.is_file() and path.stem in public and path.suffix in (".jpg", ".m4a")]
    assert {path.suffix for path in media} == {".jpg", ".m4a"}
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in media}


def test_a_withdrawn_person_leaves_every_file_under_the_output_and_tombstones_without_a_name(bench: Bench) -> None:
    known = ids(bench)
    approved = [json.loads(path.read_text(encoding="utf-8")) for path in (bench.archive / "interviews" / KEY).glob("approved/*")]
    items = {item["id"] for one in approved for item in one.get("items", ())}
    pictures = {picture["id"] for one in approved for item in one.get("items", ()) for picture in item["pictures"]}
    pictures |= {photo["id"] for one in approved for photo in one.get("photos", ())}
    pictures |= {card["portrait"]["id"] for one in approved for card in one.get("narrators", ()) if "portrait" in card}
    own = {known["interview", KEY], known["person", PERSON]} | items
    media = public_media(bench, [*pictures, known["interview", KEY]])
    name = yaml.safe_load((bench.archive / "people" / PERSON / "person.yml").read_text(encoding="utf-8"))["name"]
    words = [*sentences(bench, KEY), name, KEY, *pictures]
    before = traces(bench, words, media)
    for expected in ("site/", "pages/", "volumes/", "work/public/", "pages/.fill/"):
        assert any(inside.startswith(expected) for inside in before), expected
    assert len([word for word in words if any(word in held for held in before.values())]) > 10

    bench.koushu("withdraw", PERSON, "--by", "孟怀谷", "--reason", "家属要求")
    bench.koushu("publish")
    assert traces(bench, words, media) == {}
    assert not list(bench.out.rglob(".koushu-*"))
    for public in own:
        for folder in ("people", "interviews", "items"):
            page = (bench.out / "site" / folder / f"{public}.html").read_text(encoding="utf-8")
            assert "应口述者或家属要求，此内容已撤回。" in page
    sitemap = (bench.out / "site/sitemap.xml").read_text(encoding="utf-8")
    assert not [one for one in own if one in sitemap]
    assert known["interview", OTHER] in sitemap
    assert own <= set(ids(bench).values())


def test_one_outlet_alone_made_anew_is_told_of_the_other_that_still_holds_what_was_withdrawn(bench: Bench) -> None:
    assert "以前做的" not in bench.koushu("publish", "site").stderr
    bench.koushu("withdraw", KEY, "--by", "孟怀谷")
    assert "build/volumes 还是以前做的" in bench.koushu("publish", "site").stderr
    told = bench.koushu("publish", "site").stderr
    assert "build/volumes 还是以前做的" in told
    assert "build/ebooks 还是以前做的" in told
    behind = {line.split(":")[0].rsplit("/")[-1] for line in told.splitlines() if "outlet-behind" in line}
    assert behind == {"volumes", "ebooks", "column"}, "the labels of the walls hold no word of an interview"
    bench.koushu("publish")
    assert "以前做的" not in bench.koushu("publish", "volumes").stderr


def test_an_outlet_that_only_lacks_news_or_is_refused_is_not_behind(bench: Bench, tmp_path: Path) -> None:
    bench.koushu("copy", str(tmp_path / "copy"))  # the history goes on, and with it what an imprint would witness
    assert "以前做的" not in bench.koushu("publish", "site").stderr
    plan = bench.archive / "volumes" / f"{ROUTE}.yml"
    plan.write_text(
        re.sub(r"(?m)^( *)permit_until: .*$", r"\1permit_until: 2001-01-01", plan.read_text(encoding="utf-8")), "utf-8"
    )
    bench.koushu("publish")
    assert "以前做的" not in bench.koushu("publish", "site").stderr


def test_what_is_behind_is_told_also_where_the_outlet_that_was_asked_for_fails(bench: Bench, tmp_path: Path) -> None:
    bench.koushu("withdraw", KEY, "--by", "孟怀谷")
    (tmp_path / "no-theme").mkdir()
    with pytest.raises(MissingTool) as stopped:
        flow.publish(settings(bench, tmp_path / "no-theme"), ("site",))
    assert "build/volumes 还是以前做的" in str(stopped.value.values["why"])


def settings(bench: Bench, project: Path | None = None) -> Settings:
    return Settings(bench.archive, bench.out, project or bench.project, dt.datetime.now(dt.UTC), "zh")


def no_fonts() -> object:
    raise MissingTool("book-font-missing", fonts="Noto Serif CJK SC", packages="fonts-noto-cjk")


def test_a_withdrawal_closes_the_old_output_where_no_new_one_can_be_made_and_every_failure_is_named(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.koushu("withdraw", KEY, "--by", "孟怀谷")
    monkeypatch.setattr("pipeline.publish.volume.setting.find_fonts", no_fonts)
    (tmp_path / "no-theme").mkdir()
    with pytest.raises(MissingTool) as stopped:
        flow.publish(settings(bench, tmp_path / "no-theme"))
    assert stopped.value.code == "outlets-failed"
    told = str(stopped.value.values["why"])
    assert "网站主题" in told
    assert "字体没有安装" in told
    words = sentences(bench, KEY)
    assert traces(bench, words, set()) == {}
    assert [path.name for path in (bench.out / "site").rglob("*")] == ["index.html"]
    page = (bench.out / "site/index.html").read_text(encoding="utf-8")
    assert "正在更新" in page
    assert "archive@koushu.example" in page
    assert "unsafe" not in page
    assert list((bench.out / "volumes").glob("*.pdf")) == []
    monkeypatch.undo()
    flow.publish(settings(bench))
    assert (bench.out / "site/takedown.html").is_file()
    made = [f"{ROUTE}{end}" for end in (".cover.pdf", ".pdf", ".print.pdf", ".report.txt")]
    assert sorted(path.name for path in (bench.out / "volumes").glob(f"{ROUTE}.*")) == made
    assert traces(bench, words, set()) == {}


def test_the_old_output_stays_where_nothing_left_it(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = bench.archive / "archive.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("koushu.example/", "koushu.example/new/"), encoding="utf-8")
    monkeypatch.setattr("pipeline.publish.volume.setting.find_fonts", no_fonts)
    (tmp_path / "no-theme").mkdir()
    with pytest.raises(KoushuError):
        flow.publish(settings(bench, tmp_path / "no-theme"))
    assert (bench.out / "site" / "interviews" / f"{ids(bench)['interview', KEY]}.html").is_file()
    assert (bench.out / "volumes" / f"{ROUTE}.pdf").is_file()


def test_where_nobody_remembers_what_the_old_output_holds_it_goes(bench: Bench, tmp_path: Path) -> None:
    shutil.rmtree(bench.out / "work")
    (tmp_path / "no-theme").mkdir()
    with pytest.raises(MissingTool) as stopped:
        flow.publish(settings(bench, tmp_path / "no-theme"), ("site",))
    assert "所以旧网站已经撤下" in str(stopped.value.values["why"])
    assert [path.name for path in (bench.out / "site").rglob("*")] == ["index.html"]


def test_printed_copies_are_on_record_and_listed_once_something_in_them_is_withdrawn(bench: Bench, tmp_path: Path) -> None:
    assert "没有需要收回" in bench.koushu("recall").stdout
    run = ("printed", ROUTE, "--copies", "300", "--by", "孟怀谷")
    bench.koushu(*run, "--to", "本市各军休所", "--to", '=HYPERLINK("http://x.example","甲")')
    pdf = tmp_path / "printed.pdf"
    shutil.copy(bench.out / "volumes" / f"{ROUTE}.pdf", pdf)
    assert "没有需要收回" in bench.koushu("recall").stdout

    said = bench.koushu("withdraw", KEY, "--by", "孟怀谷").stdout
    assert "300 本" in said
    assert "本市各军休所" in said
    bench.koushu("publish", "volumes")
    bench.koushu(*run, "--to", "档案馆")  # printed anew without what was withdrawn
    bench.koushu(*run, "--to", "旧版", "--pdf", str(pdf))  # the old file printed again
    table = tmp_path / "list.csv"
    listed = bench.koushu("recall", "--csv", str(table), expect=1).stdout
    assert ("第 1 次印制" in listed, "第 2 次印制" in listed, "第 3 次印制" in listed) == (True, False, True)
    assert f"{ids(bench)['interview', KEY]} {KEY}　已撤回" in listed
    assert "请收回" in listed
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][5] == '本市各军休所；=HYPERLINK("http://x.example","甲")'
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]

    bench.koushu("recall", "--done", "1", "--as", "recalled", "--by", "苏念", "--note", "收回 291 本")
    again = bench.koushu("recall", KEY, expect=1).stdout
    assert "收回 291 本" in again
    assert "--done 1" not in again
    assert "--done 3" in again
    bench.koushu("recall", "--done", "3", "--as", "notified", "--by", "苏念")
    bench.koushu("recall")
    bench.koushu("recall", "--done", "3", "--by", "苏念", expect=2)
    bench.koushu("withdraw", OTHER, "--by", "孟怀谷")
    opened = bench.koushu("recall", expect=1).stdout
    assert [f"--done {number}" in opened for number in (1, 2, 3)] == [True, True, True]
    events = (bench.archive / "events.ndjson").read_text(encoding="utf-8")
    assert events.count("volumes/printed.ndjson") == 5
    assert not [line for line in bench.koushu("check", expect=None).stderr.splitlines() if "printed" in line or "event" in line]


def test_a_pdf_that_was_not_set_here_cannot_be_put_on_record(bench: Bench, tmp_path: Path) -> None:
    strange = tmp_path / "strange.pdf"
    strange.write_bytes(b"%PDF-1.7 something else")
    run = ("printed", ROUTE, "--copies", "1", "--to", "甲", "--by", "乙")
    assert "不是这里排出的" in bench.koushu(*run, "--pdf", str(strange), expect=2).stderr
    bench.koushu("printed", "none", *run[2:], expect=2)
    bench.koushu(*run[:2], "--copies", "0", *run[4:], expect=2)


def test_what_is_reworded_after_printing_asks_for_an_errata_slip(bench: Bench) -> None:
    bench.koushu("printed", ROUTE, "--copies", "20", "--to", "甲所", "--by", "孟怀谷")
    text = bench.archive / "interviews" / KEY / "text.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n**林德山** 还有一句。\n", encoding="utf-8")
    bench.koushu("recall")  # nobody signed the new words, so the printed ones still stand
    for name in ("叶青禾", "孟怀谷"):
        stage = {"叶青禾": "一校", "孟怀谷": "终审"}[name]
        bench.koushu("review", KEY, "--purpose", "print", "--sign", stage, "--by", name)
    listed = bench.koushu("recall", ROUTE, expect=1).stdout
    assert "已改动" in listed
    assert "请加贴勘误" in listed


def test_a_volume_that_its_route_refuses_is_not_made_and_the_old_one_goes(bench: Bench) -> None:
    plan = bench.archive / "volumes" / f"{ROUTE}.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("route: isbn", "route: internal_permit"), encoding="utf-8")
    said = bench.koushu("publish", expect=1)
    assert f"volumes/{ROUTE}.yml" in said.stderr
    assert "准印证" in said.stderr
    assert not list((bench.out / "volumes").glob(f"{ROUTE}.*"))
    assert list((bench.out / "volumes").glob("*.pdf")), "the other volume of the set has a route of its own"
    assert "四位老人的讲述" not in (bench.out / "site/volumes.html").read_text(encoding="utf-8")
    checked = bench.koushu("check", expect=1)
    assert f"volumes/{ROUTE}.yml:27:3 permit-missing" in checked.stdout + checked.stderr


def test_the_printed_root_is_that_of_the_history_and_the_same_edition_gives_the_same_bytes(bench: Bench, tmp_path: Path) -> None:
    lines = (bench.archive / "events.ndjson").read_bytes().split(b"\n")
    printed = words_of(bench.out / "volumes" / f"{ROUTE}.pdf")
    length = int(re.search(r"截至第(\d+)条记录", printed)[1])
    assert hashlib.sha256(lines[length - 1]).hexdigest() in printed
    assert f"koushuverify--against{length}:" in printed
    first = (bench.out / "volumes" / f"{ROUTE}.pdf").read_bytes()
    elsewhere = Bench(bench.project, bench.archive, tmp_path / "again")
    elsewhere.koushu("publish", "volumes")
    assert (elsewhere.out / "volumes" / f"{ROUTE}.pdf").read_bytes() == first
