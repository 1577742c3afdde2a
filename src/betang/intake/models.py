"""Batches: files that arrived, what was found in them, what they changed; and spellings that were confirmed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.dictionary import PairKey
from betang.agencies.models import Agency, User
from betang.agencies.wall import Wall


class BatchState(models.TextChoices):
    """Where a batch stands. docs/developer/intake.md draws the moves (`rules.MOVES`)."""

    RECEIVED = "received", _("Menunggu dibaca")
    CHECKING = "checking", _("Sedang diperiksa")
    ASKING = "asking", _("Menunggu keterangan Anda")
    CHECKED = "checked", _("Menunggu keputusan Anda")
    UNREADABLE = "unreadable", _("Tidak dapat dibaca")
    COMMITTING = "committing", _("Sedang disimpan")
    COMMITTED = "committed", _("Sudah disimpan")
    DISCARDED = "discarded", _("Dibatalkan")
    UNDONE = "undone", _("Ditarik kembali")


class BatchStep(models.TextChoices):
    """What a worker is at."""

    OPENING = "opening", _("Membuka berkas")
    READING = "reading", _("Membaca baris")
    COMPARING = "comparing", _("Membandingkan dengan data yang ada")
    STORING = "storing", _("Menyimpan")


class Batch(models.Model):
    """One file of one government, from its arrival to its end.

    `agency` is whose data it is; empty only for what the operator imports for the house (the list of governments).
    `look` says what was found in the file (sheets, heading rows, columns), `choices` what a person decided about it,
    `counts` rows and problems by code, `preview` what will be new, changed, unchanged and missing, by table, `seen` the
    revision counters of the tables it was compared with. The file itself stands in `BatchPart`.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), null=True, blank=True, related_name="batches"
    )
    bundle = models.UUIDField(_("kiriman bersama"), default=uuid.uuid4)
    name = models.TextField(_("nama berkas"))
    fingerprint = models.TextField(_("sidik berkas"))
    size = models.BigIntegerField(_("ukuran"))
    kind = models.TextField(_("jenis"), null=True, blank=True)
    state = models.TextField(_("keadaan"), choices=BatchState.choices, default=BatchState.RECEIVED)
    step = models.TextField(_("langkah"), choices=BatchStep.choices, null=True, blank=True)
    rows_done = models.BigIntegerField(_("baris terbaca"), default=0)
    attempts = models.SmallIntegerField(_("percobaan"), default=0)
    received_on = models.DateField(_("tanggal diterima"))
    received_at = models.DateTimeField(_("diterima"), db_default=Now())
    received_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("dikirim oleh"), null=True, blank=True, related_name="+"
    )
    look = models.JSONField(_("yang ditemukan"), default=dict)
    choices = models.JSONField(_("keterangan"), default=dict)
    counts = models.JSONField(_("hitungan"), default=dict)
    preview = models.JSONField(_("pratinjau"), default=dict)
    seen = models.JSONField(_("revisi saat diperiksa"), default=dict)
    rows = models.BigIntegerField(_("baris data"), default=0)
    refused = models.BigIntegerField(_("baris ditolak"), default=0)
    warned = models.BigIntegerField(_("peringatan"), default=0)
    problem = models.TextField(_("kendala"), null=True, blank=True)
    checked_at = models.DateTimeField(_("diperiksa"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diputuskan oleh"), null=True, blank=True, related_name="+"
    )
    committed_at = models.DateTimeField(_("disimpan"), null=True, blank=True)
    undone_at = models.DateTimeField(_("ditarik kembali"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("ditarik kembali oleh"), null=True, blank=True, related_name="+"
    )
    file_gone_at = models.DateTimeField(_("berkas dihapus"), null=True, blank=True)

    class Meta:
        verbose_name = _("kiriman")
        verbose_name_plural = _("kiriman")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batches_state_domain"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(fingerprint="") & Q(size__gte=0), name="batches_file_domain"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("committed", "undone")) | Q(committed_at__isnull=False),
                name="batches_committed_when",
            ),
            models.UniqueConstraint(fields=("id", "agency"), name="batches_id_agency"),
            # An officer has what they sent themselves, and nothing of what others did.
            Wall(
                name="batches_wall",
                read=("edit:agency", "trail:agency", "self:received_by&enters:agency"),
                write=("edit:agency", "self:received_by&enters:agency"),
                remove=(),
            ),
        )
        indexes = (
            models.Index(fields=("agency", "-id"), name="batches_agency_idx"),
            models.Index(fields=("fingerprint",), name="batches_fingerprint_idx"),
            models.Index(fields=("bundle",), name="batches_bundle_idx"),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"  # never the file's name, which may hold a person's


_SENDERS = ("edit:agency", "sent:batch&enters:agency")
"""Who has the pieces of a batch: whoever enters data for the government, and the officer who sent it."""


class OfBatch(models.Model):
    """A row that belongs to a batch and stands behind the same wall."""

    batch = models.ForeignKey(
        Batch, models.CASCADE, verbose_name=_("kiriman"), related_name="+", db_constraint=False, db_index=False
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name=_("pemerintahan"),
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True


def _of_batch(name: str) -> PairKey:
    return PairKey(
        fields=("batch", "agency"),
        to="intake.Batch",
        to_fields=("id", "agency"),
        name=f"{name}_batch_key",
        cascade=True,
    )


class BatchPart(OfBatch):
    """A piece of a file, in the database, so that every worker has it and no half of it is ever there.

    `what`: of the file that was sent (`file`), of the records that come of it (`records/<table>`), of the rows that
    were refused (`refused`).
    """

    what = models.TextField(_("isi"))
    number = models.IntegerField(_("urutan"))
    data = models.BinaryField(_("potongan"))

    class Meta:
        verbose_name = _("potongan berkas")
        verbose_name_plural = _("potongan berkas")
        ordering = ("batch", "what", "number")
        constraints = (
            models.UniqueConstraint(fields=("batch", "what", "number"), name="batch_parts_key"),
            _of_batch("batch_parts"),
            Wall(name="batch_parts_wall", read=_SENDERS, write=_SENDERS),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} {self.what} {self.number}"


class Severity(models.TextChoices):
    """What a problem means for its row."""

    REFUSED = "refused", _("Baris ditolak")
    CELL = "cell", _("Isian dikosongkan")
    WARNING = "warning", _("Peringatan")


class BatchProblem(OfBatch):
    """Something to say about a row, a cell or the whole file: the sentence is `words.sentence(code, said)`."""

    number = models.IntegerField(_("urutan"))
    severity = models.TextField(_("akibat"), choices=Severity.choices)
    sheet = models.TextField(_("lembar"), blank=True, default="")
    row = models.IntegerField(_("baris"), null=True, blank=True)
    column = models.TextField(_("kolom"), blank=True, default="")
    value = models.TextField(_("isian"), blank=True, default="")
    code = models.TextField(_("kode"))
    said = models.JSONField(_("keterangan"), default=dict)

    class Meta:
        verbose_name = _("masalah kiriman")
        verbose_name_plural = _("masalah kiriman")
        ordering = ("batch", "number")
        constraints = (
            models.UniqueConstraint(fields=("batch", "number"), name="batch_problems_key"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="batch_problems_severity_domain"),
            _of_batch("batch_problems"),
            Wall(name="batch_problems_wall", read=_SENDERS, write=_SENDERS),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number} {self.code}"


class Difference(OfBatch):
    """What a committed batch did to one row; undoing goes by these.

    `old` and `new` are the whole row; one of them is empty where the row was added or removed.
    """

    table = models.TextField(_("tabel"))
    key = models.TextField(_("kunci"))
    old = models.JSONField(_("sebelum"), null=True, blank=True)
    new = models.JSONField(_("sesudah"), null=True, blank=True)

    class Meta:
        verbose_name = _("perubahan baris")
        verbose_name_plural = _("perubahan baris")
        ordering = ("batch", "table", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(old__isnull=False) | Q(new__isnull=False), name="differences_says_something"
            ),
            _of_batch("differences"),
            Wall(name="differences_wall", read=_SENDERS, write=_SENDERS),
        )
        indexes = (
            models.Index(fields=("batch", "table"), name="differences_batch_idx"),
            models.Index(fields=("table", "key"), name="differences_key_idx"),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} {self.table} {self.key}"


class Alias(models.Model):
    """A spelling and the thing it means: `directory` and `code` as in `core.office.desk.Known`.

    Of everybody (no agency) where a catalogue or a list says so, of one agency where a person there confirmed it.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), null=True, blank=True, related_name="+"
    )
    directory = models.TextField(_("daftar"))
    spelled = models.TextField(_("ejaan"))
    code = models.TextField(_("kode"))
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("ditegaskan oleh"), null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("ditegaskan"), db_default=Now())

    class Meta:
        verbose_name = _("nama lain")
        verbose_name_plural = _("nama lain")
        ordering = ("directory", "spelled", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(directory="") & ~Q(spelled="") & ~Q(code=""), name="aliases_says_something"
            ),
            models.UniqueConstraint(
                fields=("agency", "directory", "spelled", "code"), nulls_distinct=False, name="aliases_key"
            ),
            Wall(
                name="aliases_wall",
                read=("common:agency&signed_in", "figures:agency"),
                write=("edit:agency",),
            ),
        )

    def __str__(self) -> str:
        return f"{self.directory} {self.code}"


class RememberedColumn(models.Model):
    """A heading an agency has explained once: which field of a kind it is (`part.field`; empty: leave it alone)."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("pemerintahan"), related_name="+")
    kind = models.TextField(_("jenis"))
    heading = models.TextField(_("judul kolom"))
    field = models.TextField(_("isi kolom"), blank=True, default="")
    remembered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("diingat dari"), null=True, blank=True, related_name="+"
    )
    remembered_at = models.DateTimeField(_("diingat"), db_default=Now())

    class Meta:
        verbose_name = _("judul kolom yang diingat")
        verbose_name_plural = _("judul kolom yang diingat")
        ordering = ("agency", "kind", "heading")
        constraints = (
            models.UniqueConstraint(fields=("agency", "kind", "heading"), name="remembered_columns_key"),
            models.CheckConstraint(condition=~Q(heading=""), name="remembered_columns_heading"),
            Wall(name="remembered_columns_wall", read=("edit:agency",), write=("edit:agency",)),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind} {self.heading}"
