"""The sample's two walls, the whole way: made, behind once somebody withdrew, named by recall, and made anew without them."""

from __future__ import annotations

from collections.abc import Callable

from tests.decoding import everything
from tests.whole.conftest import Bench


def test_the_samples_walls_are_made_named_when_they_fall_behind_and_made_anew(
    sample_bench: Bench, copy_of: Callable[[Bench], Bench]
) -> None:
    bench = copy_of(sample_bench)
    bench.koushu("publish", "walls")
    walls = bench.out / "walls"
    assert sorted(path.name for path in walls.iterdir()) == ["main", "plateau"]
    for wall, size in (("main", "A1"), ("plateau", "A2")):
        assert {path.name for path in (walls / wall).iterdir()} == {"hall", "print", "说明.txt"}
        assert (walls / wall / f"print/panels-{size}.print.pdf").is_file()
    named = [path.relative_to(walls).parts[0] for path, words in everything(walls) if "莫文渊" in words]
    assert set(named) == {"main"}
    bench.koushu("recall")
    bench.koushu("withdraw", "mo", "--by", "罗书简")
    assert "示例市军休所荣誉墙" in bench.koushu("recall", expect=1).stdout
    told = bench.koushu("publish", "walls")
    assert "换下展厅" in told.stdout + told.stderr
    assert [path for path, words in everything(walls) if "莫文渊" in words] == []
    bench.koushu("recall")
