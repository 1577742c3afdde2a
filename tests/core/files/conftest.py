"""A small folder in which everything is right; each test spoils one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

GOOD = {
    "agencies": "agency,name,kind,region_code,bkn_code\nA,Kabupaten Contoh,regency,,\nB,Kota Contoh,city,,\n",
    "units": "agency,unit,name,parent\nA,1,Dinas Contoh,\nA,2,Bidang Contoh,1\nB,1,Dinas Lain,\n",
    "jobs": "job,name,tier,family,affair\nJ1,Analis Contoh,jf_muda,,\nJ2,Pengadministrasi,pelaksana,,\n",
    "people": (
        "person,agency,unit,job,next_job,name,nip,status,legal_position\n"
        "p1,A,1,J1,,Jukung Contoh,,PNS,01\np2,A,2,J2,,Sirap Contoh,,PPPK,\np3,B,1,J1,,Kipas Contoh,,CPNS,01\n"
    ),
    "competencies": "competency,name,kind,affair\nM.01,Integritas,managerial,\nT.01,Teknis Contoh,technical,\n",
    "standards": (
        "agency,job,tier,competency,level,importance,basis\n,J1,,M.01,3,absolute,decree\n,,pelaksana,M.01,1,needed,\n"
    ),
    "assessments": "person,competency,level,assessed_on,source,valid_until\np1,M.01,2,2026-03-01,test,\n",
    "targets": (
        "target,agency,unit,parent,level,document,indicator,unit_of_measure,baseline,goal,year,weight\n"
        "T1,A,1,,renstra,Renstra,Indeks Contoh,indeks,1.5,2.5,2027,1.25\n"
    ),
    "target_links": "target,competency,unit,relevance\nT1,M.01,2,0.5\n",
    "programs": (
        "program,name,channel,hours,days,onsite_days,class_min,class_max\nP1,Pelatihan Contoh,class,24,3,3,5,30\n"
    ),
    "outcomes": "program,competency,from_level,to_level\nP1,M.01,1,3\n",
    "training_history": (
        "person,kind,title,program,start,end,hours\np1,3,Pelatihan Contoh,P1,2026-05-01,2026-05-03,24\n"
    ),
    "needs": "need,agency,unit,person,competency,program,people,basis,agreed_on\nN1,A,,p2,M.01,,,dialogue,2026-09-01\n",
}


class Office:
    """A data folder that can be spoilt."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for table, text in GOOD.items():
            self.write(table, text)

    def write(self, table: str, text: str) -> None:
        (self.path / f"{table}.csv").write_text(text, encoding="utf-8")

    def add(self, table: str, row: str) -> None:
        self.write(table, GOOD[table] + row + "\n")

    def remove(self, table: str) -> None:
        (self.path / f"{table}.csv").unlink()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "data"
    folder.mkdir()
    return Office(folder)
