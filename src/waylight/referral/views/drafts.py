"""What an agency has begun to answer, and what is begun of a referral, a link and an offered record.

All are of the child's record and their writer's alone, under the right to do what the form is for.
"""

from django.urls import reverse

from waylight.casework.models import Child
from waylight.casework.views.slots import keeps_forms

from ..machine import ANSWER, HAND, OFFER, RECEIVE, TAKE, WRITE
from ..models import Check, LinkReferral, RecordTransfer, Referral

keeps_forms(
    "check",
    Check.objects.select_related("child"),
    {"item": ANSWER, "send": ANSWER},
    lambda check: reverse("check", args=[check.pk]),
)
keeps_forms(
    "referral",
    Referral.objects.select_related("child"),
    {"answer": RECEIVE, "said": WRITE, "withdraw": WRITE, "instead": WRITE},
    lambda referral: reverse("referral", args=[referral.pk]),
)
keeps_forms(
    "link",
    LinkReferral.objects.select_related("child"),
    {"withdraw": HAND, "settle": HAND},
    lambda link: reverse("link-referral", args=[link.pk]),
)
keeps_forms(
    "record",
    Child.objects.all(),
    {"offer": OFFER, "declined": OFFER},
    lambda child: reverse("child-transfer", args=[child.pk]),
)
keeps_forms(
    "transfer",
    RecordTransfer.objects.select_related("child"),
    {"back": OFFER},
    lambda transfer: reverse("child-transfer", args=[transfer.child_id]),
)
keeps_forms(
    "offered",
    RecordTransfer.objects.select_related("child"),
    {"take": TAKE},
    lambda _transfer: reverse("offered-records"),
)
