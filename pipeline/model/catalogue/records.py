"""Sentences about single files: their encoding, their YAML, and what the schema wants of them."""

from __future__ import annotations

_ENCODING: dict[str, tuple[str, str]] = {
    "empty-file": (
        "文件是空的。请补上内容；若用不着，请删除这个文件。",
        "The file is empty. Fill it in, or delete it if it is not needed.",
    ),
    "file-too-large": (
        "文件有 {size} 字节，超过了 {limit} 字节的上限，没有读取。请确认是不是放错了文件。",
        "The file has {size} bytes, more than the limit of {limit}, and was not read. Make sure that it is the right file.",
    ),
    "encoding-bom": (
        "文件开头带有字节顺序标记（BOM）。请另存为“UTF-8”（不是“带 BOM 的 UTF-8”）。",
        "The file begins with a byte order mark. Save it as UTF-8 without BOM.",
    ),
    "encoding-utf16": (
        "文件是 UTF-16 编码（记事本里叫“Unicode”）。请另存为 UTF-8。",
        "The file is in UTF-16 (“Unicode” in Notepad). Save it as UTF-8.",
    ),
    "encoding-gbk": (
        "文件是 GBK（GB18030）编码，从这里的字节 {byte} 起不是 UTF-8。请用编辑器打开，另存为 UTF-8。",
        "The file is in GBK (GB18030): from byte {byte} here it is not UTF-8. Open it in an editor and save it as UTF-8.",
    ),
    "encoding-not-utf8": (
        "这里的字节 {byte} 不是 UTF-8，也认不出是哪种编码。文件可能已损坏，请用备份恢复，或另存为 UTF-8。",
        "Byte {byte} here is not UTF-8, nor any encoding we know. The file may be damaged: restore it, or save it as UTF-8.",
    ),
    "line-ends-crlf": (
        "文件用的是 Windows 换行（CRLF）。请在编辑器里把换行符改为 LF 后保存。",
        "The file has Windows line ends (CRLF). Set the line ends to LF in your editor and save it.",
    ),
    "not-nfc": (
        "这里的“{found}”由几个字符拼成，应写作一个字符“{write}”（Unicode NFC）。请重新输入这个字。",
        "“{found}” is put together from several characters; write the single character “{write}” (Unicode NFC).",
    ),
    "control-character": (
        "这里有一个看不见的控制字符（{number}），文件没有读取。请删除它。",
        "There is a control character ({number}) here, and the file was not read. Delete it.",
    ),
    "invisible-character": (
        "这里有一个看不见的字符（{number}），多半是从网页或聊天软件里复制来的。请删除它。",
        "There is an invisible character ({number}) here, probably copied from a web page or a chat. Delete it.",
    ),
}

_YAML: dict[str, tuple[str, str]] = {
    "yaml-tab": (
        "这里用了制表符（Tab）。请改用空格缩进。",
        "There is a tab here. Use spaces.",
    ),
    "yaml-syntax": (
        "从这里起不合 YAML 的写法（{why}）。请检查冒号后面有没有空格、缩进是否对齐、引号和括号是否成对。",
        "From here on this is no YAML ({why}). Check the space after the colon, the indentation, quotes and brackets.",
    ),
    "yaml-wide-colon": (
        "“{key}”后面是全角冒号。字段名后面要用半角冒号加一个空格，写作“{key}: 内容”。",
        "A full-width colon follows “{key}”. Write `{key}: ` with an ASCII colon and a space.",
    ),
    "yaml-tag": (
        "这里有 YAML 标签“{tag}”，本程序不用标签。请删去以感叹号开头的部分；若是文字，请加上引号。",
        "There is a YAML tag “{tag}” here. Take out what begins with the exclamation mark, or quote it if it is text.",
    ),
    "yaml-too-deep": (
        "这里嵌套超过了 {limit} 层。请检查括号或缩进。",
        "More than {limit} levels are nested here. Check the brackets or the indentation.",
    ),
    "yaml-too-many": (
        "文件展开后超过 {limit} 项。请检查其中的锚点（&）和引用（*），直接写出内容。",
        "The file expands to more than {limit} entries. Check its anchors (&) and aliases (*); write the contents out.",
    ),
    "yaml-alias": (
        "引用“*{name}”指不到前面的内容。请直接写出内容；若是文字，请加上引号。",
        "The alias “*{name}” refers to nothing before it. Write the contents out, or quote it if it is text.",
    ),
    "yaml-many-documents": (
        "一个文件里只能有一份内容。请删去这一行的“---”，或把下面的内容移到另一个文件。",
        "A file holds one document. Take out the `---` on this line, or move what follows to another file.",
    ),
    "yaml-key-not-text": (
        "字段名必须是文字。请检查这里的括号和问号。",
        "The name of a field must be text. Check the brackets and question marks here.",
    ),
    "key-twice": (
        "“{key}”在第 {first} 行已经写过了。请把两处合为一处。",
        "“{key}” stands in line {first} already. Make the two into one.",
    ),
}

_RECORDS: dict[str, tuple[str, str]] = {
    "key-missing": (
        "这里缺少“{key}”。请补写一行“{key}: 内容”。",
        "“{key}” is missing here. Add a line `{key}: …`.",
    ),
    "key-empty": (
        "“{key}”后面没有内容。请填上；若暂时没有，请删去这一行。",
        "Nothing stands after “{key}”. Fill it in, or take the line out.",
    ),
    "key-misspelt": (
        "没有“{key}”这个字段，是不是“{near}”？请改正。",
        "There is no field “{key}”. Did you mean “{near}”?",
    ),
    "key-unknown": (
        "没有“{key}”这个字段。这里可以写的有：{known}。",
        "There is no field “{key}”. What may stand here: {known}.",
    ),
    "list-expected": (
        "这里应当是一个列表。请写作“[甲, 乙]”，或每项一行、以“- ”开头。",
        "A list belongs here. Write `[one, other]`, or one entry a line beginning with `- `.",
    ),
    "mapping-expected": (
        "这里应当是若干“字段: 内容”。请每个字段写一行，冒号后面留一个空格。",
        "Fields belong here. Write one `field: content` a line, with a space after the colon.",
    ),
    "text-expected": (
        "“{key}”后面应当是文字。请去掉多余的括号或缩进；文字里有冒号或井号的，请加上引号。",
        "Text belongs after “{key}”. Take out the brackets or indentation; quote text that holds a colon or a number sign.",
    ),
    "yes-or-no": (
        "“{value}”应当写作 yes 或 no。",
        "Write yes or no instead of “{value}”.",
    ),
    "bad-key": (
        "“{value}”不能作名称：只能用小写字母、数字和连字符，以字母或数字开头，不超过 80 个字符。",
        "“{value}” is no key: use lower-case letters, digits and hyphens, at most 80, and begin with a letter or digit.",
    ),
    "bad-clock": (
        "“{value}”不是时间。请写作“时:分:秒”，例如 00:31:05 或 00:31:05.200。",
        "“{value}” is no time. Write hh:mm:ss, such as 00:31:05 or 00:31:05.200.",
    ),
    "bad-day": (
        "“{value}”不是日期。请写作“年-月-日”，例如 2023-04-12。",
        "“{value}” is no date. Write year-month-day, such as 2023-04-12.",
    ),
    "bad-date": (
        "“{value}”不是日期。请写作 1953、1953-07 或 1953-07-27；说法不确定的，写明 said、earliest、latest 三样。",
        "“{value}” is no date. Write 1953, 1953-07 or 1953-07-27; where it is not certain, state said, earliest and latest.",
    ),
    "date-order": (
        "最早日期（earliest）晚于最晚日期（latest）。请对调或改正。",
        "`earliest` is after `latest`. Swap or correct them.",
    ),
    "span-order": (
        "开始时间（from）不早于结束时间（to）。请对调或改正。",
        "`from` is not before `to`. Swap or correct them.",
    ),
    "withhold-way": (
        "一条不公开的内容只能用一种写法：按时间（from 和 to 都写），按原文（quote），按字段（field），"
        "或按图片上的一块（picture 和 region 都写）。请留下一种。",
        "Something is withheld in one way: by time (`from` and `to`), by words (`quote`), by field (`field`) or by a part of"
        " a picture (`picture` and `region`). Keep one.",
    ),
    "region-four": (
        "图片上的一块要写四个数：[左, 上, 宽, 高]，以像素计，例如 [120, 80, 300, 40]。",
        "A part of a picture is four numbers, [left, top, width, height] in pixels, such as [120, 80, 300, 40].",
    ),
    "value-not-allowed": (
        "“{key}”不能写“{value}”。可以写的有：{allowed}。",
        "“{value}” may not stand after “{key}”. What may: {allowed}.",
    ),
    "value-wrong": (
        "“{key}”的内容不对（{why}）。请对照说明改正。",
        "What stands after “{key}” is wrong ({why}). Correct it.",
    ),
    "staff-alike": (
        "“{name}”与“{other}”只是写法不同，当作同一个人，只取“{other}”。确是两个人的，请加字区别，例如：张伟（二校）。",
        "“{name}” is only another way to write “{other}”, which counts. If they are two people, tell them apart by a word.",
    ),
    "entry-twice": (
        "“{name}”写了不止一条，只取第一条。请合为一条，或换一个名称。",
        "“{name}” stands here more than once; the first counts. Make them one, or rename one.",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {**_ENCODING, **_YAML, **_RECORDS}
