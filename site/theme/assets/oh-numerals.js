/* A query's numbers in the other ways to write them: 1950 一九五零, 38 三十八, and back. */
(function () {
  "use strict";
  var DIGITS = "零一二三四五六七八九";
  var COUNTED = "年月日号岁个人名等军师团营连排班队次里元斤万千百亿";

  function read(text) {
    return Array.from(text).map(function (each) { return DIGITS[each]; }).join("");
  }

  /* 38 → 三十八, 1950 → 一千九百五十; nothing for what begins with 0 or has more than eight digits. */
  function spoken(text) {
    if (/^0/.test(text) || text.length > 8) return read(text);
    if (text.length > 4) {
      var rest = text.slice(-4).replace(/^0+/, "");
      return spoken(text.slice(0, -4)) + "万" + (rest ? (rest.length < 4 ? "零" : "") + spoken(rest) : "");
    }
    var words = Array.from(text).map(function (each, at) {
      return each === "0" ? "零" : DIGITS[each] + ["", "十", "百", "千"][text.length - 1 - at];
    }).join("");
    words = words.replace(/零+$/, "").replace(/零+/g, "零");
    return text.length === 2 ? words.replace(/^一十/, "十") : words;
  }

  function value(text) {
    var total = 0, section = 0, digit = 0;
    Array.from(text).forEach(function (each) {
      var step = { 十: 10, 百: 100, 千: 1000 }[each];
      if (step) { section += (digit || 1) * step; digit = 0; }
      else if (each === "万") { total += (section + digit || 1) * 10000; section = digit = 0; }
      else digit = each === "两" ? 2 : DIGITS.indexOf(each);
    });
    return total + section + digit;
  }

  function arabic(text) {
    return text.replace(/[零一二三四五六七八九十百千万两]*[十百千万][零一二三四五六七八九十百千万两]*/g, function (run) {
      return run.length > 1 ? String(value(run)) : run;
    }).replace(/[零一二三四五六七八九]{2,}/g, function (run) {
      return Array.from(run).map(function (each) { return DIGITS.indexOf(each); }).join("");
    }).replace(new RegExp("[一二三四五六七八九十](?=[" + COUNTED + "])", "g"), function (one) { return String(value(one)); });
  }

  /* All ways to write a folded query, itself first. */
  window.ohNumerals = function (text) {
    var digits = arabic(text);
    var ways = [text, digits, digits.replace(/\d+/g, read), digits.replace(/\d+/g, spoken)];
    return ways.filter(function (each, at) { return ways.indexOf(each) === at; });
  };
})();
