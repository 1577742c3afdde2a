"""Functional posts (jabatan fungsional) and operative posts (pelaksana) of the sample.

Titles: the PermenPANRB of each functional post; KepmenPANRB 11/2024 (three classes of operative posts). Steps of a
functional post and their two-letter codes are BKN's. Which competencies a post requires is illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass

from betang.core.sample.facts import facts

_EXPERT = (("PT", "Ahli Pertama", "jf_pertama"), ("MU", "Ahli Muda", "jf_muda"), ("MA", "Ahli Madya", "jf_madya"))
_TOP = ("UT", "Ahli Utama", "jf_utama")
_SKILLED = (("TR", "Terampil", "jf_terampil"), ("MH", "Mahir", "jf_mahir"), ("PY", "Penyelia", "jf_penyelia"))
_BEGINNER = ("PM", "Pemula", "jf_pemula")
_LADDERS = {
    "expert": _EXPERT,
    "expert+": (*_EXPERT, _TOP),
    "skilled": _SKILLED,
    "skilled+": (_BEGINNER, *_SKILLED),
    "both": (*_SKILLED, *_EXPERT),
}


@dataclass(frozen=True, slots=True)
class Family:
    """A functional post. `steps` are (code, title, tier), lowest first; `women` is their share.

    `requires` are its technical competencies, the first one absolute.
    """

    code: str
    name: str
    affair: str
    steps: tuple[tuple[str, str, str], ...]
    requires: str
    women: float

    @property
    def has_both_ladders(self) -> bool:
        return self.steps == _LADDERS["both"]


@dataclass(frozen=True, slots=True)
class Operative:
    """An operative post; none of them belongs to one affair."""

    code: str
    name: str
    group: str
    requires: str


FAMILIES = {
    row["code"]: Family(
        row["code"], row["name"], row["affair"], _LADDERS[row["ladder"]], row["requires"], float(row["women"])
    )
    for row in facts("functional_posts")
}
OPERATIVES = tuple(
    Operative(row["code"], row["name"], row["class"], row["requires"]) for row in facts("operative_posts")
)
