"""Structural posts of the sample and the shares in which posts occur in a kind of unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """A structural post: its title, tier, affair and technical competencies (the first one absolute)."""

    name: str
    tier: str
    affair: str
    requires: str


OPERATIVE_SHARES = "PL-PTK:12 PL-PDI:8 PL-PKA:15 PL-PTO:10 PL-PGO:9 PL-OPO:9 PL-PUO:3"
GENERAL_SHARES = "PRNC:1.5 ANKU:2 ARSP:1 ANSD:1.5 PRKM:1 PPBJ:1 ANKB:1.5"

SHARES = {
    "primary": "GURU:82 PL-PKA:9 PL-OPO:6 PL-PUO:3",
    "secondary": "GURU:80 PL-PKA:10 PL-OPO:6 PUST:1 PL-PUO:3",
    "clinic": (
        "PRWT:31 BIDN:28 DOKT:5 DOKG:2 APOT:2 ASAP:4 NUTR:4 SANI:4 EPID:1 PROM:3 LABK:3 TGIM:2 REKM:2 "
        "PL-PLK:6 PL-OKS:5 PL-PKA:6"
    ),
    "hospital": (
        "PRWT:40 BIDN:12 DOKT:9 DOKG:1 APOT:4 ASAP:4 NUTR:2 SANI:1 LABK:5 RADG:3 REKM:4 PL-PLK:8 PL-PKA:8 PL-OPO:7"
    ),
    "farm": "PYTN:76 POPT:6 VETR:3 PL-PKA:9 PL-OPO:6",
    "forest": "PLHT:26 PYHT:24 PL-PTK:14 PL-PKA:16 PL-OPO:14 PL-PDI:6",
    "revenue": "PL-PGO:24 PL-PKA:24 PL-PDI:20 PL-OPO:14 ANKU:8 PRKM:3 PL-PTK:7",
    "station": "UJIK:18 PL-TSP:22 PL-OPO:26 PL-PKA:20 PL-PUO:14",
}
"""What people do in units that serve the public: functional families by their code, other posts by theirs."""


def office_shares(section_head: str, specialists: str) -> str:
    """Shares in an office: operatives, section heads, general functional posts and the office's own specialists."""
    return f"{OPERATIVE_SHARES} {section_head}:15 {GENERAL_SHARES} {specialists}".strip()
