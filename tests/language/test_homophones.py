"""What sounds like a name is found wherever it stands, and ordinary words are left in peace."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.language.homophones import homophones
from pipeline.language.sounds import Sound, folded, sounds
from pipeline.language.subtitles import read_subtitles
from pipeline.language.words import is_word
from pipeline.model.register import Kind, Name


def people(*forms: str) -> list[Name]:
    return [Name(form, "people", f"key-{number}") for number, form in enumerate(forms)]


def heard(text: str, names: list[Name]) -> list[tuple[str, str, str]]:
    return [(one.written, one.form, one.strength) for one in homophones(text, names)]


@pytest.mark.parametrize(
    ("written", "name", "strength"),
    [
        ("纪献林", "季羡林", "exact"), ("陈嘉尔", "陈佳洱", "exact"), ("雷杰琼", "雷洁琼", "exact"), ("温文浩", "翁文灏", "near"),
        ("陈之力", "陈至立", "tone"), ("刘兰亭", "牛兰亭", "near"), ("黄大川", "方大川", "near"), ("善国强", "单国强", "exact"),
        ("胡国强", "傅国强", "near"), ("张学民", "臧学民", "near"), ("林月华", "凌月华", "near"), ("罗文斌", "罗文兵", "near"),
        ("欧阳建民", "欧阳健民", "exact"), ("玉池明华", "尉迟明华", "exact"), ("李响", "李想", "exact"),
        ("莫齐永年", "万俟永年", "exact"),
    ],
)  # fmt: skip
def test_a_misheard_person_is_proposed(written: str, name: str, strength: str) -> None:
    assert heard(f"后来遇见{written}同志。", people(name)) == [(written, name, strength)]


@pytest.mark.parametrize(
    ("kind", "written", "name"),
    [
        ("events", "百年滑蛋", "百年华诞"), ("events", "杜江战役", "渡江战役"), ("places", "姿中县", "资中县"),
        ("places", "龙昌", "隆昌"), ("terms", "榜腿", "绑腿"), ("units", "某助路大队", "某筑路大队"),
        ("honours", "接放勋章", "解放勋章"), ("events", "抗美元朝", "抗美援朝"), ("places", "内降市", "内江市（县级）"),
    ],
)  # fmt: skip
def test_places_units_events_honours_and_terms_are_proposed(kind: Kind, written: str, name: str) -> None:
    found = homophones(f"那年，{written}。", [Name(name, kind, "it")])
    assert [(one.written, one.name.key) for one in found] == [(written, "it")]


def test_a_written_pinyin_decides_how_a_name_is_read() -> None:
    assert heard("后来谭守诚来了", [Name("覃守诚", "people", "q", "Tán Shǒuchéng")]) == [("谭守诚", "覃守诚", "exact")]
    assert heard("后来谭守诚来了", [Name("覃守诚", "people", "q", "Qín Shǒuchéng")]) == []
    assert heard("后来秦守诚来了", [Name("覃守诚", "people", "q")]) == [("秦守诚", "覃守诚", "exact")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("我们要保卫和平。", people("何平", "贺平")),  # a word that sounds like a name
        ("这是思维方式的问题。", [Name("潍坊市", "places")]),  # two words that together sound like one
        ("教育不能放松，交通不便。", [Name("教育部", "units"), Name("交通部", "units")]),
        ("大家一讲就明白。", [Name("嘉奖", "honours")]),
        ("对于一个人来说", people("俞宜国")),
        ("他参加了复原工作", people("王小明")),
        ("季羡林先生", people("季羡林", "纪献林")),  # two people who sound the same: this one stands as registered
        ("林远山来了", [*people("凌远山"), Name("林远山", "people", "lin")]),
    ],
)
def test_ordinary_words_and_registered_names_raise_nothing(text: str, names: list[Name]) -> None:
    assert heard(text, names) == []


def test_a_name_cut_by_a_line_end_is_found_whole() -> None:
    text = "东方学家北大校友纪献\n林先生，还有陈 嘉*尔*教授"
    found = homophones(text, people("季羡林", "陈佳洱"))
    assert [(text[one.start : one.end], one.written) for one in found] == [("纪献\n林", "纪献林"), ("陈 嘉*尔", "陈嘉尔")]


def test_people_who_sound_the_same_are_all_proposed() -> None:
    found = heard("班长王建民", people("王健民", "王剑民", "汪建民"))
    assert found == [("王建民", "王健民", "exact"), ("王建民", "王剑民", "exact")]  # 汪 has another tone: less sure


def test_the_sounds_that_are_taken_for_one_another_fold_together() -> None:
    alike = ["ni li", "zhang zang", "chen cheng", "shan san", "lin ling", "hu fu", "hui fei", "ren leng", "sun sen", "ke kuo"]
    for pair in alike:
        first, second = pair.split()
        assert folded(first) == folded(second)
    assert len({folded(one) for one in ("ma", "la", "ta", "ka", "lv", "lu", "li", "er")}) == 8


LIKE: dict[Sound, list[str]] = {}
for _point in range(0x4E00, 0x9FA6):
    for _sound in sounds(chr(_point))[:1]:
        LIKE.setdefault(_sound, []).append(chr(_point))
HAN = [character for row in LIKE.values() for character in row]
NAMES = st.tuples(st.sampled_from("王李张刘陈杨赵黄周吴单曾任"), st.text(st.sampled_from(HAN), min_size=2, max_size=2)).map(
    "".join
)


@given(NAMES, st.data(), st.sampled_from(["", "后来，"]), st.sampled_from(["", "，他说"]))
def test_a_name_in_other_characters_of_the_same_sound_is_always_found(
    name: str, data: st.DataObject, before: str, after: str
) -> None:
    written = name[0] + "".join(data.draw(st.sampled_from(LIKE[sounds(character)[0]])) for character in name[1:])
    assume(written != name and not is_word(written))
    found = homophones(before + written + after, [Name(name, "people", "it", pinyin(name))])
    assert [(one.written, one.start, one.strength) for one in found] == [(written, len(before), "exact")]


def pinyin(name: str) -> str:
    return " ".join(f"{sounds(character)[0][0]}{sounds(character)[0][1]}" for character in name)


@given(NAMES, st.text(st.sampled_from("，。他说的是 \n"), max_size=6), st.text(st.sampled_from("，。了说\n"), max_size=6))
def test_the_name_itself_is_never_proposed(name: str, before: str, after: str) -> None:
    assert all(one.written != name for one in homophones(before + name + after, people(name)))


@given(st.text(max_size=60), st.lists(st.text(max_size=5), max_size=5), st.sampled_from(["people", "places", "terms", "crew"]))
def test_any_text_and_any_names_are_heard(text: str, forms: list[str], kind: Kind) -> None:
    for one in homophones(text, [Name(form, kind, pinyin=form) for form in forms]):
        assert 0 <= one.start < one.end <= len(text)
        assert one.written in "".join(text[one.start : one.end].split()).translate(dict.fromkeys(map(ord, "*·•・")))
        assert one.written != one.form


@given(st.text(max_size=60))
def test_empty_registers_do_nothing(text: str) -> None:
    assert homophones(text, []) == ()


_KNOWN = """
李大钊 蔡元培 鲁迅 胡适 冯友兰 朱光潜 沈从文 钱三强 邓稼先 竺可桢 茅以升 梁思成 林徽因 叶圣陶 老舍 巴金 曹禺 冰心 丁玲
艾青 徐悲鸿 齐白石 梅兰芳 周信芳 聂耳 冼星海 华罗庚 陈景润 李四光 钱学森 袁隆平 童第周 吴阶平 林巧稚 黄昆 王选 彭德怀
刘伯承 贺龙 陈毅 罗荣桓 徐向前 聂荣臻 叶剑英 粟裕 黄克诚 陈赓 谭政 萧劲光 张云逸 罗瑞卿 王树声 许光达 杨尚昆 邓小平 朱德
任弼时 董必武 林伯渠 吴玉章 谢觉哉 徐特立 李先念 王震 杨勇 杨成武 邓华 洪学智 韩先楚 杨得志 黄继光 邱少云 罗盛教 杨根思
孙占元 胡修道 张桃芳 雷锋 王杰 欧阳海 麦贤得 焦裕禄 王进喜 时传祥 孟泰 赵梦桃 郝建秀 吴运铎 诸葛亮 司马迁 欧阳修 尉迟恭
苏轼 李白 杜甫 白居易 陆游 王安石 曾国藩 左宗棠 李鸿章 张之洞 林则徐 谭嗣同 康有为 梁启超 孙中山 黄兴 宋教仁 廖仲恺
"""
_GIVEN = "建国 志强 秀英 桂兰 永福 德明 文华 光荣 世昌 玉珍 长河 大川 守诚 云起 远山 兴国"
KNOWN = people(*_KNOWN.split())
INVENTED = people(*(surname + given for surname in "何雷莫唐向周覃万鲜" for given in _GIVEN.split()))


@pytest.mark.real
def test_the_real_file_gives_its_misheard_names_and_little_else(real_data: Path) -> None:
    """Beside 254 names that the file does not speak of, except for 蔡元培, whom it writes 菜园培 once."""
    cues = read_subtitles((real_data / "whisper-vtt/nj963cm2696_em_sl.vtt").read_bytes()).cues
    meant = [Name("季羡林", "people"), Name("陈佳洱", "people"), Name("百年华诞", "events")]
    others = [*KNOWN, *INVENTED]
    found = Counter((one.written, one.form) for one in homophones("\n".join(cue.text for cue in cues), [*meant, *others]))
    assert len(others) >= 200
    assert found == {
        ("纪献林", "季羡林"): 1,
        ("纪宪林", "季羡林"): 1,
        ("陈嘉尔", "陈佳洱"): 5,
        ("百年滑蛋", "百年华诞"): 2,
        ("菜园培", "蔡元培"): 1,
    }
