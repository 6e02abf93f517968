"""Words → parameters of equipment, work of intelligence, nuclear arms and missiles, incidents at the border."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.personal.digits import DIGIT
from pipeline.language.personal.find import Find, any_of, around, listed

# Written for this project after the headings of published regulations on what is secret in national defence.
_PARAMETERS = listed(
    "射程 射高 射速 航程 航速 潜深 下潜深度 作战半径 探测距离 探测范围 侦测距离 发现距离 工作频率 频率 频段 波段 波长",
    "跳频 精度 命中率 命中精度 误差 偏差 当量 装药量 装甲厚度 发射重量 载弹量 续航 自持力 反应时间 准备时间 发射准备",
    "抗力 防护等级 口令 呼号 密钥 升限 爬升率 灵敏度 发射功率 功率 穿甲深度 穿深 覆盖半径 有效半径 储量 战备等级 隐身",
    "噪音 吃水 排水量 识别距离 抗干扰 速度 时速 厚度 深度 重量 战斗部 燃料 推力 制导方式 引信 导引头",
)
_EQUIPMENT = listed(
    "导弹 火箭炮 火箭 雷达 坦克 装甲车 战机 歼击机 轰炸机 飞机 直升机 潜艇 军舰 舰艇 护卫舰 驱逐舰 快艇 火炮 榴弹炮",
    "加农炮 高炮 高射炮 迫击炮 无后坐力炮 鱼雷 水雷 无人机 电台 密码机 预警机 歼 轰- 强五 发射车 炮弹 弹头 声呐 声纳",
    "干扰机 夜视仪 电子战 指挥车 通信车 型号 武器 装备 这种炮 那种炮 这个炮 工事 坑道 洞库 舰",
)
_CAN_HIT = re.compile(rf"(?:能|可以|可)[打飞看射][^，。！？\n]{{0,5}}[{DIGIT}十百千万]{{1,6}}(?:多|来)?(?:公里|海里|里|米)")
_PARAMETER = re.compile(any_of(_PARAMETERS))
_ARMED = re.compile(any_of(_EQUIPMENT))
_AMOUNT = re.compile(rf"[{DIGIT}十百千万]")
_ALWAYS = frozenset(
    listed(
        "射程 射高 作战半径 探测距离 圆概率误差 下潜深度 潜深 命中精度 装甲厚度 发射准备 工作频率 跳频 载弹量",
    )
)
_PEACEFUL = re.compile("人生|学习|农药|油菜|产量|收音机|广播电台|电视|水泵|拖拉机|磨面|公路|粮食")
_INTELLIGENCE = listed(
    "情报 侦听 破译 密码本 密码机 密电码 密电 密码电报 译电 译电员 机要员 机要处 机要科 技侦 技术侦察 无线电侦察 窃听",
    "监听 截获 截听 潜伏 卧底 特工 谍报 间谍 策反 线人 特情 内线 敌工 敌情处 派遣 秘密联络 秘密任务 秘密工作 总参二部",
    "总参三部 总参 二部 三部侦 侦察处 侦察情报 侦听站 测向 密写 暗号 接头 化名 掩护身份 保密局 国安 反间谍 反谍",
    "电子侦察 越境侦察 敌后侦察 敌台 抄收 抄报 单线联系 打入敌 打进敌 假身份 暗语 安插 保密单位 密码 捕俘 抓舌头 审俘",
    "特务连 密侦",
)
_INTELLIGENCE_WORD = re.compile(any_of(set(_INTELLIGENCE) - {"派遣", "二部", "特务连", "化名", "接头", "潜伏"}))
_NO_INTELLIGENCE = re.compile(r"天气情报|气象情报|商业情报|情报学|图书情报")
_BANK_CODE = re.compile("银行|存折|折子|卡|手机|取款|取钱|电脑|账|微信|门锁|支付")
_NUCLEAR = listed(
    "核武器 核武 核弹 核试验 核爆 核爆炸 核弹头 核基地 核工业 核工程 核燃料 核潜艇 核部队 核反应堆 核材料 核辐射",
    "核污染 核设施 核装置 原子弹 氢弹 中子弹 导弹 洲际 弹道 巡航导弹 战略导弹 弹头 东风-一 二炮 第二炮兵 火箭军",
    "火箭部队 战略导弹部队 发射井 发射阵地 防原子 放射性 辐射 浓缩铀 铀矿 铀 钚 重水堆 蘑菇云 罗布泊 马兰基地 二二一厂 八一六",
    "导弹营",
    "地地导弹 地空导弹 红旗二号 巨浪 液体燃料 推进剂 偏二甲肼 反应堆 试爆 核弹药 原子武器 特种武器 两弹",
)
_NUCLEAR_WORD = re.compile(any_of(_NUCLEAR) + r"|东风[-—]?[0-9一二三四五六七八九十]+号?")
_NUCLEAR_OTHER = re.compile(r"东风[0-9一二三四五六七八九十]+号?(?=汽车|卡车|拖拉机|柴油)")
_BORDER = re.compile(
    any_of(
        listed(
            "边境冲突 边界冲突 边境事件 边界事件 边境摩擦 边境对峙 边境纠纷 边界纠纷 边防冲突 越境 越界 偷渡 非法入境 误入",
            "界碑 界桩 争议地区 争议地段 争议区 实际控制线 对峙 擦枪走火 边民 过境侦察 出境侦察 境外作战 跨境 擅自出境 逃过境",
            "叛逃 外逃 越过国境 越过边境 过了国境 过了界河 越过界河 边境线 国境线 国界 边界线 边界上 边防线",
            "麦克马洪 边境上开 骑线 会晤站 会谈会晤",
        )
    )
)
_BORDER_ACT = re.compile(
    "开枪|打死|打伤|死了|伤了|抓|扣|冲突|对峙|越|过界|挪|移|拔|推|打了|交火|开火|炮击|事件|巡逻|遭遇|偷|逃|埋雷|地雷|"
    "侦察|谈判|会晤|抗议|桥头|误|放回|对骂|石头|哨"
)
_BORDER_SURE = re.compile(
    "对峙|边[境界](?:冲突|事件|摩擦|对峙|纠纷)|越境|越界|擦枪走火|争议地|实际控制线|境外作战|叛逃|外逃|界碑|非法入境|"
    "过境侦察|出境侦察|越过国境|越过边境|骑线|偷渡"
)
_FOREIGN = re.compile(
    r"(?:印军|苏军|缅军|印度兵|苏联兵|苏修|外军)[^。！？\n]{0,16}(?:开枪|过来|过界|过线|打死|抓|摸|巡逻|哨|冲突|对骂|挑衅)"
)


def military_finds(text: str) -> Iterator[Find]:
    """What may touch on secrets of national defence, by words and the words beside them."""
    yield from _parameters(text)
    yield from _reaches_and_strangers(text)
    for found in _INTELLIGENCE_WORD.finditer(text):
        if not _NO_INTELLIGENCE.search(text[max(0, found.start() - 3) : found.end() + 2]) and not (
            found[0] == "密码" and _BANK_CODE.search(text[max(0, found.start() - 12) : found.end() + 6])
        ):
            yield Find(*found.span(), "intelligence_work", found[0], "word", "likely")
    for found in _NUCLEAR_WORD.finditer(text):
        if not _NUCLEAR_OTHER.match(text, found.start()):
            yield Find(*found.span(), "nuclear_missile", found[0], "word", "likely")
    for found in _BORDER.finditer(text):
        low, high = around(text, *found.span())
        sure = _BORDER_SURE.match(found[0])
        if sure or _BORDER_ACT.search(text[low : found.start()] + text[found.end() : high]):
            yield Find(
                *found.span(), "border_incident", found[0], "word" if sure else "context", "likely" if sure else "possible"
            )


def _reaches_and_strangers(text: str) -> Iterator[Find]:
    for found in _CAN_HIT.finditer(text):
        low, high = around(text, *found.span())
        if _ARMED.search(text, low, high):
            yield Find(*found.span(), "equipment_parameter", found[0], "context", "possible")
    for found in _FOREIGN.finditer(text):
        yield Find(*found.span(), "border_incident", found[0], "context", "possible")


def _parameters(text: str) -> Iterator[Find]:
    for found in _PARAMETER.finditer(text):
        low, high = around(text, *found.span())
        sentence = text[low:high]
        if not _AMOUNT.search(text[max(low, found.start() - 16) : min(high, found.end() + 16)]):
            continue
        if found[0] in _ALWAYS or (_ARMED.search(sentence) and not _PEACEFUL.search(sentence)):
            end = min(high, found.end() + 12)
            yield Find(found.start(), end, "equipment_parameter", text[found.start() : end], "context", "likely")
