"""A day by which something is to be done is asked about where it lies years ahead: a year typed wrong reminds
nobody in time. Nothing typed is lost by it."""

from datetime import timedelta

import pytest
from django import forms
from django.utils import timezone

from waylight.accounts.forms import AHEAD
from waylight.meetings import forms as meetings
from waylight.plan import forms as plan
from waylight.referral import forms as referral
from waylight.referral.link_form import LinkForm

FIELDS = [
    (referral.CallForm, "on"),
    (referral.DecideForm, "review_on"),
    (referral.EvidenceForm, "on"),
    (LinkForm, "by_day"),
    (plan.TaskForm, "due_on"),
    (plan.DeclineForm, "reoffer_on"),
    (meetings.CallForm, "day"),
    (meetings.ActionForm, "due_on"),
]


@pytest.mark.parametrize(("form", "name"), FIELDS)
def test_a_day_that_is_years_off_is_a_year_typed_wrong(form: type[forms.Form], name: str) -> None:
    field = form.base_fields[name]  # type: ignore[attr-defined]  # set by the metaclass of forms, unknown to its types
    last = timezone.localdate() + AHEAD
    assert field.clean(last.isoformat()) == last
    with pytest.raises(forms.ValidationError, match="Look at the year"):
        field.clean((last + timedelta(days=1)).isoformat())
