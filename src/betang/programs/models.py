"""The catalogue of training programmes: what they teach, whom, who hosts them and at what cost.

Money is whole rupiah. Hours are lesson hours (JP).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import BulkKey, NumericField, PairKey, domain_checks
from betang.agencies.models import Agency
from betang.agencies.wall import Wall
from betang.people.models import Person, Status, Tier
from betang.standards.models import Competency


class Channel(models.TextChoices):
    """How a programme is taught."""

    CLASS = "class", _("Klasikal")
    BLENDED = "blended", _("Blended")
    ONLINE = "online", _("Daring")
    NONCLASSICAL = "nonclassical", _("Nonklasikal")


class BudgetPurpose(models.TextChoices):
    """What a ceiling is for."""

    ALL = "all", _("Seluruh pagu")
    CLASS = "class", _("Penyelenggaraan kelas")
    DUES = "dues", _("Kontribusi ke penyelenggara lain")
    TRAVEL = "travel", _("Perjalanan dinas")


class Program(models.Model):
    """A training programme."""

    code = models.TextField(_("kode"), primary_key=True)
    name = models.TextField(_("nama"))
    channel = models.TextField(_("jalur"), choices=Channel.choices)
    hours = NumericField(_("jam pelajaran (JP)"))
    days = models.IntegerField(_("hari"))
    onsite_days = models.IntegerField(_("hari di tempat"), null=True, blank=True)
    class_min = models.IntegerField(_("peserta paling sedikit"))
    class_max = models.IntegerField(_("peserta paling banyak"))

    class Meta:
        verbose_name = _("program pelatihan")
        verbose_name_plural = _("program pelatihan")
        ordering = ("code",)
        constraints = (
            *domain_checks("programs", fields={"program": "code"}),
            models.CheckConstraint(condition=Q(class_max__gte=F("class_min")), name="programs_class_sizes"),
        )

    def __str__(self) -> str:
        return self.name


class Outcome(models.Model):
    """The programme takes a participant from a level of a competency to a level."""

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("program"), related_name="outcomes", db_index=False
    )
    competency = models.ForeignKey(Competency, models.PROTECT, verbose_name=_("kompetensi"))
    from_level = models.SmallIntegerField(_("dari tingkat"))
    to_level = models.SmallIntegerField(_("ke tingkat"))

    class Meta:
        verbose_name = _("hasil belajar program")
        verbose_name_plural = _("hasil belajar program")
        ordering = ("program", "competency")
        constraints = (
            *domain_checks("outcomes", without=("program", "competency")),
            models.UniqueConstraint(fields=("program", "competency"), name="outcomes_key"),
        )

    def __str__(self) -> str:
        return f"{self.program_id} {self.competency_id}"


class Eligibility(models.Model):
    """Who may attend: a person must match one row of the programme; no rows: everyone."""

    program = models.ForeignKey(Program, models.PROTECT, verbose_name=_("program"), related_name="eligibility")
    tier = models.TextField(_("jenjang"), choices=Tier.choices, null=True, blank=True)
    status = models.TextField(_("status kepegawaian"), choices=Status.choices, null=True, blank=True)

    class Meta:
        verbose_name = _("syarat peserta")
        verbose_name_plural = _("syarat peserta")
        ordering = ("program", "tier", "status", "id")
        constraints = (*domain_checks("eligibility", without=("program",)),)

    def __str__(self) -> str:
        return f"{self.program_id} {self.tier or '*'} {self.status or '*'}"


class Host(models.Model):
    """An agency that can hold the programme, and what that costs."""

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("program"), related_name="hosts", db_index=False
    )
    host = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("penyelenggara"), related_name="hosting")
    fixed_cost = models.BigIntegerField(_("biaya tetap per kelas"))
    seat_cost = models.BigIntegerField(_("biaya per peserta"))
    max_classes = models.IntegerField(_("kelas paling banyak"))
    tariff = models.BigIntegerField(_("tarif kontribusi per peserta"), null=True, blank=True)
    retains = models.BooleanField(_("kontribusi dikelola sendiri"), null=True, blank=True)

    class Meta:
        verbose_name = _("penyelenggara program")
        verbose_name_plural = _("penyelenggara program")
        ordering = ("program", "host")
        constraints = (
            *domain_checks("hosts", without=("program", "host")),
            models.UniqueConstraint(fields=("program", "host"), name="hosts_key"),
            # What each government offers, and at what cost, is what the others plan with.
            Wall(name="hosts_wall", read=("signed_in",), write=("edit:host",)),
        )

    def __str__(self) -> str:
        return f"{self.program_id} {self.host_id}"


class Budget(models.Model):
    """What an agency may spend in the plan's year, in all or for one purpose."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="budgets", db_index=False
    )
    purpose = models.TextField(_("kegunaan"), choices=BudgetPurpose.choices)
    amount = models.BigIntegerField(_("jumlah"))

    class Meta:
        verbose_name = _("pagu anggaran")
        verbose_name_plural = _("pagu anggaran")
        ordering = ("agency", "purpose")
        constraints = (
            *domain_checks("budgets", without=("agency",)),
            models.UniqueConstraint(fields=("agency", "purpose"), name="budgets_key"),
            Wall(name="budgets_wall", read=("figures:agency",), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.purpose}"


class Travel(models.Model):
    """What it costs to send one person of `origin` to `host`: the journey, and each day there."""

    origin = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("asal"), related_name="+", db_index=False)
    host = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("tempat"), related_name="+")
    transport = models.BigIntegerField(_("biaya perjalanan"))
    per_day = models.BigIntegerField(_("uang harian"))

    class Meta:
        verbose_name = _("biaya perjalanan")
        verbose_name_plural = _("biaya perjalanan")
        ordering = ("origin", "host")
        constraints = (
            *domain_checks("travel", without=("origin", "host")),
            models.UniqueConstraint(fields=("origin", "host"), name="travel_key"),
            Wall(name="travel_wall", read=("signed_in",), write=("edit:origin",)),
        )

    def __str__(self) -> str:
        return f"{self.origin_id} {self.host_id}"


class Training(models.Model):
    """One training a person has had (table `training_history`); `kind` is SIASN's code 1-25."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("pegawai"), db_constraint=False, related_name="trainings"
    )
    kind = models.SmallIntegerField(_("jenis"))
    title = models.TextField(_("judul"))
    program = models.ForeignKey(Program, models.PROTECT, verbose_name=_("program"), null=True, blank=True)
    organiser = models.TextField(_("penyelenggara"), null=True, blank=True)
    certificate = models.TextField(_("nomor sertifikat"), null=True, blank=True)
    start = models.DateField(_("mulai"), null=True, blank=True)
    end = models.DateField(_("selesai"), null=True, blank=True)
    hours = NumericField(_("jam pelajaran (JP)"))
    hours_counted = NumericField(_("jam pelajaran diakui"), null=True, blank=True)

    class Meta:
        verbose_name = _("riwayat pelatihan")
        verbose_name_plural = _("riwayat pelatihan")
        ordering = ("person", "-start", "id")
        constraints = (
            *domain_checks("training_history", without=("person", "program")),
            BulkKey(
                fields=("person", "agency"),
                to="people.Person",
                to_fields=("id", "agency"),
                name="training_history_person_key",
                cascade=True,
            ),
            Wall(name="training_history_wall", read=("people:agency", "persons:person"), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.start or ''}"


class Obligation(models.Model):
    """A rule binds a person to a programme, perhaps by a day."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("pegawai"),
        db_constraint=False,
        db_index=False,
        related_name="obligations",
    )
    program = models.ForeignKey(Program, models.PROTECT, verbose_name=_("program"))
    rule = models.TextField(_("dasar"))
    due = models.DateField(_("batas waktu"), null=True, blank=True)

    class Meta:
        verbose_name = _("kewajiban pelatihan")
        verbose_name_plural = _("kewajiban pelatihan")
        ordering = ("person", "program")
        constraints = (
            *domain_checks("obligations", without=("person", "program")),
            models.UniqueConstraint(fields=("person", "program"), name="obligations_key"),
            PairKey(
                fields=("person", "agency"),
                to="people.Person",
                to_fields=("id", "agency"),
                name="obligations_person_key",
                cascade=True,
            ),
            Wall(name="obligations_wall", read=("people:agency", "persons:person"), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.program_id}"
