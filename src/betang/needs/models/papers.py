"""Word templates that a government uses instead of the built-in ones."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.models import Agency, User
from betang.agencies.wall import Wall


class DocumentTemplate(models.Model):
    """A government's own Word template of one kind of document. One is in use; those before it are kept.

    `name` is what the file was called; it is shown to whoever may replace it and never becomes the name of a file.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, verbose_name=_("pemerintahan"), related_name="+", db_index=False)
    kind = models.TextField(_("jenis dokumen"))
    content = models.BinaryField(_("isi"))
    name = models.TextField(_("nama berkas"))
    uploaded_at = models.DateTimeField(_("diunggah"), db_default=Now())
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diunggah oleh"), null=True, blank=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(_("berhenti dipakai"), null=True, blank=True)

    class Meta:
        verbose_name = _("templat dokumen")
        verbose_name_plural = _("templat dokumen")
        ordering = ("agency", "kind", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(kind="") & ~Q(name=""), name="document_templates_say_what"),
            models.UniqueConstraint(
                fields=("agency", "kind"), condition=Q(ended_at__isnull=True), name="document_templates_one_in_use"
            ),
            # Whoever prints a document of the government prints it as the government wants it.
            Wall(
                name="document_templates_wall",
                read=("figures:agency",),
                add=("edit:agency",),
                change=("edit:agency",),
            ),
        )
        indexes = (models.Index(fields=("agency", "kind"), name="document_templates_idx"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind}"
