"""Titles of trainings, as offices write them, tell of basic and leadership training; the rest stays a question."""

from __future__ import annotations

import pytest

from betang.core.register.trainings import told_basic, told_leading


@pytest.mark.parametrize(
    ("title", "basic"),
    [
        ("LATSAR CPNS Golongan III Angkatan IV", True),
        ("Pelatihan Dasar CPNS", True),
        ("Diklat Prajabatan Golongan II", True),
        ("Pelatihan Dasar-Dasar Gizi", True),  # a question answered too soon is less than a person sent twice
        ("Dasar Kepemimpinan", False),
        ("", False),
    ],
)
def test_basic_training_is_known_by_its_names(title: str, basic: bool) -> None:
    assert told_basic([title]) is basic


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Diklat PIM IV Angkatan 3", {"PKP"}),
        ("Diklatpim Tingkat III / Kepemimpinan Tingkat III", {"PKP", "PKA"}),
        ("SPAMA", {"PKP", "PKA"}),
        ("Pelatihan Kepemimpinan Nasional Tingkat II", {"PKP", "PKA", "PKN II"}),
        ("PKN Tk. II", set()),
        ("PKN II Angkatan XX", {"PKP", "PKA", "PKN II"}),
        ("PKN I", {"PKP", "PKA", "PKN II", "PKN I"}),
        ("Pelatihan Kepemimpinan Pengawas", {"PKP"}),
        ("ADUM", {"PKP"}),
        ("Seminar kepemimpinan", set()),
    ],
)
def test_a_leadership_training_answers_for_its_tier_and_those_below(title: str, told: set[str]) -> None:
    assert {step for step in ("PKP", "PKA", "PKN II", "PKN I") if told_leading([title], step)} == told
