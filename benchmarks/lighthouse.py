"""Lighthouse over the sample site's kinds of page, at a desk and on a phone, in Debian's Chromium: four scores for each.

    python benchmarks/lighthouse.py [--site build/site] [--only home] [--why]

Lighthouse and its Node packages come with `scripts/prepare tests`. Without `--site` the sample archive is published first. The
pages are served by `koushu serve`'s own server, and nothing outside it is asked for. `--why` names every audit that lost points.
Other work on the machine can only lower a score, so a page below the goal is tried again, three times in all, and its best try
counts. The phone is a fourth as fast as a desk of index 1,500 (Lighthouse measures the host; printed last): on a host that
is slower than that, it is slowed down less. Ends with 1 where a score is below the goal.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from pipeline.publish.site.server import server

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / ".venv/node/node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 95
QUIET = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
DEVICES = {"desk": ["--preset=desktop"], "phone": []}  # without a preset: a middling phone on slow 4G (Lighthouse's own)
LIMIT_S = 300
TRIES, DESK_INDEX, SLOWER = 3, 1500, 4
PAINT = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time", "total-byte-weight")


def kinds(site: Path) -> dict[str, str]:
    """The page of each kind that is measured: of several the largest, since it is the slowest."""

    def largest(folder: str) -> str:
        found = [page for page in (site / folder).glob("*.html") if page.name != "index.html"]
        return max(sorted(found), key=lambda page: page.stat().st_size).relative_to(site).as_posix()

    return {
        "home": "index.html",
        "people": "people/index.html",
        "person": largest("people"),
        "interview": largest("interviews"),
        "item": largest("items"),
        "search": "search.html",
    }


def report(address: str, flags: list[str]) -> dict[str, Any]:
    """What Lighthouse says of one page."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = ["node", str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={out}", *flags]
        command += [f"--chrome-flags={QUIET}", f"--only-categories={','.join(CATEGORIES)}"]
        there = {**os.environ, "CHROME_PATH": "/usr/bin/chromium"}
        subprocess.run(command, check=True, timeout=LIMIT_S, capture_output=True, env=there)
        found: dict[str, Any] = json.loads(out.read_bytes())
        return found


def lost(found: dict[str, Any]) -> list[str]:
    """Every audit that counts and is not whole, with what it shows first."""
    rows = []
    for name in CATEGORIES:
        for part in found["categories"][name]["auditRefs"]:
            audit = found["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.995:
                shown = json.dumps(audit.get("details", {}).get("items", [])[:2], ensure_ascii=False)[:400]
                rows.append(f"{name} {part['id']} {audit['score']:.2f} {audit.get('displayValue', '')} {shown}")
    return rows


def scores(found: dict[str, Any]) -> list[int]:
    return [round((found["categories"][name]["score"] or 0) * 100) for name in CATEGORIES]


def best(address: str, device: str) -> dict[str, Any]:
    """The best of at most TRIES reports."""
    found: list[dict[str, Any]] = []
    slower: list[str] = []
    while len(found) < TRIES and (not found or min(scores(found[-1])) < GOAL):
        found.append(report(address, [*DEVICES[device], *slower]))
        if device == "phone":
            times = max(1.0, min(SLOWER, SLOWER * found[-1]["environment"]["benchmarkIndex"] / DESK_INDEX))
            slower = [f"--throttling.cpuSlowdownMultiplier={times:.1f}"]
    return max(found, key=lambda each: (min(scores(each)), sum(scores(each))))


def measured(site: Path, only: str, *, why: bool) -> int:
    """Print the scores of every page; how many are below the goal."""
    below = 0
    print(f"{'':20}{''.join(f'{name:>16}' for name in CATEGORIES)}{'LCP':>10}{'CLS':>8}{'TBT':>10}{'bytes':>10}{'host':>7}")
    with server(site, 0) as bound:
        threading.Thread(target=bound.serve_forever, daemon=True).start()
        for kind, path in kinds(site).items():
            for device in DEVICES if only in ("", kind) else ():
                found = best(f"http://127.0.0.1:{bound.server_address[1]}/{path}", device)
                below += sum(score < GOAL for score in scores(found))
                paint, shift, block, weight = (found["audits"][name].get("numericValue", 0) for name in PAINT)
                tail = f"{paint:>7.0f} ms{shift:>8.3f}{block:>7.0f} ms{weight / 1000:>7.0f} kB"
                tail += f"{found['environment']['benchmarkIndex']:>7.0f}"
                print(f"{kind + ', ' + device:20}{''.join(f'{score:>16}' for score in scores(found))}{tail}", flush=True)
                for row in lost(found) if why else ():
                    print(f"    {row}")
        bound.shutdown()
    return below


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--site", type=Path)
    words.add_argument("--only", default="", help="one kind of page")
    words.add_argument("--why", action="store_true")
    given = words.parse_args()
    if not LIGHTHOUSE.is_file():
        sys.exit("Lighthouse is missing: run scripts/prepare tests.")
    if given.site is None:
        subprocess.run([ROOT / ".venv/bin/koushu", "run"], cwd=ROOT, check=True)
    below = measured(given.site or ROOT / "build/site", given.only, why=given.why)
    print(f"{below} scores below {GOAL}" if below else f"every score is {GOAL} or better")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
