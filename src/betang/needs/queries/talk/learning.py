"""What somebody may learn from: programmes of the catalogue, and what a text in free words means in it."""

from __future__ import annotations

from dataclasses import dataclass

from betang.core.office.names import Directory, Match
from betang.intake.models import Alias
from betang.programs.models import Channel, Outcome, Program


@dataclass(frozen=True, slots=True)
class Offered:
    """A programme of the catalogue, and whether it teaches the competency in question."""

    program: Program
    teaches: bool


def offered(competency: str) -> list[Offered]:
    """The catalogue for one competency: what teaches it first, non-classical ways before classes."""
    teaching = set(Outcome.objects.filter(competency=competency).values_list("program_id", flat=True))
    ways = [Channel.NONCLASSICAL, Channel.ONLINE, Channel.BLENDED, Channel.CLASS]
    rows = sorted(
        Program.objects.all(), key=lambda one: (one.pk not in teaching, ways.index(Channel(one.channel)), one.name)
    )
    return [Offered(program, program.pk in teaching) for program in rows]


def meant(text: str, agency: str) -> Match:
    """What a proposed learning in free words means in the catalogue, other names included."""
    programs = Directory("programs")
    for code, name in Program.objects.values_list("code", "name"):
        programs.add(code, name)
    aliases = Alias.objects.filter(directory="programs").order_by("pk")
    for of, spelled, code in aliases.values_list("agency_id", "spelled", "code"):
        if of in {None, agency} and code in programs:
            programs.alias(spelled, code)
    return programs.find(text)
