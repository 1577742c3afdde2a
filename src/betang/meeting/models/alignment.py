"""Titles that were made one, and the names they were asked for by. Taken apart again, the rows stay and say when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from betang.agencies.models import User
from betang.agencies.wall import Wall
from betang.programs.models import Program


class TitleGroup(models.Model):
    """Several titles that are counted as one: as a programme of the catalogue, or under a name of their own.

    `key` is the name made plain (`core.office.names.plain`). Taken apart, it holds the programme no longer, so that the
    catalogue may drop that; the name stays, and the trail has the code.
    """

    name = models.TextField(_("judul"))
    key = models.TextField(_("judul dibakukan"))
    program = models.ForeignKey(Program, models.PROTECT, verbose_name=_("program"), null=True, blank=True)
    made_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("disatukan oleh"), null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("disatukan"), db_default=Now())
    ended_at = models.DateTimeField(_("dipisahkan"), null=True, blank=True)

    class Meta:
        verbose_name = _("judul gabungan")
        verbose_name_plural = _("judul gabungan")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="title_groups_filled"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(program__isnull=True), name="title_groups_parted_lets_go"
            ),
            models.UniqueConstraint(fields=("key",), condition=Q(ended_at__isnull=True), name="title_groups_key"),
            models.UniqueConstraint(
                fields=("program",),
                condition=Q(ended_at__isnull=True, program__isnull=False),
                name="title_groups_program_once",
            ),
            # Which title means what is what governments agree on together; all of them count by it.
            Wall(name="title_groups_wall", read=("signed_in",), write=("province",), remove=()),
        )

    def __str__(self) -> str:
        return self.name


class TitleAlias(models.Model):
    """A name by which governments asked for what is now one title; `key` is it made plain."""

    group = models.ForeignKey(TitleGroup, models.CASCADE, verbose_name=_("judul gabungan"), related_name="aliases")
    spelled = models.TextField(_("nama lain"))
    key = models.TextField(_("nama lain dibakukan"))
    made_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("disatukan oleh"), null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("disatukan"), db_default=Now())
    ended_at = models.DateTimeField(_("dipisahkan"), null=True, blank=True)

    class Meta:
        verbose_name = _("nama lain judul")
        verbose_name_plural = _("nama lain judul")
        ordering = ("group", "spelled", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(spelled="") & ~Q(key=""), name="title_aliases_filled"),
            models.UniqueConstraint(fields=("key",), condition=Q(ended_at__isnull=True), name="title_aliases_key"),
            Wall(name="title_aliases_wall", read=("signed_in",), write=("province",), remove=()),
        )

    def __str__(self) -> str:
        return self.spelled
