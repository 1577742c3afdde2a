"""A small province as a data folder: every table has rows, every optional column is filled somewhere.

Invented people: household things and trees. Katingan (6711) and Palangka Raya (6771) both have a unit U1, so that a
code of one government never passes for the other's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TABLES: dict[str, str] = {
    "agencies": """
        agency,name,kind,region_code,bkn_code
        6700,Pemerintah Provinsi Kalimantan Tengah,province,62,6700
        6711,Pemerintah Kab. Katingan,regency,62.06,6711
        6771,Pemerintah Kota Palangka Raya,city,,""",
    "units": """
        agency,unit,name,parent
        6700,P1,Dinas Kesehatan Provinsi,
        6711,U1,Dinas Kesehatan,
        6711,U2,"Puskesmas ""Kasongan"", Katingan",U1
        6771,U1,Dinas Pendidikan,""",
    "jobs": """
        job,name,tier,family,affair
        J1,Kepala Dinas,jpt_pratama,,
        J2,Perawat Ahli Muda,jf_muda,Perawat,1.02
        J3,Pengelola Data,pelaksana,,""",
    "people": """
        person,agency,unit,job,next_job,name,nip,status,rank,education,employed_from,born,sex,legal_position,job_since,retires_on,supervisor
        a1,6711,U1,J1,,Lampit Ulin,197001011995031001,PNS,IV/c,S-2,1995-03-01,1970-01-01,F,01,2022-01-01,2030-01-01,
        a2,6711,U2,J2,J1,Tikar Meranti,198502022010012002,PNS,III/d,S-1,2010-01-01,1985-02-02,M,01,,,a1
        a3,6711,U2,J3,,Gong Bangkirai,,PPPK_PW,,,,,,,,,a1
        b1,6771,U1,J1,,Sumpit Keruing,197203031998031003,PNS,IV/b,S-2,,,,,,,
        b2,6771,U1,J3,,Anjat Rotan,,PPPK,,,,,,,,,b1
        p1,6700,P1,J3,,Mandau Tembesu,199904042024042004,CPNS,III/a,S-1,,,,03,,,""",
    "performance": """
        person,year,predicate
        a1,2024,4
        a1,2025,5
        b1,2025,3""",
    "competencies": """
        competency,name,kind,affair
        M.01,Integritas,managerial,
        T.KES.01,Penggerakan Kesehatan Masyarakat,technical,1.02""",
    "standards": """
        agency,job,tier,competency,level,importance,basis
        ,,pelaksana,M.01,2,absolute,default
        ,,jpt_pratama,M.01,4,absolute,
        6711,,jpt_pratama,M.01,5,important,decree
        ,J2,,T.KES.01,3,needed,draft
        ,,jf_muda,M.01,3,absolute,decree""",
    "assessments": """
        person,competency,level,assessed_on,source,valid_until
        a1,M.01,4,2026-03-01,accredited,2029-03-01
        a1,M.01,5,2026-05-01,self,
        a2,M.01,2,2025-06-01,test,
        a2,T.KES.01,0,2024-02-29,certificate,
        a2,T.KES.01,0,2024-02-29,certificate,
        b1,M.01,4,2020-01-01,supervisor,""",
    "targets": """
        target,agency,unit,parent,level,document,indicator,unit_of_measure,baseline,goal,year,weight
        K1,6711,,,rpjmd,RPJMD 2025-2029,Angka Kematian Ibu,per 100.000,74.86,0.123456789,2029,2.5
        K2,6711,U1,K1,renstra,Renstra Dinkes,Cakupan Imunisasi,%,,,2026,1.0001
        Y1,6771,,,,Perjanjian Kinerja,Rata-rata Lama Sekolah,tahun,11.5,12,2026,3""",
    "target_links": """
        target,competency,unit,relevance
        K1,M.01,,0.5
        K2,T.KES.01,U2,1
        Y1,M.01,U1,0.0625""",
    "programs": """
        program,name,channel,hours,days,onsite_days,class_min,class_max
        PKN,Pelatihan Kepemimpinan,class,24.5,3,3,6,30
        DAR,Etika ASN Daring,online,8,1,,10,100""",
    "outcomes": """
        program,competency,from_level,to_level
        PKN,M.01,1,4
        DAR,T.KES.01,0,2""",
    "eligibility": """
        program,tier,status
        PKN,jpt_pratama,
        PKN,,PNS
        PKN,,PNS
        PKN,jf_muda,PPPK""",
    "hosts": """
        program,host,fixed_cost,seat_cost,max_classes,tariff,retains
        PKN,6700,20000000,1100000,2,1500000,true
        PKN,6771,17500000,1050000,1,,false
        DAR,6700,0,0,9,,""",
    "budgets": """
        agency,purpose,amount
        6711,all,420000000
        6711,travel,42000000""",
    "travel": """
        origin,host,transport,per_day
        6711,6700,500000,110000
        6711,6771,350000,0""",
    "training_history": """
        person,kind,title,program,organiser,certificate,start,end,hours,hours_counted
        a2,3,"Pelatihan ""Gizi"", angkatan 2",PKN,BPSDM,12/SERT/2026,2026-01-05,2026-01-07,24,20.5
        a2,3,Seminar,,,,,,4,""",
    "obligations": """
        person,program,rule,due
        a1,PKN,Pejabat yang baru diangkat,2027-06-01
        b2,DAR,Orientasi PPPK,""",
    "needs": """
        need,agency,unit,person,competency,program,people,basis,agreed_on
        N1,6711,U2,a3,M.01,,,dialogue,2026-09-18
        N2,6711,U1,,,DAR,12,law,
        N3,6771,,,,PKN,1,strategic,2026-10-01""",
    "proposals": """
        agency,unit,title,program,match,people,persons
        6711,U1,Bimtek Aplikasi,,none,5,
        6711,,Pelatihan Kepemimpinan,PKN,exact,,Lampit Ulin;Tikar Meranti
        6771,U1,Diklat PIM,,,,""",
}


def lines(table: str) -> list[str]:
    return [line.strip() for line in TABLES[table].strip().splitlines()]


def write(folder: Path, *names: str, fictional: bool = True, **changed: list[str] | None) -> Path:
    """Write the tables `names` (all of them when none is named); `changed` replaces the lines of a table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or TABLES:
        content = changed.get(name) or lines(name)
        (folder / f"{name}.csv").write_text("\n".join(content) + "\n", encoding="utf-8")
    if fictional:
        (folder / "about.json").write_text(json.dumps({"fictional": True}), encoding="utf-8")
    return folder


def with_line(table: str, line: str) -> list[str]:
    """The table's lines and one more."""
    return [*lines(table), line]


def without(table: str, start: str) -> list[str]:
    """The table's lines but those that begin so."""
    return [line for line in lines(table) if not line.startswith(start)]


def replaced(table: str, old: str, new: str) -> list[str]:
    """The table's lines with `old` written as `new`, which must happen."""
    assert any(old in line for line in lines(table))
    return [line.replace(old, new) for line in lines(table)]


@contextmanager
def for_a_module(blocker: Any) -> Iterator[None]:
    """What is written inside stays for the tests of one module and is gone after it; each test undoes its own.

    `blocker`: pytest-django's `django_db_blocker`. Not for tests with real transactions, which empty the tables.
    """
    with blocker.unblock():
        from django.db import transaction  # noqa: PLC0415  (a conftest is read before Django is awake)

        with transaction.atomic():
            yield
            transaction.set_rollback(True)
