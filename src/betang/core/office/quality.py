"""What is amiss in one row of the register, by the dimensions of BKN's data quality index, and when somebody retires.

A check that the columns of a file cannot answer is unknown, never fine: `unseen` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from betang.core.dates import years_after
from betang.core.office.nip import NipFacts

MANAGERS: Final = frozenset(("jpt_utama", "jpt_madya", "jpt_pratama", "administrator", "pengawas"))
RANKS: Final = tuple(
    f"{group}/{step}"
    for group, steps in (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
    for step in steps
)
"""Ranks of PNS, lowest first."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may be amiss. `points` of a hundred in its dimension; `needs`: the columns that can tell."""

    code: str
    dimension: str
    points: float
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualityRules:
    """The checks, the weights of their dimensions and the limits they go by, which hold from a day on.

    Educations are ids of SIASN (35 D-IV, 40 S-1), which rise with the level.
    """

    valid_from: date
    source: str
    dimensions: Mapping[str, float]
    checks: tuple[Check, ...]
    candidate_years: int
    structural_years: int
    first_contract_year: int
    least_education: Mapping[str, int]
    least_rank: Mapping[str, str]


QUALITY: Final = QualityRules(
    valid_from=date(2023, 1, 1),
    source=(
        "BKN's index of data quality (weights and points as read off its reports); candidates one year: "
        "PP 11/2017 art. 34; educations of managerial posts: PP 11/2017 art. 54 and 107, of functional posts: "
        "art. 75 and 76 (the post's own regulation may ask for more); ranks of JPT: PP 13/2002, one step below the "
        "lowest of the post; PPPK since PP 49/2018"
    ),
    dimensions=MappingProxyType({"completeness": 0.28, "timeliness": 0.31, "accuracy": 0.30, "consistency": 0.11}),
    checks=(
        Check("no_performance", "completeness", 20, ("performance",)),
        Check("no_post", "completeness", 25, ("job",)),
        Check("no_education", "completeness", 20, ("education",)),
        Check("no_pns_start", "completeness", 12.5, ("pns_since",)),
        Check("no_degree", "completeness", 17.5, ("education", "degree")),
        Check("no_email", "completeness", 2.5, ("email",)),
        Check("no_phone", "completeness", 2.5, ("phone",)),
        Check("inactive_unit", "timeliness", 22.73, ("state of the unit",)),
        Check("functional_not_appointed", "timeliness", 18.18, ("end of the leave from the post",)),
        Check("candidate_too_long", "timeliness", 13.64, ("status", "employed_from")),
        Check("two_in_one_post", "timeliness", 15.91, ("job",)),
        Check("past_retirement", "timeliness", 15.91, ("born", "job")),
        Check("leave_not_ended", "timeliness", 13.64, ("end of the leave",)),
        Check("start_after_pns", "accuracy", 9.52, ("employed_from", "pns_since")),
        Check("secondment", "accuracy", 21.43, ("employment", "home_agency", "work_agency")),
        Check("short_service", "accuracy", 7.14, ("job", "employed_from")),
        Check("contract_position", "accuracy", 9.52, ("position",)),
        Check("bad_nik", "accuracy", 4.76, ("nik",)),
        Check("structural_education", "accuracy", 11.9, ("job", "education")),
        Check("contract_year", "accuracy", 7.14, ("nip",)),
        Check("functional_education", "accuracy", 14.29, ("job", "education")),
        Check("staff_as_functional", "accuracy", 4.76, ("job", "job_kind")),
        Check("low_rank", "accuracy", 9.52, ("job", "rank")),
        Check("nip_start", "consistency", 25, ("employed_from",)),
        Check("nip_birth", "consistency", 25, ("born",)),
        Check("nip_sex", "consistency", 25, ("sex",)),
        Check("nip_contract_year", "consistency", 25, ("employed_from",)),
    ),
    candidate_years=1,
    structural_years=2,
    first_contract_year=2019,
    least_education=MappingProxyType(
        {
            **dict.fromkeys(("jpt_utama", "jpt_madya", "jpt_pratama", "administrator"), 35),
            "pengawas": 30,
            **dict.fromkeys(("jf_utama", "jf_madya", "jf_muda", "jf_pertama"), 35),
            **dict.fromkeys(("jf_penyelia", "jf_mahir", "jf_terampil", "jf_pemula"), 15),
        }
    ),
    least_rank=MappingProxyType({"jpt_utama": "IV/c", "jpt_madya": "IV/b", "jpt_pratama": "IV/a"}),
)
"""In force."""


@dataclass(frozen=True, slots=True)
class RetirementAges:
    """Ages of retirement by tier, which hold from a day on; `others` for every tier that is not named."""

    valid_from: date
    source: str
    by_tier: Mapping[str, int]
    others: int
    teachers: int


RETIREMENT: Final = RetirementAges(
    valid_from=date(2023, 10, 31),
    source=(
        "UU 20/2023 art. 55: JPT 60, administrator, pengawas and pelaksana 58, functional posts by their regulation: "
        "PP 11/2017 art. 239: ahli madya 60, ahli utama 65, the others 58; teachers 60: UU 14/2005 art. 40 (SIASN's "
        "list of functional posts says so too). Some posts of ministries differ (researchers, prosecutors, lecturers)."
    ),
    by_tier=MappingProxyType({"jpt_utama": 60, "jpt_madya": 60, "jpt_pratama": 60, "jf_utama": 65, "jf_madya": 60}),
    others=58,
    teachers=60,
)
"""In force."""


def retirement_age(tier: str, title: str = "", ages: RetirementAges = RETIREMENT) -> int:
    """The age at which somebody in a post of this tier retires; the title tells a teacher."""
    age = ages.by_tier.get(tier, ages.others)
    if tier.startswith("jf_") and title.casefold().startswith("guru "):
        return max(age, ages.teachers) if tier != "jf_utama" else ages.teachers
    return age


def reckoned_retirement(born: date, tier: str, title: str = "", ages: RetirementAges = RETIREMENT) -> date:
    """The first day of the month after the birthday at which the age of retirement is reached.

    For looking ahead only: the register says when somebody retires, and where it does not, nothing is written into it.
    """
    birthday = years_after(born, retirement_age(tier, title, ages))
    return date(birthday.year + birthday.month // 12, birthday.month % 12 + 1, 1)


@dataclass(slots=True)
class RegisterRow:
    """What one accepted row of the register says. None or '': the cell is empty, or there is no such column."""

    nip: NipFacts
    status: str
    tier: str
    title: str = ""
    job_kind: str = ""  # 1 structural, 2 functional, 4 pelaksana
    rank: str = ""
    education: str = ""  # id of SIASN, two digits
    degree: str = ""
    employed_from: date | None = None
    pns_since: date | None = None
    born: date | None = None
    sex: str = ""
    position: str = ""
    retires_on: date | None = None
    employment: str = ""  # kind of employment in words
    home_agency: str = ""
    work_agency: str = ""
    nik: str = ""
    email: str = ""
    phone: str = ""


def unseen(columns: Collection[str], rules: QualityRules = QUALITY) -> tuple[str, ...]:
    """Checks that a file with these columns cannot answer."""
    return tuple(check.code for check in rules.checks if not all(name in columns for name in check.needs))


def findings(row: RegisterRow, on: date, without: Collection[str] = (), rules: QualityRules = QUALITY) -> Iterator[str]:
    """Codes of what is amiss in a row on a day; `without`: checks its file cannot answer.

    Who shares a post with another (`two_in_one_post`) is seen over the whole file only.
    """
    for code in _amiss(row, on, rules):
        if code not in without:
            yield code


def _amiss(row: RegisterRow, on: date, rules: QualityRules) -> Iterator[str]:
    yield from _incomplete(row)
    yield from _late(row, on, rules)
    yield from _wrong(row, rules)
    if row.status.startswith("PPPK"):
        yield from _wrong_contract(row, on, rules)
    else:
        yield from _wrong_career(row, on, rules)
    yield from _contradicting(row)


def _incomplete(row: RegisterRow) -> Iterator[str]:
    if not row.education:
        yield "no_education"
    elif row.education >= "30" and not row.degree:
        yield "no_degree"
    if row.status == "PNS" and row.pns_since is None:
        yield "no_pns_start"
    if not row.email:
        yield "no_email"
    if not row.phone:
        yield "no_phone"


def _late(row: RegisterRow, on: date, rules: QualityRules) -> Iterator[str]:
    if row.status == "CPNS" and row.employed_from and years_after(row.employed_from, rules.candidate_years) < on:
        yield "candidate_too_long"
    if row.born and (row.retires_on or reckoned_retirement(row.born, row.tier, row.title)) <= on:
        yield "past_retirement"


def _wrong(row: RegisterRow, rules: QualityRules) -> Iterator[str]:
    if not _nik(row.nik):
        yield "bad_nik"
    least = rules.least_education.get(row.tier)
    if least is not None and row.education and int(row.education) < least:
        yield "structural_education" if row.tier in MANAGERS else "functional_education"
    if row.job_kind == "4" and row.tier.startswith("jf_"):
        yield "staff_as_functional"


def _wrong_contract(row: RegisterRow, on: date, rules: QualityRules) -> Iterator[str]:
    if row.position and row.position not in {"71", "72"}:
        yield "contract_position"
    if not rules.first_contract_year <= row.nip.start_year <= on.year:
        yield "contract_year"


def _wrong_career(row: RegisterRow, on: date, rules: QualityRules) -> Iterator[str]:
    if row.employed_from and row.pns_since and row.employed_from > row.pns_since:
        yield "start_after_pns"
    if row.tier in MANAGERS and row.employed_from and years_after(row.employed_from, rules.structural_years) > on:
        yield "short_service"
    least = rules.least_rank.get(row.tier)
    if least is not None and row.rank in RANKS and RANKS.index(row.rank) < RANKS.index(least):
        yield "low_rank"
    if row.employment and row.home_agency and row.work_agency:
        lent = re.search(r"\bdp[bk]\b|dipekerjakan|diperbantukan", row.employment.casefold()) is not None
        if lent != (row.home_agency != row.work_agency):
            yield "secondment"


def _contradicting(row: RegisterRow) -> Iterator[str]:
    if row.born and row.born != row.nip.born:
        yield "nip_birth"
    if row.sex and row.sex != row.nip.sex:
        yield "nip_sex"
    if row.employed_from and not starts_as_said(row.nip, row.employed_from):
        yield "nip_start" if row.nip.status == "PNS" else "nip_contract_year"


def starts_as_said(nip: NipFacts, start: date) -> bool:
    """Whether a day of first employment is in the month (PNS) or the year (PPPK) that the NIP says."""
    return start.year == nip.start_year and nip.start_month in {None, start.month}


_NIK: Final = re.compile(r"[1-9]\d{5}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d\d\d{4}").fullmatch


def _nik(nik: str) -> bool:
    """16 digits with a day of birth in the middle, 40 added for women; the last four are not 0000."""
    return _NIK(nik) is not None and not nik.endswith("0000")
