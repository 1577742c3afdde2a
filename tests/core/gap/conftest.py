from __future__ import annotations

import pytest

from tests.core.gap import runners
from tests.core.gap.spec import Spec


@pytest.fixture(params=["reference"])
def spec(request):
    """Draws the cases of a rule and holds the reference and every engine to them."""
    return Spec(run={"reference": runners.reference}[request.param])
