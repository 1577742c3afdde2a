"""Codes of the tables (agency, competency) as a part of an address.

A code is any text, so it may hold what an address cannot: a slash, or nothing but dots, which a browser takes away.
"""

from __future__ import annotations

from urllib.parse import unquote

from django.urls import register_converter


class CodeConverter:
    """`<code:agency>`: one path segment, `~` in the place of `%` for what must not stand there plainly."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        code = unquote(value.replace("%", "%25").replace("~", "%"))
        if "\0" in code:
            raise ValueError("PostgreSQL holds no such text, so nothing is at this address")
        return code

    def to_url(self, value: str) -> str:
        value = value.replace("~", "~7E").replace("/", "~2F")
        return value.replace(".", "~2E") if not value.strip(".") else value


register_converter(CodeConverter, "code")
