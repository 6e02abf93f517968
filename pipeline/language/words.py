"""Which rows of characters are ordinary words, and which characters are surnames."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from pipeline.language.surnames import DOUBLE, SINGLE

# The surnames that most people bear, beside those of the tables.
_FREQUENT = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦"
    "贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔向常汤康易乔赖文施洪季庄柯樊纪梅童凌毕祁鲁俞左岳霍葛焦"
    "包宁柳阮倪滕申屈翁路齐伍耿殷游欧狄关穆温聂蓝丘裴巫柴骆牛翟冉辛管詹盛鲍靳房甘褚路祝涂卞符詹蒲苗时卓"
)
_PARTICLES = frozenset(
    "的地得了着过是在有不没和与对于以为就也都还很又再最这那哪我你您他她它们个些什么怎一把被给让向从到跟要会能可说去来吧吗呢啊呀"
)


@cache
def _words() -> frozenset[str]:
    # pypinyin reads large tables when imported
    phrases = import_module("pypinyin.constants").PHRASES_DICT
    threes, fours = ([word for word in phrases if len(word) == length] for length in (3, 4))
    parts = {part for word in threes for part in (word[:2], word[1:])} | {part for word in fours for part in (word[:2], word[2:])}
    return frozenset(phrases) | parts


def is_word(word: str) -> bool:
    """Is it a word or phrase of pypinyin's dictionary, or half of a longer one? Some 75,000; not every ordinary word is there."""
    return word in _words()


def is_surname(characters: str) -> bool:
    """May a name begin with this character, or these two?"""
    return characters in _FREQUENT or characters in SINGLE or characters in DOUBLE


def is_particle(character: str) -> bool:
    """Is it one of the small words of every sentence? A recogniser seldom writes a name with them."""
    return character in _PARTICLES
