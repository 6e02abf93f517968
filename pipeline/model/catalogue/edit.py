"""Sentences about texts and their times."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "text-heading-level": (
        "标题级别不对：「{text}」。章节标题写作“## 标题 [00:03:10]”；若本来就是正文，请在行首加一个反斜杠 \\。",
        "“{text}” has the wrong level. Write `## title [00:03:10]`; if these are words, begin the line with a backslash.",
    ),
    "text-title-missing": (
        "章节没有标题。请在 ## 后面写上标题。",
        "This chapter has no title. Write one after ##.",
    ),
    "text-time": (
        "“{time}”不是时间。请写作 [时:分:秒]，例如 [00:03:10]；若本来就是正文，请在方括号前加一个反斜杠 \\。",
        "“{time}” is no time. Write [hh:mm:ss], such as [00:03:10]; if these are words, put a backslash before the bracket.",
    ),
    "text-speaker": (
        "这一行像是一段话的开头，但说话人没有写完整：「{text}」。请写作“**姓名** [00:03:10] 所说的话”。",
        "“{text}” looks like the start of a turn without a whole speaker. Write `**name** [00:03:10] words`.",
    ),
    "text-speaker-colon": (
        "说话人“{name}”后面不用冒号。请改为空格，写作“**{name}** [00:03:10] 所说的话”；若本来就是正文，请在行首加一个反斜杠 \\。",
        "No colon after the speaker {name}. Put a space instead; if these are words, begin the line with a backslash.",
    ),
    "text-item": (
        "这一行的实物写法不对：「{text}」。请单独成行，写作“![](item:实物的文件夹名)”，不加说明文字；作家整理稿中不放实物。",
        "“{text}” is no item line. Write `![](item:KEY)` on a line of its own without a caption; a story shows no items.",
    ),
    "text-note": (
        "这一行的脚注写法不对：「{text}」。请写作“[^1]: 注文”，方括号内不留空格，不超过四十个字。",
        "“{text}” is no footnote. Write `[^1]: words`, without spaces in the mark and at most 40 characters long.",
    ),
    "text-note-undefined": (
        "正文用了脚注 [^{mark}]，但没有它的注文。请在文末补一行“[^{mark}]: 注文”，或删去这个脚注号。",
        "Footnote [^{mark}] is used but not defined. Add a line `[^{mark}]: words`, or take the mark out.",
    ),
    "text-note-unused": (
        "有脚注 [^{mark}] 的注文，但正文没有用到它。请在正文相应处写上 [^{mark}]，或删去这条注文。",
        "Footnote [^{mark}] is defined but not used. Put [^{mark}] where it belongs, or take the definition out.",
    ),
    "text-note-twice": (
        "脚注 [^{mark}] 写了两条注文。请给其中一条换一个号。",
        "Footnote [^{mark}] is defined twice. Give one of them another mark.",
    ),
    "text-note-empty": (
        "脚注 [^{mark}] 没有注文。请在冒号后面写上注文。",
        "Footnote [^{mark}] has no words. Write them after the colon.",
    ),
    "text-before-turn": (
        "这里有文字，却没有说话人。请在前面写上“**姓名** [00:03:10]”。",
        "These words have no speaker. Write `**name** [00:03:10]` before them.",
    ),
    "encoding-unknown": (
        "认不出这个文件的文字编码。请用记事本或 WPS 打开，另存为 UTF-8 编码的文本。",
        "The encoding of this file is not known. Open it in an editor and save it as UTF-8 text.",
    ),
    "encoding-damaged": (
        "文件里有个别字节已损坏，以“�”代替，文字请对照录音核对。",
        "A few bytes of the file are damaged and stand as “�”; check the words against the recording.",
    ),
    "subtitles-empty": (
        "字幕文件是空的。请重新导出字幕后再收入。",
        "The subtitle file is empty. Export it again and add it then.",
    ),
    "subtitles-none": (
        "这个文件里没有一条字幕。请确认它是 WebVTT（.vtt）或 SRT（.srt）文件。",
        "There is no cue in this file. Make sure that it is a WebVTT (.vtt) or SRT (.srt) file.",
    ),
    "subtitles-too-large": (
        "字幕文件超过 {limit} MB，不像是字幕。请确认文件没有选错。",
        "The subtitle file is larger than {limit} MB, which no subtitles are. Make sure that it is the right file.",
    ),
    "subtitles-too-much": (
        "字幕文件超过 {cues} 条或 {letters} 字，不像是一次访谈的字幕。请确认文件没有选错，或按录音分成几份。",
        "The transcript has more than {cues} cues or {letters} characters, too much for one recording. Is it the right file?",
    ),
    "subtitle-timing": (
        "这一行的起止时间读不懂，已略过；它下面的文字并入了上一条字幕。请对照录音核对。",
        "These times cannot be read and were passed over; the words joined the cue before. Check them by ear.",
    ),
    "subtitle-blank-missing": (
        "两条字幕之间缺少空行，已补上。",
        "The blank line between two cues was missing and has been put in.",
    ),
    "subtitle-blank-inside": (
        "一条字幕的文字中间有空行，已合为一条。",
        "There was a blank line inside a cue's words; they were joined.",
    ),
    "subtitle-words-before": (
        "第一条字幕之前的文字没有起止时间，已略过。",
        "Words before the first cue have no time and were passed over.",
    ),
    "subtitle-negative": (
        "字幕的时间小于零，已改为零。",
        "A cue's time was below zero and has been set to zero.",
    ),
    "subtitle-order": (
        "这条字幕早于它前面的一条，已按时间重新排列。",
        "This cue starts before the one above it; the cues were put in order of time.",
    ),
    "subtitle-backwards": (
        "这条字幕的结束时间不晚于开始时间，已按字数估计结束时间。请对照录音核对。",
        "This cue does not end after it starts; its end was estimated from its length. Check it against the recording.",
    ),
    "subtitle-overlap": (
        "这条字幕在上一条结束之前就开始了，两条都照原样保留。",
        "This cue starts before the one above it ends; both were kept as they are.",
    ),
    "subtitle-empty": (
        "这条字幕没有文字，已略过。",
        "This cue has no words and was passed over.",
    ),
}
