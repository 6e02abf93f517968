"""Sentences about rosters and other documents of the office."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
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
