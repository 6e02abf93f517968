"""Sentences about printed volumes."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "book-font-missing": (
        "排书所需的字体没有安装：{fonts}。请运行 sudo apt-get install {packages}，然后再次发布。",
        "Fonts needed to set a volume are not installed: {fonts}. Run sudo apt-get install {packages}, then publish again.",
    ),
    "book-glyph-missing": (
        "《{volume}》中有字体里没有的字：{characters}（字体 {fonts}），见{where}。"
        "请在原文中改用通行的字，或用文字说明字形，例如〔左火右弘〕，再次审签后发布。",
        "“{volume}” holds characters that its fonts lack: {characters} (font {fonts}), in {where}. Write a current character "
        "instead, or describe the form in words, then review and publish again.",
    ),
    "book-picture-missing": (
        "《{volume}》要用的图片 {file} 不在公开图片文件夹里。请再次运行 koushu publish volumes，使图片重新制作。",
        "The picture {file} of “{volume}” is not in the folder of public pictures. "
        "Run koushu publish volumes again, which makes it anew.",
    ),
    "book-picture-unreadable": (
        "《{volume}》要用的图片 {file} 无法解码。请换一张完好的原图（JPEG 或 PNG），再次发布。",
        "The picture {file} of “{volume}” cannot be decoded. Put a sound original (JPEG or PNG) in its place and publish again.",
    ),
    "book-not-set": (
        "《{volume}》未能排成，其余各册不受影响。排版程序说：{message}。请把这句话连同该册的 volumes/*.yml 交给维护程序的人。",
        "“{volume}” could not be set; the other volumes are not affected. The typesetter says: {message}. "
        "Hand this sentence and the volume's volumes/*.yml to whoever maintains the program.",
    ),
}
