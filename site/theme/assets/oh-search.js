/* The search page: one box for people, interviews, items, books and every word that is spoken; a hit leads to its second. */
(function () {
  "use strict";
  var box = document.querySelector(".oh-search");
  if (!box || !window.OhFind) return;
  var form = box.querySelector("form"), field = form.elements.q, state = box.querySelector("[role=status]");
  var list = box.querySelector(".oh-hits"), audio = box.querySelector("audio"), narrow = box.querySelector(".oh-narrow");
  var NAMES = JSON.parse(box.dataset.kinds);
  var FIRST = 6, MORE = 20; // hits shown at once, hits added on request
  var WORDS = 12; // words looked for at once
  var FACETS = Array.from(narrow.querySelectorAll("input"), function (input) { return input.name; });
  var head = null, facets = null, turn = 0, typing = null, notes = [];

  function make(name, kind, words) {
    var element = document.createElement(name);
    if (kind) element.className = kind;
    if (words) element.textContent = words;
    return element;
  }

  /* Words in the line above the hits, and after them what was not looked for. */
  function say(words) {
    state.textContent = words;
    notes.forEach(function (note) { state.append(make("span", "oh-search__limit", note)); });
  }

  /* The words of a query: each as the ways to write it, folded; a number may be written in several. */
  function words(query) {
    var parts = query.trim().split(/\s+/).map(function (part) { return OhFind.folded(part).join(""); }).filter(Boolean);
    return parts.map(function (part) { return ohNumerals(part).map(function (way) { return Array.from(way); }); });
  }

  function single(ways) { return ways[0].length === 1; }

  function alike(words, others) { return OhFind.folded(words).join("") === others; }

  /* The interviews of those whom a word names in full, or null: whoever asks for a narrator and a word wants what that narrator said. */
  function toldBy(ways) {
    var found = facets.people.filter(function (each) { return alike(each[0], ways[0].join("")); });
    return found.length ? new Set(found.flatMap(function (each) { return each[1]; })) : null;
  }

  /* Hits of one word, or of several where all of them stand in one entry or interview; `left` is told what was not looked for. */
  async function finder(asked, left) {
    var words = await Promise.all(asked.map(OhTogether.either));
    if (words.length === 1) return words[0].next;
    var known = await OhTogether.borders(head, facets.starts), told = asked.map(toldBy), only = allowed();
    var texts = head.kinds.filter(function (kind) { return kind[0] === "text"; }).map(function (kind) { return [kind[1] * head.page, kind[2] * head.page]; });
    /* A single character that stands everywhere is looked for in names and titles alone. */
    var spoken = await Promise.all(words.map(async function (word, index) {
      return !single(asked[index]) || !texts.length || (await word.next(texts[0][0], texts[0][1], 1)).hits.length > 0;
    }));
    function those(of) { return of.filter(function (_, index) { return spoken[index]; }); }
    var all = OhTogether.together(words, told, known, only), count = those(words).length;
    if (count === words.length || !count) return all;
    var said = count === 1 ? those(words)[0].next : OhTogether.together(those(words), those(told), known, only);
    asked.forEach(function (ways, index) { if (!spoken[index]) left.push("“" + ways[0][0] + "”是单字，没有在正文里按它查找。"); });
    return function (from, to, want) { return (from >= texts[0][0] ? said : all)(from, to, want); };
  }

  function allowed() {
    var sets = FACETS.map(function (name) {
      var value = OhFind.folded(form.elements[name].value).join("");
      if (!value || !facets) return null;
      var meant = facets[name].filter(function (each) { return OhFind.folded(each[0]).join("").indexOf(value) >= 0; });
      return new Set(meant.flatMap(function (each) { return each[1]; }));
    }).filter(Boolean);
    return sets.length ? function (number) { return sets.every(function (set) { return set.has(number); }); } : null;
  }

  function interviewAt(start) { return OhFind.below(facets.starts, Math.floor(start / head.page) + 1) - 1; }

  /* Text with every occurrence of the words marked. */
  function marked(text, asked) {
    var span = document.createDocumentFragment(), letters = [], from = [], units = Array.from(text), at = 0;
    units.forEach(function (unit) { OhFind.fold(unit).forEach(function (each) { letters.push(each); from.push(at); }); at += 1; });
    var hit = new Array(units.length).fill(false);
    asked.forEach(function (ways) {
      ways.forEach(function (way) {
        for (var i = 0; i + way.length <= letters.length; i++) {
          if (way.every(function (each, index) { return letters[i + index] === each; })) hit.fill(true, from[i], from[i + way.length - 1] + 1);
        }
      });
    });
    for (var i = 0; i < units.length;) {
      var end = i;
      while (end < units.length && hit[end] === hit[i]) end += 1;
      var part = units.slice(i, end).join("");
      span.appendChild(hit[i] ? make("mark", "", part) : document.createTextNode(part));
      i = end;
    }
    return span;
  }

  /* The words on both sides, as far as they belong together: nothing that was left out, and no note, is skipped unseen. */
  function around(found) {
    var rows = found.entry[6];
    function follows(index) {
      var row = rows[index], before = rows[index - 1];
      return row && before && row[0] === before[0] + OhFind.folded(before[1]).length;
    }
    function one(index) {
      var apart = index < found.index ? !follows(found.index) : !follows(index);
      return rows[index] && rows[index][3] && !apart ? rows[index][1] : "";
    }
    var before = Array.from(one(found.index - 1)).slice(-24).join(""), after = Array.from(one(found.last + 1)).slice(0, 24).join("");
    var own = rows.slice(found.index, found.last + 1).map(function (row) { return row[3] ? row[1] : ""; }).join("");
    return own && { before: before && "…" + before, own: own, after: after && after + "…" };
  }

  function clock(seconds) {
    var whole = Math.floor(seconds), minutes = Math.floor(whole / 60) % 60, rest = String(whole % 60).padStart(2, "0");
    return whole >= 3600 ? Math.floor(whole / 3600) + ":" + String(minutes).padStart(2, "0") + ":" + rest : minutes + ":" + rest;
  }

  function play(button, file, seconds) {
    var before = box.querySelector(".oh-hit__play[aria-pressed=true]");
    if (before) before.setAttribute("aria-pressed", "false");
    audio.pause();
    if (before === button) return;
    var begin = function () { audio.currentTime = seconds; var started = audio.play(); if (started) started.catch(function () { say("请再按一次播放键"); }); };
    button.setAttribute("aria-pressed", "true");
    var source = new URL("media/" + encodeURIComponent(file), document.baseURI).href;
    if (audio.src !== source) { audio.src = source; audio.load(); audio.addEventListener("loadedmetadata", begin, { once: true }); }
    else begin();
  }

  function passage(found, asked) {
    var entry = found.entry, anchor = entry[6][found.index][2], seconds = /^t=/.test(anchor) ? parseFloat(anchor.slice(2)) : null;
    var item = make("li", "oh-hit"), link = make("a", "oh-hit__words"), shown = around(found);
    link.href = entry[3] + (anchor ? "#" + anchor : "");
    if (shown) {
      link.append(make("span", "oh-quiet", shown.before), marked(shown.own, asked), make("span", "oh-quiet", shown.after));
    } else link.append(entry[1]);
    if (entry[4] && seconds !== null) {
      var button = make("button", "oh-hit__play", clock(seconds));
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-label", "从 " + clock(seconds) + " 播放");
      button.addEventListener("click", function () { play(button, entry[4], seconds); });
      item.append(button);
    } else if (seconds !== null) item.append(make("span", "oh-hit__time", clock(seconds)));
    item.append(link);
    return item;
  }

  function card(found, asked) {
    var entry = found.entry, item = make("li", "oh-hit oh-hit--card"), link = make("a", "oh-hit__title");
    var anchor = entry[6][found.index][2], shown = around(found);
    link.href = entry[3] + (anchor ? "#" + anchor : "");
    link.append(marked(entry[1], asked));
    item.append(link);
    if (entry[2]) item.append(make("span", "oh-hit__line", entry[2]));
    if (shown && shown.own !== entry[1]) { var line = make("p", "oh-hit__more"); line.append(marked(shown.own, asked)); item.append(line); }
    return item;
  }

  async function places(hits) {
    var found = await Promise.all(hits.map(function (hit) { return OhFind.place(hit.start, hit.letters); }));
    return found.filter(Boolean);
  }

  function group(section, entry) {
    var last = section.lastElementChild && section.lastElementChild.dataset.href === entry[3] ? section.lastElementChild : null;
    if (last) return last.querySelector("ol");
    var part = make("div", "oh-hits__talk"), title = make("p", "oh-hits__title"), link = make("a", "", entry[1]);
    part.dataset.href = entry[3];
    link.href = entry[3];
    title.append(link, make("span", "oh-hit__line", entry[2]));
    part.append(title, make("ol"));
    section.append(part);
    return part.lastElementChild;
  }

  /* One kind's hits: the first few, and a button for more where there are more. Returns how many were shown and whether all. */
  async function show(kind, next, asked, mine) {
    var section = make("section", "oh-hits__kind"), rows = make(kind[0] === "text" ? "div" : "ol", "oh-hits__rows");
    var from = kind[1] * head.page, to = kind[2] * head.page, waiting = [], only = allowed(), seen = new Set();
    section.append(make("h2", "", NAMES[kind[0]]), rows);
    async function more(want) {
      var shown = 0;
      while (shown < want && (waiting.length || from < to)) {
        if (!waiting.length) {
          var found = await next(from, to, want - shown);
          from = found.end;
          waiting = only && kind[0] === "text" ? found.hits.filter(function (hit) { return only(interviewAt(hit.start)); }) : found.hits;
        }
        var asking = waiting.slice(0, want - shown), batch = await places(asking);
        if (mine !== turn) return 0;
        waiting = waiting.slice(asking.length);
        for (var each of batch) {
          if (kind[0] === "text") {
            var row = each.rows.join("-");
            if (asked.length > 1 && seen.has(row)) continue; // several words in one sentence
            seen.add(row);
            group(rows, each.entry).append(passage(each, asked));
            shown += 1;
            continue;
          }
          if (seen.has(each.entry[3] + each.entry[1]) || (only && !only(each.entry[5]))) continue;
          seen.add(each.entry[3] + each.entry[1]);
          rows.append(card(each, asked));
          shown += 1;
        }
      }
      return shown;
    }
    var count = await more(FIRST);
    if (mine !== turn || !count) return { count: 0, all: true };
    var button = make("button", "oh-hits__more", "再看一些");
    button.type = "button";
    button.hidden = from >= to && !waiting.length;
    button.addEventListener("click", async function () {
      button.disabled = true;
      try {
        count += await more(MORE);
        if (mine !== turn) return;
        button.hidden = from >= to && !waiting.length;
        say("“" + NAMES[kind[0]] + "”已列出 " + count + " 条");
      } catch (failure) { if (mine === turn) say("查找的数据没有取到，请再按一次"); }
      button.disabled = false;
    });
    section.append(button);
    list.append(section);
    return { count: count, all: button.hidden };
  }

  async function run() {
    var mine = ++turn, query = field.value, typed = words(query), asked = typed.slice(0, WORDS), kind = form.elements.kind.value;
    audio.pause();
    if (!asked.length) { list.textContent = ""; say(query.trim() ? "请输入汉字、字母或数字" : allowedNeeded() ? "请写上要找的字" : ""); return; }
    var left = typed.length > asked.length ? ["一次最多找 12 个词，后面的没有算在内。"] : [];
    notes = left;
    say("正在查找…");
    try {
      if ((allowedNeeded() || asked.length > 1) && !facets) facets = (await OhFind.load("facets", 0))[0];
      var next = await finder(asked, left);
      if (mine !== turn) return;
      list.textContent = "";
      var total = 0, all = true;
      for (var each of head.kinds) {
        if ((kind && each[0] !== kind) || (allowed() && each[0] !== "text" && each[0] !== "interviews")) continue;
        var shown = await show(each, next, asked, mine);
        if (mine !== turn) return;
        total += shown.count;
        all = all && shown.all;
      }
      if (total) say(all ? "找到 " + total + " 条" : "先列出 " + total + " 条，还有更多");
      else if (asked.length > 1 && !asked.every(single)) say(allowed() ? "没有找到同时有这几个词的内容。请放宽范围，或者少写一个词" : "没有找到同时有这几个词的内容。请少写一个词再试");
      else if (allowed()) say("没有找到。请放宽范围，或者换个写法");
      else say(asked.some(single) ? "没有找到。一个字太少，请再加一个字试试" : "没有找到。请换个写法，或者少写几个字");
    } catch (failure) { if (mine === turn) say("查找的数据没有取到，请刷新这一页再试"); }
  }

  function allowedNeeded() {
    return FACETS.some(function (name) { return form.elements[name].value; });
  }

  async function offer() {
    if (!facets) facets = (await OhFind.load("facets", 0))[0];
    FACETS.forEach(function (name) {
      var options = document.getElementById("oh-facet-" + name);
      if (options.children.length) return;
      facets[name].forEach(function (each) { var option = make("option"); option.value = each[0]; options.append(option); });
    });
  }

  function later(wait) { window.clearTimeout(typing); typing = window.setTimeout(run, wait); }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var address = "?" + new URLSearchParams(Array.from(new FormData(form)).filter(function (pair) { return pair[1]; })).toString();
    try { window.history.replaceState(null, "", address); } catch (refused) { /* a page from a disk may not change its address */ }
    later(0);
  });
  form.addEventListener("input", function (event) { if (!event.isComposing) later(200); });
  form.addEventListener("compositionend", function () { later(200); });
  narrow.addEventListener("toggle", function () { if (narrow.open) offer().catch(function () { say("查找的数据没有取到，请刷新这一页再试"); }); });
  audio.addEventListener("pause", function () {
    var now = box.querySelector(".oh-hit__play[aria-pressed=true]");
    if (now && audio.ended) now.setAttribute("aria-pressed", "false");
  });

  var given = new URLSearchParams(location.search);
  Array.from(form.elements).forEach(function (element) { if (element.name && given.get(element.name)) element.value = given.get(element.name); });
  if (allowedNeeded()) narrow.open = true;
  box.hidden = false;
  OhFind.open(box.dataset.index).then(function (found) {
    head = found;
    box.dataset.ready = "yes";
    if (field.value) run(); else field.focus();
  }, function () { say("查找的数据没有取到，请刷新这一页再试"); });
})();
