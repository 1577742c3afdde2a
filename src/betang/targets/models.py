"""What the region has promised to achieve, and which competencies each promise leans on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import NumericField, PairKey, domain_checks
from betang.agencies.models import Agency
from betang.agencies.wall import Wall
from betang.people.models import Unit
from betang.standards.models import Competency


class TargetLevel(models.TextChoices):
    """The planning document level of a target."""

    RPJMD = "rpjmd", _("RPJMD")
    RENSTRA = "renstra", _("Renstra")
    PK = "pk", _("Perjanjian kinerja")
    SPM = "spm", _("Standar pelayanan minimal")
    SERVICE = "service", _("Standar pelayanan")


class Target(models.Model):
    """A development target with its indicator."""

    code = models.TextField(_("kode"), primary_key=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="targets", db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit penanggung jawab"), null=True, blank=True, db_constraint=False
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("sasaran induk"), null=True, blank=True, related_name="children"
    )
    level = models.TextField(_("tataran"), choices=TargetLevel.choices, null=True, blank=True)
    document = models.TextField(_("dokumen"))
    indicator = models.TextField(_("indikator"))
    unit_of_measure = models.TextField(_("satuan"))
    baseline = NumericField(_("nilai awal"), null=True, blank=True)
    goal = NumericField(_("nilai sasaran"), null=True, blank=True)
    year = models.SmallIntegerField(_("tahun"))
    weight = NumericField(_("bobot"))

    class Meta:
        verbose_name = _("sasaran pembangunan")
        verbose_name_plural = _("sasaran pembangunan")
        ordering = ("agency", "code")
        constraints = (
            *domain_checks("targets", fields={"target": "code"}, without=("agency", "unit", "parent")),
            models.UniqueConstraint(fields=("agency", "code"), name="targets_agency_code"),
            PairKey(fields=("unit", "agency"), to="people.Unit", to_fields=("id", "agency"), name="targets_unit_key"),
            Wall(name="targets_wall", read=("figures:agency",), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return self.indicator


class TargetLink(models.Model):
    """How much a target leans on a competency; without a unit, in the target's unit or whole agency."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    target = models.ForeignKey(
        Target, models.PROTECT, verbose_name=_("sasaran"), related_name="links", db_constraint=False, db_index=False
    )
    competency = models.ForeignKey(Competency, models.PROTECT, verbose_name=_("kompetensi"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit kerja"), null=True, blank=True, db_constraint=False
    )
    relevance = NumericField(_("keterkaitan"))

    class Meta:
        verbose_name = _("kaitan sasaran dan kompetensi")
        verbose_name_plural = _("kaitan sasaran dan kompetensi")
        ordering = ("target", "competency", "unit")
        constraints = (
            *domain_checks("target_links", without=("target", "competency", "unit")),
            models.UniqueConstraint(
                fields=("target", "competency", "unit"), nulls_distinct=False, name="target_links_key"
            ),
            PairKey(
                fields=("agency", "target"),
                to="targets.Target",
                to_fields=("agency", "code"),
                name="target_links_target_key",
                cascade=True,
            ),
            PairKey(
                fields=("unit", "agency"), to="people.Unit", to_fields=("id", "agency"), name="target_links_unit_key"
            ),
            Wall(name="target_links_wall", read=("figures:agency",), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.target_id} {self.competency_id}"
