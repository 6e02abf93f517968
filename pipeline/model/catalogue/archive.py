"""Sentences about reading and keeping the archive."""

from __future__ import annotations

from pipeline.model.catalogue import check, records

_WRITING: dict[str, tuple[str, str]] = {
    "disk-full": (
        "磁盘已满，没有写成 {file}，原来的文件没有变动。请腾出空间后重试。",
        "The disk is full; {file} was not written and the old file is as it was. Free some space and try again.",
    ),
    "no-permission": (
        "没有权限写入 {file}，原来的文件没有变动。请检查文件夹的权限。",
        "You may not write {file}; the old file is as it was. Check the permissions of its folder.",
    ),
    "read-only": (
        "{file} 所在的磁盘是只读的，没有写成。请换到可以写入的位置。",
        "{file} lies on a read-only disk and was not written. Use a place that can be written to.",
    ),
    "cannot-write": (
        "没有写成 {file}，原来的文件没有变动。系统的说法：{why}。请检查磁盘和文件夹后重试。",
        "{file} was not written and the old file is as it was. The system says: {why}. Check the disk and folder and try again.",
    ),
    "file-exists": (
        "{file} 已经存在，没有改动它。请换一个名称，或先把原有文件移开。",
        "{file} exists already and was left as it is. Use another name, or move the old file away first.",
    ),
    "cannot-read": (
        "读不了 {file}。系统的说法：{why}。请检查文件是否还在、有没有读取权限。",
        "{file} cannot be read. The system says: {why}. Check that it is there and that you may read it.",
    ),
    "copy-differs": (
        "复制 {source} 之后重新读出的内容与原件不一致，副本已删除。请检查磁盘和连接线，再收一次。",
        "The copy of {source} reads back differently and was removed. Check the disk and its cable, then add it again.",
    ),
    "archive-locked": (
        "另一个 koushu（进程号 {pid}）正在处理这个档案。请等它结束后再试。",
        "Another koushu (process {pid}) is working on this archive. Wait until it is done and try again.",
    ),
}

_FILES: dict[str, tuple[str, str]] = {
    "no-archive": (
        "{folder} 里没有 archive.yml，不是口述档案。请用 --archive 指明文件夹，或用 koushu new 新建一个。",
        "There is no archive.yml in {folder}: it is no archive. Name the folder with --archive, or make one with koushu new.",
    ),
    "folder-not-empty": (
        "{folder} 里已经有东西，没有改动它。请换一个空文件夹。",
        "{folder} is not empty and was left as it is. Use an empty folder.",
    ),
    "bad-folder-name": (
        "“{key}”不能作文件夹名：只能用小写字母、数字和连字符，例如 2023-001-zhang。",
        "“{key}” cannot name a folder: use lower-case letters, digits and hyphens, such as 2023-001-zhang.",
    ),
    "unknown-path": (
        "程序不认识 {path}。请检查文件名和所在文件夹；与档案无关的，请移到别处。",
        "{path} is not known to the program. Check its name and folder, or move it out of the archive.",
    ),
    "name-not-ascii": (
        "文件名“{file}”里有汉字或其他非英文字符。请改用小写字母、数字和连字符。",
        "The name “{file}” is not ASCII. Use lower-case letters, digits and hyphens.",
    ),
    "name-unusable": (
        "文件名“{file}”里有冒号、反斜线、控制符或不是 UTF-8 的字节，没有读它。请改用小写字母、数字和连字符。",
        "The name “{file}” holds a colon, a backslash, a control character or bytes that are not UTF-8. Rename it.",
    ),
    "not-a-file": (
        "{file} 不是普通文件。请移走它。",
        "{file} is no ordinary file. Move it away.",
    ),
    "link-broken": (
        "链接 {file} 指向的文件不存在。请删除链接，或放入文件本身。",
        "The link {file} leads nowhere. Delete it, or put the file itself there.",
    ),
    "link-escapes": (
        "链接 {file} 指向档案以外（或 sealed/ 里面），没有读取。请放入文件本身。",
        "The link {file} leads out of the archive, or into sealed/, and was not followed. Put the file itself there.",
    ),
    "link-to-folder": (
        "链接 {file} 指向文件夹，没有读取。请放入文件夹本身。",
        "The link {file} leads to a folder and was not followed. Put the folder itself there.",
    ),
    "path-leaves": (
        "“{path}”不是本文件夹里的文件名。请只写文件名，不带文件夹、盘符或“..”。",
        "“{path}” is no file name in this folder. Write the name alone, without folders, drives or `..`.",
    ),
    "file-missing": (
        "找不到 {file}。请放入这个文件，或改正这里的文件名。",
        "{file} is not there. Put it in, or correct its name here.",
    ),
    "record-missing": (
        "缺少 {file}。请补上这个文件；若整个文件夹用不着，请移走。",
        "{file} is missing. Add it, or move the folder away if it is not needed.",
    ),
    "recording-twice": (
        "{file} 列了两次。请删去一处。",
        "{file} is listed twice. Take one out.",
    ),
    "recording-unlisted": (
        "{file} 没有列在 interview.yml 的 recordings 里，不会处理。请添上一行，或移走文件。",
        "{file} is not listed under recordings in interview.yml and is passed over. List it, or move it away.",
    ),
    "original-missing": (
        "清单里的原件 {path} 不见了。请从备份恢复它。",
        "The original {path} is in the manifest but not there. Restore it from a copy.",
    ),
    "manifest-line": (
        "这一行不是“校验值、两个空格、路径”。请从备份恢复这一行。",
        "This line is not `digest, two spaces, path`. Restore it from a copy.",
    ),
    "manifest-twice": (
        "{path} 有两个不同的校验值，取第一个。请核对原件，删去错的一行。",
        "{path} has two different digests; the first counts. Check the original and take the wrong line out.",
    ),
    "manifest-gone": (
        "{file} 是空的或不见了，而档案里已经登记过原件，为免把改动过的文件当作原件，没有写入。请从备份恢复 {file}。",
        "{file} is empty or gone though originals were recorded; nothing was written. Restore {file} from a copy.",
    ),
    "events-gone": (
        "{file} 是空的或不见了，而档案里已经有审签或收录的记录；为免丢掉以往的操作记录，没有写入。请从副本恢复 {file}。",
        "{file} is empty or gone though this archive has a past; nothing was written. Restore {file} from a copy.",
    ),
    "original-bound": (
        "{file} 这个名字以前属于另一件原件，不能再给别的文件。请从副本恢复那件原件，或换一个文件名再添。",
        "The name {file} was another original's and may not be given again. Restore that one, or use another file name.",
    ),
    "manifest-broken": (
        "{file} 第 {line} 行读不懂，为免丢失记录，没有写入。请先改正这一行。",
        "Line {line} of {file} cannot be read, so nothing was written lest a record be lost. Mend that line first.",
    ),
}

_LEDGERS: dict[str, tuple[str, str]] = {
    "id-wrong": (
        "“{id}”不是公开编号（校验不符），多半被改动过。请从备份恢复这一行。",
        "“{id}” is no public id: its check character does not fit. Restore the line from a copy.",
    ),
    "id-line": (
        "这一行应当是“编号,类别,名称,改指”四栏。请从备份恢复这一行。",
        "This line is not `id,kind,key,redirect`. Restore it from a copy.",
    ),
    "id-twice": (
        "编号 {id} 或名称“{key}”已经用过，编号不能重复使用。请从备份恢复 ids.csv。",
        "The id {id} or the key “{key}” is used already, and ids are never reused. Restore ids.csv from a copy.",
    ),
    "id-redirect": (
        "编号 {id} 改指的 {to} 不存在。请改正最后一栏。",
        "The id {id} is redirected to {to}, which does not exist. Correct the last column.",
    ),
    "ids-gone": (
        "{file} 是空的或不见了，而档案里已经发过公开编号；编号永不更换，没有写入。请从备份恢复 {file}。",
        "{file} is empty or gone though public ids were given, which never change; nothing was written. Restore it.",
    ),
    "ids-broken": (
        "{file} 第 {line} 行读不懂，为免编号重复，没有写入。请先改正这一行。",
        "Line {line} of {file} cannot be read, so nothing was written lest an id be used twice. Mend that line first.",
    ),
    "ledger-line": (
        "这一行签字记录读不懂，在改正之前，这份记录一律不公开。请从备份恢复这一行，或重新签字。",
        "This line cannot be read, and nothing of this record is public until it is mended. Restore it, or sign again.",
    ),
    "quarantine-gone": (
        "历史记录说它曾被封存，而 signoffs.ndjson 里没有这一行，暂不公开；请找回原来的 signoffs.ndjson。",
        "The history says that it was put into quarantine, but signoffs.ndjson does not; restore signoffs.ndjson.",
    ),
    "unread-shuts": (
        "{file} 里可能写着不公开的要求：改好以前，网站简介、前言后记和与它有关的内容都不公开。请先改好它。",
        "{file} may say that something is to stay closed: until it is mended, no essay and nothing that it bears on goes out.",
    ),
    "signoff-unproven": (
        "操作记录里没有{by}的这次{stage}：是手工写的，或签到一半断了，不算数。确实签过的，请用 koushu review 再签。",
        "The history knows nothing of this sign-off by {by} ({stage}): written by hand, or cut off. Sign again: koushu review.",
    ),
    "withdrawal-gone": (
        "events.ndjson 里记着已经撤回，这里却没有撤回的一行，多半是恢复了旧备份，所以不公开。请重新运行 koushu withdraw。",
        "The history says that this was withdrawn, but the line is gone, as in an older copy; it stays shut. Withdraw it again.",
    ),
    "approved-broken": (
        "{file} 与签字时的内容不符，或已损坏，不予采用。请从备份恢复，或重新审签。",
        "{file} is not what was signed, or is damaged, and does not count. Restore it, or review and sign again.",
    ),
    "approved-stranger": (
        "approved 文件夹里有一份属于另一编号（{id}）的审定稿，不予采用。请移回原处。",
        "The approved folder holds a projection of another id ({id}), which does not count. Move it back.",
    ),
    "event-chain": (
        "从这一行起，操作记录与前一行对不上：有人改动、删去或插入过记录。请与备份核对。",
        "From this line on the events do not follow: a line was changed, taken out or put in. Compare with a copy.",
    ),
    "draft-broken": (
        "初稿 {file} 不见了或已损坏。请删除它，再运行 koushu transcribe 重新识别。",
        "The draft {file} is gone or damaged. Delete it and run koushu transcribe again.",
    ),
    "draft-name": (
        "“{name}”不是初稿的文件名。",
        "“{name}” is not the name of a draft.",
    ),
    "no-original": (
        "清单里没有校验值为 {digest} 的原件。请运行 koushu check 查看。",
        "The manifest names no original with the digest {digest}. Run koushu check.",
    ),
    "record-unknown": (
        "没有“{record}”这个访谈或人物。请写 interviews/ 或 people/ 下的文件夹名。",
        "There is no interview or person “{record}”. Give the name of a folder in interviews/ or people/.",
    ),
    "record-ambiguous": (
        "“{record}”既是访谈也是人物。请写明 interviews/{record} 或 people/{record}。",
        "“{record}” names an interview and a person. Write interviews/{record} or people/{record}.",
    ),
    "cannot-edit": (
        "{file} 读不懂，或改动后会与原意不符，没有写入。请先运行 koushu check 改正，或手工添写。",
        "{file} cannot be read, or would come out changed, and was not written. Mend it (koushu check), or edit it by hand.",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {
    **_WRITING,
    **_FILES,
    **_LEDGERS,
    **records.SENTENCES,
    **check.SENTENCES,
}
