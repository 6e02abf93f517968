/* A name in the text shows a small card of the person, place, unit, event or honour: on focus and on click, never by hovering alone. */
(function () {
  "use strict";
  if (!document.querySelector(".oh-named")) return;
  var card = document.createElement("div");
  var open = null; // the name whose card is shown

  function close(back) {
    if (!open) return;
    open.setAttribute("aria-expanded", "false");
    card.hidden = true;
    if (back) { closing = true; open.focus({ preventScroll: true }); closing = false; }
    open = null;
  }
  var closing = false;

  function place(name) {
    var box = name.getBoundingClientRect();
    var wide = card.offsetWidth, high = card.offsetHeight;
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - wide - 8));
    var above = box.bottom + high + 12 > window.innerHeight * 0.85 && box.top > high + 12;
    card.style.left = left + window.scrollX + "px";
    card.style.top = (above ? box.top - high - 6 : box.bottom + 6) + window.scrollY + "px";
  }

  function show(name) {
    if (open === name) return;
    close(false);
    var told = document.querySelector('.oh-named [data-who="' + name.dataset.who + '"]');
    if (!told) return;
    card.innerHTML = told.innerHTML; // our own markup, set by the server from escaped words
    var link = card.querySelector("a");
    var words = document.createElement("span");
    words.className = "oh-card-of__name";
    words.textContent = link.textContent;
    link.parentNode.insertBefore(words, link);
    var page = told.querySelector(".oh-named__face") ? "人物页" : "专页";
    link.textContent = page;
    link.setAttribute("aria-label", words.textContent + "的" + page);
    link.parentNode.insertBefore(link, card.querySelectorAll("a")[1] || null); // after what is told, before the map
    card.setAttribute("aria-label", words.textContent);
    card.hidden = false;
    open = name;
    name.setAttribute("aria-expanded", "true");
    place(name);
  }

  card.className = "oh-card-of";
  card.id = "oh-card-of";
  card.hidden = true;
  card.setAttribute("role", "dialog");
  document.body.appendChild(card);
  var names = Array.prototype.slice.call(document.querySelectorAll("a.oh-name"));
  names.forEach(function (name) {
    name.setAttribute("aria-haspopup", "dialog");
    name.setAttribute("aria-expanded", "false");
    name.setAttribute("aria-controls", card.id);
    name.addEventListener("focus", function () { if (!closing) show(name); });
    name.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(name);
      if (!event.detail) card.querySelector("a").focus(); // Enter leads into the card; a pointer needs no focus there
    });
  });
  document.addEventListener("focusin", function (event) {
    if (open && !card.contains(event.target) && event.target !== open) close(false);
  });
  document.addEventListener("pointerdown", function (event) {
    if (open && !card.contains(event.target) && event.target.closest("a.oh-name") !== open) close(false);
  });
  document.addEventListener("keydown", function (event) {
    if (!open) return;
    if (event.key === "Escape") close(true);
    var links = card.querySelectorAll("a");
    if (event.key === "Tab" && event.target === links[event.shiftKey ? 0 : links.length - 1]) { event.preventDefault(); close(true); }
  });
})();
