"""A small catalogue, as provinces have it, to try titles on."""

from __future__ import annotations

from betang.core.office.names import Directory

PROGRAMS = """
PKN-II    | Pelatihan Kepemimpinan Nasional Tingkat II               | Diklatpim Tingkat II; PIM II; PKN II
PKA       | Pelatihan Kepemimpinan Administrator                     | Diklatpim Tingkat III; PIM III
PKP       | Pelatihan Kepemimpinan Pengawas                          | Diklatpim Tingkat IV; PIM IV
LATSAR    | Pelatihan Dasar CPNS                                     | Latsar CPNS; Prajabatan
PBJ-1     | Pelatihan Pengadaan Barang/Jasa Pemerintah Level-1       |
KEU-1     | Pelatihan Penatausahaan Keuangan Daerah                  |
BMD-1     | Pelatihan Pengelolaan Barang Milik Daerah                |
REN-1     | Pelatihan Perencanaan dan Penganggaran Berbasis Kinerja  |
TALENTA   | Pelatihan Manajemen Talenta ASN                          |
AUDIT-1   | Pelatihan Audit Kinerja Berbasis Risiko                  |
HUKUM-1   | Pelatihan Penyusunan Produk Hukum Daerah                 | Legal Drafting
PKM-1     | Pelatihan Manajemen Puskesmas                            |
STUNTING  | Pelatihan Konvergensi Percepatan Penurunan Stunting      |
GURU-1    | Pelatihan Pembelajaran Mendalam bagi Guru                |
JALAN-1   | Pelatihan Pengawasan Mutu Pekerjaan Jalan                |
SPBE-1    | Pelatihan Keamanan Informasi SPBE                        |
STATISTIK | Pelatihan Pengelolaan Statistik Sektoral                 |
ADMINDUK  | Pelatihan Pelayanan Administrasi Kependudukan            |
TANI-1    | Pelatihan Penyuluhan Pertanian Presisi                   |
KARHUTLA  | Pelatihan Penanggulangan Kebakaran Hutan dan Lahan       |
ARSIP-1   | Pelatihan Pengelolaan Arsip Dinamis                      |
DESA-1    | Pelatihan Pembina Pemerintahan Desa                      |
PRIMA     | Pelatihan Pelayanan Publik Prima                         |
INTEGRITAS | Pelatihan Penguatan Integritas dan Antikorupsi          |
BANGSA    | Pelatihan Wawasan Kebangsaan dan Perekat Bangsa          |
UBAH      | Pelatihan Manajemen Perubahan                            |
LITDIG    | E-Learning Literasi Digital ASN                          |
SPIP      | Pembelajaran Jarak Jauh Sistem Pengendalian Intern       | PJJ SPIP
COACH-1   | Coaching Pemimpin Tim Kerja                              |
MAGANG-1  | Magang Manajemen Rumah Sakit                             |
"""


def programs(*, without: str = "", others: bool = True) -> Directory:
    """The catalogue, but for one programme; without `others`, nobody wrote other names into it."""
    directory = Directory("programs")
    for line in PROGRAMS.strip().splitlines():
        code, name, other = (part.strip() for part in line.split("|"))
        if code != without:
            directory.add(code, name, [name.strip() for name in other.split(";") if name.strip() and others])
    return directory
