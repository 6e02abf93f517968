"""Sentences about films."""

from __future__ import annotations

NOTICES = frozenset(
    {
        "film-without-picture",
        "film-without-portrait",
        "film-picture-damaged",
        "film-not-on-web",
        "film-empty",
        "film-interview-closed",
    }
)

SENTENCES: dict[str, tuple[str, str]] = {
    "passage-way": (
        "选用的一段要么写时刻（from 和 to），要么写原话（first，必要时加 last），只写一种。",
        "Name a passage either by time (from and to) or by words (first, and last where need be), one way of the two.",
    ),
    "film-interview-closed": (
        "访谈 {interview} 列在这部影片里，今天还不能放映，影片里没有它。koushu status {interview} 写明原因。",
        "The interview {interview} is planned for this film and may not be shown today, so it is not in it. "
        "koushu status {interview} says why.",
    ),
    "film-words-nowhere": (
        "{file} 选用了 {interview} 里的“{words}”，可是放行的文字里没有这一句。请照放行的文字改写，或改用时刻。",
        "{file} asks for “{words}” of {interview}, which is not among the released words. Write them as released, or use times.",
    ),
    "film-words-untimed": (
        "{file} 选用了 {interview} 里的“{words}”，可是还不知道每句话在录音的什么时间。请先运行 koushu transcribe，或改用时刻。",
        "{file} asks for “{words}” of {interview}, of which no sentence has a time yet. Run koushu transcribe, or use times.",
    ),
    "film-past-end": (
        "{file} 选用的一段到 {to} 为止，而 {interview} 的录音只到 {length}；影片只收到录音结束。请改正 to。",
        "{file} asks for a passage up to {to}, but {interview} ends at {length}; the film goes up to the end. Mend `to`.",
    ),
    "film-without-picture": (
        "{interview}的录像里没有画面，影片里用肖像和声音波形代替。有画面的录像请重新接收。",
        "The recording of {interview} holds no picture; the film shows portrait and waveform. Add one that has, if there is one.",
    ),
    "film-without-portrait": (
        "影片里{interview}没有可以用的肖像，画面上只有姓名和声音波形。有肖像的，请放进人物文件夹并征得同意。",
        "There is no portrait to use for {interview}; the film shows the name and the waveform. Add one, with leave to show it.",
    ),
    "film-picture-damaged": (
        "{interview}的录像有 {count} 处画面坏了，坏处停在前一幅画面上，其余照常。有完好的一份，请重新接收。",
        "The picture of {interview} is damaged in {count} places, where the frame before stands still. Add a sound copy if any.",
    ),
    "film-not-on-web": (
        "网络版《{film}》略去了不同意在网上公开录像（web_video）的访谈：{interviews}。征得同意并写进授权书以后再做。",
        "The web edition of “{film}” leaves out those without leave for web_video: {interviews}. Ask them, then make it anew.",
    ),
    "film-empty": (
        "《{film}》没有一段放行的内容，没有制作。请为其中的访谈签核 film 用途：koushu review 访谈 --purpose film。",
        "Nothing of “{film}” is released, so it was not made. Sign its interviews for the purpose film with koushu review.",
    ),
    "film-glyph-missing": (
        "影片《{film}》里有字体里没有的字：{characters}。请在原文中改用通行的字，或用文字说明字形，再次审签后制作。",
        "The film “{film}” holds characters that its font lacks: {characters}. Write others or describe them, then review.",
    ),
    "film-font-missing": (
        "制作影片所需的字体没有安装。请运行 sudo apt-get install fonts-noto-cjk，然后再次制作。",
        "The fonts that films need are not installed. Run sudo apt-get install fonts-noto-cjk, then make the films again.",
    ),
    "film-room": (
        "影片《{film}》（{editions}）时长 {length}，制作期间最多占用 {need} 磁盘空间；{folder} 还有 {free}。",
        "The film “{film}” ({editions}) lasts {length}; making it takes {need} of disk at most; {folder} has {free}.",
    ),
    "film-disk-short": (
        "制作影片《{film}》要用 {need} 磁盘空间，{folder} 只剩 {free}，没有开始。请腾出空间后再次运行。",
        "The film “{film}” needs {need} of disk; {folder} has {free}, so it was not begun. Free some space, then run again.",
    ),
    "film-not-made": (
        "{file} 没有做成，其余照做。处理程序说：{reason}。请检查原始录像能否播放；能播放的，把这句话交给维护程序的人。",
        "{file} could not be made; the rest was. It was said: {reason}. See if the original plays, then tell a maintainer.",
    ),
    "films-removed": (
        "这些影片里有已经撤回或改动的内容，新的又没有做成，所以已经删去：{names}。"
        "请先排除下面的故障，再运行 koushu publish films：{why}",
        "These films held what was withdrawn or changed, and new ones could not be made, so they were removed: {names}. "
        "Mend this, then run koushu publish films: {why}",
    ),
    "film-removed": (
        "旧影片里有已经撤回或改动的内容，新的又没有做成，所以已经删去：{names}。请先排除故障，再运行 koushu publish films。",
        "These films held what was withdrawn or changed and new ones could not be made, so they were removed: {names}. "
        "Mend what is wrong, then run koushu publish films.",
    ),
}
