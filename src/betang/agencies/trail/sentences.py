"""The trail in words: what each event says, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.agencies.models import Agency, AuditEvent, GrantKind, Role, User
from betang.agencies.trail.deeds import DEEDS
from betang.ui.figures import UNKNOWN, day, number
from betang.ui.words import ANSWERS, NEED_STAGES, NEED_STEPS, RECORD_PARTS, Words

KINDS: Final[Words] = MappingProxyType(
    {
        "people.person": gettext_lazy("Pegawai"),
        "people.unit": gettext_lazy("Unit kerja"),
        "people.correction": gettext_lazy("Permintaan perbaikan"),
        "standards.competency": gettext_lazy("Kompetensi"),
        "targets.target": gettext_lazy("Sasaran"),
        "targets.targetlink": gettext_lazy("Kaitan sasaran"),
        "needs.maprun": gettext_lazy("Peta"),
        "needs.objection": gettext_lazy("Keberatan"),
        "intake.batch": gettext_lazy("Kiriman data"),
        "meeting.meeting": gettext_lazy("Rapat koordinasi"),
        "meeting.agendaitem": gettext_lazy("Butir rapat"),
        "agencies.agency": gettext_lazy("Pemerintah"),
        "agencies.user": gettext_lazy("Akun"),
        "agencies.member": gettext_lazy("Keanggotaan"),
        "agencies.invitation": gettext_lazy("Undangan"),
        "agencies.grant": gettext_lazy("Izin lintas pemerintah"),
    }
)
"""What an event may be about, as the trail is filtered by."""

_OBJECTS: Final[Words] = MappingProxyType(
    {
        "people.person": gettext_lazy("pegawai nomor %(id)s"),
        "people.unit": gettext_lazy("unit kerja nomor %(id)s"),
        "people.correction": gettext_lazy("permintaan perbaikan nomor %(id)s"),
        "standards.competency": gettext_lazy("kompetensi %(id)s"),
        "targets.target": gettext_lazy("sasaran %(id)s"),
        "targets.targetlink": gettext_lazy("kaitan sasaran nomor %(id)s"),
        "targets.vision": gettext_lazy("visi nomor %(id)s"),
        "needs.maprun": gettext_lazy("peta nomor %(id)s"),
        "needs.objection": gettext_lazy("keberatan nomor %(id)s"),
        "needs.submission": gettext_lazy("pengajuan nomor %(id)s"),
        "needs.decision": gettext_lazy("keputusan nomor %(id)s"),
        "needs.planningyear": gettext_lazy("tahun rencana %(id)s"),
        "needs.reminder": gettext_lazy("pengingat nomor %(id)s"),
        "intake.batch": gettext_lazy("kiriman nomor %(id)s"),
        "intake.alias": gettext_lazy("nama lain nomor %(id)s"),
        "intake.rememberedcolumn": gettext_lazy("judul kolom nomor %(id)s"),
        "meeting.titlegroup": gettext_lazy("judul gabungan nomor %(id)s"),
        "meeting.meeting": gettext_lazy("rapat nomor %(id)s"),
        "meeting.agendaitem": gettext_lazy("butir rapat nomor %(id)s"),
        "agencies.member": gettext_lazy("keanggotaan nomor %(id)s"),
        "agencies.invitation": gettext_lazy("undangan nomor %(id)s"),
        "agencies.grant": gettext_lazy("izin nomor %(id)s"),
        "agencies.auditevent": gettext_lazy("jejak"),
        "agencies.boundary": gettext_lazy("batas wilayah"),
        "needs.document": gettext_lazy("dokumen %(id)s"),
        "needs.documenttemplate": gettext_lazy("templat nomor %(id)s"),
        "folder": gettext_lazy("folder data"),
    }
)
_FIELDS: Final[Words] = MappingProxyType(
    {
        "role": gettext_lazy("peran"),
        "starts_on": gettext_lazy("mulai"),
        "ends_on": gettext_lazy("berakhir sebelum"),
        "state": gettext_lazy("keadaan"),
        "day": gettext_lazy("tenggat"),
        "name": gettext_lazy("nama"),
        "short_name": gettext_lazy("nama pendek"),
    }
)
"""What the parts of a change are called."""

_DAYS: Final = ("day", "starts_on", "ends_on", "as_of", "before", "since", "until")
_FILES: Final = MappingProxyType({"xlsx": "Excel", "csv": "CSV", "json": "JSON", "pdf": "PDF", "docx": "Word"})


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words. `changes` are old and new values, `reason` what somebody wrote, `name` who did it."""

    event: AuditEvent
    sentence: str
    changes: str
    reason: str
    name: str
    on: str
    agency: str

    @property
    def at(self) -> str:
        return moment(self.event.at)


class _Values(dict[str, str]):
    """What the event does not hold is a dash: a sentence can always be said, whatever an older version wrote."""

    def __missing__(self, key: str) -> str:
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class Known:
    """Users and agencies by number and code, as far as whoever reads may see them."""

    users: Mapping[int, User]
    agencies: Mapping[str, Agency]

    def user(self, number: object) -> str:
        found = self.users.get(number) if isinstance(number, int) else None
        return found.name if found else _("pengguna nomor %(n)s") % {"n": number}

    def account(self, number: str) -> str:
        found = self.users.get(int(number)) if number.isdigit() else None
        if found is not None:
            return _("akun %(username)s") % {"username": found.username}
        return _("akun nomor %(n)s") % {"n": number} if number else _("akun yang tidak dikenal")

    def agency(self, code: str | None) -> str:
        if not code:
            return _("seluruh provinsi")
        return self.agencies[code].short_name if code in self.agencies else code


def told(events: Sequence[AuditEvent], *, known: Known | None = None) -> list[Told]:
    """Every event as a sentence. Two queries look up who and where, unless both are `known` already."""
    known = known or look_up(events)
    return [_told(event, known) for event in events]


def look_up(events: Collection[AuditEvent]) -> Known:
    """The users and agencies that the events speak of."""
    numbers = {event.by_id for event in events}
    numbers |= {int(event.on_id) for event in events if event.on_kind == "agencies.user" and event.on_id.isdigit()}
    numbers |= {value for event in events for value in [(event.new or {}).get("user")] if isinstance(value, int)}
    users = User.objects.in_bulk([number for number in numbers if number is not None])
    return Known(users, {agency.code: agency for agency in Agency.objects.all()})


def moment(at: datetime) -> str:
    """'24 November 2026 15.30 WIB': a day and a time where the installation is, and by which clock."""
    local = timezone.localtime(at)
    return f"{day(local)} {date_format(local, 'H.i')} {local.tzname()}"


def _told(event: AuditEvent, known: Known) -> Told:
    deed = DEEDS.get(event.name)
    name, on, agency = _name(event, known), _on(event, known), known.agency(event.agency_code)
    values = _Values(who=_who(event, name), on=on, agency=agency, how=_how(event.new or {}))
    values |= {key: _word(key, value, known) for key, value in (event.new or {}).items()}
    values |= {f"old_{key}": _word(key, value, known) for key, value in (event.old or {}).items()}
    sentence = str(deed.sentence) % values if deed else f"{event.name} ({values['who']}, {on})"
    return Told(
        event=event,
        # A user name is left as it is written; an object in front begins the sentence.
        sentence=sentence if sentence.startswith(name) else sentence[:1].upper() + sentence[1:],
        changes=_changes(event, known),
        reason=event.note,
        name=name,
        on=on,
        agency=agency,
    )


def _name(event: AuditEvent, known: Known) -> str:
    if event.by_id is None:
        stranger = event.name in DEEDS and DEEDS[event.name].stranger
        return _("Seseorang yang belum masuk") if stranger else _("Operator")
    return known.users[event.by_id].name if event.by_id in known.users else event.by_username or UNKNOWN


def _who(event: AuditEvent, name: str) -> str:
    """Who did it and as what; the roles are those held then, which the event keeps."""
    roles = [str(Role(role).label) for role in (event.new or {}).get("roles", ()) if role in Role.values]
    return _("%(name)s sebagai %(roles)s") % {"name": name, "roles": ", ".join(roles)} if roles else name


def _on(event: AuditEvent, known: Known) -> str:
    if event.on_kind == "agencies.user":
        return known.account(event.on_id)
    if event.on_kind == "agencies.agency":
        return known.agency(event.on_id)
    pattern = _OBJECTS.get(event.on_kind)
    return (
        str(pattern) % {"id": event.on_id}
        if pattern
        else " ".join(part for part in (event.on_kind, event.on_id) if part)
    )


def _how(new: Mapping[str, Any]) -> str:
    """By which way the viewer came to see people, as the end of a sentence."""
    via = {
        "self": _(", sebagai catatannya sendiri"),
        "unit": _(", dari unit kerja yang dikelolanya"),
        "reports": _(", sebagai atasan langsung"),
        "grant": _(", melalui izin nomor %(grant)s") % {"grant": new.get("grant", UNKNOWN)},
        "process": _(", karena diminta mengerjakan atas nama pemerintah itu"),
    }.get(new.get("via", ""), "")
    return via + (_(", tanpa nama (dengan nomor saja)") if new.get("names") is False else "")


def _word(key: str, value: Any, known: Known) -> str:
    """A value of an event as a reader would say it."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if value is None:
        return UNKNOWN
    if key in _SAID:
        return _SAID[key](value, known)
    return number(value) if isinstance(value, int | float) else str(value)


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _changes(event: AuditEvent, known: Known) -> str:
    """'berakhir sebelum: – menjadi 3 Maret 2027', for every value the event knows from before."""
    old, new = event.old or {}, event.new or {}
    parts = [
        _("%(field)s: %(old)s menjadi %(new)s")
        % {
            "field": str(_FIELDS.get(key, key.replace("_", " "))),
            "old": _word(key, old[key], known),
            "new": _word(key, new.get(key), known),
        }
        for key in old
    ]
    return "; ".join(parts)


_SAID: Final[Mapping[str, Callable[[Any, Known], str]]] = MappingProxyType(
    {
        "role": lambda value, _known: str(Role(value).label) if value in Role.values else str(value),
        "user": lambda value, known: known.user(value),
        "agency": lambda value, known: known.agency(value),
        "to_agency": lambda value, known: known.agency(value),
        "file": lambda value, _known: _FILES.get(value, str(value)),
        "kind": lambda value, _known: str(GrantKind(value).label) if value in GrantKind.values else str(value),
        "subject": lambda value, _known: str(RECORD_PARTS.get(value, value)),
        "step": lambda value, _known: str(NEED_STEPS.get(value, value)).lower(),
        "stage": lambda value, _known: str(NEED_STAGES.get(value, value)).lower(),
        "state": lambda value, _known: str(ANSWERS.get(value, value)),
        **dict.fromkeys(_DAYS, lambda value, _known: _day(str(value))),
    }
)
"""How a value is said, by its key; any other is a number or a text."""
