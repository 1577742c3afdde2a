"""Heat tables, tiles, areas and charts."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from betang.core.disclosure import FEW
from betang.ui.pictures import charts, heat, maps
from betang.ui.pictures.charts import RateBar, Span
from betang.ui.pictures.heat import Heat, HeatCell, HeatColumn, HeatRow


@pytest.mark.parametrize(
    ("value", "tone"),
    [(None, "q"), (FEW, "h0"), (0, "s1"), (14.9, "s1"), (15, "s2"), (44.99, "s4"), (45, "s5"), (100, "s5")],
)
def test_unknown_is_hatched_and_never_the_palest_amount(value, tone):
    assert heat.tone(value, "short") == tone


def test_the_legend_names_every_tone_once():
    assert [step.label for step in heat.legend("short")] == ["< 15", "15–25", "25–35", "35–45", "≥ 45"]


def test_a_heat_table_escapes_what_comes_from_data_and_says_each_cell_in_words():
    table = Heat(
        corner="Unit",
        columns=[HeatColumn("<b>Integritas</b>", "/peta/?a=1&b=2")],
        groups=[("", [HeatRow('Puskesmas "Kasongan"', [HeatCell(41.4, "s4 tone", "60%", "/x/", "41 dari 100")])])],
        caption="Kurang per 100",
    ).html()
    assert "&lt;b&gt;Integritas&lt;/b&gt;" in table
    assert "<b>" not in table
    assert 'href="/peta/?a=1&amp;b=2"' in table
    assert "Puskesmas &quot;Kasongan&quot;" in table
    assert '<a href="/x/" aria-label="41 dari 100" title="41 dari 100">41<small>60%</small></a>' in table
    assert '<th scope="row">' in table


def test_governments_without_a_place_of_their_own_follow_below():
    cells = maps.grid([("a", 3, 1), ("b", 4, 2), ("c", None, None), ("d", None, None)])
    assert cells == {"a": (1, 1), "b": (2, 2), "c": (1, 3), "d": (2, 3)}
    assert maps.grid([]) == {}


SQUARE = [[110.0, -2.0], [111.0, -2.0], [111.0, -1.0], [110.0, -1.0], [110.0, -2.0]]


def test_areas_are_drawn_north_up_on_one_scale():
    east = [[x + 1, y] for x, y in SQUARE]
    drawing = maps.draw(
        {"w": {"type": "Polygon", "coordinates": [SQUARE]}, "e": {"type": "MultiPolygon", "coordinates": [[east]]}}
    )
    west, other = drawing.outlines["w"], drawing.outlines["e"]
    assert west.path.startswith("M0 360")  # the south-west corner stands at the bottom left
    assert (float(west.x), float(other.x)) == pytest.approx((180, 540))
    assert drawing.view_box.startswith("-4 -4 728 ")


def test_another_geometry_is_refused():
    with pytest.raises(ValueError, match="Point"):
        maps.draw({"a": {"type": "Point", "coordinates": [1, 2]}})


def test_nothing_to_draw_is_an_empty_drawing():
    assert maps.draw({}).outlines == {}


BARS = [
    RateBar("Katingan", 41.4, "41 (terukur 60%)", "/peta/pemerintah/6711/", judged=True, highlight=True),
    RateBar('Kota "P" & <R>', 30.0, "30", "/peta/pemerintah/6771/", judged=False),
    RateBar("Sukamara", None, "belum ada yang terukur", "/peta/pemerintah/6709/", judged=False),
]


def test_a_chart_links_to_our_own_pages_only_and_takes_its_colours_from_the_page():
    svg = charts.rate_bars(BARS, axis="kurang dari 100")
    assert 'href="/peta/pemerintah/6711/"' in svg
    assert set(re.findall(r'href="([^"]*)"', svg)) <= {b.href for b in BARS}
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert 'fill="var(--ochre)"' in svg
    assert not re.search(r'(fill|stroke)="#', svg.replace('fill="#000"', ""))
    assert "belum ada yang terukur" in svg
    assert "<R>" not in svg
    assert "font-family" not in svg


def test_the_same_chart_is_drawn_once():
    assert charts.rate_bars(BARS, axis="a") is charts.rate_bars(list(BARS), axis="a")


def test_a_priority_reaches_to_where_it_could_rise():
    spans = [Span("Komunikasi", 1000, 4000, "/x/"), Span("Integritas", 5, 5, "/y/")]
    with translation.override("id"):
        svg = charts.priority_spans(spans, axis="prioritas")
    assert "Komunikasi" in svg
    assert ">4.000<" in svg
    assert svg.count('href="/x/"') >= 1
