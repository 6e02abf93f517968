"""Turns traditional characters into simplified ones, by OpenCC's dictionaries; the only importer of opencc."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol, cast

from rapidfuzz.distance import Levenshtein

# Signs of radicals, each with the character it looks like (Unicode, EquivalentUnifiedIdeograph.txt): text that is copied out of a
# PDF holds them, and NFKC leaves them as they are.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓"
    "⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
# Variants that are nobody's simplification, so that OpenCC leaves them, each with the character that is written now: of those in
# 《第一批异体字整理表》 and in older type, the ones of names, places and soldiers' words. None is in 通用规范汉字表.
_VARIANTS = (
    "姪侄粧妆蔴麻隄堤隣邻碁棋砲炮礮炮鎗枪阬坑塲场壻婿彊强拏拿擧举攷考敺驱昬昏暱昵曡叠朶朵柟楠栢柏桒桑汚污濶阔烖灾烱炯煖暖煑煮燄焰犂犁猨猿珎珍瓈璃甎砖瘉愈皐皋皷鼓盌碗穅糠窰窑竝并籐藤緜绵縂总繖伞"
    "翄翅聀职肐胳脃脆脇胁脗吻臕膘臝裸艪橹菓果葠参薙剃蘂蕊虵蛇蜨蝶蝯猿衂衄袵衽裠裙觔斤謌歌讌宴賸剩趂趁躭耽軰辈輙辄辤辞逥回遯遁醻酬銲焊鏁锁鑛矿鑚钻閙闹陜陕陿狭鞵鞋韈袜韮韭頼赖顋腮飃飘餽馈饍膳駞驼騐验"
    "髥髯鬀剃鬪斗鬭斗鴈雁鷰燕鹻碱麤粗鼃蛙鼇鳌呉吴戸户靑青淸清値值髙高囯国尙尚郞郎鄕乡郷乡緖绪兪俞衞卫敍叙剱剑徳德黒黑"
)
_PAIRS = _RADICALS + _VARIANTS
_ORDINARY = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_WHOLE = re.compile(r"[^\ud800-\udfff]+")  # OpenCC refuses half a surrogate pair, which JSON may hold


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    import opencc  # noqa: PLC0415 # its dictionaries are loaded only where characters are compared

    return cast(_Converter, opencc.OpenCC("t2s"))


def simplified(text: str) -> str:
    """The text with traditional characters simplified, words before characters (乾隆 stays, 乾燥 becomes 干燥).

    Characters that are not traditional, such as 幺 and 着, stay as they are, and so does the length of the text.
    """
    return _WHOLE.sub(lambda found: _converter().convert(found[0]), text)


def ordinary(text: str) -> str:
    """The text with the signs of radicals (U+2E81–2EF3) as the characters they look like (⻓ is 长), and variants as they are
    written now (砲 is 炮)."""
    return text.translate(_ORDINARY)


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """What is the same for every way to write one name: without spaces, marks and invisibles, narrow, and simplified."""
    narrow = ordinary(unicodedata.normalize("NFKC", name))
    return simplified("".join(letter for letter in narrow if letter.isalnum())).casefold() or name


def simplify(text: str) -> list[tuple[int, int, str, str]]:
    """What `simplified` changes: (start, end, was, now) in order, without overlaps; offsets are into `text`."""
    now = simplified(text)
    return [
        (block.src_start, block.src_end, text[block.src_start : block.src_end], now[block.dest_start : block.dest_end])
        for block in Levenshtein.opcodes(text, now)
        if block.tag != "equal"
    ]
