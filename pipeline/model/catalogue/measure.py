"""Sentences about drafts measured and compared, and why a difference is risky."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "draft-nowhere": (
        "没有一篇有文字稿的访谈用得上“{name}”的听写稿。请核对听写稿的文件名或引擎的名字，或先运行 koushu transcribe。",
        "No interview with a text has a draft of {name}. Check the draft's file name or the engine's, or transcribe first.",
    ),
    "draft-twice": (
        "“{engine}”把 {recording} 听写了不止一次（设置不同），分不清算哪一份。请用 --draft 写明听写稿的文件名。",
        "{engine} has heard {recording} more than once, with other options. Name one draft with --draft.",
    ),
    "baseline-broken": (
        "{file} 不是基线文件，或已损坏。请用 koushu evaluate --save 重新生成。",
        "{file} is no baseline, or spoilt. Make it anew with koushu evaluate --save.",
    ),
    "baseline-other-method": (
        "基线 {file} 是按另一种算法数的，不能与现在相比。请用 --save 重新生成。",
        "The baseline {file} was counted in another way and cannot be compared. Make it anew with --save.",
    ),
    "baseline-in-the-way": (
        "{file} 已经存在，而且不是基线文件，没有覆盖它。请换一个文件名。",
        "{file} exists and is no baseline, so it was left as it is. Choose another name.",
    ),
    "baseline-one-listener": (
        "一份基线只能对应一种听写（现在有：{found}）。请用 --engine 写明是哪一种，例如 --engine whisper/large-v3。",
        "A baseline holds one listener (found: {found}). Name it with --engine, as --engine whisper/large-v3.",
    ),
    "compare-nothing": (
        "访谈 {key} 没有可以对照的两份文字。请先运行 koushu transcribe 或 koushu edit，或用 --draft 和 --with 写明是哪两份。",
        "Interview {key} has no two readings to compare. Transcribe it or lay out its text first, or name two readings.",
    ),
    "compare-which": (
        "“{name}”有几种听写稿（{found}），不知道是哪一种。请写出其中一种的全名，或写听写稿的文件名。",
        "{name} stands for several listeners ({found}). Name one of them in full, or a draft by its file name.",
    ),
    "risk-number": ("数字或日期听得不一样。", "A number or a date is heard differently."),
    "risk-name": ("这里像是名录或人物中的名字。", "This is a name of the registers, or sounds like one."),
    "risk-negation": ("一份有否定词，另一份没有。", "One of them has a negation, the other does not."),
    "risk-passage": ("只有一份有这一段，可能是凭空编造，也可能是漏听。", "Only one has this passage: invented, or passed over."),
    "risk-flagged": ("听写稿在这里有疑点标记。", "The draft is flagged here."),
    "risk-unsure": ("机器对这里最没有把握。", "The engine was least sure here."),
    "risk-words": ("用词不一样。", "Other words are heard."),
    "risk-particle": ("只差语气词或虚词。", "Only particles or fillers differ."),
}
