"""What a cell says

---
Apa yang dikatakan sebuah sel
"""

from __future__ import annotations


def test_t1_blanks(draw):
    """Blanks at the edges go, and inside a text any run of them is one

    Non-breaking spaces, line breaks inside a cell and characters without width are blanks or nothing.
    ---
    Spasi di tepi dibuang, dan deretan spasi di dalam teks menjadi satu

    Spasi tak terputus dan pindah baris di dalam sel dibaca sebagai spasi; karakter tanpa lebar tidak dibaca.
    """
    draw(
        "text",
        """
        ␣Dinas Kesehatan␣      | Dinas Kesehatan
        Dinas␣␣Kesehatan       | Dinas Kesehatan
        Dinas⍽Kesehatan        | Dinas Kesehatan
        Dinas↵Kesehatan        | Dinas Kesehatan
        Kese⁀hatan             | Kesehatan
        """,
    )


def test_t2_apostrophes(draw):
    """Apostrophes before a text go

    They are how people keep a spreadsheet from turning digits into a number. Within a text they stay.
    ---
    Tanda petik di depan teks dibuang

    Tanda itu dipakai agar Excel tidak mengubah deretan angka menjadi bilangan. Di dalam teks, tanda petik tetap ada.
    """
    draw(
        "text",
        """
        '198503152010012003 | 198503152010012003
        ’0800123            | 0800123
        Jum'at              | Jum'at
        """,
    )


def test_t3_unknown(draw):
    """An empty cell, dashes and 'null' mean that nothing is known

    So do the words that databases, spreadsheets and scripts write for an empty cell. Words of people may be an answer
    and are left as they are.
    ---
    Sel kosong, tanda hubung, dan 'null' berarti belum diketahui

    Demikian pula kata yang ditulis basis data, Excel, dan skrip untuk sel kosong. Kata yang ditulis orang bisa jadi
    sebuah jawaban, maka dibiarkan.
    """
    draw(
        "text",
        """
        empty          | unknown
        -              | unknown
        –              | unknown
        --             | unknown
        '-             | unknown
        null           | unknown
        NULL           | unknown
        N/A            | unknown
        #N/A           | unknown
        nihil          | nihil
        tidak ada      | tidak ada
        0              | 0
        """,
    )


def test_t4_other_cells(draw):
    """Cells of a spreadsheet are read as they are seen

    Whole numbers without a decimal part, others with at most fifteen digits, days as dd-mm-yyyy.
    ---
    Sel Excel dibaca seperti terlihat

    Bilangan bulat tanpa angka desimal, bilangan lain paling banyak lima belas angka, tanggal sebagai hh-bb-tttt.
    """
    draw(
        "text",
        """
        number 3                 | 3
        number 62.01             | 62.01
        number 0.30000000000000004 | 0.3
        number 12500000          | 12500000
        date 2026-02-03          | 03-02-2026
        date 2026-02-03 10:15:00 | 03-02-2026 10:15:00
        yes/no TRUE              | TRUE
        """,
    )
