"""The minutes (berita acara) on paper, to be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.meeting.queries import meetings as queries
from betang.meeting.queries.minutes import minutes
from betang.ui import pages
from betang.ui.documents import Document, Grid, Section, pdf
from betang.ui.figures import UNKNOWN, day, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from betang.meeting.queries.minutes import Minute, Minutes


def paper(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """The PDF; a draft as long as the meeting is not closed."""
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    content = minutes(found, user=viewer)
    answer = HttpResponse(pdf(_document(content), made_at=timezone.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="berita-acara-rakor-{content.day.isoformat()}.pdf"'
    return answer


def _document(content: Minutes) -> Document:
    draft = "" if content.final else _("RANCANGAN: rapat ini belum ditutup.")
    foot = _("Berita acara rapat nomor %(n)s") % {"n": content.number}
    return Document(
        language=get_language() or "id",
        title=_("Berita acara rapat koordinasi"),
        subtitle=content.title,
        label=" ".join(part for part in (pages.fiction(), draft) if part),
        foot=f"{foot} · {day(content.day)}",
        page_of=_("Halaman {page} dari {pages}"),
        sections=[
            _opening(content),
            _agreed(content.agreed),
            _left_open(content.left_open, content.waiting),
            _present(content),
            _signatures(content),
        ],
    )


def _opening(content: Minutes) -> Section:
    said = _(
        "Pada %(day)s diadakan rapat koordinasi kebutuhan pengembangan kompetensi tahun %(year)s, dipimpin oleh "
        "%(chair)s, dihadiri %(people)s orang dari %(n)s pemerintah. Dari %(items)s butir, %(agreed)s disepakati, "
        "%(open)s dibiarkan terbuka dengan alasan, dan %(waiting)s belum dibahas."
    ) % {
        "day": day(content.day),
        "year": content.year,
        "chair": content.chair,
        "people": number(sum(len(there) for _name, there in content.present)),
        "n": number(len(content.present)),
        "items": number(len(content.agreed) + len(content.left_open) + len(content.waiting)),
        "agreed": number(len(content.agreed)),
        "open": number(len(content.left_open)),
        "waiting": number(len(content.waiting)),
    }
    facts = [
        (_("Tempat"), content.place),
        (_("Rapat daring"), content.online),
        (_("Dibuka"), _moment(content.opened_at)),
        (_("Ditutup"), _moment(content.closed_at)),
    ]
    return Section(_("Rapat"), [said], facts=[fact for fact in facts if fact[1]])


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{day(local)} {date_format(local, 'H.i')} {local.tzname()}"


def _agreed(lines: Sequence[Minute]) -> Section:
    columns = [_("Butir"), _("Yang disepakati"), _("Oleh"), _("Yang mengerjakan"), _("Paling lambat")]
    rows = [
        [
            str(one.number),
            f"{one.title}\n{one.decision or _('Disepakati sebagaimana diusulkan.')}",
            _by_whom(one),
            one.who or UNKNOWN,
            day(one.due) if one.due else UNKNOWN,
        ]
        for one in lines
    ]
    grid = Grid(columns, rows, (0.7, 4.4, 2.2, 2, 1.5)) if rows else None
    return Section(_("Yang disepakati"), [] if rows else [_("Belum ada.")], grid=grid, notes=_objections(lines))


def _by_whom(one: Minute) -> str:
    if one.government:
        return one.government
    if one.agree:
        return _("%(n)s pemerintah menyatakan setuju") % {"n": number(one.agree)}
    return _("rapat")


def _objections(lines: Sequence[Minute]) -> list[str]:
    return [
        _("Butir %(n)s: %(government)s belum setuju. %(reason)s")
        % {"n": one.number, "government": objection.government, "reason": objection.reason}
        for one in lines
        for objection in one.objections
    ]


def _left_open(lines: Sequence[Minute], waiting: Sequence[Minute]) -> Section:
    columns = [_("Butir"), _("Yang belum disepakati"), _("Mengapa"), _("Yang mengerjakan"), _("Paling lambat")]
    rows = [
        [
            str(one.number),
            f"{one.title}\n{one.government}" if one.government else one.title,
            one.reason or _("Belum dibahas."),
            one.who or UNKNOWN,
            day(one.due) if one.due else UNKNOWN,
        ]
        for one in sorted([*lines, *waiting], key=lambda one: one.number)
    ]
    grid = Grid(columns, rows, (0.7, 3.6, 3, 2, 1.5)) if rows else None
    title = _("Yang tetap terbuka")
    return Section(title, [] if rows else [_("Tidak ada.")], grid=grid, notes=_objections([*lines, *waiting]))


def _present(content: Minutes) -> Section:
    ways = {"hall": _("di ruang rapat"), "online": _("daring")}
    rows = [
        [government if first else "", one.name, one.office, ways[one.way]]
        for government, there in content.present
        for first, one in zip((True, *(False,) * len(there)), there, strict=False)
    ]
    columns = [_("Pemerintah"), _("Nama"), _("Jabatan dan unit kerja"), _("Hadir")]
    grid = Grid(columns, rows, (3, 2.6, 3.4, 1.6)) if rows else None
    absent = [_("Tidak tercatat hadir: %(who)s.") % {"who": ", ".join(content.absent)}] if content.absent else []
    return Section(_("Daftar hadir"), [] if rows else [_("Belum diisi.")], grid=grid, notes=absent)


def _signatures(content: Minutes) -> Section:
    rows = [[content.chair, _("Pimpinan rapat"), ""], *([name, "", ""] for name, _there in content.present)]
    grid = Grid([_("Yang menandatangani"), _("Nama dan jabatan"), _("Tanda tangan")], rows, (3.4, 3, 3.4))
    return Section(_("Tanda tangan"), [_("Berita acara ini dibuat untuk diketahui dan dilaksanakan.")], grid=grid)
