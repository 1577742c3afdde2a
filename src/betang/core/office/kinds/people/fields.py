"""The columns of a register: those of SIASN's export that lead somewhere, and what other lists call them."""

from __future__ import annotations

from typing import Final

from betang.core.office.kinds.people.words import EDUCATIONS
from betang.core.office.reading.grids import plain
from betang.core.office.spec import Field, Part, also

_WHO: Final = (
    Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong."),
    Field(
        "person",
        "PNS ID",
        also("id pns; pnsid; id asn; asn id; id pegawai; pegawai id; id orang; person id"),
        holds="code",
        note="Id pegawai di SIASN; bila tidak ada, pegawai dikenali dari NIP.",
        example="00000000-0000-0000-0000-000000000000",
    ),
    Field(
        "nip",
        "NIP BARU",
        also(
            "nip; nip 18 digit; ni pppk; nip/ni pppk; nip nipppk; nippppk; nipppk; "
            "nip pegawai; nip pns; no induk pegawai; nomor induk pegawai; nip asn; "
            "nomor induk; nip/nipppk; nipbaru"
        ),
        required=True,
        holds="nip",
        note="NIP atau NI PPPK, 18 angka. Format kolom harus Teks; sebagai bilangan, digit terakhirnya hilang.",
        example="199001012015031001",
    ),
    Field(
        "name",
        "NAMA",
        also(
            "nama pegawai; nama lengkap; nama asn; nama pns; nama lengkap dan gelar; "
            "nama dan gelar; nama/gelar; nama pegawai dan gelar; nama lengkap dengan gelar; "
            "nama beserta gelar; employee name; nama dengan gelar"
        ),
        note="Nama pegawai. Gelar tidak ikut dibaca.",
        example="Lanting Nipah",
    ),
    Field("degree_front", "GELAR DEPAN", also("gelar dpn; glr depan"), note="Gelar di depan nama.", example="Dr."),
    Field(
        "degree",
        "GELAR BELAKANG",
        also("gelar blk; glr belakang; gelar"),
        note="Gelar di belakang nama.",
        example="S.Kom.",
    ),
    Field(
        "born",
        "TANGGAL LAHIR",
        also("tgl lahir; tgl. lahir; tanggallahir; tgllahir; lahir; tgl lhr; date of birth"),
        holds="day",
        note="Tanggal lahir, hari lebih dahulu.",
        example="01-01-1990",
    ),
    Field(
        "sex",
        "JENIS KELAMIN",
        also("jk; l/p; kelamin; jns kelamin; jenis kel; gender; sex; jeniskelamin"),
        holds="choice",
        note="M atau L untuk laki-laki, F atau P untuk perempuan.",
        example="F",
        choices=("M", "F"),
    ),
    Field(
        "nik",
        "NIK",
        also("no ktp; nomor ktp; ktp; nomor induk kependudukan"),
        holds="code",
        note="Nomor induk kependudukan, 16 angka; hanya diperiksa, tidak disimpan.",
        example="9900000101900001",
    ),
    Field(
        "phone",
        "NOMOR HP",
        also("no hp; hp; no telp; nomor telepon; telepon; no handphone; nomor handphone; no telepon"),
        holds="code",
        note="Hanya dilihat terisi atau tidak.",
        example="080012345678",
    ),
    Field(
        "email",
        "EMAIL",
        also("e-mail; surel; alamat email; email pribadi"),
        note="Hanya dilihat terisi atau tidak.",
        example="nama@contoh.invalid",
    ),
)

_SERVICE: Final = (
    Field(
        "employment",
        "JENIS PEGAWAI NAMA",
        also("jenis pegawai; jenispegawainama; jenis asn; kategori pegawai"),
        note="Jenis pegawai; 'PPPK Paruh Waktu' dikenali dari sini.",
        example="PNS Daerah Kab./Kota yang bekerja pada Kab./Kota",
    ),
    Field(
        "position",
        "KEDUDUKAN HUKUM ID",
        also("kedudukanhukumid; id kedudukan hukum; kode kedudukan hukum; kedudukan hukum kode"),
        holds="code",
        note="Id kedudukan hukum menurut SIASN: 01 aktif, 71 PPPK, 98 mencapai BUP, dan seterusnya.",
        example="01",
    ),
    Field(
        "position_name",
        "KEDUDUKAN HUKUM NAMA",
        also(
            "kedudukan hukum; kedudukan pegawai; kedudukan; kedudukanhukumnama; "
            "status keaktifan; keaktifan; kedudukan asn; status aktif"
        ),
        note="Kedudukan hukum dengan kata; dibaca bila id-nya tidak ada.",
        example="Aktif",
    ),
    Field(
        "status",
        "STATUS CPNS PNS",
        also(
            "status; status pegawai; status kepegawaian; status asn; cpns/pns; pns/cpns; "
            "statuscpnspns; status pns; jenis kepegawaian"
        ),
        note="CPNS (C) atau PNS (P). PNS atau PPPK dibaca dari NIP.",
        example="PNS",
    ),
    Field(
        "employed_from",
        "TMT CPNS",
        also(
            "tmtcpns; tmt cpns/pppk; tmt pppk; tmt pengangkatan; tmt masuk; tmt kerja; "
            "tanggal masuk; tmt cpns/tmt pppk; tmt pengangkatan cpns; mulai bekerja"
        ),
        holds="day",
        note="Mulai bekerja sebagai CPNS atau PPPK.",
        example="01-03-2015",
    ),
    Field(
        "pns_since",
        "TMT PNS",
        also("tmtpns; tmt pengangkatan pns"),
        holds="day",
        note="Mulai menjadi PNS.",
        example="01-03-2016",
    ),
    Field(
        "rank_id",
        "GOL AKHIR ID",
        also("golakhirid; gol id; golongan id; id golongan; kode golongan; gol ruang akhir id"),
        holds="code",
        note="Id golongan menurut SIASN; dibaca bila namanya tidak ada.",
        example="33",
    ),
    Field(
        "rank",
        "GOL AKHIR NAMA",
        also(
            "gol; gol.; golongan; gol ruang; gol/ruang; golongan ruang; golongan/ruang; "
            "pangkat/gol; pangkat/golongan; pangkat gol ruang; pangkat/gol. ruang; "
            "pangkat, gol. ruang; pangkat golongan ruang; gol akhir; golakhirnama; "
            "golongan terakhir; pangkat golongan; gol terakhir; pangkat terakhir; "
            "gol ruang akhir; golru; pangkat dan golongan"
        ),
        note="Golongan ruang terakhir; untuk PPPK golongannya.",
        example="III/c",
    ),
    Field(
        "education",
        "TINGKAT PENDIDIKAN ID",
        also("tingkatpendidikanid; tk pendidikan id; id tingkat pendidikan; kode tingkat pendidikan; kode pendidikan"),
        holds="choice",
        note="Id tingkat pendidikan menurut SIASN.",
        example="40",
        choices=tuple(EDUCATIONS),
    ),
    Field(
        "education_name",
        "TINGKAT PENDIDIKAN NAMA",
        also(
            "tingkat pendidikan; pendidikan; pendidikan terakhir; tk pendidikan; "
            "tingkat pend; jenjang pendidikan; pend; pend. terakhir; tingkatpendidikannama; "
            "tk pend; pendidikan akhir; ijazah terakhir"
        ),
        note="Tingkat pendidikan dengan kata; dibaca bila id-nya tidak ada.",
        example="S-1",
    ),
)

_POST: Final = (
    Field(
        "job_kind",
        "JENIS JABATAN ID",
        also("jenisjabatanid; id jenis jabatan; kode jenis jabatan"),
        holds="choice",
        note="1 struktural, 2 fungsional, 4 pelaksana.",
        example="2",
        choices=("1", "2", "4"),
    ),
    Field(
        "job_kind_name",
        "JENIS JABATAN NAMA",
        also("jenis jabatan; jenisjabatannama; jns jabatan; kelompok jabatan"),
        note="Jenis jabatan dengan kata.",
        example="Jabatan Fungsional Tertentu",
    ),
    Field(
        "job",
        "JABATAN ID",
        also("jabatanid; id jabatan; kode jabatan; kd jabatan; job id; kode jab"),
        holds="code",
        note="Id jabatan; jabatan struktural memakai id unitnya. Bila kolom ini tidak ada, nama jabatan dicari.",
        example="0123456789ABCDEF0123456789ABCDEF",
    ),
    Field(
        "job_name",
        "JABATAN NAMA",
        also(
            "jabatan; nama jabatan; jabatannama; jabatan terakhir; jabatan sekarang; nm jabatan; jabatan saat ini; job"
        ),
        note="Nama jabatan.",
        example="Analis Sumber Daya Manusia Aparatur Ahli Muda",
    ),
    Field(
        "tier",
        "JENJANG",
        also("jenjang jabatan; jenjang jf; tingkat jabatan; jenjang fungsional"),
        note="Jenjang jabatan fungsional bila tidak disebut dalam nama jabatannya.",
        example="Ahli Muda",
    ),
    Field(
        "job_since",
        "TMT JABATAN",
        also("tmtjabatan; tmt jab; tmt jab.; tmt jbt; tmt jabatan terakhir; mulai menjabat"),
        holds="day",
        note="Mulai memegang jabatan.",
        example="01-03-2020",
    ),
    Field(
        "unit",
        "UNOR ID",
        also(
            "unorid; id unor; kode unor; kode unit; kode unit kerja; id unit kerja; unit id; "
            "kd unor; kode unker; unor induk; kode opd; kode skpd; kode unit organisasi; "
            "id unit"
        ),
        holds="code",
        note="Id unit organisasi pada daftar unit. Bila kolom ini tidak ada, nama unit dicari.",
        example="1.02.03",
    ),
    Field(
        "unit_name",
        "UNOR NAMA",
        also(
            "unor; unornama; unit kerja; nama unit kerja; unit organisasi; "
            "nama unit organisasi; nama unor; sub unit kerja; sub unit; unit; "
            "unit kerja terakhir; tempat tugas; bidang; bagian; sub unit organisasi; "
            "unit kerja eselon iii; unker; tempat bekerja; lokasi unit kerja"
        ),
        note="Nama unit, boleh diikuti nama unit di atasnya: 'Bidang A - Dinas B'.",
        example="Bidang Contoh - Dinas Contoh",
    ),
    Field(
        "office",
        "PERANGKAT DAERAH",
        also(
            "opd; skpd; nama opd; nama skpd; nama perangkat daerah; unit kerja induk; "
            "unor induk nama; unit induk; dinas; instansi/opd; satker; satuan kerja; "
            "nama satuan kerja; badan/dinas; unit kerja eselon ii; "
            "organisasi perangkat daerah; dinas/badan; opd/unit kerja"
        ),
        note="Perangkat daerah di atas unit, bila ditulis di kolom sendiri.",
        example="Dinas Contoh",
    ),
    Field(
        "eselon",
        "ESELON ID",
        also("eselon; esl; kode eselon; tingkat eselon"),
        note="Tidak dipakai bila id jabatan ada; eselon jabatan dibaca dari daftar unit.",
        example="32",
    ),
    Field(
        "home_agency",
        "INSTANSI INDUK ID",
        also("instansiindukid; id instansi induk"),
        holds="code",
        note="Instansi induk pegawai; hanya diperiksa.",
        example="0123456789ABCDEF0123456789ABCDEF",
    ),
    Field(
        "work_agency",
        "INSTANSI KERJA ID",
        also("instansikerjaid; id instansi kerja; instansi id"),
        holds="code",
        note="Instansi tempat bekerja; pegawai yang bekerja di instansi lain ditolak.",
        example="0123456789ABCDEF0123456789ABCDEF",
    ),
    Field(
        "work_agency_name",
        "INSTANSI KERJA NAMA",
        also("instansikerjanama; instansi kerja; instansi; nama instansi"),
        note="Nama instansi tempat bekerja; dibaca bila id-nya tidak dikenal.",
        example="Pemerintah Kab. Contoh",
    ),
    Field(
        "retires_on",
        "TMT PENSIUN",
        also("tmtpensiun; tanggal pensiun; tgl pensiun; tmt bup; bup; tanggal bup; tmt pemberhentian; pensiun"),
        holds="day",
        note="Hari mulai pensiun. Bila kosong, tidak dihitung dari umur.",
        example="01-02-2048",
    ),
    Field(
        "supervisor",
        "NIP ATASAN",
        also(
            "nip atasan langsung; atasan nip; nip pejabat penilai; nip penilai; nip pejabat penilai kinerja; nipatasan"
        ),
        holds="nip",
        note="NIP atasan langsung, yang harus ada pada daftar pegawai.",
        example="198001012005011001",
    ),
)

REGISTER: Final = Part(
    "people",
    "Pegawai",
    (*_WHO, *_SERVICE, *_POST),
    one_of=(("unit", "unit_name", "office"), ("job", "job_name")),
)

LEFT_ALONE: Final = frozenset(
    plain(heading)
    for heading in also(
        "NIP LAMA; TEMPAT LAHIR ID; TEMPAT LAHIR NAMA; AGAMA ID; AGAMA NAMA; "
        "JENIS KAWIN ID; JENIS KAWIN NAMA; EMAIL GOV; ALAMAT; NPWP NOMOR; BPJS; "
        "JENIS PEGAWAI ID; KARTU ASN VIRTUAL; NOMOR SK CPNS; TANGGAL SK CPNS; "
        "NOMOR SK PNS; TANGGAL SK PNS; GOL AWAL ID; GOL AWAL NAMA; TMT GOLONGAN; "
        "MK TAHUN; MK BULAN; PENDIDIKAN ID; PENDIDIKAN NAMA; TAHUN LULUS; KPKN ID; "
        "KPKN NAMA; KPPN ID; KPPN NAMA; LOKASI KERJA ID; LOKASI KERJA NAMA; "
        "INSTANSI INDUK NAMA; SATUAN KERJA INDUK ID; SATUAN KERJA INDUK NAMA; "
        "SATUAN KERJA KERJA ID; SATUAN KERJA KERJA NAMA; TEMPAT LAHIR; AGAMA; "
        "STATUS PERKAWINAN; JENIS KAWIN; NPWP; TMT GOL; TMT PANGKAT; PANGKAT; "
        "MASA KERJA; MASA KERJA GOLONGAN; THN; BLN; UMUR; USIA; JURUSAN; "
        "NAMA PENDIDIKAN; PROGRAM STUDI; KETERANGAN; KET"
    )
)
"""Columns of SIASN's export and of lists like it that are known to lead nowhere: nothing is said of them."""
