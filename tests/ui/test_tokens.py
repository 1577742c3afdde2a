"""The colours: readable wherever they meet, the same in both ways to dark, known to the charts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from betang.ui.pictures import charts

TOKENS = (Path(charts.__file__).parents[1] / "styles" / "tokens.css").read_text(encoding="utf-8")
NAMES = ("light", "dark by device", "dark by choice", "print")
BLOCKS = re.findall(r":root[^{]*\{([^}]*)\}", TOKENS)
SETS = {
    name: dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", block)) for name, block in zip(NAMES, BLOCKS, strict=True)
}
TEXTS = ("ink", "ink-soft", "forest", "forest-deep", "ochre", "gold", "slate")
GROUNDS = ("paper", "surface", "sunken", "forest-tint", "ochre-tint", "gold-tint", "slate-tint")


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    def parts(colour: str) -> list[int]:
        return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]

    return "#" + "".join(
        f"{round(a * share + b * (1 - share)):02x}" for a, b in zip(parts(one), parts(other), strict=True)
    )


@pytest.mark.parametrize("name", SETS)
def test_every_text_can_be_read_on_every_ground(name):
    colours = SETS[name]
    poor = [(t, g) for t in TEXTS for g in GROUNDS if contrast(colours[t], colours[g]) < 4.5]
    assert poor == []
    assert contrast(colours["on-forest"], colours["forest"]) >= 4.5
    assert contrast(colours["on-ochre"], colours["ochre"]) >= 4.5


@pytest.mark.parametrize("name", SETS)
def test_every_amount_can_be_read_on_its_colour(name):
    colours = SETS[name]
    for hue in ("short", "met", "seen"):
        for step in range(1, 6):
            ink = colours["on-low" if step < 4 else "on-high"]
            assert contrast(ink, colours[f"{hue}-{step}"]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark by choice"])
def test_a_hatched_amount_can_be_read_between_its_lines_and_on_them(name):
    colours = SETS[name]
    for hue in ("short", "met", "seen"):
        for step in range(1, 6):
            tone = colours[f"{hue}-{step}"]
            assert contrast(colours["ink"], mixed(tone, colours["surface"], 0.12)) >= 4.5


def test_dark_is_the_same_whether_the_device_or_the_reader_asks_for_it():
    assert SETS["dark by device"] == SETS["dark by choice"]
    assert SETS["light"].keys() == SETS["dark by choice"].keys() == SETS["print"].keys()


def test_charts_know_the_light_colours():
    assert charts.tokens() == SETS["light"]
