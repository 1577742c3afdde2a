"""What the region has promised to achieve, and which competencies each promise leans on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import NumericField, PairKey, domain_checks
from betang.agencies.models import Agency, User
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


class LinkState(models.TextChoices):
    """How far a link has come; `betang.targets.rules` says who may take it where."""

    PROPOSED = "proposed", _("Menunggu penegasan")
    CONFIRMED = "confirmed", _("Ditegaskan")
    RETURNED = "returned", _("Dikembalikan")


class Vision(models.Model):
    """What a government wants to be by the end of a planning document, as that document says it."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="visions")
    document = models.TextField(_("dokumen"))
    text = models.TextField(_("visi"))
    first_year = models.SmallIntegerField(_("tahun pertama"))
    last_year = models.SmallIntegerField(_("tahun terakhir"))

    class Meta:
        verbose_name = _("visi")
        verbose_name_plural = _("visi")
        ordering = ("agency", "-last_year", "document")
        constraints = (
            models.CheckConstraint(condition=~Q(document="") & ~Q(text=""), name="visions_say_something"),
            models.CheckConstraint(
                condition=Q(first_year__gte=1945, last_year__lte=2200, first_year__lte=F("last_year")),
                name="visions_years_domain",
            ),
            models.UniqueConstraint(fields=("agency", "document"), name="visions_key"),
            models.UniqueConstraint(fields=("id", "agency"), name="visions_id_agency"),
            Wall(name="visions_wall", read=("figures:agency",), write=("edit:agency", "confirm:agency")),
        )

    def __str__(self) -> str:
        return self.text


class Mission(models.Model):
    """One of the numbered ways to a vision; the topmost targets serve one."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="+", db_index=False)
    vision = models.ForeignKey(
        Vision, models.CASCADE, verbose_name=_("visi"), related_name="missions", db_constraint=False
    )
    number = models.SmallIntegerField(_("nomor"))
    text = models.TextField(_("misi"))

    class Meta:
        verbose_name = _("misi")
        verbose_name_plural = _("misi")
        ordering = ("vision", "number")
        constraints = (
            models.CheckConstraint(condition=~Q(text="") & Q(number__gte=1), name="missions_say_something"),
            models.UniqueConstraint(fields=("vision", "number"), name="missions_key"),
            models.UniqueConstraint(fields=("id", "agency"), name="missions_id_agency"),
            PairKey(
                fields=("vision", "agency"),
                to="targets.Vision",
                to_fields=("id", "agency"),
                name="missions_vision_key",
            ),
            Wall(name="missions_wall", read=("figures:agency",), write=("edit:agency", "confirm:agency")),
        )

    def __str__(self) -> str:
        return self.text


class Target(models.Model):
    """A development target with its indicator. `mission`: what it serves, of a target with nothing above it."""

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
    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name=_("misi"), null=True, blank=True, related_name="targets",
        db_constraint=False,
    )  # fmt: skip

    class Meta:
        verbose_name = _("sasaran pembangunan")
        verbose_name_plural = _("sasaran pembangunan")
        ordering = ("agency", "code")
        constraints = (
            *domain_checks("targets", fields={"target": "code"}, without=("agency", "unit", "parent")),
            models.UniqueConstraint(fields=("agency", "code"), name="targets_agency_code"),
            PairKey(fields=("unit", "agency"), to="people.Unit", to_fields=("id", "agency"), name="targets_unit_key"),
            PairKey(
                fields=("mission", "agency"),
                to="targets.Mission",
                to_fields=("id", "agency"),
                name="targets_mission_key",
            ),
            Wall(
                name="targets_wall",
                read=("figures:agency",),
                write=("edit:agency",),
                change=("edit:agency", "confirm:agency"),
            ),
        )

    def __str__(self) -> str:
        return self.indicator


def _decided_as_it_says() -> Q:
    """A confirmed link says everything a promise has to; a returned one says why; a proposed one is open."""
    whole = Q(contribution__isnull=False, expected_change__isnull=False, owner__isnull=False, review_on__isnull=False)
    return (
        Q(state=LinkState.PROPOSED, decided_at__isnull=True, decided_by__isnull=True, reason__isnull=True)
        | (whole & Q(state=LinkState.CONFIRMED, decided_at__isnull=False, reason__isnull=True))
        | Q(state=LinkState.RETURNED, decided_at__isnull=False, reason__isnull=False)
    )


class TargetLink(models.Model):
    """How much a target leans on a competency; without a unit, in the target's unit or whole agency.

    It counts as a promise only when the target keeper has confirmed it. What it says besides the dictionary's columns
    stands here alone: no file has it. Whoever changes what a confirmed link says, by a page or by a file, makes it
    proposed again (a trigger, migration 0003, unless the statement sets the version itself, as actions and undo do).
    `proposed_by` is whoever said it last; None: the operator.
    """

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
    contribution = models.TextField(_("kalimat kontribusi"), null=True, blank=True)
    expected_change = models.TextField(_("perubahan yang diharapkan"), null=True, blank=True)
    owner = models.TextField(_("pemilik indikator"), null=True, blank=True)
    review_on = models.DateField(_("ditinjau lagi pada"), null=True, blank=True)
    state = models.TextField(_("keadaan"), choices=LinkState.choices, db_default=LinkState.PROPOSED)
    version = models.IntegerField(_("versi"), db_default=1)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diusulkan oleh"), null=True, blank=True, related_name="+",
        db_index=False, db_default=Func(function="targets_proposer", output_field=models.BigIntegerField()),
    )  # fmt: skip
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diputuskan oleh"), null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    decided_at = models.DateTimeField(_("diputuskan"), null=True, blank=True)
    reason = models.TextField(_("alasan dikembalikan"), null=True, blank=True)

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
            models.CheckConstraint(condition=Q(state__in=LinkState.values), name="target_links_state_domain"),
            models.CheckConstraint(
                condition=~Q(contribution="") & ~Q(expected_change="") & ~Q(owner="") & ~Q(reason=""),
                name="target_links_say_something",
            ),
            models.CheckConstraint(condition=_decided_as_it_says(), name="target_links_decided_as_they_say"),
            models.CheckConstraint(
                condition=~Q(state=LinkState.CONFIRMED)
                | Q(proposed_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(proposed_by=F("decided_by")),
                name="target_links_by_two",
            ),
            Wall(
                name="target_links_wall",
                read=("figures:agency",),
                write=("edit:agency",),
                add=("edit:agency", "target_of_offices:target"),
                change=("edit:agency", "confirm:agency", "target_of_offices:target"),
            ),
        )
        indexes = (models.Index(fields=("agency", "state"), name="target_links_state_idx"),)

    def __str__(self) -> str:
        return f"{self.target_id} {self.competency_id}"
