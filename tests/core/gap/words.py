"""Words of the printed rules: how columns, codes and days are called where officials read them (GLOSSARY.md)."""

from __future__ import annotations

from typing import Final

TITLES: Final = {
    "en": {
        "page": "How the needs map is made: the rules, drawn",
        "world": "Unless drawn otherwise",
        "as_of": "Map of",
        "next_job": "Map for the next post.",
    },
    "id": {
        "page": "Cara peta kebutuhan dibuat: aturan kesenjangan dalam gambar",
        "world": "Bila tidak digambar lain",
        "as_of": "Peta per",
        "next_job": "Peta untuk jabatan berikutnya.",
    },
}
INTRO: Final = {
    "en": """\
Every rule of the map stands here with a drawn example: what goes in, and (after the arrow →) what must come out. The
examples are not illustrations beside the program. They are its tests: on every change they are run against a slow,
plain reference, against DuckDB and against PostgreSQL, and this page is printed from them
(`python -m tests.core.gap.render`). Whoever disagrees with a number can point at a rule by its id; an id is never used
again for something else. How the figures are computed: ../algorithms/gap.md.

Columns are those of the data folder (data-folders.md). An empty cell is unknown, never zero. Where nothing else is
said the map is that of {day}. All people are invented.""",
    "id": """\
Setiap aturan peta ada di sini dengan contoh yang digambar: apa yang masuk, dan (sesudah tanda panah →) apa yang harus
keluar. Contoh-contoh ini bukan hiasan di samping program. Contoh inilah pengujinya: pada setiap perubahan program,
semuanya dijalankan, dan halaman ini dicetak dari contoh yang sama. Bila Anda tidak sependapat dengan suatu angka,
sebutkan nomor aturannya; nomor aturan tidak pernah dipakai lagi untuk hal lain.

Sel kosong berarti belum diketahui, bukan nol. Bila tidak disebut lain, peta dibuat per {day}. Semua nama orang
adalah rekaan.""",
}
BODY: Final = {
    "en": "The examples share a small world; a table that an example draws takes the place of the one here.",
    "id": "Semua contoh memakai dunia kecil yang sama; tabel yang digambar dalam contoh menggantikan tabel di sini.",
}
MONTHS: Final = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
}
TABLE_NAMES: Final = {
    "en": {
        "people": "people",
        "units": "units",
        "jobs": "jobs",
        "standards": "standards",
        "assessments": "assessments",
        "training_history": "training_history",
        "targets": "targets",
        "target_links": "target_links",
        "needs": "needs",
        "programs": "programs",
        "outcomes": "outcomes",
        "gaps": "person by person",
        "cells": "cells of the map",
        "warned": "needs warned of",
    },
    "id": {
        "people": "Pegawai",
        "units": "Unit kerja",
        "jobs": "Jabatan",
        "standards": "Standar kompetensi",
        "assessments": "Hasil penilaian kompetensi",
        "training_history": "Riwayat pelatihan",
        "targets": "Sasaran pembangunan",
        "target_links": "Keterkaitan kompetensi dengan sasaran",
        "needs": "Kebutuhan yang disepakati",
        "programs": "Program pelatihan",
        "outcomes": "Hasil belajar program",
        "gaps": "Orang demi orang",
        "cells": "Sel peta",
        "warned": "Kebutuhan yang diperingatkan",
    },
}
HEADINGS: Final = {
    ("", "person"): "Pegawai",
    ("", "agency"): "Instansi",
    ("", "unit"): "Unit kerja",
    ("", "job"): "Jabatan",
    ("", "next_job"): "Jabatan berikutnya",
    ("", "tier"): "Jenjang",
    ("", "legal_position"): "Kedudukan hukum",
    ("", "retires_on"): "Pensiun pada",
    ("", "parent"): "Di bawah unit",
    ("", "competency"): "Kompetensi",
    ("", "level"): "Tingkat",
    ("", "importance"): "Kepentingan",
    ("", "basis"): "Dasar penetapan",
    ("", "assessed_on"): "Dinilai pada",
    ("", "source"): "Sumber",
    ("", "valid_until"): "Berlaku sampai",
    ("", "program"): "Program",
    ("", "title"): "Nama pelatihan",
    ("", "start"): "Mulai",
    ("", "end"): "Selesai",
    ("", "from_level"): "Dari tingkat",
    ("", "to_level"): "Sampai tingkat",
    ("", "target"): "Sasaran",
    ("", "weight"): "Bobot",
    ("", "relevance"): "Relevansi",
    ("", "need"): "Kebutuhan",
    ("", "people"): "Jumlah orang",
    ("", "agreed_on"): "Disepakati pada",
    ("gaps", "required"): "Tingkat dipersyaratkan",
    ("gaps", "held"): "Tingkat dimiliki",
    ("gaps", "state"): "Keadaan",
    ("gaps", "shortfall"): "Kesenjangan",
    ("gaps", "assumed"): "Dianggap kurang",
    ("gaps", "trained"): "Sudah dilatih",
    ("gaps", "importance"): "Bobot kepentingan",
    ("gaps", "target_weight"): "Bobot sasaran",
    ("cells", "required"): "Dipersyaratkan",
    ("cells", "known"): "Terukur",
    ("cells", "expired"): "Kedaluwarsa",
    ("cells", "unknown"): "Belum diketahui",
    ("cells", "short"): "Kurang",
    ("cells", "trained"): "Sudah dilatih",
    ("cells", "agreed"): "Disepakati",
    ("cells", "levels"): "Tingkat yang kurang",
    ("cells", "fulfilment"): "Pemenuhan (%)",
    ("cells", "priority"): "Prioritas",
    ("cells", "priority_high"): "Prioritas tertinggi yang mungkin",
    ("cells", "rank"): "Peringkat",
    ("cells", "on_default"): "Bersandar pada standar bawaan atau rancangan",
}
VALUES: Final = {
    "tier": {"administrator": "Administrator", "pengawas": "Pengawas", "jf_terampil": "JF Terampil"},
    "importance": {"absolute": "mutlak", "important": "penting", "needed": "perlu"},
    "basis": {"decree": "keputusan", "default": "bawaan", "draft": "rancangan"},
    "source": {
        "accredited": "asesor terakreditasi",
        "test": "uji kompetensi",
        "certificate": "sertifikat kompetensi",
        "supervisor": "penilaian atasan",
        "peer": "penilaian rekan kerja",
        "self": "penilaian diri",
    },
    "state": {"known": "terukur", "expired": "kedaluwarsa", "unknown": "belum diketahui"},
    "assumed": {"yes": "ya", "no": "tidak"},
    "trained": {"yes": "ya", "no": "tidak"},
}
LEGAL_POSITIONS: Final = {
    "en": {
        "01": "active",
        "02": "unpaid leave",
        "03": "study assignment",
        "04": "temporarily dismissed",
        "11": "posted elsewhere",
        "20": "preparing for retirement",
        "99": "retired",
    },
    "id": {
        "01": "aktif",
        "02": "CLTN",
        "03": "tugas belajar",
        "04": "pemberhentian sementara",
        "11": "pegawai titipan",
        "20": "masa persiapan pensiun",
        "99": "pensiun",
    },
}
