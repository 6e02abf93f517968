/* Several words at once: the entries and the interviews in which every one of them stands, and where they stand closest. */
(function () {
  "use strict";
  var NEAR = 300; // characters between words that are shown as one hit
  var ALL = 5000; // hits of one word in one interview that are looked at
  var SIDE = 8; // entries or interviews that are looked into at once

  /* One word in any of the ways in which it may be written. */
  async function either(ways) {
    var all = await Promise.all(ways.map(OhFind.search));
    return {
      most: all.reduce(function (sum, one) { return sum + one.most; }, 0),
      next: async function (from, to, want) {
        var found = await Promise.all(all.map(function (one) { return one.next(from, to, want); }));
        var end = Math.min.apply(null, found.map(function (one) { return one.end; }));
        var hits = [];
        found.forEach(function (one, index) {
          one.starts.forEach(function (start) { if (start < end) hits.push({ start: start, letters: ways[index], sure: one.sure }); });
        });
        hits.sort(function (a, b) { return a.start - b.start; });
        return { hits: hits, end: end };
      },
    };
  }

  /* The hits of a word in [from, to); what is not sure is held against the words that stand there. */
  async function real(word, from, to) {
    var hits = (await word.next(from, to, ALL)).hits;
    var sure = await Promise.all(hits.map(function (hit) { return hit.sure || OhFind.place(hit.start, hit.letters); }));
    return hits.filter(function (_, index) { return sure[index]; });
  }

  function nearest(hits, start) {
    return hits.reduce(function (best, hit) { return Math.abs(hit.start - start) < Math.abs(best.start - start) ? hit : best; });
  }

  /* Around each hit of the leading word the nearest hit of every other; nothing where one that has to be spoken is too far away. */
  function clusters(found, lead, named) {
    return found[lead].map(function (hit) {
      var close = found.map(function (hits) { return hits.length ? nearest(hits, hit.start) : null; });
      var far = close.map(function (one) { return !one || Math.abs(one.start - hit.start) > NEAR; });
      if (far.some(function (is, index) { return is && !named[index]; })) return [];
      return close.filter(function (_, index) { return !far[index]; });
    });
  }

  function inOrder(hits) {
    return Array.from(new Set(hits)).sort(function (a, b) { return a.start - b.start; });
  }

  /* Where every entry begins, then every interview, then the end of all; `pages` are those on which interviews begin. */
  async function borders(head, pages) {
    var end = head.kinds.length ? head.kinds[head.kinds.length - 1][2] * head.page : 0;
    var entries = OhFind.ascending((await OhFind.load("borders", 0))[0]);
    return { edges: entries.concat(pages.map(function (page) { return page * head.page; }), [end]), entries: entries.length };
  }

  /* `told`: for each word the numbers of the interviews of the narrator whom it names, or null: there it need not be spoken.
     `only` says of an interview by its number whether it is asked for. */
  function together(words, told, known, only) {
    var edges = known.edges, entries = known.entries;

    /* The word to begin with: the rarest; in interviews rather one that names no narrator. */
    function leading(spoken) {
      var cost = words.map(function (word, index) { return word.most + (spoken && told[index] ? 1e12 : 0); });
      return cost.indexOf(Math.min.apply(null, cost));
    }

    /* What to show of one entry or interview: nothing, unless every word stands in it. */
    async function within(unit, lead) {
      var number = unit - entries;
      var found = await Promise.all(words.map(function (word) { return real(word, edges[unit], edges[unit + 1]); }));
      var named = told.map(function (talks) { return number >= 0 && talks !== null && talks.has(number); });
      if (!found.every(function (hits, index) { return hits.length || named[index]; })) return [];
      if (number < 0) return found[lead].slice(0, 1);
      var near = clusters(found, lead, named).flat();
      return inOrder(near.length ? near : found.map(function (hits) { return hits[0]; }).filter(Boolean));
    }

    /* The entries and interviews from `from` on in which the leading word stands, as far as was read, and those of whom it names. */
    function candidates(some, lead, from) {
      var units = some.hits.map(function (hit) { return OhFind.below(edges, hit.start + 1) - 1; });
      (told[lead] || []).forEach(function (number) {
        var begin = edges[entries + number];
        if (begin >= from && begin < some.end) units.push(entries + number);
      });
      units = Array.from(new Set(units)).sort(function (a, b) { return a - b; });
      return units.filter(function (unit) { return unit < entries || !only || only(unit - entries); });
    }

    return async function (from, to, want) {
      var lead = leading(OhFind.below(edges, from + 1) - 1 >= entries), hits = [];
      while (from < to && hits.length < want) {
        var some = await words[lead].next(from, to, 4 * SIDE), units = candidates(some, lead, from).slice(0, SIDE);
        var found = await Promise.all(units.map(function (unit) { return within(unit, lead); }));
        found.forEach(function (own) { hits = hits.concat(own); });
        from = units.length ? edges[units[units.length - 1] + 1] : some.end;
      }
      return { hits: hits, end: Math.min(from, to) };
    };
  }

  window.OhTogether = { either: either, borders: borders, together: together };
})();
