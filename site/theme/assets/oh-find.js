/* Finds words in the index under search/: exact to the character, a few small files a query. A classic script for file:// too. */
(function () {
  "use strict";
  var KEEP = 400; // files kept in memory
  var FEW = 8; // so many hits are held against their words sooner than against more lists
  var waiting = new Map(), kept = new Map();
  var base = "search/", head = null, simple = new Map(), common = new Map();

  window.ohFound = function (kind, key) {
    var name = kind + "/" + key, answer = waiting.get(name);
    waiting.delete(name);
    if (answer) answer(Array.prototype.slice.call(arguments, 2));
  };

  function load(kind, key) {
    var name = kind + "/" + key;
    var known = kept.get(name);
    if (known) { kept.delete(name); kept.set(name, known); return known; }
    var promise = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      waiting.set(name, resolve);
      script.onload = function () { script.remove(); if (waiting.delete(name)) reject(new Error(name)); };
      script.onerror = function () { script.remove(); waiting.delete(name); kept.delete(name); reject(new Error(name)); };
      script.src = base + (key === 0 && kind.length > 1 ? kind : name) + ".js" + (head ? "?v=" + head.version : "");
      document.head.appendChild(script);
    });
    kept.set(name, promise);
    if (kept.size > KEEP) kept.delete(kept.keys().next().value);
    return promise;
  }

  function open(folder) {
    base = folder;
    head = null;
    kept.clear();
    return load("head", 0).then(function (found) {
      head = found[0];
      var letters = Array.from(head.simple);
      for (var i = 0; i < letters.length; i += 2) simple.set(letters[i], letters[i + 1]);
      Array.from(head.common).forEach(function (letter, rank) { common.set(letter, 1 / (rank + 8)); });
      return head;
    });
  }

  /* One character → the characters it counts as: narrow, lower case, simplified; none for marks and spaces. */
  function fold(letter) {
    return Array.from(letter.normalize("NFKC").toLowerCase()).filter(function (each) {
      var code = each.codePointAt(0);
      return (code >= 0x20000 && code < 0x40000) || /^[\p{L}\p{N}]$/u.test(each);
    }).map(function (each) { return simple.get(each) || each; });
  }

  function folded(text) { return Array.from(text).flatMap(fold); }

  function shardOf(first, second) {
    var mixed = Math.imul(first, 0x9E3779B1) ^ Math.imul(second, 0x85EBCA6B);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x2C1B3C6D);
    mixed ^= mixed >>> 12;
    return (mixed & (head.shards - 1)) >>> 0;
  }

  function bytes(coded) {
    var text = atob(coded), all = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) all[i] = text.charCodeAt(i);
    return all;
  }

  /* LEB128 numbers from `at`: `count` of them, or all up to `end`. */
  function numbers(all, at, end, count) {
    var found = [];
    while (at < end && found.length !== count) {
      var value = 0, step = 1;
      for (;;) { var byte = all[at++]; value += (byte & 127) * step; if (byte < 128) break; step *= 128; }
      found.push(value);
    }
    return { found: found, at: at };
  }

  function summed(deltas) {
    for (var i = 1; i < deltas.length; i++) deltas[i] += deltas[i - 1];
    return deltas;
  }

  function opened(shard) {
    if (shard.terms) return shard;
    var letters = Array.from(shard[0]), all = bytes(shard[1]);
    var heads = numbers(all, 0, all.length, letters.length / 2), at = heads.at;
    shard.terms = new Map();
    heads.found.forEach(function (size, index) {
      var length = Math.floor(size / 2);
      shard.terms.set(letters[2 * index] + letters[2 * index + 1], { at: at, end: at + length, long: size % 2 === 1 });
      at += length;
    });
    shard.bytes = all;
    return shard;
  }

  /* The positions of two characters side by side ("_": of one alone): all of them, or a long list in pieces. */
  async function list(first, second) {
    var codes = [first.codePointAt(0), second === "_" ? 0 : second.codePointAt(0)];
    var shard = await load("i", shardOf(codes[0], codes[1])).then(opened, function () { return null; });
    var term = shard && shard.terms.get(first + second);
    if (!term) return { count: 0, firsts: [], piece: null };
    var values = numbers(shard.bytes, term.at, term.end).found;
    if (!term.long) {
      var all = summed(values);
      return { count: all.length, firsts: [all[0]], piece: function () { return all; } };
    }
    var key = codes[0].toString(16) + "-" + codes[1].toString(16) + "-";
    return {
      count: values[0],
      firsts: summed(values.slice(1)),
      piece: function (index) {
        return load("l", key + index).then(function (found) {
          if (!found.positions) { var all = bytes(found[0]); found.positions = summed(numbers(all, 0, all.length).found); }
          return found.positions;
        });
      },
    };
  }

  /* How many of the ascending `values` are below `value`. */
  function below(values, value) {
    var low = 0, high = values.length;
    while (low < high) { var middle = (low + high) >> 1; if (values[middle] < value) low = middle + 1; else high = middle; }
    return low;
  }

  async function holding(one, at) {
    var wanted = at.map(function (value) { return Math.max(0, below(one.firsts, value + 1) - 1); });
    var pieces = new Map();
    await Promise.all(Array.from(new Set(wanted)).map(async function (index) { pieces.set(index, await one.piece(index)); }));
    return at.map(function (value, index) {
      var piece = pieces.get(wanted[index]), place = below(piece, value);
      return piece[place] === value;
    });
  }

  /* The pairs that together hold every character of the words; for long words the two rarest first, the rest when asked for. */
  function pairs(letters) {
    if (letters.length === 1) return [{ offset: 0, weight: 0 }];
    var offsets = [];
    for (var i = 0; i + 1 < letters.length; i += 2) offsets.push(i);
    if (letters.length % 2) offsets.push(letters.length - 2);
    return offsets.map(function (offset) {
      return { offset: offset, weight: (common.get(letters[offset]) || 0.001) * (common.get(letters[offset + 1]) || 0.001) };
    }).sort(function (a, b) { return a.weight - b.weight || a.offset - b.offset; });
  }

  /* A search for words folded into an array. `next(from, to, want)` gives start positions in [from, to), and how far it read;
     up to FEW of them may still be others, which `place` tells. */
  async function search(letters) {
    var wanted = pairs(letters);
    var get = async function (pair) { return { offset: pair.offset, list: await list(letters[pair.offset], letters[pair.offset + 1] || "_") }; };
    var lists = await Promise.all(wanted.slice(0, 2).map(get));
    var rest = wanted.slice(2);
    async function complete() { lists = lists.concat(await Promise.all(rest.map(get))); rest = []; }
    var smallest = function () { return lists.reduce(function (a, b) { return b.list.count < a.list.count ? b : a; }); };
    if (rest.length && (smallest().list.count > 64 || letters.length > 60)) await complete();
    async function matching(driver, starts) {
      for (var each of lists) {
        if (each === driver || !starts.length) continue;
        if (!each.list.count) return [];
        var found = await holding(each.list, starts.map(function (start) { return start + each.offset; }));
        starts = starts.filter(function (_, index) { return found[index]; });
      }
      return starts;
    }
    async function next(from, to, want) {
      var driver = smallest(), found = [];
      if (!driver.list.count) return { starts: [], end: to };
      var first = Math.max(0, below(driver.list.firsts, from + driver.offset + 1) - 1);
      for (var index = first; index < driver.list.firsts.length && driver.list.firsts[index] - driver.offset < to; index++) {
        var piece = await driver.list.piece(index);
        var at = below(piece, from + driver.offset), last = below(piece, to + driver.offset);
        for (; at < last; at += 128) {
          var starts = piece.slice(at, Math.min(last, at + 128)).map(function (value) { return value - driver.offset; });
          found = found.concat(await matching(driver, starts));
          if (rest.length && found.length > FEW) { await complete(); return next(from, to, want); }
          if (found.length >= want) return { starts: found, end: Math.min(to, starts[starts.length - 1] + 1) };
        }
      }
      return { starts: found, end: to };
    }
    return {
      count: lists.length === 1 && !rest.length ? lists[0].list.count : -1, // -1: not known before all is read
      next: next,
    };
  }

  /* What stands at a position: the entry, the row of its passage, and the words around; null where they are not `letters`. */
  async function place(start, letters) {
    var number = Math.floor(start / head.page), offset = start - number * head.page;
    var entries = (await load("t", number))[0];
    var entry = entries.find(function (each) {
      var rows = each[6], last = rows[rows.length - 1];
      return rows.length && rows[0][0] <= offset && offset < last[0] + folded(last[1]).length;
    });
    if (!entry) return null;
    var rows = entry[6], index = rows.findIndex(function (row, at) { return at + 1 === rows.length || rows[at + 1][0] > offset; });
    for (var at = 0, row = index, skip = offset - rows[index][0]; at < letters.length; row++, skip = 0) {
      if (row >= rows.length || (row > index && rows[row][0] !== offset + at)) return null;
      var here = folded(rows[row][1]).slice(skip);
      for (var i = 0; i < here.length && at < letters.length; i++, at++) if (here[i] !== letters[at]) return null;
    }
    return { entry: entry, index: index, last: row - 1, start: start };
  }

  window.OhFind = { open: open, load: load, fold: fold, folded: folded, search: search, place: place, below: below };
})();
