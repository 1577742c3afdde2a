"""What exceptions are called, and why each is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from betang.ui.words import Words

MARKS: Final[Words] = {
    "no_decree": _("Ditetapkan tanpa keputusan bernomor"),
    "no_target": _("Divalidasi tanpa sasaran yang ditegaskan"),
    "own_check": _("Diperiksa oleh tangan yang sama"),
    "own_by_grant": _("Diajukan dan diverifikasi pihak yang sama, atas izin"),
    "no_evidence": _("Belum pernah diukur"),
    "expired_evidence": _("Buktinya kedaluwarsa"),
    "no_gap": _("Sudah memenuhi syarat jabatannya"),
    "not_required": _("Tidak dipersyaratkan jabatannya"),
    "gone": _("Orangnya keluar, pindah, atau pensiun"),
    "no_trace": _("Tanpa catatan langkah"),
}
"""Keys of `needs.queries.chain.exceptions.EXCEPTIONS`."""

WHY: Final[Words] = {
    "no_decree": _("PPK menetapkan rencana dengan keputusan bernomor (PP 11/2017 pasal 207)."),
    "no_target": _("Yang bukan tuntutan peraturan atau jabatan lolos hanya dengan sasaran yang ditegaskan."),
    "own_check": _("Yang mengisi atau mengajukan tidak memverifikasi; yang memverifikasi tidak memvalidasi."),
    "own_by_grant": _("Boleh bagi kantor kecil yang memberi izin pengerjaan; perlu dilihat apakah wajar."),
    "no_evidence": _("Kebutuhannya bersandar pada dialog saja; tidak ada hasil penilaian kompetensinya."),
    "expired_evidence": _("Pernah diukur, masa berlakunya lewat."),
    "no_gap": _("Hasil penilaian yang berlaku menunjukkan tingkat yang diminta jabatan sudah dimiliki."),
    "not_required": _("Standar kompetensi jabatan orang itu tidak memuat kompetensinya."),
    "gone": _("Kursinya tidak akan dipakai pada tahun rencana."),
    "no_trace": _("Datang dari pemuatan data dalam keadaan ini; langkah sebelumnya tidak tercatat di sini."),
}
