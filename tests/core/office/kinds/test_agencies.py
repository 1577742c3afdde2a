"""The list of governments as a coordinator sends it."""

from __future__ import annotations

import pytest

from betang.core.office.kinds.agencies import AGENCIES
from tests.core.office.kinds.district import bring

HEAD = "kode_bkn,nama,jenis,kode_kemendagri,kode_bps,id_siasn,nama_lain\n"


@pytest.fixture
def agencies(tmp_path):
    return lambda text: bring(tmp_path, AGENCIES, text)


def test_a_government_comes_with_its_codes_and_other_names(agencies):
    found = agencies(
        HEAD + "6790,Pemerintah Kab. Ulin,kabupaten,62.90,6209,ABCDEF0123,Kab. Ulin; Pemkab Ulin ;Kab. Ulin\n"
    )
    assert found["agencies"] == [
        {
            "agency": "6790",
            "name": "Pemerintah Kab. Ulin",
            "kind": "regency",
            "region_code": "62.90",
            "bkn_code": "6790",
        }
    ]
    assert [record["spelled"] for record in found["aliases"]] == ["Kab. Ulin", "Pemkab Ulin", "ABCDEF0123"]
    assert {(record["kind"], record["code"]) for record in found["aliases"]} == {("agencies", "6790")}
    assert not found.desk.troubles


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ("provinsi", "Pemerintah Provinsi Resak", "province"),
        ("Prov.", "Pemerintah Provinsi Resak", "province"),
        ("KAB", "Pemerintah Kab. Ulin", "regency"),
        ("Kota", "Pemerintah Kota Meranti", "city"),
        ("Kementerian", "Kementerian Rimba", "central"),
        ("", "Pemerintah Kabupaten Ulin", "regency"),
        ("-", "Pemko Meranti", "city"),
        ("", "Badan Rimba Nasional", "central"),
    ],
)
def test_the_kind_of_a_government_is_read_from_its_column_or_its_name(agencies, said, name, kind):
    assert agencies(HEAD + f"6790,{name},{said},,,,\n")["agencies"][0]["kind"] == kind


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (",Pemerintah Kab. Ulin,kabupaten,,,,", (2, "missing_value", "kode_bkn", "")),
        ("6790,,kabupaten,,,,", (2, "missing_value", "nama", "")),
        ("6790,Ulin,,,,,", (2, "missing_value", "jenis", "")),
        ("6790,Ulin,marga,,,,", (2, "bad_choice", "jenis", "marga")),
    ],
)
def test_a_government_without_code_name_or_kind_is_refused(agencies, line, problem):
    found = agencies(HEAD + line + "\n")
    assert found.refused == [problem]
    assert not found["agencies"]


def test_a_region_code_that_a_spreadsheet_made_a_number_keeps_its_zero(tmp_path):
    sheet = [["kode_bkn", "nama", "jenis", "kode_kemendagri"], [6790, "Kab. Ulin", "kabupaten", 62.1]]
    found = bring(
        tmp_path, AGENCIES, {"Instansi": [*sheet, ["6791", "Resak", "provinsi", 62], ["6792", "Kab. Lada", "", 6206]]}
    )
    assert [record.get("region_code") for record in found["agencies"]] == ["62.10", "62", "62.06"]
    assert found["agencies"][0]["agency"] == "6790"


def test_a_region_code_that_is_none_is_left_out_and_said(agencies):
    found = agencies(HEAD + "6790,Kab. Ulin,kabupaten,Rimba,,,\n")
    assert found.cells == [(2, "bad_choice", "kode_kemendagri", "Rimba")]
    assert "region_code" not in found["agencies"][0]


def test_the_same_government_twice_stands_once_and_a_contradiction_not_at_all(agencies):
    one, other = "6790,Kab. Ulin,kabupaten,,,,\n", "6790,Kab. Meranti,kabupaten,,,,\n"
    assert agencies(HEAD + one + one).refused == [(3, "duplicate_row", "kode_bkn", "6790")]
    found = agencies(HEAD + one + other)
    assert [code for _, code, _, _ in found.refused] == ["duplicate_conflict"] * 2
    assert not found["agencies"]
    assert not found["aliases"]
