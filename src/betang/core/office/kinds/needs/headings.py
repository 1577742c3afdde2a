"""What the columns of both kinds are called: numbers, people, posts, offices."""

from __future__ import annotations

from typing import Final

from betang.core.office.spec import Field, also

NO: Final = Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong.")
NIPS: Final = also(
    "nip pegawai; nip baru; nip/nipppk; nip / nip pppk; nip/ni pppk; nipppk; nip asn; nomor induk pegawai; nip pns; "
    "no induk pegawai"
)
NAMES: Final = also(
    "nama pegawai; nama lengkap; nama asn; nama pns; pegawai; nama lengkap dan gelar; nama dan gelar; nama peserta; "
    "nama calon peserta; calon peserta; peserta; name"
)
POSTS: Final = also("nama jabatan; jabatan saat ini; jabatan terakhir; jab; post")
OFFICES: Final = also(
    "opd; skpd; unit kerja; nama opd; nama perangkat daerah; perangkat daerah pengusul; opd pengusul; unit kerja "
    "pengusul; instansi pengusul; pengusul; satuan kerja; satker; unit organisasi; unor; unit; nama unit kerja; "
    "office"
)
