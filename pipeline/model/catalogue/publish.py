"""Sentences about outlets."""

from __future__ import annotations

LEFT_OUT = frozenset(
    {
        "volume-interview-closed",
        "volume-edited-closed",
        "volume-edited-missing",
        "front-matter-cut",
        "voice-without-code",
        "wall-item-closed",
        "wall-person-closed",
        "wall-renewed",
        "wall-nobody",
        "wall-empty",
        "ebook-words-differ",
        "ebook-voice-too-long",
        "site-glyph-missing",
    }
)  # planned for an outlet, and not in it: whoever planned it should know

SENTENCES: dict[str, tuple[str, str]] = {
    "site-theme-missing": (
        "{folder} 中没有 mkdocs.yml 和网站主题（site/theme）。请在项目文件夹里运行，或重新安装 koushu。",
        "{folder} holds no mkdocs.yml and site theme (site/theme). Run from the project folder, or install koushu again.",
    ),
    "site-glyph-missing": (
        "网站自带的字体里没有这些字：{characters}。读者的电脑里也没有时，看到的是空框。"
        "请核对是不是原字；确是原字的，请在简介里用常用字说明怎样写、怎样读。",
        "The website's own font lacks these characters: {characters}. Readers whose devices lack them too see empty boxes. "
        "Check that they are meant; where they are, tell in the biography in current characters how they are written and read.",
    ),
    "site-generator-failed": (
        "网页生成器没有完成：{words}。请先改正上面提到的文件，再运行 koushu publish site。",
        "The page generator did not finish: {words}. Mend the file named above and publish again.",
    ),
    "site-generator-slow": (
        "网页生成器运行超过 {minutes} 分钟，已停止。请检查磁盘是否过慢或已满，再试一次。",
        "The page generator took more than {minutes} minutes and was stopped. Check the disk.",
    ),
    "site-not-written": (
        "网站写不进 {folder}：{reason}。请腾出磁盘空间或检查文件夹权限，再试一次。",
        "The site could not be written to {folder}: {reason}. Free space or check permissions.",
    ),
    "public-file-missing": (
        "公开文件 {file} 不在 {folder} 中。请重新运行 koushu publish，让它从原件再制作一次。",
        "The public file {file} is not in {folder}. Run koushu publish again, so that it is made anew from the original.",
    ),
    "site-port-taken": (
        "端口 {port} 已被占用。请换一个端口，例如 --port {other}。",
        "Port {port} is in use. Choose another, for example --port {other}.",
    ),
    "site-not-built": (
        "{folder} 中还没有网站。请先运行 koushu publish site。",
        "There is no site in {folder} yet. Run koushu publish site first.",
    ),
    "site-renewing": (
        "旧网站里有已经撤回或改动的内容，新网站又没有做成，所以旧网站已经撤下，换成“正在更新”的说明页。"
        "请先排除下面的故障，再运行 koushu publish site：{why}",
        "The old site held what was withdrawn or changed, and the new one could not be made, so a page that says it is being "
        "renewed stands in its place. Mend this, then run koushu publish site: {why}",
    ),
    "volumes-removed": (
        "这些图书文件里有已经撤回或改动的内容，新的又没有做成，所以已经删去：{names}。"
        "请先排除下面的故障，再运行 koushu publish volumes：{why}",
        "These volumes held what was withdrawn or changed, and new ones could not be made, so they were removed: {names}. "
        "Mend this, then run koushu publish volumes: {why}",
    ),
    "ebooks-removed": (
        "这些电子书里有已经撤回或改动的内容，新的又没有做成，所以已经删去：{names}。"
        "请先排除下面的故障，再运行 koushu publish ebooks：{why}",
        "These ebooks held what was withdrawn or changed, and new ones could not be made, so they were removed: {names}. "
        "Mend this, then run koushu publish ebooks: {why}",
    ),
    "labels-removed": (
        "展签和展板里有已经撤回或改动的内容，新的又没有做成，所以已经删去。"
        "请先排除下面的故障，再运行 koushu publish labels：{why}",
        "The labels and panels held what was withdrawn or changed, and new ones could not be made, so they were removed. "
        "Mend this, then run koushu publish labels: {why}",
    ),
    "wall-removed": (
        "荣誉墙“{wall}”的旧文件夹里有已经撤回或改动的内容，新的又没有做成，所以已经删去。"
        "请先排除另外说明的故障，再运行 koushu publish walls。",
        "The old folder of the wall “{wall}” held what was withdrawn or changed, and a new one could not be made, so it was "
        "removed. Mend what is told beside this, then run koushu publish walls.",
    ),
    "walls-removed": (
        "这些荣誉墙的文件夹里有已经撤回或改动的内容，新的又没有做成，所以已经删去：{walls}。请撤下展厅里的那一份和旧展板、旧展签，"
        "并告诉印刷厂；排除下面的故障后，再运行 koushu publish walls：{why}",
        "The folders of these walls held what was withdrawn or changed, and new ones could not be made, so they were removed: "
        "{walls}. Take down the copy in the hall, old panels and labels, and tell the printer; mend this, then run "
        "koushu publish walls: {why}",
    ),
    "wall-renewed": (
        "荣誉墙“{wall}”的旧文件夹里有已经撤回或改动的内容，已换成新的。"
        "请用新文件夹换下展厅电脑里的那一份，撤下旧展板和旧展签，并告诉印刷厂不要再用旧文件。",
        "The old folder of the wall “{wall}” held what was withdrawn or changed, and has been made anew. "
        "Replace the copy in the hall, take down old panels and labels, and tell the printer.",
    ),
    "wall-person-closed": (
        "{name}列在“{wall}”上，今天不能上墙：{why}",
        "{name} is listed on “{wall}” and may not be shown there today: {why}",
    ),
    "wall-nobody": (
        "荣誉墙“{wall}”没有写明谁上墙。请填写 people，或者用 everyone、honours、service 选人；只放实物的，请确认所有者也在墙上。",
        "The wall “{wall}” says of nobody that they hang there. Fill people, or choose by everyone, honours or service; "
        "objects need their owners on the same wall.",
    ),
    "wall-empty": (
        "荣誉墙“{wall}”今天没有可以上墙的人和实物，没有它的文件夹。请运行 koushu check 看各人缺什么。",
        "Nobody and nothing may hang on the wall “{wall}” today, and it has no folder. See koushu check for what is missing.",
    ),
    "column-removed": (
        "专栏的文章、长图和片段里有已经撤回或改动的内容，新的又没有做成，所以已经删去。"
        "请先排除下面的故障，再运行 koushu column make：{why}",
        "The column's articles, pictures and clips held what was withdrawn or changed, and new ones could not be made, so they "
        "were removed. Mend this, then run koushu column make: {why}",
    ),
    "outlet-behind": (
        "{folder} 还是以前做的，里面可能有后来撤回或改动的内容。请运行 koushu publish，不写出口名，全部重做。",
        "{folder} is as it was made before and may hold what was withdrawn or changed since. Run koushu publish for all outlets.",
    ),
    "outlets-failed": (
        "有 {count} 个出口没有做成，请逐一排除：\n{why}",
        "{count} outlets could not be made; mend each of these:\n{why}",
    ),
    "volume-interview-closed": (
        "访谈 {interview} 列在这一册里，今天还不能印，书里没有它。koushu status {interview} 写明原因。",
        "The interview {interview} is planned for this volume and may not be printed today, so it is not in it. "
        "koushu status {interview} says why.",
    ),
    "volume-edited-closed": (
        "访谈 {interview} 在这一册里用编辑整理稿，而编辑整理稿今天还不能印；书里没有它，也不拿文字稿顶替。请运行 "
        "koushu review {interview} --purpose {purpose} --telling edited 审阅、签核；koushu status {interview} 写明原因。",
        "This volume tells the interview {interview} by its edited text, which may not be printed today, so it is not in it; its "
        "text does not stand in for it. Read and sign it: koushu review {interview} --purpose {purpose} --telling edited.",
    ),
    "volume-edited-missing": (
        "访谈 {interview} 在这一册里用编辑整理稿，但它没有 edited.md，书里用的是文字稿。请放入 edited.md，或把这一册的 told_as "
        "（prefer）改为 text。",
        "This volume tells the interview {interview} by its edited text, but there is no edited.md, so its text is used. Add "
        "edited.md, or write text in told_as (or prefer).",
    ),
    "front-matter-cut": (
        "这一册自己的话（{fields}）里，有的写到已经撤回的人、略去的内容或者不能写明的单位，也可能是有的记录读不出来，"
        "没法判断；这些话没有印。请改写这几项，并运行 koushu check，把读不出来的记录改好。",
        "What this volume says itself ({fields}) names somebody who withdrew, withheld words or a closed unit, or a record "
        "cannot be read and nobody can tell; those words are left out. Write the fields anew, and mend what koushu check names.",
    ),
    "voice-without-code": (
        "{interview} 的 {at} 处本来要印二维码，但这一刻在网站上听不到，或者这篇访谈不在这一册里，所以没有印。"
        "请在 voices 里换一个听得到的时间；koushu status {interview} 写明录音能否公开。",
        "A code was planned at {at} of {interview}, but that moment cannot be heard on the website, or the interview is not in "
        "the volume, so none is printed. Name another moment in voices; koushu status {interview} says whether the sound is out.",
    ),
    "wall-item-closed": (
        "展品 {item} 列在“{wall}”上，今天没有它的说明牌：所有者要列在同一面墙上并且已经公开，"
        "展品的授权也要允许上墙（wall）。请核对 walls.yml 和 items/{item}/item.yml。",
        "The object {item} is listed on “{wall}” and has no label today: its owner must be on the same wall and public there, "
        "and its form must allow wall. Look at walls.yml and items/{item}/item.yml.",
    ),
    "ebook-words-differ": (
        "访谈 {interview} 在网站和纸书上批准的文字不同，电子书两样都不能用，所以没有收。"
        "请用同样的内容再次审签 web_text 和 print，例如 koushu review {interview} --purpose print。",
        "The words of {interview} that were approved for the website and for paper differ, so ebooks have neither. "
        "Sign web_text and print anew for the same words, for example koushu review {interview} --purpose print.",
    ),
    "ebook-voice-too-long": (
        "“{book}”的录音共 {hours} 小时，超过 {most} 小时，只做了没有声音的电子书。请把这一册分成几册。",
        "The sound of “{book}” is {hours} hours, more than {most}, so only the ebook without sound was made. Divide the volume.",
    ),
}
