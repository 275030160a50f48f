"""What an agency has begun to answer, and what a referral's two sides have begun to say of it.

Both are of the child's record and their writer's alone, under the right to do what the form is for.
"""

from uuid import UUID

from django.urls import reverse

from waylight.casework.views.slots import Slot, keeps

from ..machine import ANSWER, RECEIVE, WRITE
from ..models import Check, Referral

OF_CHECK = ("item", "send")
OF_REFERRAL = {"answer": RECEIVE, "withdraw": WRITE, "instead": WRITE}


def _of_check(pk: UUID, name: str) -> Slot | None:
    check = Check.objects.select_related("child").filter(pk=pk).first()
    if check is None or name not in OF_CHECK:
        return None
    return Slot(check.child, f"check-{name}-{pk}", (ANSWER, check), reverse("check", args=[pk]))


def _of_referral(pk: UUID, name: str) -> Slot | None:
    referral = Referral.objects.select_related("child").filter(pk=pk).first()
    if referral is None or name not in OF_REFERRAL:
        return None
    may = (OF_REFERRAL[name], referral)
    return Slot(referral.child, f"referral-{name}-{pk}", may, reverse("referral", args=[pk]))


keeps("check", _of_check)
keeps("referral", _of_referral)
