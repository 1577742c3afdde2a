"""The competency dictionary, what jobs and tiers require, and the evidence of what people can do."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import BulkKey, domain_checks
from betang.agencies.models import Agency
from betang.agencies.wall import Wall
from betang.people.models import Job, Person, Tier


class CompetencyKind(models.TextChoices):
    """Kinds of competency."""

    TECHNICAL = "technical", _("Teknis")
    MANAGERIAL = "managerial", _("Manajerial")
    SOCIOCULTURAL = "sociocultural", _("Sosial kultural")


class Importance(models.TextChoices):
    """How much a job needs a competency, most first."""

    ABSOLUTE = "absolute", _("Mutlak")
    IMPORTANT = "important", _("Penting")
    NEEDED = "needed", _("Perlu")


class Basis(models.TextChoices):
    """What a standard rests on."""

    DECREE = "decree", _("Keputusan")
    DEFAULT = "default", _("Bawaan")
    DRAFT = "draft", _("Konsep")


class Source(models.TextChoices):
    """Where an assessment comes from, best first."""

    ACCREDITED = "accredited", _("Asesor terakreditasi")
    TEST = "test", _("Uji kompetensi")
    CERTIFICATE = "certificate", _("Sertifikat kompetensi")
    SUPERVISOR = "supervisor", _("Penilaian atasan")
    PEER = "peer", _("Penilaian rekan")
    SELF = "self", _("Penilaian diri")


class Competency(models.Model):
    """A competency of the dictionary."""

    code = models.TextField(_("kode"), primary_key=True)
    name = models.TextField(_("nama"))
    kind = models.TextField(_("jenis"), choices=CompetencyKind.choices)
    affair = models.TextField(_("urusan"), null=True, blank=True)

    class Meta:
        verbose_name = _("kompetensi")
        verbose_name_plural = _("kompetensi")
        ordering = ("code",)
        constraints = (*domain_checks("competencies", fields={"competency": "code"}),)

    def __str__(self) -> str:
        return self.name


class Standard(models.Model):
    """The level a job or a tier requires; without an agency it holds for every agency."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), null=True, blank=True, db_index=False
    )
    job = models.ForeignKey(Job, models.PROTECT, verbose_name=_("jabatan"), null=True, blank=True)
    tier = models.TextField(_("jenjang"), choices=Tier.choices, null=True, blank=True)
    competency = models.ForeignKey(Competency, models.PROTECT, verbose_name=_("kompetensi"))
    level = models.SmallIntegerField(_("tingkat"))
    importance = models.TextField(_("kepentingan"), choices=Importance.choices)
    basis = models.TextField(_("dasar"), choices=Basis.choices, null=True, blank=True)

    class Meta:
        verbose_name = _("standar kompetensi jabatan")
        verbose_name_plural = _("standar kompetensi jabatan")
        ordering = ("agency", "job", "tier", "competency")
        constraints = (
            *domain_checks("standards", without=("agency", "job", "competency")),
            models.UniqueConstraint(
                fields=("agency", "job", "tier", "competency"), nulls_distinct=False, name="standards_key"
            ),
            Wall(
                name="standards_wall",
                read=("common:agency&anyone", "figures:agency", "granting:agency"),
                write=("edit:agency",),
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id or '*'} {self.job_id or self.tier} {self.competency_id}"


class Assessment(models.Model):
    """One piece of evidence: a person showed a level of a competency on a day. Any number a person."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("pegawai"),
        db_constraint=False,
        db_index=False,
        related_name="assessments",
    )
    competency = models.ForeignKey(
        Competency, models.PROTECT, verbose_name=_("kompetensi"), db_constraint=False, db_index=False
    )
    level = models.SmallIntegerField(_("tingkat"))
    assessed_on = models.DateField(_("tanggal penilaian"))
    source = models.TextField(_("sumber"), choices=Source.choices)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("hasil penilaian kompetensi")
        verbose_name_plural = _("hasil penilaian kompetensi")
        ordering = ("person", "competency", "-assessed_on", "id")
        constraints = (
            *domain_checks("assessments", without=("person", "competency")),
            BulkKey(
                fields=("person", "agency"),
                to="people.Person",
                to_fields=("id", "agency"),
                name="assessments_person_key",
                cascade=True,
            ),
            BulkKey(
                fields=("competency",),
                to="standards.Competency",
                to_fields=("code",),
                name="assessments_competency_key",
            ),
            Wall(name="assessments_wall", read=("people:agency", "persons:person"), write=("edit:agency",)),
        )
        indexes = (models.Index(fields=("person", "competency"), name="assessments_person_idx"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.competency_id} {self.assessed_on}"
