"""Titles of trainings as offices write them, and what a person of the trade would take them for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.office.names import Directory
from tests.core.office.names.catalogue import programs

EXACT = """
Pelatihan Kepemimpinan Administrator (PKA)         | PKA
Latsar                                             | LATSAR
Statistik                                          | STATISTIK
BMD-1 Pelatihan Pengelolaan Barang Milik Daerah    | BMD-1
Diklatpim Tingkat IV                               | PKP
PIM III                                            | PKA
Legal Drafting                                     | HUKUM-1
PELATIHAN PENGADAAN BARANG/JASA PEMERINTAH LEVEL-1 | PBJ-1
pelatihan  manajemen perubahan                     | UBAH
pkn-ii                                             | PKN-II
"""
VARIANTS = """
Bimtek Manajemen Talenta                                   | TALENTA
Pelatihan pengadaan barang dan jasa pemerintah Lv. 1       | PBJ-1
Bimtek Pengelolaan BMD                                     | BMD-1
Pelatihan Pembelajaran Mendalam Guru                       | GURU-1
Pelatihan Penatausahaan Keungan Daerah                     | KEU-1
Bimtek Keamanan Informasi                                  | SPBE-1
Pelatihan Penanggulangan Karhutla                          | KARHUTLA
Pelatihan Perencanaan & Penganggaran Berbasis Kinerja      | REN-1
Pelatihan penurunan stunting                               | STUNTING
Bimtek Statistik Sektoral                                  | STATISTIK
Diklat Kearsipan Dinamis                                   | ARSIP-1
Pelatihan Kepemimpinan Adminstrator                        | PKA
Diklatpim Tk. II                                           | PKN-II
Bimtek Penatausahaan Keuangan                              | KEU-1
Pelatihan Pengadaan Barang/Jasa                            | PBJ-1
Bimtek Penyusunan Produk Hukum                             | HUKUM-1
PKP Angkatan I                                             | PKP
Pelatihan Pelayanan Adminduk                               | ADMINDUK
Bimtek PBJ                                                 | PBJ-1
PKN Tk. II                                                 | PKN-II
Pelatihan Pelayanan Prima                                  | PRIMA
Diklat PIM IV                                              | PKP
Diklat PIM III                                             | PKA
Bimtek Pengadaan Barang dan Jasa                           | PBJ-1
Pelatihan PBJ Level 1                                      | PBJ-1
Pelatihan Pengadaan Barang/Jasa Pemerintah Level I         | PBJ-1
Pelatihn Pengadaan Barang/Jasa Pemerintah Level-1          | PBJ-1
Diklat PIM Tk.III                                          | PKA
Diklat Pim Tk. 4                                           | PKP
PIM 4                                                      | PKP
DIKLATPIM TK IV                                            | PKP
Diklat Kepemimpinan Tingkat III Angkatan XII Tahun 2027    | PKA
PKN Tk.2                                                   | PKN-II
PKN                                                        | PKN-II
Pelatihan Kepemimpinan Nasional                            | PKN-II
SPAMA                                                      | PKA
ADUM                                                       | PKP
Diklat SPAMEN                                              | PKN-II
PKA Angkatan III                                           | PKA
Kepemimpinan Pengawas                                      | PKP
Latsar CPNS Golongan III Angkatan II                       | LATSAR
Diklat Prajabatan Golongan III                             | LATSAR
Pelatihan Dasar Calon PNS                                  | LATSAR
Pelatihan Dasar Calon Pegawai Negeri Sipil Golongan II     | LATSAR
Bimtek Pengelolaan Barang Milik Daerah (BMD)               | BMD-1
Pengurus Barang Milik Daerah                               | BMD-1
Pelatihan Pengelolaan Keuangan Daerah                      | KEU-1
Penatausahaan Keuangan                                     | KEU-1
Pelatihan Penatausahan Keuangan Daerah                     | KEU-1
Keuangan Daerah Penatausahaan                              | KEU-1
Bimtek Adminduk                                            | ADMINDUK
Pelayanan Administrasi Kependudukan dan Pencatatan Sipil   | ADMINDUK
Pelatihan Pencegahan Karhutla                              | KARHUTLA
Penanggulangan Kebakaran Hutan & Lahan                     | KARHUTLA
Pengelolaan Arsip Dinamis                                  | ARSIP-1
Bimtek Arsip                                               | ARSIP-1
Pelatihan Audit Kinerja                                    | AUDIT-1
Magang Manajemen RS                                        | MAGANG-1
Pelatihan Manajemen Puskesmas 2027                         | PKM-1
Bimtek PKM                                                 | PKM-1
Manajemen Pusat Kesehatan Masyarakat                       | PKM-1
Manajemen Perubahan (lanjutan)                             | UBAH
Pelatihan Anti Korupsi                                     | INTEGRITAS
Penguatan Integritas dan Anti Korupsi                      | INTEGRITAS
Pelatihan Wawasan Kebangsaan                               | BANGSA
Literasi Digital                                           | LITDIG
E Learning Literasi Digital                                | LITDIG
Bimtek SPIP                                                | SPIP
Sistem Pengendalian Intern Pemerintah (SPIP)               | SPIP
Keamanan Informasi Sistem Pemerintahan Berbasis Elektronik | SPBE-1
Pelatihan Pengawasan Mutu Jalan                            | JALAN-1
Penyuluhan Pertanian                                       | TANI-1
Pembinaan Pemerintahan Desa                                | DESA-1
Pelatihan Pembelajaran Mendalam                            | GURU-1
Pembelajaran Mendalam untuk Guru SD                        | GURU-1
Bimtek Perencanaan dan Penganggaran                        | REN-1
Legal Drafting Angkatan II                                 | HUKUM-1
Pelatihan Pelayanan Publik                                 | PRIMA
Konvergensi Stunting                                       | STUNTING
Bimtek Percepatan Penurunan Stunting                       | STUNTING
Coaching Pemimpin Tim                                      | COACH-1
Manajemen Talenta                                          | TALENTA
"""
AMBIGUOUS = """
Diklat PIM
Diklat Kepemimpinan
Pelatihan Kepemimpinan
Pelatihan Manajemen
"""
OTHER_THINGS = """
Studi Tiru Kota Cerdas
Kursus Bahasa Inggris TOEFL
Pelatihan Juru Sembelih Halal
Pelatihan PBJ Level 2
Pelatihan Pengadaan Barang/Jasa Pemerintah Level-2
Diklatpim Tk. I
PKN Tingkat I
Diklat Struktural Kepemimpinan
Kepemimpinan Transformasional
Bimtek Penyusunan Laporan Keuangan Daerah
Pelatihan Pemadam Kebakaran
Pelatihan Pengelolaan Arsip Statis
Pelatihan Audit Investigatif
Bimtek Manajemen Risiko
Pelatihan
Diklat Teknis
Diklat Fungsional
Pelatihan Manajemen Perubahan Level 2
Pelatihan Kesehatan Ibu dan Anak
Pelatihan Keamanan Pangan
Pelatihan Pengawasan Mutu Pekerjaan Jembatan
Bimtek Perjalanan Dinas
Pelatihan Penyuluhan Perikanan
Pelatihan Pengelolaan Dana Desa
Diklat Guru Penggerak
Penyusunan Perencanaan Pembangunan Daerah
Bimtek Penyusunan Perda
Legal Draft
Pelayanan Prima bagi Petugas Loket
Excellent Service
Bimtek Statistik Pertanian
Coaching
Manajemen Talenta dan Suksesi
Pelatihan Bahasa Isyarat
Outbound
Bimtek Jabatan Fungsional Arsiparis
"""
CATALOGUE = programs()


def pairs(table: str) -> list[tuple[str, str]]:
    return [tuple(part.strip() for part in line.rsplit("|", 1)) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("title", "program"), pairs(EXACT))
def test_a_title_that_is_a_name_or_code_is_taken(title, program):
    found = CATALOGUE.find(title)
    assert (found.kind, found.code) == ("exact", program)
    assert CATALOGUE.exact(title) == found


@pytest.mark.parametrize(("title", "program"), pairs(VARIANTS))
def test_a_title_spelled_otherwise_is_offered_and_not_taken(title, program):
    found = CATALOGUE.find(title)
    assert (found.kind, found.code) == ("variant", program)
    assert found.offers[0].code == program
    assert CATALOGUE.exact(title).kind == "none"


@pytest.mark.parametrize("title", AMBIGUOUS.strip().splitlines())
def test_a_title_that_fits_several_is_not_decided(title):
    found = CATALOGUE.find(title)
    assert found.kind == "ambiguous"
    assert found.code is None
    assert len(found.offers) > 1


@pytest.mark.parametrize("title", OTHER_THINGS.strip().splitlines())
def test_a_title_of_another_training_is_not_pressed_into_the_catalogue(title):
    found = CATALOGUE.find(title)
    assert (found.kind, found.code) == ("none", None)


def test_a_code_beside_the_name_of_another_programme_is_a_conflict():
    found = CATALOGUE.find("PKA Pelatihan Kepemimpinan Pengawas")
    assert found.kind == "conflict"
    assert {offer.code for offer in found.offers} == {"PKA", "PKP"}


@pytest.mark.parametrize(
    ("title", "program"),
    [
        ("Diklat PIM IV", "PKP"),
        ("Diklatpim Tingkat III", "PKA"),
        ("SPAMEN", "PKN-II"),
        ("Prajabatan", "LATSAR"),
        ("PKN Tk. II", "PKN-II"),
    ],
)
def test_former_names_are_known_also_where_nobody_wrote_them_into_the_catalogue(title, program):
    found = programs(others=False).find(title)
    assert (found.kind, found.code) == ("variant", program)


def test_a_second_level_makes_a_title_without_its_level_ambiguous():
    two_levels = programs()
    two_levels.add("PBJ-2", "Pelatihan Pengadaan Barang/Jasa Pemerintah Level-2")
    assert two_levels.find("Bimtek PBJ").kind == "ambiguous"
    assert two_levels.find("Bimtek PBJ Level 2").code == "PBJ-2"
    assert two_levels.find("Bimtek PBJ Lv. 1").code == "PBJ-1"


@pytest.mark.parametrize("gone", ["PKP", "PBJ-1", "KEU-1", "ARSIP-1", "PRIMA"])
def test_what_is_not_in_the_catalogue_is_not_given_to_its_neighbour(gone):
    name = CATALOGUE.name(gone)
    assert programs(without=gone).find(name).kind in {"none", "ambiguous"}


NAMES = st.sampled_from([CATALOGUE.name(code) for code in CATALOGUE])
LONG = st.sampled_from(
    [
        (CATALOGUE.name(code), word)
        for code in CATALOGUE
        for word in CATALOGUE.name(code).split()
        if len(word) > 8 and word.isalpha()
    ]
)


@given(name=NAMES, order=st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(name, order):
    words = name.replace("/", " ").replace("-", " ").split()
    grade = words[-2:] if words[-1] in {"1", "II"} else []
    rest = words[: len(words) - len(grade)]
    order.shuffle(rest)
    found = CATALOGUE.find(" ".join([*rest, *grade]))
    assert found.code is not None
    assert CATALOGUE.name(found.code) == name


@given(name_and_word=LONG, data=st.data())
def test_a_slip_in_a_long_word_does_not_matter(name_and_word, data):
    name, word = name_and_word
    place = data.draw(st.integers(1, len(word) - 2))
    found = CATALOGUE.find(name.replace(word, word[:place] + word[place + 1 :]))  # a letter was left out
    assert found.code is not None
    assert CATALOGUE.name(found.code) == name


@given(text=st.text(max_size=60))
def test_any_text_has_an_answer(text):
    found = Directory("programs").find(text)
    assert (found.kind, found.offers) == ("none", ())
    assert CATALOGUE.find(text).kind in {"exact", "variant", "ambiguous", "conflict", "none"}
