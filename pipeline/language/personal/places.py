"""Words → addresses, where somebody lives or walks every day, coordinates, and where facilities are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.personal.digits import DIGIT
from pipeline.language.personal.find import Find, any_of, around, listed

_N = rf"[{DIGIT}十百]"
_FINE = rf"(?:第?{_N}{{1,6}}(?:号院|号楼|号(?![高阵首文车船机线桌令召称码]|台风)|栋|幢|单元|室|组|社(?!会)|楼|层|弄|队|门))"
_ROW = re.compile(rf"{_FINE}(?:[，、\s的]{{0,2}}(?:附?{_FINE}|{_N}{{3,4}}(?![年岁人斤里块元月])))*")
_KINDS = re.compile("号院|号楼|号|栋|幢|单元|室|组|社|楼|层|弄|队|门")
_STREET = re.compile(
    r"(?:路|街|巷|弄|大道|胡同|小区|花园|社区|新村|家属院|干休所|军休所|军休中心|大院|公寓|村|镇|乡|坝|湾|沟|里|苑|坊|"
    r"城|寨|屯|坪|冲|街道|宿舍|院)"
    r"[一-鿿]{0,4}\Z"
)
_NO_STREET = re.compile(
    r"(?:[走跑行退追][一-鿿]{0,3}(?:路|里)|哪里|这里|那里|屋里|家里|手里|心里|夜里|营里|连里|队里|班里|月里|公里|走路|"
    r"铁路|公路)[一-鿿]{0,4}\Z"
)
_HOME = re.compile(r"(?:住|家|门牌|地址|搬到|户口|通讯处|寄到|楼)[^。！？\n]{0,14}\Z")
_DATED = re.compile(r"[月年]\Z")
_VILLAGE = re.compile(
    r"[一-鿿]{1,6}?[县区市旗](?:[一-鿿]{1,6}?[镇乡]|[一-鿿]{1,6}?街道|[一-鿿]{2,5}公社)[一-鿿]{1,6}?(?:村|社区|大队|"
    r"屯|寨|坝|湾)"
)
_DWELLS = re.compile(
    r"(?:现在|如今|目前|退休以?后|眼下|这几年|近几年|后来一直|一直|老了)[^。！？\n，]{0,8}?住(?:在|到|着|"
    r"进)?[^。！？\n]{2,18}|"
    r"(?:现住|家住|家就住|我家在|我们家在|家(?:就|还|现在|如今)(?:在|住)|跟前住|隔壁住|现居|居住在|住址|地址是|住家|"
    r"家庭地址|通讯地址|收件地址)[^。！？\n]{2,18}|"
    r"(?:住在|住进|搬到|搬进|住)[^。！？\n，]{0,8}?(?:干休所|军休所|家属院|小区|养老院|敬老院|福利院|花园|安置房|"
    r"廉租房|公寓)[^。！？\n，]{0,8}"
)
_ROUTINE = re.compile(
    r"(?:每天|天天|每日|每个星期|每周|每个礼拜|每晚|每早)(?!.{0,8}(?:行军|操|训练|打仗|炮))[^。！？\n]{0,14}?(?:去|到|"
    r"在|上|沿着|绕着|从)[^。！？\n]{0,10}?"
    r"(?:公园|河边|江边|湖边|茶馆|茶铺|菜市场|市场|广场|学校|幼儿园|校门|老年大学|棋牌室|麻将馆|医院|活动室|活动中心|"
    r"散步|遛弯|锻炼|接送?孙|买菜|打牌|下棋|跳舞|晨练)"
)
_THEN = re.compile("那时|那时候|那会儿|当时|当年|小时候|解放前|入伍前|年轻的?时候|战时|行军|部队里?每天|民国|旧社会")
_COORDINATES = re.compile(
    rf"(?:东经|西经|北纬|南纬|经度|纬度|坐标|座标)[^。！？\n]{{0,8}}?{_N}[^。！？\n]{{0,30}}|"
    rf"{_N}{{1,10}}(?:点{_N}{{1,8}}|[.．]\d{{1,8}})?\s?(?:°|度)\s?{_N}{{1,6}}\s?(?:′|'|分)|"
    rf"\d{{1,3}}\.\d{{3,8}}\s?°?\s?[NSEW东西南北]|\d{{2,3}}\.\d{{4,8}}\s?[,，]\s?\d{{2,3}}\.\d{{4,8}}|"
    rf"方位角?[^，。！？\n]{{0,4}}{_N}{{2,5}}|{_N}{{2,5}}密位|标高[^，。！？\n]{{0,3}}{_N}{{2,5}}"
)
_HEIGHT = re.compile(rf"{_N}{{1,8}}(?:点{_N}{{1,3}}|[.．]\d{{1,2}})?\s?高地")
_FROM_HEIGHT = re.compile(
    rf"坐标|方位角|(?:东|西|南|北)(?:侧|面|边|方向)?[^。！？\n]{{0,3}}{_N}{{1,5}}(?:多|来)?(?:米|公里|里)|密位|图上位置"
)
_FACILITIES = listed(
    "弹药库 军火库 洞库 油库 军用油库 油料库 战备仓库 军用仓库 武器库 军械库 导弹阵地 导弹库 发射阵地 发射场 发射井",
    "发射架 雷达站 雷达阵地 观通站 军用机场 战备机场 机库 军港 潜艇基地 潜艇洞库 码头阵地 地下指挥所 指挥所 指挥中心",
    "坑道工事 永备工事 人防工事 国防工程 通信枢纽 通信站 机务站 通信台站 载波站 电台阵地 试验场 靶场 营房 营区 兵营",
    "哨所 军火仓库 备用机场 储备库 后方仓库 战备洞 微波站 侦听站 监听站 观察所 军事禁区 长波台 炮阵地 岸炮阵地",
    "高炮阵地 光缆 国防光缆 战备公路 秘密仓库 军工厂 兵工厂",
)
_FACILITY = re.compile(any_of(_FACILITIES))
_SITED = re.compile(
    rf"(?:位于|坐落|藏在|埋在|就在|就是在|还在|修在|建在|设在|挖在|开在|驻在|放在|在|沿着|经过|离|距)[^。！？\n，]{{0,12}}"
    rf"(?:山|沟|洞|村|镇|乡|县|市|区|岭|峰|湾|岛|坝|河|桥|路|街|坡|湖|垭|隧道|公里|里地|对面|背后|后面|旁边|北边|南边|"
    rf"东边|西边|脚下|底下)|"
    rf"{_N}{{1,5}}(?:公里|里路|里地|华里|米)(?:处|外|远|的地方)"
)
_NOW = re.compile("现在|至今|如今|还在|目前|还用|仍|没拆|现役|到今天|后来一直|新修|刚修")
_STRONG = re.compile(
    any_of(
        listed(
            "洞库 军用油库 战备仓库 导弹阵地 导弹库 发射阵地 发射井 雷达站 军用机场 战备机场 备用机场 潜艇基地 潜艇洞库",
            "地下指挥所 国防工程 永备工事 通信枢纽 国防光缆 战备洞 微波站 侦听站 监听站 长波台 军事禁区 发射场 储备库 弹药库",
            "军械库 观通站 后方仓库 试验场 军港 油料库 机务站 秘密仓库",
        )
    )
)


def place_finds(text: str) -> Iterator[Find]:
    """Addresses, dwelling places, daily ways, coordinates and facilities."""
    yield from _addresses(text)
    for pattern, category in ((_VILLAGE, "address"), (_DWELLS, "whereabouts"), (_ROUTINE, "whereabouts")):
        for found in pattern.finditer(text):
            if pattern is _VILLAGE or not _THEN.search(text[max(0, found.start() - 12) : found.end() + 4]):
                yield Find(*found.span(), category, found[0], "grammar", "possible" if pattern is _VILLAGE else "likely")  # type: ignore[arg-type]
    for found in _COORDINATES.finditer(text):
        yield Find(*found.span(), "coordinates", found[0], "shape", "likely")
    for found in _HEIGHT.finditer(text):
        if _FROM_HEIGHT.search(text[max(0, found.start() - 20) : found.end() + 20]):
            yield Find(*found.span(), "coordinates", found[0], "context", "likely")
    yield from _facilities(text)


def _addresses(text: str) -> Iterator[Find]:
    for found in _ROW.finditer(text):
        start, end = found.span()
        before = text[max(0, start - 16) : start]
        kinds = _KINDS.findall(found[0])
        if kinds[0] == "号" and _DATED.search(before):
            continue
        street = None if _NO_STREET.search(before) else _STREET.search(before)
        rows = len(set(kinds)) > 1 and set(kinds) - {"队", "层", "门"} != {"组"}
        if street or rows or (_HOME.search(before) and kinds[0] in ("号院", "号楼", "栋", "幢", "单元", "室", "楼", "号", "组")):
            begin = start - len(street[0]) if street else start
            yield Find(begin, end, "address", text[begin:end], "grammar", "likely" if street or rows else "possible")


def _facilities(text: str) -> Iterator[Find]:
    for found in _FACILITY.finditer(text):
        low, high = around(text, *found.span())
        sentence = text[low:high]
        sited, strong = _SITED.search(sentence), _STRONG.fullmatch(found[0])
        if sited and (strong or _NOW.search(sentence)):
            yield Find(*found.span(), "facility_location", found[0], "context", "likely" if strong else "possible")
