"""Sentences about what is brought in, and how originals are kept."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "already-in": (
        "{file} 已经收录过了（{inside}），这次没有再收。不必再做什么。",
        "{file} was taken in before ({inside}) and was left as it is. There is nothing more to do.",
    ),
    "file-elsewhere": (
        "{file} 与档案里的 {inside} 逐字节相同，没有收录任何文件。请核对访谈编号和文件；同一件原件在档案里只存一份。",
        "{file} is byte for byte {inside}, so nothing was taken in. Check interview and file: an original is kept once.",
    ),
    "source-changed": (
        "收录 {file} 时，它的内容变了，没有收录。请等录音设备或其他程序写完，并检查数据线和存储卡，再重新收录。",
        "{file} changed while it was taken in, so it was not. Wait until nobody writes to it, check cable and card, try again.",
    ),
    "frames-broken": (
        "录音 {file} 有 {count} 处解码出错（第一处：{first}），已照原样收录。如果别处还有完好的一份，请比较后收录那一份。",
        "{count} places in {file} do not decode cleanly (first: {first}); it was kept as it is. Look for a better copy.",
    ),
    "parts-gap": (
        "{before} 与 {after} 之间缺 {missing} 个编号。请核对存储卡上是否还有没拿来的段落。",
        "Between {before} and {after}, {missing} numbers are missing. See whether the card holds parts that did not come.",
    ),
    "parts-parallel": (
        "{one} 与 {other} 编号相同，可能是同时录下的两条音轨，不是先后两段。若是，请在 interview.yml 的 recordings 里只留一条。",
        "{one} and {other} have one number: two tracks of one moment, not two parts? Then name only one in interview.yml.",
    ),
    "preserve-advised": (
        "{file} 的格式自身不带校验，坏了也查不出。建议运行 koushu preserve {key}，在旁边存一份逐样本相同的 FLAC；原件不动。",
        "{file} has no check of its own. Run koushu preserve {key} to keep a FLAC of the same samples beside it.",
    ),
    "preserve-not-exact": (
        "{file} 不能逐样本存成 FLAC（{why}），没有生成。浮点或 32 位的 WAV 请保留原件，并靠 koushu verify 和副本守护。",
        "FLAC cannot hold {file} exactly ({why}); none was made. Keep the original, and rely on koushu verify and copies.",
    ),
}
