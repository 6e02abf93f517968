"""What a package says about itself: its README for people without our software, and its bag-info.txt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.model.archive import Witness
from pipeline.model.nouns import ArchiveConfig


@dataclass(frozen=True)
class Label:
    """What is told of a package: the archive's own words, when and by which program it was made, and what is in it."""

    config: ArchiveConfig
    now: dt.datetime
    software: str
    identifiers: tuple[str, ...]
    titles: tuple[str, ...]
    whole: bool
    sealed: bool
    left_out: int  # interviews that may not leave
    witness: Witness | None  # None: nothing was ever written down


def bag_info(label: Label) -> tuple[tuple[str, str], ...]:
    """The lines of bag-info.txt but Payload-Oxum (RFC 8493 §2.2.2); names of our own begin with `Archive-`."""
    config = label.config
    what = config.title if label.whole else f"{config.title}：{'、'.join(label.titles)}"
    lines = [
        ("Source-Organization", config.institution),
        ("Contact-Name", config.contact),
        ("External-Description", what),
        ("Bagging-Date", label.now.date().isoformat()),
        *(("External-Identifier", one) for one in label.identifiers),
        ("Bag-Software-Agent", label.software),
        ("Archive-Scope", "whole" if label.whole else "selected interviews"),
        ("Archive-Sealed-Material", "included" if label.sealed else "not included"),
        ("Archive-Interviews-Left-Out", str(label.left_out)),
    ]
    if label.witness:
        lines += [("Archive-Events-Length", str(label.witness.length)), ("Archive-Root-SHA256", label.witness.root)]
    return tuple((name, value) for name, value in lines if value)


def readme(label: Label) -> str:
    """README.zh.txt: what this is, who may see it, and how to check it with what every computer has."""
    root = f"事件链第 {label.witness.length} 行，SHA-256 为 {label.witness.root}" if label.witness else "打包时还没有记载任何事件"
    scope = "整个档案" if label.whole else "下列访谈及所需的人物、实物和名录：" + "、".join(label.titles)
    sealed = "含有 sealed/ 中的密存材料（授权书扫描件、技术元数据等）" if label.sealed else "不含 sealed/ 中的密存材料"
    left = f"另有 {label.left_out} 篇访谈按规定不得外送，没有收入。" if label.left_out else ""
    return f"""{label.config.title}
{"=" * 40}

这是 {label.config.institution} 的口述史料信息包，{label.now.date().isoformat()} 由 {label.software} 制作。
内容：{scope}。{sealed}。{left}

一、只供档案机构之间移交和保管
这里是档案原貌：含有没有公开、不得公开的内容（未剪去的原始录音、内部备注、个人信息）。
请勿放到网上，也不要借阅。供读者使用的材料，请由原单位按授权另行提供。

二、里面有什么
data/                    档案本身，文件夹和文件名与原单位一致；文字都是 UTF-8 纯文本（YAML、Markdown）
metadata/dublin-core.xml 都柏林核心元数据
metadata/premis.xml      PREMIS 3 保存元数据：文件、历史事件、经手人、授权
bag-info.txt             移交说明
manifest-sha256.txt      data/ 里每个文件的摘要；manifest-sha512.txt 相同，算法不同
tagmanifest-sha256.txt   以上各文件的摘要
结构遵循 BagIt 1.0（RFC 8493）。

三、怎样核对（不需要我们的软件）
1. 打开终端，进入本文件夹。
2. Linux 运行：
     sha256sum -c manifest-sha256.txt
     sha256sum -c tagmanifest-sha256.txt
   苹果电脑运行：
     shasum -a 256 -c manifest-sha256.txt
   每行都显示 OK（或“成功”），就说明没有损坏。
3. Windows 在 PowerShell 里运行：
     Get-Content -Encoding UTF8 manifest-sha256.txt | ForEach-Object {{
       $d, $p = $_ -split "  ", 2
       if ((Get-FileHash -LiteralPath $p).Hash -ne $d) {{ "不符：$p" }} }}
   没有任何输出，就说明没有损坏。
4. 文件名里的回车、换行和百分号，在清单中写作 %0D、%0A、%25；这样的文件请改用支持 BagIt 的软件核对。
5. 摘要只能发现损坏，防不住有人连清单一起改。请与下面这个数核对，它也印在原单位出版的书上，或者请原单位另行告知：
   {root}

四、联系
{label.config.contact or label.config.institution}
"""
