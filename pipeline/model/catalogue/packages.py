"""Sentences about packages that are handed over, and about quarantine."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "bag-quarantined": (
        "访谈 {key} 在隔离中，不得导出。请交保密员处理；解除隔离以前，没有别的办法。",
        "Interview {key} is in quarantine and may not be exported. Ask the secrecy officer.",
    ),
    "bag-unread": (
        "访谈 {key} 的材料有读不懂的地方，不知道能不能外送，所以没有打包。请先运行 koushu check，按提示修好。",
        "Interview {key} cannot be read whole, so nobody knows whether it may leave. Run koushu check and mend it first.",
    ),
    "bag-inside": (
        "信息包不能放在档案文件夹里面：{file}。请换一个位置，最好是另一块磁盘。",
        "A package cannot lie inside the archive: {file}. Choose another place, best on another disk.",
    ),
    "bag-nothing": (
        "没有可以打包的访谈。请用 koushu status 查看各篇的状态。",
        "There is no interview to package. See koushu status.",
    ),
    "bag-original-changed": (
        "{file} 与收录时登记的 SHA-256 不符，没有打包。请先核验全部原件，并从副本恢复。",
        "{file} is not what was taken in (SHA-256 differs), so nothing was packaged. Verify the originals and restore it.",
    ),
    "bag-original-missing": (
        "清单里有原件 {file}，档案里却没有。请先从副本恢复，再打包。",
        "The manifest lists the original {file}, which is not there. Restore it from a copy first.",
    ),
    "bag-broken": (
        "刚写好的信息包重读时与原件不符（{file}），已经放弃，没有留下半个包。请检查目标磁盘后重试。",
        "The package just written reads back differently ({file}) and was given up. Check the disk and try again.",
    ),
    "bag-link": (
        "{file} 是链接，信息包里不能有链接。请换成文件本身，或移出档案。",
        "{file} is a link, which a package cannot hold. Put the file itself there, or take it away.",
    ),
    "bag-device": (
        "{file} 不是普通文件（设备、管道或套接字），不能打包。请移出档案。",
        "{file} is no plain file (a device, pipe or socket). Take it out of the archive.",
    ),
    "bag-stranger": (
        "{file} 放在访谈文件夹里，却不属于任何一篇访谈，不知道能不能外送。请移出，或补上 interview.yml。",
        "{file} lies among the interviews but belongs to none, so nobody knows whether it may leave. Move it away.",
    ),
    "bag-name-not-utf8": (
        "文件名 {file} 不是 UTF-8，别的系统读不出来。请改名。",
        "The name of {file} is not UTF-8, which other systems cannot read. Rename it.",
    ),
    "bag-name-long": (
        "文件名 {file} 超过 255 字节（约 85 个汉字），别的系统放不下。请改短。",
        "The name of {file} has more than 255 bytes. Shorten it.",
    ),
    "bag-name-end": (
        "文件名 {file} 以空格或句点结尾，在 Windows 上会变样。请改名。",
        "The name of {file} ends in a space or a full stop, which Windows drops. Rename it.",
    ),
    "bag-name-reserved": (
        "文件名 {file} 是 Windows 保留的名字（如 con、nul、com1），那里存不下。请改名。",
        "The name of {file} is reserved on Windows (such as con, nul, com1). Rename it.",
    ),
    "bag-name-character": (
        "文件名 {file} 里有别的系统不允许的字符。请改名，避开这些字符：{characters}。",
        "The name of {file} has a character that other systems refuse. Rename it without any of {characters}.",
    ),
    "bag-name-collides": (
        "{file} 与 {other} 只差大小写或字符的写法，在别的系统上会互相覆盖。请改名。",
        "{file} differs from {other} only by case or by how a character is encoded; one would replace the other. Rename it.",
    ),
    "bag-no-bag": (
        "{file} 不是完整的 BagIt 信息包：没有读得懂的 bagit.txt。请向移交方重新索取。",
        "{file} is no whole BagIt package: it has no bagit.txt that can be read. Ask for it again.",
    ),
    "bag-no-manifest": (
        "信息包 {file} 没有 SHA-256 或 SHA-512 清单，无法核对。请向移交方重新索取。",
        "The package {file} has no SHA-256 or SHA-512 manifest to check it with. Ask for it again.",
    ),
    "bag-line": (
        "清单的这一行读不懂，无法核对它说的文件。请向移交方重新索取信息包。",
        "This line of the manifest cannot be read. Ask for the package again.",
    ),
    "bag-file-missing": (
        "信息包的清单里有 {file}，包里却没有。请向移交方重新索取信息包。",
        "The package lists {file}, which is not in it. Ask for the package again.",
    ),
    "bag-file-changed": (
        "信息包里的 {file} 与清单的摘要不符，已经损坏或被改动。请向移交方重新索取信息包。",
        "{file} in the package is not what the manifest says: damaged or changed. Ask for the package again.",
    ),
    "bag-file-unlisted": (
        "信息包里的 {file} 不在清单中，来历不明。请向移交方核实。",
        "{file} in the package is in no manifest. Ask whoever handed it over.",
    ),
    "bag-oxum": (
        "信息包写明总量是 {stated}（字节.文件数），实际是 {found}。请向移交方重新索取。",
        "The package states {stated} (bytes.files) and holds {found}. Ask for it again.",
    ),
}
