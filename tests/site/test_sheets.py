"""Style sheets that follow one another are one file to the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.site.sheets import Sheets
from tests.site.kinds import pages_by_kind

ROW = '<link rel="stylesheet" href="../assets/one.css">\n  <link rel="stylesheet" href="../assets/deep/two.css">\n<p>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "assets/deep").mkdir(parents=True)
    (tmp_path / "assets/one.css").write_text("p{background:url(fonts/a.woff2)}\n", encoding="utf-8")
    (tmp_path / "assets/deep/two.css").write_text('b{background:url("data:image/png;base64,AA")}', encoding="utf-8")
    return tmp_path


def test_a_row_of_sheets_becomes_one_in_the_same_order(site: Path) -> None:
    sheets = Sheets(site)
    html = sheets.join(ROW)
    assert html.count("<link") == 1
    name = html.split('href="../')[1].split('"')[0]
    assert (site / name).read_text(encoding="utf-8").splitlines() == [
        "p{background:url(fonts/a.woff2)}",
        'b{background:url("data:image/png;base64,AA")}',
    ]
    assert sheets.join(ROW) == html
    sheets.sweep()
    assert [path.name for path in site.rglob("*.css")] == [Path(name).name]


def test_a_sheet_elsewhere_that_names_a_file_beside_itself_is_refused(site: Path) -> None:
    (site / "assets/deep/two.css").write_text("b{background:url(one.png)}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"deep/two\.css"):
        Sheets(site).join(ROW)


def test_a_sheet_of_another_site_is_left_alone(site: Path) -> None:
    foreign = '<link rel="stylesheet" href="https://a.example/assets/one.css">'
    assert Sheets(site).join(foreign) == foreign


def test_no_kind_of_page_waits_for_more_than_two_sheets_and_three_scripts_before_it_is_drawn(built: Path) -> None:
    for kind, name in pages_by_kind(built).items():
        before = (built / name).read_text(encoding="utf-8").partition("<article")[0]
        assert before.count('rel="stylesheet"') <= 2, kind
        assert before.count("<script src=") <= 3, kind
