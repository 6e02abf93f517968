/* Pictures open in a dialog: nearer and farther by button, wheel, two fingers and keys, dragged about, turned over. A classic script. */
(function () {
  "use strict";
  var links = Array.prototype.slice.call(document.querySelectorAll("a.oh-zoom"));
  if (!links.length || !window.HTMLDialogElement) return;
  var NARROWEST = 24, NEAREST = 8, STEP = 1.5; // pixels of the narrow side when fitted; screen pixels for one of the picture; one press
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  var index = 0, scale = 1, fitted = 1, x = 0, y = 0; // x and y: where the picture's middle lies from the frame's, in pixels
  var fingers = new Map(), spread = 0, dragged = false;

  function make(tag, name, words) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (words) element.textContent = words;
    return element;
  }
  var dialog = make("dialog", "oh-view"), frame = make("div", "oh-view__frame"), picture = make("img"), bar = make("div", "oh-view__bar");
  var words = make("span", "oh-view__words"), much = make("span", "oh-view__much");
  dialog.setAttribute("aria-label", "查看图片");
  words.setAttribute("role", "status");
  picture.draggable = false;
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "图片。加号、减号放大缩小，方向键移动，零还原，F 翻面");

  function button(text, name, act) {
    var made = make("button", "", text);
    made.type = "button";
    made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    bar.appendChild(made);
    return made;
  }

  /* The other side of the same thing, or null: two pictures that stand together on an item's page. */
  function otherSide() {
    var sides = links[index].closest(".oh-sides");
    var both = sides ? Array.prototype.slice.call(sides.querySelectorAll("a.oh-zoom")) : [];
    return both.length === 2 ? links.indexOf(both[1 - both.indexOf(links[index])]) : null;
  }
  function caption(number) {
    var found = links[number].parentNode.querySelector("figcaption");
    return found ? Array.from(found.childNodes, function (part) { return part.textContent.trim(); }).filter(Boolean).join("　") : "";
  }
  function go(to) {
    index = (to + links.length) % links.length;
    picture.classList.remove("is-missing");
    picture.src = links[index].href;
    picture.alt = links[index].querySelector("img").alt;
    words.textContent = caption(index) + (links.length > 1 ? "（" + (index + 1) + " / " + links.length + "）" : "");
    var other = otherSide();
    flip.hidden = other === null;
    if (other !== null) flip.textContent = "翻面";
    fit();
  }
  function turn() {
    var other = otherSide();
    if (other === null) return;
    go(other);
    if (!calm.matches && frame.animate) {
      frame.animate([{ transform: "perspective(1200px) rotateY(-90deg)" }, { transform: "none" }], { duration: 320, easing: "ease-out" });
    }
  }

  /* As large as the frame, but never so narrow that nothing is seen: one pixel by twenty thousand is a strip to walk along. */
  function fit() {
    var wide = picture.naturalWidth, high = picture.naturalHeight;
    if (!wide || !high || !frame.clientWidth) return;
    var whole = Math.min((frame.clientWidth - 32) / wide, (frame.clientHeight - 32) / high, 1);
    fitted = Math.max(whole, Math.min(NARROWEST / Math.min(wide, high), NEAREST * 3));
    scale = fitted;
    x = y = 0;
    draw();
  }
  function most() { return Math.max(NEAREST / (window.devicePixelRatio || 1), fitted * 4); }
  function draw() {
    var wide = picture.naturalWidth * scale, high = picture.naturalHeight * scale;
    var beyondX = Math.max(0, (wide - frame.clientWidth) / 2 + 16), beyondY = Math.max(0, (high - frame.clientHeight) / 2 + 16);
    x = Math.min(beyondX, Math.max(-beyondX, x));
    y = Math.min(beyondY, Math.max(-beyondY, y));
    picture.style.transform = "translate(-50%, -50%) translate(" + x + "px, " + y + "px) scale(" + scale + ")";
    frame.classList.toggle("is-large", beyondX + beyondY > 0);
    much.textContent = Math.round(scale / fitted * 100) + "%";
    nearer.disabled = scale >= most() - 1e-6;
    farther.disabled = whole.disabled = scale <= fitted + 1e-6;
  }
  /* Nearer by `factor`, so that what lies at (`left`, `top`) of the window stays there; without them, the middle. */
  function zoom(factor, left, top) {
    var box = frame.getBoundingClientRect();
    var fromX = left === undefined ? 0 : left - box.left - box.width / 2, fromY = top === undefined ? 0 : top - box.top - box.height / 2;
    var next = Math.min(most(), Math.max(fitted, scale * factor));
    x = fromX - (fromX - x) * next / scale;
    y = fromY - (fromY - y) * next / scale;
    scale = next;
    draw();
  }
  function move(right, down) { x += right; y += down; draw(); }
  function large() { return frame.classList.contains("is-large"); }

  function middle() {
    var all = Array.from(fingers.values());
    return { x: (all[0].x + all[1].x) / 2, y: (all[0].y + all[1].y) / 2, spread: Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y) };
  }
  frame.addEventListener("pointerdown", function (event) {
    if (event.button) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    try { frame.setPointerCapture(event.pointerId); } catch (error) { /* a pointer that is gone already */ }
    spread = fingers.size === 2 ? middle().spread : 0;
    if (fingers.size === 1) dragged = false;
  });
  frame.addEventListener("pointermove", function (event) {
    var before = fingers.get(event.pointerId);
    if (!before) return;
    var share = fingers.size === 2 ? 0.5 : 1;
    if (Math.abs(event.clientX - before.x) + Math.abs(event.clientY - before.y) > 3) dragged = true;
    move((event.clientX - before.x) * share, (event.clientY - before.y) * share);
    before.x = event.clientX;
    before.y = event.clientY;
    if (fingers.size !== 2) return;
    var now = middle();
    if (spread && now.spread) zoom(now.spread / spread, now.x, now.y);
    spread = now.spread;
  });
  ["pointerup", "pointercancel", "lostpointercapture"].forEach(function (name) {
    frame.addEventListener(name, function (event) { fingers.delete(event.pointerId); spread = 0; });
  });
  frame.addEventListener("wheel", function (event) {
    event.preventDefault();
    var lines = event.deltaMode === 1 ? 18 : 1;
    zoom(Math.exp(-Math.max(-200, Math.min(200, event.deltaY * lines)) / 320), event.clientX, event.clientY);
  }, { passive: false });
  frame.addEventListener("click", function (event) {
    if (dragged) return;
    var box = picture.getBoundingClientRect();
    var inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) dialog.close();
  });
  frame.addEventListener("dblclick", function (event) {
    if (scale > fitted * 1.05) fit(); else zoom(3, event.clientX, event.clientY);
  });

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var far = Math.max(60, frame.clientWidth / 5);
    var acts = {
      "+": function () { zoom(STEP); }, "=": function () { zoom(STEP); }, "-": function () { zoom(1 / STEP); }, "0": fit, "f": turn, "F": turn,
      ArrowLeft: function () { if (large()) move(far, 0); else go(index - 1); },
      ArrowRight: function () { if (large()) move(-far, 0); else go(index + 1); },
      ArrowUp: function () { move(0, far); }, ArrowDown: function () { move(0, -far); },
      PageUp: function () { go(index - 1); }, PageDown: function () { go(index + 1); }
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  var many = links.length > 2 || (links.length === 2 && !links[0].closest(".oh-sides")); // of two sides, turning over shows the other
  if (many) button("‹", "上一张", function () { go(index - 1); });
  bar.appendChild(words);
  var flip = button("翻面", "翻面，看另一面", turn);
  var farther = button("－", "缩小", function () { zoom(1 / STEP); });
  bar.appendChild(much);
  var nearer = button("＋", "放大", function () { zoom(STEP); });
  var whole = button("还原", "还原到整张", fit);
  if (many) button("›", "下一张", function () { go(index + 1); });
  button("关闭", "关闭", function () { dialog.close(); });
  frame.appendChild(picture);
  dialog.append(frame, bar);
  document.body.appendChild(dialog);
  picture.addEventListener("load", fit);
  picture.addEventListener("error", function () { picture.classList.add("is-missing"); words.textContent = "这张图片打不开。"; });
  window.addEventListener("resize", function () { if (dialog.open) fit(); });
  dialog.addEventListener("keydown", onKey);
  dialog.addEventListener("close", function () { fingers.clear(); links[index].focus(); });
  links.forEach(function (link, number) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      dialog.showModal();
      go(number);
      frame.focus({ preventScroll: true });
    });
  });
})();
