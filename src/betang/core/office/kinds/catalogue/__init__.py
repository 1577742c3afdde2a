"""The catalogue of trainings: their figures, what they teach, whom they are for, who holds them at what cost."""

from __future__ import annotations

from typing import Final

from betang.core.office.kinds.catalogue.fields import OUTCOME_FIELDS, PROGRAM_FIELDS
from betang.core.office.kinds.catalogue.reader import read
from betang.core.office.spec import OfficeKind, Part

PROGRAMS: Final = OfficeKind(
    name="programs",
    office_name="katalog_pelatihan",
    title="Katalog pelatihan",
    purpose="Program pelatihan, lama dan ukuran kelasnya, kompetensi yang diajarkan, siapa pesertanya, serta "
    "penyelenggara dan biayanya.",
    order=90,
    parts=(
        Part("programs", "Katalog", PROGRAM_FIELDS),
        Part("outcomes", "Hasil Belajar", OUTCOME_FIELDS, optional=True),
    ),
    read=read,
    tables=("programs", "outcomes", "eligibility", "hosts"),
    knows=("agencies", "competencies", "programs"),
)
