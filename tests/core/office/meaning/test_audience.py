"""Whom a training is for, as catalogues say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.core.office.meaning.audience import audience, in_remark
from betang.core.office.spec import also
from betang.core.tables import STATUSES, TIERS

EXPERTS = ("jf_pertama", "jf_muda", "jf_madya", "jf_utama")
SKILLED = ("jf_pemula", "jf_terampil", "jf_mahir", "jf_penyelia")


def tiers(*names):
    return tuple((name, None) for name in names)


def statuses(*names):
    return tuple((None, name) for name in names)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Pejabat Pimpinan Tinggi Pratama", tiers("jpt_pratama")),
        ("JPT Pratama (Eselon II.b)", tiers("jpt_pratama")),
        ("Administrator (eselon III)", tiers("administrator")),
        ("Pejabat Administrator dan Pejabat Pengawas", tiers("administrator", "pengawas")),
        ("Administrator (eselon III) dan Pengawas (eselon IV)", tiers("administrator", "pengawas")),
        ("Eselon III dan IV", tiers("administrator", "pengawas")),
        ("Pejabat Eselon II, III, dan IV", tiers("jpt_pratama", "administrator", "pengawas")),
        ("PELAKSANA", tiers("pelaksana")),
        ("Jabatan Fungsional Ahli Pertama / Ahli Muda / Ahli Madya", tiers(*EXPERTS[:3])),
        ("JF Ahli Pertama s.d. Ahli Madya", tiers(*EXPERTS[:3])),
        ("Ahli Pertama - Ahli Muda", tiers(*EXPERTS[:2])),
        ("Ahli Muda, Madya", tiers("jf_muda", "jf_madya")),
        ("JPT Madya dan Pratama", tiers("jpt_madya", "jpt_pratama")),
        ("JF (Ahli Muda/Ahli Madya)", tiers("jf_muda", "jf_madya")),
        ("Pemula s/d Penyelia", tiers(*SKILLED)),
        ("Jabatan Fungsional Terampil, Mahir", tiers("jf_terampil", "jf_mahir")),
        ("Jabatan Fungsional Keahlian", tiers(*EXPERTS)),
        ("Jabatan Fungsional", tiers(*EXPERTS, *SKILLED)),
        ("Khusus PNS", statuses("PNS")),
        ("PPPK saja", statuses("PPPK")),
        ("PNS dan PPPK", statuses("PNS", "PPPK")),
        ("PNS & PPPK", statuses("PNS", "PPPK")),
        ("ASN (PNS dan PPPK)", statuses("PNS", "PPPK")),
        ("ASN: PNS dan PPPK", statuses("PNS", "PPPK")),
        ("Calon PNS (CPNS)", statuses("CPNS")),
        ("Calon Pegawai Negeri Sipil", statuses("CPNS")),
        ("P3K", statuses("PPPK")),
        ("PNS, PPPK paruh waktu", statuses("PNS", "PPPK_PW")),
        ("PPPK (Paruh Waktu)", statuses("PPPK_PW")),
        ("PPPK (termasuk paruh waktu)", statuses("PPPK", "PPPK_PW")),
        ("PPPK Penuh Waktu", statuses("PPPK")),
        ("Pejabat Administrator (PNS)", (("administrator", "PNS"),)),
        ("PNS Administrator", (("administrator", "PNS"),)),
        ("PNS yang menduduki jabatan Pengawas", (("pengawas", "PNS"),)),
        (
            "Administrator dan Pengawas (PNS)",
            (("administrator", "PNS"), ("pengawas", "PNS")),
        ),
        (
            "Administrator (PNS), Pelaksana (PNS dan PPPK)",
            (("administrator", "PNS"), ("pelaksana", "PNS"), ("pelaksana", "PPPK")),
        ),
    ],
)
def test_tiers_and_kinds_of_employment_are_read(text, meant):
    assert audience(text) == meant


@pytest.mark.parametrize("text", ["Seluruh ASN", "Semua pegawai", "Umum", "ASN", "seluruh aparatur sipil negara"])
def test_everybody_is_no_condition(text):
    assert audience(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Pelaku pengadaan di perangkat daerah",
        "Guru bersertifikat pendidik",
        "Pengawas Sekolah",
        "Pengawas Sekolah Ahli Muda",
        "PNS golongan III",
        "PNS dengan masa kerja 2 tahun",
        "non PNS",
        "Selain Administrator",
        "Seluruh ASN kecuali Pelaksana",
        "Pengawas (eselon III)",
        "Pejabat",
        "Pejabat struktural",
        "Utama",
        "Seluruh ASN, Pengurus Barang",
        "ASN PNS",
        "Pengawas s.d. Ahli Muda",
        "",
    ],
)
def test_what_is_anything_else_is_not_read(text):
    assert audience(text) is None


@pytest.mark.parametrize(
    ("remark", "group"),
    [
        ("Sasaran peserta: PNS saja", "PNS saja"),
        ("Membawa laptop. Sasaran peserta: Pengawas; membawa bahan", "Pengawas"),
        ("sasaran : PNS; PPPK", "PNS; PPPK"),
        ("Membawa laptop", None),
        ("", None),
    ],
)
def test_a_remark_may_name_the_target_group(remark, group):
    assert in_remark(remark) == group


WORDS = st.sampled_from(
    also(
        "PNS;CPNS;PPPK;paruh;waktu;Ahli;Muda;Madya;JF;JPT;Pratama;Administrator;eselon;III;dan;(;);/;,;s.d.;Seluruh;ASN;"
        "guru"
    )
)


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_whatever_is_written_yields_tiers_and_kinds_or_nothing(text):
    found = audience(text)
    assert found is None or all(
        (tier is None or tier in TIERS) and (status is None or status in STATUSES) and (tier or status)
        for tier, status in found
    )
    if "guru" in text.split():
        assert found is None
