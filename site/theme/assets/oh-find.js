/* Finds words in the index under search/: exact to the character, a few small parts of its files a query. From a server it takes
   ranges of bytes; where there are none, as from a disk, it loads the same files whole, as classic scripts. */
(function () {
  "use strict";
  var KEEP = 400; // files and parts kept in memory
  var TABLE = 'ohPack("'.length; // where the table of a file begins
  var FEW = 4; // so many hits are held against their words sooner than against long lists
  var REACH = 60; // characters of which a page shows at least so many beyond its end
  var RAREST = 3; // pairs whose lists are read first
  var STEP = 8, MOST = 512; // hits that are held against long lists at once: at first, and at most
  var waiting = new Map(), kept = new Map();
  var ranges = location.protocol !== "file:"; // until a server answers otherwise
  var base = "search/", head = null, simple = new Map(), common = new Map();

  window.ohFound = function (kind, key) {
    var name = kind + "/" + key, answer = waiting.get(name);
    waiting.delete(name);
    if (answer) answer(Array.prototype.slice.call(arguments, 2));
  };

  window.ohPack = function (table, kind, number, records) { window.ohFound(kind, number, records); };

  /* What `make` promised under this name, made once and kept while there is room; a failure is forgotten. */
  function once(name, make) {
    var known = kept.get(name) || make();
    kept.delete(name);
    kept.set(name, known);
    if (kept.size > KEEP) kept.delete(kept.keys().next().value);
    known.catch(function () { if (kept.get(name) === known) kept.delete(name); });
    return known;
  }

  function address(name) { return base + name + ".js" + (head ? "?v=" + head.version : ""); }

  function load(kind, key) {
    var name = kind + "/" + key;
    return once(name, function () { return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      waiting.set(name, resolve);
      script.onload = function () { script.remove(); if (waiting.delete(name)) reject(new Error(name)); };
      script.onerror = function () { script.remove(); waiting.delete(name); reject(new Error(name)); };
      script.src = address(key === 0 && kind.length > 1 ? kind : name);
      document.head.appendChild(script);
    }); });
  }

  /* The bytes [from, to) of a file as text. Not from the browser's store: that would let parts of one file wait for each other. */
  async function bytesOf(name, from, to) {
    var answer = await fetch(address(name), { headers: { Range: "bytes=" + from + "-" + (to - 1) }, cache: "no-store" });
    if (answer.status !== 206) { if (answer.body) answer.body.cancel(); throw new Error(name); }
    return answer.text();
  }

  /* Where the parts of a file's records begin and end; each record has so many parts. */
  function bounds(name, parts) {
    return once(name + " bounds", async function () {
      var all = bytes(await bytesOf(name, TABLE, TABLE + 4 * (head.records * parts + 1))), found = [];
      for (var at = 0; at < all.length; at += 3) found.push(all[at] * 65536 + all[at + 1] * 256 + all[at + 2]);
      return found;
    });
  }

  /* A record; `more(from, to)` gives characters of its second part, which is long and is read in pieces. */
  function record(kind, number, parts) {
    var name = kind + "/" + Math.floor(number / head.records), slot = number % head.records;
    async function ranged() {
      var at = (await bounds(name, parts)).slice(slot * parts, slot * parts + parts + 1);
      var text = await bytesOf(name, at[0], at[1]);
      return {
        rows: JSON.parse(parts > 1 ? (text === "0" ? text : text + "]") : text.slice(0, -2)),
        more: function (from, to) { return bytesOf(name, at[1] + 2 + from, at[1] + 2 + to); },
      };
    }
    async function whole() {
      var rows = (await load(kind, Math.floor(number / head.records)))[0][slot];
      return { rows: rows, more: async function (from, to) { return rows[2].slice(from, to); } };
    }
    return once(kind + " " + number, async function () {
      if (ranges) try { return await ranged(); } catch (failure) {
        if (failure instanceof TypeError) throw failure; // no network
        ranges = false;
      }
      return whole();
    });
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
      for (;;) { var byte = all[at++]; value += (byte & 127) * step; if (!(byte > 127)) break; step *= 128; }
      found.push(value);
    }
    return { found: found, at: at };
  }

  function summed(deltas) {
    for (var i = 1; i < deltas.length; i++) deltas[i] += deltas[i - 1];
    return deltas;
  }

  /* Ascending positions, as the index writes them; a piece of a long list is filled to units of three bytes. */
  function ascending(coded, filled) {
    var all = bytes(coded);
    while (filled && all[all.length - 1] === 0) all = all.subarray(0, -1);
    return summed(numbers(all, 0, all.length).found);
  }

  function opened(shard) {
    if (shard.terms) return shard;
    shard.terms = new Map();
    if (!shard.rows) return shard;
    var letters = Array.from(shard.rows[0]), all = bytes(shard.rows[1]), begin = 0;
    var heads = numbers(all, 0, all.length, letters.length / 2), at = heads.at;
    heads.found.forEach(function (size, index) {
      var end = at + Math.floor(size / 2), term = { values: null, at: at, end: end, begin: begin };
      if (size % 2) {
        term.values = numbers(all, at, end).found;
        term.pieces = (term.values.length - 1) / 2;
        term.values.slice(1 + term.pieces).forEach(function (units) { begin += 4 * units; });
      }
      shard.terms.set(letters[2 * index] + letters[2 * index + 1], term);
      at = end;
    });
    shard.bytes = all;
    return shard;
  }

  /* The positions of two characters side by side ("_": of one alone): all of them, or a long list in pieces, of which `read` gets
     those that are asked for, by ascending numbers. */
  async function list(first, second) {
    var codes = [first.codePointAt(0), second === "_" ? 0 : second.codePointAt(0)];
    var shard = head.shards ? opened(await record("i", shardOf(codes[0], codes[1]), 2)) : null;
    var term = shard && shard.terms.get(first + second);
    if (!term) return { count: 0, firsts: [], read: null };
    if (!term.values) {
      var all = summed(numbers(shard.bytes, term.at, term.end).found);
      return { count: all.length, firsts: [all[0]], read: function () { return Promise.resolve([all]); } };
    }
    var begins = term.values.slice(1 + term.pieces).reduce(function (found, units) {
      found.push(found[found.length - 1] + 4 * units);
      return found;
    }, [term.begin]);
    async function positions(text, index, from) { return ascending((await text).slice(begins[index] - from, begins[index + 1] - from), true); }
    /* Pieces that lie side by side, or with one between them, are read at once. */
    function read(indices) {
      var found = new Map(), runs = [];
      function name(index) { return ["i", codes[0], codes[1], index].join(" "); }
      indices.forEach(function (index) {
        var run = runs[runs.length - 1];
        if (kept.has(name(index))) found.set(index, kept.get(name(index)));
        else if (run && index - run[run.length - 1] <= 2) run.push(index);
        else runs.push([index]);
      });
      runs.forEach(function (run) {
        var from = begins[run[0]], text = shard.more(from, begins[run[run.length - 1] + 1]);
        run.forEach(function (index) { found.set(index, once(name(index), function () { return positions(text, index, from); })); });
      });
      return Promise.all(indices.map(function (index) { return found.get(index); }));
    }
    return { count: term.values[0], firsts: summed(term.values.slice(1, 1 + term.pieces)), read: read };
  }

  /* How many of the ascending `values` are below `value`. */
  function below(values, value) {
    var low = 0, high = values.length;
    while (low < high) { var middle = (low + high) >> 1; if (values[middle] < value) low = middle + 1; else high = middle; }
    return low;
  }

  /* The number of a piece and of those after it that are read with it. */
  function ahead(one, index) {
    return [0, 1, 2, 3].map(function (more) { return index + more; }).filter(function (each) { return each < one.firsts.length; });
  }

  async function holding(one, at) {
    var wanted = at.map(function (value) { return Math.max(0, below(one.firsts, value + 1) - 1); });
    var indices = Array.from(new Set(wanted)), found = await one.read(indices), pieces = new Map();
    indices.forEach(function (index, number) { pieces.set(index, found[number]); });
    return at.map(function (value, index) {
      var piece = pieces.get(wanted[index]), place = below(piece, value);
      return piece[place] === value;
    });
  }

  /* All pairs of neighbours, the rarest by their characters first; one character stands alone. */
  function pairs(letters) {
    if (letters.length === 1) return [{ offset: 0, weight: 0 }];
    return letters.slice(1).map(function (second, offset) {
      return { offset: offset, weight: (common.get(letters[offset]) || 0.001) * (common.get(second) || 0.001) };
    }).sort(function (a, b) { return a.weight - b.weight || a.offset - b.offset; });
  }

  /* Of the pairs from the `first`th on those that hold a character which none before them holds. */
  function lacking(wanted, first) {
    var held = new Set();
    return wanted.filter(function (pair, index) {
      var needed = !held.has(pair.offset) || !held.has(pair.offset + 1);
      held.add(pair.offset).add(pair.offset + 1);
      return needed && index >= first;
    });
  }

  /* A search for words folded into an array. `next(from, to, want)` gives start positions in [from, to), and how far it read. Where
     they are not `sure`, up to FEW may be others, which `place` tells: the words there cost less to read than long lists. */
  async function search(letters) {
    var wanted = pairs(letters), rest = lacking(wanted, RAREST), spare = letters.length > REACH ? 0 : FEW;
    var get = async function (pair) { return { offset: pair.offset, list: await list(letters[pair.offset], letters[pair.offset + 1] || "_") }; };
    var lists = await Promise.all(wanted.slice(0, RAREST).map(get));
    function ordered() { return lists.sort(function (a, b) { return a.list.count - b.list.count; }); } // short lists cost least
    async function complete() { lists = lists.concat(await Promise.all(rest.map(get))); rest = []; }
    if (rest.length && (ordered()[0].list.count > 64 || letters.length > REACH)) await complete();
    /* Those of the starts that the other lists have too, and whether all of these were asked; others may be read meanwhile. */
    async function matching(driver, starts) {
      var all = !rest.length;
      for (var each of ordered().slice()) {
        if (each === driver || !starts.length) continue;
        if (!each.list.count) return { starts: [], sure: true };
        if (each.list.firsts.length > 1 && starts.length <= spare) return { starts: starts, sure: false };
        var found = await holding(each.list, starts.map(function (start) { return start + each.offset; }));
        starts = starts.filter(function (_, index) { return found[index]; });
      }
      if (!all && starts.length > spare) { await complete(); return matching(driver, starts); }
      return { starts: starts, sure: all };
    }
    async function next(from, to, want) {
      var driver = ordered()[0], found = [], sure = true, step = STEP, read = [];
      if (!driver.list.count) return { starts: [], end: to, sure: true };
      var first = Math.max(0, below(driver.list.firsts, from + driver.offset + 1) - 1);
      for (var index = first; index < driver.list.firsts.length && driver.list.firsts[index] - driver.offset < to; index++) {
        if (index >= first + read.length) { first = index; read = await driver.list.read(ahead(driver.list, index)); }
        var piece = read[index - first];
        var at = below(piece, from + driver.offset), last = below(piece, to + driver.offset);
        for (; at < last; at += step, step = Math.min(4 * step, MOST)) {
          var starts = piece.slice(at, Math.min(last, at + step)).map(function (value) { return value - driver.offset; });
          var matched = await matching(driver, starts);
          if (!matched.sure) { spare -= matched.starts.length; sure = false; }
          found = found.concat(matched.starts);
          if (found.length >= want) return { starts: found, end: Math.min(to, starts[starts.length - 1] + 1), sure: sure };
        }
      }
      return { starts: found, end: to, sure: sure };
    }
    return { most: ordered()[0].list.count, next: next };
  }

  /* What stands at a position: the entry, the row of its passage, and the words around; null where they are not `letters`. */
  async function place(start, letters) {
    var number = Math.floor(start / head.page), offset = start - number * head.page;
    var entries = (await record("t", number, 1)).rows;
    var entry = entries.find(function (each) {
      var rows = each[6], last = rows[rows.length - 1];
      return rows.length && rows[0][0] <= offset && offset < last[0] + folded(last[1]).length;
    });
    if (!entry) return null;
    var rows = entry[6], index = rows.findIndex(function (row, at) { return at + 1 === rows.length || rows[at + 1][0] > offset; });
    for (var at = 0, row = index, skip = offset - rows[index][0]; at < letters.length; row++, skip = 0) {
      if (row >= rows.length && at >= REACH) break; // of what is longer the lists have told all
      if (row >= rows.length || (row > index && rows[row][0] !== offset + at)) return null;
      var here = folded(rows[row][1]).slice(skip);
      for (var i = 0; i < here.length && at < letters.length; i++, at++) if (here[i] !== letters[at]) return null;
    }
    return { entry: entry, index: index, last: row - 1, start: start, rows: [index, row - 1].map(function (each) { return number * head.page + rows[each][0]; }) };
  }

  window.OhFind = { open: open, load: load, fold: fold, folded: folded, search: search, place: place, below: below, ascending: ascending };
})();
