"""One person of a register, as far as its counts ask; and what its words mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from betang.core.office import nip as nips
from betang.core.office.cells.values import Unread
from betang.core.office.nip import NipFacts
from betang.core.office.quality import QUALITY, RegisterRow

EDUCATIONS: Final = {
    "sd": "05", "sltp": "10", "smp": "10", "sltpkejuruan": "12", "slta": "15", "sma": "15", "sltakejuruan": "17",
    "smk": "17", "sltakeguruan": "18", "di": "20", "dii": "25", "diii": "30", "d1": "20", "d2": "25", "d3": "30",
    "div": "35", "d4": "35", "s1": "40", "s1sarjana": "40", "sarjana": "40", "profesi": "42", "s2": "45",
    "s2magister": "45", "magister": "45", "spesialis": "47", "subspesialis": "49", "s3": "50",
    "s3doktor": "50", "doktor": "50",
}  # fmt: skip
"""SIASN's ids of levels of education by their short names, without blanks and signs."""

_TIER_WORDS: Final = re.compile(
    r"[\s,-]+(?:(?:ahli[\s-]+)?(?:utama|madya|muda|pertama)|penyelia|mahir|terampil|pemula"
    r"|pelaksana(?:[\s-]+(?:lanjutan|pemula))?)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A person: `number` is ours. `post`: the job is the post of one unit, so that two in it are one too many."""

    number: int
    unit: int
    job: str
    title: str
    tier: str
    status: str
    family: str = ""
    post: bool = False
    nip: str = ""
    rank: str = ""
    education: str = ""
    employed_from: date | None = None
    born: date | None = None
    sex: str = ""
    position: str = ""
    job_since: date | None = None
    retires_on: date | None = None

    @property
    def functional(self) -> bool:
        return self.tier.startswith("jf_")


@lru_cache(maxsize=4096)
def family_of(title: str, family: str = "") -> str:
    """The family of a functional job: as the list of jobs says it, else its title without the words of the tier."""
    said = " ".join((family or _TIER_WORDS.sub("", title)).split())
    return said or title


@lru_cache(maxsize=256)
def education_id(text: str) -> str:
    """SIASN's id of a level of education by its short name; '' where the words are not known."""
    return EDUCATIONS.get(re.sub(r"[\W_]", "", text.casefold()), "")


def as_row(fact: Fact) -> RegisterRow:
    """The person as `core.office.quality` looks at a row. Without a NIP nothing can contradict it."""
    return RegisterRow(
        nip=_nip(fact),
        status=fact.status,
        tier=fact.tier,
        title=fact.title,
        rank=fact.rank,
        education=education_id(fact.education) or (fact.education and "99"),
        employed_from=fact.employed_from,
        born=fact.born,
        sex=fact.sex,
        position=fact.position,
        retires_on=fact.retires_on,
    )


def _nip(fact: Fact) -> NipFacts:
    if fact.nip:
        try:
            return nips.facts(nips.read(fact.nip))
        except Unread:
            pass
    start = fact.employed_from
    return NipFacts(
        born=fact.born or date.min,
        start_year=start.year if start else QUALITY.first_contract_year,
        start_month=start.month if start else None,
        sex="F" if fact.sex == "F" else "M",
        status="PPPK" if fact.status.startswith("PPPK") else "PNS",
        part_time=fact.status == "PPPK_PW",
    )
