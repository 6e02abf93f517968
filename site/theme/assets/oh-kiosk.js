/* The hall's screen: a slow walk through faces and voices that goes on for days. A classic script; without it a plain page of faces.

   Everything is made once and used again: two slides, one panel, one sound, one timer. No listener is added later. */
(function () {
  "use strict";
  var hall = document.querySelector(".oh-hall");
  if (!hall) return;
  var visiting = location.hash === "#visit"; // somebody at home, who may leave; a hall's screen has no way out
  var list = hall.querySelector(".oh-faces");
  var BEAT = 500, HOLD = 14000, WAIT = 3000, IDLE = 60000, PROBE = 600000, ALONE = 12 * 3600000, CALM = 4000; // milliseconds
  var mode = "walk", paused = false, loud = false, round = 0, at = -1;
  var changeAt = 0, touchedAt = now(), stirredAt = now(), probedAt = now(), heardOfAt = now();
  var speakAt = 0, speechEnds = 0, speaking = null, waitingSince = 0, awake = null, asking = false, wokenAt = 0, filled = false;

  function now() { return performance.now(); }
  function make(tag, name, words) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (words) element.textContent = words;
    return element;
  }
  function button(name, words, act) {
    var made = make("button", name, words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function words(element, selector) {
    var found = element.querySelector(selector);
    return found ? found.textContent.trim() : "";
  }

  var people = Array.prototype.map.call(list.children, function (face) {
    return {
      node: face, name: face.dataset.name, large: face.dataset.large, alt: face.dataset.alt, sample: !!face.querySelector(".oh-mark"),
      life: words(face, ".oh-face__life"), honours: words(face, ".oh-face__honours"),
      says: Array.prototype.map.call(face.querySelectorAll(".oh-face__says"), function (said) {
        return { words: words(said, "p"), sound: said.dataset.sound || "", from: +said.dataset.from, to: +said.dataset.to };
      })
    };
  });

  /* What is shown */
  var root = make("div", "oh-kiosk");
  var stage = make("div", "oh-kiosk__stage");
  var slides = [slide(), slide()];
  var open = button("oh-kiosk__open", "", function () { openPerson(at); });
  var hint = make("p", "oh-kiosk__hint", "轻触画面，看这位老人的故事");
  var bar = make("div", "oh-kiosk__bar");
  var panel = make("section", "oh-kiosk__panel");
  var all = make("section", "oh-kiosk__all");
  var rest = make("p", "oh-kiosk__rest", "");
  var sound = new Audio();
  sound.preload = "none";

  function slide() {
    var made = { root: make("div", "oh-kiosk__slide"), ready: true };
    made.face = make("div", "oh-kiosk__face");
    made.picture = make("img");
    made.letter = make("span", "oh-kiosk__letter");
    made.name = make("p", "oh-kiosk__name");
    made.mark = make("span", "oh-mark", "样例");
    made.life = make("p", "oh-kiosk__life");
    made.honours = make("p", "oh-kiosk__honours");
    made.said = make("p", "oh-kiosk__said");
    made.text = make("span");
    var side = make("div", "oh-kiosk__words");
    made.face.append(made.picture, made.letter);
    side.append(made.said, made.name, made.life, made.honours);
    made.name.append(made.text, made.mark);
    made.root.append(made.face, side);
    made.root.setAttribute("aria-hidden", "true");
    made.picture.addEventListener("load", function () { arrived(made, true); });
    made.picture.addEventListener("error", function () { arrived(made, false); });
    return made;
  }
  function arrived(made, whole) {
    if (!made.picture.hasAttribute("src")) return;
    made.face.classList.toggle("is-missing", !whole);
    made.ready = true;
    if (waitingSince && made === slides[1]) swap();
  }
  function fill(made, person, said) {
    made.text.textContent = person.name;
    made.mark.hidden = !person.sample;
    made.life.textContent = person.life;
    made.honours.textContent = person.honours;
    made.said.textContent = said ? said.words : "";
    made.root.classList.toggle("is-silent", !said);
    made.letter.textContent = Array.from(person.name)[0] || "";
    made.picture.alt = person.alt;
    made.face.classList.toggle("is-missing", !person.large);
    made.ready = !person.large;
    if (person.large) made.picture.src = person.large; else made.picture.removeAttribute("src");
  }

  /* The walk: what comes is set on the hidden slide, and shown when its picture is there, or has not come for three seconds. */
  function step(by) {
    hush();
    if (!people.length) return;
    at += by;
    if (at >= people.length) { at = 0; round += 1; }
    if (at < 0) at = people.length - 1;
    var person = people[at];
    speaking = person.says.length ? person.says[round % person.says.length] : null;
    waitingSince = now();
    changeAt = Infinity;
    fill(slides[1], person, speaking);
    if (slides[1].ready) swap();
  }
  function swap() {
    waitingSince = 0;
    slides.reverse();
    slides[0].root.classList.add("is-on");
    slides[0].root.removeAttribute("aria-hidden");
    slides[1].root.classList.remove("is-on");
    slides[1].root.setAttribute("aria-hidden", "true");
    open.setAttribute("aria-label", "看" + people[at].name + "的故事");
    changeAt = now() + HOLD;
    speakAt = loud && mode === "walk" && speaking && speaking.sound ? now() + 1500 : 0;
  }
  function walk() {
    var came = mode !== "walk";
    mode = "walk";
    paused = false;
    hush();
    if (filled) { panel.replaceChildren(); filled = false; }
    shown();
    if (came) { step(1); open.focus({ preventScroll: true }); }
  }

  /* The sound: one element, which lets go of its file after every sentence */
  function speak(said) {
    hush();
    if (!said || !said.sound) return;
    speechEnds = now() + (said.to - said.from) * 1000 + 4000; // whatever the file does, it ends
    sound.src = said.sound + "#t=" + said.from + "," + said.to;
    var playing = sound.play();
    if (playing) playing.catch(hush);
    if (mode === "walk") changeAt = Math.max(changeAt, speechEnds);
  }
  function hush() {
    speakAt = 0;
    speechEnds = 0;
    marked(null);
    if (!sound.hasAttribute("src")) return;
    sound.pause();
    sound.removeAttribute("src");
    sound.load();
  }
  function over() {
    if (!sound.hasAttribute("src") || (!sound.paused && !sound.error)) return; // the last word of a sentence before this one
    hush();
    touchedAt = now(); // who listened was there
  }
  function marked(one) {
    panel.querySelectorAll("[aria-pressed=true]").forEach(function (each) { each.setAttribute("aria-pressed", "false"); });
    if (one) one.setAttribute("aria-pressed", "true");
  }

  /* A person, within the hall */
  function openPerson(number) {
    if (!people.length) return;
    hush();
    at = number;
    mode = "person";
    var person = people[number], face = make("div", "oh-kiosk__face"), text = make("div", "oh-kiosk__text");
    var portrait = make("img"), title = make("h2", "", person.name);
    title.tabIndex = -1;
    if (person.sample) title.append(make("span", "oh-mark", "样例"));
    face.append(portrait, make("span", "oh-kiosk__letter", Array.from(person.name)[0] || ""));
    face.classList.toggle("is-missing", !person.large);
    portrait.alt = person.alt;
    if (person.large) portrait.src = person.large;
    text.append(title, make("p", "oh-kiosk__life", person.life), make("p", "oh-kiosk__honours", person.honours));
    person.says.forEach(function (said) { text.append(spoken(said)); });
    text.append(person.node.querySelector(".oh-face__more").cloneNode(true));
    panel.replaceChildren(face, text);
    panel.setAttribute("aria-label", person.name);
    panel.scrollTop = 0;
    filled = true;
    shown();
    title.focus({ preventScroll: true });
  }
  function spoken(said) {
    if (!said.sound) return make("p", "oh-kiosk__line", said.words);
    var made = make("button", "oh-kiosk__line", said.words); // its click is told to the panel
    made.type = "button";
    made.setAttribute("aria-pressed", "false");
    made.setAttribute("aria-label", "播放：" + said.words);
    made.dataset.number = people[at].says.indexOf(said);
    return made;
  }
  function openAll() {
    hush();
    mode = "all";
    shown();
    all.scrollTop = 0;
    (list.querySelector("[tabindex]") || all).focus({ preventScroll: true });
  }
  function go(by) {
    if (mode === "person") openPerson((at + by + people.length) % people.length); else step(by);
  }

  function shown() {
    root.dataset.mode = mode;
    stage.inert = mode !== "walk";
    panel.hidden = mode !== "person";
    all.hidden = mode !== "all";
    hint.hidden = mode !== "walk";
    back.hidden = mode === "walk";
    find.hidden = mode === "all" || people.length < 2;
    stop.hidden = mode !== "walk" || people.length < 2;
    before.hidden = after.hidden = mode === "all" || people.length < 2;
    stop.textContent = paused ? "继续" : "停住";
    voice.hidden = !people.some(function (person) { return person.says.some(function (said) { return said.sound; }); });
    voice.textContent = loud ? "关声音" : "开声音";
    voice.setAttribute("aria-pressed", String(loud));
  }

  var back = button("", "返回", walk);
  var before = button("", "上一位", function () { go(-1); });
  var stop = button("", "停住", function () { paused = !paused; if (!paused) changeAt = now() + 1000; shown(); });
  var after = button("", "下一位", function () { go(1); });
  var find = button("", "全部人物", openAll);
  var voice = button("", "开声音", function () {
    loud = !loud;
    if (!loud) hush(); else if (mode === "walk") speak(speaking);
    shown();
  });
  var leave = button("", "离开", function () { location.href = hall.dataset.back; });

  /* One beat, twice a second: all that happens by itself happens here, so that nothing can pile up. */
  function beat() {
    var time = now(), alone = time - heardOfAt > ALONE || !people.length;
    if (time - probedAt > PROBE && (alone || mode === "walk")) probe();
    if (!awake || awake.released) stayAwake(time);
    rest.hidden = !alone;
    if (alone) { hush(); return; }
    root.classList.toggle("is-calm", mode === "walk" && time - stirredAt > CALM);
    if (speechEnds && time > speechEnds) hush();
    if ((mode !== "walk" || (paused && !visiting)) && time - touchedAt > IDLE && !speechEnds) walk();
    if (mode === "walk") {
      if (waitingSince && time - waitingSince > WAIT) arrivedLate();
      else if (speakAt && time > speakAt) speak(speaking);
      else if (!paused && time > changeAt && !speechEnds) step(1);
    }
  }
  function arrivedLate() {
    slides[1].face.classList.add("is-missing");
    swap();
  }
  function safely() {
    try { beat(); } catch (error) { try { mode = "all"; walk(); } catch (again) { waitingSince = 0; changeAt = now() + HOLD; } }
  }

  /* Whoever withdrew must leave a screen that has been on for days: the site is asked for its stamp, and the page read anew. */
  function probe() {
    probedAt = now();
    if (performance.clearResourceTimings) performance.clearResourceTimings();
    var script = make("script");
    script.src = hall.dataset.probe + "?" + Math.floor(probedAt);
    script.onload = function () {
      script.remove();
      heardOfAt = now();
      if (window.ohHallStamp && window.ohHallStamp !== hall.dataset.stamp) location.reload();
    };
    script.onerror = function () {
      var asked = performance.getEntriesByName ? performance.getEntriesByName(script.src)[0] : null;
      if (asked && asked.responseStatus >= 400) heardOfAt = -Infinity; // the server is there, and the hall is not: taken down
      script.remove();
    };
    document.head.append(script);
  }

  function stayAwake(time) {
    if (asking || document.hidden || !navigator.wakeLock || (wokenAt && time - wokenAt < 60000)) return;
    asking = true;
    wokenAt = time;
    navigator.wakeLock.request("screen").then(function (lock) { awake = lock; asking = false; }, function () { asking = false; });
  }
  var filledScreen = false;
  function fillScreen() {
    if (document.fullscreenElement || (visiting && filledScreen) || !root.requestFullscreen) return;
    filledScreen = true;
    var asked = document.documentElement.requestFullscreen();
    if (asked) asked.catch(function () {});
  }

  function onKey(event) {
    touched();
    var acts = { ArrowLeft: function () { go(-1); }, ArrowRight: function () { go(1); }, Escape: function () { if (mode !== "walk") walk(); } };
    if (mode === "all") { delete acts.ArrowLeft; delete acts.ArrowRight; }
    if (event.target === document.body) acts.Enter = function () { if (mode === "walk") openPerson(at); };
    if (event.target.getAttribute && event.target.getAttribute("role") === "button") {
      acts.Enter = acts[" "] = function () { event.target.click(); };
    }
    if (event.altKey || event.ctrlKey || event.metaKey || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
  function touched() { touchedAt = stirredAt = now(); }
  function refuse(event) { event.preventDefault(); }

  /* Set up */
  Array.prototype.forEach.call(list.querySelectorAll("a"), function (link) {
    link.removeAttribute("href");
    link.setAttribute("role", "button");
    link.tabIndex = 0;
  });
  list.addEventListener("click", function (event) {
    var face = event.target.closest(".oh-face");
    if (face) openPerson(Array.prototype.indexOf.call(list.children, face));
  });
  panel.addEventListener("click", function (event) {
    var line = event.target.closest("button[data-number]");
    if (!line) return;
    var playing = line.getAttribute("aria-pressed") === "true";
    hush();
    if (!playing) { speak(people[at].says[+line.dataset.number]); marked(line); }
  });
  root.addEventListener("error", function (event) { // a picture in the panel that is not there
    if (event.target.parentNode && panel.contains(event.target)) event.target.parentNode.classList.add("is-missing");
  }, true);
  ["ended", "error"].forEach(function (name) { sound.addEventListener(name, over); });
  sound.addEventListener("pause", over);
  ["pointerdown", "keydown", "wheel", "touchmove", "scroll"].forEach(function (name) {
    root.addEventListener(name, touched, { passive: true, capture: true });
  });
  root.addEventListener("pointermove", function () { stirredAt = now(); }, { passive: true });
  root.addEventListener("click", fillScreen);
  ["contextmenu", "dragstart", "auxclick"].forEach(function (name) { root.addEventListener(name, refuse); });
  document.addEventListener("keydown", onKey);
  window.addEventListener("online", probe);
  document.addEventListener("visibilitychange", function () { if (document.hidden) hush(); });

  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "荣誉墙展厅");
  stage.append(slides[0].root, slides[1].root, open);
  all.setAttribute("aria-label", "全部人物");
  all.tabIndex = -1;
  all.append(list);
  rest.textContent = hall.dataset.title;
  bar.append(back, before, stop, after, find, voice);
  if (visiting) bar.append(leave);
  root.append(stage, panel, all, hint, bar, rest);
  if (hall.dataset.notice) root.append(make("p", "oh-kiosk__notice", hall.dataset.notice));
  Array.prototype.forEach.call(document.body.children, function (part) { if (part.tagName !== "SCRIPT") part.inert = true; });
  document.body.append(root);
  document.documentElement.classList.add("oh-in-hall");
  shown();
  step(1);
  open.focus({ preventScroll: true });
  window.setInterval(safely, BEAT);
})();
