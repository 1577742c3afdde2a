"""What codes of the data dictionary are called on screens. One place, so that a word is the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "Mapping[str, str] | Mapping[str, _StrPromise]"
"""Code to word; most are translated when shown, because the reader's language is known only then."""

GROUPS: Words = {
    "integrity": _("Integritas"),
    "leadership": _("Kepemimpinan"),
    "technical": _("Teknis"),
}
GROUP_HELP: Words = {
    "integrity": _("Integritas (M.01) dan Perekat Bangsa (SK.01)"),
    "leadership": _("Kompetensi manajerial M.02 sampai M.08"),
    "technical": _("Kompetensi teknis menurut urusan pemerintahan"),
}
MEASURES: Words = {
    "short": _("Kekurangan"),
    "met": _("Pemenuhan"),
    "seen": _("Cakupan"),
}
MEASURE_HELP: Words = {
    "short": _("orang yang kurang dari setiap 100 yang terukur"),
    "met": _("persen tingkat yang dipersyaratkan dan sudah dimiliki, dari yang terukur"),
    "seen": _("persen syarat jabatan yang sudah terukur"),
}
TIERS: Words = {
    "jpt_utama": _("JPT Utama"),
    "jpt_madya": _("JPT Madya"),
    "jpt_pratama": _("JPT Pratama"),
    "administrator": _("Administrator"),
    "pengawas": _("Pengawas"),
    "pelaksana": _("Pelaksana"),
    "jf_utama": _("JF Ahli Utama"),
    "jf_madya": _("JF Ahli Madya"),
    "jf_muda": _("JF Ahli Muda"),
    "jf_pertama": _("JF Ahli Pertama"),
    "jf_penyelia": _("JF Penyelia"),
    "jf_mahir": _("JF Mahir"),
    "jf_terampil": _("JF Terampil"),
    "jf_pemula": _("JF Pemula"),
}
STATUSES: Words = {"CPNS": _("CPNS"), "PNS": _("PNS"), "PPPK": _("PPPK"), "PPPK_PW": _("PPPK paruh waktu")}
SOURCES: Words = {
    "accredited": _("asesor terakreditasi"),
    "test": _("uji kompetensi"),
    "certificate": _("sertifikat kompetensi"),
    "supervisor": _("penilaian atasan"),
    "peer": _("penilaian rekan kerja"),
    "self": _("penilaian diri"),
}
STATES: Words = {
    "short": _("Kurang"),
    "met": _("Memenuhi"),
    "trained": _("Kurang, sudah dilatih"),
    "agreed": _("Disepakati, belum terukur"),
    "expired": _("Kedaluwarsa"),
    "unknown": _("Belum terukur"),
}
IMPORTANCES: Words = {"3": _("mutlak"), "2": _("penting"), "1": _("perlu")}
BASES: Words = {
    "decree": _("ditetapkan dengan keputusan"),
    "default": _("standar bawaan, belum ditetapkan"),
    "draft": _("masih rancangan"),
    "": _("dasar tidak dicatat"),
}
STEPS: Words = {
    "own_job": _("standar jabatan milik pemerintah ini"),
    "common_job": _("standar jabatan yang berlaku umum"),
    "own_tier": _("standar jenjang milik pemerintah ini"),
    "common_tier": _("standar jenjang yang berlaku umum"),
}
STANDINGS: Words = {
    "decides": _("Menentukan: sumber terbaik yang masih berlaku, dan yang terbaru darinya."),
    "weaker_source": _("Tidak dipakai: ada hasil yang masih berlaku dari sumber yang lebih kuat."),
    "older": _("Tidak dipakai: ada hasil yang lebih baru dari sumber yang sama."),
    "lower": _("Tidak dipakai: pada hari dan sumber yang sama ada tingkat yang lebih tinggi."),
    "expired": _("Tidak dipakai: masa berlakunya sudah lewat pada tanggal peta."),
    "later": _("Belum dipakai: dinilai sesudah tanggal peta."),
}
LEVELS: Words = {
    "0": pgettext_lazy("tingkat kompetensi", "belum tampak"),
    "1": pgettext_lazy("tingkat kompetensi", "paham"),
    "2": pgettext_lazy("tingkat kompetensi", "dasar"),
    "3": pgettext_lazy("tingkat kompetensi", "menengah"),
    "4": pgettext_lazy("tingkat kompetensi", "mumpuni"),
    "5": pgettext_lazy("tingkat kompetensi", "ahli"),
}
RECORD_PARTS: Words = {
    "people": _("Data kepegawaian"),
    "performance": _("Predikat kinerja"),
    "assessments": _("Hasil penilaian kompetensi"),
    "training_history": _("Riwayat pelatihan"),
    "obligations": _("Kewajiban mengikuti pelatihan"),
    "needs": _("Kebutuhan pengembangan yang disepakati"),
}
"""The tables in which something of one person is kept, as that person is told."""
ANSWERS: Words = {
    "open": _("menunggu jawaban"),
    "accepted": _("diterima, diperbaiki di sumbernya"),
    "refused": _("tidak diubah"),
}
"""What became of a request to correct a record."""
NEED_STEPS: Words = {
    "agree": _("Sepakati"),
    "withdraw": _("Tarik"),
    "submit": _("Ajukan"),
    "return": _("Kembalikan"),
    "reject": _("Tolak"),
    "verify": _("Verifikasi"),
    "validate": _("Validasi"),
    "plan": _("Masukkan ke rencana"),
    "unplan": _("Keluarkan dari rencana"),
    "decide": _("Tetapkan"),
    "reopen": _("Buka kembali"),
}
"""Steps of a need on its way, for the trail; `betang.needs.rules.flow.STEPS` has them with their rules."""
NEED_STAGES: Words = {
    "dialogue": _("Dialog atasan dan bawahan"),
    "submit": _("Pengajuan perangkat daerah"),
    "verify": _("Verifikasi"),
    "validate": _("Validasi"),
    "meeting": _("Rapat koordinasi"),
    "decide": _("Penetapan"),
}
"""What has a last day in a planning year."""
PREDICATES: Words = {
    "1": pgettext_lazy("predikat kinerja", "sangat kurang"),
    "2": pgettext_lazy("predikat kinerja", "kurang"),
    "3": pgettext_lazy("predikat kinerja", "butuh perbaikan"),
    "4": pgettext_lazy("predikat kinerja", "baik"),
    "5": pgettext_lazy("predikat kinerja", "sangat baik"),
}
POSITIONS: Words = {
    "01": _("aktif"),
    "02": _("cuti di luar tanggungan negara"),
    "03": _("tugas belajar"),
    "04": _("pemberhentian sementara"),
    "13": _("perpanjangan cuti di luar tanggungan negara"),
    "14": _("dinyatakan hilang"),
    "15": _("kena hukuman disiplin"),
    "16": _("pemindahan dalam rangka penurunan jabatan"),
    "20": _("masa persiapan pensiun"),
    "51": _("CPNS yang belum menerima SK"),
    "52": _("tidak aktif"),
    "66": _("diberhentikan"),
    "70": _("pembatalan NIP"),
    "71": _("aktif sebagai PPPK"),
    "77": _("diberhentikan tanpa hak pensiun"),
    "88": _("diberhentikan dengan hak pensiun"),
    "89": _("tidak aktif, diusulkan pensiun"),
    "98": _("mencapai batas usia pensiun"),
    "99": _("pensiun"),
}
"""SIASN's kedudukan hukum by code; a code that is not here is shown as a code."""
TRAINING_KINDS: Words = {
    "1": _("pelatihan struktural"),
    "2": _("pelatihan fungsional"),
    "3": _("pelatihan teknis"),
    "4": _("lokakarya"),
    "5": _("pelatihan manajerial"),
    "6": _("pelatihan sosial kultural"),
    "7": _("sosialisasi"),
    "8": _("bimbingan teknis"),
    "9": _("seminar"),
    "10": _("magang"),
    "11": _("kursus"),
    "12": _("penataran"),
    "13": _("pelatihan klasikal lainnya"),
    "14": _("coaching"),
    "15": _("mentoring"),
    "16": _("e-learning"),
    "17": _("pelatihan jarak jauh"),
    "18": _("detasering"),
    "19": _("pembelajaran alam terbuka"),
    "20": _("patok banding"),
    "21": _("pertukaran dengan swasta, BUMN, atau BUMD"),
    "22": _("belajar mandiri"),
    "23": _("komunitas belajar"),
    "24": _("bimbingan di tempat kerja"),
    "25": _("pelatihan nonklasikal lainnya"),
}
"""SIASN's jenis diklat."""
