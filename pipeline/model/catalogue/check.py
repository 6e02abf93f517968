"""Sentences about records that can be read, but do not fit together."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "no-such-person": (
        "people/ 下没有“{key}”。请改正名称，或先建立这个人物。",
        "There is no “{key}” in people/. Correct the name, or add the person first.",
    ),
    "no-such-item": (
        "items/ 下没有“{key}”。请改正名称，或先建立这件实物。",
        "There is no “{key}” in items/. Correct the name, or add the item first.",
    ),
    "no-such-interview": (
        "interviews/ 下没有“{key}”。请改正名称，或先建立这次访谈。",
        "There is no “{key}” in interviews/. Correct the name, or add the interview first.",
    ),
    "no-such-term": (
        "registers/{register}.yml 里没有“{key}”。请改正，或先在规范表里添上；若不是规范表的 id，请直接写汉字。",
        "There is no “{key}” in registers/{register}.yml. Correct it, add it there, or write plain words instead of an id.",
    ),
    "wall-forgotten": (
        "{name}同意上荣誉墙（wall: yes），但 walls.yml 里没有一面墙列着。请看是否漏了。",
        "{name} may be on an honour wall (wall: yes), and no wall in walls.yml lists them. See whether they were forgotten.",
    ),
    "map-without-number": (
        "底图没有写审图号（approval），网站不会用它。请写上批准的审图号；没有审图号的地图不能公开。",
        "The base map has no approval number (`approval`, 审图号), so the site does not show it. Write the number it was given.",
    ),
    "map-without-area": (
        "底图的范围不对：south 要小于 north，west 要小于 east。请改正。",
        "The base map has no area: `south` must be below `north`, and `west` below `east`. Correct them.",
    ),
    "map-missing": (
        "写了底图的范围（map），但没有 map.jpg。请把底图放在 archive.yml 旁边，再运行 koushu add。",
        "`map` is written, and there is no map.jpg. Put it beside archive.yml and run koushu add.",
    ),
    "map-unplaced": (
        "{file} 没有写范围和审图号，网站不会用它。请在 archive.yml 里写 map。",
        "{file} has neither its area nor its approval number, so the site does not show it. Write `map` in archive.yml.",
    ),
    "unit-no-public-name": (
        "“{name}”只能用代称或概称，但没有写 public_name。请补上公开时的称呼。",
        "“{name}” may only be shown by another name, and none is given. Fill in `public_name`.",
    ),
    "period-order": (
        "“{name}”的一个时段（periods）结束早于开始。请改正 from 和 to。",
        "A period of “{name}” ends before it begins. Mend `from` and `to`.",
    ),
    "form-unsigned": (
        "同意书没有写签署人（by），按没有签署处理。请补上姓名和身份。",
        "The consent form names no signer and counts as unsigned. Fill in `by`.",
    ),
    "form-undated": (
        "同意书没有写签署日期（signed），按没有签署处理。请补上日期。",
        "The consent form bears no date and counts as unsigned. Fill in `signed`.",
    ),
    "form-order": (
        "同意书的截止日期早于签署日期。请改正。",
        "The consent ends before it was signed. Correct the dates.",
    ),
    "form-leaves": (
        "“{path}”不是 sealed/ 里的文件名。请只写扫描件的文件名。",
        "“{path}” is no file name in sealed/. Write the name of the scan alone.",
    ),
    "birth-after-death": (
        "出生日期晚于去世日期。请核对。",
        "The birth is after the death. Check both dates.",
    ),
    "service-order": (
        "这段经历的开始日期晚于结束日期。请核对。",
        "This stretch of service begins after it ends. Check both dates.",
    ),
    "service-before-birth": (
        "这段经历的开始日期早于出生日期。请核对。",
        "This stretch of service begins before the birth. Check both dates.",
    ),
    "session-before-birth": (
        "访谈日期早于口述者“{name}”的出生日期。请核对。",
        "The session is before the birth of its narrator “{name}”. Check both dates.",
    ),
    "date-unconfirmed": (
        "这个日期是换算出来的，还没有人确认。请核对后在 confirmed_by 写上核对人。",
        "This date was computed and nobody has confirmed it. Check it and fill in `confirmed_by`.",
    ),
    "withhold-twice": (
        "“{id}”用了两次。请给其中一条换一个 id。",
        "“{id}” is used twice. Give one of them another id.",
    ),
    "withhold-undecided": (
        "这条不公开的段落没有写明由谁（decided_by）在何时（on）决定。请补上。",
        "It is not said who decided to withhold this passage, and when. Fill in `decided_by` and `on`.",
    ),
    "picture-not-named": (
        "这里没有图片“{picture}”，这条记录的图片因此都不公开。请改正 picture，写这条记录旁边的文件：{known}。",
        "There is no picture “{picture}” here, so none of this record's pictures is public. Name one beside it: {known}.",
    ),
    "region-beyond": (
        "遮盖区域 {region} 超出了图片（宽 {width}、高 {height} 像素，按正放的图片计），这幅图片因此不公开。请重新量取。",
        "The region {region} leaves the picture ({width} by {height} pixels, upright), which stays closed. Measure again.",
    ),
    "serial-uncovered": (
        "写了编号（serial），而图片上没有遮盖的区域。请看图片上能否读出编号；能读出的，用 withhold 的 picture 和 region 遮盖。",
        "There is a serial number and no covered region. If it can be read in a picture, withhold it by `picture` and `region`.",
    ),
    "withdrawn-named": (
        "这里提到“{name}”，此人（或家属）已要求撤回。是否保留，请斟酌决定；不宜保留的，"
        "请改写这一处，或用 withhold 略去，再审签。",
        "“{name}” is named here, who (or whose family) withdrew. People decide whether it may stay; else reword or withhold "
        "it, and sign again.",
    ),
    "depicted-unknown": (
        "照片上的“{name}”不在 people/ 里，又没有写明其同意（照片的 consent），这幅照片因此不公开。请补上其中一样。",
        "“{name}” in this photograph is not in people/ and no form stands beside it, so it is not public. Add either.",
    ),
    "depicted-unasked": (
        "照片上的“{name}”没有签过授权书，访谈的授权书只代表口述者，这幅照片因此不公开。请在其 person.yml 写上本人的授权。",
        "“{name}” signed no form; the interview's speaks for its narrators alone. Write theirs into their person.yml.",
    ),
    "withhold-endless": (
        "不公开的 {id} 既没有写到哪一天为止（until），也没有写哪一天复查（review_on）。请写上其中一项。",
        "The withheld passage {id} has neither a last day (until) nor a day to look at it again (review_on). Write one of them.",
    ),
    "ask-endless": (
        "授权书里 {purposes} 写着 ask（再问），却没有写哪一天去问。请写上 review_on，或者问过以后改成 yes、no。",
        "The form says ask for {purposes}, but not when. Write `review_on`, or ask and then write yes or no.",
    ),
    "review-due": (
        "到了约定复查的日子（{day}）。请复查后改写 review_on，或者写明结果。",
        "The day to look at this again ({day}) has come. Do so, then move `review_on` or write what was decided.",
    ),
    "quote-gone": (
        "稿子里找不到“{quote}”，这次访谈因此不公开。请照现在的稿子改写 quote，或改用时间。",
        "“{quote}” is not in the text any more, so the interview is not public. Quote the text as it is now, or use times.",
    ),
    "span-beyond": (
        "这里的时间 {at} 超过了录音的总长 {length}。请核对。",
        "The time {at} is beyond the end of the recordings, {length}. Check it.",
    ),
    "text-time-beyond": (
        "这段话的时间 {at} 超过了录音的总长 {length}。请对照录音改正。",
        "The time {at} of this turn is beyond the end of the recordings, {length}. Correct it by ear.",
    ),
    "text-time-backwards": (
        "这段话的时间 {at} 早于前面的 {before}。请对照录音改正。",
        "The time {at} of this turn is before the {before} above it. Correct it by ear.",
    ),
    "speaker-unknown": (
        "“{name}”不是这次访谈的口述者、采访者或工作人员。请改正姓名（这里有：{known}），或在 interview.yml 里添上。",
        "“{name}” is neither narrator nor interviewer nor crew. Correct the name (known: {known}), or add it to interview.yml.",
    ),
    "outlet-unknown": (
        "没有“{outlet}”这个出口，这一行不起作用。可以写的有：{known}。",
        "There is no outlet “{outlet}”, so this line has no effect. What may stand here: {known}.",
    ),
    "stage-unknown": (
        "没有“{stage}”这个环节。可以写的有：{known}。",
        "There is no stage “{stage}”. What may stand here: {known}.",
    ),
    "stage-unstaffed": (
        "“{outlet}”要求签“{stage}”，但 staff.yml 里没有人可以签。请在 staff.yml 里添上。",
        "“{outlet}” needs “{stage}”, which nobody in staff.yml may sign. Add somebody there.",
    ),
    "no-public-id": (
        "“{key}”还没有公开编号，不会公开。请运行 koushu add 补上。",
        "“{key}” has no public id yet and stays out. Run koushu add.",
    ),
    "not-taken-in": (
        "{file} 还没有登记校验值。请运行 koushu add 登记。",
        "{file} is not in the manifest yet. Run koushu add.",
    ),
    "caption-missing": (
        "有图片，但没有说明（caption）。请补上一句。",
        "There is a picture without a caption. Fill in `caption`.",
    ),
    "alt-missing": (
        "有图片，但没有替代文字（{key}）。请用一句话写出图上有什么，供看不见图片的人读。",
        "There is a picture without a text for those who cannot see it. Say in `{key}` what it shows.",
    ),
    "narrator-none": (
        "没有写口述者。请在 narrators 里写上 people/ 下的文件夹名。",
        "No narrator is named. Put the name of a folder in people/ into `narrators`.",
    ),
    "name-alarm": (
        "{at}“{words}”听起来像名录中的“{name}”。请对照录音：写错了请改正；没有写错就用 koushu review --decide 记为 kept。",
        "{at} “{words}” sounds like “{name}” in the registers. Check by ear: correct it, or decide `kept`.",
    ),
}
