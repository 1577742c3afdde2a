"""Registers of an invented district, under SIASN's headings and under those of its own lists."""

from __future__ import annotations

from betang.core.office.desk import Known, PersonFacts
from tests.core.office.kinds.district import MERANTI, RESAK, ULIN

PNS, CANDIDATE, CONTRACT, PART = "199001012015031001", "200002022025042002", "199203032022212003", "198804042025241004"
OTHER = "198505052010011005"
HEAD = "198001012005011009"

SIASN = {
    "PNS ID": "p-1",
    "NIP BARU": PNS,
    "NAMA": "Lanting Nipah",
    "GELAR DEPAN": "",
    "GELAR BELAKANG": "S.Kom.",
    "TANGGAL LAHIR": "01-01-1990",
    "JENIS KELAMIN": "M",
    "NIK": "9900000101900001",
    "NOMOR HP": "080000000000",
    "EMAIL": "lanting@contoh.invalid",
    "AGAMA NAMA": "Hindu",
    "JENIS PEGAWAI NAMA": "PNS Daerah Kab./Kota yang bekerja pada Kab./Kota",
    "KEDUDUKAN HUKUM ID": "01",
    "KEDUDUKAN HUKUM NAMA": "Aktif",
    "STATUS CPNS PNS": "P",
    "TMT CPNS": "01-03-2015",
    "TMT PNS": "01-03-2016",
    "GOL AKHIR ID": "33",
    "GOL AKHIR NAMA": "III/c",
    "JENIS JABATAN ID": "2",
    "JENIS JABATAN NAMA": "Jabatan Fungsional Tertentu",
    "JABATAN ID": "J-AUD",
    "JABATAN NAMA": "Auditor Ahli Muda",
    "TMT JABATAN": "01-05-2021",
    "TINGKAT PENDIDIKAN ID": "40",
    "TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana",
    "UNOR ID": "U3",
    "UNOR NAMA": "Inspektorat",
    "INSTANSI INDUK ID": "SIASN-ULIN",
    "INSTANSI KERJA ID": "SIASN-ULIN",
    "INSTANSI KERJA NAMA": "Pemerintah Kab. Ulin",
}
"""A row with nothing amiss."""


def district() -> Known:
    """What is known before the register: governments, the district's units and the posts at their heads."""
    known = Known()
    known["agencies"].add(ULIN, "Pemerintah Kab. Ulin", ["Kab. Ulin", "SIASN-ULIN"])
    known["agencies"].add(MERANTI, "Pemerintah Kota Meranti", ["Kota Meranti", "SIASN-MERANTI"])
    known["agencies"].add(RESAK, "Pemerintah Provinsi Resak", ["Prov. Resak"])
    units, jobs = known["units"], known["jobs"]
    units.add("U0", "Pemerintah Kab. Ulin", parent=None)
    for code, name, parent, title, tier in (
        ("U1", "Dinas Kesehatan", "U0", "Kepala Dinas Kesehatan", "jpt_pratama"),
        ("U2", "Dinas Pendidikan", "U0", "Kepala Dinas Pendidikan", "jpt_pratama"),
        ("U3", "Inspektorat", "U0", "Inspektur", "jpt_pratama"),
        ("U1S", "Sekretariat", "U1", "Sekretaris Dinas Kesehatan", "administrator"),
        ("U2S", "Sekretariat", "U2", "Sekretaris Dinas Pendidikan", "administrator"),
        ("U1SU", "Subbagian Umum", "U1S", "Kepala Subbagian Umum", "pengawas"),
        ("U2SU", "Subbagian Umum", "U2S", "Kepala Subbagian Umum", "pengawas"),
    ):
        units.add(code, name, parent=parent)
        jobs.add(code, title, tier=tier, own=True)
    units.add("U2A", "SMP Negeri 1", parent="U2")
    jobs.add("J-GURU", "Guru Ahli Pertama", tier="jf_pertama", own=True)
    jobs.add("J-DOK", "Dokter Ahli Muda", tier="jf_muda", own=False)
    known.people.by_nip[HEAD] = PersonFacts(HEAD, "Bakau Muara", "U1", HEAD)
    return known


def register(*rows: dict[str, object], without: tuple[str, ...] = (), delimiter: str = "|") -> str:
    """A register in text: rows like SIASN's plain one but for what each says; further columns come at the end."""
    more = [name for row in rows for name in row if name not in SIASN]
    columns = [name for name in dict.fromkeys([*SIASN, *more]) if name not in without]
    lines = [columns, *([str({**SIASN, **row}.get(name, "")) for name in columns] for row in rows)]
    return "\n".join(delimiter.join(line) for line in lines) + "\n"
