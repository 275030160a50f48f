"""What of a referral stands now, for somebody who reads it beside an edit that came too late."""

from typing import Any
from uuid import UUID

from .models import Referral
from .writing import Answers


def of_answers(child: UUID, key: str) -> dict[str, Any]:
    found = Referral.objects.filter(pk=key, child=child).first()
    return dict(Answers.read(found.answers).by_field()) if found else {}
