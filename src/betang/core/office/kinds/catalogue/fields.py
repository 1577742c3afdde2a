"""The columns of a catalogue of trainings, and of the sheet that says what they teach."""

from __future__ import annotations

from typing import Final

from betang.core.office.spec import Field, also

PROGRAM_FIELDS: Final = (
    Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong."),
    Field(
        "program",
        "Kode Program",
        also(
            "kode pelatihan; kode diklat; kode; kode kursus; kd program; kd pelatihan; id program; id "
            "pelatihan; kode prog; program id; program code; course code"
        ),
        holds="code",
        note="Kode program; yang ada di katalog pemerintah lain memakai kode yang sama. Boleh kosong bila namanya "
        "sudah dikenal katalog.",
        example="KEU-9",
    ),
    Field(
        "name",
        "Nama Program",
        also(
            "nama pelatihan; nama diklat; pelatihan; program pelatihan; nama program pelatihan; judul "
            "pelatihan; judul; nama kursus; jenis pelatihan; jenis diklat; nama bimtek; program; diklat; nama "
            "pengembangan kompetensi; program name; training name; course name; title"
        ),
        required=True,
        note="Nama resmi program pelatihan.",
        example="Pelatihan Contoh Pengelolaan Kas",
    ),
    Field(
        "others",
        "Nama Lain",
        also("sebutan lain; nama lama; nama sebelumnya; alias; singkatan; other names; nama lain program"),
        holds="list",
        note="Nama lama, singkatan atau sebutan lain, dipisahkan titik koma.",
        example="Bimtek Contoh Kas; PCK",
    ),
    Field(
        "channel",
        "Jalur",
        also(
            "jalur pelatihan; metode; metode pelatihan; bentuk; bentuk dan jalur; jalur pengembangan; cara; "
            "model pembelajaran; metode pembelajaran; moda; moda pelatihan; penyelenggaraan; channel; mode; "
            "bentuk pelatihan; jenis jalur; klasikal nonklasikal; jalur bangkom"
        ),
        required=True,
        holds="choice",
        note="Bagaimana diselenggarakan. PJJ dan daring sama dengan e-learning; coaching, mentoring dan magang sama "
        "dengan nonklasikal.",
        example="Klasikal",
        choices=(
            "Klasikal",
            "Blended",
            "E-learning",
            "PJJ",
            "Daring",
            "Nonklasikal",
            "Coaching",
            "Mentoring",
            "Magang",
        ),
    ),
    Field(
        "hours",
        "JP",
        also(
            "jam pelajaran; jumlah jp; jumlah jam pelajaran; total jp; jumlah jam; jam pelajaran jp; durasi "
            "jp; lama jp; jam; hours; lesson hours"
        ),
        required=True,
        holds="number",
        note="Jam pelajaran (45 menit) seluruh program.",
        example="40",
    ),
    Field(
        "days",
        "Lama (hari)",
        also(
            "lama; hari; jumlah hari; lama hari; durasi; durasi hari; lama pelatihan; lama pelaksanaan; waktu "
            "pelaksanaan hari; jumlah hari pelatihan; lamanya; days; duration days"
        ),
        required=True,
        holds="whole",
        note="Lama program dalam hari, dari hari pertama sampai hari terakhir.",
        example="5",
    ),
    Field(
        "onsite_days",
        "Hari di Kampus",
        also(
            "hari tatap muka; hari di tempat; hari klasikal; lama di kampus; tatap muka hari; jumlah hari "
            "tatap muka; hari menginap; hari onsite; onsite days; hari di lokasi"
        ),
        holds="whole",
        note="Berapa hari peserta harus hadir di tempat; kosong bila belum diketahui, 0 bila seluruhnya jarak jauh.",
        example="5",
    ),
    Field(
        "class_min",
        "Peserta Minimal",
        also(
            "min; minimal; kuota minimal; kuota min; min peserta; minimal peserta; peserta min; jumlah peserta "
            "minimal; peserta paling sedikit; jumlah minimal peserta; minimum peserta; peserta "
            "minimum; class min; min participants"
        ),
        required=True,
        holds="whole",
        note="Peserta paling sedikit agar satu kelas dibuka.",
        example="8",
    ),
    Field(
        "class_max",
        "Peserta Maksimal",
        also(
            "max; maks; maksimal; kuota maksimal; kuota maks; kuota max; maks peserta; max peserta; maksimal peserta; "
            "peserta maks; peserta max; jumlah peserta maksimal; peserta paling banyak; kapasitas; kapasitas kelas; "
            "kuota; kuota per kelas; jumlah peserta per kelas; maksimum peserta; peserta maksimum; class max; max "
            "participants"
        ),
        required=True,
        holds="whole",
        note="Peserta paling banyak dalam satu kelas.",
        example="30",
    ),
    Field(
        "audience",
        "Sasaran Peserta",
        also(
            "sasaran; kelompok sasaran; target peserta; peserta; calon peserta; kriteria peserta; persyaratan "
            "peserta; syarat peserta; sasaran pelatihan; target group; participants; diperuntukkan bagi"
        ),
        holds="text",
        note="Jenjang jabatan dan status kepegawaian yang boleh ikut, dipisahkan koma. Kosong atau 'Seluruh ASN' "
        "berarti semua. Syarat lain tidak dapat dibaca.",
        example="Pejabat Administrator, Pejabat Pengawas",
    ),
    Field(
        "outcomes",
        "Kompetensi dan Level",
        also(
            "hasil belajar; kompetensi level; kompetensi yang dikembangkan; capaian kompetensi; kompetensi "
            "yang dicapai; learning outcomes; outcomes; kompetensi dan tingkat; kompetensi dan jenjang"
        ),
        holds="list",
        note="Kompetensi yang diajarkan dengan tingkat awal dan akhirnya, dipisahkan titik koma. Boleh juga pada "
        "lembar Hasil Belajar.",
        example="M.03 1-2; T.KEU.01 0-2",
    ),
    Field(
        "competency",
        "Kompetensi",
        also("kode kompetensi; kompetensi ke; nama kompetensi; competency"),
        numbered=True,
        holds="text",
        note="Kompetensi yang diajarkan, dengan kode atau nama; tingkatnya pada kolom Dari dan Ke yang bernomor sama.",
        example="M.03",
    ),
    Field(
        "from_level",
        "Dari",
        also("dari level; dari tingkat; level awal; tingkat awal; dari lvl; from; from level"),
        numbered=True,
        holds="level",
        note="Tingkat yang harus sudah dimiliki, 0 sampai 4.",
        example="1",
    ),
    Field(
        "to_level",
        "Ke",
        also("ke level; ke tingkat; level akhir; tingkat akhir; sampai level; ke lvl; to; to level"),
        numbered=True,
        holds="level",
        note="Tingkat sesudah lulus, di atas tingkat awal.",
        example="2",
    ),
    Field(
        "host",
        "Penyelenggara",
        also(
            "lembaga penyelenggara; instansi penyelenggara; pelaksana; penyelenggara pelatihan; nama "
            "penyelenggara; lembaga pelatihan; organizer; host; tempat penyelenggaraan; lembaga diklat"
        ),
        note="Pemerintah atau lembaga penyelenggara, dengan nama atau sebutan dari daftar instansi. Tanpa kolom ini, "
        "pengirim berkas dianggap penyelenggaranya.",
        example="BPSDM Provinsi Contoh",
    ),
    Field(
        "fixed_cost",
        "Biaya Tetap per Kelas (Rp)",
        also(
            "biaya tetap; biaya per kelas; biaya penyelenggaraan per kelas; biaya tetap kelas; biaya kelas; "
            "biaya per angkatan; biaya penyelenggaraan per angkatan; biaya tetap per angkatan; fixed cost"
        ),
        holds="money",
        note="Biaya satu kelas berapa pun pesertanya: pengajar, panitia, ruang.",
        example="20000000",
    ),
    Field(
        "seat_cost",
        "Biaya per Peserta (Rp)",
        also(
            "biaya peserta; biaya per orang; biaya satuan; biaya variabel per peserta; biaya satuan per "
            "peserta; biaya tiap peserta; biaya per kepala; seat cost; cost per participant"
        ),
        holds="money",
        note="Biaya untuk tiap peserta: konsumsi, bahan, penginapan.",
        example="1500000",
    ),
    Field(
        "tariff",
        "Tarif Kontribusi per Peserta (Rp)",
        also(
            "tarif kontribusi; tarif; kontribusi per peserta; tarif per peserta; biaya kontribusi; "
            "kontribusi; tarif kontribusi per orang; kontribusi peserta; tarif peserta; fee"
        ),
        holds="money",
        note="Yang dibayar pemerintah lain untuk tiap peserta; kosong bila belum diketahui.",
        example="2500000",
    ),
    Field(
        "retains",
        "Kontribusi Dikelola Sendiri",
        also(
            "kontribusi dikelola; dikelola sendiri; kontribusi dipakai langsung; blud; dikelola sendiri blud; "
            "penerimaan dikelola sendiri; retains"
        ),
        holds="flag",
        note="Ya bila penyelenggara boleh memakai kontribusi itu langsung (BLUD).",
        example="Tidak",
    ),
    Field(
        "max_classes",
        "Maks. Kelas",
        also(
            "jml kelas; jml angkatan; banyaknya kelas; maksimal kelas; jumlah kelas; max kelas; kelas maksimal; "
            "jumlah kelas maksimal; kelas per tahun; jumlah angkatan; maks angkatan; angkatan maksimal; kapasitas "
            "angkatan; banyak kelas; max classes"
        ),
        holds="whole",
        note="Kelas paling banyak yang sanggup diselenggarakan dalam setahun.",
        example="2",
    ),
    Field(
        "remark",
        "Keterangan",
        also("ket; catatan; uraian; deskripsi; remarks; notes"),
        note="Keterangan bebas; yang dibaca hanya 'Sasaran peserta: ...'.",
        example="Sasaran peserta: PNS",
    ),
)

OUTCOME_FIELDS: Final = (
    Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong."),
    Field(
        "program",
        "Kode Program",
        also("kode pelatihan; kode diklat; program; nama program; nama pelatihan; pelatihan; program code"),
        required=True,
        note="Program pada lembar Katalog, dengan kode atau nama.",
        example="KEU-9",
    ),
    Field(
        "competency",
        "Kode Kompetensi",
        also("kompetensi; nama kompetensi; competency"),
        required=True,
        note="Kompetensi dari kamus, dengan kode atau nama.",
        example="M.03",
    ),
    Field(
        "from_level",
        "Dari Level",
        also("dari; dari tingkat; level awal; tingkat awal; from; from level"),
        required=True,
        holds="level",
        note="Tingkat yang harus sudah dimiliki, 0 sampai 4.",
        example="1",
    ),
    Field(
        "to_level",
        "Ke Level",
        also("ke; ke tingkat; level akhir; tingkat akhir; sampai level; to; to level"),
        required=True,
        holds="level",
        note="Tingkat sesudah lulus, di atas tingkat awal.",
        example="2",
    ),
)
