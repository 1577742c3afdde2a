"""Every deed the trail may speak of, with its sentence. Who adds an event adds its line here: a test asks for it.

A sentence knows `who`, `on` (the object), `agency`, `how` (by which grant, without names) and what the event holds in
`new` by its keys, and in `old` as `old_key`; `sentences` puts them into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from betang.ui.words import Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

GROUPS: Final[Words] = MappingProxyType(
    {
        "opened": _("Membuka data pegawai"),
        "taken": _("Mengunduh data pegawai"),
        "corrections": _("Perbaikan catatan"),
        "members": _("Anggota dan undangan"),
        "grants": _("Izin lintas pemerintah"),
        "accounts": _("Masuk dan akun"),
        "record": _("Data dan peta"),
        "promises": _("Sasaran dan kaitannya"),
        "arriving": _("Kiriman data"),
        "talk": _("Dialog kebutuhan"),
        "meeting": _("Rapat koordinasi"),
        "keeping": _("Jejak dan retensi"),
    }
)
"""Kinds of deeds, as the trail is filtered by."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Its kind, and the sentence. `stranger`: nobody named did it, and it was not the operator either."""

    group: str
    sentence: str | _StrPromise
    stranger: bool = False


_OPENED: Final = {
    "betang.people.list_opened": _("%(who)s membuka daftar %(people)s pegawai %(agency)s%(how)s."),
    "betang.people.person_opened": _("%(who)s membuka catatan %(on)s, %(agency)s%(how)s."),
    "betang.needs.people_opened": _("%(who)s membuka daftar %(people)s pegawai %(agency)s pada %(on)s%(how)s."),
    "betang.meeting.doubles_opened": _(
        "%(who)s membuka daftar usulan ganda %(agency)s dengan %(people)s pegawai%(how)s."
    ),
    "betang.needs.items_opened": _("%(who)s membuka kebutuhan dari %(people)s pegawai %(agency)s%(how)s."),
    "betang.needs.record_opened": _("%(who)s membuka catatannya sendiri."),
    "betang.intake.problems_opened": _(
        "%(who)s membuka baris bermasalah %(on)s, %(agency)s, dengan %(people)s pegawai%(how)s."
    ),
    "betang.needs.dialogue_opened": _("%(who)s membuka dialog kebutuhan dengan %(people)s pegawai %(agency)s%(how)s."),
    "betang.needs.objections_opened": _("%(who)s membuka keberatan dari %(people)s pegawai %(agency)s%(how)s."),
    "betang.people.corrections_opened": _(
        "%(who)s membuka permintaan perbaikan dari %(people)s pegawai %(agency)s%(how)s."
    ),
}
_TAKEN: Final = {
    "betang.people.list_exported": _("%(who)s mengunduh daftar %(people)s pegawai %(agency)s (%(file)s)%(how)s."),
    "betang.people.person_exported": _("%(who)s mengunduh catatan %(on)s, %(agency)s (%(file)s)%(how)s."),
    "betang.needs.people_exported": _(
        "%(who)s mengunduh daftar %(people)s pegawai %(agency)s pada %(on)s (%(file)s)%(how)s."
    ),
    "betang.needs.workbooks_exported": _(
        "%(who)s mengunduh buku kerja dialog %(agency)s (%(file)s) dengan %(people)s pegawai%(how)s."
    ),
    "betang.intake.refused_taken": _(
        "%(who)s mengunduh baris yang ditolak dari %(on)s, %(agency)s (%(file)s), dengan %(people)s pegawai%(how)s."
    ),
    "betang.intake.problems_exported": _(
        "%(who)s mengunduh baris bermasalah %(on)s, %(agency)s (%(file)s), dengan %(people)s pegawai%(how)s."
    ),
    "betang.meeting.doubles_exported": _(
        "%(who)s mengunduh daftar usulan ganda %(agency)s (%(file)s) dengan %(people)s pegawai%(how)s."
    ),
    "betang.needs.items_exported": _(
        "%(who)s mengunduh kebutuhan dari %(people)s pegawai %(agency)s (%(file)s)%(how)s."
    ),
    "betang.needs.record_exported": _("%(who)s mengunduh catatannya sendiri (%(file)s)."),
    "betang.needs.document_exported": _(
        "%(who)s mengunduh %(on)s %(agency)s (%(file)s) dengan %(people)s pegawai%(how)s."
    ),
}
_CORRECTIONS: Final = {
    "betang.people.correction_asked": _("%(who)s meminta perbaikan pada bagian %(subject)s dari catatannya (%(on)s)."),
    "betang.people.correction_answered": _("%(who)s menjawab %(on)s pada bagian %(subject)s: %(state)s."),
}
_MEMBERS: Final = {
    "betang.agencies.user_created": _("%(who)s membuat %(on)s."),
    "betang.agencies.member_added": _("%(who)s memberi %(user)s peran %(role)s di %(agency)s, mulai %(starts_on)s."),
    "betang.agencies.member_ended": _("%(who)s mengakhiri %(on)s di %(agency)s: tidak berlaku lagi sejak %(ends_on)s."),
    "betang.agencies.invited": _("%(who)s mengundang seseorang menjadi %(role)s di %(agency)s (%(on)s)."),
    "betang.agencies.invited_again": _("%(who)s mengirim lagi %(on)s untuk peran %(role)s di %(agency)s."),
    "betang.agencies.invitation_sent": _("Surel %(on)s dari %(agency)s terkirim."),
    "betang.agencies.invitation_withdrawn": _("%(who)s menarik %(on)s untuk peran %(role)s di %(agency)s."),
    "betang.agencies.agency_renamed": _("%(who)s mengganti nama pendek %(agency)s menjadi %(short_name)s."),
    "betang.agencies.invitation_accepted": _("%(who)s menerima %(on)s dan menjadi %(role)s di %(agency)s."),
}
_GRANTS: Final = {
    "betang.agencies.granted": _(
        "%(who)s memberi izin kepada %(to_agency)s dari %(agency)s (%(on)s), berlaku %(starts_on)s "
        "sampai sebelum %(ends_on)s."
    ),
    "betang.people.granted": _("%(who)s memasukkan %(people)s pegawai %(agency)s ke dalam %(on)s."),
    "betang.agencies.grant_withdrawn": _("%(who)s mencabut %(on)s bagi %(to_agency)s dari %(agency)s."),
}
_ACCOUNTS: Final = {
    "betang.agencies.signed_in": _("%(who)s masuk."),
    "betang.agencies.signed_out": _("%(who)s keluar."),
    "betang.agencies.password_set": _("%(who)s menetapkan kata sandi baru untuk %(on)s."),
    "betang.agencies.password_changed": _("%(who)s mengganti kata sandi %(on)s."),
    "betang.agencies.password_reset": _("%(who)s menyetel ulang kata sandi %(on)s melalui surel."),
    "betang.agencies.second_factor_set_up": _("%(who)s memasang langkah kedua pada %(on)s."),
    "betang.agencies.second_factor_removed": _("%(who)s mencabut langkah kedua dari %(on)s."),
    "betang.agencies.recovery_codes_renewed": _("%(who)s membuat kode pemulihan baru untuk %(on)s."),
    "betang.agencies.recovery_code_used": _("%(who)s masuk dengan sebuah kode pemulihan."),
    "betang.agencies.sign_on_linked": _("%(who)s menghubungkan %(on)s dengan penyedia identitas."),
    "betang.agencies.sign_on_unlinked": _("%(who)s melepaskan %(on)s dari penyedia identitas."),
    "betang.agencies.sessions_ended": _("%(who)s mengakhiri %(sessions)s sesi %(on)s."),
}
_STRANGERS: Final = {
    "betang.agencies.session_ended": _("Sesi %(on)s berakhir sendiri."),
    "betang.agencies.sign_in_failed": _("%(who)s gagal masuk ke %(on)s, dari alamat jaringan %(address)s."),
    "betang.agencies.second_factor_failed": _(
        "%(who)s gagal pada langkah kedua %(on)s, dari alamat jaringan %(address)s."
    ),
    "betang.agencies.locked": _("%(on)s terkunci sementara: terlalu banyak percobaan dari %(address)s."),
    "betang.agencies.sign_on_refused": _(
        "%(who)s datang lewat penyedia identitas dari alamat jaringan %(address)s, tetapi tidak dikenal di sini."
    ),
}
_RECORD: Final = {
    "betang.agencies.boundaries_replaced": _("%(who)s mengganti batas wilayah pada peta."),
    "betang.needs.template_replaced": _("%(who)s mengganti templat Word %(kind)s %(agency)s (%(on)s)."),
    "betang.needs.template_dropped": _("%(who)s kembali memakai templat bawaan %(kind)s, %(agency)s."),
    "betang.folder.exported": _("%(who)s mengekspor folder data %(agency)s, termasuk %(people)s pegawai."),
    "betang.folder.loaded": _("%(who)s memuat folder data ke dalam catatan."),
    "betang.needs.map_requested": _("%(who)s meminta peta kebutuhan kompetensi per %(as_of)s (%(on)s)."),
    "betang.needs.map_returned": _("Penghitungan %(on)s terhenti dan diantrekan lagi, percobaan ke-%(attempts)s."),
    "betang.needs.map_counted": _("%(on)s per %(as_of)s selesai dihitung."),
    "betang.needs.map_published": _("%(who)s menerbitkan %(on)s."),
    "betang.needs.map_failed": _("Penghitungan %(on)s gagal (%(problem)s)."),
}
_PROMISES: Final = {
    "betang.targets.link_proposed": _(
        "%(who)s mengusulkan kaitan kompetensi %(competency)s dengan sasaran %(target)s, %(agency)s."
    ),
    "betang.targets.link_changed": _(
        "%(who)s mengubah kaitan kompetensi %(competency)s dengan sasaran %(target)s, %(agency)s; menunggu penegasan."
    ),
    "betang.targets.link_removed": _(
        "%(who)s menghapus kaitan kompetensi %(competency)s dengan sasaran %(target)s, %(agency)s."
    ),
    "betang.targets.links_confirmed": _("%(who)s menegaskan %(links)s kaitan sasaran %(agency)s."),
    "betang.targets.links_returned": _("%(who)s mengembalikan %(links)s kaitan sasaran %(agency)s."),
    "betang.targets.vision_written": _("%(who)s mencatat visi dan %(missions)s misi %(agency)s (%(on)s)."),
    "betang.targets.target_placed": _("%(who)s menempatkan %(on)s, %(agency)s, pada misi nomor %(mission)s."),
}
_ALIGNING: Final = {
    "betang.meeting.titles_merged": _("%(who)s menyatukan %(titles)s judul usulan menjadi %(on)s."),
    "betang.meeting.titles_parted": _("%(who)s memisahkan %(titles)s judul usulan dari %(on)s."),
    "betang.needs.program_named": _("%(who)s memasangkan %(items)s usulan %(agency)s dengan program %(program)s."),
}
_ARRIVING: Final = {
    "betang.intake.received": _("%(who)s mengirim berkas untuk %(agency)s (%(on)s)."),
    "betang.intake.checked": _("%(on)s selesai diperiksa: %(rows)s baris, %(refused)s ditolak, %(warned)s peringatan."),
    "betang.intake.refused": _("%(on)s tidak dapat dibaca (%(code)s)."),
    "betang.intake.explained": _("%(who)s menjelaskan jenis atau kolom %(on)s."),
    "betang.intake.alias_confirmed": _("%(who)s menegaskan nama lain pada %(on)s."),
    "betang.intake.alias_dropped": _("%(who)s menghapus %(on)s."),
    "betang.intake.column_forgotten": _("%(who)s menghapus %(on)s dari yang diingat."),
    "betang.intake.read_anew": _("%(on)s dibaca lagi."),
    "betang.intake.returned": _("Pembacaan %(on)s terhenti dan diantrekan lagi."),
    "betang.intake.commit_asked": _("%(who)s meminta %(on)s disimpan."),
    "betang.intake.committed": _("%(on)s disimpan ke dalam catatan %(agency)s."),
    "betang.intake.undone": _("%(who)s menarik kembali %(on)s dari catatan %(agency)s."),
    "betang.intake.discarded": _("%(who)s membatalkan %(on)s."),
}
_TALK: Final = {
    "betang.needs.need_said": _("%(who)s mengisi kebutuhan %(on)s pada kompetensi %(competency)s, %(agency)s."),
    "betang.needs.not_training_said": _(
        "%(who)s mencatat kekurangan %(on)s sebagai bukan kebutuhan pelatihan (kompetensi %(competency)s), %(agency)s."
    ),
    "betang.needs.layers_entered": _(
        "%(who)s memasukkan kebutuhan menurut peraturan dan jabatan %(agency)s: %(added)s baru, %(changed)s berubah, "
        "%(gone)s dihapus."
    ),
    "betang.needs.programme_asked": _(
        "%(who)s mencatat kebutuhan organisasi %(on)s, %(agency)s: program %(program)s bagi %(people)s orang."
    ),
    "betang.needs.objected": _("%(who)s mengajukan %(on)s tentang kompetensi %(competency)s, %(agency)s."),
    "betang.needs.objection_answered": _("%(who)s menjawab %(on)s, %(agency)s; dibuka kembali: %(reopened)s."),
}
_FLOW: Final = {
    "betang.needs.step_taken": _("%(who)s mengambil langkah %(step)s dengan %(items)s butir kebutuhan %(agency)s."),
    "betang.needs.form_submitted": _(
        "%(who)s mengajukan formulir perangkat daerah %(agency)s (%(on)s): %(needs)s kebutuhan, %(proposals)s usulan."
    ),
    "betang.needs.item_changed": _("%(who)s mengubah isi sebuah kebutuhan %(agency)s."),
    "betang.needs.year_opened": _("%(who)s membuka tahun rencana %(year)s."),
    "betang.needs.year_closed": _("%(who)s menutup tahun rencana %(year)s."),
    "betang.needs.deadline_set": _("%(who)s menetapkan tenggat %(stage)s, %(agency)s: %(day)s."),
    "betang.needs.paper_recorded": _("%(who)s mencatat keputusan di atas kertas %(agency)s (%(on)s)."),
    "betang.needs.reminded": _("%(mails)s surel mengingatkan %(agency)s akan tenggat %(stage)s."),
}
_MEETING: Final = {
    "betang.meeting.prepared": _("%(who)s menyiapkan %(on)s untuk tahun %(year)s."),
    "betang.meeting.changed": _("%(who)s mengubah data %(on)s."),
    "betang.meeting.opened": _("%(who)s membuka %(on)s."),
    "betang.meeting.closed": _("%(who)s menutup %(on)s."),
    "betang.meeting.reopened": _("%(who)s membuka lagi %(on)s."),
    "betang.meeting.moved_on": _("%(who)s membawa rapat ke %(on)s."),
    "betang.meeting.items_added": _("%(who)s menambahkan %(items)s butir pada %(on)s."),
    "betang.meeting.item_placed": _("%(who)s memindahkan %(on)s ke urutan %(place)s."),
    "betang.meeting.item_removed": _("%(who)s menghapus %(on)s dari susunan acara."),
    "betang.meeting.item_changed": _("%(who)s mengubah %(on)s."),
    "betang.meeting.item_agreed": _("%(who)s mencatat bahwa %(on)s disepakati."),
    "betang.meeting.item_left_open": _("%(who)s mencatat bahwa %(on)s dibiarkan terbuka."),
    "betang.meeting.agreed_to": _("%(who)s menyatakan %(agency)s setuju pada %(on)s."),
    "betang.meeting.not_agreed_to": _("%(who)s menyatakan %(agency)s belum setuju pada %(on)s."),
    "betang.meeting.attended": _("%(who)s mencatat peserta nomor %(number)s dari %(agency)s pada %(on)s."),
    "betang.meeting.stayed_away": _("%(who)s menghapus peserta nomor %(number)s dari %(agency)s pada %(on)s."),
}
_KEEPING: Final = {
    "betang.people.breach_reported": _(
        "%(who)s membuat laporan insiden data %(since)s sampai %(until)s: %(rows)s baris tentang %(people)s pegawai."
    ),
    "betang.agencies.trail_exported": _("%(who)s mengunduh %(rows)s peristiwa dari jejak (%(file)s)."),
    "betang.agencies.retention_applied": _(
        "%(who)s menghapus %(rows)s baris %(on)s yang masa simpannya habis (sebelum %(before)s)."
    ),
}


def _all(group: str, sentences: Mapping[str, _StrPromise], *, stranger: bool = False) -> dict[str, Deed]:
    return {name: Deed(group, sentence, stranger) for name, sentence in sentences.items()}


DEEDS: Final[Mapping[str, Deed]] = MappingProxyType(
    {
        **_all("opened", _OPENED),
        **_all("taken", _TAKEN),
        **_all("corrections", _CORRECTIONS),
        **_all("members", _MEMBERS),
        **_all("grants", _GRANTS),
        **_all("accounts", _ACCOUNTS),
        **_all("accounts", _STRANGERS, stranger=True),
        **_all("record", _RECORD),
        **_all("promises", _PROMISES),
        **_all("record", _ALIGNING),
        **_all("arriving", _ARRIVING),
        **_all("talk", _TALK),
        **_all("talk", _FLOW),
        **_all("meeting", _MEETING),
        **_all("keeping", _KEEPING),
    }
)
"""By the name of the event."""


def named(group: str) -> list[str]:
    """The names of the events of one kind."""
    return [name for name, deed in DEEDS.items() if deed.group == group]
