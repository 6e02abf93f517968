/* The interview page: the voice and the text follow each other. A classic script: modules and fetch do not work from file://.
   Other scripts of the page find it as `window.ohPlayer`; keys and buttons are in oh-keys.js. */
(function () {
  "use strict";
  var page = window.ohPage;
  var audio = document.querySelector(".oh-player :is(audio, video)");
  if (!audio) return;
  var followButton = audio.closest(".oh-player").querySelector('[data-do="follow"]');
  var part = document.querySelector(".oh-part--text");
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  var sentences = timed(".oh-s[data-s]");
  var items = timed(".oh-shown[data-s]");
  var chapters = timed("[data-chapter]");
  var current = null;
  var stopAt = null; // seconds where a linked span ends
  var following = !calm.matches;
  var settling = false;
  var ownScroll = false; // from the call to the event that ends it: how long that takes, the machine decides
  var seenAt = 0; // how far from the window's top the spoken sentence stood when it was last looked at, in pixels

  function timed(selector) {
    var found = part ? Array.prototype.slice.call(part.querySelectorAll(selector)) : [];
    return found.map(function (element) {
      var start = parseFloat(element.dataset.s);
      return { element: element, start: start, end: element.dataset.e ? parseFloat(element.dataset.e) : start + 15 };
    }).sort(function (a, b) { return a.start - b.start; });
  }

  /* The last of `rows` that has begun, or null before the first. */
  function lastBegun(rows, time) {
    var low = 0, high = rows.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (rows[middle].start <= time + 0.02) low = middle + 1; else high = middle;
    }
    return low ? low - 1 : null;
  }

  function sentenceAt(time) { return lastBegun(sentences, time); }

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
    see();
  }

  function top() { return current === null ? 0 : sentences[current].element.getBoundingClientRect().top; }

  function see() { seenAt = top(); }

  function show(element, force) {
    if (!force && (!following || calm.matches || part.hidden)) return;
    var box = element.getBoundingClientRect();
    var top = window.innerHeight * 0.2, bottom = window.innerHeight * 0.65;
    if (!force && box.top >= top && box.bottom <= bottom) return;
    ownScroll = true;
    window.clearTimeout(show.timer);
    if (!("onscrollend" in window)) show.timer = window.setTimeout(function () { ownScroll = false; }, 1500);
    var far = Math.abs(box.top - window.innerHeight / 2) > window.innerHeight * 3;
    element.scrollIntoView({ block: "center", behavior: calm.matches || far ? "auto" : "smooth" });
    if (far) settle(element, 4);
  }

  /* What lies out of sight has only a guessed height until it is drawn, so a long way may need a second step. */
  function settle(element, tries) {
    window.requestAnimationFrame(function () {
      var box = element.getBoundingClientRect();
      if (tries && (box.top < 0 || box.bottom > window.innerHeight * 0.9)) {
        ownScroll = true;
        element.scrollIntoView({ block: "center", behavior: "auto" });
        settle(element, tries - 1);
      }
    });
  }

  function update() {
    var time = audio.currentTime;
    if (stopAt !== null && time >= stopAt) { stopAt = null; audio.pause(); }
    see();
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
    mark(sentenceAt(Math.max(0, time)));
    setFollowing(!calm.matches);
    settling = true; // scrolling from before is told to us with the next frame: it is not the reader turning away
    if (document.readyState === "complete") window.requestAnimationFrame(function () { window.requestAnimationFrame(settled); });
    else window.addEventListener("load", function () { window.setTimeout(settled, 1000); }); // till then the browser goes to the anchor itself
    if (force && current !== null) show(sentences[current].element, true);
    if (play) start();
  }

  function settled() { settling = false; }

  function start() {
    var playing = audio.play();
    if (playing) playing.catch(function () { page.tell("请按播放键开始收听"); });
  }

  function setFollowing(wanted) {
    following = wanted;
    followButton.hidden = wanted || current === null;
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
    markSpan(ends[0], stopAt);
    return true;
  }

  function openText() {
    if (part && part.hidden) document.dispatchEvent(new CustomEvent("oh-open", { detail: "text" }));
  }

  /* Marks the sentences of a linked span, so that the reader sees where it ends. */
  function markSpan(from, to) {
    sentences.forEach(function (each) {
      each.element.classList.toggle("is-shared", to !== null && each.start < to - 0.02 && each.end > from + 0.02);
    });
  }

  function goTo(rows, index) {
    var target = rows[Math.min(rows.length - 1, Math.max(0, index))];
    seek(target.start, !audio.paused, true);
    return target.element;
  }

  function stepSentence(by) {
    if (!sentences.length) return;
    openText();
    goTo(sentences, current === null ? 0 : current + by).focus({ preventScroll: true });
  }

  /* Back leads to the beginning of this chapter first, as a record player does. */
  function stepChapter(by) {
    if (!chapters.length) return;
    openText();
    var now = lastBegun(chapters, audio.currentTime);
    if (now === null) now = by > 0 ? -1 : 0;
    else if (by < 0 && audio.currentTime > chapters[now].start + 3) by = 0;
    if (now + by < chapters.length) goTo(chapters, now + by);
  }

  function skip(seconds) {
    seek(Math.min(audio.currentTime + seconds, audio.duration || Infinity), !audio.paused, true);
  }

  function onClick(event) {
    var link = event.target.closest("a");
    if (link) {
      if (!link.matches(".oh-t")) return;
      event.preventDefault();
      history.replaceState(null, "", link.getAttribute("href"));
      markSpan(0, null);
      seek(parseFloat(link.dataset.s), true, false);
      return;
    }
    var sentence = event.target.closest(".oh-s[data-s]");
    if (!sentence || String(window.getSelection())) return; // selecting words to copy is not asking for the voice
    seek(parseFloat(sentence.dataset.s), true, false);
    sentence.focus({ preventScroll: true });
  }

  /* Thousands of cues take a while: the first are there at once, the others when nothing else is to be done. */
  function addCaptions() {
    if (!window.VTTCue || !sentences.length) return;
    var track = audio.addTextTrack("captions", "字幕", "zh");
    track.mode = "hidden";
    var later = window.requestIdleCallback || function (act) { window.setTimeout(act, 50); };
    (function add(from) {
      sentences.slice(from, from + 250).forEach(function (each) {
        track.addCue(new VTTCue(each.start, Math.max(each.end, each.start + 0.01), page.words(each.element)));
      });
      if (from + 250 < sentences.length) later(function () { add(from + 250); });
    })(0);
  }

  document.body.classList.add("oh-live");
  sentences.forEach(function (each) {
    if (!each.element.querySelector("a, button")) each.element.setAttribute("role", "button"); // a button may hold no other
  });
  if (sentences.length) sentences[0].element.tabIndex = 0; // one stop for the whole text; j and k move inside it
  addCaptions();
  audio.addEventListener("timeupdate", update);
  audio.addEventListener("seeked", update);
  audio.addEventListener("seeking", function () { if (stopAt !== null && audio.currentTime > stopAt) stopAt = null; }); // the reader went on
  if (part) part.addEventListener("click", onClick);
  followButton.addEventListener("click", function () {
    openText();
    setFollowing(true);
    if (current !== null) show(sentences[current].element, true);
  });
  /* What is drawn for the first time gets another height, and the browser scrolls to keep the words where they stand: nobody turned away. */
  window.addEventListener("scroll", function () {
    if (ownScroll || settling) see();
    else if (!audio.paused && Math.abs(top() - seenAt) > 4) setFollowing(false);
  }, { passive: true });
  window.addEventListener("scrollend", function () { ownScroll = false; });
  ["wheel", "touchmove"].forEach(function (name) {
    window.addEventListener(name, function () { if (!audio.paused) setFollowing(false); }, { passive: true });
  });
  window.addEventListener("hashchange", function () { follow(location.hash); });
  window.ohPlayer = {
    audio: audio,
    chapters: chapters,
    seek: seek,
    skip: skip,
    start: start,
    stepChapter: stepChapter,
    stepSentence: stepSentence,
    /* The sentence being spoken, or the first, or null where no time is known. */
    sentence: function () { return sentences.length ? sentences[current === null ? 0 : current].element : null; }
  };
  if (!follow(location.hash)) follow(location.search);
})();
