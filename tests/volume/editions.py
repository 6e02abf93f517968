"""Editions made by hand, with small real pictures, for the volume's tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.model.edition import Edition, PictureCut, PublicInterview, PublicVolume, Trust
from pipeline.model.nouns import Imprint, Named, VolumePlan
from pipeline.model.projection import (
    Held,
    InterviewProjection,
    ItemCard,
    LeftOut,
    PersonCard,
    Picture,
    PublicChapter,
    PublicTurn,
    Shown,
    StorySection,
    Words,
)

DAY = dt.date(2024, 5, 1)


def picture(media: Path, ident: str, size: tuple[int, int], **words: str) -> Picture:
    """A drawn JPEG in the media folder, and the Picture that names it."""
    media.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", size, (226, 221, 211))
    draw = ImageDraw.Draw(image)
    wide, high = size
    draw.ellipse((wide * 0.3, high * 0.2, wide * 0.7, high * 0.2 + wide * 0.4), fill=(150, 140, 128))
    draw.rectangle((wide * 0.15, high * 0.62, wide * 0.85, high), fill=(96, 104, 92))
    image.save(media / f"{ident}.jpg", quality=85)
    return Picture(id=ident, digest=f"digest-of-{ident}", **words)


def cuts(media: Path) -> tuple[PictureCut, ...]:
    """The cuts of everything `picture` drew."""
    return tuple(PictureCut(path.name, f"digest-of-{path.stem}", 1600) for path in sorted(media.glob("*.jpg")))


def turn(speaker: str, *words: str, role: str = "narrator", at: int | None = None) -> PublicTurn:
    return PublicTurn(speaker=speaker, role=role, start_ms=at, blocks=tuple(Words(text=text) for text in words))


def asked(words: str) -> PublicTurn:
    return turn("周问", words, role="interviewer")


@dataclass
class Shelf:
    """Collects interviews and people into an Edition."""

    media: Path
    people: list[PersonCard] = field(default_factory=list)
    interviews: list[PublicInterview] = field(default_factory=list)

    def person(self, ident: str, name: str, **more) -> PersonCard:
        card = PersonCard(id=ident, name=name, **more)
        self.people.append(card)
        return card

    def interview(self, ident: str, title: str, narrator: PersonCard, trust: Trust = "confirmed", **more) -> InterviewProjection:
        projection = InterviewProjection(purpose="print", id=ident, title=title, narrators=(narrator,), **more)
        self.interviews.append(PublicInterview(projection, None, None, trust, DAY))
        return projection

    def edition(self, plan: VolumePlan | None = None, **changes) -> Edition:
        plan = plan or VolumePlan(title="长河人语", route="isbn")
        chosen = tuple(interview.projection.id for interview in self.interviews)
        words = {
            "outlet": "volume",
            "date": DAY,
            "title": "长河口述档案",
            "institution": "长河市干部休养所（样例）",
            "series": "长河口述丛书",
            "about": "",
            "contact": "",
            "site_url": "",
            "sample": False,
            "sample_notice": "",
        }
        return Edition(
            **{**words, **changes},
            people=tuple(self.people),
            interviews=tuple(self.interviews),
            items=(),
            walls=(),
            volumes=(PublicVolume("text-1", plan, chosen),),
            tombstones=(),
            sounds=(),
            pictures=cuts(self.media),
        )


CLAUSES = (
    "那一年冬天雪下得特别大",
    "我们连夜往北走",
    "棉衣还没有发齐",
    "班长把自己的手套给了我",
    "他说“走吧，天亮以前要过河”",
    "河面上的冰咯吱咯吱地响",
    "老乡在路边放了几桶热水",
    "我那时候才十七岁",
    "什么也不怕",
    "只怕掉队",
    "后来每年下雪我都想起那个晚上",
    "《行军小唱》就是那时学会的",
    "到了宿营地已经是第二天中午",
    "炊事班煮了一锅小米粥（里面掺了黄豆）",
    "大家端着碗谁也不说话",
    "指导员点名，点到三个人没有答应",
    "我在卫生队待了两个月",
    "护士姓林，是四川人",
)
STOPS = ("，", "，", "，", "。", "，", "！", "，", "。", "，", "？", "，", "——", "，", "……", "，", "；", "，")


def speech(start: int, clauses: int) -> str:
    """Running speech of so many clauses, the same for the same arguments; prime strides keep paragraphs unlike each other."""
    out = "".join(CLAUSES[(start * 7 + n * 5) % len(CLAUSES)] + STOPS[(start + n * 3) % len(STOPS)] for n in range(clauses))
    return out.rstrip("，；—…。！？") + "。"


def unpunctuated(length: int) -> str:
    """Machine text as some models write it: not one stop in `length` characters."""
    bare = "".join("".join(c for c in CLAUSES[(n * 5) % len(CLAUSES)] if "\u4e00" <= c <= "\u9fff") for n in range(length // 5))
    return bare[:length]


def full_shelf(media: Path) -> tuple[Shelf, VolumePlan]:
    """Two narrators, a machine text, a story, pictures, items, notes, rare characters and a full imprint."""
    shelf = Shelf(media)
    friend = shelf.person("P3", "欧阳𬭎", pinyin="ouyang hong", aliases=("老欧",))
    shelf.person("P4", "单雄𬱖", pinyin="shan xiongwei")
    first = shelf.person(
        "P1",
        "曾山河",
        pinyin="zeng shanhe",
        sex="男",
        birth="1931年冬",
        death="2019年",
        native_place="四川内江",
        service=("1949年12月—1953年　某部三连　战士、班长", "1953年—1978年　西南某厂　技术员"),
        honours=("三等功（1951年）",),
        bio="少年时在油坊学徒，十八岁入伍。转业后从事机械维修工作三十余年，退休后为中小学生讲述往事百余场。\n与欧阳𬭎同乡同年。",
        portrait=picture(media, "AAAA", (600, 800), alt="曾山河晚年半身像"),
    )
    second = shelf.person(
        "P2",
        "刘㛃",
        pinyin="liu jie",
        sex="女",
        birth="1934年",
        native_place="山东沂水",
        service=("1951年—1955年　卫生队　护士",),
    )
    medal = ItemCard(
        id="I1",
        owner="P1",
        kind="medal",
        title="三等功奖章",
        date="1951年",
        issuer="某部政治处",
        caption="背面刻有编号",
        pictures=(picture(media, "BBB1", (500, 500), alt="奖章正面"), picture(media, "BBB2", (500, 500), alt="奖章背面")),
    )
    letter = ItemCard(
        id="I2",
        owner="P1",
        kind="letter",
        title="家书一封",
        caption="写在烟盒纸上",
        pictures=(picture(media, "CCCC", (900, 600)),),
    )
    unseen = ItemCard(id="I3", owner="P1", kind="badge", title="纪念章", caption="原件遗失")
    shelf.interview("V1", "雪夜过江", first, **_first_interview(media, medal, letter, unseen))
    shelf.interview("V2", "药箱与歌本", second, **_second_interview(media))
    shelf.interview(
        "V3", "听来的一夜", friend, "machine", chapters=(PublicChapter(title="", turns=(turn("", unpunctuated(3000)),)),)
    )
    return shelf, _plan()


def _first_interview(media: Path, medal: ItemCard, letter: ItemCard, unseen: ItemCard) -> dict[str, object]:
    opening = [
        asked("您是哪一年入伍的？当时家里有些什么人？"),
        turn(
            "曾山河",
            "“走的时候没有回头。”一九五〇年冬天[^1]，我和**欧阳𬭎**一起走的。" + speech(1, 30),
            speech(2, 24) + "[^2]老欧走在我前面。",
            at=60_000,
        ),
        asked("过江那天夜里是什么情形？"),
        PublicTurn(
            speaker="曾山河",
            role="narrator",
            start_ms=120_000,
            blocks=(
                Words(text=speech(3, 26) + "刘㛃那时在卫生队。[^3]"),
                LeftOut(label="此处略去一句"),
                Words(text=speech(4, 20) + "*那支歌我现在还会唱。*"),
                Held(item="I1"),
            ),
        ),
    ]
    later = [
        part
        for n in range(8)
        for part in (
            asked(f"后来呢？第{n + 1}次讲到这里，您想起了谁？"),
            turn("曾山河", speech(n + 5, 34) + f"[^{n % 3 + 4}]", speech(n + 40, 22) + "单雄𬱖也在。"),
        )
    ]
    return {
        "interviewers": (Named(name="周问", role="采访"),),
        "crew": (Named(name="吴影", role="摄像"), Named(name="郑文", role="文字整理", of="市作家协会")),
        "sessions": ("2023年4月12日，长河市，面谈",),
        "chapters": (
            PublicChapter(title="参军", turns=tuple(opening)),
            PublicChapter(title="一路向北——第一个冬天", turns=tuple(later)),
        ),
        "notes": tuple((str(n), f"内江到成都当时步行约{n}天。曾山河另有日记一册，记到一九五{n}年。") for n in range(1, 7)),
        "items": (medal, letter, unseen),
        "shows": (Shown(at_ms=130_000, item="I2"),),
        "photos": (
            picture(
                media,
                "DDD1",
                (1200, 800),
                alt="五个年轻人在河边合影",
                caption="连队合影，左二为曾山河，右一为老欧",
                date="1952年春",
                credit="周问翻拍",
            ),
            picture(media, "DDD2", (700, 1000), caption="晚年在书房"),
        ),
    }


def _second_interview(media: Path) -> dict[str, object]:
    return {
        "interviewers": (Named(name="周问", role="采访"), Named(name="钱录")),
        "chapters": (
            PublicChapter(title="卫生队", turns=(asked("您好。"), turn("刘㛃", speech(9, 20)))),
            PublicChapter(title="空的一章"),
        ),
        "story": (
            StorySection(title="", paragraphs=(speech(70, 30) + "曾山河说起过她。[^a]",)),
            StorySection(title="药箱", paragraphs=tuple(speech(71 + n, 28) for n in range(6))),
        ),
        "story_notes": (("a", "见本书「雪夜过江」一章。"),),
        "photos": (picture(media, "EEEE", (1000, 700), caption="卫生队旧址"),),
    }


def _plan() -> VolumePlan:
    return VolumePlan(
        title="长河人语",
        subtitle="离退休老同志口述历史选",
        series="长河口述丛书",
        number="第一卷",
        route="internal_permit",
        prefer="story",
        preface="这是一册样书。\n\n书里的人和事都是编出来的，只为看清版面。" + speech(3, 20),
        afterword="后记一段，谢谢每一位讲述的人，也谢谢曾山河。",
        imprint=Imprint(
            permit="（长）样准印字2024第001号",
            permit_until=dt.date(2024, 12, 31),
            recipients="本所老同志及家属",
            printer="长河印刷厂",
            print_date="2024年5月",
            print_run="300册",
            editors=(Named(name="周问", role="主编"), Named(name="郑文", role="副主编")),
        ),
    )
