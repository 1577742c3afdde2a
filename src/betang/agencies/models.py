"""Agencies, users, memberships, the audit trail and the counters that name a state of the data."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import domain_checks
from betang.agencies.wall import NEVER, Wall


class AgencyKind(models.TextChoices):
    """Kinds of government."""

    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten")
    CITY = "city", _("Kota")
    CENTRAL = "central", _("Instansi pusat")


class Agency(models.Model):
    """One government (or central agency). `code` is what the tables call `agency`."""

    code = models.TextField(_("kode"), primary_key=True)
    name = models.TextField(_("nama"))
    kind = models.TextField(_("jenis"), choices=AgencyKind.choices)
    region_code = models.TextField(_("kode wilayah Kemendagri"), null=True, blank=True)
    bkn_code = models.TextField(_("kode instansi BKN"), null=True, blank=True)
    # Not in the dictionary: how screens draw the agency. Filled at loading, kept over later loads.
    short_name = models.TextField(_("nama pendek"))
    tile_x = models.SmallIntegerField(_("kolom ubin"), null=True, blank=True)
    tile_y = models.SmallIntegerField(_("baris ubin"), null=True, blank=True)
    fictional = models.BooleanField(_("pegawainya rekaan"), default=False, db_default=False)

    class Meta:
        verbose_name = _("pemerintahan")
        verbose_name_plural = _("pemerintahan")
        ordering = ("code",)
        constraints = (
            *domain_checks("agencies", fields={"agency": "code"}),
            models.CheckConstraint(condition=~Q(short_name=""), name="agencies_short_name_domain"),
            models.CheckConstraint(
                condition=Q(tile_x__isnull=True, tile_y__isnull=True) | Q(tile_x__isnull=False, tile_y__isnull=False),
                name="agencies_tile_paired",
            ),
            # Which governments there are is public to whoever is inside.
            Wall(name="agencies_wall", read=("signed_in", "door"), add=("province",), change=("members:code",)),
        )

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Looks users up for signing in; they are made by `agencies.actions.create_user` only."""


class User(AbstractBaseUser):
    """A person who signs in. What they may see and do comes from their memberships, never from here."""

    username = models.TextField(_("nama pengguna"), unique=True)
    name = models.TextField(_("nama"))
    email = models.EmailField(_("surel"), null=True, blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    joined_at = models.DateTimeField(_("sejak"), db_default=Now())

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = Users()

    class Meta:
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(condition=~Q(username=""), name="users_username_domain"),
            models.CheckConstraint(condition=~Q(name=""), name="users_name_domain"),
            Wall(
                name="users_wall",
                read=("self:id", "door", "member:id"),
                add=("door",),
                change=("self:id", "door"),
                remove=(),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0]


class Role(models.TextChoices):
    """What a member may be."""

    COORDINATOR = "coordinator", _("Koordinator provinsi (BPSDM)")
    PLANNER = "planner", _("Perencana (BKPSDM)")
    OFFICER = "officer", _("Pengelola perangkat daerah")
    PYB = "pyb", _("Pejabat yang Berwenang (PyB)")
    PPK = "ppk", _("Pejabat Pembina Kepegawaian (PPK)")
    TARGET_KEEPER = "target_keeper", _("Penjaga sasaran (Bapperida)")
    STEWARD = "steward", _("Pengampu urusan")
    SUPERVISOR = "supervisor", _("Atasan langsung")
    EMPLOYEE = "employee", _("Pegawai")
    LEADER = "leader", _("Pimpinan")
    AUDITOR = "auditor", _("Pemeriksa")
    ASSESSOR = "assessor", _("Asesor")
    TRAINER = "trainer", _("Pengajar")
    SUPPORT = "support", _("Petugas bantuan teknis")


class Reaching(models.Model):
    """What a membership, or the invitation to one, is about besides its agency.

    `unit_number` (an officer's office) and `person_number` (the employee or superior in the register) are our numbers
    of a later room, so they are plain: whom they open is asked of the register each time, in the same agency only.
    """

    unit_number = models.BigIntegerField(_("nomor unit kerja"), null=True, blank=True)
    person_number = models.BigIntegerField(_("nomor pegawai"), null=True, blank=True)
    reason = models.TextField(_("alasan"), blank=True, default="", db_default="")

    class Meta:
        abstract = True


class Member(Reaching):
    """A user holds a role in an agency from `starts_on` until the day before `ends_on` (half-open)."""

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("pengguna"), related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="members")
    role = models.TextField(_("peran"), choices=Role.choices)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir sebelum"), null=True, blank=True)

    class Meta:
        verbose_name = _("keanggotaan")
        verbose_name_plural = _("keanggotaan")
        ordering = ("user", "agency", "role", "starts_on")
        constraints = (
            models.CheckConstraint(condition=Q(role__in=Role.values), name="members_role_domain"),
            # On the same day: it was ended on its first day, and held on none.
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="members_period"),
            models.UniqueConstraint(fields=("user", "agency", "role", "starts_on"), name="members_key"),
            models.UniqueConstraint(
                fields=("user", "agency", "role"), condition=Q(ends_on__isnull=True), name="members_one_open"
            ),
            # Help from outside is for a time and for a reason that the agency can read.
            models.CheckConstraint(
                condition=~Q(role=Role.SUPPORT) | Q(ends_on__isnull=False) & ~Q(reason=""), name="members_support_ends"
            ),
            Wall(
                name="members_wall",
                read=("self:user", "figures:agency", "members:agency"),
                write=("members:agency",),
                remove=(),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.agency_id}"

    def covers(self, day: Any) -> bool:
        """Whether the membership holds on `day`."""
        return bool(self.starts_on <= day and (self.ends_on is None or day < self.ends_on))


class Invitation(Reaching):
    """Somebody is asked by e-mail to take a role in an agency. The link is signed over `nonce` and holds no address."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="invitations")
    role = models.TextField(_("peran"), choices=Role.choices)
    name = models.TextField(_("nama"))
    email = models.EmailField(_("surel"))
    ends_on = models.DateField(_("berakhir sebelum"), null=True, blank=True)
    nonce = models.UUIDField(_("tanda"), default=uuid.uuid4, unique=True)
    # Empty: the operator, who invites the first coordinator of an installation.
    invited_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diundang oleh"), null=True, blank=True, related_name="invitations"
    )
    invited_at = models.DateTimeField(_("diundang"), db_default=Now())
    expires_at = models.DateTimeField(_("berlaku sampai"))
    sent_at = models.DateTimeField(_("surel terkirim"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("diterima"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diterima oleh"), null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True, blank=True)

    class Meta:
        verbose_name = _("undangan")
        verbose_name_plural = _("undangan")
        ordering = ("-invited_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitations_role_domain"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(email=""), name="invitations_addressee"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at__isnull=True),
                name="invitations_one_end",
            ),
            Wall(
                name="invitations_wall",
                read=("members:agency", "door", "self:accepted_by"),
                write=("members:agency",),
                remove=(),
            ),
        )
        indexes = (models.Index(fields=("agency", "-invited_at"), name="invitations_agency_idx"),)

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"


class GrantKind(models.TextChoices):
    """What one agency opens to another."""

    PEOPLE = "people", _("Melihat pegawai tertentu dengan namanya")
    PROCESS = "process", _("Mengerjakan atas nama kami")


class Grant(models.Model):
    """An agency opens a door of its own to another, for a purpose and a time, until it ends or is withdrawn.

    Kind `people`: sight of the people the room `people` lists for it. Kind `process`: the other agency enters or
    verifies data in this one's place.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemberi"), related_name="grants_given")
    to_agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("penerima"), related_name="grants_taken")
    kind = models.TextField(_("jenis"), choices=GrantKind.choices)
    purpose = models.TextField(_("keperluan"))
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir sebelum"))
    granted_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("diberikan oleh"), related_name="+")
    granted_at = models.DateTimeField(_("diberikan"), db_default=Now())
    withdrawn_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("dicabut oleh"), null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.TextField(_("alasan pencabutan"), blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("izin lintas pemerintah")
        verbose_name_plural = _("izin lintas pemerintah")
        ordering = ("-granted_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=GrantKind.values), name="grants_kind_domain"),
            models.CheckConstraint(condition=~Q(purpose=""), name="grants_purpose_domain"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="grants_period"),
            models.CheckConstraint(condition=~Q(agency=F("to_agency")), name="grants_between_two"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="grants_withdrawal_paired",
            ),
            models.UniqueConstraint(fields=("id", "agency"), name="grants_id_agency"),
            Wall(
                name="grants_wall",
                read=("figures:agency", "figures:to_agency"),
                write=("grants:agency",),
                remove=(),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"


class AuditEvent(models.Model):
    """What was done or looked at, by whom, when, on what. No foreign keys: history outlives what it speaks of.

    `people` are our numbers of the people whose record was opened or changed, so that each can be told who did.
    `agency_code` is the agency whose data they are; of the house itself when it is empty.

    The database refuses UPDATE and DELETE on this table (a trigger of migration 0002).
    """

    name = models.TextField(_("peristiwa"))
    at = models.DateTimeField(_("waktu"), db_default=Now())
    by_id = models.BigIntegerField(_("nomor pelaku"), null=True, blank=True)
    by_username = models.TextField(_("pelaku"), null=True, blank=True)
    on_kind = models.TextField(_("jenis objek"))
    on_id = models.TextField(_("objek"))
    agency_code = models.TextField(_("kode pemerintahan"), null=True, blank=True)
    old = models.JSONField(_("sebelum"), null=True, blank=True)
    new = models.JSONField(_("sesudah"), null=True, blank=True)
    note = models.TextField(_("catatan"), blank=True, default="", db_default="")
    people = ArrayField(models.BigIntegerField(), verbose_name=_("nomor pegawai"), null=True, blank=True)

    class Meta:
        verbose_name = _("peristiwa jejak audit")
        verbose_name_plural = _("jejak audit")
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("on_kind", "on_id", "at"), name="audit_on_idx"),
            models.Index(fields=("agency_code", "at"), name="audit_agency_idx"),
            models.Index(fields=("at",), name="audit_at_idx"),
            models.Index(fields=("by_id", "at"), name="audit_by_idx"),
            GinIndex(fields=("people",), name="audit_people_idx"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(name__startswith="betang."), name="audit_name_domain"),
            models.CheckConstraint(
                condition=Q(by_id__isnull=True, by_username__isnull=True)
                | Q(by_id__isnull=False, by_username__isnull=False),
                name="audit_by_paired",
            ),
            Wall(
                name="audit_wall",
                read=("trail:agency_code", "self:by_id", "about:people", "province"),
                add=("anyone",),
                change=NEVER,
                remove=NEVER,
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.on_kind} {self.on_id}"


class TableRevision(models.Model):
    """How many times a table was changed; with an agency, how many times that agency's rows were.

    The counters name a state of the data: a map run keeps them, so two runs on the same counters,
    parameters and code must give the same figures.
    """

    table = models.TextField(_("tabel"))
    agency = models.ForeignKey(Agency, models.CASCADE, verbose_name=_("pemerintahan"), null=True, blank=True)
    revision = models.BigIntegerField(_("revisi"))

    class Meta:
        verbose_name = _("revisi tabel")
        verbose_name_plural = _("revisi tabel")
        ordering = ("table", "agency")
        constraints = (
            models.UniqueConstraint(fields=("table", "agency"), nulls_distinct=False, name="table_revisions_key"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="table_revisions_revision_domain"),
            Wall(name="table_revisions_wall", read=("anyone",), add=("signed_in",), change=("signed_in",)),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.agency_id or ''} {self.revision}"


class Installation(models.Model):
    """The one row that says which database this is, so that a folder exported from it is known when it returns."""

    key = models.UUIDField(_("kunci"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("pemasangan")
        verbose_name_plural = _("pemasangan")
        constraints = (models.CheckConstraint(condition=Q(id=1), name="installation_is_one"),)

    def __str__(self) -> str:
        return str(self.key)


class Boundary(models.Model):
    """The area of a government for drawing: a GeoJSON Polygon or MultiPolygon, longitude and latitude."""

    agency = models.OneToOneField(
        Agency, models.CASCADE, verbose_name=_("pemerintahan"), primary_key=True, related_name="boundary"
    )
    geometry = models.JSONField(_("bentuk wilayah"))

    class Meta:
        verbose_name = _("batas wilayah")
        verbose_name_plural = _("batas wilayah")
        ordering = ("agency",)
        constraints = (Wall(name="boundaries_wall", read=("anyone",)),)

    def __str__(self) -> str:
        return str(self.agency_id)
