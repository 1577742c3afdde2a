"""The needs map: runs, cells, person-level gaps, what of it is published, and the counts of the first hour."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.models import Agency, User
from betang.agencies.wall import Wall
from betang.core.disclosure import NAMES, RULE
from betang.people.models import Person, Unit
from betang.standards.models import Competency, Source


class RunState(models.TextChoices):
    """The states of a run; `rules.NEXT` says which follows which."""

    QUEUED = "queued", _("Menunggu giliran")
    RUNNING = "running", _("Sedang dihitung")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")


class RunStep(models.TextChoices):
    """Where a running run is, for those who wait."""

    READING = "reading", _("Membaca data")
    COUNTING = "counting", _("Menghitung peta")
    STORING = "storing", _("Menyimpan peta")
    PUBLISHING = "publishing", _("Menerbitkan rincian pegawai")


class GapState(models.TextChoices):
    """What is known of a pair."""

    KNOWN = "known", _("Terukur")
    EXPIRED = "expired", _("Kedaluwarsa")
    UNKNOWN = "unknown", _("Belum diketahui")


class MapRun(models.Model):
    """One making of the map, so that every figure can be made again.

    `inputs` holds the table revision counters the run read, `fingerprint` a hash over them, the question
    (`as_of`, `next_job`), the parameters and the code version: equal fingerprints give equal figures.
    """

    as_of = models.DateField(_("per tanggal"))
    next_job = models.BooleanField(_("terhadap jabatan berikutnya"), default=False)
    params = models.JSONField(_("parameter"))
    inputs = models.JSONField(_("revisi masukan"))
    fingerprint = models.TextField(_("sidik masukan"))
    code_version = models.TextField(_("versi program"))
    state = models.TextField(_("keadaan"), choices=RunState.choices, default=RunState.QUEUED)
    step = models.TextField(_("langkah"), choices=RunStep.choices, null=True, blank=True)
    attempts = models.SmallIntegerField(_("percobaan"), default=0)
    publish_when_done = models.BooleanField(_("terbitkan bila selesai"), default=False)
    requested_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("diminta oleh"), null=True, blank=True)
    requested_at = models.DateTimeField(_("diminta"), db_default=Now())
    started_at = models.DateTimeField(_("mulai"), null=True, blank=True)
    finished_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    published_at = models.DateTimeField(_("terbit"), null=True, blank=True)
    problem = models.TextField(_("kendala"), null=True, blank=True)

    class Meta:
        verbose_name = _("penghitungan peta")
        verbose_name_plural = _("penghitungan peta")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="map_runs_state_domain"),
            models.CheckConstraint(condition=Q(step__in=RunStep.values), name="map_runs_step_domain"),
            models.CheckConstraint(
                condition=Q(state=RunState.QUEUED, finished_at__isnull=True)
                | Q(state=RunState.RUNNING, started_at__isnull=False, finished_at__isnull=True)
                | Q(state__in=(RunState.DONE, RunState.FAILED), started_at__isnull=False, finished_at__isnull=False),
                name="map_runs_times",
            ),
            models.CheckConstraint(
                condition=Q(problem__isnull=True) | Q(state=RunState.FAILED), name="map_runs_problem_only_failed"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(state=RunState.DONE, next_job=False),
                name="map_runs_published_is_done",
            ),
        )
        indexes = (
            models.Index(fields=("fingerprint",), name="map_runs_fingerprint_idx"),
            models.Index(
                fields=("-published_at",), condition=Q(published_at__isnull=False), name="map_runs_published_idx"
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"


class RunAgency(models.Model):
    """What a run noted of one agency: a row of its own, because no wall can hide a part of a row.

    `raw_weight` / `pairs` is the mean its target weights were divided by; `idle_needs` are the agreed needs that make
    no figure, because the post does not require their competency (NULL: of a run from before they were kept).
    """

    pk = models.CompositePrimaryKey("run_id", "agency_id")
    run = models.ForeignKey(
        MapRun, models.CASCADE, verbose_name=_("penghitungan"), related_name="agencies", db_index=False
    )
    agency = models.ForeignKey(
        Agency, models.DO_NOTHING, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    raw_weight = models.DecimalField(_("jumlah bobot"), max_digits=40, decimal_places=0)
    pairs = models.BigIntegerField(_("pasangan dipersyaratkan"))
    idle_needs = ArrayField(models.TextField(), verbose_name=_("kebutuhan tanpa angka"), null=True, blank=True)

    class Meta:
        verbose_name = _("catatan penghitungan")
        verbose_name_plural = _("catatan penghitungan")
        ordering = ("run", "agency")
        constraints = (Wall(name="run_agencies_wall", read=("figures:agency",)),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.agency_id}"


class Summable(models.Model):
    """The figures of the map that add up over units. Counts are pairs of person and competency.

    `held_sum` = sum(min(held, required)) and `required_known_sum` = sum(required), both over known pairs, are the
    two halves of fulfilment.
    """

    required = models.IntegerField(_("dipersyaratkan"))
    known = models.IntegerField(_("terukur"))
    expired = models.IntegerField(_("kedaluwarsa"))
    unknown = models.IntegerField(_("belum diketahui"))
    short = models.IntegerField(_("kurang"))
    trained = models.IntegerField(_("sudah dilatih, belum diukur ulang"))
    agreed = models.IntegerField(_("disepakati"))
    levels = models.BigIntegerField(_("tingkat yang kurang"))
    held_sum = models.BigIntegerField(_("tingkat terpenuhi"))
    required_known_sum = models.BigIntegerField(_("tingkat dipersyaratkan"))
    on_default = models.IntegerField(_("bersandar pada standar bawaan"))
    priority = models.DecimalField(_("prioritas"), max_digits=24, decimal_places=6)
    priority_high = models.DecimalField(_("prioritas tertinggi"), max_digits=24, decimal_places=6)

    class Meta:
        abstract = True


class MapCell(Summable):
    """One cell of the map: agency, unit, competency. Kept for every run, also when a unit is gone later:
    hence no database constraint towards the register, and the unit's code beside its id.

    `fulfilment` is in per cent, NULL where nothing is known.
    """

    pk = models.CompositePrimaryKey("run_id", "unit_id", "competency_id")
    run = models.ForeignKey(
        MapRun, models.CASCADE, verbose_name=_("penghitungan"), related_name="cells", db_index=False
    )
    agency = models.ForeignKey(
        Agency, models.DO_NOTHING, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, models.DO_NOTHING, verbose_name=_("unit kerja"), db_constraint=False, db_index=False, related_name="+"
    )
    unit_code = models.TextField(_("kode unit"))
    competency = models.ForeignKey(
        Competency,
        models.DO_NOTHING,
        verbose_name=_("kompetensi"),
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    fulfilment = models.FloatField(_("pemenuhan"), null=True, blank=True)
    rank = models.IntegerField(_("peringkat"), null=True, blank=True)

    class Meta:
        verbose_name = _("sel peta")
        verbose_name_plural = _("sel peta")
        ordering = ("run", "rank", "agency", "unit", "competency")
        constraints = (
            models.CheckConstraint(
                condition=Q(required=models.F("known") + models.F("expired") + models.F("unknown")),
                name="map_cells_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(short__lte=models.F("known"), trained__lte=models.F("short"), trained__gte=0),
                name="map_cells_short",
            ),
            models.CheckConstraint(
                condition=Q(fulfilment__isnull=True, known=0) | Q(fulfilment__isnull=False, known__gt=0),
                name="map_cells_unknown_is_null",
            ),
            Wall(name="map_cells_wall", read=("figures:agency",)),
        )
        indexes = (
            models.Index(fields=("run", "agency", "competency"), name="map_cells_agency_idx"),
            models.Index(fields=("run", "rank"), condition=Q(rank__isnull=False), name="map_cells_rank_idx"),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.unit_id} {self.competency_id}"


class MapSum(Summable):
    """The cells of a run added up over the units of an agency: what the screens of the province read, in
    milliseconds instead of a walk over a hundred thousand cells.
    """

    pk = models.CompositePrimaryKey("run_id", "agency_id", "competency_id")
    run = models.ForeignKey(MapRun, models.CASCADE, verbose_name=_("penghitungan"), related_name="sums", db_index=False)
    agency = models.ForeignKey(
        Agency, models.DO_NOTHING, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    competency = models.ForeignKey(
        Competency,
        models.DO_NOTHING,
        verbose_name=_("kompetensi"),
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("jumlah peta")
        verbose_name_plural = _("jumlah peta")
        ordering = ("run", "agency", "competency")
        constraints = (Wall(name="map_sums_wall", read=("figures:agency",)),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.agency_id} {self.competency_id}"


def _hidden_or_known() -> Q:
    """Every figure is either a number or named as hidden; nothing else is."""
    condition = Q(hidden__contained_by=list(NAMES))
    for name in NAMES:
        hidden = Q(hidden__contains=[name])
        condition &= Q(**{f"{name}__isnull": True}) & hidden | Q(**{f"{name}__isnull": False}) & ~hidden
    return condition


def _no_few() -> Q:
    """The rule itself, so that no mistake in a program can put a figure about few people, or one that leaves few."""
    condition, few = Q(), RULE.smallest_shown
    for name in ("required", "known", "expired", "unknown", "short", "trained", "agreed", "on_default"):
        condition &= Q(**{name: 0}) | Q(**{f"{name}__gte": few})
    for part, whole in (("known", "required"), ("on_default", "required"), ("short", "known"), ("trained", "short")):
        condition &= Q(**{part: F(whole)}) | Q(**{f"{part}__lte": F(whole) - few})
    return condition


def _hides(name: str, *parts: str) -> Q:
    """Where one is hidden its parts are."""
    return ~Q(hidden__contains=[name]) | Q(hidden__contains=list(parts))


class PublishedRow(models.Model):
    """One agency and competency as every government may see it: what `core.disclosure` publishes of the published run,
    and all that screens show of another government. Written with the publication, kept for the newest one only.

    A hidden figure is NULL and named in `hidden`; a row of 1-4 required pairs hides all of them. `place` is the place
    among the agency's competencies by priority, NULL where there is none.
    """

    pk = models.CompositePrimaryKey("run_id", "agency_id", "competency_id")
    run = models.ForeignKey(
        MapRun, models.CASCADE, verbose_name=_("penghitungan"), related_name="published_rows", db_index=False
    )
    agency = models.ForeignKey(
        Agency, models.DO_NOTHING, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    competency = models.ForeignKey(
        Competency,
        models.DO_NOTHING,
        verbose_name=_("kompetensi"),
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    required = models.IntegerField(_("dipersyaratkan"), null=True, blank=True)
    known = models.IntegerField(_("terukur"), null=True, blank=True)
    expired = models.IntegerField(_("kedaluwarsa"), null=True, blank=True)
    unknown = models.IntegerField(_("belum diketahui"), null=True, blank=True)
    short = models.IntegerField(_("kurang"), null=True, blank=True)
    trained = models.IntegerField(_("sudah dilatih, belum diukur ulang"), null=True, blank=True)
    agreed = models.IntegerField(_("disepakati"), null=True, blank=True)
    on_default = models.IntegerField(_("bersandar pada standar bawaan"), null=True, blank=True)
    held_sum = models.BigIntegerField(_("tingkat terpenuhi"), null=True, blank=True)
    required_known_sum = models.BigIntegerField(_("tingkat dipersyaratkan"), null=True, blank=True)
    place = models.IntegerField(_("urutan di pemerintahannya"), null=True, blank=True)
    hidden = ArrayField(models.TextField(), verbose_name=_("yang disembunyikan"), blank=True)

    class Meta:
        verbose_name = _("baris terbit")
        verbose_name_plural = _("baris terbit")
        ordering = ("run", "agency", "competency")
        constraints = (
            models.CheckConstraint(condition=_hidden_or_known(), name="published_rows_hidden_or_known"),
            models.CheckConstraint(condition=_no_few(), name="published_rows_no_few"),
            models.CheckConstraint(
                condition=_hides("known", "expired", "unknown", "short", "trained", "agreed")
                & _hides("expired", "unknown")
                & _hides("unknown", "expired")
                & _hides("short", "trained", "held_sum", "required_known_sum")
                & _hides("required", "known", "on_default"),
                name="published_rows_hides_what_follows",
            ),
            # Where something is hidden these compare with NULL, and hold.
            models.CheckConstraint(
                condition=Q(required=F("known") + F("expired") + F("unknown")), name="published_rows_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True)
                | Q(place__gte=1, known__isnull=False, short__isnull=False, agreed__isnull=False),
                name="published_rows_place_of_shown",
            ),
            # What may cross is in here and nothing else; whoever is inside may read it.
            Wall(name="published_rows_wall", read=("signed_in",)),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.agency_id} {self.competency_id}"


class PersonGap(models.Model):
    """What one person lacks in one competency; kept for the newest published run only.

    Written in bulk from the run's own snapshot, so there are no foreign keys to check a million times; a trigger
    (migration 0002) lets a person who leaves the register take the rows along.
    """

    pk = models.CompositePrimaryKey("person_id", "competency_id", "run_id")
    run = models.ForeignKey(
        MapRun, models.CASCADE, verbose_name=_("penghitungan"), related_name="gaps", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person,
        models.DO_NOTHING,
        verbose_name=_("pegawai"),
        related_name="gaps",
        db_constraint=False,
        db_index=False,
    )
    agency = models.ForeignKey(
        Agency, models.DO_NOTHING, verbose_name=_("pemerintahan"), db_constraint=False, db_index=False, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, models.DO_NOTHING, verbose_name=_("unit kerja"), db_constraint=False, db_index=False, related_name="+"
    )
    competency = models.ForeignKey(
        Competency,
        models.DO_NOTHING,
        verbose_name=_("kompetensi"),
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    required = models.SmallIntegerField(_("dipersyaratkan"))
    held = models.SmallIntegerField(_("dimiliki"), null=True, blank=True)
    state = models.TextField(_("keadaan"), choices=GapState.choices)
    assumed = models.BooleanField(_("disepakati, belum terukur"))
    trained = models.BooleanField(_("sudah dilatih, belum diukur ulang"))
    shortfall = models.SmallIntegerField(_("kesenjangan"), null=True, blank=True)
    importance = models.SmallIntegerField(_("kepentingan"))
    target_weight = models.FloatField(_("bobot sasaran"))
    decided_on = models.DateField(_("tanggal penilaian yang menentukan"), null=True, blank=True)
    source = models.TextField(_("sumber penilaian yang menentukan"), choices=Source.choices, null=True, blank=True)

    class Meta:
        verbose_name = _("kesenjangan pegawai")
        verbose_name_plural = _("kesenjangan pegawai")
        ordering = ("person", "competency")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=GapState.values), name="person_gaps_state_domain"),
            models.CheckConstraint(
                condition=Q(state=GapState.KNOWN, held__isnull=False, shortfall__isnull=False)
                | Q(state__in=(GapState.EXPIRED, GapState.UNKNOWN), held__isnull=True, shortfall__isnull=True),
                name="person_gaps_unknown_is_null",
            ),
            Wall(name="person_gaps_wall", read=("people:agency", "persons:person")),
        )
        indexes = (
            # A unit is always asked for inside its agency: one index serves both, and a million rows go in sooner.
            models.Index(fields=("agency", "competency", "unit"), name="person_gaps_agency_idx"),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.person_id} {self.competency_id}"


class FirstHour(models.Model):
    """The counts of an agency's own register on a day, for whoever may see its figures and not its people.

    `counts`: people by slice (`core.register.slices`), and what the newest file moved (`moved|...`).
    """

    agency = models.OneToOneField(
        Agency, models.PROTECT, verbose_name=_("pemerintahan"), primary_key=True, related_name="+"
    )
    as_of = models.DateField(_("per tanggal"))
    counts = models.JSONField(_("jumlah"), default=dict)

    class Meta:
        verbose_name = _("jam pertama")
        verbose_name_plural = _("jam pertama")
        ordering = ("agency",)
        constraints = (Wall(name="first_hours_wall", read=("figures:agency",), write=("edit:agency",)),)

    def __str__(self) -> str:
        return f"{self._meta.label} {self.agency_id}"
