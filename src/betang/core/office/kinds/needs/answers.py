"""What superior and subordinate said of a need: how it is to be learned, how much it matters, or why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from betang.core.office.desk import Desk, Row
from betang.core.office.meaning.references import offered
from betang.core.office.names import Match, plain
from betang.core.office.spec import also

WAYS: Final = MappingProxyType(
    {
        "coaching": "Coaching",
        "mentoring": "Mentoring",
        "on_the_job": "Bimbingan di tempat kerja",
        "e_learning": "E-learning",
        "self_study": "Belajar mandiri",
        "community": "Komunitas belajar",
        "internship": "Magang atau detasering",
        "course": "Pelatihan klasikal",
    }
)
"""Ways of learning and what they are called; those outside a classroom first (PerLAN 10/2018)."""
PRIORITIES: Final = MappingProxyType({"high": "Tinggi", "medium": "Sedang", "low": "Rendah"})
CAUSES: Final = MappingProxyType(
    {
        "tools": "Sarana atau anggaran",
        "workload": "Beban kerja",
        "motive": "Motivasi",
        "system": "Aturan atau tata kerja",
        "other": "Lainnya",
    }
)
"""What is missing where learning cannot help."""

_MORE: Final = {
    "coaching": "pembimbingan; bimbingan atasan; konseling",
    "mentoring": "pendampingan",
    "on_the_job": "ojt; on the job training; on the job; bimbingan kerja; praktik kerja; penugasan",
    "e_learning": "elearning; daring; pelatihan jarak jauh; pelatihan daring; distance learning; webinar",
    "self_study": "self learning; self study; mandiri",
    "community": "komunitas; community of practice; kelompok belajar",
    "internship": "magang; detasering; secondment; pertukaran; pertukaran pegawai; benchmarking; studi banding",
    "course": "klasikal; pelatihan; diklat; kursus; bimtek; bimbingan teknis; workshop; lokakarya; seminar; penataran",
    "high": "t; mendesak; sangat tinggi; utama; high; prioritas tinggi; 1",
    "medium": "s; menengah; cukup; medium; prioritas sedang; 2",
    "low": "r; low; prioritas rendah; 3",
    "tools": "sarana; anggaran; sarana prasarana; alat; alat kerja; peralatan",
    "workload": "kurang orang; jumlah pegawai; waktu",
    "motive": "kemauan; disiplin",
    "system": "aturan; tata kerja; prosedur; sop; organisasi",
    "other": "lain; lain lain",
}


def _by_spelling(labels: MappingProxyType[str, str]) -> dict[str, str]:
    return {
        plain(spelled): code
        for code, label in labels.items()
        for spelled in (label, *also(_MORE.get(code, "")))
        if spelled
    }


_WAYS: Final = _by_spelling(WAYS)
_PRIORITIES: Final = _by_spelling(PRIORITIES)
_CAUSES: Final = _by_spelling(CAUSES)
_NAMES_A_WAY: Final = re.compile(
    r"^(?:" + "|".join(re.escape(spelled) for spelled in sorted(_WAYS, key=len, reverse=True)) + r")\b"
)
CLASSROOM: Final = "course"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a row says beside person, competency and day; None: nothing."""

    learning: str | None = None
    program: str | None = None
    way: str | None = None
    priority: str | None = None
    superior: str | None = None


@dataclass
class Reading:
    """Reads the answers of one file; a proposal that returns is looked up once."""

    desk: Desk
    _programs: dict[str, Match] = field(default_factory=dict)

    def of(self, row: Row, *, strict: bool) -> Answers:
        """The answers of a row. `strict`: what cannot be read is said; in forms of others it is only information."""
        learning = row.text("proposal")
        way = self._choice(row, "way", _WAYS, strict=strict)
        if way is None and learning and (named := _NAMES_A_WAY.match(plain(learning))):
            way = _WAYS[named[0]]
        return Answers(
            learning=learning,
            program=self._program(row, learning, way, strict=strict) if learning else None,
            way=way,
            priority=self._choice(row, "priority", _PRIORITIES, strict=strict),
            superior=row.text("superior"),
        )

    def cause(self, row: Row, *, strict: bool) -> str:
        """What is missing instead, by the list; what its reason says where it names nothing of the list."""
        return self._choice(row, "cause", _CAUSES, strict=strict) or _CAUSES.get(
            plain(row.text("reason") or ""), "other"
        )

    def _choice(self, row: Row, name: str, spelled: dict[str, str], *, strict: bool) -> str | None:
        text = row.text(name)
        if text is None:
            return None
        meant = spelled.get(plain(text))
        if meant is None and strict:
            row.drop("bad_choice", name)
        return meant

    def _program(self, row: Row, learning: str, way: str | None, *, strict: bool) -> str | None:
        """The programme of the catalogue that is meant. Ways outside a classroom need none."""
        found = self._programs.get(learning)
        if found is None:
            found = self._programs[learning] = self.desk.known["programs"].find(learning)
        if found.kind in {"exact", "variant"}:
            return found.code
        if strict and found.kind == "ambiguous":
            row.warn("ambiguous_match", "proposal", offers=offered(found))
        elif strict and way == CLASSROOM:
            row.warn("no_match", "proposal", offers=offered(found))
        return None
