"""What the hall's technician and the printer have to know, as plain Chinese words in a text file."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.edition import Edition, PublicWall
from pipeline.publish.volume.exhibit import LABELS, SIZES, shares
from pipeline.publish.volume.looks import BLEED

FILE = "说明.txt"


def instructions(edition: Edition, wall: PublicWall) -> bytes:
    """`说明.txt`: how the screen is started, what is printed in which size and how often; an old Windows opens it too."""
    lines = [*_head(edition, wall), *_screen(wall), *_panels(wall), *_labels(wall), *_renewal(edition)]
    return ("\ufeff" + "".join(f"{line}\r\n" for line in lines)).encode()


def _head(edition: Edition, wall: PublicWall) -> Iterator[str]:
    yield wall.title
    yield f"人物 {len(wall.people)} 位，实物 {len(wall.items)} 件。内容截至 {edition.date}。"
    if edition.institution:
        yield edition.institution
    if edition.sample and edition.sample_notice:
        yield f"样例：{edition.sample_notice}"
    yield ""


def _screen(wall: PublicWall) -> Iterator[str]:
    if not wall.people:
        return
    yield "一、展厅的屏幕（hall 文件夹）"
    yield "1. 把整个 hall 文件夹拷到展厅的电脑上，例如 D:\\hall。文件夹里的东西不要改名，不要只拷一部分。不需要网络。"
    yield "2. 先用浏览器（Edge 或 Chrome，2023 年以后的版本）打开其中的 index.html，看画面是否会自己换人。"
    yield "3. 正式使用时用全屏方式打开，参观的人就不会退到桌面：按 Win+R，输入下面一行（文件夹不同的请改），回车。"
    yield "   msedge --kiosk file:///D:/hall/index.html --edge-kiosk-type=fullscreen --autoplay-policy=no-user-gesture-required"
    yield "   Linux：chromium --kiosk --autoplay-policy=no-user-gesture-required file:///srv/hall/index.html"
    yield "   要退出，按 Alt+F4。"
    yield "4. 想让它开机就启动，把上面这一行做成快捷方式，放进“启动”文件夹；电源设置里把“关闭显示器”和“睡眠”改为“从不”。"
    yield "5. 横屏、竖屏都可以，触摸屏可以直接点。声音默认关着，参观的人按“开声音”才出声；音量请在展厅里试好。"
    yield ""


def _panels(wall: PublicWall) -> Iterator[str]:
    if not wall.people:
        return
    width, height = SIZES[wall.panel]
    count = len(shares(len(wall.people), wall.panel))
    yield f"二、展板（print 文件夹，{wall.panel}，成品 {width}×{height} 毫米，共 {count} 张，各印一张）"
    yield f"1. 送印用 panels-{wall.panel}.print.pdf：四边各有 {BLEED:.0f} 毫米出血，成品线写在文件里（TrimBox）。"
    yield f"   页面连出血是 {width + 2 * BLEED:.0f}×{height + 2 * BLEED:.0f} 毫米，请按原大输出，不要缩放。"
    yield "2. 照片和底色是 RGB（sRGB），由输出的机器转换；正文只用一种深色，字都已嵌入，不用另装字体。"
    yield f"3. panels-{wall.panel}.pdf 没有出血，供审看和存档。"
    yield ""


def _labels(wall: PublicWall) -> Iterator[str]:
    if not wall.items:
        return
    sheet = LABELS[wall.label]
    sheets = -(-len(wall.items) // sheet.count)
    size = f"每枚 {sheet.width}×{sheet.height} 毫米，共 {len(wall.items)} 枚"
    yield f"{'三' if wall.people else '一'}、展签（print 文件夹，{size}）"
    yield f"1. labels-{wall.label}.pdf，A4 纸 {sheets} 张，每张最多 {sheet.count} 枚。打印时选“实际大小”，不要选“适合页面”。"
    yield "2. 沿四角的短线裁切，没有出血。请用 200 克以上的哑光卡纸，反光的纸二维码不好扫。"
    yield "3. 裁好后用手机扫一枚试试，能打开这件实物的网页再摆出去。没有二维码的，是档案没有写网址。"
    yield ""


def _renewal(edition: Edition) -> Iterator[str]:
    yield "更换"
    yield "有人撤回同意、内容有改动时，会送来新的文件夹。请把旧的 hall 文件夹整个删去，再拷新的；"
    yield "旧展板、旧展签一并撤下，交回送来的人。"
    if edition.contact:
        yield f"有疑问：{edition.contact}"
