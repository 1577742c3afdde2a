"""The NIP and the NI PPPK

---
NIP dan NI PPPK
"""

from __future__ import annotations


def test_p1_eighteen_digits(draw):
    """A NIP is 18 digits; blanks, dots and dashes between its groups go

    ---
    NIP adalah 18 angka; spasi, titik, dan tanda hubung antarkelompok dibuang
    """
    draw(
        "nip",
        """
        198503152010012003     | 198503152010012003
        19850315 201001 2 003  | 198503152010012003
        19850315.201001.2.003  | 198503152010012003
        19850315-201001-2-003  | 198503152010012003
        '198503152010012003    | 198503152010012003
        19850315201001200      | nip_length
        1985031520100120033    | nip_length
        """,
    )


def test_p2_digits_lost(draw):
    """A NIP that went through a spreadsheet as a number has lost its last digits

    A number keeps fifteen digits; the rest is gone, and what a number cell shows would be another NIP. Format the
    column as text, then paste the NIP again.
    ---
    NIP yang pernah menjadi bilangan di Excel kehilangan angka-angka terakhirnya

    Bilangan hanya menyimpan lima belas angka; sisanya hilang, dan yang tampak pada sel angka adalah NIP orang lain.
    Format kolomnya sebagai teks, lalu tempelkan NIP kembali.
    """
    draw(
        "nip",
        """
        1.98503E+17               | nip_digits_lost
        1,98503E+17               | nip_digits_lost
        number 198503152010012003 | nip_digits_lost
        198503152010012003.0      | nip_digits_lost
        """,
    )


def test_p3_what_the_digits_say(draw):
    """Digits 1-8 are a real date, 13-14 are 01-12 or 21 and above, 15 is 1 or 2, the last three are not 000

    ---
    Angka 1-8 tanggal yang ada, 13-14 berisi 01-12 atau 21 ke atas, 15 berisi 1 atau 2, tiga terakhir bukan 000
    """
    draw(
        "nip",
        """
        199001012025211007  | 199001012025211007
        200402292024012003  | 200402292024012003
        198513152010012003  | nip_invalid
        200302292024012003  | nip_invalid
        198503152013132003  | nip_invalid
        198503152010002003  | nip_invalid
        198503152010013003  | nip_invalid
        198503152010012000  | nip_invalid
        1985O3152010012003  | nip_invalid
        """,
    )


def test_p4_facts(draw):
    """It says when somebody was born, when they started, their sex, and whether they are PNS or PPPK

    The start of a PNS is a month, that of a PPPK a year; 24 in digits 13-14 is part-time.
    ---
    NIP menyatakan tanggal lahir, mulai bekerja, jenis kelamin, dan apakah PNS atau PPPK

    Mulai bekerja PNS berupa bulan, PPPK berupa tahun; 24 pada angka 13-14 berarti paruh waktu.
    """
    draw(
        "facts",
        """
        198503152010012003 | 1985-03-15, 2010-01, F, PNS
        199001012025211007 | 1990-01-01, 2025, M, PPPK
        199001012025242007 | 1990-01-01, 2025, F, PPPK, part-time
        """,
    )
