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
    "专栏还没有刊出。第一期到了日子，会在这里出现。": "Nothing has appeared in the column yet.", "下载文字（.txt）": "Download text (.txt)", "下载字幕（.vtt）": "Download captions (.vtt)", "引用本篇": "Cite this interview",
    "这一篇只公开文字，录音未公开。": "Only the text of this interview is public.", "录音播放": "Recording", "语速": "Speed",
    "复制链接": "Copy link", "引用": "Quote", "引用选中的话": "Quote what is selected", "复制引文": "Copy quotation", "分享这一段": "Share this passage", "关闭": "Close", "中文": "Chinese",
    "回到当前": "Back to now", "上一章": "Chapter back", "下一章": "Next chapter", "上一句": "Sentence back", "下一句": "Next sentence", "退 15 秒": "−15 s", "进 15 秒": "+15 s", "键盘": "Keys", "请本人读给您听": "Let the narrator read to you", "先停一停": "Pause", "接着听": "Go on",
    "焦点在播放栏或正文里时，可以用这些键：": "While the focus is in the player or the text:", "空格": "Space", "回车": "Enter", "播放、暂停": "play, pause",
    "下一句、上一句": "next, previous sentence", "从选中的一句播放": "play from the chosen sentence", "进、退 15 秒": "15 seconds on, back", "进、退 5 秒": "5 seconds on, back",
    "上一章、下一章": "previous, next chapter", "放慢、加快": "slower, faster", "引用选中的一句": "quote the chosen sentence",
    "拼音": "Pinyin", "别名": "Also known as", "性别": "Sex", "男": "male", "女": "female", "出生": "Born", "逝世": "Died", "籍贯": "Native place", "经历": "Life and service",
    "荣誉": "Honours", "持有人": "Held by", "类别": "Kind", "年代": "Date", "奖章": "Medal", "证书": "Certificate", "书信": "Letter", "军装": "Uniform", "证章": "Badge", "正面": "Front", "背面": "Back",
    "谁说到": "Spoken of in", "有关的人物": "People", "有关的实物": "Objects", "地名": "Places", "地点": "Places", "单位": "Units", "部队与单位": "Units", "事件": "Events", "地图": "Map", "年表": "Timeline", "统计": "Figures",
    "在地图上看": "See on the map", "在年表里看": "See on the timeline", "读原文": "Read on", "起止": "From–to", "整理稿": "story", "口述原话": "Spoken words", "全部": "All", "种类": "Kind",
    "缩小范围": "Narrow down", "口述者": "Narrator", "谈到的地点": "Place spoken of", "谈到的部队与单位": "Unit spoken of", "谈到的事件": "Event spoken of", "访谈年份": "Year of interview",
    "人名、地名、部队、事件，或者记得的一句话": "A name, a place, a unit, an event, or words you remember", "再看一些": "Show more", "正在查找…": "Searching…",
    "没有找到。请换个写法，或者少写几个字": "Nothing found. Try another spelling, or fewer words.", "展厅模式": "Gallery mode", "已撤回": "Withdrawn", "编号已更换": "Moved", "没有这一页": "No such page"
  };
  var FORMS = [
    [/^(\d+) ?(?:条|位|篇|件|册|人|处|期)$/, "$1"], [/^录音 ([\d:]+)$/, "Recording $1"], [/^找到 (\d+) 条$/, "$1 found"], [/^先列出 (\d+) 条，还有更多$/, "First $1; there are more"],
    [/^从 ([\d:]+) 播放$/, "Play from $1"], [/^下载录音（\.(\w+)，([\d:]+)）$/, "Download recording (.$1, $2)"], [/^(\d{4}) 年代$/, "$1s"]
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
    node.data = now;
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
