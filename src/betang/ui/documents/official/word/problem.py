"""A reason why a template cannot be used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """`code` for programs; `message` says what is wrong and what to do, in the reader's language."""

    code: str
    message: str
