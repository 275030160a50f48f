"""What this room adds to a child's record, and where what it makes due leads to."""

from django.utils.translation import gettext_lazy as _

from waylight.casework.codes import DueKind
from waylight.casework.rooms import before_closing, compares, follows, opens, section

from .actions.checking import due_anew
from .actions.moving import refuse_while_offered
from .standing import of_answers

section("child-checks", _("Agencies"))
section("child-discussions", _("Strategy"))
section("child-referrals", _("Referrals"))
opens(DueKind.CHECK, "check")
opens(DueKind.STRATEGY, "child-discussions")
opens(DueKind.DISCUSSION, "discussion")
opens(DueKind.EVIDENCE, "evidence")
opens(DueKind.CONFERENCE, "enquiry")
opens(DueKind.CORE_GROUP, "enquiry")
opens(DueKind.RECONFERENCE, "enquiry")
opens(DueKind.REFERRAL, "referral")
opens(DueKind.DECLINED, "referral")
opens(DueKind.HANDED, "link-referral")
section("child-transfer", _("Transfer"))
opens(DueKind.TRANSFER, "transfer-due")
opens(DueKind.WHOLE, "child-discussions")
before_closing(refuse_while_offered)
compares("referral", of_answers)
follows(DueKind.CHECK, due_anew)
