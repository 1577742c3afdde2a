"""The province as a picture: tiles on a grid, or true areas as soon as boundaries are loaded."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 720.0
COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Place:
    """One government on the map: its colour class, its figure in words, where it leads."""

    code: str
    short_name: str
    text: str
    note: str
    css: str
    href: str
    label: str
    mine: bool = False
    column: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """An area as an SVG path, and where its name stands."""

    path: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines by code on a canvas of WIDTH x height."""

    outlines: Mapping[str, Outline]
    height: float

    @property
    def view_box(self) -> str:
        """The canvas with room for strokes."""
        return f"-4 -4 {WIDTH + 8:g} {self.height + 8:g}"


def grid(places: Iterable[tuple[str, int | None, int | None]]) -> dict[str, tuple[int, int]]:
    """Column and row (from 1) for every code; those without a place of their own follow below in order."""
    listed = list(places)
    known = {code: (x, y) for code, x, y in listed if x is not None and y is not None}
    left = min((x for x, _ in known.values()), default=0)
    top = min((y for _, y in known.values()), default=0)
    cells = {code: (x - left + 1, y - top + 1) for code, (x, y) in known.items()}
    below = max((row for _, row in cells.values()), default=0) + 1
    rest = [code for code, x, y in listed if code not in known]
    return cells | {code: (i % COLUMNS + 1, below + i // COLUMNS) for i, code in enumerate(rest)}


def draw(geometries: Mapping[str, Mapping[str, Any]]) -> Drawing:
    """GeoJSON Polygons and MultiPolygons (longitude, latitude) as outlines, one equal-distance projection for all.

    Raises ValueError for another kind of geometry.
    """
    rings = {code: list(_rings(shape)) for code, shape in geometries.items()}
    points = [point for shapes in rings.values() for ring in shapes for point in ring]
    if not points:
        return Drawing({}, 0.0)
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    shrink = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter away from the equator
    scale = WIDTH / max((east - west) * shrink, 1e-9)

    def place(point: Sequence[float]) -> tuple[float, float]:
        return (point[0] - west) * shrink * scale, (north - point[1]) * scale

    outlines = {code: _outline([[place(p) for p in ring] for ring in shapes]) for code, shapes in rings.items()}
    return Drawing(outlines, round((north - south) * scale, 1))


def _rings(shape: Mapping[str, Any]) -> Iterable[Sequence[Sequence[float]]]:
    kind = shape.get("type")
    if kind == "Polygon":
        yield from shape["coordinates"]
    elif kind == "MultiPolygon":
        for polygon in shape["coordinates"]:
            yield from polygon
    else:
        raise ValueError(f"a boundary is a Polygon or MultiPolygon, not {kind!r}")


def _outline(rings: list[list[tuple[float, float]]]) -> Outline:
    """Whole pixels and steps, because a path of 50 kB becomes one of 12; the name stands in the largest ring."""
    path = "".join(_path(ring) for ring in rings if len(ring) > 3)  # noqa: PLR2004  (a triangle closes with four points)
    x, y = _middle(max(rings, key=lambda ring: abs(_area(ring))))
    return Outline(path, f"{x:.1f}", f"{y:.1f}")


def _path(ring: list[tuple[float, float]]) -> str:
    steps: list[str] = []
    last = (round(ring[0][0]), round(ring[0][1]))
    for x, y in ring[1:]:
        here = (round(x), round(y))
        if here != last:
            steps.append(f"{here[0] - last[0]} {here[1] - last[1]}")
            last = here
    start = f"M{round(ring[0][0])} {round(ring[0][1])}"
    return f"{start}l{' '.join(steps)}z" if steps else ""


def _area(ring: list[tuple[float, float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """The centre of the area of a ring; of its corners where it has no area."""
    area = _area(ring)
    if abs(area) < 1e-9:  # noqa: PLR2004
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    x = y = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return x / (6 * area), y / (6 * area)
