// The waveform shows how far the sound is, and a click or a drag on it seeks. Keys have the player's own slider.
(function () {
  "use strict";
  var audio = document.querySelector(".oh-player audio");
  var wave = document.querySelector(".oh-player .oh-wave");
  if (!audio || !wave) return;
  var stops = wave.querySelectorAll("stop");
  var dragging = false;

  function draw() {
    var part = audio.duration > 0 ? audio.currentTime / audio.duration : 0;
    stops.forEach(function (stop) { stop.setAttribute("offset", part.toFixed(4)); });
  }

  function seek(event) {
    var box = wave.getBoundingClientRect();
    var part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    if (audio.duration > 0 && isFinite(audio.duration)) audio.currentTime = part * audio.duration;
  }

  wave.classList.add("is-live");
  wave.addEventListener("pointerdown", function (event) {
    if (event.button !== 0) return;
    dragging = true;
    wave.setPointerCapture(event.pointerId);
    seek(event);
  });
  wave.addEventListener("pointermove", function (event) { if (dragging) seek(event); });
  ["pointerup", "pointercancel"].forEach(function (name) { wave.addEventListener(name, function () { dragging = false; }); });
  ["timeupdate", "seeking", "seeked", "loadedmetadata", "durationchange"].forEach(function (name) { audio.addEventListener(name, draw); });
  draw();
})();
