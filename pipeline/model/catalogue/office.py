"""Sentences about rosters and other documents of the office."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "column-none": (
        "档案里没有 column.yml。请先写上专栏的规则，例如 weekday: 五 和 begins: 2026-01-01。",
        "There is no column.yml. Write the column's rule first, such as `weekday: 五` and `begins: 2026-01-01`.",
    ),
    "column-line": (
        "这一行读不懂，专栏不再排期、刊出。请从 git 或副本取回 column.ndjson。",
        "This line cannot be read, so the column neither plans nor appears. Bring column.ndjson back from git or a copy.",
    ),
    "column-broken": (
        "column.ndjson 第 {lines} 行读不懂，不知道哪一天刊出什么。请从 git 或副本取回这个文件。",
        "column.ndjson cannot be read in line {lines}, so nobody knows what runs when. Bring the file back from git or a copy.",
    ),
    "column-day": (
        "{date} 不是专栏刊出的日子（每周{weekday}，停刊日除外，今后六十期之内）。请换一天。",
        "{date} is no day of the column (weekday {weekday}, days of rest apart, sixty issues ahead). Choose another.",
    ),
    "column-closed": (
        "“{interview}”今天不能刊出。请用 koushu status 查看原因，或换一篇。",
        "“{interview}” may not be shown today. Look at koushu status for why, or choose another.",
    ),
    "column-passage": (
        "“{interview}”的片段起止颠倒了。请让 --from 早于 --to。",
        "The passage of “{interview}” ends before it begins. Let --from be earlier than --to.",
    ),
    "column-gap": (
        "{date} 那一期确认的访谈今天不能刊出，候补也没有可用的，这一天暂缺。"
        "请运行 koushu column plan 看谁可以刊出，再用 koushu column confirm {date} --interview 补上。",
        "What was confirmed for {date} may not be shown today, and no spare may, so the day is empty. "
        "See koushu column plan, then fill it with koushu column confirm {date} --interview.",
    ),
    "column-past": (
        "{date} 那一期的片段里没有一句话：起点可能在访谈结束以后。这一期没有做，其余照常。"
        "请用 koushu column confirm {date} 写对 --from 和 --to。",
        "The passage of {date} holds no sentence; it may begin after the end. That issue is left out, the others are made. "
        "Correct --from and --to with koushu column confirm {date}.",
    ),
    "column-empty": (
        "{date} 是专栏的日子，但没有确认刊出什么，这一期空着。请运行 koushu column confirm {date}；停刊请加 --skip。",
        "{date} is a day of the column and nothing is confirmed for it. Run koushu column confirm {date}, or add --skip.",
    ),
    "column-title-long": (
        "{date} 那一期的题目有 {count} 字，公众号最多 {most} 字。请用 koushu column confirm {date} --title 另写一个短的。",
        "The title of {date} has {count} characters, and official accounts take {most}. Give a shorter one with "
        "koushu column confirm {date} --title.",
    ),
    "column-article-long": (
        "{date} 那一期的文章连同格式有 {count} 个字符，公众号要求少于 {most} 个。请用 --from、--to 选短一些的片段。",
        "The article of {date} has {count} characters with its marks, and official accounts take fewer than {most}. "
        "Choose a shorter passage with --from and --to.",
    ),
    "column-picture-large": (
        "{date} 那一期的图片 {name} 超过 {most} MB，公众号不收。请换一张小一些的。",
        "The picture {name} of {date} is larger than {most} MB, which official accounts refuse. Choose a smaller one.",
    ),
    "column-glyph": (
        "{date} 那一期的“{characters}”在字体里没有，长图和视频没有做，其余照常。请核对这个字，或安装 fonts-lxgw-wenkai。",
        "No font has “{characters}”, which stand in {date}, so its tall picture and film are not made. "
        "Check the characters, or install fonts-lxgw-wenkai.",
    ),
    "column-fonts": (
        "没有思源宋体或霞鹜文楷，{date} 那一期的长图和视频没有做，其余照常。"
        "请安装：apt-get install fonts-noto-cjk fonts-lxgw-wenkai。",
        "The fonts are missing, so the tall picture and film of {date} are not made. "
        "Install them: apt-get install fonts-noto-cjk fonts-lxgw-wenkai.",
    ),
    "spare-unknown": (
        "column.yml 的候补（spares）里写了“{interview}”，档案里没有这篇访谈。请改正编号，或删去。",
        "column.yml names “{interview}” among its spares, and there is no such interview. Correct the key, or delete it.",
    ),
    "pin-closed": (
        "{date} 指定的“{interview}”今天不能刊出，这一天另行提议。请用 koushu status 查看原因，或改 column.yml。",
        "“{interview}”, pinned to {date}, may not be shown today, so another is proposed. See koushu status, or column.yml.",
    ),
    "pin-day": (
        "{date} 不是专栏刊出的日子（每周{weekday}），指定没有用上。请改 column.yml 里的日期。",
        "{date} is no day of the column (weekday {weekday}), so its pin is not kept. Correct the date in column.yml.",
    ),
    "visits-row": (
        "{file} 第 {row} 行不是一个日期和一个人数。请写作 2025-08-01 和 320，各占一格。",
        "{file}: row {row} is not a day and a number. Write 2025-08-01 and 320, each in a cell of its own.",
    ),
    "visits-none": (
        "{file} 里没有参观记录。请每行写一个日期、一个人数。",
        "{file} holds no visits. Write a day and a number in each row.",
    ),
    "roster-name": (
        "“{file}”不是 .xlsx 文件名。请让文件名以 .xlsx 结尾。",
        "“{file}” is no name of an .xlsx workbook. Let it end in .xlsx.",
    ),
    "workbook-none": (
        "{file} 不是可以读取的 .xlsx 表格。请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”，不设密码。",
        "{file} is not an .xlsx workbook. Open it in a spreadsheet program and save it as .xlsx, without a password.",
    ),
    "workbook-macros": (
        "{file} 带有宏，没有读取。请另存为不带宏的 .xlsx 表格。",
        "{file} contains macros and was not read. Save it as an .xlsx workbook without macros.",
    ),
    "workbook-large": (
        "{file} 太大了。请只留下要导入的表，另存为新的 .xlsx。",
        "{file} is too large. Keep only the sheets to be imported and save them as a new .xlsx.",
    ),
    "workbook-spoilt": (
        "{file} 的内容读不通，可能没有保存完整。请重新打开、另存一份再试。",
        "{file} cannot be made out; it may not have been saved whole. Open it, save it anew and try again.",
    ),
    "roster-sheet": (
        "不认识“{title}”这张表。表名应是 {known} 之一；与档案无关的表请删去。",
        "There is no sheet “{title}” in a roster. Name it one of {known}, or delete it.",
    ),
    "roster-head": (
        "{cell} 的表头“{said}”不认识。可以用的有：{known}。",
        "{cell}: there is no column “{said}”. The columns are {known}.",
    ),
    "roster-head-twice": (
        "{cell} 所在的表有两列都叫“{said}”。请删去一列。",
        "{cell}: two columns are called “{said}”. Delete one of them.",
    ),
    "roster-head-none": (
        "{cell} 所在的一行不是表头。请把表头写在第一行：{known}。",
        "{cell}: this row is no head. Write the heads into the first row: {known}.",
    ),
    "roster-long": (
        "{cell} 所在的表超过两万行。请分成几个文件导入。",
        "{cell}: the sheet has more than 20,000 rows. Import it in several files.",
    ),
    "roster-formula": (
        "{cell} 是公式，程序不计算公式。请填写“{title}”的结果本身。",
        "{cell} is a formula, and formulas are not reckoned. Write the value of “{title}” itself.",
    ),
    "roster-key": (
        "{cell} 的编号“{said}”不能用。请用小写字母、数字和连字符，例如 zhang-san；也可以空着，由程序取。",
        "{cell}: “{said}” is no key. Use lower-case letters, digits and hyphens, or leave it empty.",
    ),
    "roster-twice": (
        "{cell} 的编号“{said}”与第 {other} 行相同。每条记录请只写一行。",
        "{cell}: “{said}” stands in row {other} already. Give each record one row.",
    ),
    "roster-choice": (
        "{cell} 的“{title}”不能写“{said}”。请从中选一个：{choices}。",
        "{cell}: “{title}” cannot be “{said}”. Choose one of {choices}.",
    ),
    "roster-date": (
        "{cell} 的“{said}”不是日期。请写作 1953-07-27、1953-07 或 1953；不确定的写作：一九五〇年冬（1950-11-08至1951-02-03）。",
        "{cell}: “{said}” is no date. Write 1953-07-27, 1953-07 or 1953.",
    ),
    "roster-number": (
        "{cell} 的“{said}”不是数字。请只写数字，例如 320。",
        "{cell}: “{said}” is no number. Write digits alone, such as 320.",
    ),
    "roster-unknown": (
        "{cell} 里的“{said}”在{where}表中没有。请先在{where}表里添上，或改正名称。",
        "{cell}: “{said}” is in no row of the sheet {where}. Add it there first, or correct it.",
    ),
    "roster-namesakes": (
        "{cell} 里的“{said}”不止一个，请改写编号：{keys}。",
        "{cell}: more than one is called “{said}”. Write a key instead: {keys}.",
    ),
    "roster-one": (
        "{cell} 的“{title}”只能写一个，现在是“{said}”。",
        "{cell}: “{title}” takes one, and “{said}” are several. Keep one.",
    ),
    "roster-missing": (
        "{cell} 所在的一行缺少“{wanted}”。请补上。",
        "{cell}: this row has no “{wanted}”. Fill it in.",
    ),
    "roster-value": (
        "{cell} 的“{wanted}”不能这样写（{why}）。请改正。",
        "{cell}: “{wanted}” cannot be written so ({why}). Correct it.",
    ),
}
