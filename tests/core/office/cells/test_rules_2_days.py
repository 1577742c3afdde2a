"""Days

---
Tanggal
"""

from __future__ import annotations


def test_d1_day_first(draw):
    """A date in figures is day first; a date with the year first ends with its day

    A month of 13 and more is not taken for a day: such a date is refused and never turned round.
    ---
    Tanggal dalam angka dibaca hari lebih dahulu; bila tahun di depan, hari ada di belakang

    Bulan 13 ke atas tidak dianggap sebagai hari: tanggal seperti itu ditolak dan tidak pernah dibalik.
    """
    draw(
        "day",
        """
        3/2/2026    | 2026-02-03
        03-02-2026  | 2026-02-03
        3.2.2026    | 2026-02-03
        03 02 2026  | 2026-02-03
        2026-02-03  | 2026-02-03
        2026/2/3    | 2026-02-03
        02/13/2026  | bad_date
        2026-13-02  | bad_date
        """,
    )


def test_d2_real_days(draw):
    """A date is a day of the calendar, and needs its day

    ---
    Tanggal haruslah tanggal pada kalender, lengkap dengan harinya
    """
    draw(
        "day",
        """
        29-02-2024           | 2024-02-29
        29-02-2026           | bad_date
        31 April 2026        | bad_date
        September 2026       | bad_date
        akhir 2027           | bad_date
        2026                 | bad_date
        0000-00-00           | bad_date
        3 s.d. 5 Maret 2026  | bad_date
        segera               | bad_date
        """,
    )


def test_d3_words(draw):
    """Months are read in words: Indonesian and English, written out or shortened, and in Roman numerals

    One slip in a month's long name is forgiven. What stands before the day, such as the day of the week or a place with
    a comma, does not count.
    ---
    Nama bulan dibaca: bahasa Indonesia dan Inggris, utuh atau disingkat, dan dalam angka Romawi

    Satu salah ketik pada nama bulan yang panjang dimaafkan. Nama hari atau tempat yang diikuti koma di depan tanggal
    tidak dihitung.
    """
    draw(
        "day",
        """
        3 Februari 2026            | 2026-02-03
        03 FEBRUARI 2026           | 2026-02-03
        3 Peb. 2026                | 2026-02-03
        5 Nopember 2025            | 2025-11-05
        17 Agt 2026                | 2026-08-17
        3-Feb-2026                 | 2026-02-03
        3 February 2026            | 2026-02-03
        February 3, 2026           | 2026-02-03
        3-II-2026                  | 2026-02-03
        3 Febuari 2026             | 2026-02-03
        Selasa, 3 Februari 2026    | 2026-02-03
        Kasongan, 15 Maret 1985    | 1985-03-15
        Selasa 3 Februari 2026.    | 2026-02-03
        tanggal 3 Februari 2026    | 2026-02-03
        3 Foo 2026                 | bad_date
        """,
    )


def test_d4_short_years(draw):
    """A year of two figures is read only where it can mean one thing

    In figures it may be a day, and a day up to 12 a month; in words it is the year. 45 to 69 may be the last century or
    this one.
    ---
    Tahun dua angka hanya dibaca bila artinya hanya satu

    Dalam angka, tahun bisa jadi hari, dan hari sampai 12 bisa jadi bulan; bila bulannya kata, pastilah tahun. Tahun 45
    sampai 69 bisa berarti abad lalu atau abad ini.
    """
    draw(
        "day",
        """
        3 Feb 26  | 2026-02-03
        3-Feb-85  | 1985-02-03
        3 Feb 55  | bad_date
        15/08/74  | 1974-08-15
        05/08/74  | bad_date
        03-02-26  | bad_date
        """,
    )


def test_d5_time_of_day(draw):
    """A time of day behind the date is left out

    From 15.00 in world time it is the next day in a part of Indonesia: then the day is not known.
    ---
    Jam di belakang tanggal diabaikan

    Mulai pukul 15.00 waktu dunia, di sebagian Indonesia sudah hari berikutnya: maka harinya tidak dapat dipastikan.
    """
    draw(
        "day",
        """
        2026-02-03 10:15:00            | 2026-02-03
        03-02-2026 10.15 WIB           | 2026-02-03
        3 Februari 2026 pukul 10.15    | 2026-02-03
        2026-02-03T00:00:00.000Z       | 2026-02-03
        2026-02-03T00:00:00+07:00      | 2026-02-03
        2026-02-03T17:00:00Z           | bad_date
        date 2026-02-03 10:15:00       | 2026-02-03
        """,
    )


def test_d6_spreadsheets(draw):
    """Date cells are days; day numbers without a date format are read and said

    Day numbers are those from 1945 until 2100. Eight figures are a date as well: between 1900 and 2100 none can be read
    both ways.
    ---
    Sel tanggal adalah tanggal; nomor hari tanpa format tanggal dibaca dan diberitahukan

    Nomor hari yang dibaca adalah dari tahun 1945 sampai sebelum 2100. Delapan angka juga tanggal: antara 1900 dan 2100
    tidak ada yang dapat dibaca dua arah.
    """
    draw(
        "day",
        """
        date 2026-02-03  | 2026-02-03
        number 46056     | 2026-02-03 serial
        46056            | 2026-02-03 serial
        46056,5          | 2026-02-03 serial
        number 2026      | bad_date
        99999            | bad_date
        20260203         | 2026-02-03
        03022026         | 2026-02-03
        number 20260203  | 2026-02-03
        3022026          | bad_date
        yes/no TRUE      | bad_date
        """,
    )
