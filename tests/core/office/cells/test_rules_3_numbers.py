"""Numbers and money

---
Bilangan dan uang
"""

from __future__ import annotations


def test_n1_indonesian_writing(draw):
    """Dots group thousands, the comma is the decimal sign

    A dot is a decimal point where what follows it is no group of three figures, or what precedes it is 0. Commas group
    only where they can do nothing else.
    ---
    Titik memisahkan ribuan, koma tanda desimal

    Titik adalah tanda desimal bila yang mengikutinya bukan kelompok tiga angka, atau di depannya hanya 0. Koma
    memisahkan ribuan hanya bila tidak mungkin berarti lain.
    """
    draw(
        "number",
        """
        12500000        | 12500000
        12.500.000      | 12500000
        12.500.000,50   | 12500000.5
        1.234           | 1234
        12 500 000      | 12500000
        3,75            | 3.75
        12,500          | 12.5
        3.75            | 3.75
        80.8            | 80.8
        0.125           | 0.125
        12,500,000      | 12500000
        1,234.50        | 1234.5
        12.500.000.00   | bad_number
        12.50.000       | bad_number
        """,
    )


def test_n2_money(draw):
    """Rupiah signs and their ornaments go

    ---
    Tanda rupiah dan hiasannya dibuang
    """
    draw(
        "number",
        """
        Rp 12.500.000            | 12500000
        Rp12.500.000,-           | 12500000
        Rp. 12.500.000,00        | 12500000
        IDR 12,500,000           | 12500000
        12.500.000 rupiah        | 12500000
        Rp 500.000/hari          | 500000
        Rp 500.000,-/orang/hari  | 500000
        Rp 1.500.000 per orang   | 1500000
        sesuai SBM               | bad_number
        """,
    )


def test_n3_scales(draw):
    """Ribu, juta, miliar and triliun multiply

    M and T alone may be other things and are read only behind Rp.
    ---
    Ribu, juta, miliar, dan triliun mengalikan

    M dan T saja bisa berarti lain, maka hanya dibaca bila didahului Rp.
    """
    draw(
        "number",
        """
        500 ribu     | 500000
        12,5 juta    | 12500000
        12.5 jt      | 12500000
        1,2 miliar   | 1200000000
        1,2 milyar   | 1200000000
        Rp 1,5 M     | 1500000000
        1,5 M        | bad_number
        Rp12,5 juta  | 12500000
        """,
    )


def test_n4_units(draw):
    """Words of measure behind a figure, and a per cent sign, go; figures in words alone are not read

    The number repeated in words in brackets must be the same number.
    ---
    Satuan di belakang angka dan tanda persen dibuang; bilangan yang hanya berupa kata tidak dibaca

    Bilangan yang diulang dengan kata di dalam kurung haruslah bilangan yang sama.
    """
    draw(
        "number",
        """
        5 hari                | 5
        40 JP                 | 40
        10 jam pelajaran      | 10
        30 orang              | 30
        3,75%                 | 3.75
        3,19 %                | 3.19
        30 (tiga puluh) orang | 30
        30 (dua puluh) orang  | bad_number
        empat puluh           | bad_number
        3 Februari            | bad_number
        30-40                 | bad_number
        5 atau 6              | bad_number
        sesuai kurikulum      | bad_number
        """,
    )


def test_n5_about(draw):
    """A number given as about so many is read and said

    ---
    Bilangan yang hanya kira-kira dibaca dan diberitahukan
    """
    draw(
        "number",
        """
        sekitar 40          | 40 about
        kurang lebih 25     | 25 about
        ± 30 orang          | 30 about
        30-an               | 30 about
        30 (perkiraan)      | 30 about
        ~Rp 12,5 juta       | 12500000 about
        minimal 30          | bad_number
        """,
    )


def test_n6_negative(draw):
    """A minus sign or brackets make a number negative

    ---
    Tanda minus atau tanda kurung berarti negatif
    """
    draw(
        "number",
        """
        -5          | -5
        − 5         | -5
        (5.000)     | -5000
        Rp -250.000 | -250000
        -Rp 250.000 | -250000
        --5         | bad_number
        """,
    )


def test_n7_number_cells(draw):
    """Number cells are what they are, to nine places

    ---
    Sel angka dibaca apa adanya, sampai sembilan angka desimal
    """
    draw(
        "number",
        """
        number 12500000           | 12500000
        number 0.1                | 0.1
        number 0.3333333333333333 | 0.333333333
        yes/no TRUE               | bad_number
        date 2026-02-03           | bad_number
        1.25E+07                  | bad_number
        """,
    )


def test_n8_whole(draw):
    """Where a whole number is asked, one with a part is refused

    ---
    Bila yang diminta bilangan bulat, bilangan pecahan ditolak
    """
    draw(
        "whole",
        """
        40       | 40
        40,0     | 40
        12,5     | bad_number
        12,5 jt  | 12500000
        """,
    )
