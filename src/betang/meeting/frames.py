"""What a reader of office files has to know of merged titles."""

from __future__ import annotations

from betang.core.office.desk import Known
from betang.meeting.models import TitleAlias


def know_titles(known: Known, agency: str | None) -> None:
    """Names that mean a programme of the catalogue since titles were merged under it, whoever sends them."""
    del agency  # they count for every government
    found = TitleAlias.objects.filter(ended_at__isnull=True, group__program__isnull=False)
    for spelled, program in found.values_list("spelled", "group__program_id").order_by("pk"):
        if program in known["programs"]:
            known["programs"].alias(spelled, program)
