"""The way of needs through the offices: years and their days, forms that were sent, steps, decisions on paper."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.models import Agency, User
from betang.agencies.wall import Wall
from betang.needs.models.items import NeedState
from betang.people.models import Person, Unit
from betang.programs.models import Program
from betang.standards.models import Competency


class ItemKind(models.TextChoices):
    """What moves."""

    NEED = "need", _("Kebutuhan")
    PROPOSAL = "proposal", _("Usulan")


class Stage(models.TextChoices):
    """What has a last day in a planning year, in order."""

    DIALOGUE = "dialogue", _("Dialog atasan dan bawahan")
    SUBMIT = "submit", _("Pengajuan perangkat daerah")
    VERIFY = "verify", _("Verifikasi")
    VALIDATE = "validate", _("Validasi")
    MEETING = "meeting", _("Rapat koordinasi")
    DECIDE = "decide", _("Penetapan")


class DecisionKind(models.TextChoices):
    """What was decided on paper."""

    VERIFICATION = "verification", _("Berita acara verifikasi")
    VALIDATION = "validation", _("Berita acara validasi")
    MEETING = "meeting", _("Berita acara rapat koordinasi")
    DECREE = "decree", _("Keputusan PPK")


class PlanningYear(models.Model):
    """A year that needs are gathered and planned for. One is open at a time."""

    year = models.SmallIntegerField(_("tahun rencana"), primary_key=True)
    opened_at = models.DateTimeField(_("dibuka"), db_default=Now())
    opened_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("dibuka oleh"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True)

    class Meta:
        verbose_name = _("tahun rencana")
        verbose_name_plural = _("tahun rencana")
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2200), name="planning_years_domain"),
            models.UniqueConstraint(
                fields=("closed_at",),
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="planning_years_one_open",
            ),
            Wall(name="planning_years_wall", read=("signed_in",), write=("province",)),
        )

    def __str__(self) -> str:
        return str(self.year)


class Deadline(models.Model):
    """The last day of a stage: of the whole province, or an earlier one of one government's own."""

    year = models.ForeignKey(PlanningYear, models.CASCADE, verbose_name=_("tahun rencana"), related_name="deadlines")
    stage = models.TextField(_("tahap"), choices=Stage.choices)
    agency = models.ForeignKey(Agency, models.CASCADE, verbose_name=_("pemerintahan"), null=True, blank=True)
    day = models.DateField(_("paling lambat"))

    class Meta:
        verbose_name = _("tenggat")
        verbose_name_plural = _("tenggat")
        ordering = ("year", "day")
        constraints = (
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="deadlines_stage_domain"),
            models.UniqueConstraint(fields=("year", "stage", "agency"), nulls_distinct=False, name="deadlines_key"),
            Wall(name="deadlines_wall", read=("signed_in",), write=("province", "edit:agency")),
        )

    def __str__(self) -> str:
        return f"{self.year_id} {self.stage}"


class Decision(models.Model):
    """A decision made on paper: its number, day, who signed, and the scan that proves it."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="+")
    year = models.SmallIntegerField(_("tahun rencana"))
    kind = models.TextField(_("jenis"), choices=DecisionKind.choices)
    number = models.TextField(_("nomor"))
    decided_on = models.DateField(_("tanggal"))
    signed_by = models.TextField(_("ditandatangani oleh"))
    post = models.TextField(_("jabatan penanda tangan"))
    scan = models.BinaryField(_("pindaian"))
    recorded_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("dicatat oleh"), null=True, related_name="+")
    recorded_at = models.DateTimeField(_("dicatat"), db_default=Now())

    class Meta:
        verbose_name = _("keputusan di atas kertas")
        verbose_name_plural = _("keputusan di atas kertas")
        ordering = ("agency", "-decided_on")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="decisions_kind_domain"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(signed_by=""), name="decisions_say_who_and_what"),
            models.UniqueConstraint(fields=("agency", "kind", "number"), name="decisions_key"),
            Wall(
                name="decisions_wall",
                read=("figures:agency",),
                add=("edit:agency", "validate:agency", "decide:agency"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Submission(models.Model):
    """An office sent its form: how many needs and proposals were on it. None of either is an answer, too ("nihil")."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="submissions")
    office = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("perangkat daerah"), related_name="submissions")
    year = models.SmallIntegerField(_("tahun rencana"))
    round = models.SmallIntegerField(_("putaran"))
    needs = models.IntegerField(_("kebutuhan"))
    proposals = models.IntegerField(_("usulan"))
    note = models.TextField(_("catatan"), blank=True, default="", db_default="")
    submitted_at = models.DateTimeField(_("diajukan"), db_default=Now())
    submitted_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diajukan oleh"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("pengajuan")
        verbose_name_plural = _("pengajuan")
        ordering = ("agency", "office", "year", "round")
        constraints = (
            models.UniqueConstraint(fields=("office", "year", "round"), name="submissions_key"),
            Wall(
                name="submissions_wall",
                read=("figures:agency",),
                add=("edit:agency", "offices:office"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.office_id} {self.year}"


class NeedStep(models.Model):
    """One step of one need or proposal: who, when, why. Only added to; it outlives what it speaks of.

    `item` is the key of the need (its code) or proposal (its number): no foreign key, because a load may replace them.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="+", db_index=False)
    kind = models.TextField(_("jenis"), choices=ItemKind.choices)
    item = models.TextField(_("butir"))
    person_number = models.BigIntegerField(_("nomor pegawai"), null=True, blank=True)
    unit_number = models.BigIntegerField(_("nomor unit kerja"), null=True, blank=True)
    step = models.TextField(_("langkah"))
    before = models.TextField(_("dari"), choices=NeedState.choices)
    after = models.TextField(_("menjadi"), choices=NeedState.choices)
    reason = models.TextField(_("alasan"), blank=True, default="", db_default="")
    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("keputusan"), null=True, blank=True, related_name="steps"
    )
    for_agency = models.BooleanField(_("atas izin"), db_default=False)
    at = models.DateTimeField(_("waktu"), db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("oleh"), null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("langkah kebutuhan")
        verbose_name_plural = _("langkah kebutuhan")
        ordering = ("id",)
        indexes = (models.Index(fields=("agency", "kind", "item"), name="need_steps_item_idx"),)
        constraints = (
            models.CheckConstraint(condition=~Q(before=F("after")), name="need_steps_lead_somewhere"),
            Wall(
                name="need_steps_wall",
                read=("people:agency", "persons:person_number", "offices:unit_number"),
                add=(
                    "edit:agency",
                    "validate:agency",
                    "decide:agency",
                    "partners:person_number",
                    "offices:unit_number",
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.step}"


class Objection(models.Model):
    """A person does not agree with what became of a need of theirs; their planner answers, and may open it again."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("pegawai"), related_name="objections")
    item = models.TextField(_("butir"))
    text = models.TextField(_("keberatan"))
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("diajukan oleh"), null=True, related_name="+")
    made_at = models.DateTimeField(_("diajukan"), db_default=Now())
    answer = models.TextField(_("jawaban"), null=True, blank=True)
    reopened = models.BooleanField(_("dibuka kembali"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("dijawab oleh"), null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("dijawab"), null=True, blank=True)

    class Meta:
        verbose_name = _("keberatan")
        verbose_name_plural = _("keberatan")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="objections_say_something"),
            models.CheckConstraint(
                condition=Q(answer__isnull=True, answered_at__isnull=True, reopened__isnull=True)
                | Q(answer__isnull=False, answered_at__isnull=False, reopened__isnull=False),
                name="objections_answered_whole",
            ),
            models.UniqueConstraint(
                fields=("person", "item"), condition=Q(answered_at__isnull=True), name="objections_one_open"
            ),
            Wall(
                name="objections_wall",
                read=("people:agency", "persons:person"),
                add=("partners:person",),
                change=("edit:agency",),
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.pk}"


class Reminder(models.Model):
    """That an agency was reminded of a stage: so many days before its last day, or after it. Once each."""

    agency = models.ForeignKey(Agency, models.CASCADE, verbose_name=_("pemerintahan"), related_name="+")
    year = models.SmallIntegerField(_("tahun rencana"))
    stage = models.TextField(_("tahap"), choices=Stage.choices)
    days = models.SmallIntegerField(_("hari sebelum tenggat"))
    sent_at = models.DateTimeField(_("dikirim"), db_default=Now())

    class Meta:
        verbose_name = _("pengingat")
        verbose_name_plural = _("pengingat")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "year", "stage", "days"), name="reminders_key"),
            Wall(name="reminders_wall", read=("figures:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.stage}"


class DemandKind(models.TextChoices):
    """What a line of demand asks for."""

    PROGRAM = "program", _("Program")
    COMPETENCY = "competency", _("Kompetensi")
    TITLE = "title", _("Judul di luar katalog")


class Demand(models.Model):
    """What one government asks for in a year, as all others may see it: counts of what it has sent, never who.

    Sending a form discloses its own seat count. `people` is how many people, `high` those of high priority,
    `states` how many of them stand in which state, `linked` those with a confirmed development target.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, verbose_name=_("pemerintahan"), related_name="demand")
    year = models.SmallIntegerField(_("tahun rencana"))
    kind = models.TextField(_("jenis"), choices=DemandKind.choices)
    program = models.ForeignKey(Program, models.CASCADE, verbose_name=_("program"), null=True, blank=True)
    competency = models.ForeignKey(Competency, models.CASCADE, verbose_name=_("kompetensi"), null=True, blank=True)
    title = models.TextField(_("judul"), null=True, blank=True)
    offices = models.IntegerField(_("perangkat daerah"))
    people = models.IntegerField(_("orang"), null=True, blank=True)
    high = models.IntegerField(_("prioritas tinggi"))
    linked = models.IntegerField(_("terkait sasaran"))
    states = models.JSONField(_("menurut keadaan"))

    class Meta:
        verbose_name = _("permintaan")
        verbose_name_plural = _("permintaan")
        ordering = ("agency", "year", "kind", "id")
        indexes = (models.Index(fields=("year", "kind"), name="demand_year_idx"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=DemandKind.values), name="demand_kind_domain"),
            models.CheckConstraint(
                condition=Q(kind=DemandKind.PROGRAM, program__isnull=False)
                | Q(kind=DemandKind.COMPETENCY, competency__isnull=False)
                | Q(kind=DemandKind.TITLE, title__isnull=False),
                name="demand_asks_for_something",
            ),
            Wall(name="demand_wall", read=("signed_in",), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.kind}"


class SentForms(models.Model):
    """How far one government has come in a year, as all others may see it: how many offices sent their form, in time
    or late, and how many needs and proposals on them stand in which state. Never which office, and never who.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, verbose_name=_("pemerintahan"), related_name="sent_forms")
    year = models.SmallIntegerField(_("tahun rencana"))
    offices = models.IntegerField(_("perangkat daerah"))
    sent = models.IntegerField(_("sudah mengirim"))
    late = models.IntegerField(_("terlambat"))
    states = models.JSONField(_("menurut keadaan"))
    last_at = models.DateTimeField(_("kiriman terakhir"), null=True, blank=True)

    class Meta:
        verbose_name = _("kemajuan pengajuan")
        verbose_name_plural = _("kemajuan pengajuan")
        ordering = ("agency", "year")
        constraints = (
            models.UniqueConstraint(fields=("agency", "year"), name="sent_forms_key"),
            models.CheckConstraint(
                condition=Q(late__gte=0, sent__gte=F("late"), offices__gte=F("sent")), name="sent_forms_add_up"
            ),
            Wall(name="sent_forms_wall", read=("signed_in",), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year}"
