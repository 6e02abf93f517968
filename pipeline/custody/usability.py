"""可用性: can everything be read, to its end, in a form that others know, without a key?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.custody.inspection import Facts, Item, Media, Verdict, passed_unless, told
from pipeline.model.problem import Problem

# Open or widely kept forms, as decoded: what an archive may be asked to read in thirty years. `+` joins container and coding.
ALLOWED = frozenset({
    "flac+flac", "wav+pcm_s16le", "wav+pcm_s24le", "wav+pcm_s32le", "wav+pcm_f32le", "aiff+pcm_s16be", "aiff+pcm_s24be",
    "mp3+mp3", "ogg+opus", "ogg+vorbis", "ogg+flac", "mp4+aac", "mp4+alac", "mp4+pcm_s16le", "mp4+pcm_s16be", "aac+aac",
    "matroska+flac", "matroska+pcm_s16le", "matroska+pcm_s24le", "matroska+aac", "matroska+opus",
    "mxf+pcm_s16le", "mxf+pcm_s24le", "avi+pcm_s16le", "avi+mp3",
    "mpegts+aac", "mpegts+mp2", "mpegts+ac3", "mpeg+mp2", "mpeg+ac3", "jpeg", "tiff", "png",
})  # fmt: skip
_LOCKED = "sound-locked"
_UNREADABLE = frozenset({
    "cannot-read", "empty-file", "file-too-large", "encoding-gbk", "yaml-syntax", "yaml-tab", "yaml-too-deep", "yaml-too-many",
    "list-expected", "mapping-expected", "ledger-line", "id-line", "manifest-line", "approved-broken", "draft-broken",
})  # fmt: skip


def form(container: str, coding: str) -> str:
    """ffmpeg's names of a container and a coding as one name: what it takes for several containers is called by the usual one."""
    several = container.split(",")
    usual = next((name for name in ("mp4", "matroska") if name in several), several[0])
    return f"{usual}+{coding}"


def picture_form(head: bytes) -> str:
    """The form of a picture by its first bytes, whatever its name."""
    magic = {b"\xff\xd8\xff": "jpeg", b"\x89PNG": "png", b"II*\0": "tiff", b"MM\0*": "tiff", b"GIF8": "gif", b"BM": "bmp"}
    return next((name for begin, name in magic.items() if head.startswith(begin)), "webp" if head[8:12] == b"WEBP" else "不明")


def _metadata(facts: Facts) -> Verdict:
    broken = [f"访谈 {key}：有读不懂的部分。" for key, kept in facts.archive.interviews.items() if kept.broken]
    wrong = [one for one in facts.archive.problems if one.code in _UNREADABLE]
    number = sum(one.role != "original" for one in facts.inventory.holdings.values())
    sound = f"{number} 个元数据和文字文件都是 UTF-8 纯文本（YAML、JSON、Markdown、CSV），都能解析。"
    return passed_unless([*told(wrong), *broken], sound, "请运行 koushu check，按提示修好，或从副本恢复。", of=number)


def _forms(facts: Facts) -> Verdict:
    known = {path: one for path, one in facts.media.items() if isinstance(one, Media)}
    wrong = [f"{path}：{one.form} 不在长期保存格式清单中。" for path, one in sorted(known.items()) if one.form not in ALLOWED]
    count = Counter(one.form for one in known.values())
    sound = "、".join(f"{form} {number} 件" for form, number in sorted(count.items())) + "，都在长期保存格式清单中。"
    return passed_unless(wrong, sound, "原件不动；请另存一份无损的通用格式（如 FLAC）。", of=len(known))


def _decodes(facts: Facts) -> Verdict:
    wrong = [one for one in facts.media.values() if isinstance(one, Problem)]
    lines = [f"{path}　{one.form}　{one.extent}" for path, one in sorted(facts.media.items()) if isinstance(one, Media)]
    if wrong:
        return Verdict("不通过", tuple(told(wrong)), "请从副本恢复；副本同样打不开的，请向口述者或采集者重新索取。")
    if not lines:
        return Verdict("不适用", ("没有录音、录像和图片。",))
    return Verdict("通过", (f"{len(lines)} 件录音、录像和图片都从头到尾解码成功：", *lines))


def _keys(facts: Facts) -> Verdict:
    wrong = [f"{path}：加密，没有密钥就不能播放。" for path, one in facts.media.items() if _is_locked(one)]
    unknown = [path for path, one in facts.media.items() if isinstance(one, Problem) and one.code != _LOCKED]
    if not wrong and unknown:
        return Verdict("需人工核查", tuple(f"{path}：打不开，不知道有没有加密。" for path in unknown), "请先解决打不开的问题。")
    sound = f"{len(facts.media)} 件录音、录像和图片都能不用密钥解码，没有加密。"
    return passed_unless(wrong, sound, "请向口述者或采集者索取没有加密的文件。", of=len(facts.media))


def _is_locked(one: Media | Problem) -> bool:
    return isinstance(one, Problem) and one.code == _LOCKED


def _environment(facts: Facts) -> Verdict:
    wrong = list(_spoilt(facts))
    sound = f"{len(facts.drafts)} 份听写稿都写明识别引擎、版本、模型及其摘要；其余文件不依赖专用软件。"
    return passed_unless(wrong, sound, "请重新听写，或从副本恢复听写稿。", of=len(facts.drafts))


def _spoilt(facts: Facts) -> Iterator[str]:
    yield from told([problem for problem in facts.drafts.values() if problem])


ITEMS = (
    Item("ky-1", "可用性", "电子档案元数据可用性", "元数据可以读取", "读取并解析每个元数据和文字文件。", _metadata),
    Item("ky-2", "可用性", "电子档案内容可用性", "格式", "以解码得到的格式（不看扩展名）对照长期保存格式清单。", _forms),
    Item("ky-3", "可用性", "电子档案内容可用性", "可以打开", "把每件录音、录像和图片从头到尾解码一遍。", _decodes),
    Item("ky-4", "可用性", "电子档案内容可用性", "没有加密", "查看有无加密的音轨，并由解码证实。", _keys),
    Item("ky-5", "可用性", "电子档案软硬件环境", "软件环境的记载", "读取每份听写稿中的引擎、版本、模型。", _environment),
)
