"""`boundaries.geojson`: what is read, and every reason to refuse it."""

from __future__ import annotations

import json

import pytest

from betang.core.errors import BadInput
from betang.core.files.boundaries import FILE, read_boundaries

RING = [[113.0, -2.0], [114.0, -2.0], [114.0, -1.0], [113.0, -2.0]]


def feature(code="62.06", ring=RING, kind="Polygon", **properties):
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    named = {"kode_kemendagri": code} | properties if code else properties
    return {"type": "Feature", "properties": named, "geometry": {"type": kind, "coordinates": coordinates}}


def read(folder, *features, **more):
    document = {"type": "FeatureCollection", "features": list(features)} | more
    (folder / FILE).write_text(json.dumps(document), encoding="utf-8")
    return read_boundaries(folder)


def codes(folder, *features, **more):
    with pytest.raises(BadInput) as caught:
        read(folder, *features, **more)
    return [(p.row, p.column, p.code) for p in caught.value.problems]


def test_a_folder_without_boundaries_has_none(tmp_path):
    assert read_boundaries(tmp_path) is None


def test_areas_come_by_region_code_under_either_name(tmp_path):
    shapes = read(tmp_path, feature(), feature("", kind="MultiPolygon", region_code="62.71"))
    assert set(shapes) == {"62.06", "62.71"}
    assert shapes["62.71"] == {"type": "MultiPolygon", "coordinates": [[RING]]}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"type": "Feature"}', '{"type": "FeatureCollection", "features": 1}']
)
def test_what_is_no_feature_collection_is_refused(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(BadInput) as caught:
        read_boundaries(tmp_path)
    assert [p.code for p in caught.value.problems] == ["unreadable_file"]


def test_another_encoding_is_refused(tmp_path):
    (tmp_path / FILE).write_bytes('{"type": "Ünknown"}'.encode("latin-1"))
    with pytest.raises(BadInput):
        read_boundaries(tmp_path)


def test_every_problem_is_listed_at_once_with_its_place(tmp_path):
    found = codes(
        tmp_path,
        feature(),
        feature(""),
        feature("62.01", ring=RING[:3]),
        feature("62.02", ring=[*RING[:3], [500, 0]]),
        feature("62.03", ring=[*RING[:3], ["a", True]]),
        feature(),
        {
            "type": "Feature",
            "properties": {"region_code": "62.04"},
            "geometry": {"type": "Point", "coordinates": [1, 2]},
        },
        7,
    )
    assert found == [
        (2, "region_code", "missing_value"),
        (3, "geometry", "bad_geometry"),
        (4, "geometry", "bad_geometry"),
        (5, "geometry", "bad_geometry"),
        (6, "region_code", "duplicate_conflict"),
        (7, "geometry", "bad_geometry"),
        (8, "region_code", "missing_value"),
    ]
