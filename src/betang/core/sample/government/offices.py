"""The offices (perangkat daerah) of a provincial and of a regency government.

Names and affairs follow PP 18/2016 and Permendagri 90/2019; how an office is cut into fields is typical, not that of
one real government.
"""

from __future__ import annotations

from dataclasses import dataclass

from betang.core.sample.facts import facts

_MANAGING = "REN.01 KEU.01 WAS.02 KOM.02"  # what whoever leads an office needs beside its own trade


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `fields` are its bidang, `specialists` its own functional posts with their shares.

    `weight` is its part of all people when every office exists, `outside` the kind of its units outside (schools,
    clinics ...) and `outside_share` their part of its people.
    """

    code: str
    name: str
    affair: str
    weight: float
    fields: tuple[str, ...]
    requires: str
    specialists: str
    outside: str
    outside_share: float


def _offices(level: str) -> tuple[Office, ...]:
    return tuple(
        Office(
            code=row["code"],
            name=row["name"],
            affair=row["affair"],
            weight=float(row["weight"]),
            fields=tuple(row["fields"].split("; ")) if row["fields"] else (),
            requires=f"{row['requires']} {_MANAGING}",
            specialists=row["specialists"],
            outside=row["outside"],
            outside_share=float(row["outside_share"] or 0),
        )
        for row in facts("offices")
        if row["level"] == level
    )


REGENCY = _offices("regency")
"""Most needed first: a small government has only the first few."""

_OWN = _offices("province")
_NOT_OF_A_PROVINCE = {"7100", "2080", "2130"}
_SHARED = tuple(o for o in REGENCY if o.code not in _NOT_OF_A_PROVINCE | {own.code for own in _OWN})
PROVINCE = (_SHARED[0], *_OWN[:4], *_SHARED[1:], *_OWN[4:])
"""A province has no sub-districts; forestry and energy are its own, schools above the ninth year too (UU 23/2014)."""

SECRETARIAT = "4010"
DISTRICTS = "7100"

ASSISTANTS = (  # the three assistants of the secretary and the sections under each
    ("Asisten Pemerintahan dan Kesejahteraan Rakyat", ("Pemerintahan", "Kesejahteraan Rakyat", "Hukum")),
    ("Asisten Perekonomian dan Pembangunan", ("Perekonomian", "Administrasi Pembangunan", "Pengadaan Barang dan Jasa")),
    ("Asisten Administrasi Umum", ("Organisasi", "Umum", "Protokol dan Komunikasi Pimpinan")),
)
