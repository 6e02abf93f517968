"""Words planted in every private place of an archive are in no decoded file of a kit, nor is the sound of a withheld span."""

from __future__ import annotations

import dataclasses
import subprocess

import numpy as np
from PIL import Image

from pipeline.media.sound import silence_and_encode
from pipeline.model.edition import PublicSound, SoundCut
from pipeline.model.kit import KitPlan, PublicPart
from pipeline.publish.talks.passages import passages
from pipeline.publish.talks.publish import publish
from pipeline.release.decide import decide
from tests.decoding import everything
from tests.release.sample import GATE, TODAY, Clock, put, record, signed
from tests.release.test_canary import SECRETS, planted
from tests.site.editions import SNOW
from tests.talks.kits import kitted, make_media


def test_in_the_files_of_a_kit_as_they_are_decoded_no_secret_stands_and_the_public_words_do(tmp_path):
    whole = planted("王二小", ("雪下", "**雪**"))
    whole = put(whole, record(whole.interviews["one"], index=()))
    gates = {"gates": {"site": GATE, "talks": GATE}, "site_url": "https://example.org/"}
    whole = dataclasses.replace(whole, config=whole.config.model_copy(update=gates))
    for purpose in ("web_text", "talks"):
        whole = signed(whole, "one", purpose)
    plan = KitPlan(id="k", title="公亥开与王二小", age="成人", people=("jia",), opening=f"公戌开。\n\n{'王二小'}来了。")
    (edition,) = decide(dataclasses.replace(whole, kits=(plan,)), "talks", TODAY, Clock())
    media = tmp_path / "media"
    media.mkdir()
    for cut in edition.pictures:
        Image.new("RGB", (300, 400), "gray").save(media / cut.file)
    publish(edition, media, tmp_path / "kit")
    readings = [(path.name, words) for path, words in everything(tmp_path / "kit")]
    assert {(name, secret) for name, words in readings for secret in (*SECRETS, "王二小") if secret in words} == set()
    for name in ("slides.pptx", "deck.html", "README.txt"):
        assert any("公亥开与" in words for path, words in readings if path == name), name
    for name in ("handout.pdf", "quiz.pdf", "reading.pdf"):
        assert any("公" in words and "开" in words for path, words in readings if path == name), name


def test_what_is_silenced_is_not_heard_in_any_sound_of_a_kit(tmp_path):
    """People chose a passage over a withheld span; a loud tone is where it was, and a soft one beside it as a control."""
    media = make_media(tmp_path / "media")
    original = tmp_path / "original.wav"
    loud_then_soft = "aevalsrc='if(between(t,10,14),0.8*sin(2*PI*1700*t),0.2*sin(2*PI*330*t))':s=16000:d=72"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", loud_then_soft, str(original)], check=True, timeout=300)
    (media / f"{SNOW}.m4a").unlink()
    silence_and_encode([original], [(10_000, 14_000)], media / f"{SNOW}.m4a")
    whole = kitted(parts=(PublicPart(SNOW, ((4_000, 22_000),)),))
    cut = SoundCut(f"{SNOW}.m4a", (("0" * 64, 72_000),), ((10_000, 14_000),))
    whole = dataclasses.replace(whole, sounds=(cut,))
    assert whole.interviews[0].sound == PublicSound(f"{SNOW}.m4a", 72_000)
    (told,) = passages(whole, whole.kits[0])
    assert told.span is not None
    assert told.span[0] < 10_000
    assert told.span[1] > 14_000
    publish(whole, media, tmp_path / "kit")
    (sound,) = (tmp_path / "kit/sound").iterdir()
    asked = ["ffmpeg", "-v", "error", "-i", str(sound), "-f", "f32le", "-ac", "1", "-ar", "16000", "-"]
    heard = np.frombuffer(subprocess.run(asked, capture_output=True, check=True).stdout, np.float32)
    strength = np.abs(np.fft.rfft(heard))
    at = np.fft.rfftfreq(len(heard), 1 / 16_000)
    loud, control = (strength[(at > hertz - 5) & (at < hertz + 5)].max() for hertz in (1700, 330))
    assert loud < control / 200
