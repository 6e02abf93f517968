/* The interview page: the voice and the text follow each other. A classic script: modules and fetch do not work from file://. */
(function () {
  "use strict";
  var audio = document.querySelector(".oh-player audio");
  if (!audio) return;
  var bar = audio.closest(".oh-player");
  var tools = bar.querySelector(".oh-player__tools");
  var say = bar.querySelector(".oh-player__say");
  var followButton = tools.querySelector('[data-do="follow"]');
  var part = document.querySelector(".oh-part--text");
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  var sentences = timed(".oh-s[data-s]");
  var items = timed(".oh-shown[data-s]");
  var current = null;
  var stopAt = null; // seconds where a linked span ends
  var following = !calm.matches;
  var settling = false;
  var ownScroll = false; // from the call to the event that ends it: how long that takes, the machine decides

  function timed(selector) {
    var found = part ? Array.prototype.slice.call(part.querySelectorAll(selector)) : [];
    return found.map(function (element) {
      var start = parseFloat(element.dataset.s);
      return { element: element, start: start, end: element.dataset.e ? parseFloat(element.dataset.e) : start + 15 };
    }).sort(function (a, b) { return a.start - b.start; });
  }

  /* The last sentence that has begun, or null before the first. */
  function sentenceAt(time) {
    var low = 0, high = sentences.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (sentences[middle].start <= time + 0.02) low = middle + 1; else high = middle;
    }
    return low ? low - 1 : null;
  }

  function mark(index) {
    if (index === current) return;
    if (current !== null) {
      sentences[current].element.removeAttribute("aria-current");
      if (index !== null) sentences[current].element.tabIndex = -1;
    }
    current = index;
    if (index === null) return;
    var element = sentences[index].element;
    element.setAttribute("aria-current", "true");
    if (sentences[0].element !== element) sentences[0].element.tabIndex = -1;
    element.tabIndex = 0;
  }

  function show(element, force) {
    if (!force && (!following || calm.matches || part.hidden)) return;
    var box = element.getBoundingClientRect();
    var top = window.innerHeight * 0.2, bottom = window.innerHeight * 0.65;
    if (!force && box.top >= top && box.bottom <= bottom) return;
    ownScroll = true;
    window.clearTimeout(show.timer);
    if (!("onscrollend" in window)) show.timer = window.setTimeout(function () { ownScroll = false; }, 1500);
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }

  function update() {
    var time = audio.currentTime;
    if (stopAt !== null && time >= stopAt) { stopAt = null; audio.pause(); }
    var before = current;
    mark(sentenceAt(time));
    if (current !== null && current !== before && !audio.paused) show(sentences[current].element, false);
    items.forEach(function (item) {
      item.element.classList.toggle("is-now", time >= item.start && time < item.end && (time > 0 || !audio.paused));
    });
  }

  function seek(time, play, force) {
    stopAt = null;
    audio.currentTime = Math.max(0, time);
    mark(sentenceAt(time));
    setFollowing(!calm.matches);
    settling = true; // scrolling from before is told to us with the next frame: it is not the reader turning away
    window.requestAnimationFrame(function () { window.requestAnimationFrame(function () { settling = false; }); });
    if (force && current !== null) show(sentences[current].element, true);
    if (play) start();
  }

  function start() {
    var playing = audio.play();
    if (playing) playing.catch(function () { tell("请按播放键开始收听"); });
  }

  function setFollowing(wanted) {
    following = wanted;
    followButton.hidden = wanted || current === null;
  }

  function tell(words) {
    say.textContent = words;
    window.clearTimeout(tell.timer);
    tell.timer = window.setTimeout(function () { say.textContent = ""; }, 4000);
  }

  /* `753`, `12:33`, `1:02:03.5`, with or without `npt:` → seconds, or null (W3C Media Fragments §4.2.1). */
  function seconds(words) {
    if (!/^(npt:)?(\d+:){0,2}\d+(\.\d+)?s?$/.test(words)) return null;
    return words.replace("npt:", "").replace("s", "").split(":").reduce(function (sum, each) { return sum * 60 + parseFloat(each); }, 0);
  }

  function follow(address) {
    var found = /[#?&]t=([^&#]*)/.exec(address);
    if (!found) return false;
    var ends = decodeURIComponent(found[1]).split(",").map(seconds);
    if (ends[0] === null) return false;
    openText();
    seek(ends[0], true, true);
    if (ends.length > 1 && ends[1] > ends[0]) stopAt = ends[1];
    return true;
  }

  function openText() {
    if (part && part.hidden) document.dispatchEvent(new CustomEvent("oh-open", { detail: "text" }));
  }

  function copyLink() {
    var link = location.href.split("#")[0].split("?")[0] + "#t=" + Math.floor(audio.currentTime);
    var done = function () { tell("已复制：" + decodeURIComponent(link.slice(link.lastIndexOf("#")))); };
    var byHand = function () {
      var field = document.createElement("textarea");
      field.value = link;
      document.body.appendChild(field);
      field.select();
      if (document.execCommand("copy")) done(); else tell(link);
      field.remove();
    };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(link).then(done, byHand);
    else byHand();
  }

  var rates = [1, 1.25, 1.5, 0.75];
  function nextRate(button) {
    var rate = rates[(rates.indexOf(audio.playbackRate) + 1) % rates.length];
    audio.playbackRate = rate;
    button.textContent = (rate % 1 ? rate : rate.toFixed(1)) + "×";
    button.setAttribute("aria-label", button.textContent + " 语速，按此更换");
  }

  function step(by) {
    if (!sentences.length) return;
    var index = current === null ? 0 : Math.min(sentences.length - 1, Math.max(0, current + by));
    seek(sentences[index].start, false, true);
    sentences[index].element.focus({ preventScroll: true });
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var target = event.target;
    if (!target.closest || !target.closest(".oh-player, .oh-part--text")) return;
    var native = target === audio || /^(BUTTON|A)$/.test(target.tagName);
    var acts = { j: function () { step(1); }, k: function () { step(-1); } };
    if (target !== audio) {
      acts.ArrowLeft = function () { seek(audio.currentTime - 5, !audio.paused, false); };
      acts.ArrowRight = function () { seek(Math.min(audio.currentTime + 5, audio.duration || Infinity), !audio.paused, false); };
    }
    if (!native) {
      acts[" "] = function () { if (audio.paused) start(); else audio.pause(); };
      acts.Enter = function () { if (target.dataset.s) seek(parseFloat(target.dataset.s), true, false); };
    }
    var act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  function onClick(event) {
    var link = event.target.closest("a");
    if (link) {
      if (!link.matches(".oh-t")) return;
      event.preventDefault();
      history.replaceState(null, "", link.getAttribute("href"));
      seek(parseFloat(link.dataset.s), true, false);
      return;
    }
    var sentence = event.target.closest(".oh-s[data-s]");
    if (!sentence || String(window.getSelection())) return; // selecting words to copy is not asking for the voice
    seek(parseFloat(sentence.dataset.s), true, false);
  }

  /* What a sentence says, without the numbers of its footnotes. */
  function words(element) {
    var copy = element.cloneNode(true);
    copy.querySelectorAll(".oh-call").forEach(function (call) { call.remove(); });
    return copy.textContent;
  }

  function addCaptions() {
    if (!window.VTTCue || !sentences.length) return;
    var track = audio.addTextTrack("captions", "字幕", "zh");
    track.mode = "hidden";
    sentences.forEach(function (each) {
      track.addCue(new VTTCue(each.start, Math.max(each.end, each.start + 0.01), words(each.element)));
    });
  }

  tools.hidden = false;
  document.body.classList.add("oh-live");
  sentences.forEach(function (each, index) {
    if (!each.element.querySelector("a")) each.element.setAttribute("role", "button"); // a button may hold no link
    each.element.tabIndex = index ? -1 : 0; // one stop for the whole text; j and k move inside it
  });
  addCaptions();
  audio.addEventListener("timeupdate", update);
  audio.addEventListener("seeked", update);
  if (part) part.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey, true);
  tools.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    var does = button && button.dataset.do;
    if (does === "rate") nextRate(button);
    if (does === "link") copyLink();
    if (does === "follow") { openText(); setFollowing(true); if (current !== null) show(sentences[current].element, true); }
  });
  window.addEventListener("scroll", function () {
    if (!audio.paused && !ownScroll && !settling) setFollowing(false);
  }, { passive: true });
  window.addEventListener("scrollend", function () { ownScroll = false; });
  ["wheel", "touchmove"].forEach(function (name) {
    window.addEventListener(name, function () { if (!audio.paused) setFollowing(false); }, { passive: true });
  });
  window.addEventListener("hashchange", function () { follow(location.hash); });
  if (!follow(location.hash)) follow(location.search);
})();
