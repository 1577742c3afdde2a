"""Promises and files: what an office sends leaves sentences alone, undo puts a promise back, an export is as before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from betang.connect.folder.actions import load
from betang.connect.folder.queries import export
from betang.intake.actions import undo
from betang.intake.rules import StandsOn
from betang.targets.actions import promise_for_demo
from betang.targets.models import LinkState, Mission, Target, TargetLink, Vision
from tests.intake.offices import committed, written
from tests.small_house import lines, write
from tests.targets.conftest import TODAY

pytestmark = pytest.mark.django_db

As = Callable[[str], Any]
HEADINGS = (
    "Kode Sasaran", "Dokumen", "Indikator", "Satuan", "Nilai Awal", "Target", "Tahun Target", "Bobot",
    "Kompetensi Pendukung", "Relevansi",
)  # fmt: skip
STATED = ("K1", "RPJMD 2025-2029", "Angka Kematian Ibu", "per 100.000", "74,86", "0,123456789", "2029", "2,5")


@pytest.fixture
def promised(as_: As) -> As:
    """The link of K1, with its sentence, confirmed by Budi."""
    TargetLink.objects.filter(target="K1").update(
        contribution="Bidan yang jujur melapor.", expected_change="Turun 10 persen pada 2029.", owner="Sekretaris",
        review_on="2028-01-01", proposed_by=as_("ani").user, state="confirmed", decided_by=as_("budi").user,
        decided_at="2026-11-01T00:00:00Z", version=2,
    )  # fmt: skip
    return as_


def promise() -> TargetLink:
    return TargetLink.objects.get(target="K1", competency="M.01")


def sent(folder: Path, *linked: tuple[str, str]) -> Any:
    """An office list of K1 with these competencies and relevances, committed."""
    rows = [(*STATED, competency, relevance) for competency, relevance in linked]
    return committed(written(folder / "sasaran.csv", HEADINGS, rows), kind="targets")


def test_an_office_list_that_weighs_otherwise_makes_a_promise_wait_and_undo_brings_it_back(
    promised: As, tmp_path: Path
) -> None:
    batch = sent(tmp_path, ("M.01", "0,75"))
    assert (promise().state, promise().contribution) == (LinkState.PROPOSED, "Bidan yang jujur melapor.")
    undo(batch_id=batch.pk, by=None)
    again = promise()
    assert (again.state, again.decided_by.username, str(again.relevance)) == (LinkState.CONFIRMED, "budi", "0.5")


def test_an_office_list_takes_away_what_nobody_has_written_a_sentence_for(as_: As, tmp_path: Path) -> None:
    batch = sent(tmp_path, ("T.KES.01", "1"))
    assert [one.competency_id for one in TargetLink.objects.filter(target="K1")] == ["T.KES.01"]
    undo(batch_id=batch.pk, by=None)
    assert (promise().state, promise().proposed_by) == (LinkState.PROPOSED, None)


def test_a_promise_that_an_office_list_leaves_out_stays(promised: As, tmp_path: Path) -> None:
    sent(tmp_path, ("T.KES.01", "1"))
    assert promise().state == LinkState.CONFIRMED
    assert TargetLink.objects.filter(target="K1").count() == 2


def test_what_was_confirmed_since_a_list_came_in_keeps_the_list_from_being_undone(promised: As, tmp_path: Path) -> None:
    batch = sent(tmp_path, ("M.01", "0,75"))
    TargetLink.objects.filter(target="K1").update(
        state="confirmed", decided_by=promised("budi").user, decided_at="2026-11-02T00:00:00Z", version=9
    )
    with pytest.raises(StandsOn):
        undo(batch_id=batch.pk, by=None)


def test_what_is_exported_has_the_columns_it_had(promised: As, tmp_path: Path) -> None:
    export(out=tmp_path / "out", fmt="csv")
    header, *rows = (tmp_path / "out" / "target_links.csv").read_text().splitlines()
    assert header == lines("target_links")[0]
    assert len(rows) == len(lines("target_links")) - 1
    assert (tmp_path / "out" / "targets.csv").read_text().splitlines()[0] == lines("targets")[0]


def test_a_target_that_moves_to_another_government_leaves_its_mission(promised: As, tmp_path: Path) -> None:
    vision = Vision.objects.create(agency_id="6711", document="RPJMD", text="Sehat", first_year=2025, last_year=2029)
    mission = Mission.objects.create(agency_id="6711", vision=vision, number=1, text="Menyehatkan")
    Target.objects.filter(pk="K1").update(mission=mission)
    moved = [line.replace("K1,6711", "K1,6771").replace("U1,K1,renstra", "U1,,renstra") for line in lines("targets")]
    load(folder=write(tmp_path / "moved", targets=moved), by=None)
    there = Target.objects.get(pk="K1")
    assert (there.agency_id, there.mission) == ("6771", None)
    assert promise().state == LinkState.PROPOSED  # its new government's keeper has to confirm it


def test_the_demo_promises_once_and_only_where_it_is_asked(as_: As) -> None:
    katingan, ani, budi = as_("budi").home, as_("ani").user, as_("budi").user
    assert promise_for_demo(agency=katingan, proposer=ani, on=TODAY, by=budi) == 2
    assert Vision.objects.get(agency="6711").missions.count() == 4
    assert Target.objects.get(pk="K1").mission is not None
    assert Target.objects.get(pk="K2").mission is None
    assert promise().owner == "Sekretaris Daerah Katingan"
    assert promise_for_demo(agency=katingan, proposer=ani, on=TODAY, by=budi) == 0
    assert not TargetLink.objects.filter(agency="6771", state="confirmed").exists()
