"""What a decision on paper must have to stand in for a hand, and when a stage is reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from betang.agencies.rules import NotAllowed
from betang.needs.models import Stage


@dataclass(frozen=True, slots=True)
class Papers:
    """How large a scan may be, and on which days before the last day of a stage it is reminded of (-1: after it)."""

    valid_from: date = date(2026, 1, 1)
    source: str = "convention of the house"
    scan_bytes: int = 10_000_000
    remind_days: tuple[int, ...] = (7, 1, -1)
    overdue_days: int = 7


PAPERS: Final = Papers()


def check_scan(scan: bytes) -> None:
    """A scan is a PDF that is whole, runs nothing, and is not too large. Raises `NotAllowed`."""
    if len(scan) > PAPERS.scan_bytes:
        most = PAPERS.scan_bytes // 1_000_000
        raise NotAllowed(_("Pindaian lebih besar dari %(n)d MB. Pindai hitam-putih, 150 dpi.") % {"n": most})
    if not scan.startswith(b"%PDF-") or b"%%EOF" not in scan[-1024:] or b"startxref" not in scan[-1024:]:
        raise NotAllowed(_("Ini bukan PDF yang utuh. Pindai keputusannya ke PDF, lalu pilih berkasnya lagi."))
    if any(word in scan for word in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction")):
        raise NotAllowed(_("PDF ini berisi program atau lampiran. Pindai ulang dari kertasnya."))


def check_decision(*, number: str, signed_by: str, post: str, decided_on: date, on: date) -> None:
    """Whoever reads of a paper later can find it. Raises `NotAllowed`."""
    if not (number.strip() and signed_by.strip() and post.strip()):
        raise NotAllowed(_("Isi nomor, penanda tangan, dan jabatannya, seperti yang tertulis di kertas."))
    if decided_on > on:
        raise NotAllowed(_("Tanggal keputusan belum tiba. Catat setelah ditandatangani."))


def check_day(*, stage: Stage, day: date, province: date | None) -> None:
    """A government's own day may only be earlier than that of the province. Raises `NotAllowed`."""
    if province is not None and day > province:
        raise NotAllowed(
            _("Tenggat sendiri untuk %(stage)s paling lambat sama dengan tenggat provinsi.")
            % {"stage": str(stage.label).lower()}
        )


def notice(*, day: date, on: date) -> int | None:
    """Which reminder of the last day `day` is due on a day: so many days before it, -1 after it; None: none."""
    left = day - on
    if left < timedelta():
        return -1 if -left <= timedelta(days=PAPERS.overdue_days) else None
    return min((days for days in PAPERS.remind_days if days >= 0 and left <= timedelta(days=days)), default=None)
