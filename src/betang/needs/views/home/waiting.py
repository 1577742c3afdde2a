"""What waits for the reader in this room and the ones before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies import viewers
from betang.agencies.queries import grants, invitations
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.disclosure import Figures, judged, total
from betang.intake.queries import batches
from betang.needs.queries import first_hour, government, runs
from betang.needs.queries.province import province
from betang.people.queries import corrections
from betang.standards.queries import skills
from betang.ui.figures import day, number, share
from betang.ui.frame.first_page import Waiting
from betang.ui.links import at

if TYPE_CHECKING:
    from betang.needs.models import MapRun

WORK = frozenset({Right.EDIT, Right.CONFIRM_TARGETS})
"""Whoever holds one of these in a government, or may open all of its people, has its needs as work."""
NAMED = 4
"""How many governments a sentence names before it only counts."""


ANSWER_SHOWN = timedelta(days=30)
"""How long the answer to a request of the reader's own is told here; it stays on the record."""


def waits(viewer: Viewer) -> Iterator[Waiting]:
    """Everything of these rooms, in the order of the story."""
    run = runs.published_run()
    mine = own_figures(run, viewer)
    if not mine:
        yield from _first_hour(viewer)
    yield from _batches(viewer)
    yield from _corrections(viewer)
    yield from _doors(viewer)
    if run:
        yield from _waiting(run, viewer, mine, total(mine.values()) if mine else None)


def own_figures(run: MapRun | None, viewer: Viewer) -> dict[str, Figures]:
    """The figures of the reader's own government by competency; none without a map or a government."""
    if run is None or viewer.home is None:
        return {}
    return government.competencies(run, viewer.home.code, user=viewer)


def _first_hour(viewer: Viewer) -> list[Waiting]:
    """What the register alone tells, while the map says nothing of the own government yet."""
    home = viewer.home
    if home is None or not first_hour.has_register(home.code, user=viewer):
        return []
    title = _("Jam pertama: apa kata data kepegawaian %(name)s") % {"name": home.short_name}
    why = _("Mutu data, susunan pegawai, pensiun, pendidikan, dan kelas bersama, sebelum satu pun penilaian ada.")
    return [Waiting(title, why, at("needs:first_hour"), _("Buka Jam pertama"), urgent=True)]


def _waiting(run: MapRun, viewer: Viewer, mine: dict[str, Figures], whole: Figures | None) -> list[Waiting]:
    found = []
    if viewer.coordinates:
        found += _for_the_coordinator(run)
    if whole is not None and viewer.home is not None and _works_on_needs(viewer, viewer.home.code):
        found += _for_the_planner(run, viewer, mine, whole)
    if viewer.own_record is not None:
        why = _("Apa yang tercatat tentang Anda, dari mana asalnya, dan siapa yang melihatnya.")
        found.append(Waiting(_("Periksa catatan Anda"), why, at("needs:record"), _("Buka catatan saya")))
    return found


def _works_on_needs(viewer: Viewer, agency: str) -> bool:
    return viewer.sees_people(agency) or not WORK.isdisjoint(viewer.rights(agency))


def _corrections(viewer: Viewer) -> list[Waiting]:
    """Requests to correct a record that wait for the reader, and answers to the reader's own."""
    found = []
    waiting = corrections.waiting_corrections(user=viewer)
    if waiting:
        title = ngettext("%(n)s permintaan perbaikan menunggu", "%(n)s permintaan perbaikan menunggu", waiting) % {
            "n": waiting
        }
        why = _("Pegawai menunjuk data yang menurutnya keliru pada catatannya.")
        found.append(Waiting(title, why, at("people:corrections"), _("Baca dan jawab"), urgent=True))
    answered = corrections.answered_since(timezone.now() - ANSWER_SHOWN, user=viewer)
    if answered:
        title = ngettext(
            "%(n)s permintaan perbaikan Anda sudah dijawab", "%(n)s permintaan perbaikan Anda sudah dijawab", answered
        ) % {"n": answered}
        why = _("Jawaban perencana ada pada catatan Anda.")
        found.append(Waiting(title, why, f"{at('needs:record')}#perbaikan", _("Baca jawabannya")))
    return found


def _batches(viewer: Viewer) -> list[Waiting]:
    """Files that wait for a word of the reader's, and those that are being read."""
    found = []
    for batch in batches.unfinished(user=viewer):
        working = batch.state in batches.WORKING
        title = _("%(file)s – %(state)s") % {"file": batch.name, "state": batch.get_state_display()}
        why = _("Dikirim %(day)s untuk %(agency)s.") % {
            "day": day(batch.received_at),
            "agency": batch.agency.short_name if batch.agency else "–",
        }
        action = _("Lihat kemajuannya") if working else _("Lihat dan putuskan")
        found.append(Waiting(title, why, at("intake:batch", batch.pk), action, urgent=not working))
    return found


def _doors(viewer: Viewer) -> list[Waiting]:
    """Invitations of the own government that nobody has taken yet, and doors to others that shut soon."""
    found, home = [], viewer.home
    if home is not None and viewer.has(Right.MEMBERS, home.code):
        pending = invitations.pending(home.code, user=viewer, now=timezone.now())
        late = sum(one.state == "expired" for one in pending)
        if pending:
            title = ngettext("%(n)s undangan belum diterima", "%(n)s undangan belum diterima", len(pending)) % {
                "n": len(pending)
            }
            why = (
                _("%(n)s sudah lewat waktunya; kirim lagi atau tarik.") % {"n": late}
                if late
                else _("Ingatkan orangnya, atau tarik undangannya.")
            )
            found.append(Waiting(title, why, at("people:members"), _("Lihat anggota"), urgent=late > 0))
    for grant in grants.ending(viewer.agencies, user=viewer, on=timezone.localdate()):
        title = _("Izin bagi %(name)s segera berakhir") % {"name": grant.to_agency.short_name}
        why = _("Hari terakhirnya %(day)s; beri izin baru bila masih diperlukan.") % {
            "day": day(grant.ends_on - timedelta(days=1))
        }
        found.append(Waiting(title, why, at("people:grant", grant.pk), _("Lihat izinnya")))
    return found


def _for_the_coordinator(run: MapRun) -> list[Waiting]:
    """Governments that cannot be compared yet."""
    totals, share_needed = province(run).by_agency(), runs.ranked_share(run)
    governments = viewers.governments()
    unjudged = [a for a in governments if (f := totals.get(a.code)) is None or not judged(f, share_needed)]
    if not unjudged:
        return []
    names = ", ".join(a.short_name for a in unjudged[:NAMED])
    if len(unjudged) > NAMED:
        names = _("%(names)s, dan %(n)s lainnya") % {"names": names, "n": len(unjudged) - NAMED}
    title = ngettext("%(n)s pemerintah belum dapat dinilai", "%(n)s pemerintah belum dapat dinilai", len(unjudged)) % {
        "n": len(unjudged)
    }
    why = _("Kurang dari separuh syaratnya terukur: %(names)s.") % {"names": names}
    return [Waiting(title, why, at("needs:measure_first"), _("Lihat apa yang harus diukur dulu"), urgent=True)]


def _for_the_planner(run: MapRun, viewer: Viewer, mine: dict[str, Figures], whole: Figures) -> list[Waiting]:
    """What to work on, what to measure, and which standards still stand on drafts."""
    home, share_needed = viewer.home, runs.ranked_share(run)
    if home is None:
        return []
    page, dictionary = at("needs:agency", home.code), skills()
    found = []
    ranked = [(code, f) for code, f in mine.items() if judged(f, share_needed) and f.short]
    if ranked:
        code, top = max(ranked, key=lambda pair: (pair[1].priority, pair[0]))
        title = _("%(skill)s: prioritas pertama di %(name)s") % {
            "skill": dictionary[code].name,
            "name": home.short_name,
        }
        why = _("%(n)s orang yang terukur masih di bawah standar.") % {"n": number(top.short)}  # type: ignore[arg-type]
        href = at("needs:agency_competency", home.code, code)
        found.append(Waiting(title, why, href, _("Lihat siapa saja")))
    open_ones = [code for code, f in mine.items() if not judged(f, share_needed)]
    if open_ones:
        title = ngettext("%(n)s kompetensi harus diukur dulu", "%(n)s kompetensi harus diukur dulu", len(open_ones)) % {
            "n": len(open_ones)
        }
        why = _("Baru %(seen)s%% syarat di %(name)s terukur; tanpa hasil penilaian, kekurangannya tidak diketahui.")
        why = why % {"seen": share(whole.coverage), "name": home.short_name}
        href = at("needs:agency_measure_first", home.code)
        found.append(Waiting(title, why, href, _("Lihat daftar Ukur dulu"), urgent=True))
    if isinstance(whole.expired, int) and whole.expired:
        title = _("%(n)s hasil penilaian sudah kedaluwarsa") % {"n": number(whole.expired)}
        why = _("Pernah diukur, tetapi masa berlakunya lewat pada %(day)s; perlu diukur ulang.") % {
            "day": day(run.as_of)
        }
        found.append(Waiting(title, why, at("needs:agency_measure_first", home.code), _("Lihat di mana")))
    if isinstance(whole.default_share, float) and whole.default_share:
        title = _("%(share)s%% syarat bersandar pada standar yang belum ditetapkan") % {
            "share": share(whole.default_share)
        }
        why = _("Angkanya dapat berubah begitu standar kompetensi jabatan ditetapkan dengan keputusan.")
        found.append(Waiting(title, why, f"{page}#kompetensi", _("Lihat pada kompetensi mana")))
    return found
