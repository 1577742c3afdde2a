"""Codes, names and both in one cell; offices and governments under their short names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.office.names import Directory, plain, spelled_out

COMPETENCIES = {
    "M.01": "Integritas",
    "M.02": "Kerja Sama",
    "M.03": "Komunikasi",
    "M.06": "Pengembangan Diri dan Orang Lain",
    "SK.01": "Perekat Bangsa",
    "T.PBJ.01": "Pengelolaan Pengadaan Barang/Jasa",
}
UNITS = {
    "root": "Pemerintah Kab. Katingan",
    "kes": "Dinas Kesehatan",
    "dik": "Dinas Pendidikan",
    "pu": "Dinas Pekerjaan Umum dan Penataan Ruang",
    "ren": "Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah",
    "keu": "Badan Pengelolaan Keuangan dan Aset Daerah",
    "sdm": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "kom": "Dinas Komunikasi, Informatika, Persandian dan Statistik",
    "cap": "Dinas Kependudukan dan Pencatatan Sipil",
    "sek": "Sekretariat Daerah",
    "dprd": "Sekretariat DPRD",
    "camat": "Kecamatan Katingan Hilir",
    "lurah": "Kelurahan Kasongan Lama",
    "sd1": "SD Negeri 1 Kasongan",
    "sd2": "SD Negeri 2 Kasongan",
    "pkm": "UPT Puskesmas Kasongan",
    "umum-1": "Subbagian Umum dan Kepegawaian",
    "umum-2": "Subbagian Umum dan Kepegawaian",
}
AGENCIES = {
    "6700": ("Pemerintah Provinsi Kalimantan Tengah", "Prov. Kalteng", "BPSDM Provinsi Kalimantan Tengah"),
    "6711": ("Pemerintah Kab. Katingan", "Kab. Katingan", "BKPSDM Kab. Katingan"),
    "6703": ("Pemerintah Kab. Barito Selatan",),
    "6771": ("Pemerintah Kota Palangka Raya", "Pemko Palangka Raya"),
}


def directory(kind: str, names: dict[str, str]) -> Directory:
    made = Directory(kind)
    for code, name in names.items():
        made.add(code, name)
    return made


@pytest.fixture
def competencies() -> Directory:
    return directory("competencies", COMPETENCIES)


@pytest.fixture
def units() -> Directory:
    return directory("units", UNITS)


@pytest.fixture
def agencies() -> Directory:
    made = Directory("agencies")
    for code, (name, *others) in AGENCIES.items():
        made.add(code, name, others)
    return made


# ---------------------------------------------------------------- codes and names


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("M.02", "M.02"),
        ("m.2", "M.02"),
        ("M 02", "M.02"),
        ("M-2", "M.02"),
        ("SK1", "SK.01"),
        ("t.pbj.1", "T.PBJ.01"),
        ("Kerja Sama", "M.02"),
        ("KERJA  SAMA", "M.02"),
        ("Pengembangan Diri & Orang Lain", "M.06"),
        ("M.02 Kerja Sama", "M.02"),
        ("M.2: Kerja Sama", "M.02"),
        ("M.02 - Kerja Sama", "M.02"),
        ("M.02-Kerja Sama", "M.02"),
        ("M.02 (Kerja Sama)", "M.02"),
        ("Kerja Sama (M.02)", "M.02"),
        ("Kerja Sama - M.02", "M.02"),
        ("M.02 Kerjasama", "M.02"),
        ("T.PBJ.01 Pengelolaan Pengadaan Barang dan Jasa", "T.PBJ.01"),
    ],
)
def test_a_code_a_name_or_both_lead_to_the_thing(competencies, cell, code):
    found = competencies.exact(cell)
    assert (found.kind, found.code) == ("exact", code)


@pytest.mark.parametrize("cell", ["M.02 Komunikasi", "Komunikasi (M.02)", "M.2: Integritas"])
def test_a_code_and_the_name_of_another_thing_are_a_conflict(competencies, cell):
    found = competencies.exact(cell)
    assert (found.kind, found.code) == ("conflict", None)
    assert found.offers[0].code == "M.02" or found.offers[1].code == "M.02"


@pytest.mark.parametrize("cell", ["T.ABC.09", "M.09", "M.022", "Kompetensi Sosial", "", "-", "."])
def test_what_is_not_there_is_not_found(competencies, cell):
    assert competencies.exact(cell).kind == competencies.find(cell).kind == "none"


def test_a_message_can_name_what_may_be_meant(competencies):
    found = competencies.exact("Kerjasama")
    assert found.kind == "none"
    assert [(offer.code, offer.name) for offer in found.offers] == [("M.02", "Kerja Sama")]


def test_a_known_code_beside_unknown_words_is_offered(competencies):
    found = competencies.find("M.02 Sinergi Lintas Sektor")
    assert (found.kind, found.code) == ("variant", "M.02")


def test_figures_alone_keep_their_zeros():
    regions = directory("regions", {"62.01": "Kotawaringin Barat", "62.10": "Gunung Mas", "6201": "Kapuas"})
    assert regions.code("62.01") == "62.01"
    assert regions.code("6201") == "6201"
    assert regions.code("62.1") is None, "62.10 as a number cell looks like this, and 62.01 does not"


def test_two_codes_that_differ_by_their_zeros_only_are_told_apart_where_they_are_written():
    programs = directory("programs", {"PBJ-1": "Satu", "PBJ-01": "Nol satu"})
    assert programs.code("PBJ-1") == "PBJ-1"
    assert programs.code("pbj-01") == "PBJ-01"
    assert programs.code("PBJ 001") is None


def test_a_name_that_two_things_bear_is_ambiguous(units):
    found = units.exact("Subbagian Umum dan Kepegawaian")
    assert (found.kind, found.code) == ("ambiguous", None)
    assert {offer.code for offer in found.offers} == {"umum-1", "umum-2"}
    assert units.named("SUBBAGIAN UMUM DAN KEPEGAWAIAN") == ("umum-1", "umum-2")


def test_an_alias_is_a_name_from_then_on(units):
    assert units.exact("Dinas Sehat").kind == "none"
    units.alias("Dinas Sehat", "kes")
    assert units.exact("dinas sehat").code == "kes"


def test_adding_again_adds_names_and_replaces_facts():
    made = Directory("jobs")
    made.add("1", "Analis", tier="pelaksana", own=False)
    made.add("1", "Analis Data", own=True)
    assert len(made) == 1
    assert made.name("1") == "Analis Data"
    assert dict(made.facts("1")) == {"tier": "pelaksana", "own": True}
    assert made.exact("Analis").code == made.exact("analis data").code == "1"
    assert "1" in made
    assert "Analis" not in made
    assert list(made) == ["1"]


def test_ids_of_machines_are_found_in_either_case():
    made = directory("units", {"8ae48f090dbef4564a4df66e00cec48e": "A", "d745e98e-2d3e-55bb-ddee-7552d431d516": "B"})
    assert made.code("8AE48F090DBEF4564A4DF66E00CEC48E") == "8ae48f090dbef4564a4df66e00cec48e"
    assert made.code("D745E98E2D3E55BBDDEE7552D431D516") == "d745e98e-2d3e-55bb-ddee-7552d431d516"


# ---------------------------------------------------------------- offices


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("DINAS KESEHATAN", "kes"),
        ("Dinas Pekerjaan Umum & Penataan Ruang", "pu"),
        ("Badan Perencanaan Pembangunan Riset dan Inovasi Daerah", "ren"),
        ("Kec. Katingan Hilir", "camat"),
        ("Kel. Kasongan Lama", "lurah"),
        ("Dinas Kesehatan Kab. Katingan", "kes"),
        ("Dinas Kesehatan Pemerintah Kabupaten Katingan", "kes"),
    ],
)
def test_short_forms_of_writing_are_the_same_office(units, written, unit):
    found = units.exact(written)
    assert (found.kind, found.code) == ("exact", unit)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Dinkes", "kes"),
        ("Disdik", "dik"),
        ("DPUPR", "pu"),
        ("Dinas PUPR", "pu"),
        ("Bapperida", "ren"),
        ("Bappeda", "ren"),
        ("BPKAD", "keu"),
        ("BKAD", "keu"),
        ("BKPSDM", "sdm"),
        ("Diskominfo", "kom"),
        ("Diskominfosantik", "kom"),
        ("Disdukcapil", "cap"),
        ("Setda", "sek"),
        ("Setwan", "dprd"),
        ("SDN 1 Kasongan", "sd1"),
        ("Puskesmas Kasongan", "pkm"),
        ("Dinas Kesehatn", "kes"),
    ],
)
def test_an_office_by_its_short_name_is_offered(units, written, unit):
    found = units.find(written)
    assert (found.kind, found.code) == ("variant", unit)


@pytest.mark.parametrize("written", ["Dinas Perkapalan", "Dinas Perhubungan", "SDN 3 Kasongan", "Inspektorat"])
def test_an_office_that_is_not_there_is_not_found(units, written):
    assert units.find(written).kind == "none"


def test_the_office_of_another_government_is_not_ours(units):
    assert units.exact("Dinas Kesehatan Kab. Kapuas").kind == "none"


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("Pemerintah Kabupaten Katingan", "6711"),
        ("KAB KATINGAN", "6711"),
        ("Pemkab Katingan", "6711"),
        ("Pemda Kab. Katingan", "6711"),
        ("BKPSDM Kabupaten Katingan", "6711"),
        ("Provinsi Kalimantan Tengah", "6700"),
        ("Pemprov Kalteng", "6700"),
        ("BPSDM Prov. Kalteng", "6700"),
        ("Kota Palangkaraya", "6771"),
        ("Pemerintah Kabupaten Barito Selatan", "6703"),
    ],
)
def test_a_government_is_found_under_its_usual_names(agencies, written, agency):
    found = agencies.exact(written)
    assert (found.kind, found.code) == ("exact", agency)


@pytest.mark.parametrize("written", ["Kab. Barito Kuala", "BKPSDM Kab. Barito Kuala", "Kab. Barito", "Kota Katingan"])
def test_another_government_is_none_of_ours(agencies, written):
    assert agencies.exact(written).kind == "none"
    assert agencies.find(written).kind in {"none", "variant"}


def test_barito_kuala_is_not_barito_selatan(agencies):
    assert agencies.find("BKPSDM Kab. Barito Kuala").kind == "none"


def test_the_tier_of_a_post_is_never_another():
    jobs = directory("jobs", {"1": "Analis SDM Aparatur Ahli Pertama", "2": "Analis SDM Aparatur Ahli Muda"})
    assert jobs.find("Analis Sumber Daya Manusia Aparatur Ahli Muda").code == "2"
    assert jobs.find("Analis SDM Aparatur Ahli Madya").kind == "none"
    assert jobs.exact("Analis SDM Aparatur Ahli Muda").code == "2"


def test_short_titles_of_posts_are_the_same_post():
    jobs = directory("jobs", {"1": "Kepala Subbagian Umum", "2": "Kepala Seksi Pelayanan", "3": "Kepala Bidang Mutasi"})
    assert jobs.exact("Kasubbag Umum").code == jobs.exact("Kepala Sub Bagian Umum").code == "1"
    assert jobs.exact("Kasi Pelayanan").code == "2"
    assert jobs.exact("Kabid Mutasi").code == "3"


# ---------------------------------------------------------------- spellings


@pytest.mark.parametrize(
    ("text", "evened"),
    [
        ("  Dinas   Kesehatan ", "dinas kesehatan"),
        ("Barang/Jasa", "barang jasa"),
        ("Level-1", "level 1"),
        ("Jum'at", "jumat"),
        ("Kab. Katingan", "kab katingan"),
        ("Perencanaan & Penganggaran", "perencanaan & penganggaran"),
        ("Café", "cafe"),
        ("Ａ１", "a1"),
        ("", ""),
    ],
)
def test_case_accents_and_punctuation_do_not_count(text, evened):
    assert plain(text) == evened


@given(text=st.text())
def test_a_plain_name_stays_as_it_is(text):
    assert plain(plain(text)) == plain(text)


@given(text=st.text())
def test_a_name_spelled_out_stays_as_it_is(text):
    assert spelled_out(spelled_out(text)) == spelled_out(text)


@given(name=st.text(min_size=1, max_size=30).filter(plain), blanks=st.sampled_from(["", " ", "\u00a0 ", "\n"]))
def test_a_thing_is_found_by_its_own_name(name, blanks):
    made = Directory("units")
    made.add("a-long-code-of-a-machine", name)
    found = made.exact(f"{blanks}{name.swapcase()}{blanks}")
    assert plain(name.swapcase()) != plain(name) or found.code == "a-long-code-of-a-machine"


@pytest.mark.parametrize(
    "spelled", ["M.01", "integritas", "M.01 Integritas", "Integritass", "M.01 Komunikasi", "", "Menari"]
)
def test_as_written_says_what_exact_says_but_offers_nothing_for_what_it_does_not_know(competencies, spelled):
    quick, whole = competencies.as_written(spelled), competencies.exact(spelled)
    assert (quick.kind, quick.code) == (whole.kind, whole.code)
    assert not (quick.offers and whole.kind == "none")
