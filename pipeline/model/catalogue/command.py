"""Sentences about commands."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "new-interview-needs": (
        "还没有访谈 {key}。新建访谈时，请用 --title 写明标题，用 --narrator 写明口述者，例如 --narrator wang=王某某。",
        "There is no interview {key} yet. Give a new one its title with --title and its narrator with --narrator, as wang=NAME.",
    ),
    "file-unknown": (
        "认不出 {file} 是什么文件。可以收录录音录像、JPEG 照片，以及 WebVTT 或 SRT 字幕；请先转换格式再收录。",
        "{file} is of no kind that can be taken in: recordings, JPEG pictures, WebVTT or SRT transcripts. Convert it first.",
    ),
    "file-twice": (
        "这次带来的文件里有两份 {file} 逐字节相同，没有收录任何文件。请去掉一份；若内容应当不同，请核对是否拿错了。",
        "Two of the files brought are byte for byte {file}, so nothing was taken in. Leave one out, or find the right one.",
    ),
    "recording-ending": (
        "认不出 {file} 的扩展名，没有收录。请按它的格式改成 wav、flac、mp3、m4a、mp4、mov、mkv 等再收录。",
        "The name {file} does not end as a recording's does. Rename it by its format, as .wav, .flac, .mp3, .m4a or .mp4.",
    ),
    "not-utf8": (
        "“{word}”里有不是 UTF-8 的字节。请把终端改成 UTF-8，或先给文件改名。",
        "“{word}” holds bytes that are not UTF-8. Set the terminal to UTF-8, or rename the file first.",
    ),
    "worker-lost": (
        "听写 {file} 的进程被系统终止了，多半是内存不够。已听完的部分都保存着；请把 --jobs 调小，或换用较小的模型，再运行一次。",
        "The process that heard {file} was killed, most likely for want of memory. Use fewer --jobs or a smaller model.",
    ),
    "original-changed": (
        "原件 {file} 与收录时不一样了，没有使用它。请从备份取回收录时的文件；如果确是新的录音，请另行收录。",
        "The original {file} is not what was taken in, so it was not used. Restore it from a copy, or add the new one.",
    ),
    "recording-unknown": (
        "访谈 {key} 没有录音 {recording}。请用 --recording 写明已收录的录音，例如 recording-1。",
        "Interview {key} has no recording {recording}. Name one that it has with --recording, such as recording-1.",
    ),
    "recording-which": (
        "访谈 {key} 有不止一段录音。请用 --recording 写明这份文字属于哪一段，例如 --recording recording-1。",
        "Interview {key} has more than one recording. Say with --recording which one this transcript belongs to.",
    ),
    "no-site": (
        "{folder} 里还没有网站。请先运行 koushu publish site。",
        "There is no site in {folder} yet. Run koushu publish site first.",
    ),
}
