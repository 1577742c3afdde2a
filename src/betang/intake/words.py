"""What the intake says of a problem: the rule that was not kept, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


Pair: TypeAlias = "tuple[_StrPromise, _StrPromise]"


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words: the rule that was not kept, and what to do about it."""

    rule: str
    deed: str


NIP: Final[Mapping[str, Pair]] = {
    "nip_digits_lost": (
        _("NIP ini tersimpan sebagai angka, sehingga angka-angka terakhirnya sudah hilang."),
        _("Atur format kolomnya menjadi Teks, lalu ketik ulang ke-18 angkanya dari sumber aslinya."),
    ),
    "nip_length": (
        _("NIP tidak terdiri dari 18 angka."),
        _("Periksa angka yang kurang atau lebih; spasi di antaranya boleh ada."),
    ),
    "nip_invalid": (
        _("NIP tidak mengikuti susunannya: tanggal lahir, bulan atau tahun mulai, jenis kelamin, nomor urut."),
        _("Salin ulang NIP dari SK atau dari SIASN."),
    ),
    "nip_birth_mismatch": (
        _("Delapan angka pertama NIP berbeda dengan tanggal lahir di baris ini."),
        _("Periksa mana yang benar, lalu ajukan perbaikan di SIASN. Baris ini tetap dimuat."),
    ),
    "nip_sex_mismatch": (
        _("Angka ke-15 NIP berbeda dengan jenis kelamin di baris ini."),
        _("Periksa mana yang benar, lalu ajukan perbaikan di SIASN. Baris ini tetap dimuat."),
    ),
    "nip_start_mismatch": (
        _("Bulan atau tahun mulai di dalam NIP berbeda dengan TMT CPNS di baris ini."),
        _("Periksa TMT CPNS pada SK-nya. Baris ini tetap dimuat."),
    ),
    "status_mismatch": (
        _("Kedudukan hukum dan NIP tidak sepakat apakah orang ini PNS atau PPPK; NIP yang dipakai."),
        _("Perbaiki kedudukan hukum di SIASN."),
    ),
    "name_differs": (
        _("NIP ini dikenal, tetapi milik orang dengan nama yang lain sama sekali."),
        _("Pastikan NIP-nya tidak tertukar. Bila namanya yang berubah, tidak perlu berbuat apa-apa."),
    ),
}
REFERENCES: Final[Mapping[str, Pair]] = {
    "unknown_person": (
        _("Orang ini tidak ada dalam daftar pegawai yang sudah dimuat."),
        _("Periksa NIP-nya. Bila orangnya baru, muat dahulu daftar pegawai yang terbaru."),
    ),
    "unknown_unit": (
        _("Unit kerja ini tidak ada dalam daftar unit kerja pemerintah Anda."),
        _("Pakai nama atau kode dari daftar unit kerja, atau muat dahulu daftar unit yang terbaru."),
    ),
    "unknown_job": (
        _("Jabatan ini tidak dikenal."),
        _("Pakai nama jabatan seperti pada daftar pegawai; jabatan yang belum dipegang siapa pun belum dikenal."),
    ),
    "unknown_competency": (
        _("Kompetensi ini tidak ada dalam kamus kompetensi."),
        _("Pakai kode atau nama dari kamus. Bila belum ada di kamus, minta koordinator menambahkannya."),
    ),
    "unknown_program": (
        _("Program ini tidak ada dalam katalog pelatihan."),
        _("Pakai kode atau nama dari katalog, atau muat dahulu katalog yang memuatnya."),
    ),
    "unknown_agency": (
        _("Pemerintah atau lembaga ini tidak ada dalam daftar instansi."),
        _("Pakai nama atau kode dari daftar instansi. Bila memang belum ada, minta koordinator menambahkannya."),
    ),
    "unknown_target": (
        _("Sasaran ini tidak dikenal."),
        _("Periksa kodenya; baris sasarannya sendiri mungkin ditolak."),
    ),
    "unknown_parent": (
        _("Induknya tidak ada dalam daftar; dimuat tanpa induk."),
        _("Periksa kode induknya, atau tambahkan baris induknya."),
    ),
    "ambiguous_reference": (
        _("Nama ini cocok dengan lebih dari satu."),
        _("Tulis kodenya, atau nama lengkap yang membedakan."),
    ),
    "code_name_mismatch": (
        _("Kode dan nama di baris ini menunjuk dua hal yang berbeda."),
        _("Pastikan mana yang dimaksud, lalu perbaiki yang satunya."),
    ),
    "parent_cycle": (
        _("Baris ini, lewat induk-induknya, menjadi induk dari dirinya sendiri."),
        _("Perbaiki kode induk di salah satu baris itu."),
    ),
    "other_agency": (
        _("Orang atau baris ini milik instansi lain, bukan pengirim berkas ini."),
        _("Keluarkan barisnya. Bila orangnya sudah pindah ke pemerintah Anda, perbarui dahulu datanya di SIASN."),
    ),
    "in_other_agency": (
        _("Orang ini masih tercatat pada pemerintah lain di Betang."),
        _("Bila ia sudah pindah, minta pemerintah asalnya memuat daftar pegawai terbarunya, lalu periksa lagi."),
    ),
    "program_differs": (
        _("Program ini sudah ada dalam katalog dengan isi lain; yang sudah ada dipakai."),
        _("Samakan isinya dengan penyelenggara lain, atau beri kode sendiri bila memang program yang lain."),
    ),
    "no_match": (
        _("Judul ini tidak ada dalam katalog; disimpan seperti tertulis."),
        _("Bila sebenarnya ada di katalog dengan nama lain, tegaskan nama itu di sini."),
    ),
    "ambiguous_match": (
        _("Judul ini cocok dengan lebih dari satu program; disimpan seperti tertulis."),
        _("Pilih program yang dimaksud di sini, atau tulis nama lengkapnya."),
    ),
}
VALUES: Final[Mapping[str, Pair]] = {
    "missing_value": (
        _("Isian wajib ini kosong."),
        _("Isi kotaknya, atau hapus barisnya."),
    ),
    "duplicate_row": (
        _("Baris yang sama sudah ada di atasnya; yang pertama dipakai."),
        _("Tidak perlu berbuat apa-apa, atau hapus baris kembarnya."),
    ),
    "duplicate_conflict": (
        _("Beberapa baris menyebut hal yang sama dengan isi berbeda; tidak satu pun dipakai."),
        _("Sisakan satu baris yang benar, hapus yang lain."),
    ),
    "bad_level": (
        _("Bukan tingkat: 0 sampai 5 untuk hasil, 1 sampai 5 untuk syarat, dan tingkat awal di bawah tingkat akhir."),
        _("Tulis angkanya saja, misalnya 3."),
    ),
    "bad_importance": (
        _("Bukan tingkat kepentingan."),
        _("Tulis Mutlak, Penting, atau Perlu."),
    ),
    "bad_predicate": (
        _("Bukan salah satu dari lima predikat kinerja."),
        _("Tulis Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau Sangat Kurang."),
    ),
    "bad_kind": (
        _("Bukan salah satu dari 25 jenis pengembangan kompetensi."),
        _("Pakai nama atau nomor jenis dari daftar SIASN; templatnya memuat pilihannya."),
    ),
    "bad_number": (
        _("Tidak dapat dibaca sebagai angka."),
        _("Tulis angkanya saja, misalnya 40 atau 12.500.000."),
    ),
    "out_of_range": (
        _("Angka ini di luar batas yang mungkin."),
        _("Periksa angkanya: uang tidak negatif, bobot lebih dari 0, keterkaitan antara 0 dan 1."),
    ),
    "bad_date": (
        _("Tidak dapat dibaca sebagai tanggal lengkap, hari lebih dahulu."),
        _("Tulis hari, bulan, dan tahunnya, misalnya 24-11-2026 atau 24 November 2026."),
    ),
    "date_order": (
        _("Selesai sebelum mulai, atau berakhir sebelum terbit."),
        _("Periksa kedua tanggalnya; mungkin tertukar."),
    ),
    "date_out_of_range": (
        _("Tanggal ini sebelum 1945 atau sesudah hari berkas ini datang."),
        _("Periksa tahunnya."),
    ),
    "bad_choice": (
        _("Bukan salah satu pilihan kolom ini."),
        _("Lihat pilihannya pada templat jenis berkas ini."),
    ),
    "bad_tier": (
        _("Jenjang jabatan atau eselon ini tidak dikenal."),
        _("Tulis eselonnya, misalnya III.a, atau jenjangnya, misalnya Pengawas atau Ahli Muda."),
    ),
    "class_size": (
        _("Peserta paling sedikit lebih besar daripada peserta paling banyak."),
        _("Periksa kedua angkanya; mungkin tertukar."),
    ),
    "bad_channel": (
        _("Cara penyelenggaraan ini tidak dikenal."),
        _("Tulis klasikal, blended, e-learning, atau nonklasikal."),
    ),
    "not_active": (
        _("Orang ini sudah tidak bertugas menurut kedudukan hukumnya."),
        _("Tidak perlu berbuat apa-apa, kecuali kedudukan hukumnya keliru."),
    ),
    "column_count": (
        _("Baris ini punya isian lebih banyak daripada judul kolomnya."),
        _("Cari tanda pemisah di dalam isian; apit isian itu dengan tanda kutip."),
    ),
    "on_leave": (
        _("Orang ini ada dalam daftar tetapi sedang tidak bertugas (cuti, tugas belajar, atau MPP)."),
        _("Tidak perlu berbuat apa-apa; ia tetap dimuat."),
    ),
    "no_value": (
        _("Tidak ada yang diukur atau dinyatakan di sini; barisnya dimuat tanpa angka itu."),
        _("Tidak perlu berbuat apa-apa, kecuali hasilnya sebenarnya ada."),
    ),
    "accreditation_unknown": (
        _("Tidak disebut apakah asesornya terakreditasi; dicatat sebagai uji kompetensi biasa."),
        _("Isi kolom akreditasi asesor bila asesornya memang terakreditasi."),
    ),
    "serial_date": (
        _("Tanggal ini datang sebagai nomor hari Excel."),
        _("Periksa apakah tanggal yang terbaca benar; lain kali beri kolomnya format tanggal."),
    ),
    "approximate_number": (
        _("Angka ini ditulis sebagai kira-kira; angkanya dipakai apa adanya."),
        _("Ganti dengan angka pastinya bila ada."),
    ),
    "hours_over_cap": (
        _("Jam pelajaran lebih banyak daripada batas jenis ini untuk hari-hari itu; batasnya yang dihitung."),
        _("Periksa jam pelajaran dan tanggalnya."),
    ),
    "dates_overlap": (
        _("Bertumpukan dengan pelatihan klasikal lain dari orang yang sama."),
        _("Periksa tanggal kedua pelatihan itu."),
    ),
    "names_other_agency": (
        _("Berkas ini menyebut pemerintah lain sebagai pemiliknya, bukan pemerintah yang dikirimi."),
        _("Pastikan berkas ini memang untuk pemerintah yang Anda pilih; bila tidak, batalkan kirimannya."),
    ),
    "several_years": (
        _("Berkas ini memuat lebih dari satu tahun anggaran; semua barisnya dijumlahkan menjadi satu pagu."),
        _("Sisakan baris tahun yang direncanakan, lalu kirim ulang berkasnya."),
    ),
    "total_differs": (
        _("Jumlah yang tercetak di berkas tidak sama dengan jumlah baris-barisnya; baris-barisnya yang dihitung."),
        _("Periksa apakah ada baris yang hilang atau jumlah yang belum diperbarui."),
    ),
    "extra_column": (
        _("Kolom ini tidak dikenal dan dibiarkan."),
        _("Tidak perlu berbuat apa-apa, kecuali judulnya salah tulis."),
    ),
    "not_mapped": (
        _("Kelompok sasaran ini bukan jenjang jabatan atau status kepegawaian; syarat pesertanya tidak dicatat."),
        _("Sebut jenjang atau statusnya, misalnya Pengawas atau PPPK."),
    ),
    "not_training": (
        _("Ditandai bukan kebutuhan pelatihan, dengan alasannya; tidak menjadi kebutuhan."),
        _("Tidak perlu berbuat apa-apa."),
    ),
}
DIALOGUES: Final[Mapping[str, Pair]] = {
    "other_year": (
        _("Buku kerja ini untuk tahun rencana lain, bukan tahun yang sedang dibuka."),
        _("Unduh buku kerja tahun yang sedang dibuka, lalu pindahkan jawaban yang masih berlaku ke sana."),
    ),
    "other_office": (
        _("Orang atau unit ini bukan milik perangkat daerah Anda."),
        _("Keluarkan barisnya; perangkat daerahnya sendiri atau BKPSDM yang mengirimnya."),
    ),
    "not_in_service": (
        _("Orang ini sudah pensiun atau sedang tidak bertugas menurut daftar pegawai."),
        _("Keluarkan barisnya. Bila ia masih bertugas, minta BKPSDM memuat daftar pegawai terbaru."),
    ),
    "moved_office": (
        _("Orang ini sekarang tercatat di perangkat daerah lain; kebutuhannya dicatat di sana."),
        _("Beri tahu perangkat daerahnya yang baru. Bila tidak pindah, minta BKPSDM memuat daftar pegawai terbaru."),
    ),
    "not_required": (
        _("Jabatan orang ini tidak mensyaratkan kompetensi ini; kebutuhannya dicatat tanpa angka kesenjangan."),
        _("Tidak perlu berbuat apa-apa, kecuali kompetensinya keliru dipilih."),
    ),
    "replaces": (
        _("Isian ini menggantikan yang sudah tercatat; yang datang kemudian yang berlaku."),
        _("Pastikan buku kerja ini yang terbaru. Bila bukan, batalkan kirimannya."),
    ),
    "already_submitted": (
        _("Butir ini sudah diajukan ke BKPSDM, sehingga berkas tidak mengubahnya lagi."),
        _("Bila memang perlu diubah, minta BKPSDM mengembalikannya, lalu kirim berkasnya lagi."),
    ),
    "need_withdrawn": (
        _("Kebutuhan yang sudah tercatat ini ditarik, karena kini dinyatakan tidak dapat ditutup dengan belajar."),
        _("Bila itu keliru, kosongkan tandanya lalu kirim lagi."),
    ),
    "need_revived": (
        _("Kebutuhan ini pernah ditarik atau dinyatakan bukan kebutuhan pelatihan; baris ini menghidupkannya kembali."),
        _("Pastikan keduanya memang sepakat lagi. Bila buku kerjanya yang lama, batalkan kirimannya."),
    ),
    "old_template": (
        _("Buku kerja ini bentuk yang lama; tetap dibaca, tanpa memeriksa tahun dan perangkat daerahnya."),
        _("Tidak perlu berbuat apa-apa. Lain kali unduh buku kerja yang baru."),
    ),
}
FILES: Final[Mapping[str, Pair]] = {
    "empty_file": (
        _("Berkas ini kosong."),
        _("Mungkin terputus saat disalin atau disimpan. Unduh atau simpan ulang, lalu kirim lagi."),
    ),
    "too_large": (
        _("Berkas ini lebih besar daripada yang dibaca."),
        _("Bagi menjadi beberapa berkas, lalu kirim satu per satu."),
    ),
    "too_many_rows": (
        _("Baris berkas ini lebih banyak daripada yang dibaca."),
        _("Bagi menjadi beberapa berkas, atau hapus baris kosong berformat di bawah tabelnya."),
    ),
    "too_many_columns": (
        _("Kolom berkas ini lebih banyak daripada yang dibaca."),
        _("Hapus kolom kosong berformat di kanan tabelnya, lalu simpan lagi."),
    ),
    "too_many_sheets": (
        _("Lembar berkas ini lebih banyak daripada yang dibaca."),
        _("Pisahkan lembarnya ke beberapa berkas."),
    ),
    "too_many_files": (
        _("Isi zip ini lebih banyak daripada yang dibaca sekali kirim."),
        _("Kirim dalam beberapa zip."),
    ),
    "damaged_file": (
        _("Berkas ini rusak dan tidak dapat dibuka."),
        _("Buka di Excel, simpan ulang sebagai .xlsx, lalu kirim lagi."),
    ),
    "encrypted": (
        _("Berkas ini dikunci dengan kata sandi."),
        _("Buka di Excel, hapus kata sandinya, simpan, lalu kirim lagi."),
    ),
    "external_links": (
        _("Buku kerja ini mengambil isinya dari berkas lain."),
        _("Salin isinya sebagai nilai (Tempel Khusus, Nilai) ke buku kerja baru, lalu kirim yang baru."),
    ),
    "macros": (
        _("Buku kerja ini berisi makro, dan makro tidak diterima."),
        _("Simpan sebagai .xlsx (tanpa makro), lalu kirim lagi."),
    ),
    "nested_zip": (
        _("Di dalam zip ini ada zip lagi."),
        _("Buka zip yang di dalam, lalu kirim berkas-berkasnya."),
    ),
    "zip_bomb": (
        _("Isi berkas ini mengembang jauh melebihi ukurannya, sehingga tidak dibuka."),
        _("Salin tabelnya ke buku kerja baru tanpa baris dan kolom kosong berformat, lalu kirim yang baru."),
    ),
    "unsafe_path": (
        _("Zip ini memuat nama berkas yang menunjuk ke luar zip."),
        _("Buat zip baru dari berkas-berkasnya sendiri, lalu kirim lagi."),
    ),
    "xml_entities": (
        _("Buku kerja ini berisi perintah tersembunyi, sehingga tidak dibuka."),
        _("Buka di Excel, simpan ulang sebagai .xlsx, lalu kirim lagi."),
    ),
    "wrong_type": (
        _("Isi berkas ini tidak sesuai dengan akhiran namanya."),
        _("Buka di Excel, simpan sebagai .xlsx, lalu kirim lagi. Laman yang disimpan bukan buku kerja."),
    ),
    "not_a_table": (
        _("Ini bukan tabel: gambar, dokumen, atau berkas program."),
        _("Kirim tabelnya sendiri sebagai .xlsx atau .csv."),
    ),
    "not_of_an_office": (
        _("Jenis berkas ini dikirim oleh BKPSDM untuk seluruh pemerintah, bukan oleh satu perangkat daerah."),
        _("Serahkan berkasnya ke BKPSDM. Anda mengirim hasil dialog dan usulan perangkat daerah Anda."),
    ),
    "not_yours_any_more": (
        _("Wewenang Anda berubah sejak berkas ini diperiksa, jadi belum ada yang disimpan."),
        _("Tekan Periksa lagi: yang bukan lagi milik perangkat daerah Anda akan ditolak."),
    ),
    "gave_up": (
        _("Pembacaan berkas ini terhenti beberapa kali dan tidak dicoba lagi dengan sendirinya."),
        _("Bagi berkasnya menjadi beberapa bagian, atau minta pengelola memeriksa catatan sistem, lalu periksa lagi."),
    ),
    "no_room": (
        _("Tempat penyimpanan sementara penuh atau tidak terjangkau saat berkas ini dibaca; tidak ada yang berubah."),
        _("Tekan Periksa lagi beberapa saat kemudian. Bila berulang, beri tahu pengelola server."),
    ),
    "too_slow": (
        _("Berkas ini dibaca terlalu lama, lalu dihentikan; tidak ada yang berubah."),
        _("Bagi menjadi beberapa berkas yang lebih kecil."),
    ),
    "our_fault": (
        _("Terjadi kesalahan di pihak kami saat membaca berkas ini; tidak ada data yang berubah."),
        _("Periksa lagi beberapa saat kemudian. Bila tetap terjadi, beri tahu pengelola nomor kiriman ini."),
    ),
    "refused_by_database": (
        _("Isi berkas ini tidak sesuai dengan data yang sudah ada, dan tidak ada yang disimpan."),
        _("Periksa lagi berkasnya; bila tetap terjadi, beri tahu pengelola nomor kiriman ini."),
    ),
    "changed_meanwhile": (
        _("Data berubah sejak pratinjau dibuat, jadi belum ada yang disimpan."),
        _("Berkas sudah diperiksa ulang terhadap data terbaru. Lihat pratinjaunya sekali lagi, lalu simpan."),
    ),
}
"""Why a file as a whole was not read, or not stored; `Batch.problem`."""

PROBLEMS: Final[Mapping[str, Pair]] = {**NIP, **REFERENCES, **VALUES, **DIALOGUES}
"""What may be said of a row, a cell or a whole sheet, by code."""


def told(code: str, said: Mapping[str, object] | None = None) -> Told:
    """The sentences of a problem code, with what is `said` besides. A code without words is told as it is."""
    pair = PROBLEMS.get(code) or FILES.get(code)
    if pair is None:
        return Told(code, "")
    known = (said or {}).get("known")
    more = _(" Yang tercatat: %(known)s.") % {"known": known} if known else ""
    return Told(f"{pair[0]}{more}", str(pair[1]))
