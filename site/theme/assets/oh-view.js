/* Pictures open in a dialog; text and story become tabs; the list of chapters follows the reader. */
(function () {
  "use strict";

  function make(tag, name, words) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (words) element.textContent = words;
    return element;
  }

  function viewer(links) {
    if (!links.length || !window.HTMLDialogElement) return;
    var dialog = make("dialog", "oh-view");
    var frame = make("div", "oh-view__frame");
    var picture = make("img");
    var bar = make("div", "oh-view__bar");
    var words = make("span", "oh-view__words");
    var index = 0;
    dialog.setAttribute("aria-label", "查看图片");
    words.setAttribute("role", "status");

    function button(text, name, act) {
      var made = make("button", "", text);
      made.type = "button";
      made.setAttribute("aria-label", name);
      made.addEventListener("click", act);
      bar.appendChild(made);
      return made;
    }
    function go(to) {
      index = (to + links.length) % links.length;
      var link = links[index];
      var caption = link.parentNode.querySelector("figcaption");
      picture.src = link.href;
      picture.alt = link.querySelector("img").alt;
      words.textContent = (caption ? caption.textContent.trim() : "") + (links.length > 1 ? "（" + (index + 1) + " / " + links.length + "）" : "");
      frame.classList.remove("is-large");
    }
    function zoom() { frame.classList.toggle("is-large"); }

    if (links.length > 1) button("‹", "上一张", function () { go(index - 1); });
    bar.appendChild(words);
    button("放大", "放大或还原", zoom);
    if (links.length > 1) button("›", "下一张", function () { go(index + 1); });
    button("关闭", "关闭", function () { dialog.close(); });
    frame.appendChild(picture);
    dialog.appendChild(frame);
    dialog.appendChild(bar);
    document.body.appendChild(dialog);
    frame.addEventListener("click", function (event) { if (event.target === frame) dialog.close(); });
    picture.addEventListener("click", zoom);
    dialog.addEventListener("keydown", function (event) {
      if (event.key === "ArrowLeft") go(index - 1);
      if (event.key === "ArrowRight") go(index + 1);
    });
    dialog.addEventListener("close", function () { links[index].focus(); });
    links.forEach(function (link, number) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(number);
        dialog.showModal();
      });
    });
  }

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

  viewer(Array.prototype.slice.call(document.querySelectorAll("a.oh-zoom")));
  tabs(document.querySelector(".oh-tabs"));
  chapters(document.querySelector(".oh-toc"));
})();
