"""What a password must be. The rules are Django's, with words of our own and one more: no ordinary word with a year."""

from __future__ import annotations

import re
from typing import Any, Final

from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ORDINARY: Final = frozenset({
    "admin", "administrator", "aparatur", "badan", "bahagia", "barito", "betang", "bismillah", "bkpsdm", "borneo",
    "bpsdm", "bupati", "camat", "cintaku", "dayak", "dinas", "diklat", "gubernur", "gunungmas", "gunung", "indonesia",
    "jakarta", "kabupaten", "kalimantan", "kalimantantengah", "kalteng", "kapuas", "kasongan", "katasandi",
    "katingan", "kecamatan", "kepegawaian", "komputer", "kotawaringin", "kuala", "kualakapuas", "lamandau", "login",
    "masuk", "mahakam", "merdeka", "murungraya", "muarateweh", "nangabulik", "palangka", "palangkaraya",
    "pangkalanbun", "password", "passwordku", "pegawai", "pemda", "pemerintah", "pemkab", "pemkot", "pemprov",
    "pulangpisau", "puruk", "purukcahu", "qwerty", "rahasia", "rahasiaku", "sampit", "sandi", "sayang", "sayangku",
    "sekolah", "selamat", "selamatdatang", "selamatpagi", "seruyan", "sukamara", "sukabumi", "surabaya",
    "tamianglayang", "timur", "utara", "selatan", "barat", "tengah", "walikota",
})  # fmt: skip
"""Words that everybody in these offices would try first."""

WORD: Final = 5
"""Letters from which on what is left of a password is looked at as a word; fewer are part of something random."""

LEET: Final = str.maketrans("013457@$!", "oieastasi")


class LongEnough(rules.MinimumLengthValidator):
    """Long rather than full of signs."""

    def get_error_message(self) -> str:
        return _("Kata sandi ini terlalu pendek. Pakai paling sedikit %(n)d karakter.") % {"n": self.min_length}

    def get_help_text(self) -> str:
        return _(
            "Paling sedikit %(n)d karakter. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak."
        ) % {"n": self.min_length}


class NotLikeYou(rules.UserAttributeSimilarityValidator):
    """Not made of who one is."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "name", "email"))

    def get_error_message(self) -> str:
        return _("Kata sandi ini mirip dengan nama, nama pengguna, atau surel Anda. Pilih yang lain.")

    def get_help_text(self) -> str:
        return _("Tidak mirip dengan nama, nama pengguna, atau surel Anda.")


class NotCommon(rules.CommonPasswordValidator):
    """Not among the 20,000 passwords most often used, nor one of those or an ordinary word with signs around it."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        written = re.sub(r"^[^a-z]+|[^a-z]+$", "", password.lower())
        words = {re.sub(r"[^a-z]", "", form) for form in (written, written.translate(LEET))}
        if any(_is_ordinary(word, self.passwords) for word in words if len(word) >= WORD):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return _(
            "Kata sandi ini terlalu umum: kata yang lazim, dengan atau tanpa angka. Pilih yang tidak akan ditebak."
        )

    def get_help_text(self) -> str:
        return _("Bukan kata sandi yang lazim, dan bukan satu kata lazim dengan angka atau tahun.")


class NotOnlyDigits(rules.NumericPasswordValidator):
    """Not a NIP or a birthday."""

    def get_error_message(self) -> str:
        return _("Kata sandi ini hanya angka. Tambahkan kata atau tanda.")

    def get_help_text(self) -> str:
        return _("Bukan angka saja; NIP dan tanggal lahir mudah ditebak.")


def _is_ordinary(word: str, common: set[str]) -> bool:
    """Whether what is left of a password is a word of a list, or twice one, or one letter again and again."""
    if len(set(word)) <= 2:  # noqa: PLR2004  (aaaaaaaa, abababab)
        return True
    half = word[: len(word) // 2]
    return any(part in ORDINARY or part in common for part in (word, half if half * 2 == word else word))
