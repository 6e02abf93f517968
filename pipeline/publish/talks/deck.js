(function () {
  "use strict";
  var root = document.documentElement, slides = [].slice.call(document.querySelectorAll(".slide")), at = 0;
  function quiet() { [].forEach.call(document.querySelectorAll("audio"), function (one) { one.pause(); }); }
  function go(number) {
    number = Math.max(0, Math.min(slides.length - 1, number));
    if (number !== at) { quiet(); }
    slides.forEach(function (one, place) { one.classList.toggle("here", place === number); });
    at = number;
    document.getElementById("where").textContent = (at + 1) + " / " + slides.length;
    if (location.hash !== "#" + (at + 1)) { history.replaceState(null, "", "#" + (at + 1)); }
    slides[at].scrollTop = 0;
    slides[at].focus({ preventScroll: true });
  }
  function notes() {
    root.classList.toggle("noted");
    slides.forEach(function (one) { one.querySelector("details").open = root.classList.contains("noted"); });
  }
  function voice() {
    var sound = slides[at].querySelector("audio");
    if (sound) { if (sound.paused) { sound.play(); } else { sound.pause(); } }
  }
  var keys = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1
  };
  document.addEventListener("keydown", function (event) {
    var on = event.target.tagName;
    if (event.ctrlKey || event.altKey || event.metaKey || on === "AUDIO") { return; }
    if ((on === "BUTTON" || on === "SUMMARY") && (event.key === " " || event.key === "Enter")) { return; }
    if (keys[event.key]) { go(at + keys[event.key]); }
    else if (event.key === "Home") { go(0); }
    else if (event.key === "End") { go(slides.length - 1); }
    else if (event.key === "n" || event.key === "N") { notes(); }
    else if (event.key === "p" || event.key === "P") { voice(); }
    else { return; }
    event.preventDefault();
  });
  document.getElementById("back").addEventListener("click", function () { go(at - 1); });
  document.getElementById("on").addEventListener("click", function () { go(at + 1); });
  document.getElementById("notes").addEventListener("click", notes);
  window.addEventListener("hashchange", function () { go((parseInt(location.hash.slice(1), 10) || 1) - 1); });
  root.classList.add("shown");
  at = -1;
  go((parseInt(location.hash.slice(1), 10) || 1) - 1);
})();
