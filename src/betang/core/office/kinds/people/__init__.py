"""The register of a government: SIASN's export of 64 columns, and lists of personnel under other headings.

words     what cells say: legal position, education, rank
places    units and posts, by their ids or in words
fields    the columns
taken     what is kept of the rows until the last is read: small numbers only
reader    row by row
"""

from __future__ import annotations

from typing import Final

from betang.core.office.kinds.people.fields import REGISTER
from betang.core.office.kinds.people.reader import read
from betang.core.office.spec import OfficeKind

PEOPLE: Final = OfficeKind(
    name="people",
    office_name="siasn_export",
    title="Daftar pegawai",
    purpose="Siapa bekerja di mana, dengan jabatan, golongan dan pendidikan apa. Ekspor SIASN dibaca apa adanya.",
    order=40,
    parts=(REGISTER,),
    read=read,
    tables=("people", "jobs"),
    knows=("agencies", "units", "jobs", "people"),
    whole=True,
)
