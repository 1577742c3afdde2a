"""Foreign keys point back in the story too; no import contract sees them, Django's registry does."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house.laws import STORY

CHAPTER = {room: number for number, room in enumerate(reversed(STORY))}


def pointing_ahead(rooms: Iterable[type[models.Model]]) -> list[str]:
    """Relations of these models to a room that comes later in the story."""
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in rooms
        if model._meta.app_label in CHAPTER
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and CHAPTER.get(field.related_model._meta.app_label, -1) > CHAPTER[model._meta.app_label]
    ]


def test_foreign_keys_point_back() -> None:
    assert not pointing_ahead(apps.get_models(include_auto_created=True))


def test_every_room_with_models_stands_in_the_story() -> None:
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("betang.")}
    assert {label for label in rooms if any(apps.get_app_config(label).get_models())} <= CHAPTER.keys()


@isolate_apps("betang.people", "betang.needs")
def test_a_planted_key_to_a_later_room_is_seen() -> None:
    class Wish(models.Model):
        class Meta:
            app_label = "needs"

    class Neighbour(models.Model):
        wish = models.ForeignKey("needs.Wish", models.CASCADE)

        class Meta:
            app_label = "people"

    class Friend(models.Model):
        wishes = models.ManyToManyField("needs.Wish")

        class Meta:
            app_label = "people"

    assert pointing_ahead([Wish, Neighbour, Friend]) == [
        "people.Neighbour.wish -> needs.Wish",
        "people.Friend.wishes -> needs.Wish",
    ]
