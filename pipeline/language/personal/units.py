"""Unit designations by their grammar, 冠名 + 矢名 + 数名 + 格名 (志愿军 第 十五 军), and the names that the register holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.language.numerals import fold
from pipeline.language.personal.find import Find, Known, any_of, listed

_NUMERAL = "0-9０-９〇零○一二三四五六七八九十百两洞幺拐勾壹贰叁肆伍柒捌玖"  # not 陆: 陆军 is the army
_GAP = r"[\s，,、]{0,2}"
_NUMBER = rf"第?{_GAP}[{_NUMERAL}](?:{_GAP}[{_NUMERAL}]){{0,4}}{_GAP}号?"
_GREAT = (
    "(?:集团军|军分区|兵团|纵队|总队|支队|舰队|基地|分部|兵站|守备区|大队|步兵师|步兵团|炮兵团|炮兵师|炮师|高炮团|高炮师|"
    r"旅(?![行游客馆社程途店])|师(?![傅范兄弟生母父妹姐爷徒大资道])|"
    r"团(?![圆结聚员委支伙购队团体糟]|长大人)|军(?![人官装民队属帽舰训医婚礼旗衔龄休鼓事营大工嫂垦粮马犬功用心]))"
)
_SMALL = r"(?:营(?![业养房地长村])|连(?![续接忙夜队着连])|排(?![长队球])|班(?![子车长组])|中队|分队)"
_CHAIN = re.compile(
    rf"(?<![{_NUMERAL}]){_NUMBER}{_GREAT}(?:的?[，、\s]?{_NUMBER}(?:{_GREAT}|{_SMALL})|"
    rf"的?[特直独警侦机炮工通]\w?(?:营|连|团)){{0,5}}"
)
_CROWNS = listed(
    "中国人民解放军 解放军 中国人民志愿军 志愿军 人民解放军 野战军 步兵 炮兵 高炮 高射炮兵 坦克 装甲 装甲兵 工程兵",
    "工兵 铁道兵 铁兵 通信兵 通信 防化 空军 海军 空降兵 空降 航空兵 歼击航空兵 轰炸航空兵 独立 警卫 边防 守备 预备役",
    "武警 火箭军 二炮 第二炮兵 导弹 雷达 汽车 舟桥 公安 公安军 警备 骑兵 侦察 电子对抗 陆军 海军陆战队 潜艇 快艇",
    "驱逐舰 合成 机械化 摩托化 山地 特种作战 成都军区 昆明军区 西藏军区",
)
_CROWN = re.compile(rf"(?:{any_of(_CROWNS)}){{1,3}}\Z")
_BALL = re.compile(r"一团(?=[的糟火漆乱和棉泥雾白黑气线面烟冰雪肉麻毛])")
_BALLED = re.compile(r"(?:[成作缩挤乱抱滚]|[将]了?)\Z")
_THREE_ARMIES = re.compile(r"三军(?![长政部机司第0-9〇一二三四五六七八九的])")
_BRIGADE = re.compile(r"公社|生产|社员|民兵|红星|工分|大队(?:书记|支书|会计|社)|村|交警|刑警|城管|消防|少先|收割")
_ORDINAL_FREE = re.compile("[第\\s，,、的号]")


def unit_finds(text: str, known: Known) -> Iterator[Find]:
    """Units named by number, and what the register says may not be named; a unit that is open there is none."""
    open_forms = _canonical_forms(known.open_units)
    for found in _CHAIN.finditer(text):
        start, end = found.span()
        crown = _CROWN.search(text[max(0, start - 16) : start])
        begin = start - len(crown[0]) if crown else start
        if _is_other(text, start, end) or _is_open(text[begin:start], found[0], open_forms):
            continue
        yield Find(
            begin, end, "unit_designation", text[begin:end], "grammar", "likely" if crown or "第" in found[0] else "possible"
        )
    for found in _closed(known.closed_units).finditer(text) if known.closed_units else ():
        yield Find(*found.span(), "unit_designation", found[0], "register", "sure")


def cover_is_open(words: str, known: Known) -> bool:
    """Is it a cover number that the register holds as open, such as 八三四一部队?"""
    return any(_canonical(words) in form for form in _canonical_forms(known.open_units))


def _is_other(text: str, start: int, end: int) -> bool:
    """A ball of thread, the three services, a brigade of a commune."""
    words, before = text[start:end], text[max(0, start - 2) : start]
    if words == "一团" and (_BALL.match(text, start) or _BALLED.search(before)):
        return True
    if words == "三军" and _THREE_ARMIES.match(text, start):
        return True
    if words in ("四军", "一军") and before[-1:] in ("新", "将", "了"):
        return True
    near = text[max(0, start - 14) : end + 8]
    return words.endswith(("大队", "中队", "分队")) and not re.search("军|师|团|旅|舰|航", words) and bool(_BRIGADE.search(near))


def _is_open(crown: str, words: str, open_forms: frozenset[str]) -> bool:
    """Does the register open the whole row, or each of its members, under no other title than the one that stands before it?"""
    row = _canonical(words)
    members = [
        one
        for one in re.split(r"(?<=[军师旅团营连排班队区])(?=\d)", row)
        if not re.fullmatch(
            r"\d+(?:营|连|"
            r"排|班)",
            one,
        )
    ]
    titles = ("", crown, "志愿军", "中国人民志愿军", "解放军", "中国人民解放军") if crown in _FREE else (crown,)

    def known(form: str) -> bool:
        return any(title + form in open_forms for title in titles)

    return known(row) or all(map(known, members))


_FREE = ("", "志愿军", "中国人民志愿军", "解放军", "中国人民解放军", "人民解放军")


def _canonical(name: str) -> str:
    radio = name.translate(str.maketrans("洞幺拐勾两○零０１２３４５６７８９", "〇一七九二〇〇0123456789"))
    folded = fold(_ORDINAL_FREE.sub("", radio)).replace("十", "10")
    return folded.translate(str.maketrans("〇一二三四五六七八九", "0123456789"))


@lru_cache(maxsize=8)
def _canonical_forms(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_canonical, names))


@lru_cache(maxsize=8)
def _closed(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(any_of(name for name in names if len(name) > 1) if any(len(name) > 1 for name in names) else r"\Z\A")
