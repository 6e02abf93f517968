/* The player's buttons and keys. Keys count only while the focus is in the player or in the text. */
(function () {
  "use strict";
  var page = window.ohPage;
  var player = window.ohPlayer;
  if (!player) return;
  var audio = player.audio;
  var bar = audio.closest(".oh-player");
  var tools = bar.querySelector(".oh-player__tools");
  var speed = tools.querySelector('[data-do="rate"]');
  var KEPT = "oh-rate";

  function setSpeed(rate) {
    audio.defaultPlaybackRate = rate;
    audio.playbackRate = rate;
    showSpeed();
  }

  function showSpeed() {
    var option = speed.querySelector('option[value="' + audio.playbackRate + '"]');
    if (option) option.selected = true;
  }

  /* A browser that keeps nothing, or is told not to, just forgets the speed. */
  function keepSpeed() {
    try { window.localStorage.setItem(KEPT, speed.value); } catch (error) { return; }
  }

  function keptSpeed() {
    try { return window.localStorage.getItem(KEPT); } catch (error) { return null; }
  }

  function faster(by) {
    speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + by));
    setSpeed(parseFloat(speed.value));
    keepSpeed();
    page.tell("语速 " + speed.value + " 倍");
  }

  var does = {
    "chapter-back": function () { player.stepChapter(-1); },
    "chapter-on": function () { player.stepChapter(1); },
    "sentence-back": function () { player.stepSentence(-1); },
    "sentence-on": function () { player.stepSentence(1); },
    "back": function () { player.skip(-15); },
    "on": function () { player.skip(15); },
    "link": function () {
      var at = "#t=" + Math.floor(audio.currentTime);
      page.copy(page.address() + at, "已复制此刻的链接：" + at);
    }
  };
  var keys = {
    j: does["sentence-on"], k: does["sentence-back"], h: does.back, l: does.on,
    "[": does["chapter-back"], "]": does["chapter-on"], "-": function () { faster(-1); }, "=": function () { faster(1); }
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var target = event.target;
    if (!target.closest || !target.closest(".oh-player, .oh-part--text") || target.closest("select, input, textarea")) return;
    var act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (target !== audio && event.key === "ArrowLeft") act = function () { player.skip(-5); };
    if (target !== audio && event.key === "ArrowRight") act = function () { player.skip(5); };
    if (target !== audio && !target.closest("button, a, summary")) {
      if (event.key === " ") act = function () { if (audio.paused) player.start(); else audio.pause(); };
      if (event.key === "Enter" && target.dataset.s) act = function () { player.seek(parseFloat(target.dataset.s), true, false); };
    }
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  tools.hidden = false;
  tools.querySelectorAll("[data-needs=chapters]").forEach(function (button) { button.hidden = player.chapters.length < 2; });
  tools.querySelectorAll("[data-needs=sentences]").forEach(function (button) { button.hidden = !player.sentence(); });
  tools.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    var act = button && does[button.dataset.do];
    if (!act) return;
    act();
    if (/^sentence/.test(button.dataset.do)) button.focus({ preventScroll: true }); // the next press is meant for the button too
  });
  speed.addEventListener("change", function () { setSpeed(parseFloat(speed.value)); keepSpeed(); });
  audio.addEventListener("ratechange", showSpeed);
  document.addEventListener("keydown", onKey, true);
  var kept = speed.querySelector('option[value="' + (parseFloat(keptSpeed()) || 1) + '"]');
  if (kept) setSpeed(parseFloat(kept.value));
})();
