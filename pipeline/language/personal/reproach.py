"""Words that say something ill of somebody. Chosen by hand from what old soldiers tell of campaigns, quarrels and punishments."""

from __future__ import annotations

from pipeline.language.personal.find import listed

NEGATIVE = listed(
    "贪污 受贿 行贿 索贿 贪了 贪官 腐败 作风有 作风问题 作风不 作风败坏 作风差 不清不楚 不干净 手脚不 乱搞 男女关系",
    "搞破鞋 偷东西 偷了 偷公家 偷拿 偷钱 偷粮 小偷 打人 骂人 打骂 告密 告黑状 告发 出卖 叛变 叛徒 投敌 投降了 逃兵",
    "当了逃兵 开小差 临阵脱逃 汉奸 流氓 耍流氓 强奸 调戏 赌博 赌钱 吸毒 抽大烟 坐牢 坐过牢 判刑 判了 劳改 劳教 蹲监狱",
    "关起来 被抓 处分 记过 开除 撤职 免职 双规 降级 特务 反革命 坏分子 欺负 整人 整过 整我 害死 害过 害了 陷害 冤枉",
    "栽赃 私生 离婚 外遇 出轨 嫖 不是东西 坏透 心黑 没良心 品行 人品 道德败坏 贪生怕死 胆小鬼 怕死 自杀 自伤 虐待",
    "克扣 吃空饷 倒卖 走私 诈骗 骗了 骗钱 骗我 赖账 欠钱不还 酗酒 酒鬼 打老婆 不孝 忘恩负义 造谣 诬告 揭发 批斗 抄家",
    "造反派 打砸抢 挪用 私吞 谎报 冒领 冒功 抢功 假的 弄虚作假 畏罪 杀了人 枪毙 懒得很 懒汉 二流子 恶霸 黑心 贿赂",
    "送礼 走后门 徇私 包庇 枉法",
)
# Word → longer words in which it says nothing ill, each with how many characters it begins before.
NOT_NEGATIVE: dict[str, tuple[tuple[str, int], ...]] = {
    "判了": (("谈判了", 1),),
    "投降了": (("敌人投降了", 2), ("日本投降了", 2), ("鬼子投降了", 2)),
    "出卖": (("演出卖", 1),),
    "枪毙": (),
}
