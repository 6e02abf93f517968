"""Makes a film of a synthetic interview of 720p, an hour unless told otherwise, and says what each step takes.

    .venv/bin/python benchmarks/films.py [--minutes 60] [--tv]

CPU seconds (user and system) are those of ffmpeg and of this process together; memory is the most that any one process held. The
picture of each second's first frame is white and a blip is heard with it, so that the drift at the end can be read from the film.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.media.joining import Beside, join  # noqa: E402 - the path comes first
from pipeline.media.soundtrack import Piece, encode  # noqa: E402
from pipeline.model.edition import Edition, PublicInterview, SoundCut  # noqa: E402
from pipeline.model.film import FPS, FilmCut, PublicFilm, PublicPassage  # noqa: E402
from pipeline.model.projection import InterviewProjection, PersonCard, PublicChapter, PublicTurn, Words  # noqa: E402
from pipeline.model.timing import SentenceTime, Timing, TurnTime  # noqa: E402
from pipeline.publish.film.editions import Job, jobs  # noqa: E402
from pipeline.publish.film.press import Press  # noqa: E402
from pipeline.release.cut import cut, recipe  # noqa: E402

SIZE = (1280, 720)
SENTENCE = "我们在高原上修了四年公路，石头很硬，手上全是血泡。"
EACH_MS = 4000


def footage(folder: Path, minutes: int) -> Path:
    """One minute of moving shapes with grain, repeated; each second begins with a white frame and a blip."""
    one, whole = folder / "minute.mkv", folder / "talk.mkv"
    white = "drawbox=0:0:iw:ih:white:fill:enable='lt(mod(n,25),1)'"
    picture = f"testsrc2=s=1280x720:r=25:d=60,noise=alls=6:allf=t,{white}"
    sound = "aevalsrc='0.02*random(0)+0.3*sin(2*PI*1000*t)*lt(mod(t,1),0.04)':s=48000:d=60"
    form = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "24", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "flac"]
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *form, one], check=True)
    listed = folder / "list.txt"
    listed.write_text(f"file '{one}'\n" * minutes)
    subprocess.run(["ffmpeg", "-v", "error", "-f", "concat", "-safe", "0", "-i", listed, "-c", "copy", whole], check=True)
    return whole


def edition_of(minutes: int) -> Edition:
    """An interview of one sentence every four seconds, and its film of all of it."""
    whole = minutes * 60_000
    count = whole // EACH_MS
    turn = PublicTurn(speaker="甲", role="narrator", start_ms=0, blocks=tuple(Words(text=SENTENCE) for _ in range(count)))
    times = tuple((SentenceTime(at * EACH_MS, at * EACH_MS + 3600, sure=True),) for at in range(count))
    card = PersonCard(id="P1", name="甲", service=("1950—1954　某部　战士",))
    talk = InterviewProjection(
        purpose="film",
        id="V1",
        title="高原",
        narrators=(card,),
        chapters=(PublicChapter(title="高原", start_ms=0, turns=(turn,)),),
    )
    public = PublicInterview(talk, Timing((TurnTime(0, whole, times),)), None, "confirmed", dt.date(2026, 1, 1))
    film = PublicFilm("film-1", "测速", "", "", "", SIZE, "", "", (), (), (PublicPassage("V1", "高原", 0, whole, on_web=True),))
    words = dict.fromkeys(("title", "institution", "series", "about", "contact", "site_url", "sample_notice"), "")
    empty: dict[str, tuple[()]] = dict.fromkeys(("items", "walls", "volumes", "tombstones", "pictures"), ())
    made = Edition(
        outlet="film", date=dt.date(2026, 1, 1), sample=False, people=(card,), interviews=(public,), sounds=(), **words, **empty
    )
    hidden = ((30_000, 33_000),)
    recordings = (("original", whole),)
    return replace(
        made,
        films=(film,),
        sounds=(SoundCut("V1.flac", recordings, hidden),),
        film_cuts=(FilmCut("V1-720.mp4", recordings, hidden, SIZE),),
    )


def timed(what: str, work: Callable[[], object], minutes: int) -> None:
    """Do it, and say what it took."""
    began, before = time.monotonic(), _cpu()
    work()
    wall, cpu = time.monotonic() - began, _cpu() - before
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    print(f"{what:44} {wall:8.1f} s  {cpu:8.1f} CPU-s  {cpu / minutes:6.2f} CPU-s/min  {most:5} MB at most so far", flush=True)


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def hour(job: Job, out: Path) -> None:
    """Join an hour of the longest scene, so that a short run tells what joining an hour takes."""
    script, form = job.script, job.forms[0]
    longest = max(range(len(script.scenes)), key=lambda number: script.scenes[number].count)
    count = 3600 * FPS // script.scenes[longest].count
    sound = out / "hour.m4a"
    encode([Piece(None, 0, count * script.scenes[longest].count)], FPS, sound)
    pieces = [job.press.piece(script, longest, form)] * count
    timed("an hour of such scenes joined", lambda: join(pieces, sound, Beside("时"), out / "hour.mp4"), 60)
    asked = ["-v", "error", "-show_entries", "stream=duration", "-of", "csv=p=0", str(out / "hour.mp4")]
    picture, heard = subprocess.run(["ffprobe", *asked], capture_output=True, text=True, check=True).stdout.split()
    print(f"its picture lasts {picture} s, its sound {heard} s; {(out / 'hour.mp4').stat().st_size / 1e6:.0f} MB")


def drift(film: Path, minutes: int) -> float:
    """Milliseconds from a white frame to its blip, about ten seconds before the end of the talk."""
    start = 5 + 4 + minutes * 60 - 10
    seek = ["ffmpeg", "-v", "error", "-ss", str(start), "-t", "5", "-i", str(film)]
    shown = subprocess.run(
        [*seek, "-vf", "scale=8:8", "-f", "rawvideo", "-pix_fmt", "gray", "-"], capture_output=True, check=True
    ).stdout
    bright = np.frombuffer(shown, dtype=np.uint8).reshape(-1, 64).mean(axis=1) > 225
    white = int(np.flatnonzero(bright)[0]) / FPS
    heard = subprocess.run([*seek, "-f", "s16le", "-ac", "1", "-ar", "48000", "-"], capture_output=True, check=True).stdout
    wave = np.abs(np.frombuffer(heard, dtype="<i2").astype(float))
    loud = np.flatnonzero(wave > 0.5 * wave.max()) / 48_000
    return 1000 * float(loud[loud > white - 0.2][0] - white)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=int, default=60)
    asked.add_argument("--tv", action="store_true", help="the television edition too")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="koushu-films-") as name:
        folder = Path(name)
        source, edition, minutes = footage(folder, told.minutes), edition_of(told.minutes), told.minutes
        media, out = folder / "media", folder / "out"
        out.mkdir()
        timed("the door: sound and picture, covered", lambda: cut(edition, lambda _: source, media), minutes)
        marks = {one.file: recipe(one) for one in (*edition.sounds, *edition.film_cuts)}
        found = {job.name: job for job in jobs(edition, Press(folder / "pieces", media, marks)) if isinstance(job, Job)}
        kept = found["copy"]
        timed("scenes and sound, once", lambda: kept.press.make(kept.script, kept.forms[0], lambda _: None), minutes)
        timed("default edition after that: stream copy", lambda: kept.make(out, lambda _: None), minutes)
        if minutes < 60:
            hour(kept, out)
        if told.tv:
            timed("television edition", lambda: found["tv"].make(out, lambda _: None), minutes)
        print(f"drift at the end: {drift(out / 'film-1.mp4', minutes):+.0f} ms (one frame is {1000 // FPS} ms)")
        print(f"film: {(out / 'film-1.mp4').stat().st_size / 1e6:.0f} MB")


main()
