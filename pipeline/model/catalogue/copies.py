"""Sentences about copies of the archive: making, proving, refusing, restoring."""

from __future__ import annotations

_PLACE: dict[str, tuple[str, str]] = {
    "copy-place-taken": (
        "{place} 里有别的东西，不是档案的副本，没有改动它。请换一个空文件夹，或写明副本所在的文件夹。",
        "{place} holds other things and is no copy; it was left as it is. Name an empty folder, or the folder of a copy.",
    ),
    "copy-inside": (
        "副本 {place} 不能与 {folder} 互相包含：一处损坏，两处都没了。请放到另一块磁盘上的文件夹。",
        "The copy {place} may not lie in {folder} or around it: one accident would take both. Use a folder on another disk.",
    ),
    "copy-none": (
        "{place} 里没有副本。请写明含有 inventory-sha256.txt 的那个文件夹，或先运行 koushu copy。",
        "There is no copy in {place}. Name the folder that holds inventory-sha256.txt, or run koushu copy first.",
    ),
    "copy-list-broken": (
        "副本 {place} 的清单 {file} 读不通，没有改动副本。请检查这块磁盘；副本损坏时，请保留它，另找一块盘重新复制。",
        "The list {file} of the copy {place} cannot be read; the copy was left as it is. Check the disk; if it is bad, "
        "keep it and copy to another one.",
    ),
    "copy-no-room": (
        "{place} 的空间不够：需要 {needed} MiB，只有 {free} MiB，没有开始复制。请腾出空间，或换一块更大的磁盘。",
        "{place} is too small: {needed} MiB are needed, {free} MiB are free; nothing was begun. Free some space or use a "
        "larger disk.",
    ),
}

_REFUSED: dict[str, tuple[str, str]] = {
    "copy-refused": (
        "没有复制，副本 {place} 保持原样。请先不要动档案和副本，断开副本所在的磁盘，弄清上面列出的变化："
        "若是勒索软件或误操作，用 koushu restore 从副本取回；若确系经过批准的处理，请由负责人在副本里把这些文件移开，"
        "并从 inventory-sha256.txt 删去它们的行。",
        "Nothing was copied, {place} is as it was. Touch neither, detach the copy's disk, and find out what happened to "
        "the files above. Malware or a mistake: fetch them with koushu restore. If it was decided so: take them out of "
        "the copy and its inventory by hand.",
    ),
    "copy-original-changed": (
        "原件 {file} 与副本 {place} 里的不一样了。原件从不改变，这可能是勒索软件或磁盘损坏。请从副本取回：koushu restore "
        "{place} --only {file}。",
        "The original {file} is no longer what the copy {place} holds. Originals never change: this may be malware or a "
        "bad disk. Fetch it from the copy: koushu restore {place} --only {file}.",
    ),
    "copy-original-gone": (
        "原件 {file} 不见了，副本 {place} 里还有。请找到它的去向，或从副本取回：koushu restore {place} --only {file}。",
        "The original {file} is gone; the copy {place} has it. Find out where it went, or fetch it: koushu restore "
        "{place} --only {file}.",
    ),
    "copy-original-unreadable": (
        "原件 {file} 读不出来，副本 {place} 里还有。请检查磁盘，再从副本取回：koushu restore {place} --only {file}。",
        "The original {file} cannot be read; the copy {place} has it. Check the disk, then fetch it: koushu restore "
        "{place} --only {file}.",
    ),
    "copy-manifest-less": (
        "{file} 比副本 {place} 里的少了或改了 {count} 行，例如 {first}。清单只会增加，所以没有复制。请从副本取回：koushu restore "
        "{place} --only {file}。",
        "{file} lost or changed {count} lines that the copy {place} has, such as {first}. A manifest only grows, so nothing was "
        "copied. Fetch it from the copy: koushu restore {place} --only {file}.",
    ),
    "copy-chained": (
        "副本的地址不能由几层组成（{place}）。请直接写存放的地方，例如 s3://bucket/archive。",
        "The address of a copy may not be made of layers ({place}). Name the place itself, such as s3://bucket/archive.",
    ),
    "copy-many-gone": (
        "副本里的 {held} 个人工文件，有 {gone} 个在档案里不见了，{spoilt} 个读不出来、不再是文字或换了扫描件，多于平常。"
        "请逐个核对下列文件。",
        "Of {held} people's files in the copy, {gone} are gone from the archive and {spoilt} cannot be read or are no "
        "longer text: more than people take away at once. Look at each of the files below.",
    ),
    "copy-file-gone": (
        "{file} 在档案里不见了。请核对是不是有人删去的；如果不是，请从副本取回。",
        "{file} is gone from the archive. Find out whether somebody deleted it; if not, fetch it from the copy.",
    ),
    "copy-file-spoilt": (
        "{file} 读不出来，或不再是文字。请打开看看；如果损坏了，请从副本取回。",
        "{file} cannot be read or is no longer text. Open it; if it is damaged, fetch it from the copy.",
    ),
    "copy-history-short": (
        "档案的历史记录只有 {now} 行，副本 {place} 见过 {then} 行：档案被换成了旧的，或记录被截短了。请找出较新的档案，"
        "或从副本取回。",
        "The archive's history has {now} lines, the copy {place} has seen {then}: an older archive was put back, or "
        "lines were cut off. Find the newer archive, or restore it from the copy.",
    ),
    "copy-history-other": (
        "档案的历史记录与副本 {place} 里的不是同一份：可能拿错了副本，也可能记录被重写过。请核对这块盘是不是本档案的副本，"
        "再查是谁改了记录。",
        "The archive's history is not the one that the copy {place} has seen: it is another archive's copy, or the "
        "history was made anew. Check that this is the right disk, then find out who changed the history.",
    ),
}

_NOTED: dict[str, tuple[str, str]] = {
    "copy-file-unreadable": (
        "{file} 读不出来，副本里保留着上一次的内容。请检查磁盘，必要时从副本取回。",
        "{file} cannot be read; the copy keeps what it had. Check the disk and fetch the file from the copy if need be.",
    ),
    "copy-file-no-text": (
        "{file} 不再是文字或成了空文件，已照样复制，以前的内容留在副本的 former/ 里。请打开看看，损坏了就从副本取回。",
        "{file} is empty or no longer text; it was copied, and what it was stands under former/. Open it, and fetch the "
        "old one if need be.",
    ),
    "copy-held-damaged": (
        "副本 {place} 里的 {file} 长短不对，已用完好的档案文件重新写过，坏的留在 former/ 里。请检查副本所在的磁盘。",
        "In the copy {place}, {file} had another length; it was written again, and the bad one stands under former/. "
        "Check that disk.",
    ),
    "copy-not-as-recorded": (
        "{file} 与清单里记的校验值不一致，没有复制。请用 koushu verify 核对，从另一份副本或来源取回完好的文件。",
        "{file} is not what the manifest recorded and was not copied. Run koushu verify and fetch a sound one from another copy.",
    ),
    "copy-names-collide": (
        "{file} 与 {other} 的名称只差大小写或重音写法，很多磁盘上放不下两个，没有复制。请给其中一个改名。",
        "{file} and {other} differ only by capitals or accents, which many disks cannot hold; it was not copied. Rename "
        "one of them.",
    ),
    "copy-left-out": (
        "访谈 {key} 在隔离中，没有复制；其余文件照常复制。请另行妥善保管它，隔离解除后再运行 koushu copy。",
        "Interview {key} is in quarantine and was not copied; all else was. Keep it safe otherwise, and copy again when "
        "that is lifted.",
    ),
    "copy-left-unread": (
        "访谈 {key} 的 interview.yml 读不通，不知道是否隔离，没有复制它；其余文件照常复制。请用 koushu check "
        "找出错处改好，再复制一次。",
        "The interview.yml of {key} cannot be read, so it may be in quarantine: it was not copied, all else was. Mend it "
        "with the help of koushu check and copy again.",
    ),
    "copy-still-holds": (
        "副本 {place} 里还有已隔离的访谈 {key} 的旧文件：{files}。程序从不删除副本里的文件，请由负责人按保密规定取走。",
        "The copy {place} still holds files of interview {key}, now in quarantine: {files}. Nothing is ever deleted in a "
        "copy: have them taken away by hand, as the rules on secrecy say.",
    ),
}

_PROVED: dict[str, tuple[str, str]] = {
    "challenge-lost": (
        "副本 {place} 里的 {file} 不在了或读不出来。请检查副本的磁盘；再运行 koushu copy，会把缺的文件补上。",
        "In the copy {place}, {file} is gone or cannot be read. Check its disk; running koushu copy again brings what is "
        "missing.",
    ),
    "challenge-damaged": (
        "副本 {place} 里的 {file} 已经损坏。请把它从副本中移开另放，再运行 koushu copy 补上，并检查或更换这块磁盘。",
        "In the copy {place}, {file} is damaged. Move it out of the copy, run koushu copy again to bring it anew, and "
        "check that disk.",
    ),
    "challenge-source-damaged": (
        "档案里的原件 {file} 已经损坏，副本是完好的。请用 koushu restore 加 --only {file} 从副本取回。",
        "The original {file} in the archive is damaged, the copy is sound. Fetch it with koushu restore and --only {file}.",
    ),
    "challenge-source-unreadable": (
        "档案里的原件 {file} 不在了或读不出来，副本是完好的。请用 koushu restore 加 --only {file} 从副本取回。",
        "The original {file} is gone from the archive or cannot be read, the copy is sound. Fetch it with koushu restore "
        "and --only {file}.",
    ),
    "challenge-differs": (
        "档案和副本里的 {file} 都与各自的记录相符，彼此却不同，说明有一处的记录被改过。请与第三份副本比较。",
        "{file} agrees with the records of both places but not with each other: one record was changed. Compare a third copy.",
    ),
    "challenge-not-held": (
        "副本 {place} 里没有原件 {file}。请运行 koushu copy 补上。",
        "The copy {place} does not hold the original {file}. Run koushu copy to bring it.",
    ),
}

_RESTORED: dict[str, tuple[str, str]] = {
    "restore-unknown": (
        "副本 {place} 里没有 {file}。请照副本的 inventory-sha256.txt 写文件名，不写开头的 archive/。",
        "The copy {place} has no {file}. Name the file as its inventory-sha256.txt does, without archive/ before it.",
    ),
    "restore-damaged": (
        "副本 {place} 里的 {file} 也损坏了，没有取回。请从另一份副本取回它。",
        "In the copy {place}, {file} is damaged too and was not restored. Restore it from another copy.",
    ),
    "restore-sound": (
        "{file} 完好，与副本里的一样，不需要取回；请核对是不是写错了文件名。",
        "{file} is sound and the same as in the copy: there is nothing to restore. Check the name of the file.",
    ),
    "restore-edited": (
        "{file} 能正常打开，只是有人改过，没有用副本里的旧内容盖掉它。想用旧内容，请打开副本里的同名文件，自己抄回来。",
        "{file} can be read and was changed by people, so the copy's older one did not take its place. To have it back, "
        "open the file in the copy and take over what you want.",
    ),
    "restore-other": (
        "档案清单里 {file} 的校验值与副本里的不同，不知道哪个是真的，没有取回。请用 koushu verify 核对清单，再与第三份副本比较。",
        "The archive's manifest has another digest for {file} than the copy, so it was not restored. Run koushu verify "
        "and compare a third copy.",
    ),
}

SENTENCES = {**_PLACE, **_REFUSED, **_NOTED, **_PROVED, **_RESTORED}
