"""What the first hour says: for every check what is amiss and what to do, for every slice what its list is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.ui import words
from betang.ui.words import Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Pair: TypeAlias = "tuple[_StrPromise, _StrPromise]"

DIMENSIONS: Final[Words] = {
    "completeness": gettext_lazy("Kelengkapan"),
    "timeliness": gettext_lazy("Ketepatan waktu"),
    "accuracy": gettext_lazy("Akurasi"),
    "consistency": gettext_lazy("Konsistensi"),
}
CHECKS: Final[Mapping[str, Pair]] = {
    "no_performance": (
        gettext_lazy("Predikat kinerja tahun lalu belum ada"),
        gettext_lazy("Muat predikat kinerjanya, atau pastikan SKP-nya tercatat di e-Kinerja."),
    ),
    "no_post": (
        gettext_lazy("Jabatan kosong"),
        gettext_lazy("Isi jabatannya di SIASN; baris tanpa jabatan tidak dimuat."),
    ),
    "no_education": (
        gettext_lazy("Pendidikan kosong"),
        gettext_lazy("Unggah ijazah terakhirnya pada riwayat pendidikan di SIASN."),
    ),
    "no_pns_start": (
        gettext_lazy("TMT PNS kosong"),
        gettext_lazy("Isi TMT dan nomor SK PNS di SIASN."),
    ),
    "no_degree": (
        gettext_lazy("Gelar kosong, padahal pendidikannya D-III ke atas"),
        gettext_lazy("Ajukan pencantuman gelar sesuai ijazahnya."),
    ),
    "no_email": (
        gettext_lazy("Surel kosong"),
        gettext_lazy("Minta pegawai mengisinya sendiri di MyASN."),
    ),
    "no_phone": (
        gettext_lazy("Nomor telepon kosong"),
        gettext_lazy("Minta pegawai mengisinya sendiri di MyASN."),
    ),
    "inactive_unit": (
        gettext_lazy("Unit kerja sudah tidak aktif"),
        gettext_lazy("Pindahkan pegawai ke unit kerja yang masih ada."),
    ),
    "functional_not_appointed": (
        gettext_lazy("Belum diangkat kembali dalam jabatan fungsional sesudah 2 tahun"),
        gettext_lazy("Periksa SK pengangkatan atau pemberhentiannya dari jabatan fungsional."),
    ),
    "candidate_too_long": (
        gettext_lazy("Masih CPNS sesudah lebih dari satu tahun"),
        gettext_lazy("Selesaikan pengangkatan menjadi PNS, atau catat SK PNS-nya di SIASN."),
    ),
    "two_in_one_post": (
        gettext_lazy("Satu jabatan struktural dipegang lebih dari satu orang"),
        gettext_lazy("Pastikan siapa pejabatnya, lalu perbarui riwayat jabatan yang lain."),
    ),
    "past_retirement": (
        gettext_lazy("Sudah melewati batas usia pensiun, masih tercatat bertugas"),
        gettext_lazy("Periksa tanggal lahir dan jabatannya, lalu catat SK pensiunnya di SIASN."),
    ),
    "leave_not_ended": (
        gettext_lazy("Cuti di luar tanggungan negara sudah lewat waktunya"),
        gettext_lazy("Catat pengaktifan kembali atau pemberhentiannya."),
    ),
    "start_after_pns": (
        gettext_lazy("TMT CPNS sesudah TMT PNS"),
        gettext_lazy("Cocokkan kedua TMT dengan SK-nya."),
    ),
    "secondment": (
        gettext_lazy("Status dipekerjakan atau diperbantukan tidak sesuai instansi kerjanya"),
        gettext_lazy("Cocokkan jenis pegawai dengan instansi induk dan instansi kerjanya."),
    ),
    "short_service": (
        gettext_lazy("Memegang jabatan struktural dengan masa kerja kurang dari 2 tahun"),
        gettext_lazy("Periksa TMT CPNS dan riwayat jabatannya."),
    ),
    "contract_position": (
        gettext_lazy("Kedudukan hukum PPPK bukan 71 atau 72"),
        gettext_lazy("Perbaiki kedudukan hukumnya di SIASN."),
    ),
    "bad_nik": (
        gettext_lazy("NIK tidak sah"),
        gettext_lazy("Salin ulang NIK dari KTP, lalu padankan dengan data kependudukan."),
    ),
    "structural_education": (
        gettext_lazy("Pendidikan pejabat struktural di bawah syarat jabatan"),
        gettext_lazy("Periksa riwayat pendidikannya; bila memang demikian, rencanakan tugas belajar atau penataan."),
    ),
    "contract_year": (
        gettext_lazy("Tahun pengangkatan PPPK tidak mungkin"),
        gettext_lazy("Periksa nomor induk PPPK dan SK pengangkatannya."),
    ),
    "functional_education": (
        gettext_lazy("Pendidikan pejabat fungsional di bawah syarat jenjang"),
        gettext_lazy("Periksa riwayat pendidikannya; bila memang demikian, rencanakan tugas belajar."),
    ),
    "staff_as_functional": (
        gettext_lazy("Dicatat sebagai pelaksana, tetapi nama jabatannya jabatan fungsional"),
        gettext_lazy("Pastikan jenis jabatannya, lalu perbaiki salah satunya di SIASN."),
    ),
    "low_rank": (
        gettext_lazy("Pangkat pejabat pimpinan tinggi di bawah yang lazim"),
        gettext_lazy("Periksa golongan terakhirnya di SIASN."),
    ),
    "nip_start": (
        gettext_lazy("TMT CPNS berbeda dengan NIP"),
        gettext_lazy("Cocokkan dengan SK CPNS, lalu ajukan perbaikan yang keliru."),
    ),
    "nip_birth": (
        gettext_lazy("Tanggal lahir berbeda dengan NIP"),
        gettext_lazy("Cocokkan dengan akta atau ijazah, lalu ajukan perbaikan yang keliru."),
    ),
    "nip_sex": (
        gettext_lazy("Jenis kelamin berbeda dengan NIP"),
        gettext_lazy("Perbaiki jenis kelaminnya di SIASN, atau ajukan perbaikan NIP."),
    ),
    "nip_contract_year": (
        gettext_lazy("Tahun mulai PPPK berbeda dengan nomor induknya"),
        gettext_lazy("Cocokkan dengan SK pengangkatannya."),
    ),
}
"""What is amiss, and what to do about it."""

LEAST: Final[Words] = {
    "10": gettext_lazy("SLTP"), "15": gettext_lazy("SLTA"), "30": gettext_lazy("D-III"), "35": gettext_lazy("D-IV/S-1"),
}  # fmt: skip
"""Least education by SIASN's id."""

MOVES: Final[Words] = {
    "joined": gettext_lazy("Baru masuk daftar"),
    "left": gettext_lazy("Tidak ada lagi dalam berkas"),
    "unit": gettext_lazy("Pindah unit kerja"),
    "job": gettext_lazy("Berganti jabatan"),
    "promoted": gettext_lazy("Naik golongan"),
    "status": gettext_lazy("Berganti status"),
    "away": gettext_lazy("Tidak lagi bertugas, atau cuti dan masa persiapan pensiun"),
    "back": gettext_lazy("Bertugas kembali"),
}


def title(key: str) -> str | None:
    """What the list of a slice is called; None where there is no such slice to list."""
    kind, _bar, rest = key.partition("|")
    first, _bar, second = rest.partition("|")
    named: dict[str, str | None] = {
        "all": _("Semua pegawai dalam daftar"),
        "service": _("Pegawai yang bertugas"),
        "away": _("Pegawai yang sedang tidak atau tidak lagi bertugas"),
        "check": _check(rest),
        "tier": _tier(rest),
        "status": str(words.STATUSES[rest]) if rest in words.STATUSES else None,
        "tierstatus": f"{_tier(first)}, {words.STATUSES[second]}" if second in words.STATUSES else None,
        "functional": _("Pejabat fungsional"),
        "family": f"{first}, {_tier(second)}" if second else first or None,
        "retire": _retire(first, second),
        "low": _low(rest),
        "basic": _("CPNS yang pelatihan dasarnya sudah tercatat")
        if rest
        else _("CPNS yang pelatihan dasarnya perlu dikonfirmasi"),
        "leading": _leading(rest),
        "moved": str(MOVES[rest]) if rest in MOVES else None,
    }
    return named.get(kind)


def _tier(tier: str) -> str:
    return str(words.TIERS.get(tier, tier))


def _check(code: str) -> str | None:
    if not code:
        return _("Catatan yang perlu dibetulkan")
    return str(CHECKS[code][0]) if code in CHECKS else None


def _retire(first: str, second: str) -> str:
    if first == "unknown":
        return _("Saat pensiunnya tidak diketahui")
    if first == "reckoned":
        return _("Pensiun dalam tiga tahun, menurut hitungan umur")
    if first == "stated":
        return _("Pensiun dalam tiga tahun, menurut TMT pensiun")
    if first.isdigit():
        whom = f", {_tier(second)}" if second else ""
        return _("Pensiun tahun %(year)s") % {"year": first} + whom
    return _("Pensiun dalam tiga tahun") + (f", {_tier(first)}" if first else "")


def _low(rest: str) -> str:
    if rest == "unknown":
        return _("Pendidikannya tidak diketahui")
    return _("Pendidikan di bawah syarat") + (f", {_tier(rest)}" if rest else "")


def _leading(rest: str) -> str:
    first, _bar, programme = rest.partition("|")
    if first == "told":
        return _("%(programme)s sudah tercatat") % {"programme": programme}
    if first:
        return _("%(programme)s perlu dikonfirmasi") % {"programme": first}
    return _("Pelatihan kepemimpinan perlu dikonfirmasi")
