"""Units and posts that a register names: by their ids, or in words where it has no ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from betang.core.office.desk import Known
from betang.core.office.names import Directory, plain
from betang.core.office.titles import readable, tier_of_title

_UNDER: Final = re.compile(r"\s+[-–—]\s+|\s*[>\\|;]\s*|\s+/\s+|\s+(?:pada|di lingkungan)\s+|,\s+", re.IGNORECASE)
"""What stands between a unit and the unit above it in one cell."""
_DEEPEST: Final = 40  # not a rule: no unit is as far below its government


@dataclass(frozen=True, slots=True)
class Place:
    """What was found for a name: `code`, or the problem why none was. `offers`: codes that may be meant."""

    code: str | None
    problem: Literal["", "unknown_unit", "unknown_job", "ambiguous_reference"] = ""
    offers: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the register. `new`: the file names it and its tier, so it is given as a record."""

    code: str
    title: str
    tier: str
    new: bool = False


class Places:
    """The units and posts of the sending agency, each spelling looked up once."""

    def __init__(self, known: Known) -> None:
        self._units: Directory = known["units"]
        self._jobs: Directory = known["jobs"]
        self._unit_ids: dict[str, str | None] = {}
        self._unit_names: dict[tuple[str, ...], Place] = {}
        self._posts: dict[tuple[str, ...], Post | None] = {}
        self._titles: dict[tuple[str, ...], Place] = {}

    # ------------------------------------------------------------ units

    def unit(self, text: str) -> str | None:
        """The unit with this id."""
        if text not in self._unit_ids:
            self._unit_ids[text] = self._units.code(text)
        return self._unit_ids[text]

    def unit_named(self, name: str, office: str) -> Place:
        """The unit of this name, under the office where that is named too."""
        key = (name, office)
        if key not in self._unit_names:
            self._unit_names[key] = self._find_unit(name, office)
        return self._unit_names[key]

    def _find_unit(self, name: str, office: str) -> Place:
        if not name:
            name, office = office, ""
        whole = self._units.exact(name)
        if whole.kind == "exact" and (not office or self._under(whole.code or "", [office])):
            return Place(whole.code)
        for leaf, over in ((name, []), *_readings(name)):
            upper = [*over, office] if office else over
            if not upper:
                continue
            found = [code for code in self._units.named(leaf) if self._under(code, upper)]
            if len(found) == 1:
                return Place(found[0])
            if found:
                return Place(None, "ambiguous_reference")
        if whole.kind == "ambiguous":
            return Place(None, "ambiguous_reference")
        likely = self._units.find(name)
        return Place(None, "unknown_unit", " ".join(offer.code for offer in likely.offers))

    def _under(self, code: str, names: list[str]) -> bool:
        """Whether the unit is one of `names` or stands under each of them, in their order."""
        line = list(self._line(code))
        at = 0
        for name in names:
            meant = set(self._units.named(name))
            place = next((i for i, each in enumerate(line[at:], start=at) if each in meant), None)
            if place is None:
                return False
            at = place
        return True

    def _line(self, code: str) -> Iterator[str]:
        """The unit and those above it."""
        here: str | None = code
        for _ in range(_DEEPEST):
            if here is None or here not in self._units:
                return
            yield here
            here = self._units.facts(here).get("parent")

    # ------------------------------------------------------------ posts

    def post(self, job: str, title: str, kind: str, unit: str | None) -> Post | None:
        """The post with this id. A structural one has the id of its unit; None where there is no such post."""
        key = (job, title, kind, (unit or "") if kind == "1" else "")
        if key not in self._posts:
            self._posts[key] = self._find_post(job, title, kind, unit)
        return self._posts[key]

    def _find_post(self, job: str, title: str, kind: str, unit: str | None) -> Post | None:
        led = self.unit(job)  # the unit whose head this post would be
        if led is not None or kind == "1":
            known = next((code for code in (led, unit, self._jobs.code(job)) if code and code in self._jobs), None)
            return self._known(known) if known is not None else None
        code = self._jobs.code(job) or job
        if title:
            name = readable(title)
            return Post(code, name, tier_of_title(name, functional=kind == "2"), new=True)
        return self._known(code) if code in self._jobs else None

    def known(self, job: str) -> bool:
        """Whether a post with this id is known without the file."""
        return self._jobs.code(job) is not None

    def post_titled(self, title: str, tier: str, unit: str | None) -> tuple[Post | None, Place]:
        """The post of this title among the agency's own posts, then among all known."""
        key = (title, tier, unit or "")
        if key not in self._titles:
            self._titles[key] = self._find_titled(title, tier, unit)
        place = self._titles[key]
        return (self._known(place.code) if place.code else None), place

    def _find_titled(self, title: str, tier: str, unit: str | None) -> Place:
        asked = [title, f"{title} {tier}"] if tier and plain(tier) not in plain(title) else [title]
        for text in reversed(asked):
            if unit is not None and unit in self._jobs and unit in self._jobs.named(text):
                return Place(unit)
            found = self._jobs.named(text)
            own = [code for code in found if self._jobs.facts(code).get("own")]
            for codes in (self._near(own, unit), own, found):
                if len(codes) == 1:
                    return Place(codes[0])
            if found:
                return Place(None, "ambiguous_reference", " ".join(found[:5]))
        whole, office = next(_readings(title), (title, []))
        if office:
            place = self._head_of(title, unit)
            if place is not None:
                return place
        likely = self._jobs.find(whole)
        return Place(None, "unknown_job", " ".join(offer.code for offer in likely.offers))

    def _near(self, codes: list[str], unit: str | None) -> list[str]:
        """Structural posts of the units above and below the person's own."""
        if unit is None:
            return []
        line = set(self._line(unit))
        return [code for code in codes if code in self._units and (code in line or unit in set(self._line(code)))]

    def _head_of(self, title: str, unit: str | None) -> Place | None:
        """A post whose title goes on with its office: 'Kepala Bidang X - Dinas Y'."""
        for short, over in _readings(title):
            found = [code for code in self._jobs.named(short) if code in self._units and self._under(code, over)]
            if len(found) == 1 or (unit is not None and unit in found):
                return Place(found[0] if len(found) == 1 else unit)
        return None

    def _known(self, code: str) -> Post:
        return Post(code, self._jobs.name(code), self._jobs.facts(code)["tier"])


def _readings(name: str) -> Iterator[tuple[str, list[str]]]:
    """Ways to read a name as that of a unit followed by those above it, the longest own name first."""
    cuts = [*_UNDER.finditer(name)]
    for cut in reversed(cuts):
        over = [part for part in _UNDER.split(name[cut.end() :]) if part]
        if over:
            yield name[: cut.start()], over
