"""Sentences about what the archive still holds as it was given."""

from __future__ import annotations

_BACK, _BACK_IT = (f"从副本恢复：koushu restore 副本 --only {blank}。" for blank in ("{path}", "{file}"))
_RESTORE, _RESTORE_IT = (f"koushu restore COPY --only {blank}." for blank in ("{path}", "{file}"))

NOTICES: dict[str, tuple[str, str]] = {
    "fixity-edited": (
        "这个文件与 {at} 最后一次见到时不同：有人改过，或者损坏了。没有人改过的，请" + _BACK,
        "This file is not what it was when last seen on {at}: an edit, or damage. If nobody edited it, restore it: " + _RESTORE,
    ),
    "fixity-reverted": (
        "这个文件现在的内容，与 {at} 的旧版本（events.ndjson 第 {line} 行）相同。若不是有意改回，请" + _BACK,
        "This file holds its older version of {at} (line {line} of events.ndjson). If nobody put it back on purpose, restore it: "
        + _RESTORE,
    ),
    "fixity-grown": (
        "这里有 {count} 行，操作记录还不知道：上次操作中途断了，或有人手工写入。下次 koushu run 会补记，请先核对。",
        "From here on {count} lines are not in the history: an act was cut off, or somebody wrote them by hand. "
        "The next koushu run enters them; look at them first.",
    ),
    "fixity-unrecorded": (
        "操作记录里还没有这个文件的校验值，这次不能证明它有没有变过。请运行 koushu run 登记。",
        "The history has no digest of this file yet, so nothing is proven about it. Run koushu run to record it.",
    ),
    "fixity-stranger": (
        "程序不认识这个文件，没有登记过。请检查文件名；与档案无关的，请移到别处。",
        "Nobody knows this file. Check its name, or move it out of the archive.",
    ),
    "fixity-moved": (
        "程序不认识这个文件，但它的内容正是 {other} 应有的。请移回原处：{other}。",
        "Nobody knows this file, but it holds what {other} should hold. Move it back there.",
    ),
    "fixity-unrecorded-check": (
        "核验结果没能写入操作记录（{why}）。核验本身已经完成；请在档案可写时再核验一次。",
        "The result could not be entered in the history ({why}). The check is complete; repeat it when that can be written.",
    ),
    "git-untold": (
        "档案在 git 仓库中，而 git 没有说出它收了哪些文件（{why}）。请由技术人员查看。",
        "The archive is in a git repository, but git would not tell what it keeps ({why}). Have it looked into.",
    ),
    "events-none": (
        "没有 {path}：第一次收存时断了，或者这个文件被删了。确实是新档案的，请运行 koushu run；否则请从副本恢复。",
        "There is no {path}: the first taking in was cut off, or it was deleted. In a new archive: koushu run; else restore it.",
    ),
    "event-clock": (
        "这一行的时间是 {at}，与 {other} 对不上：电脑时钟错了，或记录被人补写过。请核对。",
        "This line says {at}, which does not go with {other}: a wrong clock, or a line written afterwards. Look into it.",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {
    **NOTICES,
    "fixity-missing": (
        "文件不见了（登记在 {where}）。请" + _BACK,
        "This file is gone (it is recorded in {where}). Restore it: " + _RESTORE,
    ),
    "fixity-changed": (
        "内容与 {where} 登记的校验值不符：文件损坏，或被人改过。请" + _BACK,
        "This file is not what {where} says: damaged, or changed. Restore it: " + _RESTORE,
    ),
    "fixity-remade": (
        "文件和清单都被换过：它们彼此一致，却与 events.ndjson 第 {line} 行登记的不同。两者都请" + _BACK,
        "File and manifest agree with each other, but not with line {line} of events.ndjson: both were changed. Restore both: "
        + _RESTORE,
    ),
    "fixity-swapped": (
        "这里放着 {other} 应有的内容。请对调或移回；拿不准时" + _BACK,
        "This file holds what {other} should hold. Put both back in place, or restore: " + _RESTORE,
    ),
    "fixity-older": (
        "这个文件退回了 {at} 的旧版本（events.ndjson 第 {line} 行），之后的内容丢了。请" + _BACK,
        "This file is back at its version of {at} (line {line} of events.ndjson); what came later is lost. Restore it: "
        + _RESTORE,
    ),
    "fixity-ledger": (
        "这一行或它后面的内容与 {where} 登记的不同：被改动过，或者损坏了。请" + _BACK,
        "This line, or one soon after it, is not what {where} says: changed, or damaged. Restore it: " + _RESTORE,
    ),
    "manifest-differs": (
        "清单里 {path} 的校验值与 events.ndjson 第 {line} 行登记的不同：清单被改动过。清单请" + _BACK_IT,
        "The manifest's digest of {path} is not that in line {line} of events.ndjson: the manifest was changed. Restore it: "
        + _RESTORE_IT,
    ),
    "manifest-lacks": (
        "清单里没有 {path}，而 events.ndjson 第 {line} 行登记过它：清单缺了一行。请" + _BACK_IT,
        "The manifest does not name {path}, which line {line} of events.ndjson records: a line was lost. Restore it: "
        + _RESTORE_IT,
    ),
    "event-line": (
        "操作记录的这一行读不懂：写到一半断了电，或损坏了。请与副本核对；只是没写完的末行，下次操作会接着记。",
        "This line of the history cannot be read: cut off by a power failure, or damaged. Compare with a copy; an unfinished "
        "last line is closed by the next act.",
    ),
    "witness-short": (
        "操作记录只有 {length} 行，而见证（{source}）说曾有 {wanted} 行：这是较旧的副本，或末尾被截去。请找回较新的副本。",
        "The history has {length} lines, but the witness ({source}) saw {wanted}: an older copy, or its end was cut off. "
        "Find a newer copy.",
    ),
    "witness-other": (
        "第 {wanted} 行的校验值与见证（{source}）不同：到此为止的操作记录被改写过，或者这是较旧的副本，后来又接着记了。"
        "文件和清单都不作准，请与别处的副本核对。",
        "Line {wanted} is not the one the witness ({source}) saw: the history was made anew, or this is an older copy in which "
        "work went on. Neither files nor manifest prove anything; compare with another copy.",
    ),
    "witness-unreadable": (
        "{file} 里没有见证。请给出书上印的“行数:校验值”，或副本里的 witness.json。",
        "There is no witness in {file}. Give LENGTH:ROOT as printed in a book, or the witness.json of a copy.",
    ),
    "sample-size": (
        "抽查数量“{size}”不对。请写份数或百分比，例如 20 或 3%。",
        "“{size}” is no size of a sample. Write a number or a percentage, such as 20 or 3%.",
    ),
    "fixity-two-ways": (
        "--within、--sample 和 --accept 只能用一个。",
        "Use only one of --within, --sample and --accept.",
    ),
    "accept-unneeded": (
        "{file} 与登记的一致，或没有登记过，不需要认可。",
        "{file} is as recorded, or was never recorded: there is nothing to accept.",
    ),
    "accept-original": (
        "{file} 是原件，不能认可改动，只能" + _BACK_IT,
        "{file} is an original, of which no change can be accepted. Restore it: " + _RESTORE_IT,
    ),
    "accept-who": (
        "认可改动要用 --by 写明是谁，姓名须在 staff.yml 里。",
        "Say with --by who accepts the change; the name must be in staff.yml.",
    ),
    "history-nothing": (
        "操作记录里没有“{about}”。请写访谈、人物、实物的文件夹名，或档案内的文件路径。",
        "The history says nothing of “{about}”. Give the folder name of an interview, person or item, or a path in the archive.",
    ),
}
