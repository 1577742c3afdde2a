"""The overview draws true areas as soon as boundaries are loaded."""

from __future__ import annotations

import json

import pytest

from betang.agencies.models import AuditEvent, Boundary
from betang.connect.folder.actions import load
from betang.core.errors import BadInput, WrongCall
from betang.core.files.boundaries import FILE

pytestmark = pytest.mark.django_db

RING = [[113.0, -2.0], [114.0, -2.0], [114.0, -1.0], [113.0, -1.0], [113.0, -2.0]]


def folder(tmp_path, *regions: str, ring=RING):
    features = [
        {
            "type": "Feature",
            "properties": {"kode_kemendagri": region},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for region in regions
    ]
    tmp_path.joinpath(FILE).write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return tmp_path


def test_tiles_until_boundaries_are_loaded_then_areas(mapped, as_, tmp_path):
    client = as_("ani")
    before = client.get("/peta/").content.decode()
    assert '<ul class="tiles"' in before
    assert '<svg class="province"' not in before
    load(folder=folder(tmp_path, "62.06"), by=None)
    after = client.get("/peta/").content.decode()
    assert '<svg class="province"' in after
    assert '<ul class="tiles rest"' in after  # the province itself and the city have no area
    assert '<a href="/peta/pemerintah/6711/" class=' in after


def test_a_region_that_no_government_has_is_told_and_not_kept(mapped, tmp_path):
    result = load(folder=folder(tmp_path, "62.06", "99.99"), by=None)
    assert [(w.code, w.value) for w in result.warnings] == [("unknown_region", "99.99")]
    assert [b.agency_id for b in Boundary.objects.all()] == ["6711"]
    assert AuditEvent.objects.filter(name="betang.agencies.boundaries_replaced").exists()


def test_loading_again_replaces_the_areas(mapped, tmp_path):
    load(folder=folder(tmp_path, "62.06", "62"), by=None)
    load(folder=folder(tmp_path, "62"), by=None)
    assert [b.agency_id for b in Boundary.objects.all()] == ["6700"]


def test_a_bad_file_changes_nothing(mapped, tmp_path):
    load(folder=folder(tmp_path, "62.06"), by=None)
    with pytest.raises(BadInput):
        load(folder=folder(tmp_path, "62", ring=RING[:2]), by=None)
    assert [b.agency_id for b in Boundary.objects.all()] == ["6711"]


def test_an_empty_folder_is_still_a_wrong_call(mapped, tmp_path):
    with pytest.raises(WrongCall):
        load(folder=tmp_path, by=None)
