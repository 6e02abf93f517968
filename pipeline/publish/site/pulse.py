"""A site that is made anew while somebody looks at it: open pages learn of it and read themselves again.

A page asks by loading a script, which the policy of every page allows, and is answered when something changed.
"""

from __future__ import annotations

import re
import threading
from pathlib import Path

_ASKED = re.compile(r"/\.koushu/(?P<what>page|since)-(?P<count>\d+)\.js")
_PATIENCE_S = 20.0  # a connection that says nothing for longer may be cut by what lies between
_PAGE = """(function () {
  "use strict";
  var at = %d;
  window.koushuPulse = function (now) { if (now !== at) location.reload(); };
  function ask() {
    var script = document.createElement("script");
    script.src = "/.koushu/since-" + at + ".js?" + Date.now();
    script.onload = function () { script.remove(); ask(); };
    script.onerror = function () { script.remove(); setTimeout(ask, 2000); };
    document.head.append(script);
  }
  addEventListener("load", function () { setTimeout(ask, 0); });
})();
"""


class Pulse:
    """Counts how often the site was made anew while it is served; a page waits for the next time."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def beat(self) -> None:
        """The site is another one now: every page that is open is to read itself again."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def answer(self, path: str) -> bytes | None:
        """The script at `path` (with its query), None where it is none of ours; one for a waiting page comes late."""
        asked = _ASKED.fullmatch(path.partition("?")[0])
        if asked is None:
            return None
        count = int(asked["count"])
        if asked["what"] == "page":
            return (_PAGE % count).encode()
        with self._changed:
            self._changed.wait_for(lambda: self._count != count, timeout=_PATIENCE_S)
            return b"koushuPulse(%d);\n" % self._count

    def page(self, path: Path) -> bytes:
        """A page with the script that waits for the next time."""
        with self._changed:
            script = b'<script src="/.koushu/page-%d.js"></script></body>' % self._count  # before it is read: never too late
        return path.read_bytes().replace(b"</body>", script)
