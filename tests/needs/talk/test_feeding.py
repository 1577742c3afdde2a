"""What was agreed on pages leaves with the folder and stands in the map as an assumed shortfall; a draft does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from betang import cli
from betang.needs.models import Need
from betang.people.models import Person
from betang.standards.models import Assessment
from tests.needs.talk.test_talk import TYPED, page, post

pytestmark = pytest.mark.django_db


def test_an_agreed_need_is_an_assumed_shortfall_of_the_map(
    mapped: Any, as_: Callable[[str], Client], tmp_path: Path
) -> None:
    Assessment.objects.filter(person__source_key="a2").delete()
    post(as_("lestari"), page("a2"), **TYPED)
    post(as_("fitri"), page("a2"), deed="agree")
    post(as_("lestari"), page("a2", "T.KES.01"), **TYPED)
    as_("ani").post("/kebutuhan/lapisan/", {"deed": "enter"})

    folder, out = tmp_path / "out", tmp_path / "map"
    assert cli.run(["export", "--out", str(folder)]) == 0
    person = Person.objects.get(source_key="a2")
    rows = {row["need"]: row for row in pq.read_table(folder / "needs.parquet").to_pylist()}
    agreed = rows[f"6711-{person.pk}-M.01"]
    assert (agreed["competency"], agreed["basis"]) == ("M.01", "dialogue")
    assert agreed["agreed_on"]
    assert not rows[f"6711-{person.pk}-T.KES.01"]["agreed_on"]
    layer = Need.objects.get(basis="post", agency="6711")
    assert (rows[layer.pk]["program"], rows[layer.pk]["people"]) == ("PKN", 1)

    assert cli.run(["map", "--data", str(folder), "--as-of", "2027-01-01", "--out", str(out), "--gaps"]) == 0
    gaps = pq.read_table(out / "gaps.parquet").to_pylist()
    mine = {row["competency"]: row["assumed"] for row in gaps if row["person"] == agreed["person"]}
    assert mine == {"M.01": True, "T.KES.01": False}
