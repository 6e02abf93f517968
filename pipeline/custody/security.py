"""安全性: is nothing where it should not be, and would it outlive a fire, a thief and a slow disk?"""

from __future__ import annotations

import datetime as dt
import re

from pipeline.custody.inspection import Facts, Item, Verdict, passed_unless
from pipeline.model.problem import Problem

_COPY = re.compile(r"(?:copy|nonce challenge) (?P<place>.+): \d+ (?:added|files).*")
_LOCAL = re.compile(r"^(?:file|local)://(?:localhost)?", re.IGNORECASE)
_COPIES = 2  # besides the archive itself: three sets in all


def _malware(facts: Facts) -> Verdict:
    number = len(facts.inventory.holdings)
    evidence = (f"本程序不查病毒，{number} 个文件都没有查过。",)
    cure = "请用单位的杀毒软件，或 clamscan --recursive --infected 档案文件夹，更新病毒库后扫描，把结果附在本报告后面。"
    return Verdict("需人工核查", evidence, cure)


def _consent(facts: Facts) -> Verdict:
    wrong = []
    for key, kept in facts.archive.interviews.items():
        consent = kept.record.consent
        if consent is None:
            wrong.append(f"访谈 {key}：没有授权记录。")
        elif not consent.signed or not consent.by:
            wrong.append(f"访谈 {key}：授权没有写明签署人或签署日期。")
        elif consent.until and consent.until < facts.today:
            wrong.append(f"访谈 {key}：授权已于 {consent.until} 到期。")
    number = len(facts.archive.interviews)
    sound = f"{number} 篇访谈都有授权记录，写明签署人和日期，都在有效期内。"
    return passed_unless(wrong, sound, "没有授权的访谈对任何出口都不公开；请补签后用 koushu add 登记。", of=number)


def _tracked(facts: Facts) -> Verdict:
    if facts.tracked is None:
        return Verdict("不适用", ("档案不在 git 仓库中。",))
    if isinstance(facts.tracked, Problem):
        return Verdict(
            "需人工核查", (facts.tracked.say("zh"),), "请由技术人员在档案文件夹里运行 git ls-files，查有没有密存材料。"
        )
    sealed = {lock.path for lock in facts.sealed}
    wrong = [f"{path}：密存材料进了 git 仓库。" for path in facts.tracked if path in sealed]
    if wrong:
        return Verdict("不通过", tuple(wrong), "请立即停止推送，由技术人员从仓库历史中清除，并查明副本去向。")
    kept = [f"people/{key}/person.yml" for key, one in facts.archive.people.items() if one.record.private]
    kept += [f"items/{key}/item.yml" for key, one in facts.archive.items.items() if one.record.serial]
    lines = tuple(f"{path}：含个人信息或证件编号。" for path in kept if path in facts.tracked)
    if lines:
        return Verdict("需人工核查", lines, "请确认这个 git 仓库不公开、不在外单位的服务器上。")
    return Verdict("通过", (f"git 仓库里的 {len(facts.tracked)} 个文件中，没有密存材料和个人信息。",))


def _permissions(facts: Facts) -> Verdict:
    wrong = [f"{lock.path}：权限 {lock.mode:04o}，同一台电脑的其他用户可以读取。" for lock in facts.sealed if lock.mode & 0o077]
    sound = f"sealed/ 及其中 {len(facts.sealed) - 1} 个文件只有所有者可以读取。"
    return passed_unless(wrong, sound, "请运行 chmod -R go-rwx sealed。", of=len(facts.sealed))


def _quarantine(facts: Facts) -> Verdict:
    found = [
        f"访谈 {key}：在隔离中，不能导出、复制、移交和发布。" for key, one in facts.archive.interviews.items() if one.quarantined
    ]
    if found:
        return Verdict("需人工核查", tuple(found), "请保密员按规定处理；处理完以前不要移交整机或整盘。")
    return Verdict("通过", (f"{len(facts.archive.interviews)} 篇访谈都没有隔离标记。",))


def _copies(facts: Facts) -> Verdict:
    latest: dict[str, dt.date] = {}
    for event in (line.event for line in facts.inventory.events if line.event.outcome == "success"):
        found = _COPY.fullmatch(event.detail) if event.type in ("replication", "fixity check") else None
        place = _LOCAL.sub("", found["place"]) if found else ""
        if place and not place.startswith("memory:"):  # which dies with the program
            latest[place] = event.at.date()
    lines = tuple(f"{place}　最近一次复制或查验 {day}" for place, day in sorted(latest.items()))
    fresh = [day for day in latest.values() if day >= facts.today - dt.timedelta(days=facts.within_days)]
    if len(fresh) >= _COPIES:
        return Verdict("通过", (f"最近 {facts.within_days} 天内复制或查验过 {len(fresh)} 份副本：", *lines))
    if len(latest) >= _COPIES:
        evidence = (f"操作记录里有 {len(latest)} 份副本，最近 {facts.within_days} 天内没有都复制或查验过：", *lines)
        return Verdict("需人工核查", evidence, "请用 koushu copy --challenge 逐份查验，确认它们还在、还读得出来。")
    evidence = (f"操作记录里有 {len(latest)} 份副本，连同档案本身不足三套。", *lines)
    return Verdict("不通过", evidence, "请用 koushu copy 在不同地点再做副本，至少一份离线保存。")


def _last_check(facts: Facts) -> Verdict:
    last = {path: at.date() for path, at in facts.proven.items()}
    limit = facts.today - dt.timedelta(days=facts.within_days)
    late = [path for path in facts.originals if last.get(path, dt.date.min) < limit]
    wrong = [f"{path}：{f'上次核验是 {last[path]}' if path in last else '操作记录里没有核验过'}。" for path in late]
    oldest = min((last[path] for path in facts.originals if path in last), default=None)
    sound = f"{len(facts.originals)} 件原件最近 {facts.within_days} 天内都核验或登记过，最早的一件是 {oldest}。"
    return passed_unless(wrong, sound, "请运行 koushu verify，并定期进行。", of=len(facts.originals))


def _carrier(facts: Facts) -> Verdict:
    evidence = (f"本程序不能检测载体，{len(facts.inventory.holdings)} 个文件所在的磁盘、光盘没有检测。",)
    cure = "请检查载体外观和标签，用 smartctl 或厂家工具检测磁盘，光盘按 DA/T 38、DA/T 74 检测，把结果附后。"
    return Verdict("需人工核查", evidence, cure)


_PROCESS = "电子档案保存过程安全性"
ITEMS = (
    Item("aq-1", "安全性", "恶意代码检测", "没有病毒", "由人工用杀毒软件扫描。", _malware),
    Item("aq-2", "安全性", _PROCESS, "授权", "逐篇查看授权的签署人、日期和期限。", _consent),
    Item("aq-3", "安全性", _PROCESS, "密存材料不进仓库", "列出 git 仓库的文件，查找密存材料、个人信息和证件编号。", _tracked),
    Item("aq-4", "安全性", _PROCESS, "密存文件夹的权限", "查看 sealed/ 及其中每个文件的权限。", _permissions),
    Item("aq-5", "安全性", _PROCESS, "隔离", "查看有没有疑似涉密而隔离的访谈。", _quarantine),
    Item("aq-6", "安全性", _PROCESS, "副本", "从操作记录统计成功的副本和日期。", _copies, ("归档", "长期保存")),
    Item("aq-7", "安全性", _PROCESS, "定期核验", "从操作记录查每件原件上次核验的日期。", _last_check, ("长期保存",)),
    Item("aq-8", "安全性", "载体安全性", "载体", "由人工检测。", _carrier, ("移交接收", "长期保存")),
)
