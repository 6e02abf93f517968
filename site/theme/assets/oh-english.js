/* The shell of the site in English: navigation, headings, buttons, labels. What people said and wrote stays as it is. */
(function () {
  "use strict";
  var WORDS = {
    "首页": "Home", "人物": "People", "访谈": "Interviews", "专栏": "Column", "荣誉墙": "Wall of honour", "实物": "Objects", "图书": "Books", "线索": "Ways in", "关于": "About",
    "关于本站": "About this site", "查找": "Search", "全站查找": "Search the site", "全站": "Site", "跳转至": "Skip to", "样例": "Sample",
    "查找人、地、事或一句话": "Search people, places, events or words that were spoken", "换成深色": "Switch to dark", "换成浅色": "Switch to light",
    "大字版": "Large type", "撤回与更正": "Take-down and corrections", "内容截至": "Contents as of", "我们怎样工作": "How we work",
    "听这一句": "Hear this sentence", "读这一段": "Read this passage", "今天的讲述人": "Today’s narrator", "从这里开始": "Start here", "新近公开的访谈": "Recent interviews",
    "全部访谈": "All interviews", "全部人物": "All people", "口述": "narrator", "已校对": "Proofread", "机器听写，未经人工校对": "Heard by a machine, not proofread",
    "经口述者（家属）确认": "Confirmed by the narrator or kin", "整理人员已经校对文字，尚未经口述者本人或家属确认。": "Proofread by editors; not yet confirmed by the narrator or kin.",
    "采访": "Interviewer", "口音": "Speech", "章节": "Chapters", "本篇章节": "Chapters of this interview",
    "内容提要": "Summary", "口述实录": "What was said", "作家整理稿": "Story by a writer", "两种文本": "Two texts", "注释": "Notes", "照片": "Photographs",
    "文中的实物": "Objects spoken of", "略去的内容": "What was left out", "口述者此时展示": "shown at this moment", "仅文字": "Text only",
    "全部专栏": "All issues", "订阅": "Subscribe", "文章": "Articles", "播客": "Podcast", "日历": "Calendar", "可以听": "With sound", "上一期": "Earlier", "下一期": "Later", "前后各期": "Earlier and later", "读全篇": "Read the whole interview", "在全篇里听这一段": "Hear this in the whole interview",
    "专栏还没有刊出。第一期到了日子，会在这里出现。": "Nothing has appeared in the column yet.", "下载文字（.txt）": "Download text (.txt)", "下载字幕（.vtt）": "Download captions (.vtt)", "电子书": "Ebook", "引用本篇": "Cite this interview",
    "这一篇只公开文字，录音未公开。": "Only the text of this interview is public.", "录音播放": "Recording", "语速": "Speed",
    "复制链接": "Copy link", "引用": "Quote", "引用选中的话": "Quote what is selected", "复制引文": "Copy quotation", "分享这一段": "Share this passage", "关闭": "Close", "中文": "Chinese",
    "回到当前": "Back to now", "上一章": "Chapter back", "下一章": "Next chapter", "上一句": "Sentence back", "下一句": "Next sentence", "退 15 秒": "−15 s", "进 15 秒": "+15 s", "键盘": "Keys", "请本人读给您听": "Let the narrator read to you", "先停一停": "Pause", "接着听": "Go on",
    "焦点在播放栏或正文里时，可以用这些键：": "While the focus is in the player or the text:", "空格": "Space", "回车": "Enter", "播放、暂停": "play, pause",
    "下一句、上一句": "next, previous sentence", "从选中的一句播放": "play from the chosen sentence", "进、退 15 秒": "15 seconds on, back", "进、退 5 秒": "5 seconds on, back",
    "上一章、下一章": "previous, next chapter", "放慢、加快": "slower, faster", "引用选中的一句": "quote the chosen sentence",
    "拼音": "Pinyin", "别名": "Also known as", "性别": "Sex", "男": "male", "女": "female", "出生": "Born", "逝世": "Died", "籍贯": "Native place", "经历": "Life and service",
    "荣誉": "Honours", "持有人": "Held by", "类别": "Kind", "年代": "Date", "奖章": "Medal", "证书": "Certificate", "书信": "Letter", "军装": "Uniform", "证章": "Badge", "正面": "Front", "背面": "Back",
    "谁说到": "Spoken of in", "有关的人物": "People", "有关的实物": "Objects", "地名": "Places", "地点": "Places", "单位": "Units", "部队与单位": "Units", "事件": "Events", "地图": "Map", "年表": "Timeline", "统计": "Figures",
    "在地图上看": "See on the map", "目前还没有公开的内容。": "Nothing is public yet.",
    "口述中说到的地方，按经纬度标在底图上，北在上方；位置只到百分之一度。": "Places spoken of, by latitude and longitude on the base map, north above; positions are given to a hundredth of a degree.",
    "口述中说到的地方，按经纬度标在一张素图上，北在上方；图上不画疆界，位置只到百分之一度。": "Places spoken of, by latitude and longitude on a plain field, north above; no borders are drawn, and positions are given to a hundredth of a degree.",
    "在年表里看": "See on the timeline", "读原文": "Read on", "起止": "From–to", "整理稿": "story", "口述原话": "Spoken words", "全部": "All", "种类": "Kind",
    "缩小范围": "Narrow down", "口述者": "Narrator", "谈到的地点": "Place spoken of", "谈到的部队与单位": "Unit spoken of", "谈到的事件": "Event spoken of", "访谈年份": "Year of interview",
    "人名、地名、部队、事件，或者记得的一句话": "A name, a place, a unit, an event, or words you remember", "再看一些": "Show more", "正在查找…": "Searching…",
    "没有找到。请换个写法，或者少写几个字": "Nothing found. Try another spelling, or fewer words.", "没有找到。请放宽范围，或者换个写法": "Nothing found. Try fewer filters, or another spelling.", "请写上要找的字": "Please type what to look for", "展厅模式": "Gallery mode", "已撤回": "Withdrawn", "编号已更换": "Moved", "没有这一页": "No such page",
    "网址可能抄错了，或者这一页已经移走。": "The address may have been copied wrongly, or the page has moved.", "可以从": "You can begin with the ", "访谈目录": "list of interviews", "或": " or the ", "人物目录": "list of people", "找起。": ".", "。": ".",
    "请转到": "Please go on to ", "这一页": "this page", "这个编号已经更换。": "This number has been replaced.", "应口述者或家属要求，此内容已撤回。": "This was withdrawn at the wish of the narrator or the family.",
    "撤回的内容不再公开，这个编号也不会另作他用。有疑问，请看": "What was withdrawn is no longer public, and its number will never be given to anything else. If you have a question, see ", "，或与我们联系。": ", or write to us.",
    "图书里的二维码旁边印有编号。没有网络，或者不便扫码时，请在这里按编号找到要听的地方。": "Beside each code in the books stands a number. Where a code cannot be scanned, find the place to hear by its number here.", "书中编号": "Numbers in the books",
    "上级": "Part of", "下级": "Parts", "“谁说到”按名称和别名逐字查找；几个条目同名的，不自动归到其中一个。": "Passages are found by the exact name and other names; where several entries bear one name, none is chosen by the program.",
    "目前还没有公开的访谈。第一篇经口述者同意、审签以后，会在这里出现。": "No interview is public yet. The first will appear here once its narrator has agreed and it has been signed off.", "目前还没有公开的访谈。": "No interview is public yet.",
    "目前还没有公开的实物。": "No object is public yet.", "目前还没有公开的人物。": "Nobody is public yet.", "荣誉墙尚未公开。": "The wall of honour is not public yet.", "图书正在编辑之中。": "The books are being edited.",
    "目前还没有标出位置的地方。": "No place has been located yet.", "目前还没有可以排进年表的内容。": "Nothing can be put on a timeline yet.",
    "文中提到的人物": "People spoken of", "文中说到的地方和事情": "Places and things spoken of", "请把“引用日期”换成您查阅的日期。引用其中几句时，在正文里选中文字，即可复制带时间和出处的引文。": "Please put the day on which you read this in place of “引用日期”. To quote a few sentences, select them in the text: the quotation is copied with its time and its source.",
    "此人物为虚构样例。": "This person is an invented sample.", "此实物为绘制的样例。": "This object is a drawn sample.", "铭文": "Inscription", "在访谈中": "In interviews", "按类别": "By kind",
    "口述中说到的地方，按经纬度标在": "Places that narrators speak of, by latitude and longitude on ", "底图": "a base map", "一张素图": "a plain field", "上，北在上方；": ", north above; ", "图上不画疆界，": "no borders are drawn, ", "位置只到百分之一度。": "and positions are given to a hundredth of a degree.", "没有标出位置的地方": "Places without a position",
    "姓名、拼音或首字母": "Name, pinyin or initials", "经历中有": "Served in", "没有找到。可以少打几个字，或者改用拼音。": "Nobody found. Try fewer letters, or pinyin.", "显示全部人物": "Show everybody", "在人物中查找": "Find a person", "按姓名拼音": "By name in pinyin",
    "查找需要浏览器运行本站的脚本。没有脚本时，可以从": "Search needs this site’s scripts. Without them you can begin with ", "和": " and ", "的目录找起，每一篇都能完整阅读。": ": every interview can be read in full.",
    "繁体、简体都可以；人名可以写拼音或首字母；数字写成 1950 或一九五〇都能找到；几个词用空格分开，只列出每个词都有的条目和访谈。": "Traditional or simplified characters; names also in pinyin or by initials; years as 1950 or 一九五〇; several words with spaces between them: only entries and interviews that have every one are listed.",
    "没有找到同时有这几个词的内容。请放宽范围，或者少写一个词": "Nothing has all these words. Try fewer filters, or one word less.", "没有找到同时有这几个词的内容。请少写一个词再试": "Nothing has all these words. Please try one word less.", "查找的数据没有取到，请再按一次": "The search data did not arrive. Please press once more.", "一次最多找 12 个词，后面的没有算在内。": "At most 12 words are looked for at once; those after them were left out.",
    "人物页": "See the page", "专页": "See the page",
    "只统计已经公开的内容，截至": "Only what is public is counted, as of ", "录音按公开音频的长度计；字数只数文字和数字，不数标点。": "Recordings are counted by the length of the public sound; characters without punctuation.", "实物的种类": "Kinds of objects", "人物的出生年代": "Decades in which people were born", "访谈场次的年份": "Years of the sessions", "文字的可信程度": "How far the texts can be trusted", "公开人物": "People", "公开录音": "Recordings", "公开文字": "Characters of text", "不到 1 分钟": "less than a minute",
    "日期照口述者和证件上的说法；只认得出大概时间的，不推算年份。": "Dates are as narrators and documents give them; where they are vague no year is worked out.", "年份未详": "Year not known", "从本章开头播放": "Play from the beginning of this chapter",
    "书中下列各篇，在本站也可以读到：": "These interviews of the book can also be read here:", "公开出版": "published", "全屏慢慢走过每一张面孔，适合展厅里的大屏，也可以在这里看。": "A slow walk past every face on the whole screen, for a hall or for here.", "按荣誉": "By honour", "按经历": "By service", "本页": "On this page",
    "除了按人物、访谈和实物翻看，还可以从下面这些线索走进口述。": "Besides people, interviews and objects, these lead into what was told.", "各人的一生和时代的大事，按年份排在一起。": "Lives and the events of their time, year by year.", "口述中说到的地方，各在何处。": "Where the places lie that narrators speak of.", "公开了多少篇、多少小时、多少字。": "How many interviews, hours and characters are public.",
    "口述中说到的地方，以及人物的籍贯和服役地点。": "Places that narrators speak of, where they come from and where they served.", "可以公开名称的单位，以及在那里服役、工作过的人。": "Units whose names may be told, and who served or worked in them.", "口述中说到的战役、工程和社会变革。": "Battles, works and changes of society that narrators speak of.", "勋章、奖章和称号，以及得到它们的人。": "Orders, medals and titles, and who received them.",
    "文字由机器听写所得，人名、地名和数字尤其可能有误，请勿作为引文依据。": "Written down by a machine: names, places and figures above all may be wrong. Please do not quote from it.", "文字已经校对，并由口述者本人或家属过目确认。": "Proofread, and confirmed by the narrator or the family.", "文书": "Document", "其他实物": "Other object",
    "请再按一次播放键": "Please press play once more", "请按播放键开始收听": "Press play to listen", "字幕": "Captions", "查找的数据没有取到，请刷新这一页再试": "The search data did not come; please reload the page", "请输入汉字、字母或数字": "Please type characters, letters or figures", "没有找到。一个字太少，请再加一个字试试": "Nothing found. One character is too few: please add another.", "这张图片打不开。": "This picture cannot be opened.",
    "查看图片": "Look at the picture", "缩小": "Smaller", "放大": "Larger", "还原": "Whole picture", "上一张": "Picture before", "下一张": "Next picture", "翻面，看另一面": "Turn over", "翻面": "Turn over"
  };
  var FORMS = [
    [/^(\d+) ?(?:条|位|篇|件|册|人|处|期|场)$/, "$1"], [/^录音 ([\d:]+)$/, "Recording $1"], [/^找到 (\d+) 条$/, "$1 found"], [/^先列出 (\d+) 条，还有更多$/, "First $1; there are more"],
    [/^从 ([\d:]+) 播放$/, "Play from $1"], [/^下载全书（PDF，(.+)）$/, "Download the book (PDF, $1)"], [/^下载电子书（EPUB，(.+)）$/, "Download the ebook (EPUB, $1)"], [/^下载有声电子书（EPUB，(.+)）$/, "Download the ebook with voices (EPUB, $1)"], [/^下载录音（\.(\w+)，([\d:]+)）$/, "Download recording (.$1, $2)"], [/^(\d{4}) 年代$/, "$1s"],
    [/^([\d,]+) ?字$/, "$1"], [/^(\d+) 小时$/, "$1 h"], [/^(\d+) 小时 (\d+) 分钟$/, "$1 h $2 min"], [/^(\d+) 分钟$/, "$1 min"], [/^(\d{4}) 年$/, "$1"], [/^共 (\d+) 位$/, "$1 people"], [/^找到 (\d+) 位$/, "$1 found"],
    [/^本篇有 (\d+) 处没有公开，正文中用〔 〕标出：$/, "In $1 places something is not public; the text marks them with 〔 〕:"], [/^（(\d+) 处）$/, " (in $1 places)"], [/^(\d+) 处说到$/, "in $1 passages"], [/^(\d+) 件实物$/, "$1 objects"], [/^又作 (.+)$/, "also $1"], [/^依据：(.+)$/, "Source: $1"],
    [/^编号 (\w+)$/, "Number $1"], [/^“(.)”是单字，没有在正文里按它查找。$/u, "“$1” is a single character and was not looked for in texts."], [/^(.+)的(?:人物页|专页)$/, "See the page: $1"], [/^编号 (\w+) 的页面$/, "the page with the number $1"], [/^目前还没有公开的(?:地名|单位|事件|荣誉)。$/, "Nothing of this kind is public yet."], [/^图 (\d+)$/, "Picture $1"], [/^回到正文第 (\d+) 处注释$/, "Back to note $1 in the text"], [/^审图号：(.+)$/, "Map approval $1"], [/^地图：(\d+) 处地方$/, "Map: $1 places"], [/^同样获得“(.+)”的还有：$/, "Others with “$1”:"],
    [/^另有 (\d+) 位的出生年份不详或者没有公开。$/, "For $1 more the year of birth is not known or not public."], [/^另有 (\d+) 场的年份不详或者没有公开。$/, "For $1 more sessions the year is not known or not public."]
  ];
  var SPOKEN = ".oh-s, .oh-part p, .oh-hit__words, .oh-hit__more, .oh-hits__title, .oh-inscription, script, style, textarea";
  var NAMED = ["aria-label", "title", "placeholder"];
  var before = [], watch = null, on = false, article = null;

  function english(text) {
    var words = text.trim().replace(/\s+/g, " ");
    if (WORDS[words]) return WORDS[words];
    var form = FORMS.find(function (each) { return each[0].test(words); });
    return form ? words.replace(form[0], form[1]) : "";
  }

  function replace(node, now) {
    before.push([node, "", node.data, node.parentElement.getAttribute("lang")]);
    node.data = /^\s*/.exec(node.data)[0] + now + /\s*$/.exec(node.data)[0]; // a narrator's name stands before its word
    node.parentElement.setAttribute("lang", "en");
  }

  function setText(node) {
    var now = node.parentElement && !node.parentElement.closest(SPOKEN) ? english(node.data) : "";
    if (now) replace(node, now);
  }

  /* A button's words may lie in several pieces, of which a phone shows a few. */
  function setButton(button) {
    var now = button.childElementCount ? english(button.textContent) : "";
    if (now) texts(button).forEach(function (node, index) { replace(node, index ? "" : now); });
  }

  function texts(root) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  function setNames(element) {
    NAMED.forEach(function (name) {
      var was = element.getAttribute(name), now = was ? english(was) : "";
      if (!now) return;
      before.push([element, name, was, null]);
      element.setAttribute(name, now);
    });
  }

  function setAll(root) {
    if (root.nodeType === Node.TEXT_NODE) { setText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    setNames(root);
    root.querySelectorAll("[aria-label], [title], [placeholder]").forEach(setNames);
    root.querySelectorAll("button").forEach(setButton);
    texts(root).forEach(setText);
  }

  function watching(act) {
    if (watch) watch.disconnect();
    act();
    if (on && watch) watch.observe(document.body, { childList: true, characterData: true, subtree: true });
  }

  function changed(records) {
    watching(function () {
      records.forEach(function (record) {
        if (record.type === "characterData") setText(record.target);
        record.addedNodes.forEach(setAll);
      });
    });
  }

  function show(wanted) {
    if (wanted === on) return;
    on = wanted;
    watch = watch || new MutationObserver(changed);
    article = article || document.querySelector("article");
    watching(function () {
      if (on) setAll(document.body);
      else before.splice(0).reverse().forEach(function (row) {
        if (row[1]) { row[0].setAttribute(row[1], row[2]); return; }
        row[0].data = row[2];
        if (!row[0].parentElement) return;
        if (row[3] === null) row[0].parentElement.removeAttribute("lang"); else row[0].parentElement.setAttribute("lang", row[3]);
      });
    });
    document.documentElement.lang = on ? "en" : "zh";
    if (article) { if (on) article.lang = "zh-Hans"; else article.removeAttribute("lang"); }
  }

  document.addEventListener("oh-mode", function (event) { if (event.detail.mode === "english") show(event.detail.on); });
  if (document.documentElement.classList.contains("oh-in-english")) show(true);
})();
