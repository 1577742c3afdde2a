"""Needs and proposals, each on its way: what was agreed or asked for, how far it has come, and the answers "no"."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import PairKey, domain_checks
from betang.agencies.models import Agency, User
from betang.agencies.wall import Wall
from betang.people.models import Person, Unit
from betang.programs.models import Program
from betang.standards.models import Competency
from betang.targets.models import Target


class NeedBasis(models.TextChoices):
    """Why a need was agreed."""

    DIALOGUE = "dialogue", _("Dialog kinerja")
    PERFORMANCE = "performance", _("Hasil kinerja")
    POST = "post", _("Tuntutan jabatan")
    LAW = "law", _("Peraturan")
    STRATEGIC = "strategic", _("Kebutuhan strategis")


class Match(models.TextChoices):
    """How well a proposal met the catalogue."""

    EXACT = "exact", _("Tepat")
    VARIANT = "variant", _("Mirip")
    AMBIGUOUS = "ambiguous", _("Bermakna ganda")
    NONE = "none", _("Tidak ditemukan")


class NeedState(models.TextChoices):
    """How far a need or proposal has come; `betang.needs.rules.flow.STEPS` says which step leads where."""

    DRAFT = "draft", _("Rancangan")
    AGREED = "agreed", _("Disepakati")
    SUBMITTED = "submitted", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    REJECTED = "rejected", _("Ditolak")
    VERIFIED = "verified", _("Diverifikasi")
    VALIDATED = "validated", _("Divalidasi")
    PLANNED = "planned", _("Masuk rencana")
    DECIDED = "decided", _("Ditetapkan")
    WITHDRAWN = "withdrawn", _("Ditarik")


class LearningWay(models.TextChoices):
    """How somebody is to learn it, non-classical ways first (PerLAN 10/2018, jalur nonklasikal before klasikal)."""

    COACHING = "coaching", _("Coaching")
    MENTORING = "mentoring", _("Mentoring")
    ON_THE_JOB = "on_the_job", _("Bimbingan di tempat kerja")
    E_LEARNING = "e_learning", _("E-learning")
    SELF_STUDY = "self_study", _("Belajar mandiri")
    COMMUNITY = "community", _("Komunitas belajar")
    INTERNSHIP = "internship", _("Magang atau detasering")
    COURSE = "course", _("Pelatihan klasikal")


class Priority(models.TextChoices):
    """How much it matters to the superior."""

    HIGH = "high", _("Tinggi")
    MEDIUM = "medium", _("Sedang")
    LOW = "low", _("Rendah")


class Cause(models.TextChoices):
    """Why learning cannot close a gap: what is missing instead (AKPK covers what development can close)."""

    TOOLS = "tools", _("Sarana atau anggaran")
    WORKLOAD = "workload", _("Beban kerja")
    MOTIVE = "motive", _("Motivasi")
    SYSTEM = "system", _("Aturan atau tata kerja")
    OTHER = "other", _("Lainnya")


class Flowing(models.Model):
    """What moves from state to state: where it is, in which planning year, and through whose hands it went.

    `office` is the unit on whose form it stands, set when that form is sent; `version` counts changes of state and
    content, so that nobody overwrites what they have not seen. `entered_by` is filled by the database (migration 0009).
    """

    state = models.TextField(_("keadaan"), choices=NeedState.choices, db_default=NeedState.DRAFT)
    year = models.SmallIntegerField(_("tahun rencana"), null=True, blank=True)
    office = models.ForeignKey(
        Unit, models.DO_NOTHING, verbose_name=_("perangkat daerah"), null=True, blank=True, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    version = models.IntegerField(_("versi"), db_default=1)
    entered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diisi oleh"), null=True, blank=True, related_name="+", db_index=False
    )
    submitted_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diajukan oleh"), null=True, blank=True, related_name="+", db_index=False
    )
    verified_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diverifikasi oleh"), null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    validated_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("divalidasi oleh"), null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    learning = models.TextField(_("usulan pengembangan"), null=True, blank=True)
    learning_program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("program yang diusulkan"), null=True, blank=True,
        related_name="%(class)s_learning", db_index=False,
    )  # fmt: skip
    way = models.TextField(_("cara belajar"), choices=LearningWay.choices, null=True, blank=True)
    priority = models.TextField(_("prioritas atasan"), choices=Priority.choices, null=True, blank=True)
    superior = models.TextField(_("nama atasan"), null=True, blank=True)
    note = models.TextField(_("catatan"), null=True, blank=True)

    class Meta:
        abstract = True


def _flow_checks(table: str) -> tuple[models.CheckConstraint, ...]:
    """What holds in every state. Whoever looks after the form sent it with a year and an office."""
    before = (NeedState.DRAFT, NeedState.AGREED, NeedState.WITHDRAWN)
    return (
        models.CheckConstraint(condition=Q(state__in=NeedState.values), name=f"{table}_state_domain"),
        models.CheckConstraint(condition=Q(way__in=LearningWay.values), name=f"{table}_way_domain"),
        models.CheckConstraint(condition=Q(priority__in=Priority.values), name=f"{table}_priority_domain"),
        models.CheckConstraint(condition=Q(state__in=before) | Q(year__isnull=False), name=f"{table}_sent_for_a_year"),
    )


_WRITERS = ("edit:agency", "validate:agency", "decide:agency", "partners:person", "common:person&offices:unit")
"""Whoever enters data, whoever decides, and who speaks about a person's needs; the rules say who does what when."""


class Need(Flowing):
    """A need: a person and a competency, or a programme and a number of people.

    `target` is the development target an organisation asks for it by (ADR 0026); no file has it.
    """

    code = models.TextField(_("kode"), primary_key=True)
    # A code may hold a NIP, and an address must not: the database makes a number of it (migration 0011).
    number = models.BigIntegerField(_("nomor"), null=True, blank=True, editable=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="needs", db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit kerja"), null=True, blank=True, db_constraint=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("pegawai"), null=True, blank=True, related_name="needs"
    )
    competency = models.ForeignKey(
        Competency, models.PROTECT, verbose_name=_("kompetensi"), null=True, blank=True, db_index=False
    )
    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("program"), null=True, blank=True, db_index=False
    )
    people = models.IntegerField(_("jumlah orang"), null=True, blank=True)
    basis = models.TextField(_("dasar"), choices=NeedBasis.choices)
    target = models.ForeignKey(
        Target, models.PROTECT, verbose_name=_("sasaran yang didukung"), null=True, blank=True, db_constraint=False,
        related_name="needs",
    )  # fmt: skip
    agreed_on = models.DateField(_("disepakati pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("kebutuhan")
        verbose_name_plural = _("kebutuhan")
        ordering = ("agency", "code")
        constraints = (
            *domain_checks(
                "needs", fields={"need": "code"}, without=("agency", "unit", "person", "competency", "program")
            ),
            PairKey(fields=("unit", "agency"), to="people.Unit", to_fields=("id", "agency"), name="needs_unit_key"),
            PairKey(
                fields=("agency", "target"),
                to="targets.Target",
                to_fields=("agency", "code"),
                name="needs_target_key",
            ),
            *_flow_checks("needs"),
            models.UniqueConstraint(fields=("number",), name="needs_number_key"),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=False) | Q(state__in=(NeedState.DRAFT, NeedState.WITHDRAWN)),
                name="needs_moves_on_when_agreed",
            ),
            Wall(
                name="needs_wall",
                read=("people:agency", "persons:person", "common:person&figures:agency"),
                write=_WRITERS,
            ),
        )
        indexes = (
            models.Index(fields=("agency", "competency"), name="needs_agency_competency_idx"),
            models.Index(fields=("agency", "state"), name="needs_agency_state_idx"),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.agency_id}"  # never the code: senders build it from a NIP


class Proposal(Flowing):
    """A training somebody asked for in words, matched to the catalogue or not."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="proposals", db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit kerja"), null=True, blank=True, db_constraint=False
    )
    title = models.TextField(_("judul"))
    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("program"), null=True, blank=True, db_index=False
    )
    match = models.TextField(_("kecocokan"), choices=Match.choices, null=True, blank=True)
    people = models.IntegerField(_("jumlah orang"), null=True, blank=True)
    persons = models.TextField(_("nama yang disebut"), null=True, blank=True)

    class Meta:
        verbose_name = _("usulan")
        verbose_name_plural = _("usulan")
        ordering = ("agency", "id")
        constraints = (
            *domain_checks("proposals", without=("agency", "unit", "program")),
            *_flow_checks("proposals"),
            PairKey(fields=("unit", "agency"), to="people.Unit", to_fields=("id", "agency"), name="proposals_unit_key"),
            # They name people in words.
            Wall(
                name="proposals_wall",
                read=("people:agency", "offices:unit"),
                write=("edit:agency", "validate:agency", "decide:agency", "offices:unit"),
            ),
        )
        indexes = (models.Index(fields=("agency", "state"), name="proposals_agency_state_idx"),)

    def __str__(self) -> str:
        return self.title


class NotTraining(models.Model):
    """A gap that both found learning cannot close, and what is missing instead. No competency: the work as a whole."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("pegawai"), related_name="not_training")
    competency = models.ForeignKey(
        Competency, models.PROTECT, verbose_name=_("kompetensi"), null=True, blank=True, db_index=False
    )
    cause = models.TextField(_("sebab"), choices=Cause.choices)
    reason = models.TextField(_("alasan"))
    said_on = models.DateField(_("dibicarakan pada"))
    superior = models.TextField(_("nama atasan"), null=True, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diisi oleh"), null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("bukan kebutuhan pelatihan")
        verbose_name_plural = _("bukan kebutuhan pelatihan")
        ordering = ("agency", "person", "competency")
        constraints = (
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="not_training_cause_domain"),
            models.CheckConstraint(condition=~Q(reason=""), name="not_training_says_why"),
            models.UniqueConstraint(fields=("person", "competency"), nulls_distinct=False, name="not_training_key"),
            Wall(
                name="not_training_wall",
                read=("people:agency", "persons:person"),
                write=("edit:agency", "partners:person"),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"
