/* Light or dark: as the device asks, until the reader chooses. It stands behind the two switches, so that the first look is right. */
(function () {
  "use strict";
  var KEY = "oh-scheme", device = matchMedia("(prefers-color-scheme: dark)");
  var switches = Array.from(document.querySelectorAll("[data-md-component=palette] input"));

  function kept() {
    try { return localStorage.getItem(KEY); } catch (refused) { return null; }
  }

  function keep(scheme) {
    try { localStorage.setItem(KEY, scheme); } catch (refused) { /* shown until the page is left */ }
  }

  function show(scheme) {
    switches.forEach(function (each) {
      var chosen = each.dataset.mdColorScheme === scheme;
      each.checked = chosen;
      each.nextElementSibling.hidden = !chosen; // its label says what comes next
    });
    document.body.setAttribute("data-md-color-scheme", scheme);
  }

  function asked() { return kept() || (device.matches ? "slate" : "default"); }

  function choose(scheme) { keep(scheme); show(scheme); }

  switches.forEach(function (each, number) {
    each.addEventListener("change", function () { choose(each.dataset.mdColorScheme); });
    each.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      var next = switches[(number + 1) % switches.length];
      choose(next.dataset.mdColorScheme);
      next.focus();
    });
  });
  device.addEventListener("change", function () { show(asked()); });
  show(asked());
})();
