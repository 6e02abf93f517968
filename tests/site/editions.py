"""A hand-made Edition with everything a page can hold, and its media folder; invented, as every name in it."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.language.sentences import split
from pipeline.model.edition import (
    Edition,
    Forward,
    PictureCut,
    PublicColumn,
    PublicInterview,
    PublicIssue,
    PublicSound,
    PublicVolume,
    PublicWall,
    SoundCut,
    Tombstone,
)
from pipeline.model.nouns import Imprint, Named, VolumePlan
from pipeline.model.projection import (
    Held,
    InterviewProjection,
    ItemCard,
    LeftOut,
    PersonCard,
    Picture,
    PublicChapter,
    PublicPoint,
    PublicTurn,
    Shown,
    StorySection,
    Words,
)
from pipeline.model.timing import SentenceTime, Timing, TurnTime
from pipeline.release.excerpt import excerpt

JIA, YI, BING, GONE = "P2K7WB4T", "P9XC3DRV", "P5HHM8NQ", "N7TMB4XX"
SNOW, RIVER = "N4GZ2QHK", "N8RRL3PC"
OLD_SNOW, OLD_GONE = "R2WWC7NT", "R9KKD4PX"
MEDAL, LETTER = "T6VKD9JM", "T3BSX7FW"
WILD = '<script>alert("x")</script> {{ site }} {% raw %} ]]> --> *星* [链](http://a.example/) 𬭎 & \\'
PROOFREAD_SECONDS = 72


def picture(key: str, alt: str = "", caption: str = "") -> Picture:
    return Picture(id=key, digest=key.lower() * 8, alt=alt, caption=caption, credit="样本绘制", date="二〇二三年春")


PEOPLE = (
    PersonCard(
        id=JIA,
        name="贾明远",
        pinyin="Jia Mingyuan",
        aliases=("贾二娃",),
        sex="男",
        birth="1933年",
        native_place="四川内江",
        service=("1950年冬参军，某部通信连战士", "1953年起任报务员、班长", "1958年转业，在内江县邮电局工作", "1993年离休"),
        honours=("三等功", "和平纪念章"),
        bio="十七岁离家参军，在通信连学会收发报，先后立功一次。转业以后在邮电局工作三十多年。\n\n离休后常到学校讲述往事。",
        portrait=picture("G1JJAAAA", "贾明远坐像，身着旧式军装"),
        sample=True,
    ),
    PersonCard(
        id=YI,
        name="易秀兰",
        birth="1935年",
        death="2021年",
        native_place="四川资中",
        service=("1951年参加卫生训练班", "1952年至1955年任护士"),
        honours=("三等功",),
        portrait=picture("G2YYBBBB", "易秀兰像"),
        sample=True,
    ),
    PersonCard(id=BING, name="秉𬭎", honours=("二等功",), native_place="四川威远", sample=True),
)
ITEMS = (
    ItemCard(
        id=MEDAL,
        owner=JIA,
        kind="medal",
        title="三等功奖章",
        honour="三等功",
        date="1953年",
        issuer="某部政治处",
        caption="直径约四厘米，铜质。口述者一直收在木匣里。",
        inscription="保家卫国\n\n一九五三年",
        pictures=(picture("G3MMFFFF", "奖章正面", "正面"), picture("G3MMBBBB", "奖章背面", "背面")),
        sample=True,
    ),
    ItemCard(id=LETTER, owner=YI, kind="letter", title="一封没有寄出的信", date="1952年", caption="信纸两页。", sample=True),
)
STORY = (
    StorySection(
        title="雪夜", paragraphs=("那一年的雪下得早。*江面*上没有一点光。[^a]", "他说，人只要一停下来，脚就不听使唤了。")
    ),
    StorySection(title="渡口", paragraphs=("渡口只剩下一条船。",)),
)
TURNS = (
    ("interviewer", "乙", 0, (Words(text="您是哪一年入伍的？"),)),
    (
        "narrator",
        "贾明远",
        4000,
        (
            Words(text="一九五〇年冬天，我十七岁。那天晚上下着大雪，队伍沿着河边走，谁也不说话。[^1]天亮的时候到了渡口。"),
            LeftOut(label="此处略去一句"),
            Words(text="第二天*又走*了六十里。"),
        ),
    ),
    ("interviewer", "乙", 22_500, (Words(text="这枚奖章是什么时候得的？"),)),
    ("narrator", "贾明远", 26_000, (Words(text="这个是一九五三年发的。"), Held(item=MEDAL), Words(text="我一直放在匣子里。"))),
    ("other", "家属", 40_000, (Words(text="他从来不拿出来给人看。"),)),
    ("narrator", "贾明远", 44_000, (Words(text="有什么好看的。那么多人没有回来。我们这些人，能回来就是好的。"),)),
)


def timing_of(turns: tuple[PublicTurn, ...], end_ms: int) -> Timing:
    """Sentence times spread evenly over each turn; the last sentence of each turn is unsure."""
    starts = [turn.start_ms or 0 for turn in turns] + [end_ms]
    rows = []
    for number, turn in enumerate(turns):
        counts = [len(split(block.text)) if isinstance(block, Words) else 0 for block in turn.blocks]
        total = sum(counts) or 1
        length = (starts[number + 1] - starts[number]) // total
        at, blocks = 0, []
        for count in counts:
            blocks.append(
                tuple(
                    SentenceTime(starts[number] + (at + k) * length, starts[number] + (at + k + 1) * length, at + k + 1 < total)
                    for k in range(count)
                )
            )
            at += count
        rows.append(TurnTime(starts[number], starts[number + 1], tuple(blocks)))
    return Timing(tuple(rows))


def snow() -> PublicInterview:
    """Proofread, with sound, sentence times, an item in the hand, a withheld sentence, notes, photographs and a story."""
    turns = tuple(
        PublicTurn(speaker=name, role=role, person=JIA if role == "narrator" else "", start_ms=at, blocks=blocks)
        for role, name, at, blocks in TURNS
    )
    talk = InterviewProjection(
        purpose="web_text",
        id=SNOW,
        title="雪夜过江",
        narrators=(PEOPLE[0],),
        interviewers=(Named(name="乙", role="采访"),),
        crew=(Named(name="丙", role="摄像"), Named(name="丁", role="文字整理", of="市作家协会")),
        sessions=("2023年4月12日，内江市军休所，面谈",),
        dialect="四川话",
        index=(
            PublicPoint(at_ms=0, title="参军", synopsis="十七岁参军，雪夜行军到渡口。", keywords=("参军",), places=("内江",)),
            PublicPoint(at_ms=22_500, title="奖章", synopsis="讲述奖章的来历。"),
        ),
        shows=(Shown(at_ms=28_000, item=MEDAL),),
        chapters=(
            PublicChapter(title="参军", start_ms=0, turns=turns[:2]),
            PublicChapter(title="奖章", start_ms=22_500, turns=turns[2:]),
        ),
        notes=(("1", "内江到成都当时步行约五天。"),),
        story=STORY,
        story_notes=(("a", "指沱江。"),),
        items=(ITEMS[0],),
        photos=(
            picture("G4PHAAAA", "访谈现场", "访谈当天，在军休所会客室。"),
            picture("G5PHBBBB", "旧照", "一九五五年与战友合影。"),
        ),
        sample=True,
    )
    return PublicInterview(
        talk, timing_of(turns, PROOFREAD_SECONDS * 1000), PublicSound(f"{SNOW}.m4a", 72_000), "proofread", dt.date(2023, 6, 1)
    )


def river() -> PublicInterview:
    """Heard by a machine, text only, without sentence times, full of characters that are not markup."""
    turns = (
        PublicTurn(speaker="说话人一", role="other", start_ms=None, blocks=(Words(text=WILD),)),
        PublicTurn(
            speaker="易秀兰", role="narrator", person=YI, start_ms=61_250, blocks=(Words(text="水很急，我们手拉着手过河。"),)
        ),
    )
    talk = InterviewProjection(
        purpose="web_text",
        id=RIVER,
        title=f"过河 {WILD}",
        narrators=(PEOPLE[1],),
        chapters=(PublicChapter(title=WILD, turns=turns), PublicChapter(title="", turns=())),
        notes=(("z", WILD),),
        sample=True,
    )
    return PublicInterview(talk, None, None, "machine", dt.date(2023, 5, 1))


def column() -> PublicColumn:
    """Three weeks: a passage that is heard, a text without sound, and one that was withdrawn."""
    passage = (4000, 40_000)
    told = excerpt(snow(), passage)
    assert told is not None
    first, second = dt.date(2023, 5, 19), dt.date(2023, 5, 26)
    issues = (
        PublicIssue(f"{first}-{RIVER}", first, "过河", river()),
        PublicIssue(f"{second}-{SNOW}", second, "雪夜的一枚奖章", told, passage),
    )
    gone = (Tombstone(f"2023-05-12-{GONE}"),)
    return PublicColumn("每周一位老兵", 4, "08:00", dt.date(2023, 5, 12), issues=issues, gone=gone)


def edition(site_url: str = "") -> Edition:
    return Edition(
        outlet="site",
        date=dt.date(2023, 6, 1),
        title="军休老人口述史",
        institution="样本市军休服务中心",
        series="口述历史丛刊",
        about="这里收存离退休军人的讲述：录音、文字、照片和随身几十年的旧物。\n\n每一篇都经本人或家属同意公开。",
        contact="电话 0000-0000000（样本），每周一至周五",
        site_url=site_url,
        sample=True,
        sample_notice="本站所有人物、事迹和图片均为虚构样本，声音由程序合成，仅供试用。",
        people=PEOPLE,
        interviews=(snow(), river()),
        items=ITEMS,
        walls=(PublicWall("heroes", "功臣墙", PEOPLE, (ITEMS[0],)),),
        volumes=(
            PublicVolume(
                "text-1",
                VolumePlan(
                    title="雪夜过江", subtitle="口述（一）", series="口述历史丛刊", number="第一册", route="isbn",
                    imprint=Imprint(publisher="样本出版社", isbn="978-7-02-000220-7"),
                ),
                (SNOW, RIVER),
            ),
            PublicVolume(
                "inside-1",
                VolumePlan(title="只在内部交流的一册", route="internal_permit", imprint=Imprint(permit="样本（2023）001号")),
                (SNOW,),
            ),
        ),
        tombstones=(Tombstone(GONE),),
        forwards=(Forward(OLD_SNOW, SNOW), Forward(OLD_GONE, GONE)),
        sounds=tuple(SoundCut(f"{SNOW}.{form}", (("0" * 64, 72_000),), ()) for form in ("m4a", "opus")),
        pictures=tuple(
            PictureCut(f"{key}-{edge}.jpg", key.lower() * 8, edge)
            for key in ("G1JJAAAA", "G2YYBBBB", "G3MMFFFF", "G3MMBBBB", "G4PHAAAA", "G5PHBBBB")
            for edge in (480, 1600)
        ),
        column=column(),
        for_halls=(SNOW, RIVER),
    )  # fmt: skip


def make_media(folder: Path) -> Path:
    """Real files for every sound and picture the edition names."""
    folder.mkdir(parents=True, exist_ok=True)
    for cut in edition().pictures:
        _draw(folder / cut.file, cut.edge)
    tone = f"sine=frequency=330:sample_rate=16000:duration={PROOFREAD_SECONDS}"
    sound = folder / f"{SNOW}.m4a"
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-f",
        "lavfi",
        "-i",
        tone,
        "-af",
        "volume=0.2",
        "-b:a",
        "24k",
        "-movflags",
        "+faststart",
    ]
    subprocess.run([*command, str(sound)], check=True, timeout=600)
    again = ["ffmpeg", "-v", "error", "-y", "-i", str(sound), "-b:a", "24k", str(sound.with_suffix(".opus"))]
    subprocess.run(again, check=True, timeout=600)
    return folder


def _draw(path: Path, edge: int) -> None:
    kind = path.name[1]
    size = {"1": (edge * 3 // 4, edge), "2": (edge * 3 // 4, edge), "3": (edge, edge)}.get(kind, (edge, edge * 2 // 3))
    image = Image.new("RGB", size, (214, 203, 184))
    pen = ImageDraw.Draw(image)
    wide, high = size
    if kind in "12":
        pen.ellipse((wide * 0.32, high * 0.18, wide * 0.68, high * 0.52), fill=(156, 140, 118))
        pen.ellipse((wide * 0.12, high * 0.56, wide * 0.88, high * 1.3), fill=(120, 112, 92))
    elif kind == "3":
        pen.ellipse(
            (wide * 0.15, high * 0.15, wide * 0.85, high * 0.85), fill=(170, 128, 62), outline=(110, 78, 30), width=edge // 60
        )
    else:
        pen.rectangle((0, high * 0.62, wide, high), fill=(150, 138, 116))
        pen.ellipse((wide * 0.4, high * 0.3, wide * 0.52, high * 0.5), fill=(110, 100, 84))
    image.save(path, quality=80)
