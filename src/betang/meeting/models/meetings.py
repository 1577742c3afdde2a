"""A meeting, its agenda, what governments say to an item, who attends, and the number that says something changed.

Everybody inside reads a meeting: it is about what governments have put on the table themselves. Who writes what is
said by the walls here and, by state and in words, by `betang.meeting.rules.meetings`.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.models import Agency, User
from betang.agencies.wall import Wall


class MeetingState(models.TextChoices):
    """From being prepared, through being held, to being over."""

    PREPARED = "prepared", _("Disiapkan")
    OPEN = "open", _("Berlangsung")
    CLOSED = "closed", _("Selesai")


class ItemKind(models.TextChoices):
    """What an item is about."""

    CLASS = "class", _("Kelas bersama")
    TARGET = "target", _("Keterkaitan sasaran")
    TITLE = "title", _("Judul pelatihan")
    FREE = "free", _("Lainnya")


class ItemState(models.TextChoices):
    """What came of an item."""

    WAITING = "waiting", _("Belum dibahas")
    AGREED = "agreed", _("Disepakati")
    LEFT_OPEN = "left_open", _("Dibiarkan terbuka")


class Stance(models.TextChoices):
    """What a government says to an item of the whole."""

    YES = "yes", _("Setuju")
    NOT_YET = "not_yet", _("Belum setuju")


class Way(models.TextChoices):
    """How somebody attends."""

    HALL = "hall", _("Di ruang rapat")
    ONLINE = "online", _("Daring")


class Meeting(models.Model):
    """One coordination meeting on the needs of a planning year. `chair` is a name as it stands in the minutes."""

    year = models.IntegerField(_("tahun rencana"))
    title = models.TextField(_("judul"))
    day = models.DateField(_("tanggal"))
    place = models.TextField(_("tempat"), null=True, blank=True)
    online = models.TextField(_("tautan rapat daring"), null=True, blank=True)
    chair = models.TextField(_("pimpinan rapat"))
    state = models.TextField(_("keadaan"), choices=MeetingState.choices, default=MeetingState.PREPARED)
    current = models.ForeignKey(
        "meeting.AgendaItem", models.SET_NULL, verbose_name=_("yang sedang dibahas"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    key = models.UUIDField(_("tanda formulir"), default=uuid.uuid4, unique=True)
    opened_at = models.DateTimeField(_("dibuka"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True)

    class Meta:
        verbose_name = _("rapat koordinasi")
        verbose_name_plural = _("rapat koordinasi")
        ordering = ("-day", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meetings_state_domain"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(chair=""), name="meetings_filled"),
            models.CheckConstraint(condition=~Q(place="") & ~Q(online=""), name="meetings_unknown_is_null"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="meetings_year_domain"),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CLOSED, closed_at__isnull=False)
                | ~Q(state=MeetingState.CLOSED) & Q(closed_at__isnull=True),
                name="meetings_closed_paired",
            ),
            Wall(name="meetings_wall", read=("signed_in",), write=("province",)),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"


class Pulse(models.Model):
    """How often anything of a meeting was changed. All a screen asks for once a second, and all it could learn there.

    A table of its own: its wall lets those write who may change any part, and the door read (docs/adr/0025).
    """

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, verbose_name=_("rapat"), primary_key=True, related_name="pulse"
    )
    version = models.BigIntegerField(_("versi"), default=1)

    class Meta:
        verbose_name = _("denyut rapat")
        verbose_name_plural = _("denyut rapat")
        ordering = ("meeting_id",)
        constraints = (
            models.CheckConstraint(condition=Q(version__gte=1), name="pulses_version_domain"),
            Wall(name="pulses_wall", read=("anyone",), add=("province",), change=("signed_in",), remove=("province",)),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.version}"


class AgendaItem(models.Model):
    """One item: what is proposed, what came of it, who does it by when. `agency` empty: it is everybody's.

    `subject` is what it speaks of by code, for whoever prepares items from data: the same subject is one item.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("rapat"), related_name="items")
    place = models.IntegerField(_("urutan"))
    kind = models.TextField(_("jenis"), choices=ItemKind.choices)
    title = models.TextField(_("judul"))
    details = ArrayField(models.TextField(), verbose_name=_("keterangan"), default=list, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), null=True, blank=True, related_name="+"
    )
    subject = models.TextField(_("pokok"), null=True, blank=True)
    state = models.TextField(_("hasil"), choices=ItemState.choices, default=ItemState.WAITING)
    decision = models.TextField(_("keputusan"), null=True, blank=True)
    reason = models.TextField(_("alasan dibiarkan terbuka"), null=True, blank=True)
    who = models.TextField(_("yang mengerjakan"), null=True, blank=True)
    due = models.DateField(_("batas waktu"), null=True, blank=True)
    version = models.IntegerField(_("versi"), default=1)
    changed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("terakhir diubah oleh"), null=True, blank=True, related_name="+"
    )
    changed_for = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("atas nama"), null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("terakhir diubah"), db_default=Now())
    key = models.UUIDField(_("tanda formulir"), default=uuid.uuid4, unique=True)

    class Meta:
        verbose_name = _("butir rapat")
        verbose_name_plural = _("butir rapat")
        ordering = ("meeting_id", "place", "id")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="agenda_items_kind_domain"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="agenda_items_state_domain"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_items_title_filled"),
            models.CheckConstraint(
                condition=~Q(decision="") & ~Q(reason="") & ~Q(who="") & ~Q(subject=""),
                name="agenda_items_unknown_is_null",
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.LEFT_OPEN) | Q(reason__isnull=False), name="agenda_items_open_has_reason"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="agenda_items_version_domain"),
            models.UniqueConstraint(
                fields=("meeting", "kind", "subject", "agency"),
                condition=Q(subject__isnull=False),
                nulls_distinct=False,
                name="agenda_items_subject_once",
            ),
            Wall(
                name="agenda_items_wall",
                read=("signed_in",),
                add=("province",),
                change=("province", "edit:agency"),
                remove=("province",),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"


class Voice(models.Model):
    """What a government says to an item of the whole; the newest counts."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, verbose_name=_("butir"), related_name="voices")
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="+")
    stance = models.TextField(_("sikap"), choices=Stance.choices)
    reason = models.TextField(_("alasan"), null=True, blank=True)
    said_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("dinyatakan oleh"), related_name="+")
    said_at = models.DateTimeField(_("dinyatakan"), db_default=Now())

    class Meta:
        verbose_name = _("suara pemerintah")
        verbose_name_plural = _("suara pemerintah")
        ordering = ("item_id", "agency_id")
        constraints = (
            models.UniqueConstraint(fields=("item", "agency"), name="voices_key"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="voices_stance_domain"),
            models.CheckConstraint(
                condition=Q(stance=Stance.NOT_YET, reason__isnull=False) & ~Q(reason="")
                | Q(stance=Stance.YES, reason__isnull=True),
                name="voices_not_yet_has_reason",
            ),
            Wall(name="voices_wall", read=("signed_in",), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.agency_id} {self.stance}"


class Attendance(models.Model):
    """Somebody who attends for a government, named as the minutes name them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("rapat"), related_name="attendances")
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="+")
    name = models.TextField(_("nama"))
    office = models.TextField(_("jabatan dan unit kerja"))
    way = models.TextField(_("cara hadir"), choices=Way.choices)
    entered_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("diisi oleh"), related_name="+")
    entered_at = models.DateTimeField(_("diisi"), db_default=Now())

    class Meta:
        verbose_name = _("daftar hadir")
        verbose_name_plural = _("daftar hadir")
        ordering = ("agency_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "agency", "name", "office"), name="attendances_key"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(office=""), name="attendances_filled"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="attendances_way_domain"),
            Wall(name="attendances_wall", read=("signed_in",), write=("province", "edit:agency")),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"
