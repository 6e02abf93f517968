"""Sentences about printed volumes."""

from __future__ import annotations

PREFLIGHT = frozenset(
    {
        "preflight-picture-coarse",
        "preflight-picture-fair",
        "preflight-line-edge",
        "preflight-line-over",
        "preflight-heading-stranded",
        "preflight-font",
        "preflight-boxes",
        "preflight-plates",
        "preflight-ink",
        "preflight-reference",
        "preflight-index",
        "preflight-errors",
    }
)  # to be looked at before the volume is printed; proofs may be made

SENTENCES: dict[str, tuple[str, str]] = {
    "book-font-missing": (
        "排书所需的字体没有安装：{fonts}。请运行 sudo apt-get install {packages}，然后再次发布。",
        "Fonts needed to set a volume are not installed: {fonts}. Run sudo apt-get install {packages}, then publish again.",
    ),
    "book-glyph-missing": (
        "《{volume}》中有字体里没有的字：{characters}（字体 {fonts}），见{where}。"
        "请在原文中改用通行的字，或用文字说明字形，例如〔左火右弘〕，再次审签后发布。",
        "“{volume}” holds characters that its fonts lack: {characters} (font {fonts}), in {where}. Write a current character "
        "instead, or describe the form in words, then review and publish again.",
    ),
    "book-picture-missing": (
        "《{volume}》要用的图片 {file} 不在公开图片文件夹里。请再次运行 koushu publish volumes，使图片重新制作。",
        "The picture {file} of “{volume}” is not in the folder of public pictures. "
        "Run koushu publish volumes again, which makes it anew.",
    ),
    "book-picture-unreadable": (
        "《{volume}》要用的图片 {file} 无法解码。请换一张完好的原图（JPEG 或 PNG），再次发布。",
        "The picture {file} of “{volume}” cannot be decoded. Put a sound original (JPEG or PNG) in its place and publish again.",
    ),
    "book-not-set": (
        "《{volume}》未能排成，其余各册不受影响。排版程序说：{message}。请把这句话连同该册的 volumes/*.yml 交给维护程序的人。",
        "“{volume}” could not be set; the other volumes are not affected. The typesetter says: {message}. "
        "Hand this sentence and the volume's volumes/*.yml to whoever maintains the program.",
    ),
    "book-set-unsettled": (
        "{volume} 互相参见的页码定不下来，这几册没有制作。请在其中一册去掉 set_index，再次发布，并把这句话交给维护程序的人。",
        "The page numbers by which {volume} refer to each other never settle, so these volumes were not made. "
        "Take set_index out of one of them, publish again, and hand this sentence to whoever maintains the program.",
    ),
    "book-profile-missing": (
        "付印本要用四色图片（pictures: cmyk），却找不到印刷厂的 ICC 特性文件“{profile}”，或者它不是四色印刷用的。"
        "请向印刷厂要来这个文件，放进 {folder}，在 profile 里写它的文件名；只印黑色的，改用 pictures: gray。",
        "The print copy wants pictures in four colours (pictures: cmyk), and the printer's ICC profile “{profile}” is not there "
        "or is for no four-colour press. Ask the printer for it, put it into {folder} and name the file in profile; "
        "for black alone use pictures: gray.",
    ),
    "book-profile-unreadable": (
        "ICC 特性文件 {file} 无法使用。请向印刷厂要一份完好的，再次发布。",
        "The ICC profile {file} cannot be used. Ask the printer for a sound one and publish again.",
    ),
    "volume-order-taken": (
        "这一册的 order 是 {order}，同一出版途径的 {other} 也是。请改成不同的数，各册之间才好互相参见。",
        "The order of this volume is {order}, and so is that of {other} on the same route. Give them different numbers, "
        "so that volumes can refer to each other.",
    ),
    "preflight-picture-coarse": (
        "《{volume}》有 {count} 幅图片印出来会发虚（每英寸不到 200 点）：{pictures}。请换成更大的扫描件，或改小图片。",
        "“{volume}” has {count} pictures that will print blurred (below 200 dpi): {pictures}. Use larger scans.",
    ),
    "preflight-picture-fair": (
        "《{volume}》有 {count} 幅图片不够精细（每英寸 200 到 300 点）：{pictures}。能换更大的扫描件最好。",
        "“{volume}” has {count} pictures of middling sharpness (200 to 300 dpi): {pictures}. Larger scans would be better.",
    ),
    "preflight-line-edge": (
        "《{volume}》有 {count} 行的行首或行尾是不该在那里的标点：{where}。请把这句话交给维护程序的人。",
        "{count} lines of “{volume}” begin or end with a mark that may not stand there: {where}. "
        "Hand this sentence to whoever maintains the program.",
    ),
    "preflight-line-over": (
        "《{volume}》有 {count} 行超出版心：{where}。请把其中的长串字母或网址断开，再次发布。",
        "{count} lines of “{volume}” run beyond the type area: {where}. Break the long words in them and publish again.",
    ),
    "preflight-heading-stranded": (
        "《{volume}》有 {count} 处小标题落在页末，下面没有正文：{where}。请在前后增减一两句话，或把小标题并到下一节。",
        "{count} headings of “{volume}” stand alone at the foot of a page: {where}. Add or cut a sentence nearby.",
    ),
    "preflight-font": (
        "《{volume}》有字体没有嵌入：{fonts}。请把这句话交给维护程序的人，先不要付印。",
        "Fonts of “{volume}” are not embedded: {fonts}. Hand this to whoever maintains the program, and do not print yet.",
    ),
    "preflight-boxes": (
        "《{volume}》的付印本缺裁切框、出血框或输出意图（第 {pages} 面）。请把这句话交给维护程序的人，先不要付印。",
        "The print copy of “{volume}” lacks boxes or its output intent (page {pages}). Do not print it yet.",
    ),
    "preflight-plates": (
        "《{volume}》的付印本里有不该有的颜色：{spaces}。请把这句话交给维护程序的人，先不要付印。",
        "The print copy of “{volume}” holds colours it should not: {spaces}. Do not print it yet.",
    ),
    "preflight-ink": (
        "《{volume}》的付印本里，文字或线条用了黑版以外的颜色（第 {pages} 面）。请把这句话交给维护程序的人，先不要付印。",
        "Text or lines of the print copy of “{volume}” use other plates than black (page {pages}). Do not print it yet.",
    ),
    "preflight-reference": (
        "《{volume}》的“参见”指向的篇目没有页码：{titles}。请把这句话交给维护程序的人，先不要付印。",
        "References of “{volume}” lead to chapters that stand on no page: {titles}. Do not print it yet.",
    ),
    "preflight-index": (
        "《{volume}》的索引里有查不到页码的条目，没有印出：{names}。请核对名录里的写法与正文是否一致。",
        "The index of “{volume}” has lines that lead to no page and are left out: {names}. Compare the register with the text.",
    ),
    "preflight-errors": (
        "《{volume}》的正文里有 {count} 处可疑的标点、空格或〔待核〕，每万字 {share} 处；合格的书不超过 1 处。请再校一遍。",
        "The text of “{volume}” has {count} doubtful marks, spaces or open queries, {share} in ten thousand characters; "
        "a sound book has no more than 1. Read it once more.",
    ),
    "volume-preview": (
        "可以翻看：{page}。与上次不同的对开面 {count} 个，起于第 {pages} 面。",
        "To leaf through: {page}. {count} spreads differ from the last time, beginning on pages {pages}.",
    ),
    "permit-missing": (
        "这一册走内部资料的路子（internal_permit），但没有写准印证号，不能制作。请领到准印证后填写 permit 和 permit_until。",
        "This volume goes the internal way and has no permit, so it is not made. Fill in permit and permit_until in imprint.",
    ),
    "permit-undated": (
        "准印证“{permit}”没有写有效期，按无效处理，这一册不能制作。请在 imprint 里用 permit_until 写明有效期的最后一天。",
        "The permit {permit} bears no last day and counts as void, so the volume is not made. Fill in permit_until in imprint.",
    ),
    "permit-expired": (
        "准印证“{permit}”的有效期到 {until} 为止，已经过期，这一册不能制作。请办理新的准印证，再改 permit 和 permit_until。",
        "The permit {permit} held until {until}, so the volume is not made. Get a new one, then mend permit and permit_until.",
    ),
    "route-permit": (
        "这一册写着准印证号“{permit}”，但 route 不是 internal_permit，不能制作。请改正 route，或删去 permit。",
        "The volume bears the permit {permit} but its route is not internal_permit, so it is not made. Mend route or permit.",
    ),
    "route-for-sale": (
        "内部资料和存档本不得有定价、书号或 CIP 数据，这一册却写着 {field}：{value}，不能制作。请删去，或改用 route: isbn。",
        "An internal or archive volume bears no price, ISBN or CIP data, yet {field} says {value}, so it is not made. "
        "Remove it, or use route: isbn.",
    ),
    "isbn-wrong": (
        "书号“{isbn}”的校验码不对，这一册不能制作。请对照出版社给的书号改正。",
        "The check digit of the ISBN {isbn} is wrong, so the volume is not made. Compare it with the publisher's paper.",
    ),
    "panel-not-set": (
        "荣誉墙“{wall}”的展签或展板未能排成。排版程序说：{message}。多半是名字里有字体没有的字，请改用通行的字，再次审签后发布。",
        "Labels or panels of the wall {wall} could not be set. The typesetter says: {message}. Most often a name holds a "
        "character that no font has: write a current one, then review and publish again.",
    ),
    "imposed-no-pdf": (
        "{file} 不是能打开的 PDF，拼不成版。请先运行 koushu publish volumes，再对排好的文件拼版。",
        "{file} is no PDF that can be opened, so it cannot be imposed. Run koushu publish volumes first and impose its PDF.",
    ),
    "imposed-missing": (
        "没有 {volume} 的 PDF（{file}）。请先运行 koushu publish volumes，或写出要拼版的 PDF 文件名。",
        "There is no PDF of {volume} ({file}). Run koushu publish volumes first, or name the PDF file to impose.",
    ),
    "imposed-sheet": (
        "没有叫“{sheet}”的纸张。请从这几种里选：{sheets}。",
        "There is no sheet called {sheet}. Choose one of: {sheets}.",
    ),
    "imposed-signature": (
        "一帖应是 4 页的倍数，{pages} 页折不成帖。请写 8、16、32 之类；骑马订的小册子写 0。",
        "A signature holds a multiple of 4 pages, not {pages}. Write 8, 16 or 32; 0 for a stapled booklet.",
    ),
    "imposed-creep": (
        "每张纸的爬移量写成了 {creep} 毫米，应在 0 到 {most} 之间，约为纸的厚度（80 克纸约 0.1）。",
        "The creep of a sheet is {creep} mm; write 0 to {most}, about the paper's thickness (0.1 for 80 g).",
    ),
    "imposed-too-large": (
        "第 {page} 页是 {size} 毫米，两页并排放不进 {sheet}。请换大一号的纸，或加 --scale 缩小来印。",
        "Page {page} is {size} mm; two of it do not fit on {sheet}. Take a larger sheet, or add --scale to print it smaller.",
    ),
    "imprint-incomplete": (
        "内部资料的版本记录还缺：{missing}。样稿可以先排，付印以前请在 imprint 里填齐。",
        "The imprint of an internal volume still lacks: {missing}. Proofs may be made; fill it in before printing.",
    ),
    "recipients-public": (
        "发送对象里有“{found}”。内部资料只能发给本系统、本单位，不得发给社会公众；请改正 recipients，拿不准请问新闻出版部门。",
        "The recipients name “{found}”. An internal volume goes to one's own system only, never to the public; mend recipients.",
    ),
    "printed-line": (
        "印制记录的这一行读不懂，或印次重复。请从备份取回 volumes/printed.ndjson；在此之前，收回名单可能不全。",
        "This line of the record of printed copies cannot be read, or its number is taken. Restore the file from a copy.",
    ),
    "printed-broken": (
        "volumes/printed.ndjson 的第 {lines} 行读不懂，收回名单会不全，所以没有继续。请先从备份取回这个文件。",
        "Lines {lines} of volumes/printed.ndjson cannot be read, so the list would not be whole. Restore the file from a copy.",
    ),
    "printed-no-pdf": (
        "没有 {volume} 的 PDF（{file}）。请先运行 koushu publish volumes，或用 --pdf 写明付印的文件。",
        "There is no PDF of {volume} ({file}). Run koushu publish volumes first, or name the printed file with --pdf.",
    ),
    "printed-unknown-pdf": (
        "{file} 不是这里排出的 {volume}，或者排版时的记录已被清除，不知道其中内容。请运行 koushu publish volumes，用新的 PDF。",
        "{file} is not a {volume} that was set here, or the record of it is gone, so nobody knows what it holds. "
        "Run koushu publish volumes again and print that PDF.",
    ),
    "recall-nothing-open": (
        "第 {number} 次印制没有待办的事项。请用 koushu recall 查看名单。",
        "Nothing is open for printing {number}. See the list with koushu recall.",
    ),
}
