"""Sentences about flags: what a machine probably did not hear so, by the flag's code. None of them fails a check."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "credit-line": (
        "{at}“{words}”像是机器凭空写出的片头片尾套话。请对照录音：没有说过就删去，然后删去〔待核〕记号。",
        "{at} “{words}” looks like boilerplate that nobody said. Listen, strike what was not said, then take the mark out.",
    ),
    "repetition": (
        "{at}“{words}”反复出现，像是机器陷入了循环。请对照录音，只留下真正说过的，然后删去〔待核〕记号。",
        "{at} “{words}” comes again and again, as when a machine runs in circles. Listen, keep what was said, take the mark out.",
    ),
    "no-speech": (
        "{at}“{words}”处录音里好像没有人说话。请对照录音：没有说过就删去，然后删去〔待核〕记号。",
        "{at} “{words}”: nobody seems to speak here. Listen: strike what was not said, then take the mark out.",
    ),
    "prompt-echo": (
        "{at}“{words}”与给机器的提示语相同，未必有人说过。请对照录音核实，然后删去〔待核〕记号。",
        "{at} “{words}” repeats what the machine was told to expect. Check it by ear, then take the mark out.",
    ),
    "language-flip": (
        "{at}“{words}”忽然换了语种，可能是机器听错了。请对照录音核实，然后删去〔待核〕记号。",
        "{at} “{words}” is suddenly another language. Check it by ear, then take the mark out.",
    ),
    "too-fast": (
        "{at}“{words}”字数太多，这点时间里说不完。请对照录音核实，然后删去〔待核〕记号。",
        "{at} “{words}” is too much for its time. Check it by ear, then take the mark out.",
    ),
    "too-slow": (
        "{at}“{words}”占的时间太长，可能漏了话，也可能没有人说话。请对照录音核实，然后删去〔待核〕记号。",
        "{at} “{words}” is too little for its time: words may be missing. Check it by ear, then take the mark out.",
    ),
    "times-backwards": (
        "{at}“{words}”在原来的字幕里结束早于开始，时间是估计的。请对照录音核实，然后删去〔待核〕记号。",
        "{at} “{words}” ended before it began in the file; its time is a guess. Check it by ear, then take the mark out.",
    ),
    "times-overlap": (
        "{at}“{words}”与上一句的时间重叠过多。请对照录音核实，然后删去〔待核〕记号。",
        "{at} “{words}” shares too much of its time with the words before. Check it by ear, then take the mark out.",
    ),
    "cut-short": (
        "{at}“{words}”没有听完，后面可能还有话。请对照录音补全，然后删去〔待核〕记号。",
        "{at} “{words}” was not heard to its end. Listen, fill in what follows, then take the mark out.",
    ),
    "speaker-guessed": (
        "{at}“{words}”是谁说的，程序只凭一问一答推测。请对照录音核实说话人，然后删去〔待核〕记号。",
        "{at} “{words}”: who says this is only a guess, from question and answer. Check it by ear, then take the mark out.",
    ),
    "suspect": (
        "{at}“{words}”待核。请对照录音核实，然后删去〔待核〕记号。",
        "{at} “{words}” is in doubt. Check it by ear, then take the mark out.",
    ),
    "flag-deleted": (
        "{at}“{words}”：{when} 处的这些话，{by}已决定删去。如果就是这里，请删去这些字和〔待核〕记号。",
        "{at} “{words}”: {by} decided to strike these words at {when}. If this is the place, strike them with the mark.",
    ),
    "flag-kept": (
        "{at}“{words}”：{when} 处的这些话，{by}已决定保留。如果就是这里，请删去〔待核〕记号。",
        "{at} “{words}”: {by} decided to keep these words at {when}. If this is the place, take the mark out.",
    ),
    "flag-replaced": (
        "{at}“{words}”：{when} 处的这些话，{by}已决定改为“{now}”。如果就是这里，请照改，并删去〔待核〕记号。",
        "{at} “{words}”: {by} decided to write “{now}” at {when}. If this is the place, change it and take the mark out.",
    ),
}
