"""Sentences about lecturers' kits."""

from __future__ import annotations

NOTICES = frozenset(
    {
        "kit-interview-closed",
        "kit-person-closed",
        "kit-empty",
        "kit-renewed",
        "kit-silent",
        "kit-used",
        "talk-photo-without-consent",
    }
)

SENTENCES: dict[str, tuple[str, str]] = {
    "kit-about-nothing": (
        "资料包要写明讲谁或讲什么：people、topics、parts 至少写一项。",
        "Say whom or what the kit is about: at least one of people, topics and parts.",
    ),
    "kit-none": (
        "kits.yml 里没有写讲座资料包，也没有用 --narrator 或 --topic 指定。请写上一项。",
        "There is no kit in kits.yml, and none was asked for with --narrator or --topic. Name one.",
    ),
    "kit-interview-closed": (
        "资料包 {kit} 略去了访谈 {interview}：它今天不能用于讲座。请用 koushu status 查看原因。",
        "The kit {kit} leaves out the interview {interview}: talks may not tell of it today. See koushu status for why.",
    ),
    "kit-person-closed": (
        "资料包 {kit} 要讲 {person}，可是此人没有可以用于讲座的访谈。请用 koushu status 查看原因。",
        "The kit {kit} is about {person}, of whom no interview may be told in talks. See koushu status for why.",
    ),
    "kit-words-nowhere": (
        "资料包 {kit} 选用了 {interview} 里的“{words}”，可是放行的文字里没有这一句。请照放行的文字改写，或改用时刻。",
        "The kit {kit} asks for “{words}” of {interview}, which is not among the released words. Write them as released.",
    ),
    "kit-past-end": (
        "资料包 {kit} 选用了 {interview} 从 {from} 起的一段，那里没有一句放行的话（录音长 {length}）。请改正起止时刻。",
        "The kit {kit} asks for a passage of {interview} from {from}, where no released word is (it lasts {length}). Mend it.",
    ),
    "kit-empty": (
        "资料包 {kit} 没有一篇可以讲的访谈，没有制作。请为有关访谈签核 talks 用途：koushu review 访谈 --purpose talks。",
        "Nothing of the kit {kit} may be told, so it was not made. Sign its interviews for the purpose talks: koushu review.",
    ),
    "kit-silent": (
        "资料包 {kit} 里没有原声：其中的访谈都没有放行声音（web_audio）。文字和图片照常。",
        "The kit {kit} holds no voice: none of its interviews has its sound released (web_audio). Words and pictures are there.",
    ),
    "kit-renewed": (
        "资料包 {kit} 里有内容已经撤回或改动，旧的已经换掉。请通知拿走旧资料包的讲师删去它，另取新的。",
        "Something in the kit {kit} was withdrawn or changed; the old one is gone. Ask lecturers who took it to delete theirs.",
    ),
    "kit-removed": (
        "这些讲座资料包里有已经撤回或改动的内容，新的又没有做成，所以已经删去：{names}。"
        "请通知拿走它们的讲师删去手里的；排除下面的故障后，再运行 koushu talks kit：{why}",
        "These kits held what was withdrawn or changed, and new ones could not be made, so they were removed: {names}. "
        "Ask lecturers who took them to delete theirs; mend this, then run koushu talks kit: {why}",
    ),
    "kit-used": (
        "{date} 在{place}的讲座用过资料包 {kit}，讲到的{people}后来撤回了。请通知{lecturers}删去手里的资料包和幻灯片。",
        "The talk at {place} on {date} used the kit {kit} and told of {people}, withdrawn since. {lecturers} must delete theirs.",
    ),
    "no-such-kit": (
        "kits.yml 里没有资料包“{key}”。请改正名字，或在 kits.yml 里补上。",
        "There is no kit “{key}” in kits.yml. Correct the name, or add the kit.",
    ),
    "no-such-talk": (
        "talks.yml 里没有讲座“{key}”，而有它的照片。请改正文件夹的名字，或在 talks.yml 里补记这场讲座。",
        "There are photographs of a talk “{key}” that talks.yml does not have. Correct the folder's name, or log the talk.",
    ),
    "talk-photo-without-consent": (
        "这张讲座照片没有写同意书（consent）。请让照片里的人或到场单位签同意书，补写在这里；没有同意书的照片只存不用。",
        "This photograph of a talk has no form (`consent`). Have those in it sign one, write it here; it is only kept till then.",
    ),
    "kit-paper-not-set": (
        "资料包 {kit} 的{paper}排不出来，其余的资料包照常。请先排除这里说的毛病：{message}。",
        "The {paper} of the kit {kit} cannot be set; the other kits are made. Mend this: {message}.",
    ),
}
