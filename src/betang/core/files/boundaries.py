"""Boundaries of the governments: `boundaries.geojson` in a data folder, areas in longitude and latitude.

A FeatureCollection of Polygons or MultiPolygons; the property `kode_kemendagri` or `region_code` of a feature says
whose area it is. Only for drawing: nothing is measured on them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from betang.core.errors import BadInput, Problem

FILE = "boundaries.geojson"
CODE_PROPERTIES = ("kode_kemendagri", "region_code")

Geometry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Fault(Exception):
    """What is wrong with one feature."""

    column: str
    value: str
    code: str
    message: str


def read_boundaries(folder: Path) -> dict[str, Geometry] | None:
    """Geometry by region code; None when the folder has no such file. Raises `BadInput` with every problem.

    A problem's `row` is the place of the feature in the file, from 1.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    features = _features(path)
    shapes: dict[str, Geometry] = {}
    problems = []
    for place, feature in enumerate(features, 1):
        try:
            code, geometry = _shape(feature)
            if code in shapes:
                raise _Fault("region_code", code, "duplicate_conflict", "this region has an area already")
            shapes[code] = geometry
        except _Fault as fault:
            problems.append(Problem(FILE, "", place, fault.column, fault.value, fault.code, fault.message))
    if problems:
        raise BadInput(problems)
    return shapes


def _features(path: Path) -> list[Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        features = document["features"]
        if document["type"] != "FeatureCollection" or not isinstance(features, list):
            raise TypeError("not a FeatureCollection")
    except (ValueError, TypeError, KeyError) as error:
        message = "is not a GeoJSON FeatureCollection in UTF-8"
        raise BadInput([Problem(FILE, "", None, "", "", "unreadable_file", message)]) from error
    return features


def _shape(feature: Any) -> tuple[str, Geometry]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    code = next((str(properties[name]) for name in CODE_PROPERTIES if properties.get(name)), "")
    if not code:
        raise _Fault("region_code", "", "missing_value", f"a feature needs the property {' or '.join(CODE_PROPERTIES)}")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _Fault("geometry", str(kind), "bad_geometry", "an area is a Polygon or a MultiPolygon")
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry.get("coordinates")
    if not _are_polygons(polygons):
        raise _Fault("geometry", kind, "bad_geometry", "every ring is a list of at least four longitudes and latitudes")
    return code, {"type": kind, "coordinates": geometry["coordinates"]}


def _are_polygons(polygons: Any) -> bool:
    return isinstance(polygons, list) and bool(polygons) and all(
        isinstance(rings, list) and bool(rings) and all(_is_ring(ring) for ring in rings) for rings in polygons
    )  # fmt: skip


def _is_ring(ring: Any) -> bool:
    shortest = 4  # a triangle whose last corner is its first
    return isinstance(ring, list) and len(ring) >= shortest and all(_is_point(point) for point in ring)


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) in {2, 3}  # a height is allowed and not used
        and all(isinstance(x, int | float) and not isinstance(x, bool) and math.isfinite(x) for x in point)
        and abs(point[0]) <= 180  # noqa: PLR2004  (degrees)
        and abs(point[1]) <= 90  # noqa: PLR2004  (degrees)
    )
