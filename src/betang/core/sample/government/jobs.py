"""The catalogue of jobs: structural posts, functional posts by step, operative posts; and who moves up to what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from betang.core.sample.government.competencies import NUMBER
from betang.core.sample.government.families import FAMILIES, OPERATIVES
from betang.core.sample.government.offices import PROVINCE, REGENCY, Office
from betang.core.sample.government.posts import Post
from betang.core.sample.government.structure import every_post, section_head

STEP_SHARES = {
    "jf_pertama": 0.46,
    "jf_muda": 0.37,
    "jf_madya": 0.165,
    "jf_utama": 0.005,
    "jf_pemula": 0.12,
    "jf_terampil": 0.45,
    "jf_mahir": 0.28,
    "jf_penyelia": 0.15,
}
SKILLED_PART = 0.55  # of a family with both ladders: this part is on the skilled one
STRUCTURAL = ("jpt_utama", "jpt_madya", "jpt_pratama", "administrator", "pengawas")


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `requires` are places in `competencies.CODES`, the first one absolute; `women` their share."""

    code: str
    name: str
    tier: str
    family: str | None
    affair: str | None
    requires: tuple[int, ...]
    women: float

    @property
    def is_structural(self) -> bool:
        return self.tier in STRUCTURAL


class Catalogue:
    """All jobs in a fixed order, with ways to find them."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self._posts: dict[Post, int] = {}
        self._by_code: dict[str, int] = {}
        self._sections: dict[str, int] = {}
        for head in every_post():
            self._add_post(head)
        for office in (*REGENCY, *PROVINCE):
            self._sections.setdefault(f"SECTION-{office.code}", self._section(office))
        self._add_families()
        for post in OPERATIVES:
            self._add(Job(post.code, post.name, "pelaksana", post.group, None, _numbers(post.requires), 0.46))
        self.next_job = [self._next(job) for job in self.jobs]

    def number(self, head: Post | str) -> int:
        """The place of a structural post, or of a job by its code."""
        return self._posts[head] if isinstance(head, Post) else self._by_code[head]

    def shares(self, text: str) -> dict[int, float]:
        """Job -> share from a text of `post:weight`: families spread over their steps, sections by office."""
        found: dict[int, float] = {}
        for item in text.split():
            code, _, weight = item.partition(":")
            for job, part in self._spread(code):
                found[job] = found.get(job, 0.0) + float(weight) * part
        whole = sum(found.values())
        return {job: part / whole for job, part in found.items()}

    def _spread(self, code: str) -> list[tuple[int, float]]:
        if code in self._sections:
            return [(self._sections[code], 1.0)]
        if code in self._by_code:
            return [(self._by_code[code], 1.0)]
        family = FAMILIES[code]
        steps = [(self._by_code[f"{code}-{step}"], tier, STEP_SHARES[tier]) for step, _, tier in family.steps]
        if family.has_both_ladders:
            skilled = {"jf_terampil", "jf_mahir", "jf_penyelia"}
            steps = [(j, t, s * (SKILLED_PART if t in skilled else 1 - SKILLED_PART)) for j, t, s in steps]
        whole = sum(share for _, _, share in steps)
        return [(job, share / whole) for job, _, share in steps]

    def _add(self, job: Job) -> int:
        self._by_code[job.code] = len(self.jobs)
        self.jobs.append(job)
        return len(self.jobs) - 1

    def _add_post(self, post: Post) -> int:
        if post not in self._posts:
            code = f"ST-{len(self._posts) + 1:03d}"
            women = 0.3 if post.tier.startswith("jpt") else 0.42
            job = Job(code, post.name, post.tier, "Struktural", post.affair or None, _numbers(post.requires), women)
            self._posts[post] = self._add(job)
        return self._posts[post]

    def _section(self, office: Office) -> int:
        return self._add_post(section_head(office))

    def _add_families(self) -> None:
        for family in FAMILIES.values():
            requires = _numbers(family.requires)
            for step, title, tier in family.steps:
                # the higher the step, the more of the list; three are the least a functional post requires
                keep = len(requires) - (1 if tier in {"jf_pemula", "jf_terampil"} else 0)
                name = f"{family.name} {title}"
                code = f"{family.code}-{step}"
                self._add(Job(code, name, tier, family.name, family.affair, requires[: max(3, keep)], family.women))

    def _next(self, job: Job) -> int | None:
        if job.family and (ladder := next((f for f in FAMILIES.values() if f.name == job.family), None)):
            codes = [f"{ladder.code}-{step}" for step, _, _ in ladder.steps]
            place = codes.index(job.code) + 1
            return self._by_code[codes[place]] if place < len(codes) else None
        higher = {"pelaksana": "pengawas", "pengawas": "administrator", "administrator": "jpt_pratama"}.get(job.tier)
        return self._first(higher, job.affair) if higher else None

    def _first(self, tier: str, affair: str | None) -> int | None:
        """The first job of a tier in the affair; without an affair, that of the secretariat."""
        wanted = affair or "4.01"
        return next((n for n, job in enumerate(self.jobs) if job.tier == tier and job.affair == wanted), None)


def _numbers(requires: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(NUMBER[f"T.{short}"] for short in requires.split()))


@cache
def catalogue() -> Catalogue:
    """The catalogue, made once: it depends on nothing but the tables of this package."""
    return Catalogue()
