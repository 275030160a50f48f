"""What the page of one referral shows besides: its rules with their sources, its clock, its route."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework import queries as casework
from waylight.casework.details import Details, is_child

from ..answers import ReferralForm
from ..codes import BirthBasis, ExploitationType
from ..forms_trafficking import WriteForm
from ..machine import REFER
from ..models import TraffickingReferral
from ..route import days_until_18, earliest_conclusive, route_of
from ..rules import trafficking


def about(viewer: Actor, it: TraffickingReferral) -> dict[str, Any]:
    rules, details, today = trafficking(), Details.read(it.child.details), timezone.localdate()
    due = next((row for row in casework.dues_of(it.child) if row.due.about == it.pk), None)
    form = asdict(ReferralForm.read(it.form))
    if form["birth_basis"] in BirthBasis.values:
        form["birth_basis"] = BirthBasis(form["birth_basis"]).label
    return {
        "facts": rules.facts,
        "due": due,
        "adult": not is_child(details, today),
        "days": days_until_18(details.birthday, today) if details.birthday else None,
        "route": route_of(details.birthday, today, it.child.area_id, rules.pilots, rules.pilot_days).label,
        "form": [(WriteForm.base_fields[name].label, words) for name, words in form.items()],
        "types": [ExploitationType(code).label for code in it.types],
        "earliest": earliest_conclusive(it.reasonable_on, it.route, rules.rest),
        "may_take": can(viewer, REFER, it),
    }
