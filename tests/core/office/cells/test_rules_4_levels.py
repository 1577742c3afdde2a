"""Levels, and yes or no

---
Level, dan ya atau tidak
"""

from __future__ import annotations


def test_l1_levels(draw):
    """A level is one figure from 0 to 5, however it is called

    Roman numerals are read, but I and V alone may be a stroke or a tick.
    ---
    Level adalah satu angka dari 0 sampai 5, apa pun sebutannya

    Angka Romawi dibaca, tetapi I dan V sendirian bisa jadi garis atau tanda centang.
    """
    draw(
        "level",
        """
        3           | 3
        number 3    | 3
        3,0         | 3
        3.0         | 3
        Level 3     | 3
        LEVEL-3     | 3
        Lv. 3       | 3
        L3          | 3
        Tingkat 3   | 3
        3 (tiga)    | 3
        III         | 3
        Level V     | 5
        V           | bad_level
        0           | 0
        2,5         | bad_level
        7           | bad_level
        tinggi      | bad_level
        """,
    )


def test_l2_required_levels(draw):
    """What a post requires begins at 1

    ---
    Yang dipersyaratkan jabatan mulai dari 1
    """
    draw(
        "required level",
        """
        1 | 1
        5 | 5
        0 | bad_level
        6 | bad_level
        """,
    )


def test_l3_yes_or_no(draw):
    """Ya, Y, V, X, a tick and 1 are yes; Tidak, T and 0 are no

    ---
    Ya, Y, V, X, tanda centang, dan 1 berarti ya; Tidak, T, dan 0 berarti tidak
    """
    draw(
        "flag",
        """
        Ya           | yes
        y            | yes
        V            | yes
        x            | yes
        √            | yes
        1            | yes
        number 1     | yes
        yes/no TRUE  | yes
        Tidak        | no
        tdk          | no
        T            | no
        0            | no
        mungkin      | bad_choice
        """,
    )
