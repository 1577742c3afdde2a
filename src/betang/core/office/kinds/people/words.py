"""What the cells of a register say: legal position, education, rank, sex, kind of post."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from betang.core.office.names import plain

GONE: Final = frozenset(("14", "52", "66", "67", "68", "69", "70", "77", "88", "89", "98", "99"))
"""Legal positions (kedudukan hukum) of those who have left the service."""
AWAY: Final = frozenset(("02", "03", "04", "13", "15", "20"))
"""Legal positions of those who are in the register but away from duty."""
CONTRACT: Final = frozenset(("71", "72"))
"""Legal positions of PPPK."""

_POSITIONS: Final = (
    ("01", ("aktif", "pns aktif", "cpns aktif", "aktif bekerja", "aktif pns")),
    ("02", ("cltn", "cuti di luar tanggungan negara", "cuti diluar tanggungan negara")),
    ("03", ("tugas belajar", "tubel", "pns tugas belajar")),
    ("04", ("pemberhentian sementara", "diberhentikan sementara")),
    ("05", ("penerima uang tunggu",)),
    ("06", ("prajurit wajib",)),
    ("07", ("pejabat negara",)),
    ("08", ("kepala desa",)),
    ("09", ("sedang dlm proses banding bapek", "proses banding bapek")),
    ("11", ("pegawai titipan",)),
    ("13", ("perpanjangan cltn",)),
    ("14", ("pns yang dinyatakan hilang", "hilang")),
    ("15", ("pns kena hukuman disiplin", "hukuman disiplin", "kena hukuman disiplin")),
    ("16", ("pemindahan dalam rangka penurunan jabatan",)),
    ("20", ("masa persiapan pensiun", "mpp", "bebas tugas")),
    ("51", ("cpns yang belum menerima sk cpns",)),
    ("52", ("tidak aktif", "non aktif", "nonaktif")),
    ("66", ("diberhentikan", "berhenti", "mengundurkan diri", "pemberhentian")),
    ("67", ("punah", "meninggal", "meninggal dunia", "wafat")),
    ("69", ("tms dari pengadaan",)),
    ("70", ("pembatalan nip",)),
    ("71", ("pppk aktif", "pppk", "p3k", "pppk paruh waktu", "p3k aktif")),
    ("77", ("pemberhentian tanpa hak pensiun",)),
    ("88", ("pemberhentian dengan hak pensiun",)),
    ("89", ("tidak aktif tetapi diusulkan pensiun",)),
    ("98", ("mencapai bup", "bup")),
    ("99", ("pensiun", "pensiunan", "pensiun dini", "sudah pensiun")),
)
_POSITION_IDS: Final = MappingProxyType({word: code for code, words in _POSITIONS for word in words})


@lru_cache(maxsize=1024)
def position_of(text: str) -> str | None:
    """The id of a legal position, in two digits, by its id or its words; None for words that say none."""
    if text.isdecimal():
        return text.zfill(2)
    return _POSITION_IDS.get(plain(text))


# ---------------------------------------------------------------- education

EDUCATIONS: Final = MappingProxyType(
    {
        "05": "SD",
        "10": "SLTP",
        "12": "SLTP Kejuruan",
        "15": "SLTA",
        "17": "SLTA Kejuruan",
        "18": "SLTA Keguruan",
        "20": "D-I",
        "25": "D-II",
        "30": "D-III",
        "35": "D-IV",
        "40": "S-1",
        "42": "Profesi",
        "45": "S-2",
        "47": "Spesialis",
        "49": "Subspesialis",
        "50": "S-3",
    }
)
"""Levels of education by SIASN's id, lowest first."""
_LEVELS: Final = tuple(
    (re.compile(rf"(?:{pattern})(?:$| )").match, code)
    for pattern, code in (
        (r"sub ?spesialis|sp ?2", "49"),
        (r"spesialis|sp ?1", "47"),
        (r"s ?3|strata (?:3|iii|tiga)|doktor|doktoral", "50"),
        (r"s ?2|strata (?:2|ii|dua)|magister|pasca ?sarjana|master", "45"),
        (r"profesi|pendidikan profesi|ners|apoteker", "42"),
        (r"d ?(?:4|iv)|diploma (?:4|iv|empat)|sarjana terapan|sarjana sains terapan", "35"),
        (r"d ?(?:3|iii)|diploma (?:3|iii|tiga)|sarjana muda|akademi|ahli madya", "30"),
        (r"d ?(?:2|ii)|diploma (?:2|ii|dua)", "25"),
        (r"d ?(?:1|i)|diploma (?:1|i|satu)", "20"),
        (r"s ?1|strata (?:1|i|satu)|sarjana", "40"),
        (r"slta keguruan|spg|sgo|pga", "18"),
        (r"slta kejuruan|smk|stm|smea|smkk|sma kejuruan", "17"),
        (r"slta|sma|smu|ma|madrasah aliyah|sekolah menengah (?:atas|umum)|paket c", "15"),
        (r"sltp kejuruan", "12"),
        (r"sltp|smp|mts|madrasah tsanawiyah|sekolah menengah pertama|paket b", "10"),
        (r"sd|sekolah dasar|mi|madrasah ibtidaiyah|paket a", "05"),
    )
)


@lru_cache(maxsize=4096)
def education_of(text: str) -> str | None:
    """The id of a level of education, by its id ('5' is '05') or its words ('S1 Hukum', 'D.III'); None for neither."""
    if text.isdecimal():
        code = text.zfill(2)
        return code if code in EDUCATIONS else None
    words = plain(text)
    return next((code for match, code in _LEVELS if match(words)), None)


# ---------------------------------------------------------------- rank

_GROUPS: Final = MappingProxyType({"1": "I", "2": "II", "3": "III", "4": "IV"})
_ROMAN: Final = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
    *("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)
_RANK: Final = re.compile(r"(?<![A-Za-z0-9])(IV|III|II|I|[1-4])\s*[/.\-,\\]?\s*([A-E])(?![A-Za-z0-9])", re.IGNORECASE)
_GRADE: Final = re.compile(r"(?:gol(?:ongan)?\.?\s*)?([IVX]+|\d{1,2})", re.IGNORECASE).fullmatch
_TITLES: Final = MappingProxyType(
    {
        title: f"{group}/{step}"
        for group, titles in (
            ("I", ("juru muda", "juru muda tingkat i", "juru", "juru tingkat i")),
            ("II", ("pengatur muda", "pengatur muda tingkat i", "pengatur", "pengatur tingkat i")),
            ("III", ("penata muda", "penata muda tingkat i", "penata", "penata tingkat i")),
            ("IV", ("pembina", "pembina tingkat i", "pembina utama muda", "pembina utama madya", "pembina utama")),
        )
        for step, title in zip("abcde", titles, strict=False)
    }
)


@lru_cache(maxsize=2048)
def rank_of(text: str, *, contract: bool) -> str:
    """The rank as it is printed: III/c of 'III.c', 'Penata (III/c)' or '3c', IX of 'Golongan IX'; else as written."""
    if found := _RANK.search(text):
        group = found[1].upper()
        return f"{_GROUPS.get(group, group)}/{found[2].lower()}"
    if contract and (found := _GRADE(text.strip())):
        grade = found[1].upper()
        if grade.isdecimal() and 1 <= int(grade) <= len(_ROMAN):
            return _ROMAN[int(grade) - 1]
        return grade if grade in _ROMAN else text
    return _TITLES.get(re.sub(r"\btk\b", "tingkat", plain(text)), text)


def rank_of_id(text: str, *, contract: bool) -> str | None:
    """The rank by SIASN's id: 33 is III/c; of PPPK 9 and 09 are IX. None for an id that is none."""
    if not text.isdecimal():
        return None
    code = int(text)
    if contract:
        return _ROMAN[code - 1] if 1 <= code <= len(_ROMAN) else None
    group, step = divmod(code, 10)
    return f"{_ROMAN[group - 1]}/{'abcde'[step - 1]}" if 1 <= group <= 4 and 1 <= step <= 4 + (group == 4) else None  # noqa: PLR2004


# ---------------------------------------------------------------- sex, kind of post, kind of employment

SEXES: Final = MappingProxyType(
    {
        **dict.fromkeys(("m", "l", "lk", "laki", "laki laki", "pria", "male", "1"), "M"),
        **dict.fromkeys(("f", "p", "pr", "perempuan", "wanita", "w", "female", "2"), "F"),
    }
)
"""What a cell says of the sex, plain. 'P' beside 'L' is perempuan."""


@lru_cache(maxsize=256)
def kind_of_post(text: str) -> str:
    """1 structural, 2 functional, 4 pelaksana, by its id or its words; '' where neither is said."""
    if text.isdecimal():
        return text.lstrip("0")
    words = plain(text)
    if "struktural" in words or ("manajerial" in words and "non" not in words) or "pimpinan tinggi" in words:
        return "1"
    if words in {"administrator", "pengawas", "jpt", "jpt pratama", "jpt madya", "eselon"}:
        return "1"
    if "umum" in words or "pelaksana" in words or words in {"jfu", "staf"}:
        return "4"
    return "2" if "fungsional" in words or words in {"jf", "jft"} else ""


@lru_cache(maxsize=1024)
def employment_of(text: str) -> str:
    """CPNS, PNS, PPPK or PPPK_PW, as words of the file say; '' where they say none of these."""
    words = plain(text)
    if "paruh waktu" in words or words in {"pppk pw", "p3k pw", "pppkpw"}:
        return "PPPK_PW"
    if re.search(r"\b(?:pppk|p3k|pegawai pemerintah dengan perjanjian kerja)\b", words):
        return "PPPK"
    if words == "c" or re.match(r"(?:cpns|cpnsd|calon pns|calon pegawai negeri sipil|calon)\b", words):
        return "CPNS"
    return "PNS" if words == "p" or re.match(r"(?:pns|pnsd|pegawai negeri sipil)\b", words) else ""
