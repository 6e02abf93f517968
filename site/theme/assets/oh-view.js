/* Text and story become tabs; the list of chapters follows the reader. */
(function () {
  "use strict";

  function tabs(list) {
    if (!list) return;
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var parts = links.map(function (link) { return document.querySelector('[data-part="' + link.hash.slice(1) + '"]'); });
    if (parts.indexOf(null) >= 0) return;
    list.setAttribute("role", "tablist");

    function open(number) {
      links.forEach(function (link, each) {
        link.setAttribute("aria-selected", String(each === number));
        link.tabIndex = each === number ? 0 : -1;
        parts[each].hidden = each !== number;
      });
    }
    function openHolding(hash) {
      var id = "";
      try { id = decodeURIComponent(hash.slice(1)); } catch (error) { return; }
      var target = id && document.getElementById(id);
      var number = target ? parts.findIndex(function (part) { return part.contains(target); }) : -1;
      if (number < 0) return;
      open(number);
      target.scrollIntoView();
    }
    links.forEach(function (link, number) {
      var part = parts[number];
      part.id = part.id || "part-" + part.dataset.part;
      link.setAttribute("role", "tab");
      link.setAttribute("aria-controls", part.id);
      part.setAttribute("role", "tabpanel");
      link.addEventListener("click", function (event) { event.preventDefault(); open(number); });
      link.addEventListener("keydown", function (event) {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        var next = (number + 1) % links.length;
        open(next);
        links[next].focus();
      });
    });
    document.addEventListener("oh-open", function (event) {
      open(links.findIndex(function (link) { return link.hash === "#" + event.detail; }));
    });
    open(0);
    openHolding(location.hash);
    window.addEventListener("hashchange", function () { openHolding(location.hash); });
  }

  function chapters(list) {
    if (!list || !window.IntersectionObserver) return;
    var links = {};
    list.querySelectorAll("a").forEach(function (link) { links[decodeURIComponent(link.hash.slice(1))] = link; });
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        list.querySelectorAll("[aria-current]").forEach(function (link) { link.removeAttribute("aria-current"); });
        links[entry.target.id].setAttribute("aria-current", "true");
      });
    }, { rootMargin: "-10% 0px -75% 0px" });
    Object.keys(links).forEach(function (id) {
      var heading = document.getElementById(id);
      if (heading) watcher.observe(heading);
    });
  }

  tabs(document.querySelector(".oh-tabs"));
  chapters(document.querySelector(".oh-toc"));
})();
