"""A kit's slides become the page that tells a lecturer how to use the folder."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.edition import Edition
from pipeline.publish.talks.ages import MANNERS
from pipeline.publish.talks.slides import Slide, minutes
from pipeline.publish.volume.characters import bare


def write_readme(edition: Edition, slides: Sequence[Slide], *, quizzed: bool) -> str:
    """Plain words, as every machine opens them."""
    kit, voices = edition.kits[0], sum(1 for slide in slides if slide.voice)
    told = [
        f"讲座资料包：{bare(kit.title)}",
        f"对象：{MANNERS[kit.age].listeners}　　照着讲约 {minutes(slides)} 分钟，共 {len(slides)} 页",
        "",
        "文件夹里有什么",
        "  slides.pptx　　 幻灯片。用 PowerPoint 或 WPS 打开；每一页下面的备注里有原话、出处和大约的时间。",
        "  deck.html　　　 同样的内容，用浏览器打开就能放，不用联网，也不用安装软件。",
        "  handout.pdf　　 讲义，A4 两面，发给听众。",
        *(
            ["  quiz.pdf　　　  小测验，发给听众。", "  answers.pdf　　 测验答案和每一题的依据，请讲师自己留着。"]
            if quizzed
            else []
        ),
        "  reading.pdf　　 延伸阅读，扫码可以看全文、听原声。",
        *(["  sound　　　　　 各段原声，幻灯片放不出声音时可以单独播放。"] if voices else []),
        "",
        "讲之前",
        "  1. 把整个文件夹拷到会场的电脑上，从头到尾放一遍。",
        f"  2. {f'有 {voices} 段原声，请先接好音箱试音。' if voices else '这一包没有原声，带引文的页面请讲师朗读。'}",
        "  3. deck.html 的按键：→ 或空格下一页，← 上一页，P 播放或停止原声，N 显示备注，F11 全屏。",
        "  4. 手机拍照能扫出讲义上的二维码，请先试一次。",
        "",
        "请注意",
        "  引文都是讲述者的原话，请不要改动，也不要添上没有依据的细节。",
        "  讲述者随时可以收回同意。请每次讲之前重新领取资料包；接到通知要删去的，请连同备份一起删去。",
        "  请不要把资料包放到网上，也不要转作别的用途。",
        *([f"  {bare(edition.sample_notice)}"] if edition.sample and edition.sample_notice.strip() else []),
        "",
        f"{bare(edition.institution)}" + (f"　{bare(edition.contact)}" if edition.contact.strip() else ""),
        f"内容核定到 {edition.date.year} 年 {edition.date.month} 月 {edition.date.day} 日",
    ]
    return "\r\n".join(told) + "\r\n"  # an old Notepad shows one long line for anything else
