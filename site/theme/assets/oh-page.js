/* What all scripts of the interview page need: telling the reader a word, copying, and what a sentence says. */
(function () {
  "use strict";
  var say = document.querySelector(".oh-player__say");
  var timer = 0;

  function tell(words) {
    if (!say) return;
    say.textContent = words;
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { say.textContent = ""; }, 5000);
  }

  /* The address of this page without its moment. */
  function address() { return location.href.split("#")[0].split("?")[0]; }

  /* Copies `words` and tells so; where the browser forbids it, the words are shown to be copied by hand. */
  function copy(words, told) {
    function done() { tell(told); }
    function byHand() {
      var focused = document.activeElement;
      var field = document.createElement("textarea");
      field.className = "oh-copied";
      field.value = words;
      document.body.appendChild(field);
      field.select();
      var copied = document.execCommand("copy");
      field.remove();
      if (focused) focused.focus({ preventScroll: true });
      if (copied) done(); else tell(words);
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(words).then(done, byHand);
    else byHand();
  }

  /* What an element says, without the numbers of its footnotes. */
  function words(element) {
    if (!element.querySelector(".oh-call")) return element.textContent;
    var copied = element.cloneNode(true);
    copied.querySelectorAll(".oh-call").forEach(function (call) { call.remove(); });
    return copied.textContent;
  }

  window.ohPage = { address: address, copy: copy, tell: tell, words: words };
})();
