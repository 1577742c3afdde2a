"""A batch in words: what was found in its file, what it would change, what is amiss, what may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.core.office.desk import Known
from betang.intake import registry, titles, words
from betang.intake.queries import batches as queries
from betang.ui.figures import number
from betang.ui.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from betang.core.office.spec import OfficeKind
    from betang.intake.models import Batch
    from betang.intake.queries.batches import Spelling

FIELDS_NAMED = 6  # changed columns a line names
OFFERS = 3  # things one spelling may mean that are offered
PILLS = {"refused": "short", "cell": "agreed", "warning": "agreed"}


@dataclass(frozen=True, slots=True)
class Group:
    """All problems of one code: how severe, how many, the rule, what to do, and where its rows are listed."""

    severity: str
    code: str
    label: str
    pill: str
    rows: int
    told: words.Told
    href: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A spelling, in how many rows it stands, and what it may mean: (code, name)."""

    spelling: Spelling
    directory: str
    looked_in: str
    offers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in which a table was found: (heading as written, what it holds) of every column, and those left alone."""

    name: str
    part: str
    heading_row: int
    columns: tuple[tuple[str, str], ...]
    spare: tuple[str, ...]


def answer(batch: Batch) -> str:
    """The first line of a batch that was checked: '382 baris siap disimpan, 9 ditolak, 12 peringatan.'"""
    ready = batch.rows - batch.refused
    parts = [
        ngettext("%(n)s baris siap disimpan", "%(n)s baris siap disimpan", ready) % {"n": number(ready)},
        ngettext("%(n)s ditolak", "%(n)s ditolak", batch.refused) % {"n": number(batch.refused)},
        ngettext("%(n)s peringatan", "%(n)s peringatan", batch.warned) % {"n": number(batch.warned)},
    ]
    return ", ".join(parts) + "."


def changes(batch: Batch) -> Table:
    """What the batch would change or has changed, by table."""
    kept = any(told.get("kept") for told in batch.preview.values())
    columns = [
        Column("tabel", _("Data"), sortable=False),
        Column("baru", _("Baru"), "count", sortable=False),
        Column("berubah", _("Berubah"), "count", sortable=False),
        Column("sama", _("Sama"), "count", sortable=False),
        *([Column("tetap", _("Tetap, sudah diajukan"), "count", sortable=False)] if kept else []),
        Column("tidak_ada_lagi", _("Tidak ada lagi di berkas"), "count", sortable=False),
    ]
    rows = [
        [
            Cell(titles.table(name), note=_fields(told.get("fields", {}))),
            Cell(told["new"]),
            Cell(told["changed"]),
            Cell(told["unchanged"]),
            *([Cell(told.get("kept", 0))] if kept else []),
            Cell(told["missing"]),
        ]
        for name, told in batch.preview.items()
    ]
    empty = _("Tidak ada data yang berasal dari berkas ini.")
    return Table(name="perubahan", title=_("Yang akan berubah"), columns=columns, rows=rows, empty=empty)


def _fields(changed: dict[str, int]) -> str:
    if not changed:
        return ""
    ordered = sorted(changed.items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{titles.column(name)} {number(rows)}" for name, rows in ordered[:FIELDS_NAMED]]
    if len(ordered) > FIELDS_NAMED:
        named.append(_("%(n)s kolom lain") % {"n": len(ordered) - FIELDS_NAMED})
    return _("berubah pada: %(fields)s") % {"fields": ", ".join(named)}


def missing(batch: Batch) -> int:
    """How many rows known before are not in the file."""
    return sum(told["missing"] for told in batch.preview.values())


def groups(batch: Batch) -> list[Group]:
    """Problems by code, refused ones first, the most frequent of each first."""
    found = []
    for severity, label in titles.SEVERITIES.items():
        counted = batch.counts.get(severity, {})
        for code, rows in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
            href = f"{reverse('intake:problems', args=[batch.pk])}?akibat={severity}&kode={code}"
            told = words.told(code)
            found.append(Group(severity, code, str(label), PILLS[severity], rows, told, href))
    return found


def meanings(batch: Batch) -> list[Meant]:
    """Spellings that may mean something known, with the names of what is offered."""
    asked = queries.spellings(batch)
    kind = registry.kinds().get(batch.kind or "")
    if not asked or kind is None:
        return []
    known = Known()
    registry.fill(known, tuple(name for name in kind.knows if name in titles.DIRECTORIES), batch.agency_id)
    found = []
    for one in asked:
        directory = titles.LOOKED_UP.get(one.code) or _holding(known, kind, one)
        if directory:
            offers = tuple(
                (code, known[directory].name(code)) for code in one.offers[:OFFERS] if code in known[directory]
            )
            if offers:
                found.append(Meant(one, directory, str(titles.DIRECTORIES[directory]), offers))
    return found


def _holding(known: Known, kind: OfficeKind, one: Spelling) -> str:
    """The directory that knows everything that is offered, where the code does not say which one it was."""
    holding = [name for name in kind.knows if name in titles.DIRECTORIES and all(c in known[name] for c in one.offers)]
    return holding[0] if len(holding) == 1 else ""


def sheets(batch: Batch) -> Iterator[Sheet]:
    """The tables found in the file."""
    kind = registry.kinds().get(batch.kind or "")
    if kind is None:
        return
    for table in batch.look.get("found", ()):
        part = kind.part(table["part"])
        mapped = [
            (column["index"], heading(column), part.field(name).title)
            for name, columns in table["columns"].items()
            for column in columns
        ]
        yield Sheet(
            name=table["sheet"],
            part=titles.of(part.title),
            heading_row=table["heading_row"],
            columns=tuple((written, meant) for _index, written, meant in sorted(mapped)),
            spare=tuple(heading(column) for column in table["spare"]),
        )


def heading(column: dict[str, Any]) -> str:
    """A heading as written, both lines of it."""
    return f"{column['heading']} / {column['sub']}" if column["sub"] else column["heading"]


def facts(batch: Batch) -> list[tuple[str, str]]:
    """How the file is made."""
    look = batch.look
    found = [(_("Format"), str(titles.FORMATS.get(look.get("format", ""), "")))]
    if look.get("encoding"):
        found.append((_("Penyandian huruf"), look["encoding"]))
    if look.get("delimiter"):
        sign = {"\t": "tab"}.get(look["delimiter"], look["delimiter"])
        found.append((_("Pemisah kolom"), sign))
    hidden = [sheet["name"] for sheet in look.get("sheets", ()) if sheet["hidden"]]
    if hidden:
        found.append((_("Lembar tersembunyi"), ", ".join(hidden)))
    skipped = [name for name in look.get("skipped", ()) if name]
    if skipped:
        found.append((_("Lembar yang dilewati"), ", ".join(skipped)))
    return [(label, text) for label, text in found if text]
