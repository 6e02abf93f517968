/* Words that a reader selects become a quotation with its citation. All but the words and their times comes from the page's data. */
(function () {
  "use strict";
  var page = window.ohPage;
  var data = document.getElementById("oh-citation");
  var bar = document.querySelector(".oh-quote");
  if (!data || !bar) return;
  var cited = JSON.parse(data.textContent);
  var shown = bar.querySelector(".oh-quote__words");
  var share = bar.querySelector('[data-do="share"]');
  var quote = null; // what the bar offers: words, from, to, span
  var pressedIn = false; // the last press was in the player, so that losing the selection there means nothing

  function clock(seconds) {
    var whole = Math.floor(seconds), hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60, rest = whole % 60;
    function two(number) { return (number < 10 ? "0" : "") + number; }
    return hours ? hours + ":" + two(minutes) + ":" + two(rest) : minutes + ":" + two(rest);
  }

  function today() {
    var now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  function link(at) { return (cited.link || page.address()) + (at ? "#t=" + at : ""); }

  /* Marks that open inside a quotation are single ones (GB/T 15834-2011 §4.8.3.3). */
  function inner(words) { return words.replace(/“/g, "‘").replace(/”/g, "’"); }

  function tex(words) {
    return words.replace(/[\\{}~^%&#_$]/g, function (mark) { return cited.tex[mark]; }).replace(/\n/g, " ");
  }

  function filled(key, fills) {
    var form = cited.forms.find(function (each) { return each.key === key; });
    return form.parts.map(function (part) {
      if (!part.blank) return part.text || "";
      var words = fills[part.blank];
      return words ? (part.text || "") + (part.tex ? tex(words) : words) + (part.after || "") : "";
    }).join("");
  }

  /* What of `element` lies in `range`, without the numbers of footnotes. */
  function within(element, range) {
    var part = document.createRange();
    part.selectNodeContents(element);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    var box = document.createElement("div");
    box.appendChild(part.cloneContents());
    box.querySelectorAll(".oh-call").forEach(function (call) { call.remove(); });
    return box.textContent;
  }

  /* Speakers are named where somebody else than the one narrator speaks, or several do. */
  function said(pieces) {
    var turns = pieces.map(function (piece) { return piece.turn; }).filter(function (turn, at, all) { return all.indexOf(turn) === at; });
    var names = turns.map(function (turn) { return turn && turn.querySelector(".oh-turn__name").textContent; });
    var plain = turns.length === 1 && (!turns[0] || turns[0].matches(".oh-turn--narrator") && narrators() === 1);
    return turns.map(function (turn, at) {
      var words = pieces.filter(function (piece) { return piece.turn === turn; }).map(function (piece) { return piece.words; }).join("");
      return (plain || !names[at] ? "" : names[at] + "：") + words.replace(/\s*\n\s*/g, "").trim();
    }).join("\n");
  }

  function narrators() {
    var found = {};
    document.querySelectorAll(".oh-turn--narrator .oh-turn__name").forEach(function (name) { found[name.textContent] = true; });
    return Object.keys(found).length;
  }

  function quoteOf(pieces, label) {
    pieces = pieces.filter(function (piece) { return piece.words.trim(); });
    if (!pieces.length) return null;
    var timed = pieces.filter(function (piece) { return piece.element.dataset.s && piece.element.dataset.e; });
    var made = { words: said(pieces), at: "", span: label };
    if (timed.length) {
      var from = timed[0].element.dataset.s, to = timed[timed.length - 1].element.dataset.e;
      made.at = parseFloat(to) > parseFloat(from) ? from + "," + to : from;
      made.span = clock(parseFloat(from)) + "—" + clock(parseFloat(to));
    }
    return made;
  }

  function piecesIn(range, part) {
    var root = range.commonAncestorContainer;
    root = root.nodeType === 1 ? root : root.parentElement;
    var own = root.closest(".oh-s, .oh-story__p, .oh-left-out");
    var found = own ? [own] : Array.prototype.slice.call(root.querySelectorAll(".oh-s, .oh-story__p, .oh-left-out"));
    return found.filter(function (element) { return part.contains(element) && range.intersectsNode(element); })
      .map(function (element) { return { element: element, turn: element.closest(".oh-turn"), words: within(element, range) }; });
  }

  function selected() {
    var selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    var range = selection.getRangeAt(0);
    var part = Array.prototype.find.call(document.querySelectorAll(".oh-part"), function (each) {
      return !each.hidden && range.intersectsNode(each);
    });
    if (!part) return null;
    return quoteOf(piecesIn(range, part), part.dataset.part === "story" ? part.getAttribute("aria-label") : "");
  }

  function offer(made) {
    quote = made;
    bar.hidden = !made;
    document.body.classList.toggle("oh-quoting", Boolean(made));
    if (!made) return;
    var line = inner(made.words).replace(/\n/g, " ");
    shown.textContent = "“" + (line.length > 60 ? line.slice(0, 40) + "……" + line.slice(-16) : line) + "”" + (made.span ? "　" + made.span : "");
    share.hidden = !made.at;
  }

  function offerSentence(element) {
    if (element) offer(quoteOf([{ element: element, turn: element.closest(".oh-turn"), words: page.words(element) }], ""));
  }

  function passOn() {
    var words = "“" + quote.words + "”";
    if (navigator.share && window.matchMedia("(pointer: coarse)").matches) {
      navigator.share({ title: document.title, text: words, url: link(quote.at) }).catch(function () { return; });
    } else page.copy(link(quote.at), "已复制这一段的链接：" + quote.span);
  }

  function close() {
    var focused = bar.contains(document.activeElement);
    offer(null);
    var player = window.ohPlayer;
    if (focused && player && player.sentence()) player.sentence().focus({ preventScroll: true });
  }

  bar.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button || !quote) return;
    if (button.dataset.form) {
      var fills = { quote: inner(quote.words), span: quote.span, visited: today(), link: link(quote.at) };
      page.copy(filled(button.dataset.form, fills), "已复制引文（" + button.textContent + "）");
    } else if (button.dataset.do === "share") passOn();
    else close();
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest('[data-do="quote"]')) offerSentence(window.ohPlayer.sentence());
  });
  document.addEventListener("pointerdown", function (event) { pressedIn = Boolean(event.target.closest(".oh-player")); });
  document.addEventListener("selectionchange", function () {
    window.clearTimeout(offer.timer);
    offer.timer = window.setTimeout(function () {
      var made = selected();
      if (made) offer(made);
      else if (!pressedIn && quote && !bar.contains(document.activeElement)) offer(null);
    }, 200);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && quote) { close(); return; }
    var sentence = event.target.closest && event.target.closest(".oh-s");
    if (!sentence || event.key.toLowerCase() !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    offerSentence(sentence);
    bar.querySelector("button").focus();
  });

  /* The whole interview's citations get today's date and, where the site has no address of its own, this page's. */
  document.querySelectorAll(".oh-cite__words").forEach(function (words) {
    words.textContent = filled(words.dataset.form, { visited: today(), link: link("") });
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = "复制";
    button.setAttribute("aria-label", "复制 " + words.dataset.name + " 引文");
    button.addEventListener("click", function () { page.copy(words.textContent, "已复制引文"); });
    words.parentNode.insertBefore(button, words);
  });
  document.querySelectorAll('a[href="#cite"]').forEach(function (way) {
    way.addEventListener("click", function () { document.getElementById("cite").open = true; });
  });
})();
