"""What is typed in a dialogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.needs.rules.talk import CAUSES, PRIORITIES, WAYS

MOST_LETTERS = 2_000
SHORT = 300


class NeedForm(forms.Form):
    """What the person needs, and how they may learn it."""

    way = forms.ChoiceField(choices=[("", ""), *WAYS.items()], required=False)
    program = forms.CharField(max_length=SHORT, required=False)
    learning = forms.CharField(max_length=SHORT, required=False)
    priority = forms.ChoiceField(choices=[("", ""), *PRIORITIES.items()], required=False)
    performance = forms.BooleanField(required=False)
    agreed_on = forms.DateField(
        required=False, error_messages={"invalid": gettext_lazy("Tulis tanggal, misalnya 2026-11-24.")}
    )
    superior = forms.CharField(max_length=SHORT, required=False)
    note = forms.CharField(max_length=MOST_LETTERS, required=False)
    seen = forms.CharField(max_length=40)
    as_written = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """A need says how it may be met."""
        found = super().clean() or self.cleaned_data
        if not self.errors and not (found["way"] or found["program"] or found["learning"]):
            self.add_error("way", _("Pilih cara belajarnya, atau tulis usulannya."))
        return found


class NoForm(forms.Form):
    """Why learning cannot close the gap."""

    cause = forms.ChoiceField(
        choices=list(CAUSES.items()), error_messages={"required": gettext_lazy("Pilih apa yang kurang.")}
    )
    reason = forms.CharField(
        max_length=MOST_LETTERS,
        error_messages={"required": gettext_lazy("Tulis alasannya: apa yang kurang, kalau bukan kemampuan.")},
    )
    said_on = forms.DateField(
        required=False, error_messages={"invalid": gettext_lazy("Tulis tanggal, misalnya 2026-11-24.")}
    )
    superior = forms.CharField(max_length=SHORT, required=False)
    seen = forms.CharField(max_length=40)


class SeenForm(forms.Form):
    """Agreeing to what was read."""

    seen = forms.CharField(max_length=40)


class ReasonForm(SeenForm):
    """Taking back, with the reason."""

    reason = forms.CharField(max_length=MOST_LETTERS, error_messages={"required": gettext_lazy("Tulis alasannya.")})


class ObjectionForm(forms.Form):
    """An objection in words."""

    text = forms.CharField(max_length=MOST_LETTERS, error_messages={"required": gettext_lazy("Tulis keberatan Anda.")})


class AnswerForm(forms.Form):
    """The answer to an objection."""

    outcome = forms.ChoiceField(
        choices=[("keep", ""), ("reopen", "")],
        error_messages={"required": gettext_lazy("Pilih salah satu jawaban.")},
    )
    answer = forms.CharField(
        max_length=MOST_LETTERS, error_messages={"required": gettext_lazy("Tulis jawaban untuk pegawai ini.")}
    )


class ProgrammeForm(forms.Form):
    """A programme the organisation needs, for how many people of which office."""

    unit = forms.IntegerField(error_messages={"required": gettext_lazy("Pilih perangkat daerahnya.")})
    program = forms.CharField(max_length=SHORT, error_messages={"required": gettext_lazy("Pilih programnya.")})
    people = forms.IntegerField(
        min_value=1,
        max_value=100_000,
        error_messages={
            "required": gettext_lazy("Tulis berapa orang."),
            "min_value": gettext_lazy("Paling sedikit satu orang."),
            "invalid": gettext_lazy("Tulis bilangan bulat, misalnya 12."),
        },
    )
    note = forms.CharField(max_length=MOST_LETTERS, required=False)
    target = forms.CharField(max_length=SHORT, required=False)
