"""The table of agencies, and how screens draw them."""

from __future__ import annotations

from django.db.models import F

from betang.agencies import rules
from betang.agencies.actions.staging import RoomTables, Staging
from betang.agencies.actions.tiles import TILES
from betang.agencies.frames import FRAMES
from betang.agencies.models import Agency, Installation


class AgencyTables(RoomTables):
    """The agencies; new ones also get a short name and their place on the tile map."""

    def place(self, staging: Staging) -> None:
        super().place(staging)
        self.finish()

    def finish(self) -> None:
        """A short name and a place on the tile map for who has none."""
        for agency in Agency.objects.filter(short_name=F("name")):
            agency.short_name = rules.short_name(agency.name)
            agency.save(update_fields=["short_name"])
        for agency in Agency.objects.filter(tile_x__isnull=True, region_code__in=TILES):
            agency.tile_x, agency.tile_y = TILES[agency.region_code or ""]
            agency.save(update_fields=["tile_x", "tile_y"])

    def database_key(self) -> str:
        """What this database calls itself in folders; a database that was emptied gets a new name."""
        return str(Installation.objects.get_or_create(pk=1)[0].key)

    def say_fictional(self, *, fictional: bool) -> None:
        """Say of every agency whether its people are invented; a load replaces them all."""
        Agency.objects.exclude(fictional=fictional).update(fictional=fictional)


tables = AgencyTables(FRAMES, on_insert={"agencies": {"short_name": "n.name"}})
