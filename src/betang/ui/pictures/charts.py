"""Charts: Altair specifications, drawn to SVG on the server, in the colours of tokens.css.

The specification is drawn in the light colours; in the SVG each of them is then replaced by its CSS variable, so that
a chart follows dark and print like the page around it. The renderer sends relative links to a foreign site, so links
are drawn under an address that cannot exist and cut back to our own afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from betang.ui.figures import thousands

NOWHERE = "https://betang.invalid"
DRAWN_KEPT = 256
FONT = "system-ui"


@cache
def tokens() -> dict[str, str]:
    """The light colours of tokens.css by name, without the dashes."""
    text = (Path(__file__).parents[1] / "styles" / "tokens.css").read_text(encoding="utf-8")
    light = text[text.index(":root") : text.index("}")]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", light))


@dataclass(frozen=True, slots=True)
class RateBar:
    """One bar: a rate per hundred (None: nothing is known), its words, and where it leads.

    A bar that cannot be judged yet is drawn hollow.
    """

    name: str
    rate: float | None
    note: str
    href: str
    judged: bool
    highlight: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A priority and how high it would be if everything unmeasured were missing."""

    name: str
    low: float
    high: float
    href: str


def rate_bars(bars: Sequence[RateBar], *, axis: str) -> SafeString:
    """Horizontal bars in the order given, each with its words."""
    return _svg(_rate_bars_spec, tuple(bars), axis)


def priority_spans(spans: Sequence[Span], *, axis: str) -> SafeString:
    """Each priority as a dot with a line to where it would be if all that is unknown were missing."""
    return _svg(_priority_spans_spec, tuple(spans), axis, thousands())


@lru_cache(maxsize=DRAWN_KEPT)
def _svg(specification: Any, *arguments: Any) -> SafeString:
    import vl_convert  # noqa: PLC0415  (heavy; commands and most pages never draw)

    chart = specification(*arguments)
    return mark_safe(_ours(vl_convert.vegalite_to_svg(chart.to_dict())))  # noqa: S308  (drawn by us; texts are escaped by the renderer)


def _ours(svg: str) -> str:
    """Colours to tokens, links to our own site, the page's font, and no roles that say nothing."""
    svg = svg[svg.index("<svg") :]
    for name, colour in tokens().items():
        svg = svg.replace(f'"{colour}"', f'"var(--{name})"')
    svg = re.sub(rf'(?:xlink:)?href="{NOWHERE}', 'href="', svg)
    svg = re.sub(r' (?:aria-roledescription|aria-label|role|aria-hidden|target|xmlns:xlink)="[^"]*"', "", svg)
    svg = re.sub(r' font-family="[^"]*"', "", svg)
    # A link around a mere shape has no name to be called by; the texts and the table beside the chart have.
    return re.sub(r"<a (?=[^>]*>(?!<text))", '<a aria-hidden="true" tabindex="-1" ', svg)


def _base(chart: Any, *, width: int, height: int) -> Any:
    colours = tokens()
    return (
        chart.properties(width=width, height=height, background="transparent", padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colours["ink-soft"],
            titleColor=colours["ink-soft"],
            gridColor=colours["line"],
            domainColor=colours["line"],
            tickColor=colours["line"],
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelFont=FONT,
            titleFont=FONT,
            labelLimit=340,
        )
        .configure_text(font=FONT, fontSize=12)
    )  # fmt: skip


def _rate_bars_spec(bars: tuple[RateBar, ...], axis: str) -> Any:
    import altair as alt  # noqa: PLC0415  (heavy; see _svg)

    colours = tokens()
    rows = [
        {
            "name": b.name,
            "rate": b.rate or 0.0,
            "text": b.note,
            "href": NOWHERE + b.href,
            "fill": colours["surface" if not b.judged else "ochre" if b.highlight else "short-3"],
            "edge": colours["ochre" if b.highlight else "short-3"] if b.judged else colours["slate"],
            "ink": colours["ink" if b.judged else "slate"],
        }
        for b in bars
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)),
        x=alt.X("rate:Q", title=axis, axis=alt.Axis(tickCount=5, format="d"), scale=alt.Scale(domainMin=0, nice=True)),
        href="href:N",
    )
    fill, edge = alt.Color("fill:N", scale=None), alt.Stroke("edge:N", scale=None)
    marks = base.mark_bar(height=15, strokeWidth=1).encode(color=fill, stroke=edge)
    texts = base.mark_text(align="left", dx=6).encode(text="text:N", color=alt.Color("ink:N", scale=None))
    return _base(alt.layer(marks, texts), width=420, height=24 * len(rows))


def _priority_spans_spec(spans: tuple[Span, ...], axis: str, separator: str) -> Any:
    import altair as alt  # noqa: PLC0415  (heavy; see _svg)

    colours = tokens()
    rows = [{"name": s.name, "low": s.low, "high": s.high, "href": NOWHERE + s.href} for s in spans]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)),
        href="href:N",
    )
    words = f"replace(format(datum.value, ',d'), /,/g, '{separator}')"
    x = alt.X("low:Q", title=axis, axis=alt.Axis(tickCount=5, labelExpr=words), scale=alt.Scale(domainMin=0, nice=True))
    return _base(
        alt.layer(
            base.mark_rule(color=colours["hatch"], strokeDash=[3, 3], strokeWidth=2).encode(x=x, x2="high:Q"),
            base.mark_circle(size=110, color=colours["ochre"], opacity=1).encode(x="low:Q"),
        ),
        width=520,
        height=26 * len(rows),
    )
