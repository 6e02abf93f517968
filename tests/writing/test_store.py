"""A folder is the same folder whether a path or a URL names it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from pipeline.errors import Unreadable, WrongUse
from pipeline.writing.store import Store


@pytest.fixture(params=["path", "file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    folder = tmp_path / "两 个字"
    places = {"path": folder, "file": folder.as_uri(), "memory": f"memory://{uuid4().hex}/archive"}
    return Store(places[request.param])


def test_what_is_written_is_read_named_and_removed(store: Store, tmp_path: Path) -> None:
    assert store.names() == []
    assert not store.has("one.json")
    store.write("one.json", b"[1]")
    store.write("two.json", b"[2]")
    store.write("one.json", b"[3]")
    assert sorted(store.names()) == ["one.json", "two.json"]
    assert store.read("one.json") == b"[3]"
    assert store.has("two.json")
    with store.lent("two.json", tmp_path / "scratch") as file:
        assert file.read_bytes() == b"[2]"
    assert (store.here is not None) == file.exists(), "a copy lives no longer than it is needed"
    store.remove("two.json")
    store.remove("never-there.json")
    assert store.names() == ["one.json"]
    with pytest.raises(OSError, match=r"two\.json"):
        store.read("two.json")


def test_a_model_folder_behind_a_url_is_copied_whole_or_not_at_all(tmp_path: Path) -> None:
    far = Store(f"memory://{uuid4().hex}")
    Store(f"{far.place}/engine/model").write("tokens.txt", b"a")
    Store(f"{far.place}/engine/model/deep").write("weights.bin", b"b")
    far.copy("engine/model", tmp_path / "engine/model")
    assert (tmp_path / "engine/model/tokens.txt").read_bytes() == b"a"
    assert (tmp_path / "engine/model/deep/weights.bin").read_bytes() == b"b"
    with pytest.raises(Unreadable, match="cannot-read"):
        far.copy("engine/nothing", tmp_path / "engine/nothing")
    assert [path.name for path in (tmp_path / "engine").iterdir()] == ["model"]


def test_an_address_nobody_knows_says_so() -> None:
    with pytest.raises(WrongUse, match="store-unknown"):
        Store("nosuch://bucket/archive").read("one.json")
