"""Sentences about what people decide on flags."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "decision-line": (
        "这一行读不懂，按没有写处理；在它修好以前，这次访谈不会重新排稿。请从备份恢复 decisions.ndjson，或删去这一行后重新决定。",
        "This line cannot be read; until it is mended no text is laid out anew. Restore the file, or strike the line.",
    ),
    "decisions-broken": (
        "{file} 有读不懂的行，不知道哪些文字已经决定删去，所以没有排稿。请先运行 koushu check，按提示修好。",
        "{file} has lines that cannot be read, so nothing was laid out: who knows what was struck. Run koushu check first.",
    ),
    "flag-unknown": (
        "“{flag}”既不是这次访谈里待核之处的编号，也不是它们的类别。请先用 koushu review {key} --flags 查看。",
        "“{flag}” is neither the id nor the code of an open flag here. See koushu review {key} --flags.",
    ),
    "replacement-missing": (
        "改为别的文字时，请用 --with 写明实际说的是什么；删去或保留时，不要写 --with。",
        "Say with --with what is really said when the words are replaced, and only then.",
    ),
}
