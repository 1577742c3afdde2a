"""Agencies, users, memberships, the audit trail and the counters that name a state of the data."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import domain_checks


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


class Member(models.Model):
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
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="members_period"),
            models.UniqueConstraint(fields=("user", "agency", "role", "starts_on"), name="members_key"),
            models.UniqueConstraint(
                fields=("user", "agency", "role"), condition=Q(ends_on__isnull=True), name="members_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.agency_id}"

    def covers(self, day: Any) -> bool:
        """Whether the membership holds on `day`."""
        return bool(self.starts_on <= day and (self.ends_on is None or day < self.ends_on))


class AuditEvent(models.Model):
    """What was done, by whom, when, on what. No foreign keys: history outlives what it speaks of.

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

    class Meta:
        verbose_name = _("peristiwa jejak audit")
        verbose_name_plural = _("jejak audit")
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("on_kind", "on_id", "at"), name="audit_on_idx"),
            models.Index(fields=("agency_code", "at"), name="audit_agency_idx"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(name__startswith="betang."), name="audit_name_domain"),
            models.CheckConstraint(
                condition=Q(by_id__isnull=True, by_username__isnull=True)
                | Q(by_id__isnull=False, by_username__isnull=False),
                name="audit_by_paired",
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

    def __str__(self) -> str:
        return str(self.agency_id)
