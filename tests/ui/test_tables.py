from __future__ import annotations

import pytest
from django.http import QueryDict

from betang.core.disclosure import FEW
from betang.ui import tables
from betang.ui.tables import Cell, Column, Table, View

COLUMNS = [
    Column("nama", "Nama"),
    Column("kurang", "Kurang", "count"),
    Column("cakupan", "Terukur", "share", file_only=True),
]
ROWS = [
    [Cell("Ulin"), Cell(3), Cell(10)],
    [Cell("akasia"), Cell(None), Cell(20)],
    [Cell("Meranti"), Cell(11), Cell(30)],
    [Cell("Bangkirai"), Cell(FEW), Cell(40)],
]


def names(rows):
    return [row[0].value for row in rows]


def table(query: str = "", **more) -> Table:
    asked = QueryDict(query)
    return Table(name="t", title="T", columns=COLUMNS, rows=ROWS, view=View.of(asked), query=asked, **more)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("urut=kurang", ["Ulin", "Meranti", "akasia", "Bangkirai"]),
        ("urut=-kurang", ["Meranti", "Ulin", "akasia", "Bangkirai"]),  # unknown and hidden stay last
        ("urut=nama", ["akasia", "Bangkirai", "Meranti", "Ulin"]),  # capitals do not matter
        ("urut=rahasia", ["Ulin", "akasia", "Meranti", "Bangkirai"]),  # no such column: as it came
        ("", ["Ulin", "akasia", "Meranti", "Bangkirai"]),
    ],
)
def test_rows_are_sorted_as_the_address_asks(query, order):
    assert names(tables.sort(ROWS, COLUMNS, View.of(QueryDict(query)))) == order


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "9" * 400, "²"])
def test_a_page_number_that_is_none_counts_as_the_first(page):
    assert View.of(QueryDict(f"hal={page}")).page == 1


def test_headings_turn_the_order_around_and_keep_the_filters():
    plain = table("jenis=technical&hal=3")
    assert [h.href for h in plain.headings] == ["?jenis=technical&urut=nama", "?jenis=technical&urut=-kurang"]
    turned = table("urut=-kurang")
    assert turned.headings[1].aria_sort == "descending"
    assert turned.headings[1].href == "?urut=kurang"


def test_what_stands_small_beside_another_figure_is_a_column_only_in_files():
    assert [h.label for h in table().headings] == ["Nama", "Kurang"]
    assert [text for _, _, text in table().drawn[0]] == ["Ulin", "3"]


def test_pages_lead_on_and_back():
    middle = table("hal=2", total=120)
    assert (middle.pages, middle.previous, middle.following) == (3, "?", "?hal=3")
    assert table("hal=3", total=120).following == ""


def test_a_file_is_asked_for_with_the_filters_and_without_the_page():
    assert table("jenis=technical&hal=2", total=120).excel == "?jenis=technical&tabel=t&ekspor=xlsx"
