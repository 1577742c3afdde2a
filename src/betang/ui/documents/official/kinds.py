"""The kinds of document, as data: title, content, layout, sheets of the workbook, and in which forms it is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import get_language

from betang.ui.documents.official.blocks import Layout, Only, Sheet, Text
from betang.ui.documents.official.contents import decree, inventory, minutes, national, personal, verification
from betang.ui.documents.official.contents.common import Paper
from betang.ui.documents.official.fields import Field, listed

Form = Literal["word", "pdf", "excel"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. `layout` None: it is a workbook only. `note` stands under the table of the workbook."""

    name: str
    title: str
    english: str
    content: type[Paper]
    layout: Layout | None
    sheets: tuple[Sheet, ...]
    note: str = ""

    @property
    def forms(self) -> tuple[Form, ...]:
        return ("word", "pdf", "excel") if self.layout else ("excel",)

    @property
    def called(self) -> str:
        """The title in the language of the reader's pages; the document itself is Indonesian."""
        return self.english if (get_language() or "").startswith("en") else self.title

    def fields(self) -> Iterator[tuple[str, Field]]:
        """Every field that a template may name, with the name by which it is reached: 'daftar[].nip'."""
        return listed(self.content)


def _note(layout: Layout) -> str:
    """The last small note of a layout, which says whose the columns are."""
    blocks = [inner for block in layout.blocks for inner in (block.blocks if isinstance(block, Only) else (block,))]
    return next((each.text for each in reversed(blocks) if isinstance(each, Text) and each.small), "")


def _kind(name: str, title: str, english: str, content: type[Paper], layout: Layout, sheets: tuple[Sheet, ...]) -> Kind:
    return Kind(name, title, english, content, layout, sheets, _note(layout))


KINDS: Final[Mapping[str, Kind]] = {
    each.name: each
    for each in (
        _kind(
            "inventory",
            "Inventarisasi kebutuhan pengembangan kompetensi (F1)",
            "Inventory of development needs (F1)",
            inventory.Inventory,
            inventory.LAYOUT,
            inventory.SHEETS,
        ),
        _kind(
            "verification",
            "Verifikasi kebutuhan pengembangan kompetensi (F2)",
            "Verification of development needs (F2)",
            verification.Verification,
            verification.LAYOUT,
            verification.SHEETS,
        ),
        _kind(
            "minutes_verification",
            "Berita acara verifikasi",
            "Minutes of the verification",
            minutes.Minutes,
            minutes.VERIFIED,
            minutes.SHEETS,
        ),
        _kind(
            "minutes_validation",
            "Berita acara validasi",
            "Minutes of the validation",
            minutes.Minutes,
            minutes.VALIDATED,
            minutes.SHEETS,
        ),
        _kind(
            "minutes_meeting",
            "Berita acara rapat koordinasi",
            "Minutes of the coordination meeting",
            minutes.Minutes,
            minutes.MET,
            minutes.SHEETS,
        ),
        _kind(
            "decree",
            "Keputusan tentang rencana pengembangan kompetensi, dengan lampirannya",
            "Decree on the development plan, with its annex",
            decree.Decree,
            decree.LAYOUT,
            decree.SHEETS,
        ),
        _kind(
            "personal_plan",
            "Rencana pengembangan kompetensi pegawai",
            "Development plan of a person",
            personal.PersonalPlan,
            personal.LAYOUT,
            personal.SHEETS,
        ),
        Kind(
            "national_table",
            "Daftar kebutuhan per NIP untuk aplikasi perencanaan LAN",
            "Needs by NIP for the planning system of LAN",
            national.NationalTable,
            None,
            national.SHEETS,
            national.NOTE,
        ),
    )
}
