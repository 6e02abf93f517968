/* How this device likes to read. A classic script in the head: the page's first look is already the right one. */
(function () {
  "use strict";
  var root = document.documentElement;
  var MODES = { elder: { key: "oh-elder", look: "oh-elder" }, english: { key: "oh-english", look: "oh-in-english" } };

  function kept(mode) {
    try { return localStorage.getItem(MODES[mode].key) === "on"; } catch (refused) { return false; }
  }

  function keep(mode, on) {
    try {
      if (on) localStorage.setItem(MODES[mode].key, "on"); else localStorage.removeItem(MODES[mode].key);
    } catch (refused) { /* a browser that keeps nothing shows the mode until the page is left */ }
  }

  function show(mode, on) {
    root.classList.toggle(MODES[mode].look, on);
    document.querySelectorAll('[data-mode="' + mode + '"]').forEach(function (button) {
      button.setAttribute("aria-pressed", String(on));
    });
    document.dispatchEvent(new CustomEvent("oh-mode", { detail: { mode: mode, on: on } }));
  }

  function begin() {
    document.addEventListener("click", function (event) {
      var button = event.target.closest && event.target.closest("[data-mode]");
      if (!button || !MODES[button.dataset.mode]) return;
      var on = button.getAttribute("aria-pressed") !== "true";
      keep(button.dataset.mode, on);
      show(button.dataset.mode, on);
    });
    Object.keys(MODES).forEach(function (mode) { show(mode, kept(mode)); });
  }

  root.classList.add("oh-scripted"); // before anything is drawn, so that nothing moves
  Object.keys(MODES).forEach(function (mode) { root.classList.toggle(MODES[mode].look, kept(mode)); });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
