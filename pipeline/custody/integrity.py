"""完整性: is everything there: every file, every number, every field that must be filled, every form?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.custody.fields_archive import TABLE
from pipeline.custody.inspection import Facts, Item, Verdict, passed_unless
from pipeline.model.record import Record

_NUMBERED = re.compile(r"(?P<series>.*?)0*(?P<number>\d+)(\.[A-Za-z0-9]+)?")


def _amount(facts: Facts) -> Verdict:
    holdings = facts.inventory.holdings
    gone = [f"{path}：清单里有，档案里没有。" for path in facts.originals if holdings[path].size is None]
    unlisted = [f"{path}：档案里有，清单里没有。" for path in facts.originals if not holdings[path].manifest]
    size = sum(holdings[path].size or 0 for path in facts.originals)
    sound = f"清单登记 {len(facts.originals)} 件原件，档案里同样是 {len(facts.originals)} 件，共 {size} 字节。"
    cure = "缺少的请从副本恢复；没有登记的请运行 koushu add。"
    return passed_unless([*gone, *unlisted], sound, cure, of=len(facts.originals))


def _strangers(facts: Facts) -> Verdict:
    wrong = [f"{path}：不属于档案的文件。" for path in facts.inventory.strangers]
    return passed_unless(
        wrong, f"{len(facts.inventory.holdings)} 个文件都在规定的位置，没有不明文件。", "请改正文件名，或移出档案。"
    )


def _running(facts: Facts) -> Verdict:
    series: dict[str, set[int]] = defaultdict(set)
    for path in (*facts.originals, *facts.archive.volumes, *facts.archive.films):
        found = _NUMBERED.fullmatch(path)
        if found and not path.endswith(("front.jpg", "back.jpg", "portrait.jpg")):
            series[found["series"]].add(int(found["number"]))
    wrong = [f"{name}：缺第 {'、'.join(map(str, gap))} 号。" for name, found in sorted(series.items()) if (gap := _gaps(found))]
    lines = "；".join(f"{name}1～{max(found)}" for name, found in sorted(series.items()))
    cure = "请查明缺号的原因：漏收的补收；作废的，在访谈的备注里写明。"
    return passed_unless(wrong, f"{len(series)} 组编号都从 1 起连续：{lines}。", cure, of=len(series))


def _gaps(numbers: set[int]) -> list[int]:
    return sorted(set(range(1, max(numbers) + 1)) - numbers)


def _required(facts: Facts) -> Verdict:
    wrong = [f"{place}：缺“{label}”。" for place, record in _records(facts) for label in missing(record)]
    number = len(tuple(_records(facts)))
    sound = f"{number} 份记录的必备字段都已填写（必备性见 docs/fields.md）。"
    return passed_unless(wrong, sound, "请按提示补写；确实无法得知的，写明“不详”。", of=number)


def _records(facts: Facts) -> Iterator[tuple[str, Record]]:
    archive = facts.archive
    yield "archive.yml", archive.config
    yield from ((f"访谈 {key}", kept.record) for key, kept in archive.interviews.items())
    yield from ((f"人物 {key}", kept.record) for key, kept in archive.people.items())
    yield from ((f"实物 {key}", kept.record) for key, kept in archive.items.items())
    for key, photos in archive.talk_photos.items():
        yield from ((f"讲座 {key} 的照片 {photo.picture.file.rpartition('/')[2]}", photo.record) for photo in photos)
    for key, kept in archive.interviews.items():
        yield from ((f"访谈 {key} 的照片 {photo.picture.file.rpartition('/')[2]}", photo.record) for photo in kept.photos)


def missing(record: Record) -> Iterator[str]:
    """The labels of the fields that must be filled and are not, in the record and in what it holds."""
    noun = TABLE[type(record)]
    for field in noun.fields:
        value = getattr(record, field.field)
        if field.need == "must" and value in ("", (), {}, None):
            yield f"{noun.name}·{field.label}"
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from missing(one)


def _content(facts: Facts) -> Verdict:
    wrong: list[str] = []
    for key, kept in facts.archive.interviews.items():
        wrong += [] if kept.sounds or kept.drafts else [f"{key}：没有录音录像，也没有听写稿。"]
        wrong += [] if kept.text else [f"{key}：没有整理出文字稿。"]
    number = len(facts.archive.interviews)
    return passed_unless(
        wrong, f"{number} 篇访谈都有录音录像（或收录的字幕）和文字稿。", "请补收录音，或完成听写和校订。", of=number
    )


def _forms(facts: Facts) -> Verdict:
    there = {lock.path.rpartition("/")[2] for lock in facts.sealed}
    named = {f"访谈 {key}": kept.record.consent.form for key, kept in facts.archive.interviews.items() if kept.record.consent}
    wrong = [
        f"{place}：授权书扫描件 {form or '（没有写文件名）'} 不在 sealed/ 中。"
        for place, form in named.items()
        if form not in there
    ]
    sound = f"{len(named)} 份授权书的扫描件都在 sealed/ 中。"
    return passed_unless(wrong, sound, "请用 koushu add 访谈 --consent 扫描件.pdf 补登，或向收存单位调取。", of=len(named))


ITEMS = (
    Item(
        "wz-1", "完整性", "电子档案数据总量", "原件的件数与清单", "清单与档案里的原件互相比对件数和名称，并统计字节数。", _amount
    ),
    Item("wz-2", "完整性", "电子档案数据总量", "没有不明文件", "查看每个文件是否在规定的位置。", _strangers),
    Item("wz-3", "完整性", "电子档案数据总量", "编号连续", "录音、照片、书卷的流水号从 1 起有无漏号。", _running),
    Item("wz-4", "完整性", "电子档案元数据完整性", "必备字段", "按字段表逐份检查必备字段是否填写。", _required),
    Item("wz-5", "完整性", "电子档案内容完整性", "录音与文字稿", "每篇访谈是否有录音录像和文字稿。", _content),
    Item("wz-6", "完整性", "电子档案内容完整性", "授权书附件", "著录的授权书扫描件是否在密存文件夹中。", _forms),
)
