"""Sentences about why something is out of an edition."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "consent-none": (
        "{where} 没有授权书，不能公开；请补签授权书，写入 consent。",
        "{where} has no signed form; have one signed and enter it under consent.",
    ),
    "consent-undated": (
        "{where} 的授权书没有签署日期；请核对原件，填写 signed。",
        "The form of {where} bears no date; check the paper and fill in signed.",
    ),
    "consent-future": (
        "{where} 的授权书签署日期 {signed} 在今天之后；请核对日期。",
        "The form of {where} is dated {signed}, which is in the future; check the date.",
    ),
    "consent-unsigned": (
        "{where} 的授权书没有写明签署人；请核对原件，填写 by。",
        "The form of {where} names no signer; check the paper and fill in by.",
    ),
    "consent-not-yes": (
        "{where} 的授权书没有同意用途 {purpose}（现为“{answer}”）；只有本人或家属同意后才能改为 yes。",
        "The form of {where} does not say yes to {purpose} (it says {answer}); only the signer can change that.",
    ),
    "consent-expired": (
        "{where} 的授权已于 {until} 到期；如需继续公开，请续签。",
        "The form of {where} ended on {until}; have it renewed to go on.",
    ),
    "consent-embargo": (
        "{where} 约定 {until} 以前不公开；请等到那一天。",
        "{where} is closed until {until}; wait for that day.",
    ),
    "consent-after-death": (
        "{where} 约定口述者去世后“{rule}”；请与家属商定，另签授权书。",
        "{where} says {rule} after death; settle it with the family and have a new form signed.",
    ),
    "consent-series": (
        "archive.yml 的 consent 没有对用途 {purpose} 写 yes，全部停止公开；如要开放，请由负责人修改。",
        "consent in archive.yml does not say yes to {purpose}, so nothing goes out for it; the person in charge may change that.",
    ),
    "not-reaffirmed": (
        "{where} 从 {day} 起才可以公开，而终审、保密审查都签在这以前；期满不会自行公开，请在这一天以后再审阅一次，重签其中一关。",
        "{where} may be out only from {day}, and the last stages were signed before; read it again and sign one of them anew.",
    ),
    "quarantined": (
        "{where} 疑似涉密，已封存：不公开，不外传，不出书，也不能签字。排除嫌疑后，由两个人各办一次 koushu quarantine --lift。",
        "{where} is in quarantine, as it may hold a secret: nothing goes out; two people may lift it (koushu quarantine --lift).",
    ),
    "signed-before-lifting": (
        "{by} 签的“{stage}”早于 {lifted} 解除封存，不作数；请重新审阅并签字。",
        "{by} signed {stage} before the quarantine was lifted on {lifted}, so it does not count; read and sign it again.",
    ),
    "same-person": (
        "{by} 已经签过“{other}”，同一个人再签“{stage}”不作数；请换一个人签“{stage}”。",
        "{by} signed {other} already and may not sign {stage} as well; have somebody else sign {stage}.",
    ),
    "number-missing": (
        "签“{stage}”要写明批准的编号；请用 --number 写上。",
        "{stage} is signed with the number that the authority gave; add it with --number.",
    ),
    "digest-moved": (
        "您读过的是 {read}，现在的内容已是 {now}；请重新运行 koushu review 读过再签。",
        "You have read {read}, but it is now {now}; run koushu review and read it again before signing.",
    ),
    "clock-behind": (
        "本机时间 {now} 早于档案最近一次记录 {last}，授权的日期无从判断，已停止。请先校准本机时间。",
        "This clock says {now}, earlier than the archive's last record {last}, so no date can be judged; set the clock first.",
    ),
    "staff-empty": (
        "staff.yml 里还没有（在任的）人，“{by}”不能签字或决定；请先在 staff.yml 写明谁可以签哪些环节。",
        "staff.yml names nobody who is still here, so {by} can sign or decide nothing; write there who may sign which stages.",
    ),
    "quarantine-nobody": (
        "封存“{key}”请写明是谁的决定（--by）。",
        "Say who puts {key} into quarantine (--by).",
    ),
    "not-in-quarantine": (
        "“{key}”没有封存，不需要解除。",
        "{key} is not in quarantine; there is nothing to lift.",
    ),
    "lifted-already": (
        "“{by}”已经同意解除“{key}”的封存；还要另一个人来办。",
        "{by} has already agreed to lift the quarantine of {key}; somebody else must as well.",
    ),
    "withdrawn": (
        "{where} 已撤回，不再公开。",
        "{where} was withdrawn and stays closed.",
    ),
    "ledger-broken": (
        "{where} 的 signoffs.ndjson 第 {lines} 行读不出来，暂不公开；请找回原来的一行，改好后再检查。",
        "Line {lines} of signoffs.ndjson of {where} cannot be read, so it stays closed; restore the line and check again.",
    ),
    "register-unread": (
        "{file} 读不全，不知道哪些名称不能公开，暂不公开；请运行 koushu check，按提示改好。",
        "{file} cannot be read wholly, so nobody knows which names may stand; run koushu check and mend what it names.",
    ),
    "record-broken": (
        "{where} 有读不出来的文件，暂不公开；请运行 koushu check，按提示改好。",
        "{where} has a file that cannot be read, so it stays closed; run koushu check and mend what it names.",
    ),
    "no-id": (
        "{where} 还没有公开编号；请运行 koushu add 补上。",
        "{where} has no public id yet; run koushu add to give it one.",
    ),
    "no-text": (
        "{where} 还没有文稿；请先运行 koushu edit，再整理 text.md。",
        "{where} has no text yet; run koushu edit, then work on text.md.",
    ),
    "no-sound": (
        "{where} 没有录音，无声音可公开。",
        "{where} has no recording, so there is no sound to publish.",
    ),
    "narrator-missing": (
        "{where} 的口述者“{person}”在 people/ 里没有档案；请建立 person.yml 或改正 narrators。",
        "The narrator {person} of {where} is not in people/; write their person.yml or mend narrators.",
    ),
    "speaker-closed": (
        "{where} 的文稿里有“{name}”说话，{person} 已撤回或没有同意这个用途，所以不公开。不是同一人的，请把说话人改写清楚；"
        "是同一人的，请略去其话语并改写说话人，再审签。",
        "“{name}” speaks in the text of {where}, and {person} withdrew or does not allow this purpose, so it stays closed. If "
        "that is somebody else, name the speaker more clearly; if not, withhold the words, reword the speaker, and sign again.",
    ),
    "narrators-changed": (
        "{where} 的口述者与签过的稿子不同，旧稿不能再用；请重新审签。",
        "The narrators of {where} are not those of the signed text, which can no longer be used; review and sign again.",
    ),
    "unit-undecided": (
        "部队“{unit}”能否公开尚未确定；请保密人员填写 registers/units.yml 的 disclosure（代称写在 public_name）。",
        "Nobody has decided whether the unit {unit} may be named; have its disclosure set in registers/units.yml.",
    ),
    "closed-name": (
        "文字里有“{name}”（{file} 里的 {key}），这个名称（部队、地方、事件或荣誉）不能公开，或尚未确定能否公开。"
        "请保密人员填写那里的 disclosure；不能公开的，请由人改写这一处，或用 withhold 略去，再审签。",
        "The words name {name} ({key} in {file}), which may not be named, or nobody has decided. Have its "
        "disclosure set there; if it stays closed, reword the passage or withhold it, then review and sign again.",
    ),
    "withhold-field-unknown": (
        "{where} 的略去记录 {id} 写的栏目不认识；请改正 field，在此之前不公开。",
        "The withheld record {id} of {where} names no known field; mend field; until then it stays closed.",
    ),
    "withhold-not-found": (
        "{where} 的略去记录 {id} 要略去的字句在文稿里找不到了，不能确定在哪里，暂不公开；请核对文稿，改正 quote。",
        "The words withheld by {id} of {where} are no longer in the text, so it stays closed; compare them and mend quote.",
    ),
    "withhold-not-spoken": (
        "略去记录 {id} 的字句在正文里找不到，声音无法静音，暂不公开声音；请改用时间（from、to）略去。",
        "The words withheld by {id} are not in the turns, so the sound cannot be silenced there; withhold by time instead.",
    ),
    "withhold-no-times": (
        "略去记录 {id} 需要时间，而文稿没有可对照的草稿；请先运行 koushu transcribe，或改用字句（quote）略去。",
        "The withheld record {id} needs times, and no draft gives any; run koushu transcribe, or withhold by quote.",
    ),
    "withhold-times-differ": (
        "略去记录 {id} 无法落实：句子时间与文稿不相符；请重新运行 koushu run。",
        "The withheld record {id} cannot be placed: the times do not fit the text; run koushu run again.",
    ),
    "withhold-taken-back": (
        "签过的声音略去了 {id}，而现在没有这条记录，或者它的字句在文稿里增减、移动过；请重新审签声音。",
        "The signed sound silences {id}, which is no longer recorded or stands elsewhere in the text; sign the sound again.",
    ),
    "sound-withheld": (
        "{where} 的声音整体不公开（field: sound）。",
        "The sound of {where} is withheld as a whole (field: sound).",
    ),
    "sound-without-text": (
        "{where} 的网上文稿没有公开，声音也不公开；请先办好文稿。",
        "The web text of {where} is not out, so its sound is not either; see to the text first.",
    ),
    "sound-not-taken-in": (
        "{where} 的录音还没有登记校验值；请运行 koushu add。",
        "A recording of {where} has no digest yet; run koushu add.",
    ),
    "sound-not-probed": (
        "{where} 的录音长度还不知道；请运行 koushu run。",
        "The length of a recording of {where} is not known yet; run koushu run.",
    ),
    "sound-changed": (
        "{where} 的录音与签过的不同；请重新审签声音。",
        "The recordings of {where} are not those that were signed; review and sign the sound again.",
    ),
    "stages-missing": (
        "还缺签字：{stages}；请用 koushu review 审阅并签字。",
        "Signatures missing: {stages}; use koushu review to read and sign.",
    ),
    "stages-stale": (
        "签字之后内容有改动，需要重新签字：{stages}；请用 koushu review 看改动并签字。",
        "It has changed since it was signed; to be signed again: {stages}; use koushu review to see the changes and sign.",
    ),
    "one-person": (
        "公开至少要由 {people} 个人签字，现在全是同一个人；请换一人签其中一关。",
        "Opening needs at least {people} different people; have someone else sign one of the stages.",
    ),
    "machine-text": (
        "文稿只有机器写的字，没有人校对；请先校对签字，或在 archive.yml 的 machine_text 里允许（{outlet}: yes）。",
        "Nobody has proofread this machine text; proofread and sign it, or allow it in archive.yml (machine_text, {outlet}).",
    ),
    "purpose-without-outlet": (
        "用途 {purpose} 还没有可审签的出口；可用的有 web_text、web_audio、wall、column、film、print、print_internal、archive。",
        "No outlet asks for {purpose}; those to review: web_text, web_audio, wall, column, film, print, print_internal, archive.",
    ),
    "interview-unknown": (
        "没有叫“{key}”的访谈；请用 koushu status 查看名称。",
        "There is no interview {key}; koushu status lists them.",
    ),
    "person-unknown": (
        "没有叫“{key}”的人物；请查看 people/ 文件夹。",
        "There is no person {key}; look in people/.",
    ),
    "volume-unknown": (
        "没有叫“{volume}”的书；请查看 volumes/ 文件夹。",
        "There is no volume {volume}; look in volumes/.",
    ),
    "staff-unknown": (
        "“{by}”不在 staff.yml 里；可以签字的有：{staff}。",
        "{by} is not in staff.yml; those who may sign: {staff}.",
    ),
    "stage-not-allowed": (
        "“{by}”不能签“{stage}”，只能签：{stages}；请换人签，或修改 staff.yml。",
        "{by} may not sign {stage}, only: {stages}; ask somebody else, or change staff.yml.",
    ),
    "stage-not-in-gate": (
        "“{stage}”不是 {outlet} 要求的一关；要求的是：{stages}。",
        "{stage} is not a stage that {outlet} requires; it requires: {stages}.",
    ),
    "edited-none": (
        "访谈“{key}”没有编辑整理稿（edited.md），没有可以审阅的。请先放入 edited.md，或者不写 --telling edited。",
        "The interview {key} has no edited text (edited.md) to review; add it, or leave out --telling edited.",
    ),
    "edited-purpose": (
        "编辑整理稿只用于图书和电子书，没有用途 {purpose}；请改用 {purposes} 之一，或者不写 --telling edited。",
        "An edited text is for volumes and ebooks, never for {purpose}; use one of {purposes}, or leave out --telling edited.",
    ),
    "nothing-to-sign": (
        "“{key}”现在没有可签的内容：{why}",
        "There is nothing to sign for {key}: {why}",
    ),
}
