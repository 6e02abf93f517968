/* Finds people by name, pinyin or initials, by honour and by branch. A classic script; without it the whole grid stands. */
(function () {
  "use strict";
  var form = document.querySelector(".oh-find");
  if (!form) return;
  var cards = Array.prototype.slice.call(document.querySelectorAll(".oh-found > li"));
  var count = form.querySelector(".oh-find__count");
  var none = document.querySelector(".oh-find__none");
  var letters = document.querySelector(".oh-letters");
  var fields = ["honour", "branch"].map(function (name) { return form.elements[name]; }).filter(Boolean);
  var composing = false;

  /* Full width to half, capitals to small, without the marks of tones and without spaces: as the cards' keys are written. */
  function folded(words) {
    return words.normalize("NFKC").toLowerCase().normalize("NFD").replace(/ü/g, "v").replace(/[\u0300-\u036f\s'’·]/g, "").normalize("NFC");
  }

  /* Latin letters are found from the start of a name's reading or within it; a name's characters anywhere in the name. */
  function holds(card, wanted) {
    return !wanted || card.dataset.keys.split(" ").some(function (key) { return key.indexOf(wanted) >= 0; });
  }

  function choose() {
    var wanted = folded(form.elements.words.value);
    var chosen = fields.map(function (field) { return field.value; }).filter(Boolean);
    var shown = 0;
    cards.forEach(function (card) {
      var groups = card.dataset.groups.split("|");
      var stays = holds(card, wanted) && chosen.every(function (one) { return groups.indexOf(one) >= 0; });
      card.hidden = !stays;
      if (stays) shown += 1;
    });
    var all = wanted === "" && !chosen.length;
    count.textContent = all ? "共 " + cards.length + " 位" : "找到 " + shown + " 位";
    none.hidden = shown > 0;
    if (letters) letters.hidden = !all;
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); choose(); });
  form.addEventListener("compositionstart", function () { composing = true; });
  form.addEventListener("compositionend", function () { composing = false; choose(); });
  form.addEventListener("input", function () { if (!composing) choose(); });
  none.querySelector("button").addEventListener("click", function () {
    form.reset();
    choose();
    form.elements.words.focus();
  });
  choose(); // a browser that comes back to the page may have kept what was typed
})();
