"""Units in their tree, jobs, employees and their yearly performance."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import BulkKey, PairKey, domain_checks
from betang.agencies.models import Agency, Grant, User
from betang.agencies.wall import Wall
from betang.core.disclosure import RULE

BAND = RULE.smallest_shown
"""The step in which published counts of people go."""


class Tier(models.TextChoices):
    """Tiers of posts, the highest first in each line."""

    JPT_UTAMA = "jpt_utama", _("JPT Utama")
    JPT_MADYA = "jpt_madya", _("JPT Madya")
    JPT_PRATAMA = "jpt_pratama", _("JPT Pratama")
    ADMINISTRATOR = "administrator", _("Administrator")
    PENGAWAS = "pengawas", _("Pengawas")
    PELAKSANA = "pelaksana", _("Pelaksana")
    JF_UTAMA = "jf_utama", _("Ahli Utama")
    JF_MADYA = "jf_madya", _("Ahli Madya")
    JF_MUDA = "jf_muda", _("Ahli Muda")
    JF_PERTAMA = "jf_pertama", _("Ahli Pertama")
    JF_PENYELIA = "jf_penyelia", _("Penyelia")
    JF_MAHIR = "jf_mahir", _("Mahir")
    JF_TERAMPIL = "jf_terampil", _("Terampil")
    JF_PEMULA = "jf_pemula", _("Pemula")


class Status(models.TextChoices):
    """Kinds of employment."""

    CPNS = "CPNS", _("CPNS")
    PNS = "PNS", _("PNS")
    PPPK = "PPPK", _("PPPK")
    PPPK_PW = "PPPK_PW", _("PPPK paruh waktu")


class Sex(models.TextChoices):
    """As the register writes it."""

    MALE = "M", _("Laki-laki")
    FEMALE = "F", _("Perempuan")


class Unit(models.Model):
    """An office of an agency; `code` is what the tables call `unit`, unique inside the agency only."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="units", db_index=False
    )
    code = models.TextField(_("kode"))
    name = models.TextField(_("nama"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("unit induk"),
        null=True,
        blank=True,
        related_name="children",
        db_constraint=False,  # the pair key below is the stricter one
    )

    class Meta:
        verbose_name = _("unit kerja")
        verbose_name_plural = _("unit kerja")
        ordering = ("agency", "code")
        constraints = (
            *domain_checks("units", fields={"unit": "code"}, without=("agency", "parent")),
            models.UniqueConstraint(fields=("agency", "code"), name="units_key"),
            models.UniqueConstraint(fields=("id", "agency"), name="units_id_agency"),
            PairKey(fields=("parent", "agency"), to="people.Unit", to_fields=("id", "agency"), name="units_parent_key"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="units_parent_not_self"),
            Wall(name="units_wall", read=("figures:agency", "unit_of_persons:id"), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """A post as the national lists and the job standards name it; shared by all agencies."""

    code = models.TextField(_("kode"), primary_key=True)
    name = models.TextField(_("nama"))
    tier = models.TextField(_("jenjang"), choices=Tier.choices)
    family = models.TextField(_("rumpun"), null=True, blank=True)
    affair = models.TextField(_("urusan"), null=True, blank=True)

    class Meta:
        verbose_name = _("jabatan")
        verbose_name_plural = _("jabatan")
        ordering = ("code",)
        constraints = (*domain_checks("jobs", fields={"job": "code"}),)

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """An employee. `id` is ours and never changes; the NIP is only a column.

    `source_key` is what the sender's file calls the person, so that the next file finds the same row.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="people", db_index=False
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit kerja"), related_name="people", db_constraint=False
    )
    job = models.ForeignKey(Job, models.PROTECT, verbose_name=_("jabatan"), related_name="people", db_index=False)
    next_job = models.ForeignKey(
        Job,
        models.PROTECT,
        verbose_name=_("jabatan berikutnya"),
        null=True,
        blank=True,
        related_name="candidates",
        db_index=False,
    )
    name = models.TextField(_("nama"), null=True, blank=True)
    nip = models.TextField(_("NIP"), null=True, blank=True)
    status = models.TextField(_("status kepegawaian"), choices=Status.choices)
    rank = models.TextField(_("golongan"), null=True, blank=True)
    education = models.TextField(_("pendidikan"), null=True, blank=True)
    employed_from = models.DateField(_("TMT CPNS/PPPK"), null=True, blank=True)
    born = models.DateField(_("tanggal lahir"), null=True, blank=True)
    sex = models.TextField(_("jenis kelamin"), choices=Sex.choices, null=True, blank=True)
    legal_position = models.TextField(_("kedudukan hukum"), null=True, blank=True)
    job_since = models.DateField(_("TMT jabatan"), null=True, blank=True)
    retires_on = models.DateField(_("TMT pensiun"), null=True, blank=True)
    supervisor = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("atasan langsung"), null=True, blank=True, related_name="reports"
    )
    source_key = models.TextField(_("kunci pengirim"))

    class Meta:
        verbose_name = _("pegawai")
        verbose_name_plural = _("pegawai")
        ordering = ("id",)
        constraints = (
            *domain_checks(
                "people", fields={"person": "source_key"}, without=("agency", "unit", "job", "next_job", "supervisor")
            ),
            # Deferred: a load may hand one person's key to another within a single transaction.
            models.UniqueConstraint(fields=("nip",), deferrable=Deferrable.DEFERRED, name="people_nip_key"),
            models.UniqueConstraint(
                fields=("source_key", "agency"), deferrable=Deferrable.DEFERRED, name="people_source_key"
            ),
            models.UniqueConstraint(fields=("id", "agency"), name="people_id_agency"),
            PairKey(fields=("unit", "agency"), to="people.Unit", to_fields=("id", "agency"), name="people_unit_key"),
            Wall(name="people_wall", read=("people:agency", "persons:id"), write=("edit:agency",)),
        )
        indexes = (
            models.Index(fields=("agency", "unit"), name="people_agency_unit_idx"),
            models.Index(fields=("job",), name="people_job_idx"),
            models.Index(fields=("next_job",), name="people_next_job_idx", condition=Q(next_job__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"  # never the name: this text reaches logs


class Performance(models.Model):
    """The predicate of one year: 1 (very poor) to 5 (very good)."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("pegawai"),
        db_constraint=False,
        db_index=False,
        related_name="performance",
    )
    year = models.SmallIntegerField(_("tahun"))
    predicate = models.SmallIntegerField(_("predikat"))

    class Meta:
        verbose_name = _("predikat kinerja")
        verbose_name_plural = _("predikat kinerja")
        ordering = ("person", "year")
        constraints = (
            *domain_checks("performance", without=("person",)),
            models.UniqueConstraint(fields=("person", "year"), name="performance_key"),
            BulkKey(
                fields=("person", "agency"),
                to="people.Person",
                to_fields=("id", "agency"),
                name="performance_person_key",
                cascade=True,
            ),
            Wall(name="performance_wall", read=("people:agency", "persons:person"), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.year}"


class GrantedPerson(models.Model):
    """A person whom a grant shows to another agency by name. `agency` is the one that granted it.

    Whoever has moved to another agency since is not shown (migration 0003): they are not the grantor's to show.
    """

    grant = models.ForeignKey(
        Grant, models.CASCADE, verbose_name=_("izin"), related_name="people", db_constraint=False, db_index=False
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("pegawai"), related_name="+")

    class Meta:
        verbose_name = _("pegawai dalam izin")
        verbose_name_plural = _("pegawai dalam izin")
        ordering = ("grant", "person")
        constraints = (
            models.UniqueConstraint(fields=("grant", "person"), name="granted_people_key"),
            PairKey(
                fields=("grant", "agency"),
                to="agencies.Grant",
                to_fields=("id", "agency"),
                name="granted_people_grant_key",
            ),
            Wall(name="granted_people_wall", read=("people:agency", "grant:grant"), write=("grants:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.grant_id} {self.person_id}"


class CorrectionState(models.TextChoices):
    """What became of a request to correct a record."""

    OPEN = "open", _("Menunggu jawaban")
    ACCEPTED = "accepted", _("Diterima, akan diperbaiki di sumbernya")
    REFUSED = "refused", _("Tidak diubah")


class Correction(models.Model):
    """A person says that something in their record is wrong; a planner of their agency answers.

    `subject` is the table of the dictionary it is about. The record itself changes at its source (SIASN, the
    assessment centre) and comes back by the next load.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, verbose_name=_("pegawai"), db_constraint=False, related_name="corrections"
    )
    subject = models.TextField(_("bagian catatan"))
    said = models.TextField(_("yang menurut pegawai keliru"))
    wanted = models.TextField(_("yang seharusnya"))
    state = models.TextField(_("keadaan"), choices=CorrectionState.choices, default=CorrectionState.OPEN)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("diminta oleh"), related_name="+")
    asked_at = models.DateTimeField(_("diminta"), db_default=Now())
    answer = models.TextField(_("jawaban"), blank=True, default="", db_default="")
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("dijawab oleh"), null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("dijawab"), null=True, blank=True)

    class Meta:
        verbose_name = _("permintaan perbaikan")
        verbose_name_plural = _("permintaan perbaikan")
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(said="") & ~Q(wanted=""), name="corrections_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN, answered_by__isnull=True, answered_at__isnull=True, answer="")
                | Q(state__in=(CorrectionState.ACCEPTED, CorrectionState.REFUSED), answered_at__isnull=False)
                & Q(answered_by__isnull=False)
                & ~Q(answer=""),
                name="corrections_answered",
            ),
            PairKey(
                fields=("person", "agency"),
                to="people.Person",
                to_fields=("id", "agency"),
                name="corrections_person_key",
                cascade=True,
            ),
            Wall(
                name="corrections_wall",
                read=("edit:agency", "trail:agency", "persons:person"),
                add=("persons:person",),
                change=("edit:agency",),
            ),
        )
        indexes = (models.Index(fields=("agency", "state"), name="corrections_agency_idx"),)

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"


class Finding(models.Model):
    """Something amiss in what the newest file said of a person, by code (`core.office.quality`).

    Only what our register does not hold itself (an e-mail address, a day of appointment): the rest is looked at anew
    each time.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, verbose_name=_("pegawai"), db_constraint=False, db_index=False, related_name="findings"
    )
    code = models.TextField(_("kode"))

    class Meta:
        verbose_name = _("temuan")
        verbose_name_plural = _("temuan")
        ordering = ("person", "code")
        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="findings_says_something"),
            models.UniqueConstraint(fields=("person", "code"), name="findings_key"),
            PairKey(
                fields=("person", "agency"),
                to="people.Person",
                to_fields=("id", "agency"),
                name="findings_person_key",
                cascade=True,
            ),
            Wall(name="findings_wall", read=("people:agency", "persons:person"), write=("edit:agency",)),
        )
        indexes = (models.Index(fields=("agency", "code"), name="findings_agency_idx"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.code}"


class RegisterFile(models.Model):
    """What the newest list of an agency's people could not tell: codes of checks (`core.office.quality.unseen`)."""

    agency = models.OneToOneField(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), primary_key=True, related_name="+"
    )
    unseen = ArrayField(models.TextField(), verbose_name=_("yang tidak dapat diperiksa"), blank=True)

    class Meta:
        verbose_name = _("berkas pegawai terakhir")
        verbose_name_plural = _("berkas pegawai terakhir")
        ordering = ("agency",)
        constraints = (Wall(name="register_files_wall", read=("figures:agency",), write=("edit:agency",)),)

    def __str__(self) -> str:
        return f"{self._meta.label} {self.agency_id}"


class StaffBand(models.Model):
    """How many people in service an agency has in a family of functional jobs, as every government may see it.

    `people`: at least so many, in steps of `RULE.smallest_shown`; NULL: one to four. `tier` empty: all of the family.
    Tiers are here only where none of the family's is few (docs/adr/0022). Only the newest count is kept.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), db_index=False, related_name="+")
    family = models.TextField(_("rumpun"))
    tier = models.TextField(_("jenjang"), blank=True, default="")
    people = models.IntegerField(_("pegawai, sedikitnya"), null=True, blank=True)

    class Meta:
        verbose_name = _("jumlah pegawai yang terbit")
        verbose_name_plural = _("jumlah pegawai yang terbit")
        ordering = ("family", "tier", "agency")
        constraints = (
            models.UniqueConstraint(fields=("agency", "family", "tier"), name="staff_bands_key"),
            models.CheckConstraint(
                condition=Q(tier="") | Q(tier__startswith="jf_", tier__in=Tier.values, people__isnull=False),
                name="staff_bands_tiers_are_many",
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gt=0, people=models.F("people") / BAND * BAND),
                name="staff_bands_no_few",
            ),
            # What may cross is in here and nothing else; whoever is inside may read it.
            Wall(name="staff_bands_wall", read=("signed_in",), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.family} {self.tier}"
