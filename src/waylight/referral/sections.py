"""What this room adds to a child's record, and where what it makes due leads to."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from waylight.casework.codes import DueKind
from waylight.casework.rooms import answered, before_closing, compares, follows, opens, section

from .actions.checking import due_anew
from .actions.moving import refuse_while_offered
from .answering import answers, who_answers
from .models import Check, Referral
from .standing import of_answers

section("child-checks", _("Agencies"))
section("child-discussions", _("Strategy"))
section("child-referrals", _("Referrals"))
answered(DueKind.CHECK, partial(answers, Check), partial(who_answers, Check))
answered(DueKind.REFERRAL, partial(answers, Referral), partial(who_answers, Referral))
opens(DueKind.CHECK, "check")
opens(DueKind.STRATEGY, "child-discussions")
opens(DueKind.DISCUSSION, "discussion")
opens(DueKind.EVIDENCE, "evidence")
opens(DueKind.CONFERENCE, "enquiry")
opens(DueKind.CORE_GROUP, "enquiry")
opens(DueKind.RECONFERENCE, "enquiry")
opens(DueKind.REFERRAL, "referral")
opens(DueKind.DECLINED, "referral")
opens(DueKind.CONFIRM, "referral")
opens(DueKind.HANDED, "link-referral")
section("child-transfer", _("Transfer"))
opens(DueKind.TRANSFER, "transfer-due")
opens(DueKind.OFFER_DECLINED, "transfer-due")
opens(DueKind.OFFERED, "offered-record")
opens(DueKind.WHOLE, "child-discussions")
before_closing(refuse_while_offered)
compares("referral", of_answers)
follows(DueKind.CHECK, due_anew)
