"""Rows of digits → identity numbers, telephones, accounts, certificates and cover numbers, by their shape and the words near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.personal.digits import DIGIT, Row, is_counting, is_dates, rows
from pipeline.language.personal.find import Category, Certainty, Find, Why, any_of, listed
from pipeline.language.personal.identity import holds, long_numbers, short_numbers

Judged = tuple[Category, Why, Certainty]

_BEFORE, _AFTER = 24, 10  # characters in which a word says what a number is
_LONG_ROW = 64  # digits: longer is nothing that could be told apart
_NAMING: dict[Category, str] = {
    "id_number": any_of(
        (
            "身份证",
            "身份号",
            "公民号",
            "证件号码",
            "身份证号",
            "居民证",
            "户口本",
            "社会保障号",
            "护照",
            "驾照",
            "驾驶证",
            "车牌",
            "牌照",
        )
    ),
    "phone": any_of(
        listed(
            "电话 手机 座机 固话 联系方式 联系 拨打 拨 打给 打过来 打来 打我 来电 微信 QQ qq 传真 总机 分机 军线 小灵通 呼机",
            "BP机 热线",
        )
    ),
    "account": any_of(
        listed(
            "卡号 账号 帐号 账户 帐户 存折 折子 银行卡 工资卡 社保卡 医保卡 信用卡 储蓄卡 开户 户头 银行 密码 支付宝 汇款",
            "打款 转账 卡的 卡尾 卡上 这张卡 那张卡 打卡里 折上 卡是",
        )
    ),
    "military_cert": any_of(
        listed(
            "军官证 士兵证 士官证 文职证 干部证 退役证 退伍证 复员证 转业证 转业军人证 离休证 退休证 军人证 残废证 残疾证",
            "伤残证 优待证 立功证 功劳证 喜报 证书 证件 证号 奖章 勋章 纪念章 证章 奖状 党证 保障卡 军龄证 通行证 证明书",
            "烈士证 编号 证上 章上 工作证 军功章 印着",
        )
    ),
}
_NAMED = {category: re.compile(pattern) for category, pattern in _NAMING.items()}
_LEAST: dict[Category, int] = {"id_number": 6, "phone": 5, "account": 5, "military_cert": 5}
_TAIL = re.compile("分机|总机|军线|内线|短号|小号|尾号|末尾|后[三四六]位|最后[三四六]位|最后[三四六]个|前[三四六]位")
_NUMBERED = re.compile("编号|证号|字第|号码|号是|第$")
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d\d)[2-9]\d{6,7}")
_CARD = re.compile(r"62\d{14}(?:\d{3})?\Z")  # UnionPay, ISO/IEC 7812
_SERVICE = re.compile(r"[48]00\d{7}")
_BOOK = re.compile(r"(?:ISBN|书号|准印证|统一书号|邮编|邮政编码|ISSN|刊号)[^。\n]{0,6}\Z", re.IGNORECASE)
_MEASURE = re.compile(
    r"\s?(?:余|多|来)?(?:元|块|斤|公斤|亩|人|米|公里|里|万|亿|度|％|%|个|名|户|吨|天|岁|发|支|门|枚|字|页|卷|册|次|票)"
)
_COVERED = re.compile(
    r"[\s，,、]?(?:嗯|呃|那个)?(?:号)?(?P<what>部队|分队|信箱|邮箱|部(?![分门长位落下件里])|工程(?!师|兵|队)|工厂|厂|"
    r"基地|仓库|库|研究所|所|矿|阵地|工地|号工程)"
)
_SENT_TO = ("部队", "分队", "信箱", "邮箱")
_IS_CODE = {True: (5).__eq__, False: (4).__ge__}  # 八七四二一部 has five digits, 八二一厂 three or four
_CODE_NAME = re.compile(r"(?:代号|番号|部队代码|信箱号|邮政信箱)[^。！？\n]{0,6}\Z")
_ORDINAL = re.compile(
    r"[一-鿿]{0,3}字第?\s?(?=[A-Za-z0-9０-９〇零一二三四五六七八九十百]{3})[A-Za-z0-9０-９〇零一二三四五六七八九十百]{3,12}\s?号?"
)


_CONTACT = re.compile(
    r"(?<![\w.])[\w.+-]{1,40}@[A-Za-z0-9-]{1,40}\.[A-Za-z.]{2,20}|(?:微信号?|抖音号?|"
    r"QQ号?)[是叫：: ]{0,3}[A-Za-z][\w-]{4,19}",
    re.ASCII,
)
_BOX = re.compile(rf"(?<![{DIGIT}十百])[{DIGIT}十]{{1,3}}号?(?:信箱|邮箱)")
_PASSPORT = re.compile(
    r"(?:护照|驾照|车牌|牌照|通行证|"
    r"证号)[^，。！？\n]{0,6}?[A-Za-z京津沪渝川云贵藏黔滇军海空沈北兰济南广成甲乙丙丁戊][·.\s]?[A-Z]?[·.\s]?[A-Z0-9]{5,9}"
)


@dataclass(frozen=True)
class _Case:
    """A row, the words before and after it, and the category whose word stands nearest."""

    row: Row
    before: str
    after: str
    named: Category | None

    def is_harmless(self) -> bool:
        """Dates, counting, amounts, book numbers: as long as no word beside them says otherwise."""
        return is_dates(self.row, self.after) or is_counting(self.row) or bool(_BOOK.search(self.before))


def number_finds(text: str) -> Iterator[Find]:
    """What the numbers of a text may be, at most one find a number, and certificate numbers of the form 字第…号."""
    for row in rows(text, 3):
        judged = _judge(_case(text, row))
        if judged:
            yield Find(row.start, row.end, judged[0], text[row.start : row.end], judged[1], judged[2])
    for found in _CONTACT.finditer(text):
        yield Find(*found.span(), "phone", found[0], "shape", "likely")
    for found in _BOX.finditer(text):
        yield Find(*found.span(), "cover_number", found[0], "grammar", "possible")
    for found in _PASSPORT.finditer(text):
        yield Find(*found.span(), "id_number", found[0], "context", "likely")
    for found in _ORDINAL.finditer(text):
        start, end = found.span()
        near = text[max(0, start - 30) : end + 10]
        if not re.search("准印|图字|批准|发文|文件", near):
            yield Find(
                start, end, "military_cert", found[0], "shape", "likely" if _NAMED["military_cert"].search(near) else "possible"
            )


def _case(text: str, row: Row) -> _Case:
    before, after = text[max(0, row.start - _BEFORE) : row.start], text[row.end : row.end + _AFTER]
    return _Case(row, before, after, _nearest(before, after))


def _nearest(before: str, after: str) -> Category | None:
    """The category whose word ends last before the number; else the one whose word comes first after it."""
    last = {category: _last_end(pattern, before) for category, pattern in _NAMED.items()}
    best = max(last, key=lambda category: last[category])
    if last[best] >= 0:
        return best
    follow = {category: found.start() for category, pattern in _NAMED.items() if (found := pattern.search(after))}
    if follow:
        return min(follow, key=lambda category: follow[category])
    return "phone" if "号码" in before else None


def _last_end(pattern: re.Pattern[str], words: str) -> int:
    return max((found.end() for found in pattern.finditer(words)), default=-1)


def _judge(case: _Case) -> Judged | None:
    if case.row.length > _LONG_ROW:
        return "account", "shape", "possible"
    for rule in (_by_cover, _by_identity, _by_mobile, _by_name, _by_tail, _by_telephone, _by_length):
        judged = rule(case)
        if judged:
            return judged
    return None


def _by_cover(case: _Case) -> Judged | None:
    if case.row.counted or not 3 <= case.row.length <= 6:
        return None
    if _CODE_NAME.search(case.before):
        return "cover_number", "context", "likely"
    what = _COVERED.match(case.after)
    if not what or (what["what"] not in _SENT_TO and (not _IS_CODE[what["what"] == "部"](case.row.length) or case.is_harmless())):
        return None
    return "cover_number", "grammar", "likely" if what["what"] in ("部队", "信箱", "分队") else "possible"


def _by_identity(case: _Case) -> Judged | None:
    digits = case.row.digits
    found = long_numbers(digits)
    if found:
        return "id_number", "checksum" if any(map(holds, found)) else "shape", "sure" if any(map(holds, found)) else "likely"
    if case.named not in (None, "id_number"):
        return None
    if 14 <= case.row.length <= 20 and short_numbers(digits) and not _CARD.match(digits):
        return "id_number", "shape", "likely"
    is_like = case.row.length in (15, 17, 18) and not _CARD.match(digits) and not case.is_harmless()
    return ("id_number", "shape", "possible") if is_like else None


def _by_mobile(case: _Case) -> Judged | None:
    return ("phone", "shape", "sure") if _MOBILE.fullmatch(case.row.digits) else None


def _by_name(case: _Case) -> Judged | None:
    """A word near says what it is, and the number is long enough and no date."""
    if case.named is None or case.row.length < _LEAST[case.named] or is_dates(case.row, case.after) or is_counting(case.row):
        return None
    if _BOOK.search(case.before) or (case.row.length < 9 and _MEASURE.match(case.after)):
        return None
    return case.named, "context", "sure" if case.row.length >= 7 else "likely"


def _by_tail(case: _Case) -> Judged | None:
    """The last digits alone, or a short number that is called one."""
    if case.named is None or case.row.length < 3 or is_dates(case.row, case.after) or _MEASURE.match(case.after):
        return None
    if _TAIL.search(case.before[-10:]) or (case.named == "military_cert" and _NUMBERED.search(case.before[-6:])):
        return case.named, "context", "likely"
    return None


def _by_telephone(case: _Case) -> Judged | None:
    digits = case.row.digits
    if not case.is_harmless() and (_MOBILE.search(digits) or _LANDLINE.search(digits)):
        if case.row.length >= 15 and case.row.length not in (22, 23, 24):  # a card number may hold a telephone number
            return "account", "shape", "likely"
        return "phone", "shape", "likely"
    return ("phone", "shape", "likely") if _SERVICE.fullmatch(digits) else None


def _by_length(case: _Case) -> Judged | None:
    """Nothing but its length speaks for it."""
    if case.row.length < 9 or case.is_harmless() or _MEASURE.match(case.after):
        return None
    return ("account" if case.row.length > 12 else "phone"), "shape", "possible"
