"""Whom a training is for, as catalogues say it: 'Pejabat Administrator (PNS)', 'JF Ahli Pertama s.d. Ahli Madya'.

A group that is wholly made of tiers and kinds of employment is read; everybody is no condition; of a group with any
other word in it nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import Final

from betang.core.office.spec import also

Pair = tuple[str | None, str | None]
"""A tier and a kind of employment; None: any."""

_EXPERTS: Final = ("jf_pertama", "jf_muda", "jf_madya", "jf_utama")
_SKILLED: Final = ("jf_pemula", "jf_terampil", "jf_mahir", "jf_penyelia")
_LEADERS: Final = ("jpt_pratama", "jpt_madya", "jpt_utama")
_LADDERS: Final = (_EXPERTS, _SKILLED, ("pelaksana", "pengawas", "administrator", *_LEADERS))

_LONGER: Final = tuple(
    (re.compile(pattern), f" {word} ")
    for pattern, word in (
        (r"\bcalon (?:pns|asn|pegawai negeri sipil|aparatur sipil negara)\b", "cpns"),
        (r"\bpegawai negeri sipil\b", "pns"),
        (r"\bpegawai pemerintah dengan perjanjian kerja\b|\bp3k\b", "pppk"),
        (r"\baparatur sipil negara\b", "asn"),
        (r"\basn ?[:=]", ""),
        (r"\bparuh ?waktu\b|\bpart ?time\b", "paruhwaktu"),
        (r"\bpenuh ?waktu\b|\bfull ?time\b", "penuhwaktu"),
        (r"\b(?:jabatan |pejabat )*pimpinan tinggi\b", "jpt"),
        (r"\b(?:jabatan |pejabat )*fungsional\b(?! umum)", "jf"),
        (r"\bfungsional umum\b|\bjfu\b", "pelaksana"),
        (r"\b(?:eselon|esl|es)\b\.? ?(iv|iii|ii|i|[1-4])\b(?:[ .]?[ab]\b)?", r"eselon\1"),
        (r"\bs ?[./] ?d\b\.?|\bsampai(?: dengan| ke)?\b|\bhingga\b|(?<=\w) ?[-–—] ?(?=[a-z])", "sd"),
        (r"\bdan ?/ ?atau\b|\b(?:dan|atau|serta|maupun|juga)\b|[,;/&+|•\n]", ","),
    )
)
_NOISE: Final = frozenset(
    also(
        "pejabat; jabatan; pegawai; khusus; khususnya; hanya; saja; bagi; untuk; para; peserta; yaitu; yakni; adalah; "
        "jenjang; tingkat; kategori; kelompok; struktural; unsur; yang; menduduki; berstatus; status; dengan; jenis"
    )
)
_EVERYBODY: Final = frozenset(("seluruh", "semua", "setiap", "umum", "asn"))
_INCLUDING: Final = "termasuk"
_STATUSES: Final = MappingProxyType({"cpns": "CPNS", "pns": "PNS", "pppk": "PPPK"})
_ONE: Final = MappingProxyType(
    {
        "administrator": ("administrator",),
        "pengawas": ("pengawas",),
        "pelaksana": ("pelaksana",),
        "keahlian": _EXPERTS,
        "keterampilan": _SKILLED,
        **{tier.removeprefix("jf_"): (tier,) for tier in (*_SKILLED, "jf_pertama", "jf_muda")},
        "pratama": ("jpt_pratama",),
        **dict.fromkeys(("eselon1", "eseloni"), ("jpt_madya",)),
        **dict.fromkeys(("eselon2", "eselonii"), ("jpt_pratama",)),
        **dict.fromkeys(("eselon3", "eseloniii"), ("administrator",)),
        **dict.fromkeys(("eselon4", "eseloniv"), ("pengawas",)),
    }
)
_ESELONS: Final = frozenset(("i", "ii", "iii", "iv"))
_EITHER: Final = frozenset(("madya", "utama"))
"""Words of two ladders: a functional post's and a leader's."""
_BRACKET: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_LABEL: Final = re.compile(
    r"\b(?:(?:kelompok |target )?sasaran(?: peserta| pelatihan| diklat)?|(?:target |calon )?peserta)\s*[:=]\s*",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[;\n|]|\.(?:\s|$)")


class _Other(Exception):  # a turn of reading, not an error
    """The group holds a word that is neither a tier nor a kind of employment."""


@dataclass(slots=True)
class _Group:
    """What one item of a list says."""

    tiers: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    everybody: bool = False

    def __bool__(self) -> bool:
        return bool(self.tiers or self.statuses or self.everybody)


@lru_cache(maxsize=1024)
def audience(text: str) -> tuple[Pair, ...] | None:
    """Tiers and kinds of employment that `text` says; () for everybody, None where it says anything else."""
    try:
        groups = list(_groups(" ".join(text.lower().split(" ")), ""))
    except _Other:
        return None
    if not groups:
        return None
    if any(group.everybody and not group.tiers and not group.statuses for group in groups):
        return () if len(groups) == 1 else None
    return _pairs(groups)


def in_remark(text: str) -> str | None:
    """The target group that a remark names after 'Sasaran peserta:'; None where it names none."""
    found = _LABEL.search(text)
    if not found:
        return None
    rest = text[found.end() :].strip(" .")
    if audience(rest) is None:
        rest = _END.split(rest, maxsplit=1)[0].strip()
    return rest or None


def _pairs(groups: list[_Group]) -> tuple[Pair, ...] | None:
    """Tiers and kinds of employment together: one kind for all tiers, or each tier with its own."""
    tiers = list(dict.fromkeys(tier for group in groups for tier in group.tiers))
    statuses = list(dict.fromkeys(status for group in groups for status in group.statuses))
    if not tiers:
        return tuple((None, status) for status in statuses)
    if not statuses:
        return tuple((tier, None) for tier in tiers)
    own = [group for group in groups if group.tiers and group.statuses]
    if len({tuple(group.statuses) for group in own}) > 1:
        if len(own) < len(groups):
            return None
        pairs = (pair for group in own for pair in product(group.tiers, group.statuses))
        return tuple(dict.fromkeys(pairs))
    return tuple(product(tiers, statuses))


def _groups(text: str, ladder: str) -> Iterator[_Group]:
    """The items of a list, each narrowed by what stands in brackets behind it."""
    inside: list[str] = []

    def put(found: re.Match[str]) -> str:
        inside.append(found[1] or found[2] or "")
        return f" #{len(inside) - 1} "

    even = _BRACKET.sub(put, text)
    for pattern, word in _LONGER:
        even = pattern.sub(word, even)
    for item in even.split(","):
        brackets = [inside[int(word[1:])] for word in item.split() if word.startswith("#")]
        words = [word for each in item.split() if not each.startswith("#") if (word := each.strip(".:'\"=-"))]
        if not words and not brackets:
            continue
        group, ladder = _item(words, ladder)
        for bracket in brackets:
            _narrow(group, bracket, ladder)
        if not group:
            raise _Other
        yield group


def _item(words: list[str], ladder: str) -> tuple[_Group, str]:
    """What the words of one item say, and the ladder that bare words after it are of ('Ahli Muda, Madya')."""
    if "sd" in words:
        return _span(words, ladder)
    group = _Group()
    own = "jpt" if "jpt" in words else "jf" if {"jf", "ahli"} & {*words} else ""
    ladder = own or ladder
    for said in words:
        word = f"eselon{said}" if ladder == "eselon" and said in _ESELONS else said
        if word in _ONE:
            group.tiers += _ONE[word]
            ladder = _ladder(word, ladder)
        elif word in _EITHER and ladder in {"jpt", "jf"}:
            group.tiers.append(f"{ladder}_{word}")
        elif word in _STATUSES:
            group.statuses.append(_STATUSES[word])
        elif word == "paruhwaktu":
            group.statuses = [*(status for status in group.statuses if status != "PPPK"), "PPPK_PW"]
        elif word in _EVERYBODY:
            group.everybody = True
        elif word not in _NOISE and word not in {"jpt", "jf", "ahli", "penuhwaktu"}:
            raise _Other
    if own and not group.tiers:
        group.tiers += _LEADERS if own == "jpt" else _EXPERTS if "ahli" in words else (*_EXPERTS, *_SKILLED)
    _check(words, group)
    return group, ladder


def _check(words: list[str], group: _Group) -> None:
    """Words that contradict each other in one item are no group."""
    mixed = {tier.startswith("jf_") for tier in group.tiers} == {True, False}
    asn = "asn" in words and group.statuses
    full = "penuhwaktu" in words and group.statuses != ["PPPK"]
    if mixed or asn or full:
        raise _Other


def _ladder(word: str, ladder: str) -> str:
    """Of which ladder a bare word is that follows."""
    if word.startswith("eselon"):
        return "eselon"
    if word == "pratama":
        return "jpt"
    return "jf" if _ONE[word][0].startswith("jf_") else ladder


def _span(words: list[str], ladder: str) -> tuple[_Group, str]:
    """From one tier to another of the same ladder."""
    at = words.index("sd")
    low, ladder = _item(words[:at], ladder)
    high, ladder = _item(words[at + 1 :], ladder)
    for steps in _LADDERS:
        if len(low.tiers) == len(high.tiers) == 1 and low.tiers[0] in steps and high.tiers[0] in steps:
            first, last = sorted((steps.index(low.tiers[0]), steps.index(high.tiers[0])))
            return _Group([*steps[first : last + 1]], [*dict.fromkeys((*low.statuses, *high.statuses))]), ladder
    raise _Other


def _narrow(group: _Group, bracket: str, ladder: str) -> None:
    """What a bracket says of the item before it: the same in other words, a part of it, or a kind of employment."""
    including = bracket.split()[:1] == [_INCLUDING]
    words = bracket.split(maxsplit=1)[1] if including and " " in bracket else bracket
    if all(word in _NOISE for word in words.split()):
        return
    said = list(_groups(words, ladder))
    tiers = [tier for each in said for tier in each.tiers]
    statuses = [status for each in said for status in each.statuses]
    if including:
        group.tiers += [tier for tier in tiers if tier not in group.tiers]
        group.statuses += [status for status in statuses if status not in group.statuses]
        return
    if tiers and group.tiers and not {*tiers} <= {*group.tiers}:
        raise _Other
    group.tiers = tiers or group.tiers
    if statuses == ["PPPK_PW"] and group.statuses == ["PPPK"]:
        group.statuses = statuses
    elif statuses and group.statuses and not {*statuses} <= {*group.statuses}:
        raise _Other
    else:
        group.statuses = statuses or group.statuses
