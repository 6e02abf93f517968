"""真实性: are the originals those that were taken in, from whom, and does the metadata speak of them?"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.custody.inspection import Facts, Item, Media, Verdict, passed_unless, told
from pipeline.model.archive import KeptInterview
from pipeline.model.canonical import digest
from pipeline.model.ledger import CONFIRM_STAGES
from pipeline.model.record import format_clock

_TAKEN = frozenset({"ingestion", "message digest calculation"})


def _origin(facts: Facts) -> Verdict:
    recorded = {file for line in facts.inventory.events if line.event.type in _TAKEN for file in line.event.files}
    missing = [f"{path}：没有收录或登记的事件。" for path in facts.originals if path not in recorded]
    sound = f"{len(facts.originals)} 件原件都有收录或登记摘要的事件，写明经手人和时间。"
    return passed_unless(missing, sound, "请运行 koushu add 登记，并核实这些文件的来历。", of=len(facts.originals))


def _people(facts: Facts) -> Verdict:
    wrong: list[str] = []
    for key, kept in facts.archive.interviews.items():
        wrong += [f"{key}：没有口述者 {who} 的记录。" for who in kept.record.narrators if who not in facts.archive.people]
        wrong += [] if kept.record.narrators else [f"{key}：没有写明口述者。"]
        wrong += [] if kept.record.interviewers else [f"{key}：没有写明采集者。"]
    number = len(facts.archive.interviews)
    return passed_unless(wrong, f"{number} 篇访谈都写明了口述者和采集者。", "请在 interview.yml 补写。", of=number)


def _fixity(facts: Facts) -> Verdict:
    wrong = [one for one in facts.fixity if not one.is_notice]
    if wrong:
        return Verdict("不通过", tuple(told(wrong)), "请从副本恢复，并查明原因。")
    unproven = [path for path in facts.originals if not facts.inventory.holdings[path].expected]
    if unproven:
        return Verdict("不通过", tuple(f"{path}：从未登记摘要，无从比较。" for path in unproven), "请运行 koushu add 登记。")
    alone = [path for path in facts.originals if not facts.inventory.holdings[path].versions]
    if alone:
        evidence = tuple(f"{path}：操作记录里没有它的摘要，只有清单上的。" for path in alone)
        return Verdict("不通过", evidence, "请从副本恢复 events.ndjson；新收的请运行 koushu add 登记。")
    lines = [f"{path}　SHA-256 {digest}" for path, digest in sorted(facts.digests.items())]
    if not lines:
        return Verdict("不适用", ("没有原件。",))
    return Verdict("通过", (f"逐字节重读 {len(lines)} 件原件，SHA-256 与收录时登记的一致：", *lines))


def _chain(facts: Facts) -> Verdict:
    if not facts.inventory.line_digests:
        return Verdict("不通过", ("没有 events.ndjson，无法证明任何处理过程。",), "请从副本恢复 events.ndjson。")
    wrong = [one for one in facts.inventory.problems if one.file == facts.inventory.events_file]
    if wrong:
        return Verdict("不通过", tuple(told(wrong)), "请从副本恢复 events.ndjson，并查明谁改动过。")
    witness = facts.archive.witness
    root = f"第 {witness.length} 行，SHA-256 {witness.root}" if witness else "还没有改动档案内容的事件"
    return Verdict("通过", (
        f"事件链共 {len(facts.inventory.line_digests)} 行，每行都接得上前一行的摘要。",
        f"见证值：{root}。",
        "没有外部见证值时，不能排除整条链连同清单一起被重做；请与书上所印或副本所存的见证值核对。",
    ))  # fmt: skip


def _typed(facts: Facts) -> Verdict:
    wrong = [one for one in facts.problems if not one.is_notice]
    number = len(facts.archive.interviews) + len(facts.archive.people) + len(facts.archive.items)
    sound = f"{number} 份记录（访谈、人物、实物）的每个字段都符合规定的格式，没有未知或重复的字段。"
    return passed_unless(told(wrong), sound, "请运行 koushu check，按提示逐条修好。", of=number)


def _agreement(facts: Facts) -> Verdict:
    wrong = [line for kept in facts.archive.interviews.values() for line in _disagreements(facts, kept)]
    number = sum(len(kept.sounds) for kept in facts.archive.interviews.values())
    sound = f"{number} 段录音录像都在著录之中；声道与著录一致；索引、出示实物、不公开片段的时间都在总时长之内。"
    return passed_unless(wrong, sound, "请核对录音，改正 interview.yml。", of=number)


def _disagreements(facts: Facts, kept: KeptInterview) -> Iterator[str]:
    named = {recording.file: recording for recording in kept.record.recordings}
    length = 0
    for sound in kept.sounds:
        media = facts.media.get(sound.file)
        name = sound.file.rpartition("/")[2]
        if name not in named:
            yield f"{sound.file}：interview.yml 没有著录这个文件。"
        elif isinstance(media, Media) and named[name].channels and media.channels != 2:
            yield f"{sound.file}：著录为分声道录音，实际是 {media.channels} 声道。"
        length += media.duration_ms if isinstance(media, Media) else 0
    for name in sorted(set(named) - {sound.file.rpartition("/")[2] for sound in kept.sounds}):
        yield f"{kept.key}：著录了 {name}，没有这个文件。"
    if all(isinstance(facts.media.get(sound.file), Media) for sound in kept.sounds) and kept.sounds:
        yield from (f"{kept.key}：著录的时间 {at} 超出总时长 {format_clock(length)}。" for at in _beyond(kept, length))


def _beyond(kept: KeptInterview, length: int) -> Iterator[str]:
    record = kept.record
    times = [*(point.at_ms for point in record.index), *(show.at_ms for show in record.shows)]
    times += [one.from_ms for one in record.withhold if one.from_ms is not None]
    yield from (format_clock(at) for at in times if at >= length)


def _confirmed(facts: Facts) -> Verdict:
    open_ones = [
        f"{key}：没有口述者或家属确认的签字，或签字与留存的文字对不上。"
        for key, kept in facts.archive.interviews.items()
        if not _is_confirmed(facts, kept)
    ]
    number = len(facts.archive.interviews)
    if open_ones:
        return Verdict("需人工核查", tuple(open_ones), "请核对纸质确认书；已经确认的，用 koushu review 补签。")
    return passed_unless((), f"{number} 篇访谈都有口述者或家属确认的签字，签字与文字的摘要相连。", "", of=number)


def _is_confirmed(facts: Facts, kept: KeptInterview) -> bool:
    """Was a text that is kept confirmed, by somebody who may?"""
    texts = {digest(one) for one in kept.approved}
    return any(
        one.stage in CONFIRM_STAGES and one.digest in texts and one.by in facts.archive.staff
        for one in (*kept.ledger.signoffs, *kept.ledger.edited)
    )


def _bag(facts: Facts) -> Verdict:
    if facts.bag is None:
        return Verdict("需人工核查", ("没有指明移交的信息包。",), "请加 --bag 写明信息包所在的文件夹，重新检测。")
    return passed_unless(told(facts.bag), "信息包里每个文件都已重读，与清单的摘要一致，不多不少。", "请向移交方重新索取。")


_SOURCE, _META, _CONTENT = "电子档案来源真实性", "电子档案元数据准确性", "电子档案内容真实性"
ITEMS = (
    Item("zs-1", "真实性", _SOURCE, "原件的收录记录", "逐件查找收录或登记摘要的事件。", _origin),
    Item("zs-2", "真实性", _SOURCE, "口述者与采集者", "逐篇查看口述者、采集者是否写明并有记录。", _people),
    Item("zs-3", "真实性", _META, "著录格式", "按数据规范逐个字段解析，并检查记录之间的引用。", _typed),
    Item("zs-4", "真实性", _CONTENT, "原件固化信息", "逐字节重读每件原件，与登记的 SHA-256 比较，不按大小跳过。", _fixity),
    Item("zs-5", "真实性", _CONTENT, "处理过程的事件链", "逐行核对 events.ndjson 的摘要链。", _chain),
    Item("zs-6", "真实性", _CONTENT, "文字的确认", "查看每篇访谈有没有口述者或家属的确认签字。", _confirmed),
    Item("zs-7", "真实性", "元数据与内容关联真实性", "著录与录音一致", "解码每段录音，与著录的声道、时间比较。", _agreement),
    Item("zs-8", "真实性", "移交信息包真实性", "信息包一致", "重读信息包的每个文件，与其中的清单比较。", _bag, ("移交接收",)),
)
