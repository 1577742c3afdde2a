"""What was agreed on pages leaves with the folder and stands in the map as an assumed shortfall; a draft does not."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from betang import cli
from betang.needs.models import Need
from betang.people.models import Person
from betang.programs.models import Obligation
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


def test_agreed_needs_and_obligations_get_their_seats_in_the_plan(
    mapped: Any, as_: Callable[[str], Client], tmp_path: Path
) -> None:
    """With an offer beside the export: what was agreed on has a seat, a draft has none, who is obliged comes first."""
    Assessment.objects.filter(person__source_key="a2").delete()
    Obligation.objects.all().delete()
    Need.objects.all().delete()
    obliged = Person.objects.get(source_key="a1")
    Obligation.objects.create(agency_id="6711", person=obliged, program_id="PKN", rule="PP 11/2017")
    post(as_("lestari"), page("a2"), **TYPED)
    post(as_("fitri"), page("a2"), deed="agree")
    post(as_("lestari"), page("a2", "T.KES.01"), **TYPED)

    folder = tmp_path / "out"
    assert cli.run(["export", "--out", str(folder)]) == 0
    offer(folder)
    for more, agreed in ((), 1), (("--measured-only",), 0):
        out = tmp_path / f"plan{agreed}"
        assert cli.run(["plan", "--data", str(folder), "--as-of", "2027-01-01", "--out", str(out), *more]) == 0
        with (out / "seats.csv").open(encoding="utf-8", newline="") as file:
            seats = {row["program"]: row for row in csv.DictReader(file) if row["origin"] == "6711"}
        assert int(seats.get("P-INT", {}).get("agreed", 0)) == agreed
        assert "P-KES" not in seats
        assert seats["PKN"]["obliged"] == "1"


def offer(folder: Path) -> None:
    """Programmes for both competencies at the house of 6711, and money for them."""
    for name in ("programs", "outcomes", "hosts", "eligibility", "budgets"):
        (folder / f"{name}.parquet").unlink(missing_ok=True)
    written = {
        "programs": "program,name,channel,hours,days,class_min,class_max\n"
        "DAR,Dasar,class,40,5,1,30\nPKN,Kepemimpinan,class,40,5,1,30\nP-INT,Integritas,class,24,3,1,30\nP-KES,Kesehatan,class,24,3,1,30\n",
        "outcomes": "program,competency,from_level,to_level\nP-INT,M.01,0,5\nP-KES,T.KES.01,0,5\n",
        "hosts": "program,host,fixed_cost,seat_cost,max_classes\n"
        "PKN,6711,1000000,100000,1\nP-INT,6711,1000000,100000,1\nP-KES,6711,1000000,100000,1\n",
        "budgets": "agency,purpose,amount\n6711,all,50000000\n",
    }
    for name, text in written.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    others = pq.read_table(folder / "agencies.parquet")["agency"].to_pylist()
    ways = "".join(f"{origin},6711,500000,100000\n" for origin in others if origin != "6711")
    (folder / "travel.parquet").unlink(missing_ok=True)
    (folder / "travel.csv").write_text("origin,host,transport,per_day\n" + ways, encoding="utf-8")
