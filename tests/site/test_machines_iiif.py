"""IIIF manifests of interviews and items hold to the rules, and hold only what is out."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.media.sound import probe
from pipeline.model.edition import PublicSound
from pipeline.publish.site.iiif import Manifests
from tests.site.editions import GONE, LETTER, MEDAL, RIVER, SNOW, edition, river, snow
from tests.site.presentation import faults
from tests.site.reading import read
from tests.site.unlettered import publish

ROOT = "https://archive.example/"


@pytest.fixture(scope="module")
def addressed(site_media: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("iiif")
    publish(edition(ROOT), site_media, folder / "pages", folder / "out", project)
    return folder / "out"


def manifest(site: Path, key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / f"iiif/{key}.json").read_bytes())
    return found


def test_every_manifest_keeps_to_the_rules(addressed: Path) -> None:
    found = sorted(path.stem for path in (addressed / "iiif").glob("*.json"))
    assert found == sorted([SNOW, MEDAL])
    for key in found:
        assert list(faults(manifest(addressed, key))) == []
        assert manifest(addressed, key)["id"] == f"{ROOT}iiif/{key}.json"


def _canvas(made: dict[str, Any]) -> dict[str, Any]:
    return made["items"][0]


SPOILT: list[Callable[[dict[str, Any]], object]] = [
    lambda made: made.pop("label"),
    lambda made: made.update(items=[]),
    lambda made: made.update(id="iiif/x.json"),
    lambda made: made.update(label="雪夜过江"),
    lambda made: made.update(owner="x"),
    lambda made: _canvas(made).pop("duration"),
    lambda made: _canvas(made).update(width=10),
    lambda made: _canvas(made)["items"][0]["items"][0].update(target="https://a.example/"),
    lambda made: _canvas(made)["items"][0]["items"][0].update(motivation="supplementing"),
    lambda made: _canvas(made)["items"][0]["items"][0]["body"].pop("format"),
    lambda made: made["structures"][0]["items"][0]["items"][0].update(id="https://a.example/#t=0"),
    lambda made: made["structures"][0]["items"][1]["items"][0].update(id=f"{made['items'][0]['id']}#t=22.5,900"),
    lambda made: made["provider"][0].pop("homepage"),
    lambda made: made["metadata"][0].update(value={"zh-Hans": []}),
    lambda made: made["thumbnail"][0].pop("type"),
    lambda made: made["items"][1]["requiredStatement"].pop("value"),
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_the_rules_notice_what_is_wrong(addressed: Path, spoil: Callable[[dict[str, Any]], object]) -> None:
    made = copy.deepcopy(manifest(addressed, SNOW))
    spoil(made)
    assert list(faults(made))


def test_a_sound_is_a_canvas_as_long_as_it_with_captions_and_chapters(addressed: Path) -> None:
    made = manifest(addressed, SNOW)
    canvas = made["items"][0]
    body = canvas["items"][0]["items"][0]["body"]
    heard = addressed / body["id"].removeprefix(ROOT)
    assert canvas["duration"] == body["duration"] == pytest.approx(probe(heard).duration_ms / 1000, abs=0.2)
    [captions] = canvas["annotations"][0]["items"]
    assert captions["motivation"] == "supplementing"
    assert (addressed / captions["body"]["id"].removeprefix(ROOT)).read_text(encoding="utf-8").startswith("WEBVTT")
    chapters = made["structures"][0]["items"]
    assert [one["label"]["zh-Hans"][0] for one in chapters] == ["参军", "奖章"]
    assert [one["items"][0]["id"] for one in chapters] == [f"{canvas['id']}#t=0,22.5", f"{canvas['id']}#t=22.5,72"]


def test_a_chapter_beyond_the_end_of_its_sound_is_in_no_table_of_contents(site_media: Path) -> None:
    short = replace(snow(), sound=PublicSound(f"{SNOW}.m4a", 20_000))
    taken = {path.name: path for path in site_media.iterdir()}
    made = json.loads(dict(Manifests(replace(edition(ROOT), interviews=(short,)), taken, ()).all())[f"iiif/{SNOW}.json"])
    assert list(faults(made)) == []
    assert [one["label"]["zh-Hans"][0] for one in made["structures"][0]["items"]] == ["参军"]


def test_each_side_and_each_photograph_is_a_canvas_as_large_as_its_file(addressed: Path) -> None:
    sides = manifest(addressed, MEDAL)["items"]
    assert [one["label"]["zh-Hans"][0] for one in sides] == ["正面", "背面"]
    for canvas in (*sides, *manifest(addressed, SNOW)["items"][1:]):
        body = canvas["items"][0]["items"][0]["body"]
        with Image.open(addressed / body["id"].removeprefix(ROOT)) as picture:
            assert picture.size == (canvas["width"], canvas["height"]) == (body["width"], body["height"])


def test_a_manifest_shows_a_small_picture_and_says_whose_it_is_and_claims_no_rights(addressed: Path) -> None:
    for key, first in ((SNOW, "G1JJAAAA"), (MEDAL, "G3MMFFFF")):
        made = manifest(addressed, key)
        [small] = made["thumbnail"]
        assert small["id"] == f"{ROOT}media/{first}-480.jpg"
        with Image.open(addressed / small["id"].removeprefix(ROOT)) as picture:
            assert picture.size == (small["width"], small["height"])
        assert made["requiredStatement"]["value"]["zh-Hans"][0].startswith("军休老人口述史")
        assert made["items"][-1]["requiredStatement"]["value"]["zh-Hans"] == ["样本绘制"]
        assert "rights" not in json.dumps(made)


def test_without_a_face_the_first_photograph_is_shown_and_without_any_nothing(site_media: Path) -> None:
    taken = {path.name: path for path in site_media.iterdir()}

    def made(**changes: object) -> dict[str, Any]:
        bare = [person.model_copy(update={"portrait": None}) for person in snow().projection.narrators]
        talk = snow().projection.model_copy(update={"narrators": tuple(bare), **changes})
        whole = replace(edition(ROOT), interviews=(replace(snow(), projection=talk),))
        found: dict[str, Any] = json.loads(dict(Manifests(whole, taken, ()).all())[f"iiif/{SNOW}.json"])
        return found

    assert made()["thumbnail"][0]["id"] == f"{ROOT}media/G4PHAAAA-480.jpg"
    assert "thumbnail" not in made(photos=())


def test_a_page_names_its_manifest(addressed: Path) -> None:
    for folder, key in (("interviews", SNOW), ("items", MEDAL)):
        links = [one["href"] for one in read(addressed / folder / f"{key}.html").all("link") if "iiif.io" in one.get("type", "")]
        assert links == [f"{ROOT}iiif/{key}.json"]
    assert "iiif.io" not in (addressed / f"items/{LETTER}.html").read_text(encoding="utf-8")


def test_what_is_not_out_is_in_no_manifest(site_media: Path) -> None:
    taken = {path.name: path for path in site_media.iterdir()}
    closed = replace(edition(ROOT), interviews=(replace(snow(), sound=None), river()))
    made = {path: json.loads(data) for path, data in Manifests(closed, taken, ()).all()}
    assert f"iiif/{RIVER}.json" not in made
    assert f"iiif/{GONE}.json" not in made
    told = json.dumps(made[f"iiif/{SNOW}.json"])
    assert ".m4a" not in told
    assert "structures" not in made[f"iiif/{SNOW}.json"]
    assert list(faults(made[f"iiif/{SNOW}.json"])) == []
    assert not list(Manifests(edition(""), taken, ()).all())
    without = {name: path for name, path in taken.items() if not name.startswith("G3MMBBBB")}
    assert len(dict(Manifests(edition(ROOT), without, ()).all())) == 2
