/* 请本人读给您听: one large button plays the narrator's own voice, and the sentence being spoken stands there in large type. */
(function () {
  "use strict";
  var sound = document.querySelector(".oh-player audio, .oh-player video");
  if (!sound) return;
  var title = document.querySelector("article h1");
  var box = document.createElement("section");
  var button = document.createElement("button");
  var words = document.createElement("p");

  function spoken() {
    var now = document.querySelector('.oh-s[aria-current="true"]');
    if (!now) return "";
    var copy = now.cloneNode(true);
    copy.querySelectorAll(".oh-call").forEach(function (call) { call.remove(); });
    return copy.textContent.trim();
  }

  function show() {
    var begun = sound.currentTime > 0 && !sound.ended;
    button.textContent = !sound.paused ? "先停一停" : begun ? "接着听" : "请本人读给您听";
    box.classList.toggle("is-reading", !sound.paused);
    box.classList.toggle("is-begun", begun || !sound.paused);
    var now = begun ? spoken() : "";
    if (words.textContent !== now) words.textContent = now;
    words.hidden = !now;
  }

  box.className = "oh-aloud";
  box.setAttribute("aria-label", "听本人讲述");
  button.type = "button";
  words.className = "oh-aloud__words";
  box.appendChild(button);
  box.appendChild(words);
  title.parentNode.insertBefore(box, title.nextSibling);
  button.addEventListener("click", function () {
    if (!sound.paused) { sound.pause(); return; }
    if (sound.ended) sound.currentTime = 0;
    var playing = sound.play();
    if (playing) playing.catch(show);
  });
  ["play", "pause", "ended", "timeupdate", "seeked"].forEach(function (name) { sound.addEventListener(name, show); });
  show();
})();
