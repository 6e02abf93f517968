"""Sentences about recordings, pictures and the programs that read them."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "program-missing": (
        "没有找到程序 {program}。请先运行 sudo apt-get install {debian} 安装。",
        "The program {program} is not installed. Run sudo apt-get install {debian} first.",
    ),
    "media-disk-full": (
        "磁盘已满，无法写入 {folder}。请腾出空间后重新运行；原有文件没有改动。",
        "The disk is full: {folder} cannot be written. Free some space and run again; nothing that was there has changed.",
    ),
    "media-cannot-write": (
        "无法写入 {folder}（{reason}）。请检查文件夹是否存在、是否有写入权限；原有文件没有改动。",
        "{folder} cannot be written ({reason}). See that it exists and that you may write there; nothing there has changed.",
    ),
    "sound-missing": (
        "打不开录音 {file}（{reason}）。请检查文件名和读取权限。",
        "The recording {file} cannot be opened ({reason}). Check its name and that you may read it.",
    ),
    "sound-empty": (
        "录音 {file} 是空文件（0 字节）。请从录音设备重新复制一份。",
        "The recording {file} is empty (0 bytes). Copy it again from the recorder.",
    ),
    "sound-unknown": (
        "{file} 不是本程序认识的录音。请确认拿对了文件；若是少见的格式，请先另存为 WAV 或 FLAC。",
        "{file} is not a recording that this program knows. Is it the right file? Save a rare format as WAV or FLAC first.",
    ),
    "sound-no-audio": (
        "{file} 里只有画面，没有声音。请找到带声音的那一份。",
        "{file} has a picture but no sound. Find the copy that has the sound.",
    ),
    "sound-locked": (
        "录音 {file} 加了版权保护（DRM），不能解码。请向提供者索取没有加密的 WAV 或 FLAC。",
        "The recording {file} is locked (DRM) and cannot be decoded. Ask for a copy without the lock, in WAV or FLAC.",
    ),
    "sound-damaged": (
        "录音 {file} 无法解码，文件已损坏（{reason}）。请从录音设备或备份重新复制一份。",
        "The recording {file} cannot be decoded; it is damaged ({reason}). Copy it again from the recorder or a backup.",
    ),
    "sound-truncated": (
        "录音 {file} 不完整：文件标明 {stated} 秒，只读到 {heard} 秒。请从录音设备或备份重新复制一份。",
        "The recording {file} has lost its end: it states {stated} s, but only {heard} s are there. Copy it again.",
    ),
    "sound-not-encoded": (
        "公开用的声音 {file} 没有生成（{reason}）。请运行 sudo apt-get install --reinstall ffmpeg 重新安装后再试。",
        "The public sound {file} was not made ({reason}). Run sudo apt-get install --reinstall ffmpeg and try again.",
    ),
    "picture-missing": (
        "打不开图片 {file}（{reason}）。请检查文件名和读取权限。",
        "The picture {file} cannot be opened ({reason}). Check its name and that you may read it.",
    ),
    "picture-empty": (
        "图片 {file} 是空文件（0 字节）。请重新复制一份。",
        "The picture {file} is empty (0 bytes). Copy it again.",
    ),
    "picture-unknown": (
        "{file} 不是本程序认识的图片。请另存为 JPEG、PNG 或 TIFF（苹果手机的 HEIC 也请先转存为 JPEG）。",
        "{file} is not a picture that this program knows. Save it as JPEG, PNG or TIFF (HEIC from a telephone too).",
    ),
    "picture-too-large": (
        "图片 {file} 超过 {most} 百万像素。请缩小后再收入。",
        "The picture {file} has more than {most} million pixels. Make it smaller first.",
    ),
    "region-outside": (
        "{file} 要遮盖的区域 {region} 超出了图片（宽 {width}、高 {height} 像素，按正放的图片计），这幅图片不公开。请重新量取。",
        "The region {region} reaches outside {file} ({width} by {height} pixels, upright): it stays closed. Measure again.",
    ),
    "picture-damaged": (
        "图片 {file} 无法完整解码，文件已损坏。请从原处或备份重新复制一份。",
        "The picture {file} cannot be decoded to its end; it is damaged. Copy it again from its source or a backup.",
    ),
}
