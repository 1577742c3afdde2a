"""Names of people, units and posts as they are to be printed, and the tier that a title or an eselon speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from betang.core.office.names.people import without_degrees

_WORD: Final = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_ROMAN: Final = re.compile(r"[IVX]+").fullmatch
_VOWEL: Final = re.compile(r"[AEIOUY]")
_words = str.split
_LOW: Final = frozenset(
    _words("dan di ke dari pada untuk dengan atau dalam bagi yang serta oleh terhadap antar per tentang")
)
_CAPITALS: Final = frozenset(
    _words(
        "APBD APBN ASN AKB BAPETEN BLUD BMD BUMD BUMDES CASN CPNS DAK DPRD GIS GPS ICU IGD IKM IPA IPAS IPS "
        "IT JDIH KB KIA KIP KUA KUD LAN MA MAN MI MTSN NICU OPD PAD PAUD PAI PICU PMI PNS PUPR RA RSIA RSJ RSU RSUD SD "
        "SDA SDI SDIT SDN SIM SMA SMAN SMP SMPN SPAM SPBE TI TIK TK TPA UGD UKM UMKM UPT UPTD UKS USG"
    )
)
"""Abbreviations that have vowels; those without any are known by that."""


@lru_cache(maxsize=16_384)
def readable(text: str) -> str:
    """A name of a unit or a post that was typed in capitals only, in ordinary writing; any other as it is."""
    if not text.isupper():
        return text
    found = _WORD.sub(lambda word: _ordinary(word[0]), text)
    return found[:1].upper() + found[1:]


def _ordinary(word: str) -> str:
    if word.lower() in _LOW:
        return word.lower()
    if word in _CAPITALS or _ROMAN(word) or not _VOWEL.search(word) or any(sign.isdigit() for sign in word):
        return word
    return word.capitalize()


@lru_cache(maxsize=4096)
def person_name(text: str, *, with_degrees: bool = True) -> str:
    """The name of a person in ordinary writing, without degrees where they may stand with it."""
    name = without_degrees(text) if with_degrees or "," in text or "." in text else text
    return _WORD.sub(lambda word: word[0].capitalize(), name) if name.isupper() else name


# ---------------------------------------------------------------- tiers

_EXPERTS: Final = MappingProxyType(
    {"utama": "jf_utama", "madya": "jf_madya", "muda": "jf_muda", "pertama": "jf_pertama", "pratama": "jf_pertama"}
)
_SKILLED: Final = MappingProxyType(
    {"penyelia": "jf_penyelia", "mahir": "jf_mahir", "terampil": "jf_terampil", "pemula": "jf_pemula"}
)
_FORMER: Final = (
    ("pelaksana lanjutan", "jf_mahir"),
    ("pelaksana pemula", "jf_pemula"),
    ("pelaksana", "jf_terampil"),
)
"""Tiers of skilled functional posts as they were called before 2014."""
_EXPERT: Final = re.compile(r"\bahli[ -]+(utama|madya|muda|pertama)\b(?: ?/ ?\w+)?\W*$")
_SKILL: Final = re.compile(r"\b(penyelia|mahir|terampil|pemula)(?: ?/ ?pelaksana(?: lanjutan| pemula)?)?\W*$")
_LAST: Final = re.compile(r"\b(utama|madya|muda|pertama|pratama)\W*$")


@lru_cache(maxsize=16_384)
def tier_of_title(title: str, *, functional: bool = False) -> str:
    """The tier that the end of a title says: Ahli Muda, Terampil ...; else pelaksana.

    `functional`: the file says that the post is a functional one, so that 'Guru Madya' and the names of before 2014
    ('Bidan Pelaksana Lanjutan') say a tier too.
    """
    plain = " ".join(title.casefold().split())
    if found := _EXPERT.search(plain):
        return _EXPERTS[found[1]]
    if found := _SKILL.search(plain):
        return _SKILLED[found[1]]
    if functional:
        if found := _LAST.search(plain):
            return _EXPERTS[found[1]]
        for words, tier in _FORMER:
            if plain.endswith(words):
                return tier
    return "pelaksana"


_NO_ESELON: Final = frozenset(
    _words("00 0 99 non none nonjob noneselon nonstruktural tidakada ta jf jfu jft fungsional staf")
)
_ESELON: Final = re.compile(r"(?:eselon|eseloning|ess?|esl)?(?:(iv|iii|ii|i|v)([a-e])?|([1-5])([a-e12])?)").fullmatch
_BY_ESELON: Final = MappingProxyType(
    {"1": "jpt_madya", "2": "jpt_pratama", "3": "administrator", "4": "pengawas", "5": "pelaksana"}
)
"""Eselon I.a of a ministry's Director General and I.b are both JPT madya; V was set equal to pelaksana by UU 5/2014."""
_FIGURES: Final = MappingProxyType({"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"})
_TIER_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{
            f"{lead}{word}": f"jpt_{word}"
            for lead in ("jpt", "pimpinantinggi", "jabatanpimpinantinggi", "pejabatpimpinantinggi")
            for word in ("utama", "madya", "pratama")
        },
        **{f"{lead}{word}": word for lead in ("", "jabatan", "pejabat") for word in ("administrator", "pengawas")},
        **dict.fromkeys(
            (
                "pelaksana",
                "jabatanpelaksana",
                "pejabatpelaksana",
                "staf",
                "jfu",
                "fungsionalumum",
                "jabatanfungsionalumum",
            ),
            "pelaksana",
        ),
        **{
            f"{lead}{word}": tier for word, tier in _EXPERTS.items() for lead in ("ahli", "jf", "jfahli", "jenjangahli")
        },
        **{f"{lead}{word}": tier for word, tier in _SKILLED.items() for lead in ("", "jf", "jenjang")},
    }
)
"""Tiers in words, without blanks and signs."""


@lru_cache(maxsize=1024)
def tier_of_eselon(text: str) -> str | None:
    """The tier of an eselon, by its id (31) or its name (III.a, Eselon 3a, Administrator).

    '' where it says that there is none, None where it cannot be read.
    """
    bare = re.sub(r"[\W_]", "", text.casefold())
    if bare in _NO_ESELON:
        return ""
    if bare == "10":
        return "jpt_utama"
    if found := _ESELON(bare):
        return _BY_ESELON[found[3] or _FIGURES[found[1]]]
    tier = _TIER_WORDS.get(bare)
    return tier if tier is None or tier.startswith("jpt") or tier in ("administrator", "pengawas") else ""


@lru_cache(maxsize=1024)
def tier_of_words(text: str) -> str | None:
    """The tier that a cell of its own says: Ahli Muda, JPT Pratama, jf_muda; None where it says none."""
    return _TIER_WORDS.get(re.sub(r"[\W_]", "", text.casefold()))
