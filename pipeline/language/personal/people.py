"""Words → what concerns a person: health, faith, means, status, children, body, and ill that is said of somebody named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language.numerals import fold
from pipeline.language.personal.digits import DIGIT
from pipeline.language.personal.find import Category, Find, Known, any_of, around, listed
from pipeline.language.personal.medicine import ILLNESSES, TREATMENTS
from pipeline.language.personal.reproach import NEGATIVE, NOT_NEGATIVE
from pipeline.language.words import is_particle, is_surname, is_word

_N = rf"[{DIGIT}十]"
_MEDICAL = re.compile(
    any_of((*ILLNESSES, *TREATMENTS))
    + r"|(?:得了?|患了?|害了?|生了?|有了?|落下)(?!毛|通)[^，。！？\n思]{0,5}病(?![人房号员床例故虫]|历史)|"
    r"[一-鿿]{1,2}(?:癌|炎)(?!热)|(?:送|抬|拉)[^，。！？\n]{0,4}医院|瘫(?!软|坐)|半身不|"
    r"(?:心脏|心血管|肾|肝|肺|胃|肠|胆|腰椎|颈椎|脊椎|膝盖|眼睛|耳朵|脑子|脑壳|血压|血糖|前列腺|气管|甲状腺|子宫|关节|"
    r"骨头|脑血管)[^，。！？\n]{0,4}"
    r"(?:不好|有问题|有毛病|有病|出了问题|出毛病|坏了|不行|衰|萎缩|硬化|积水|结石|囊肿|结节|息肉|偏高|太高|堵了|"
    r"看不见|听不见|坏死|穿孔|发炎)|"
    r"(?:吐|咯|咳|便|尿|屙)血|昏迷|不省人事|(?:眼睛?|耳朵)[^，。！？\n]{0,3}(?:瞎|聋)|"
    r"[得有患]了?[^，。！？\n]{0,3}(?:瘤|疮|疝)"
)
_NOT_MEDICAL = re.compile(
    r"恶性(?:循环|竞争|事件)|癌症医院|支架(?:上|桥|炮)|搭桥(?:过|铺|的工兵)|(?:机枪|电话|帐篷|枪|天线)支架|抢救(?:粮|"
    r"物|伤员|国家|文物|公物|弹药)"
)
_NOT_MEDICAL_BEFORE = re.compile(r"(?:枪|炮|线|桥|帐篷|河上|江上|架)\Z")
_BRIDGE = frozenset(
    ("搭桥", "支架", "抢救", "切了", "切除", "诊断", "查出", "检查出", "抢修", "移植", "急救", "子宫", "增生", "恶性", "中风")
)
_BRIDGE_OTHER = re.compile(
    "铺路|架设|粮食|弹药|伤员|战友|工兵|部队|奸细|地雷|特务|故障|机器|毛病在|敌人|过河|炮架|树苗|大桥|桥面|桥头|物资|卫生员"
)
_HEART = re.compile("心脏|心里|心口|血管|医|手术|放了|装了|安了|安过|放过|做了|脑|肾|胆")
_RELIGION = re.compile(
    r"信(?:了)?(?:佛|教(?!育|[我你他会])|主(?!任|席|力|要)|耶稣|基督|天主|菩萨|道教|观音|伊斯兰|上帝)|基督徒|佛教徒|"
    r"教徒|天主教|基督教|伊斯兰|穆斯林|回教|道教|做礼拜|受洗|"
    r"领洗|皈依|居士|念佛|吃斋|念经|诵经|拜佛|佛堂|家庭教会|教会|神父|牧师|阿訇|清真寺|朝觐|法轮|一贯道|会道门|烧香|"
    r"道士|和尚|尼姑|传教|礼佛|受戒|信仰宗教|宗教信仰|喇嘛|祷告|祈祷|圣经|佛经|古兰经|斋戒|封斋|上香|十字架|拜菩萨|"
    r"求菩萨|吃素(?!菜)|佛教|出家(?=[当为做人修了])|还俗|许愿"
)
_RELIGION_OTHER = re.compile(r"教会[我你他她它咱大怎如]")
_STATUS = re.compile(
    rf"评残|残情|{_N}级(?:伤残|残疾|残废|革命伤残)|[一二三]等[甲乙]级|伤残(?:军人|等级|证|级别|评定|金|补助)|"
    rf"残疾(?:军人|等级|人证|证|人)|残废(?:军人|证|等级|金)|荣誉军人|荣军(?!院建)|"
    r"优抚|低保|五保户|五保|特困|贫困户|建档立卡|救济户|带病回乡|定期抚恤|抚恤对象|三属|烈属待遇|参战退役人员|"
    r"两参人员|参核|涉核人员|失独|劳改释放|刑满|地主成分|成分不好|"
    r"右派|黑五类|富农|反动家属|同性恋|军烈属|烈属|孤寡老人|政审|残疾|残废|跛子|困难补助|历史问题|政治问题|不予评|"
    r"伤残鉴定|劳动能力鉴定|定了残|定残|评了[^，。]{0,4}残"
)
_BODY = re.compile(
    r"指纹|手印样|掌纹|虹膜|声纹|人脸(?:识别|照)|刷脸|人脸|视网膜|声音样本|面部|DNA|基因检测|(?:AB|[ABO]|熊猫|"
    r"阴性)\s?型?血(?:型)?|血型|RH阴性",
    re.IGNORECASE,
)
_ID_PICTURE = re.compile(
    r"(?:身份证|军官证|户口本|户口簿|证件|护照|士兵证|退役证|驾驶证)[^，。！？\n]{0,5}(?:照片|复印件|扫描件|正面|反面|"
    r"背面|原件|影印|拍下来|拍照|拍个照|拍了照|拍一张)|"
    r"(?:拍|照了|扫描|复印|传|晒)[^，。！？\n]{0,5}(?:身份证|军官证|户口本|户口簿|证件|护照|退役证)"
)
_MEANS = re.compile(
    any_of(
        listed(
            "退休金 退休工资 养老金 离休费 离休金 退役金 抚恤金 优抚金 定补 生活补助 补助金 补助 存款 积蓄 存了 存有 贷款",
            "欠款 欠了 欠债 借了 借给 理财 股票 炒股 房产 房子卖 卖了房 遗产 彩礼 收入 工资 津贴 月薪 奖金 工钱 补贴 退职费",
            "复员费 安家费 转业费 赔偿 赔了 医药费 抚养费 赡养费 遣散费 高龄补贴 慰问金 花了 住院费 养老钱 棺材本 报销 年薪",
            "房贷 房租",
        )
    )
)
_MONEY = re.compile(
    rf"(?P<n>[{DIGIT}十百千万几多]{{1,10}}(?:[.．]\d{{1,2}})?)\s?(?P<u>多|来|几)?(?:元|块|万|千(?![斤米])|圆|人民币|大洋)"
)
_MONTHLY = re.compile(
    rf"(?:一个月|每个?月|月月|一年)[^，。！？\n]{{0,6}}(?:拿|领|发|有|进|给|补|"
    rf"挣)[^，。！？\n]{{0,4}}[{DIGIT}十百千万]{{1,7}}(?:[多来几]?[千万]|[多来]?[元块])"
)
_OWN = frozenset(
    listed(
        "退休金 退休工资 养老金 离休费 离休金 退役金 抚恤金 优抚金 定补 存款 积蓄 存有 贷款 欠款 欠债 理财 股票 炒股 遗产",
        "高龄补贴 养老钱 棺材本 房贷 年薪 慰问金",
    )
)
_NOW = re.compile(
    "现在|如今|目前|今年|去年|每个?月[^，。]{0,4}(?:发|领|拿|有|给).{0,8}[千万]|退休|这几年|眼下|银行|存折|卡上|卡里"
)
_CHILDREN = r"(?:重孙|曾孙|玄孙|侄孙|外孙|孙)(?:子|女儿?|女|儿|娃|辈|媳)?|小孙|孙伢|幺孙"
_OWN_CHILDREN = (
    r"儿子|女儿|娃儿?|娃娃|闺女|丫头|幺儿|幺女|男孩|女孩|双胞胎|孩子|小孩|外甥女?|侄[儿子女]|小家伙|"
    r"小姑娘|小伙子|弟弟|妹妹|小明|学生"
)
_AGE = (
    rf"(?<![{DIGIT}十百])(?:十[一二三四五六七]?|1[0-7]|１[０-７]|[1-9１-９]|[一二两三四五六七八九])个?(?:半|"
    rf"多)?(?:周?岁|个月大)|"
    r"(?:上|读|念|在|是|当)[^，。！？\n]{0,10}?(?:幼儿园|小学|初中|高中|中学|年级|学前班|托儿所|初[一二三]|"
    r"高[一二三])(?!老师|教师|教书|任教|毕业)|未成年|小学生|初中生|中学生|高中生|没满十八|不满十八|未满十八|还在吃奶"
)
_MINOR = re.compile(
    rf"(?:{_CHILDREN})[^。！？\n]{{0,20}}?(?:{_AGE})|(?:{_AGE})的?[^。！？\n，]{{0,4}}(?:{_CHILDREN})|未成年(?:人|的)?"
)
_CHILD = re.compile(rf"(?:{_OWN_CHILDREN})[^。！？\n]{{0,14}}?(?:{_AGE})")
_YOUNG = re.compile(rf"(?<!我)(?:今年|现在|刚满|快满|才满|明年)[^，。！？\n我]{{0,4}}?(?:{_AGE})")
_THEN = re.compile("那年|当年|那时|时候|那会儿|解放|入伍|参军|民国|一九[一二三四五六七八]|19[0-8]|出发|打仗|以前|从前|旧社会")
_TITLES = listed(
    "班长 排长 连长 营长 团长 师长 指导员 教导员 政委 主任 书记 科长 处长 局长 所长 院长 校长 老师 医生 师傅 会计",
    "队长 干事 参谋 股长 司务长 文书 厂长 经理 支书 村长 镇长 乡长 县长",
)
_TITLED = re.compile(any_of(_TITLES))
_CALLED = re.compile(
    r"(?:^|[，、“：\s]|叫|就是|是|跟|被|把|和|给|说|让|怪|恨|讲|名叫|那个|有个|我们|邻居|战友|同事|同学|战士|兵)\Z"
)
_IN_NAMES = frozenset("有和从会可能为")  # small words that are parts of names as well
_REPROACH = re.compile(any_of(NEGATIVE))


def people_finds(text: str, known: Known) -> Iterator[Find]:
    """What the words say about people."""
    yield from _medical(text)
    simple: tuple[tuple[re.Pattern[str], Category], ...] = (
        (_STATUS, "specific_identity"), (_BODY, "biometric"), (_ID_PICTURE, "id_photo"), (_MINOR, "minor"),
    )  # fmt: skip
    for pattern, category in simple:
        for found in pattern.finditer(text):
            yield Find(*found.span(), category, found[0], "word", "likely")
    for found in _RELIGION.finditer(text):
        if not _RELIGION_OTHER.match(text, found.start()):
            yield Find(*found.span(), "religion", found[0], "word", "possible")
    for found in _CHILD.finditer(text):
        low, high = around(text, *found.span())
        if not _THEN.search(text[low:high]):
            yield Find(*found.span(), "minor", found[0], "context", "possible")
    for found in _YOUNG.finditer(text):
        yield Find(*found.span(), "minor", found[0], "context", "possible")
    yield from _means(text)
    yield from _reproached(text, known)


def _medical(text: str) -> Iterator[Find]:
    for found in _MEDICAL.finditer(text):
        start, end = found.span()
        near = text[max(0, start - 12) : end + 12]
        if _NOT_MEDICAL.search(near) or _NOT_MEDICAL_BEFORE.search(text[max(0, start - 3) : start]):
            continue
        if found[0] in ("搭桥", "支架") and not _HEART.search(near):
            continue
        if found[0] in _BRIDGE and _BRIDGE_OTHER.search(near):
            continue
        yield Find(start, end, "medical", found[0], "word", "likely")


def _means(text: str) -> Iterator[Find]:
    for found in _MONTHLY.finditer(text):
        if re.search("[千万]", found[0]) or len(max(re.findall(r"[0-9]+", found[0]), key=len, default="")) >= 4:
            yield Find(*found.span(), "finance", found[0], "context", "possible")
    for found in _MEANS.finditer(text):
        low, high = around(text, *found.span())
        for amount in _MONEY.finditer(text, low, high):
            large = len(fold(amount["n"])) >= 4 or any(one in amount[0] for one in "千万")
            if found[0] in _OWN or large or _NOW.search(text[low:high]):
                start, end = min(found.start(), amount.start()), max(found.end(), amount.end())
                yield Find(start, end, "finance", text[start:end], "context", "likely" if found[0] in _OWN else "possible")
                break


def _reproached(text: str, known: Known) -> Iterator[Find]:
    names = _names(known.names)
    for found in _REPROACH.finditer(text):
        if any(text.startswith(word, max(0, found.start() - shift)) for word, shift in NOT_NEGATIVE.get(found[0], ())):
            continue
        low, high = around(text, *found.span(), reach=24)
        who = _named(text, low, high, names)
        if who:
            start, end = min(who[0], found.start()), max(who[1], found.end())
            yield Find(start, end, "third_party_named", text[start:end], "context", "possible")


def _named(text: str, low: int, high: int, names: re.Pattern[str] | None) -> tuple[int, int] | None:
    """Where somebody is named in [low, high): a name of the archive, 老张 or 王班长, or what looks like a name."""
    found = names.search(text, low, high) if names else None
    if found:
        return found.span()
    for at in range(low, high - 1):
        length = _name_length(text, at, high)
        if length:
            return at, at + length
    return None


def _name_length(text: str, at: int, high: int) -> int:
    """How long the name is that begins here, 0 where none does."""
    first, next_ = text[at], text[at + 1 : at + 2]
    if first == "姓" and text[at + 2 : at + 3] == "的":
        return 3
    if first in "老小" and is_surname(next_) and not is_word(text[at : at + 2]):
        return 2
    if not is_surname(first):
        return 0
    if next_ in "某家" or _TITLED.match(text, at + 1, high):
        return 2
    for length in (3, 2):
        name = text[at : at + length]
        if len(name) == length and at + length <= high and _is_name(name, text[max(0, at - 2) : at]):
            return length
    return 0


def _is_name(name: str, before: str) -> bool:
    """Three characters that are no words, or two where the words before say that a name follows."""
    if not all("一" <= one <= "鿿" and (one in _IN_NAMES or not is_particle(one)) for one in name) or is_word(name):
        return False
    return (len(name) == 3 and not is_word(name[:2])) or bool(_CALLED.search(before))


@lru_cache(maxsize=8)
def _names(names: tuple[str, ...]) -> re.Pattern[str] | None:
    told = [name for name in names if len(name) > 1]
    return re.compile(any_of(told)) if told else None
